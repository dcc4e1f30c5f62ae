"""What a person who held figures against the page by hand found wrong, each kind on a page of our own."""

from pathlib import Path

import pytest

from test_untold import facts_below
from tieout import Fact, Report, read

# Each takes a release the whole way.
pytestmark = pytest.mark.whole

NOW, THEN = "Three months ended March 31, 2025", "Three months ended March 31, 2024"
BALANCES = ("March 31, 2025", "December 31, 2024")


def table(*rows: str) -> str:
    """A table of HTML of rows whose cells are parted by strokes."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def balance_sheet(tmp_path: Path, rows: str, heads: tuple[str, ...] = BALANCES) -> Report:
    """What comes of a release with a statement of income of one line and a balance sheet of these rows."""
    income = table(f"|{NOW}|{THEN}", "Net sales|905|861", "Net income|95|88")
    sheet = table("|".join(("", *heads)), *rows.strip().splitlines())
    path = tmp_path / "harbor.htm"
    path.write_text(
        "<html><body><p>Harbor Light Stores, Inc. Reports First Quarter Results</p>"
        "<p>PORTLAND, Maine - April 24, 2025 - Harbor Light Stores, Inc. reported its results.</p>"
        f"<p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In millions)</p>{income}"
        f"<p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p>{sheet}</body></html>",
        encoding="utf-8",
    )
    return read(path)


def by_print(report: Report) -> dict[str, Fact]:
    """Its facts by their printed figures."""
    return {fact.printed: fact for fact in report.facts}


PIERS = """
ASSETS
Current assets
Cash and cash equivalents|512|498
Inventories|241|236
Total current assets|753|734
Piers and other property
Piers and buildings|830|812
Accumulated depreciation|(317)|(302)
|513|510
Piers being built|64|57
Land|21|21
|598|588
Goodwill|112|112
Total assets|1,463|1,434
LIABILITIES AND EQUITY
Current liabilities
Accounts payable|311|305
Accrued liabilities|97|94
Total current liabilities|408|399
Long-term debt|520|535
Equity
Common stock|120|120
Retained earnings|415|380
Total equity|535|500
Total liabilities and equity|1,463|1,434
"""


def test_a_total_without_words_is_not_all_that_the_heading_above_it_says(tmp_path: Path) -> None:
    found = by_print(balance_sheet(tmp_path, PIERS.replace("Total assets|1,463", "Total assets|$1,463")))
    assert found["$1,463"].concept.split(":")[-1] == "Assets"
    assert found["598"].concept.split(":")[-1] != "Assets"
    assert not found["598"].sure


def test_equity_beside_redeemable_interests_is_of_the_parent_alone(tmp_path: Path) -> None:
    rows = """
ASSETS
Cash and cash equivalents|512|498
Inventories|241|236
Total assets|753|734
LIABILITIES, NONCONTROLLING INTERESTS AND SHAREHOLDERS' EQUITY
Accounts payable|311|305
Long-term debt|120|125
Total liabilities|431|430
Noncontrolling interests|61|57
Total shareholders' equity|261|247
Total liabilities, noncontrolling interests and shareholders' equity|753|734
"""
    found = by_print(balance_sheet(tmp_path, rows))
    assert found["261"].concept.split(":")[-1] == "StockholdersEquity"
    assert found["61"].concept.split(":")[-1] == "MinorityInterest"


def test_equity_that_takes_in_the_interests_of_others_is_of_all(tmp_path: Path) -> None:
    rows = """
ASSETS
Cash and cash equivalents|512|498
Inventories|241|236
Total assets|753|734
LIABILITIES AND EQUITY
Accounts payable|311|305
Long-term debt|120|125
Total liabilities|431|430
Total shareholders' equity|261|247
Noncontrolling interests|61|57
Total equity|322|304
Total liabilities and equity|753|734
"""
    found = by_print(balance_sheet(tmp_path, rows))
    assert found["322"].concept.endswith("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest")


def test_a_year_beside_a_whole_date_is_the_same_day_of_that_year(tmp_path: Path) -> None:
    report = balance_sheet(tmp_path, PIERS, ("March 31, 2025", "2024"))
    found = by_print(report)
    assert found["1,463"].end.isoformat() == "2025-03-31"
    assert (found["1,434"].start, found["1,434"].end.isoformat()) == (None, "2024-03-31")


def codes(tmp_path: Path) -> set[str]:
    """The codes of what is told of a page with one more table."""
    return {finding.code for finding in read(tmp_path / "small-1q25.htm").findings}


def test_changes_in_per_cent_below_a_unit_line_of_money_raise_no_alarm(tmp_path: Path) -> None:
    rows = """
Lamps sold|311|302|3%
Wicks sold|217|208|4%
Total sales of lamps and wicks|528|510|4%
"""
    found = facts_below(tmp_path, "Sales of lamps", (NOW, THEN, "Change"), rows, "($ in millions)")
    assert found["311"].value == 311_000_000
    assert "mapping.unit-differs" not in codes(tmp_path)


def test_two_amounts_over_the_same_lines_are_no_parts_of_one_another(tmp_path: Path) -> None:
    heads = ("Net sales",) * 3 + ("Operating profit (loss)",) * 3
    rows = f"""
|{NOW}|Pro forma {THEN}|% Change|{NOW}|Pro forma {THEN}|% Change
Northern coast|311|302|3%|41|29|41%
Southern coast|217|208|4%|(9)|8|-213%
"""
    found = facts_below(tmp_path, "Coasts", heads, rows)
    assert found["311"].concept != found["41"].concept
    assert found["(9)"].value == -9_000_000
    assert found["302"].members != found["311"].members
    assert "facts.conflict" not in codes(tmp_path)
