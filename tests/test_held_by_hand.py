"""What a person who held figures against the page by hand found wrong, each kind on a page of our own."""

from decimal import Decimal
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
    assert found["322"].concept.startswith("StockholdersEquityIncludingPortion")


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


def test_amounts_per_share_beside_money_are_facts_of_their_own(tmp_path: Path) -> None:
    heads = (NOW, "Per diluted share", THEN, "Per diluted share")
    rows = """
Net income as reported|$311|$3.10|$302|$3.02
Lamps lost at sea|24|0.24|—|—
Net income without lamps lost|$335|$3.34|$302|$3.02
"""
    found = facts_below(tmp_path, "Results without lamps lost", heads, rows)
    assert found["$335"].unit == "USD"
    assert (found["$3.34"].unit, found["$3.34"].value) == ("USD/shares", Decimal("3.34"))
    assert found["0.24"].end == found["24"].end
    assert found["0.24"].concept != found["24"].concept


def test_what_a_total_takes_off_is_no_part_of_it(tmp_path: Path) -> None:
    heads = tuple(f"{when} {part}" for when in (NOW, THEN) for part in ("Lamps", "Wicks", "Total"))
    rows = """
Net sales from products|3,000|2,120|5,120|2,600|1,880|4,480
Net sales from services|400|240|640|350|240|590
Net sales|3,400|2,360|5,760|2,950|2,120|5,070
Cost of product sales|700|310|1,010|600|330|930
Cost of service sales|200|210|410|200|195|395
Cost of sales|900|520|1,420|800|525|1,325
Gross margin|2,500|1,840|4,340|2,150|1,595|3,745
"""
    found = facts_below(tmp_path, "SEGMENT REPORTING", heads, rows)
    assert found["2,500"].concept == "GrossProfit"
    assert found["700"].concept != "GrossProfit"
    assert found["3,000"].concept != "GrossProfit"


def test_a_caption_that_says_current_is_current_on_any_balance_sheet(tmp_path: Path) -> None:
    rows = """
ASSETS
Cash and cash equivalents|512|498
Other current assets|241|236
Total assets|753|734
LIABILITIES AND SHAREHOLDERS' EQUITY
Other current liabilities|131|130
Long-term debt|300|300
Total shareholders' equity|322|304
Total liabilities and shareholders' equity|753|734
"""
    found = by_print(balance_sheet(tmp_path, rows))
    for printed, wrong in (("241", "OtherAssets"), ("131", "OtherLiabilities")):
        assert found[printed].concept.split(":")[-1] != wrong or not found[printed].sure


def test_income_of_a_segment_is_not_surely_that_of_the_company(tmp_path: Path) -> None:
    segments = """
Revenue:||
Lamps|1,311|1,302
Wicks|517|508
Total revenue|1,828|1,810
Segment operating income:||
Lamps|311|302
Wicks|117|108
Total segment operating income|428|410
"""
    lamps = """
Revenue:||
Shops|1,001|1,000
Markets|310|302
|1,311|1,302
Operating income (loss):||
Shops|201|198
Markets|110|104
|311|302
"""
    above = ("Revenue and operating income by segment:", "Revenue and operating income of Lamps:")
    parts = (
        f"<p>{title}</p><p>(In millions)</p>{table(f'|{NOW}|{THEN}', *rows.strip().splitlines())}"
        for title, rows in zip(above, (segments, lamps), strict=True)
    )
    path = tmp_path / "harbor.htm"
    balance_sheet(tmp_path, PIERS)
    text = path.read_text(encoding="utf-8").replace("</body>", "".join(parts) + "</body>")
    path.write_text(text, encoding="utf-8")
    found = by_print(read(path))
    assert not found["311"].sure or found["311"].concept != "OperatingIncomeLoss"


def test_counts_in_millions_that_nothing_calls_money_are_doubtful(tmp_path: Path) -> None:
    rows = """
Lamps and Wicks|56.8|56.0
Lighthouses|67.8|69.3
All together|124.6|125.3
"""
    found = facts_below(tmp_path, "Key metrics at:", ("March 31, 2025", "March 31, 2024"), rows)
    assert not any(found[printed].sure for printed in ("56.8", "67.8", "124.6"))


def test_a_margin_below_a_day_is_told(tmp_path: Path) -> None:
    rows = """
Profit margin|6.7%|8.3%
Number of employees|77|80
"""
    facts_below(tmp_path, "Key operating ratios", ("March 31, 2025", "March 31, 2024"), rows)
    told = [one for one in read(tmp_path / "small-1q25.htm").findings if one.code == "layout.period-lasting"]
    assert any("Profit margin" in one.message for one in told)
    assert not any("employees" in one.message for one in told)


def test_a_page_that_was_cut_short_says_so(tmp_path: Path) -> None:
    report = balance_sheet(tmp_path, PIERS)
    assert not any(one.code == "source.cut-short" for one in report.findings)
    path = tmp_path / "harbor.htm"
    text = path.read_text(encoding="utf-8")
    for end in ("<td>Goodwill", "Long-term debt</td", "<td>Total equ"):
        path.write_text(text[: text.index(end) + len(end)], encoding="utf-8")
        assert any(one.code == "source.cut-short" for one in read(path).findings)


def test_a_time_at_the_edge_of_a_sheet_is_of_all_its_columns(tmp_path: Path) -> None:
    rows = """
|Sales|Trading profit|Depreciation
Northern zone|311|41|(12)
Southern zone|217|23|(9)
Total of zones|528|64|(21)
"""
    found = facts_below(tmp_path, "Zones", ("", "", NOW), rows)
    assert (found["311"].start, found["311"].end) == (found["(12)"].start, found["(12)"].end)
    assert found["311"].end.isoformat() == "2025-03-31"


def test_a_day_at_the_edge_of_a_table_is_of_its_column_alone(tmp_path: Path) -> None:
    rows = """
|Charges|Payments|Balance
Northern zone|311|41|312
Southern zone|217|23|209
"""
    found = facts_below(tmp_path, "Zones", ("", "", "March 31, 2025"), rows)
    assert "311" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Net income per diluted share (EPS) increased 8% for the first quarter to $1.40 from $1.30.",
        "Net sales increased $44 million for the first quarter of 2025, from $861 million to $905 million.",
        "Net sales were $905 million in the first quarter of 2025, "
        "$44 million higher than the first quarter of 2024.",
    ],
    ids=["cents", "from and to", "higher than"],
)
def test_what_the_prose_says_otherwise_is_no_contradiction(tmp_path: Path, sentence: str) -> None:
    balance_sheet(tmp_path, PIERS)
    path = tmp_path / "harbor.htm"
    text = path.read_text(encoding="utf-8").replace(
        "reported its results.", f"reported its results. {sentence}"
    )
    path.write_text(text, encoding="utf-8")
    assert not [one.message for one in read(path).findings if one.code == "draft.prose-differs"]


def test_a_table_within_a_sentence_is_no_prose(tmp_path: Path) -> None:
    assert balance_sheet(tmp_path, PIERS).prose.figures == 0
    path = tmp_path / "harbor.htm"
    said = (
        "The following table shows net sales in millions: Three Months Ended March 31, 2025 March 31, 2024 "
        "Net sales $ 707 $ 808 $ 606 Net income $ 17 $ 18 $ 19"
    )
    text = path.read_text(encoding="utf-8").replace("reported its results.", f"reported its results. {said}")
    path.write_text(text, encoding="utf-8")
    assert read(path).prose.figures == 0
