"""What a first contact tells of pages of kinds that companies publish: no false alarm, no silent error."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import tieout
from layout_helpers import made_up, only, page, reader, table, values
from tieout.results import Fact, Report

QUARTERS = ("||[colspan=2]Three Months Ended March 31,", "||2025|2024")
INCOME = (
    *("|Revenues|1,900|1,700", "|Cost of revenues|700|650", "|Gross profit|1,200|1,050"),
    *("|Operating expenses|800|750", "|Operating income|400|300"),
)
TOP = "<p>ACME CORP.</p><p>PORTLAND, Maine - April 24, 2025 - Acme Corp. reported its results.</p>"


def told(result: Report) -> set[str]:
    return {finding.code for finding in result.findings if finding.severity == "error"}


def row(fact: Fact) -> str:
    return fact.place.row if fact.place is not None else ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "release.html"


def income(*rows: str) -> str:
    above = f"{TOP}<p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In thousands)</p>"
    return page(*QUARTERS, *INCOME, *rows, above=above)


# Numbers in captions -----------------------------------------------------------------------------------


def test_a_number_in_the_name_of_a_row_is_no_unread_figure(path: Path) -> None:
    names = ("COVID-19 costs", "Tier 1 charges, 90 days", "5.375% notes due 2031", "401(k) matches")
    rows = [f"|{name}|{number},100|{number},000" for number, name in enumerate(names, 5)]
    path.write_text(income(*rows), encoding="utf-8")
    result = tieout.read(path)
    assert "trace.unread" not in told(result)
    assert len({row(fact) for fact in result.facts} & set(names)) == len(names)


@pytest.mark.parametrize("amount", ["1,250", "12 million", "7.25"])
def test_an_amount_in_the_name_of_a_row_is(path: Path, amount: str) -> None:
    path.write_text(income(f"|Grants of {amount}|5,100|5,000"), encoding="utf-8")
    assert "trace.unread" in told(tieout.read(path))


# Units and scales --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("(in thousands, except per share and share amounts)", 0),
        ("(in thousands, except per common share and share data)", 0),
        ("(in thousands, except per share and ADS amounts)", 3),
        ("(Amounts in thousands, except per share results)", 3),
    ],
)
def test_shares_that_a_unit_line_excepts_are_printed_in_full(line: str, scale: int) -> None:
    unit = made_up().unit(line)
    assert unit is not None and (unit.scale, unit.of_shares) == (3, scale)


def test_letters_of_a_name_are_no_scale(tmp_path: Path) -> None:
    rows = ("|Number of U.K. trading days|64|63", "|Trading days (K)|2|3")
    shown = values(only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above="<p>($ in millions)</p>"))))
    assert shown["Number of U.K. trading days"] == ["64 day", "63 day"]
    assert shown["Trading days (K)"] == ["2 daye3", "3 daye3"]


def test_a_multiple_of_earnings_is_no_money(tmp_path: Path) -> None:
    rows = ("|Total debt|5,400|5,200", "|Adjusted EBITDA|1,800|1,700", "|Debt to adjusted EBITDA|3.0|3.1")
    shown = values(only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above="<p>($ in millions)</p>"))))
    assert shown["Debt to adjusted EBITDA"] == ["3.0 pure", "3.1 pure"]


# Pages that were saved by other programs ---------------------------------------------------------------


def test_a_dash_that_was_saved_as_a_control_character_is_a_dash(path: Path) -> None:
    path.write_text(income("|Company\u0092s gain on sale|\u0097|4,000"), encoding="utf-8")
    result = tieout.read(path)
    (gain,) = (fact for fact in result.facts if fact.printed == "—")
    assert (gain.value, row(gain)) == (Decimal(0), "Company’s gain on sale")


# Measures of the company's own -------------------------------------------------------------------------


def test_a_measure_outside_the_standard_takes_no_element_of_it(path: Path) -> None:
    names = ("Non-GAAP gross profit", "Non-GAAP total revenues", "Non-GAAP other expense, net")
    rows = (
        *("|GAAP gross profit|1,200|1,050", "|Stock-based compensation|30|20", f"|{names[0]}|1,230|1,070"),
        *("|GAAP other expense, net|(61)|(43)", f"|{names[2]}|(16)|(9)", f"|{names[1]}|1,955|1,744"),
    )
    more = f"<p>RECONCILIATION</p><p>(In thousands)</p>{table(*QUARTERS, *rows)}</body>"
    path.write_text(income().replace("</body>", more), encoding="utf-8")
    found = {row(fact): fact.concept for fact in tieout.read(path).facts}
    assert found[names[0]] == "NonGaapGrossProfit"
    assert found[names[1]] == "NonGaapTotalRevenues"
    assert found[names[2]] == "NonGaapOtherExpenseNet"


# Fiscal years ------------------------------------------------------------------------------------------


def test_the_last_four_quarters_begin_no_fiscal_year(path: Path) -> None:
    weeks = "||13 Weeks Ended Mar 28, 2020|13 Weeks Ended Mar 30, 2019"
    sales, flows = (weeks, "|Net sales|1,900|1,700"), (weeks, "|Net cash used in operating activities|47|40")
    balances = ("||Mar 28, 2020|Dec 28, 2019", "|Cash|174|123", "|Total assets|1,274|1,263")
    trailing = ("||As of and for the four quarters ended", "||March 28, 2020", "|Adjusted EBITDA|143")
    parts = [("STATEMENTS OF INCOME", (weeks, *INCOME)), ("STATEMENTS OF CASH FLOWS", flows)]
    parts += [("BALANCE SHEETS", balances), ("NET SALES", sales), ("DEBT COVENANT", trailing)]
    text = "".join(f"<p>{title}</p><p>(In thousands)</p>{table(*rows)}" for title, rows in parts)
    path.write_text(f"<html><body>{TOP.replace('2025', '2020')}{text}</body></html>", encoding="utf-8")
    result = tieout.read(path)
    assert not told(result) & {"mapping.column-off-calendar", "mapping.column-missing"}
    assert (date(2019, 12, 29), date(2020, 3, 28)) in {(fact.start, fact.end) for fact in result.facts}
