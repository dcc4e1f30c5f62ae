"""Kinds of tables beside the plain ones: years beside quarters, bridges of periods, none with heads."""

from pathlib import Path

import pytest

from layout_helpers import Read, codes, heads, made_up, only, page, reader, table, unit, values
from tieout.core import FiscalCalendar, Severity

MONEY = "<p>Net revenue</p><p>(in thousands)</p>"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


# Februaries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        (("||[colspan=2]Year ended February 29/28,", "||2024|2023"), ""),
        (("||Year ended February 29/28, 2024|Year ended February 28/29, 2023",), ""),
        (("||[colspan=2]Twelve Months Ended Feb. 28/29,", "||2024|2023"), ""),
    ],
    ids=["over years", "with years", "twelve months"],
)
def test_a_february_of_two_lengths_ends_on_its_last_day(
    tmp_path: Path, rows: tuple[str, ...], above: str
) -> None:
    read = reader(tmp_path, made_up(fiscal=FiscalCalendar(2, "end")))
    found = only(read(page(*rows, "|Sales|4,110|3,920", above=MONEY + above)))
    assert heads(found) == ["2023-03-01/2024-02-29 USDe3", "2022-03-01/2023-02-28 USDe3"]


@pytest.mark.parametrize("head", ["February 29/28", "February"])
def test_a_month_above_a_balance_sheet_is_its_last_day(read: Read, head: str) -> None:
    rows = (f"||{head}, 2024|{head}, 2023", "|Cash|4,110|3,920")
    found = only(read(page(*rows, above="<p>BALANCE SHEETS</p><p>(in thousands)</p>")))
    assert heads(found) == ["2024-02-29 USDe3", "2023-02-28 USDe3"]


# Marks beside years ----------------------------------------------------------------------------------


def test_a_mark_beside_unaudited_below_the_years_belongs_to_the_heads(read: Read) -> None:
    heads_ = ("||June 30,|December 31,", "||2025|2024", "||(unaudited)|(1)", "|Assets||")
    found = only(read(page(*heads_, "|Cash|410|390|", "|Inventory|95|81|", above=MONEY)))
    assert heads(found) == ["2025-06-30 USDe3", "2024-12-31 USDe3"]
    assert "(1)" not in [cell.text for row in found.rows for cell in row.cells]
    # Two of them alone may be amounts.
    found = only(read(page(*heads_[:2], "|Cash|410|390", "||(1)|(2)", above=MONEY)))
    assert [cell.text for cell in found.rows[1].cells] == ["(1)", "(2)"]


@pytest.mark.parametrize("mark", ["(1)", "*", "<sup>1</sup>"])
def test_a_mark_in_a_cell_of_its_own_belongs_to_the_year_before_it(read: Read, mark: str) -> None:
    heads_ = ("||[colspan=4]Three months ended June 30,", f"||2025|{mark}|2024|")
    found = only(read(page(*heads_, "|Sales|1950||1948|", "|Other, net|(1)||(2)|", above=MONEY)))
    assert heads(found) == ["2025-04-01/2025-06-30 USDe3", "2024-04-01/2024-06-30 USDe3"]
    # Beside a caption it is an amount.
    found = only(read(page(*heads_, "|Sales|1950|(1)||", above=MONEY)))
    assert [cell.text for cell in found.rows[0].cells][:2] == ["1950", "(1)"]


# Years beside a day or a quarter ---------------------------------------------------------------------


@pytest.mark.parametrize("title", ["", "<p>Second Quarter 2024</p>"])
def test_years_beside_a_day_are_of_that_day(read: Read, title: str) -> None:
    found = only(read(page("||March 31, 2024|2023|2022", "|Cash|410|390|370", above=f"{title}{MONEY}")))
    assert heads(found) == [f"{year}-03-31 USDe3" for year in (2024, 2023, 2022)]
    ended = "||Year ended March 31, 2024|2023|2022"
    found = only(read(page(ended, "|Sales|4,110|3,920|3,010", above=f"{title}{MONEY}")))
    assert heads(found) == [f"{year - 1}-04-01/{year}-03-31 USDe3" for year in (2024, 2023, 2022)]


