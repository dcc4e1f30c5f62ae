"""What a first contact tells of pages of kinds that companies publish: no false alarm, no silent error."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import tieout
from layout_helpers import made_up, only, page, reader, table, values
from test_draft import CASH
from test_draft import page as statements
from tieout.core import Severity
from tieout.results import Fact, Report

pytestmark = pytest.mark.whole

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


def test_what_leaves_something_out_is_not_what_includes_it(path: Path) -> None:
    rows = ("|Net income|8,639|8,388", "|Average diluted shares outstanding|28,710|27,983")
    each = ("|Basic and diluted earnings per share|0.30|0.30",)
    less = (
        "|Net income|8,639|8,388",
        "|Merger costs|1,063|0",
        "|Diluted EPS excluding merger costs|0.34|0.30",
    )
    equity = (
        *("||March 31, 2025|December 31, 2024", "|Stockholders' equity|303,736|299,309"),
        *("|Less goodwill|52,337|42,645", "|Tangible common equity|251,399|256,664"),
    )
    line = "<p>(In thousands, except per share amounts)</p>"
    more = (
        f"<p>STATEMENTS OF INCOME</p>{line}{table(*QUARTERS, *rows, *each)}",
        f"<p>RECONCILIATION OF INCOME</p>{line}{table(*QUARTERS, *less)}",
        f"<p>RECONCILIATION OF EQUITY</p>{line}{table(*equity)}",
    )
    path.write_text(f"<html><body>{TOP}{''.join(more)}</body></html>", encoding="utf-8")
    result = tieout.read(path)
    found = {row(fact): fact for fact in result.facts}
    assert found["Diluted EPS excluding merger costs"].element is None
    assert found["Tangible common equity"].concept == "TangibleCommonEquity"
    assert "tie.total-off" not in told(result)


def test_what_a_statement_leaves_out_elsewhere_shown_is_the_measure_all_the_same(path: Path) -> None:
    name = "Purchases of property and equipment excluding finance leases"
    text = statements(cash=CASH.replace("Purchases of property and equipment|", f"{name}|"))
    path.write_text(text, encoding="utf-8")
    bought = {fact.concept for fact in tieout.read(path).facts if row(fact) == name}
    assert bought == {"PaymentsToAcquirePropertyPlantAndEquipment"}


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


# Changes against two columns ---------------------------------------------------------------------------


def with_changes(now: str, before: str, year_before: str) -> str:
    """A page whose columns are compared with the first, each with its change behind it."""
    lines = [f"||{now}|{before}|% Change|{year_before}|% Change"]
    for number, (last, quarter, year) in enumerate(KINDS):
        rates = (f"{(Decimal(last) / base - 1) * 100:.0f}%" for base in (quarter, year))
        lines.append(f"|Loans of kind {'ABCDEF'[number]}|{last}|{quarter}|{next(rates)}|{year}|{next(rates)}")
    return page(*lines, above=f"{TOP}<p>LOANS</p><p>(In thousands)</p>")


KINDS = [(3150, 3000, 2500), (2310, 2200, 2100), (1296, 1200, 1080), (5400, 5000, 4500), (880, 800, 640)]


def test_a_change_behind_one_column_is_that_from_it_to_the_first(path: Path) -> None:
    days = ("September 30, 2025", "June 30, 2025", "September 30, 2024")
    path.write_text(with_changes(*days).replace("April 24", "October 24"), encoding="utf-8")
    rates = {(fact.start, fact.end) for fact in tieout.read(path).facts if fact.printed.endswith("%")}
    quarter, year = (date(2025, 7, 1), date(2025, 9, 30)), (date(2024, 10, 1), date(2025, 9, 30))
    assert rates == {quarter, year}


def test_a_change_against_the_quarter_before_is_no_rate_over_a_year(path: Path) -> None:
    ends = ("March 31, 2025", "Dec. 31, 2024", "March 31, 2024")
    path.write_text(with_changes(*(f"Three Months Ended {end}" for end in ends)), encoding="utf-8")
    rates = [fact for fact in tieout.read(path).facts if fact.printed.endswith("%")]
    assert [fact.printed for fact in rates] == ["26%", "10%", "20%", "20%", "38%"]
    assert {(fact.start, fact.end) for fact in rates} == {(date(2025, 1, 1), date(2025, 3, 31))}


def test_a_change_in_points_is_no_finding(path: Path) -> None:
    rows = ("|Net sales|1,100|1,000|10%", "|Costs|880|800|10%", "|Operating margin|20.0%|22.3%|-230 bps")
    heads = ("||March 31, 2025|March 31, 2024|% / point change", "|Assets|1,210|1,100|10%")
    text = page("||[colspan=2]Three Months Ended|", *heads[:1], *rows, above=f"{TOP}<p>($ in millions)</p>")
    path.write_text(text, encoding="utf-8")
    result = tieout.read(path)
    assert "mapping.cell-unreadable" not in told(result)
    assert {row(fact) for fact in result.facts if fact.printed == "10%"} == {"Net sales", "Costs"}


def test_a_cell_that_gives_no_figure_is_no_finding(path: Path) -> None:
    path.write_text(income("|Impairment charges|N/A|3,100", "|Other charges|200|n.m."), encoding="utf-8")
    assert "mapping.cell-unreadable" not in told(tieout.read(path))


BALANCES = (
    *(("Cash", "1,100", "1,000", "10%"), ("Inventories", "2,400", "2,000", "20%")),
    *(("Total assets", "3,500", "3,000", "17%"), ("Total liabilities", "2,442", "2,159", "13%")),
    *(("Common stock", "4,121", "4,000", "3%"), ("Stock of benefit plans", "(3,063)", "(3,159)", "3%")),
    *(("Total equity", "1,058", "841", "26%"), ("Total liabilities and equity", "3,500", "3,000", "17%")),
)


def test_what_shrinks_below_nothing_has_a_rate_of_either_sign(path: Path) -> None:
    rows = [f"|{name}|{now}|{then}|{rate}" for name, now, then, rate in BALANCES]
    balances = table("||March 31, 2025|December 31, 2024|% Change", *rows)
    more = f"<p>CONSOLIDATED BALANCE SHEETS</p><p>(In thousands)</p>{balances}</body>"
    path.write_text(income().replace("</body>", more), encoding="utf-8")
    assert "tie.total-off" not in told(tieout.read(path))


# One name in several tables ----------------------------------------------------------------------------


@pytest.mark.parametrize("titled", [False, True])
def test_a_line_with_a_change_alone_is_one_of_its_own_in_each_table(path: Path, *, titled: bool) -> None:
    parts = []
    for title, sales, rate in (("Enclosures", "|259|256|1%", "-8%"), ("Heating", "|121|145|-17%", "-16%")):
        rows = (f"|{title}|||", f"|Net sales{sales}", f"|Organic|||{rate}")
        parts.append(f"<p>The {title} segment</p><p>($ in millions)</p>" * titled)
        parts.append(table("||March 31, 2025|March 31, 2024|% change", *rows))
    above = f"{TOP}<p>PERFORMANCE FOR THE QUARTER ($ in millions)</p>"
    path.write_text(f"<html><body>{above}{''.join(parts)}</body></html>", encoding="utf-8")
    assert "facts.conflict" not in told(tieout.read(path))


def test_a_row_of_dashes_below_ratios_and_data_is_no_ratio(tmp_path: Path) -> None:
    rows = ("|ASSET QUALITY RATIOS AND DATA:||", "|Non-accrual loans|3,216|3,070", "|Past due loans|--|--")
    found = only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above="<p>(In thousands)</p>")))
    assert found.rows[-1].type is None


# Rates -------------------------------------------------------------------------------------------------


def test_rows_between_rates_of_one_form_are_rates(tmp_path: Path) -> None:
    rows = (
        *("|Total financing spread|0.66%|0.57%", "|Impact of yields on other assets|0.02|0.01"),
        *("|Amortization of gains|(0.01)|(0.07)", "|Cash flows of swaps|0.04|0.14"),
    )
    found = only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above="<p>SPREADS</p>")))
    assert [row.type for row in found.rows] == ["percent"] * 4


def test_a_yield_that_is_paid_is_no_rate(path: Path) -> None:
    path.write_text(income("|Accumulation of yield on preferred stock|(16.1)|(71.8)"), encoding="utf-8")
    found = [fact for fact in tieout.read(path).facts if "yield" in row(fact)]
    assert [(fact.unit, abs(fact.value or 0)) for fact in found] == [("USD", 16_100), ("USD", 71_800)]


def test_letters_behind_a_figure_are_no_figure_without_a_head(path: Path) -> None:
    heads = ("||March 31, 2025||December 31, 2024", "|Cash|174|a|123", "|Inventories|26|b,c|27")
    text = page(*heads, "|Total assets|200||150", above=f"{TOP}<p>BALANCE SHEETS</p><p>(In thousands)</p>")
    path.write_text(text, encoding="utf-8")
    result = tieout.read(path)
    assert "mapping.cell-no-column" not in told(result)
    assert len(result.facts) == 6


# Names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline",
    [
        "New York, NY, April 24, 2025......Standard Anvil Works, Inc. (NYSE: SAW), a maker of anvils,",
        "New York, NY, April 24, 2025—Standard Anvil Works, Inc. (NYSE: SAW), a maker of anvils,",
        "PORTLAND, Maine. Standard Anvil Works, Inc. (NYSE: SAW)",
    ],
)
def test_a_name_begins_behind_the_place_and_the_day(path: Path, dateline: str) -> None:
    text = income().replace(TOP, f"<p>{dateline} today reported.</p><p>April 24, 2025</p>")
    path.write_text(text, encoding="utf-8")
    assert tieout.read(path).company.name == "Standard Anvil Works, Inc."


def test_units_below_a_count_of_shares_are_counted(tmp_path: Path) -> None:
    rows = ("|Net income|21,300|9,800", "|Weighted average outstanding||", "|Common shares|27,448|27,373")
    above = "<p>COMPUTATION OF FUNDS FROM OPERATIONS</p><p>(In thousands, except per share amounts)</p>"
    shown = values(only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above=above))))
    assert shown["Common shares"] == ["27448 sharese3", "27373 sharese3"]


# Scales that one line says of several tables -----------------------------------------------------------


def test_a_unit_line_is_of_the_tables_below_with_the_same_headers(tmp_path: Path) -> None:
    heads = "||March 31, 2025|March 31, 2024|% change"
    parts = (("Enclosures", "$ 259|$ 256|1%"), ("Heating", "$ 121|$ 145|-17%"))
    tables = [table(f"|{name}|||", heads, f"|Sales|{sales}") for name, sales in parts]
    above = "<p>PERFORMANCE ($ in millions)</p>"
    first, second = reader(tmp_path, made_up())(f"<html>{above}{''.join(tables)}</html>").tables
    assert values(first)["Sales"][:2] == ["259 USDe6", "256 USDe6"]
    assert values(second)["Sales"][:2] == ["121 USDe6", "145 USDe6"]
    assert [finding.severity for finding in second.findings] == [Severity.NOTICE]


def test_tenths_of_a_currency_are_in_the_scale_of_the_statements(tmp_path: Path) -> None:
    rows = (
        "|Net income|$ (32.3)|$ 15.1",
        "|Interest|37.9|36.2",
        "|Taxes|41.0|40.9",
        "|Debt to EBITDA|5.36|4.1",
    )
    sales = table(*QUARTERS, "|Sales|375.9|487.3", "|Costs|121.1|160.9")
    text = f"<p>STATEMENTS OF INCOME</p><p>(In millions)</p>{sales}<p>COVENANT</p>{table(*QUARTERS, *rows)}"
    found = reader(tmp_path, made_up())(f"<html>{text}</html>").tables[1]
    assert values(found)["Net income"] == ["-32.3 USDe6", "15.1 USDe6"]
    assert "layout.scale-doubtful" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(("tons", "said"), [("short tons", "T"), ("metric tons", "t"), ("tons", "T")])
def test_a_short_ton_is_no_tonne(tmp_path: Path, tons: str, said: str) -> None:
    rows = ("|Coal sold|1,814|2,096", "|Coal produced|2,099|1,881")
    above = f"<p>OPERATING DATA</p><p>({tons} in thousands)</p>"
    shown = values(only(reader(tmp_path, made_up())(page(*QUARTERS, *rows, above=above))))
    assert shown["Coal sold"] == [f"1814 {said}e3", f"2096 {said}e3"]


def test_headers_of_percentages_end_where_other_columns_are_dated(tmp_path: Path) -> None:
    rows = (
        *("||[colspan=4]Three Months Ended March 31,|", "||[colspan=2]2025|[colspan=2]2024|"),
        *("|Revenue:||% of Total||% of Total|% Change", "|Devices|300|75.0%|280|80.0%|7.1%"),
        *("|Tests|100|25.0%|70|20.0%|42.9%", "||[colspan=2]Three Months Ended|[colspan=2]Six Months Ended|"),
        *("||[colspan=2]March 31,|[colspan=2]March 31,|", "||2025|2024|2025|2024|"),
        *("|Operating income:|||||", "|Devices|45|23|87|33|", "|Tests|34|29|60|53|"),
    )
    above = "<p>SUPPLEMENTAL SEGMENT DATA</p><p>(in thousands)</p>"
    found = reader(tmp_path, made_up())(page(*rows, above=above)).tables[-1]
    assert values(found)["Devices"][:4] == ["45 USDe3", "23 USDe3", "87 USDe3", "33 USDe3"]
    assert len({column.period for column in found.columns[:4]}) == 4