@pytest.mark.parametrize("title", ["", "<p>Second Quarter 2024</p>"])
def test_years_beside_a_quarter_may_be_whole_ones(read: Read, title: str) -> None:
    ended = "||Three months ended March 31, 2024|2023|2022"
    found = only(read(page(ended, "|Sales|410|1,920|1,010", above=f"{title}{MONEY}")))
    assert [str(column.period) for column in found.columns] == ["2024-01-01/2024-03-31", "None", "None"]


# Years beside quarters -------------------------------------------------------------------------------


def test_years_beside_quarters_are_fiscal_years_and_what_is_past_of_them(tmp_path: Path) -> None:
    read = reader(tmp_path, made_up(fiscal=FiscalCalendar(9, "end")))
    names = "||2022|2023 1st Qtr|2023 2nd Qtr|2023 6 mos|2023 3rd Qtr|2023 YTD|2023 Total|2024 1st Qtr"
    # The day of a page is none of its columns'.
    found = only(read(page(names, "|Revenue|80|20|21|41|22|63|63|23", above=f"<p>June 30, 2023</p>{MONEY}")))
    assert [str(column.period) for column in found.columns] == [
        *("2021-10-01/2022-09-30", "2022-10-01/2022-12-31", "2023-01-01/2023-03-31", "2022-10-01/2023-03-31"),
        *("2023-04-01/2023-06-30", "2022-10-01/2023-06-30", "2022-10-01/2023-06-30", "2023-10-01/2023-12-31"),
    ]
    assert codes(found) == ["layout.years-alone"]


def test_a_year_to_date_goes_as_far_as_the_quarter_beside_it(read: Read) -> None:
    names = ("||Quarter ended|Year to date", "||June 30, 2025|2025")
    found = only(read(page(*names, "|Revenue|80|150", above=MONEY)))
    assert heads(found) == ["2025-04-01/2025-06-30 USDe3", "2025-01-01/2025-06-30 USDe3"]


def test_per_cent_of_a_quarter_is_no_year(read: Read) -> None:
    names = ("||2025|2025|2024|2024", "||Q1|%|Q1|%")
    found = only(read(page(names[0], names[1], "|Revenue|80|12|70|11", above=MONEY)))
    assert [column.period is not None for column in found.columns] == [True, False, True, False]


def test_years_without_quarters_stay_open(read: Read) -> None:
    found = only(read(page("||2023|2024", "|Revenue|80|90", above=MONEY)))
    assert heads(found) == ["2023 USDe3", "2024 USDe3"]


# Bridges ---------------------------------------------------------------------------------------------

BRIDGE = ("||Q1 2024|Volume|Price|Currency|Q1 2025|$ Change",)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (("|Tools|5,459|325|421|(90)|6,115|656", "|Pumps|2,178|527|—|(34)|2,671|493"), "change"),
        (("|Tools|5,459|325|421|(90)|6,115|656", "|Pumps|2,178|527|10|(34)|2,671|493"), "figures"),
    ],
    ids=["that adds up", "that does not"],
)
def test_what_leads_from_one_period_to_another_is_a_change(
    read: Read, rows: tuple[str, ...], kind: str
) -> None:
    found = only(read(page(*BRIDGE, *rows, above=MONEY)))
    assert [column.kind for column in found.columns] == ["figures", kind, kind, kind, "figures", "change"]
    assert ("layout.column-undated" in codes(found)) == (kind == "figures")


def test_parts_of_a_column_of_changes_are_changes(read: Read) -> None:
    names = "||Q1 2025|Q1 2024|Change|Foreign currency|Organic"
    found = only(read(page(names, "|Tools|899.1|857.3|41.8|(4.5)|46.3", above=MONEY)))
    assert [column.kind for column in found.columns][2:] == ["change", "change", "change"]


def test_a_name_within_a_table_ends_what_stands_above_the_table_before(read: Read) -> None:
    first = table("|[colspan=2]STATEMENTS OF INCOME", "||Q1 2025", "|Sales|10")
    second = table("|[colspan=3]Loans", "||[colspan=2]March 31, 2025", "||Made|Bought", "|Pledged|10|20")
    found = read(f"<html>{MONEY}{first}{second}</html>").tables[1]
    assert [str(column.period) for column in found.columns] == ["2025-03-31", "2025-03-31"]


# Tables without heads --------------------------------------------------------------------------------

FIRST = table("||March 31, 2025|December 31, 2024", "|Cash|1,200|1,100", "|Debt|3,400|3,300")


@pytest.mark.parametrize(
    "between",
    ["<p>Acme - page 4</p>", "<p>* Of loans that are past due</p>", ""],
    ids=["page", "note", "none"],
)
def test_a_table_without_heads_is_read_as_the_one_close_above_it_and_told(read: Read, between: str) -> None:
    second = table("|Capital ratio|12.3%|12.9%", "|Impaired loans|19|18")
    found = read(f"<html><p>Acme - page 3</p>{MONEY}{FIRST}{between}{second}</html>").tables[1]
    assert heads(found) == ["2025-03-31 USDe3", "2024-12-31 USDe3"]
    assert values(found)["Impaired loans"] == ["19 USDe3", "18 USDe3"]
    assert ("layout.heads-above" in codes(found)) == bool(between)  # with none it plainly goes on


@pytest.mark.parametrize(
    ("between", "rows"),
    [
        ("<p>Page 4</p>" * 16, ("|Loans|19|18",)),
        ("<p>Page 4</p>" * 2, ("|Loans|19|18|17",)),
        ("<p>Other loans</p>", ("|Loans|19|18",)),
    ],
    ids=["far off", "of other columns", "named"],
)
def test_another_table_without_heads_stays_undated(read: Read, between: str, rows: tuple[str, ...]) -> None:
    found = read(f"<html>{MONEY}{FIRST}{between}{table(*rows)}</html>").tables[1]
    assert not any(column.period for column in found.columns)


# Per cent by a sign in the header or at the top ------------------------------------------------------


def test_a_header_with_a_per_cent_sign_at_its_end_is_of_per_cent(read: Read) -> None:
    rows = ("|Doors|3,671|16.3|4,100", "|Windows|1,671|12.3|3,200", "|Total|5,342|15.0|7,300")
    head = ("||[colspan=3]Quarter ended March 31, 2025", "||Net sales|Income / average funds %|Crates %")
    found = only(read(page(*head, *rows, above=MONEY)))
    # What no percentage is as large as is none, whatever the header says.
    assert [unit(cell.unit) for cell in found.rows[0].cells] == ["USDe3", "%", "USDe3"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("|Cost of sales|3%|4%", "|Selling|3|2"), ["%", "%"]),
        (("|Cost of sales|3%|4%", "|Sales|1,204|1,107"), ["", ""]),
        (("|Cost of sales|3%|4%", "|Sales|$ 24|$ 11"), ["USD", "USD"]),
    ],
    ids=["whole", "large", "money"],
)
def test_below_words_of_a_percentage_the_sign_at_the_top_is_enough(
    read: Read, rows: tuple[str, ...], said: list[str]
) -> None:
    above = "<p>Costs include rent of stores as a percentage of total revenues, as follows:</p>"
    found = only(read(page("||[colspan=2]Quarter ended March 31,", "||2025|2024", *rows, above=above)))
    assert [unit(cell.unit) for cell in found.rows[1].cells] == said


def test_the_pages_of_a_table_of_contents_are_no_figures(read: Read) -> None:
    rows = ("||Page No.", "|Balance Sheets|4", "|Statements of Income|12")
    found = only(read(page(*rows, above="<p>QUARTER ENDED MARCH 31, 2025</p><p>CONTENTS</p>")))
    assert [column.kind for column in found.columns] == ["pages"]


# Years alone -----------------------------------------------------------------------------------------

STATEMENT = "<p>STATEMENTS OF INCOME</p><p>(in thousands)</p>"
BALANCES = "<p>BALANCE SHEETS</p><p>(in thousands)</p>"
TOLD = "<p>We make boats and sell timber, each in a segment of its own that is shown here.</p>"


def of_years(head: str) -> str:
    """A table whose columns are headed by years and nothing else."""
    return table(f"|(In thousands)|{head} 2024|2023", "|Boats|4,110|3,920", "|Timber|3,220|3,010")


def test_years_alone_are_those_that_all_other_tables_state(read: Read) -> None:
    years = table("||[colspan=2]Year ended December 31,", "||2024|2023", "|Sales|7,330|6,930")
    found = read(f"<html><body>{STATEMENT}{years}{TOLD}{of_years('')}</body></html>").tables[1]
    assert heads(found) == ["2024-01-01/2024-12-31 USDe3", "2023-01-01/2023-12-31 USDe3"]
    assert codes(found) == ["layout.years-alone"]


def test_years_alone_beside_tables_of_quarters_stay_open(read: Read) -> None:
    both = ("||[colspan=2]Year ended December 31,|Quarter ended December 31,", "||2024|2023|2024")
    years = table(*both, "|Sales|7,330|6,930|1,910")
    found = read(f"<html><body>{STATEMENT}{years}{TOLD}{of_years('')}</body></html>").tables[1]
    assert [column.period for column in found.columns] == [None, None]


def test_a_statement_of_years_alone_ends_with_the_balance_sheets(read: Read) -> None:
    days = table("||December 31, 2024|December 31, 2023", "|Cash|410|390")
    years = table("||2024|2023|2022", "|Sales|7,330|6,930|6,110")
    found = read(f"<html><body>{BALANCES}{days}{STATEMENT}{years}{TOLD}{of_years('Sales')}</body></html>")
    assert heads(found.tables[1]) == [f"{year}-01-01/{year}-12-31 USDe3" for year in (2024, 2023, 2022)]
    assert heads(found.tables[2])[1] == "2023-01-01/2023-12-31 USDe3"
    # Not where no balance sheet ends the years, nor in a table that names no statement.
    for above in (STATEMENT, "<p>Sales by region</p><p>(in thousands)</p>"):
        day = days if above != STATEMENT else table("||June 30, 2024|June 30, 2023", "|Cash|410|390")
        found = read(f"<html><body>{BALANCES}{day}{above}{years}</body></html>")
        assert [column.period for column in found.tables[1].columns] == [None, None, None]


def test_a_statement_headed_by_the_last_days_of_years_is_of_these_years(read: Read) -> None:
    days = table("||December 31, 2024|December 31, 2023", "|Cash|410|390")
    years = table("||December 31, 2024|December 31, 2023|December 31, 2022", "|Sales|7,330|6,930|6,110")
    found = read(f"<html><body>{BALANCES}{days}{STATEMENT}{years}</body></html>").tables[1]
    assert heads(found) == [f"{year}-01-01/{year}-12-31 USDe3" for year in (2024, 2023, 2022)]
    assert codes(found) == ["layout.years-alone"]
    # Not where another table is of less than a year: then they may be quarters.
    short = table("||Quarter ended December 31, 2024", "|Boats|4,110")
    found = read(f"<html><body>{BALANCES}{days}{STATEMENT}{years}{TOLD}{short}</body></html>").tables[1]
    assert [column.period for column in found.columns] == [None, None, None]


# Between tables --------------------------------------------------------------------------------------


def test_a_unit_line_is_not_of_a_table_behind_sentences(read: Read) -> None:
    rows = ("||[colspan=2]Year ended December 31,", "||2024|2023", "|Sales|$7.3|$6.9")
    more = ("||[colspan=2]Year ended December 31,", "||2024|2023", "|Boats|$4,110|$3,920")
    one = f"{STATEMENT}{table(*more[:2], '|Sales|$4,110|3,920')}<p>By country (in billions)</p>{table(*rows)}"
    found = read(f"<html><body>{one}{TOLD}{table(*more)}</body></html>").tables[2]
    assert heads(found) == ["2024-01-01/2024-12-31 USDe3", "2023-01-01/2023-12-31 USDe3"]
    assert codes(found) == ["layout.scale-elsewhere"]
    # It is of one that goes on, whatever short mark stands between.
    for note in ("Unaudited.", f"(1){TOLD[3:-4]}", f"(1) {TOLD[3:-4]}", f"¹ {TOLD[3:-4]}"):
        found = read(f"<html><body>{one}<p>{note}</p>{table(*more)}</body></html>").tables[2]
        assert heads(found)[0] == "2024-01-01/2024-12-31 USDe9"


def test_the_last_sentence_of_a_long_paragraph_that_announces_a_table_dates_it(read: Read) -> None:
    told = "Sales to other parts of the company are made at the prices that strangers would pay. " * 4
    said = f"<p>{told}Results for the three months ended June 30, 2024 and 2023 are as follows:</p>"
    found = read(f"<html><body>{said}{table('|(in millions)|2024|2023', '|Boats|4,110|3,920')}</body></html>")
    assert heads(only(found)) == ["2024-04-01/2024-06-30 USDe6", "2023-04-01/2023-06-30 USDe6"]
    # One that ends in a full stop announces nothing.
    other = said.replace("follows:", "told.").replace("three", "six")
    found = read(
        f"<html><body>{said}{other}{table('|(in millions)|2024|2023', '|Boats|41|39')}</body></html>"
    )
    assert heads(only(found)) == ["2024-04-01/2024-06-30 USDe6", "2023-04-01/2023-06-30 USDe6"]


@pytest.mark.parametrize(
    "page_number", ["2025 FORM 10-K {}", "{} Harbor Boats and Timber", "Harbor | Form 10-K | {}"]
)
def test_a_line_with_the_number_of_its_page_is_no_caption(read: Read, page_number: str) -> None:
    rows = ("||Year ended December 31, 2024", "|Sales|7,330")
    pages = "".join(
        f"<p>{title}</p><p>(in thousands)</p>{table(*rows)}<p>{page_number.format(number)}</p>"
        for number, title in ((57, "By region"), (82, "By product"))
    )
    found = read(f"<html><body>{pages}<p>By channel</p><p>(in thousands)</p>{table(*rows)}</body></html>")
    assert [table.caption for table in found.tables] == ["By region", "By product", "By channel"]
    assert all(page_number[-4:] not in caption for table in found.tables for caption in table.captions)


@pytest.mark.parametrize("weeks", ["{} weeks ended October 28", "Table {}"])
def test_lines_that_differ_in_a_number_are_captions_all_the_same(read: Read, weeks: str) -> None:
    rows = ("||Year ended December 31, 2024", "|Sales|7,330")
    parts = "".join(f"<p>{weeks.format(number)}</p>{table(*rows)}" for number in (13, 39))
    found = read(f"<html><body>{parts}</body></html>")
    assert [table.captions[-1] for table in found.tables] == [weeks.format(13), weeks.format(39)]


# Percentage points between rates ---------------------------------------------------------------------

GROWTH = "<p>Year over Year Growth Rates</p><p>Quarter ended March 31, 2025</p>"


@pytest.mark.parametrize("last", ["(3)", "(9)"])
def test_columns_that_lead_from_one_rate_to_another_are_in_per_cent(read: Read, last: str) -> None:
    rows = (
        "||Reported growth|Currency|Acquisitions|Organic growth|Stores",
        "|Northland|9%|(2)|—|7%|41",
        "|Southland|12%|1|(4)|9%|37",
        "|Eastland|(1)%|—|(2)|(3)%|52",
        f"|Westland|4%|(3)|(4)|{last}%|18",
    )
    found = only(read(page(*rows, above=GROWTH)))
    # That they do not lead there in one row of four says that they are something else.
    points = ["%", "%"] if last == "(3)" else ["", ""]
    assert [unit(cell.unit) for cell in found.rows[0].cells] == ["%", *points, "%", ""]


def test_amounts_between_two_rates_stay_what_they_are(read: Read) -> None:
    rows = (
        "||Growth|Sales|Growth before currency",
        "|Northland|9%|$2|11%",
        "|Southland|12%|$1|13%",
        "|Eastland|(1)%|$3|2%",
    )
    found = only(read(page(*rows, above=GROWTH + "<p>(in millions)</p>")))
    assert [unit(row.cells[1].unit) for row in found.rows] == ["USDe6"] * 3


# Half a year without a day ---------------------------------------------------------------------------


@pytest.mark.parametrize("half", ["Six Months", "Six Months Ended", "SIX MONTHS"])
@pytest.mark.parametrize("others", ["|Second Quarter 2025|Second Quarter 2024", "|Second Quarter 2025", ""])
def test_six_months_of_a_year_are_those_that_end_with_a_quarter_of_the_release(
    read: Read, half: str, others: str
) -> None:
    figures = "|Net sales" + "|60" * others.count("Quarter") + "|110|90"
    found = only(read(page(f"|{others}|{half} 2025|{half} 2024", figures, above=MONEY)))
    halves = ["2025-01-01/2025-06-30 USDe3", "2024-01-01/2024-06-30 USDe3"]
    # Where nothing says which months they are, they stay open.
    assert heads(found)[-2:] == halves if others else codes(found).count("layout.column-undated") == 2


def test_years_and_words_beside_a_caption_above_all_amounts_are_headers(read: Read) -> None:
    rows = (
        "||[colspan=4]Quarter ended March 31,",
        "||||[colspan=2]% Change",
        "|WIDGETS SEGMENT|2025|2024|Reported|Organic",
        "|Rings|2,865|2,853|0.4%|0.9%",
        "|Bells|1,631|1,559|4.6%|5.1%",
    )
    found = only(read(page(*rows, above=MONEY)))
    periods = ["2025-01-01/2025-03-31 USDe3", "2024-01-01/2024-03-31 USDe3"]
    assert heads(found) == [*periods, "change %", "change %"] and [row.caption for row in found.rows] == [
        "Rings",
        "Bells",
    ]


@pytest.mark.parametrize("income", ["49", "52"])
def test_columns_that_adjust_one_to_another_of_its_period_are_of_that_period(read: Read, income: str) -> None:
    head = "Quarter ended March 31, 2025"
    rows = (
        f"||{head} GAAP|Restructuring|Litigation|{head} Non-GAAP",
        "|Cost of sales|120|(7)|—|113",
        "|Operating expenses|64|(4)|(9)|51",
        f"|Operating income|29|11|9|{income}",
    )
    found = only(read(page(*rows, above=MONEY)))
    quarter = "2025-01-01/2025-03-31"
    assert [str(column.period) for column in found.columns] == (
        [quarter] * 4 if income == "49" else [quarter, "None", "None", quarter]
    )


def test_a_line_with_a_mark_right_above_a_table_is_its_title(read: Read) -> None:
    rows = ("||Retail|Credit|Total", "|Sales|110|20|130", "|Costs|90|12|102")
    found = only(read(page(*rows, above=MONEY + "<p>** Detail for the 13 weeks ended June 29, 2025</p>")))
    assert found.captions[-1] == "** Detail for the 13 weeks ended June 29, 2025"


@pytest.mark.parametrize(
    "caption", ["Dividends declared and not paid", "Dividends declared but not yet paid"]
)
def test_dividends_that_are_not_paid_are_a_balance_of_the_last_day(read: Read, caption: str) -> None:
    rows = (
        "||[colspan=2]Quarter ended March 31,",
        "||2025|2024",
        "|Income taxes paid|52|49",
        f"|{caption}|9|8",
    )
    found = only(read(page(*rows, above="<p>STATEMENTS OF CASH FLOWS</p><p>(in thousands)</p>")))
    assert [str(cell.period) for cell in found.rows[1].cells] == ["2025-03-31", "2024-03-31"]


@pytest.mark.parametrize(("income", "severity"), [("30", Severity.NOTICE), ("31", Severity.ERROR)])
def test_what_is_carried_down_to_begin_another_sum_is_a_notice(
    read: Read, income: str, severity: Severity
) -> None:
    rows = (
        "||March 31, 2025|March 31, 2024",
        "|Pre-tax income|21|18",
        "|Credit loss expense|9|4",
        *(f"|Income before provision|{income}|22",) * 2,
        "|Merger expenses|5|3",
        "|Adjusted income|35|25",
    )
    found = only(read(page(*rows, above=MONEY + "<p>Three months ended</p>")))
    assert [one.severity for one in found.findings if one.code == "layout.row-twice"] == [severity]
