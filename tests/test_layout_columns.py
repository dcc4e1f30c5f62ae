"""What columns are: dated by their headers and by what stands around them, parts, changes, notes."""

from datetime import date
from pathlib import Path

import pytest

from layout_helpers import Read, codes, heads, made_up, only, page, reader, table, values
from tieout.core import Period, WeekCalendar
from tieout.definitions import models
from tieout.language import StatedDuration

Q1, Q1_BEFORE = "2025-01-01/2025-03-31", "2024-01-01/2024-03-31"
Q2, Q2_BEFORE = "2025-04-01/2025-06-30", "2024-04-01/2024-06-30"
HALF, HALF_BEFORE = "2025-01-01/2025-06-30", "2024-01-01/2024-06-30"
MARCH, DECEMBER = "2025-03-31", "2024-12-31"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


def p(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def dated(read: Read, *headers: str, above: str = "") -> list[str]:
    """What the columns of a table are below these rows of headers."""
    width = max(
        2,
        sum(
            int(cell[9:].split("]")[0]) if cell.startswith("[colspan=") else 1
            for cell in headers[-1].split("|")[2:]
        ),
    )
    figures = "|".join(str(number) for number in range(1, width + 1))
    return heads(only(read(page(*headers, f"|Sales|{figures}", above=above))))


# Dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        *(
            "||March 31 2025|December 31 2024",
            "||Mar. 31, 2025|Dec. 31, 2024",
            "||31 March 2025|31 December 2024",
        ),
        *(
            "||2025-03-31|2024-12-31",
            "||31/03/2025|31/12/2024",
            "||31-03-2025|31-12-2024",
            "||3.31.2025|12.31.2024",
            "||2025.03.31|2024.12.31",
            "||31st March 2025|31st December 2024",
            "||Mar.31,2025|Dec.31,2024",
            "||31.03.2025|31.12.2024",
            "||3/31/2025|12/31/2024",
            "||As of March 31, 2025|As of December 31, 2024",
        ),
        *(
            "||March 31, 2025<sup>(1)</sup>|December 31, 2024 (a)",
            "||March 31, 2025 (unaudited)|December 31, 2024",
        ),
    ],
)
def test_a_day_is_read_however_it_is_written(read: Read, head: str) -> None:
    assert dated(read, head) == [MARCH, DECEMBER]


@pytest.mark.parametrize(
    "head",
    [
        *("||Q1 2025|Q1 2024", "||Q1'25|Q1'24", "||1Q25|1Q24", "||First quarter 2025|First quarter 2024"),
        *("||First Quarter of 2025|First Quarter of 2024", "||Q1 FY2025|Q1 FY2024"),
        *("||Q1/25|Q1/24", "||FQ1 2025|FQ1 2024", "||F1Q25|F1Q24", "||I Quarter 2025|I Quarter 2024"),
        *("||QE March 31, 2025|QE March 31, 2024", "||3 M/E 3/31/25|3 M/E 3/31/24"),
        *("||1.1.-31.3.2025|1.1.-31.3.2024", "||3M'25|3M'24", "||3M to Mar 2025|3M to Mar 2024"),
        "||Quarterly Period Ended March 31, 2025|Quarterly Period Ended March 31, 2024",
        "||Three Months Ended Mar 31, 2025|Three Months Ended Mar 31, 2024",
        "||Quarter ended 31 March 2025|Quarter ended 31 March 2024",
        *("||Jan. 1 - Mar. 31, 2025|Jan. 1 - Mar. 31, 2024", "||Jan-Mar 2025|January – March 2024"),
    ],
)
def test_a_quarter_is_read_however_it_is_named(read: Read, head: str) -> None:
    assert dated(read, head) == [Q1, Q1_BEFORE]


def test_three_quarters_in_sequence_are_three(read: Read) -> None:
    assert dated(read, "||Q1 2025|Q4 2024|Q1 2024") == [Q1, "2024-10-01/2024-12-31", Q1_BEFORE]


def test_a_quarter_that_ended_on_a_day_is_no_day(read: Read) -> None:
    said = dated(read, "||[colspan=2]Fiscal Second Quarter Ended", "||June 30, 2025|June 30, 2024")
    assert said == [Q2, Q2_BEFORE]


# Dates in pieces -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "above"),
    [
        (
            (
                "||[colspan=2]Three months ended|[colspan=2]Six months ended",
                "||[colspan=2]June 30,|[colspan=2]June 30,",
                "||2025|2024|2025|2024",
            ),
            "",
        ),
        (
            (
                "||[colspan=2]Three Months Ended June 30,|[colspan=2]Six Months Ended June 30,",
                "||2025|2024|2025|2024",
            ),
            "",
        ),
        (
            ("||[colspan=2]Three Months|[colspan=2]Six Months", "||2025|2024|2025|2024"),
            "Periods ended June 30",
        ),
        (
            ("||[colspan=2]Second Quarter|[colspan=2]Six Months", "||2025|2024|2025|2024"),
            "For the periods ended June 30,",
        ),
    ],
)
def test_the_pieces_of_a_date_may_stand_in_rows_and_above_the_table(
    read: Read, headers: tuple[str, ...], above: str
) -> None:
    assert dated(read, *headers, above=p(above)) == [Q2, Q2_BEFORE, HALF, HALF_BEFORE]


def test_days_over_years_of_two_days(read: Read) -> None:
    assert dated(read, "||March 31,|December 31,", "||2025|2024") == [MARCH, DECEMBER]


def test_a_time_between_two_days_is_its_own_whatever_length_stands_above_it(read: Read) -> None:
    # Before and behind the day on which a company changed hands.
    found = dated(
        read,
        "||[colspan=2]Nine months ended|",
        "||[colspan=2]September 30, 2025|Total",
        "||Predecessor January 1 to July 21|Successor July 22 to September 30|",
    )
    assert found[:2] == ["2025-01-01/2025-07-21 Predecessor", "2025-07-22/2025-09-30 Successor"]


def test_the_title_or_the_days_may_stand_in_the_place_of_the_captions(read: Read) -> None:
    assert dated(read, "|STATEMENTS OF INCOME|[colspan=2]Three months ended March 31,", "||2025|2024") == [
        *(Q1, Q1_BEFORE)
    ]
    assert dated(read, "|Three months ended March 31,|2025|2024") == [Q1, Q1_BEFORE]
    assert dated(read, "|Three months ended|March 31, 2025|March 31, 2024") == [Q1, Q1_BEFORE]


def test_a_word_beside_the_years_is_no_row(read: Read) -> None:
    found = only(read(page("|EARNINGS|2025|2024", "|Sales|1,998|2,001", above=p("Quarter ended March 31"))))
    assert heads(found) == [Q1, Q1_BEFORE]
    assert values(found) == {"Sales": ["1998", "2001"]}


def test_years_of_people_below_dated_headers_are_a_row(read: Read) -> None:
    found = only(read(page("||Q1 2025|Q1 2024", "|Employees|2001|1998", "|Sales|3|4")))
    assert values(found) == {"Employees": ["2001 employee", "1998 employee"], "Sales": ["3", "4"]}


@pytest.mark.parametrize(
    ("caption", "head"),
    [
        ("Three months ended March 31,", "||2025|2024"),
        ("For the three months ended March 31, 2025 and 2024", "||2025|2024"),
        ("For the three months ended March 31, 2025 and 2024", "||March 31, 2025|March 31, 2024"),
        ("Quarters ended March 31, 2025 and 2024 (unaudited)", "||2025|2024"),
    ],
)
def test_a_year_or_day_alone_lasts_as_long_as_the_caption_says(read: Read, caption: str, head: str) -> None:
    assert dated(read, head, above=p("STATEMENTS OF INCOME", caption)) == [Q1, Q1_BEFORE]


def test_days_of_a_balance_sheet_stay_days_below_such_a_caption(read: Read) -> None:
    above = p("For the three months ended March 31, 2025", "BALANCE SHEETS")
    assert dated(read, "||March 31, 2025|December 31, 2024", above=above) == [MARCH, DECEMBER]


def test_what_a_statement_of_income_lasts_is_not_guessed(read: Read) -> None:
    above = p("STATEMENTS OF INCOME")
    found = only(read(page("||March 31, 2025|March 31, 2024", "|Sales|1|2", above=above)))
    assert [column.period for column in found.columns] == [None, None]


def test_years_alone_are_fiscal_years_where_a_line_names_them_and_other_tables_state_them(read: Read) -> None:
    years = ("||[colspan=2]Years ended December 31,", "||2025|2024", "|Net sales|7,930|7,180")
    parts = table("||2025|2024", "|Lamps|3,930|3,180", "|Wicks|4,000|4,000")
    line = p("Net sales by product for 2025 and 2024 were as follows (in millions):")
    _, found = read(page(*years, above=p("(In millions)")) + line + parts).tables
    assert [str(column.period) for column in found.columns] == [
        "2025-01-01/2025-12-31",
        "2024-01-01/2024-12-31",
    ]
    # They may be balances all the same: that is told.
    assert "layout.years-alone" in codes(found)
    # So are they where the line names none of them, if no table states anything else.
    unnamed = p("Net sales by product (in millions):") + parts
    *_, found = read(page(*years) + unnamed).tables
    assert found.columns[0].period is not None and "layout.years-alone" in codes(found)
    # Where no table states the years, or another states quarters, nothing is dated.
    quarters = table("||[colspan=2]Three months ended December 31,", "||2025|2024", "|Net sales|1,930|1,180")
    for text in (f"<html>{line}{parts}", page(*years) + quarters + unnamed):
        *_, found = read(text).tables
        assert not any(column.period for column in found.columns)


def test_a_year_alone_that_nothing_explains_is_no_period(read: Read) -> None:
    found = only(read(page("||2025|2024", "|Sales|1|2")))
    assert [(column.period, column.text) for column in found.columns] == [(None, "2025"), (None, "2024")]


def test_a_header_above_two_columns_of_two_groups_dates_both(read: Read) -> None:
    headers = ("||Group||Others|", "||[colspan=4]Three Months Ended June 30,", "||2025|2024|2025|2024")
    assert dated(read, *headers) == [
        f"{Q2} Group",
        f"{Q2_BEFORE} Group",
        f"{Q2} Others",
        f"{Q2_BEFORE} Others",
    ]


def test_years_below_a_length_do_not_reach_below_the_next_header(read: Read) -> None:
    said = dated(read, "||[colspan=2]Three Months Ended March 31,|% Change", "||2025|2024|")
    assert said == [Q1, Q1_BEFORE, "change %"]


# Lengths ---------------------------------------------------------------------------------------------


def test_weeks_that_the_calendar_does_not_have_are_reckoned(read: Read) -> None:
    found = only(read(page("||12 Weeks Ended|36 Weeks Ended", "||9/9/2023|September 9, 2023", "|Sales|1|2")))
    twelve, more = found.columns
    assert twelve.period == Period(date(2023, 9, 9), date(2023, 6, 18))
    assert twelve.duration == StatedDuration(12, "weeks", date(2023, 9, 9))
    # What begins about when the fiscal year does began with it.
    assert more.period is not None
    assert (more.period.end, more.duration) == (
        date(2023, 9, 9),
        StatedDuration(36, "weeks", date(2023, 9, 9)),
    )
    assert twelve.reckoned
    assert more.reckoned


def test_weeks_of_the_fiscal_calendar_are_its_own(tmp_path: Path) -> None:
    weeks = WeekCalendar(9, "end", weekday=5, ends="last")
    found = only(reader(tmp_path, made_up(fiscal=weeks))(page("||13 Weeks Ended March 29, 2025", "|Sales|1")))
    (column,) = found.columns
    assert column.period == Period(date(2025, 3, 29), date(2024, 12, 29))
    assert not column.reckoned


# Parts -----------------------------------------------------------------------------------------------


def test_classes_of_stock_are_parts_of_one_period(read: Read) -> None:
    headers = (
        "||[colspan=2]Quarter ended March 31, 2025|[colspan=2]Quarter ended March 31, 2024",
        "||Class A|Class B|Class A|Class B",
    )
    assert dated(read, *headers) == [
        *(f"{Q1} Class A", f"{Q1} Class B", f"{Q1_BEFORE} Class A", f"{Q1_BEFORE} Class B")
    ]


def test_segments_are_parts_that_the_caption_dates(read: Read) -> None:
    said = dated(read, "||Retail|Wholesale|Total", above=p("Three months ended March 31, 2025"))
    assert said == [f"{Q1} Retail", f"{Q1} Wholesale", f"{Q1} Total"]


def test_gaap_adjustments_and_what_both_make_are_parts(read: Read) -> None:
    said = dated(read, "||[colspan=3]Three months ended March 31, 2025", "||GAAP|Adjustments|Non-GAAP")
    assert said == [f"{Q1} GAAP", f"{Q1} Adjustments", f"{Q1} Non-GAAP"]


@pytest.mark.whole
def test_what_is_restated_is_of_the_period_above_it(read: Read) -> None:
    said = dated(read, "||As reported|Adjustment|As restated", above=p("March 31, 2025"))
    assert said == [f"{MARCH} As reported", f"{MARCH} Adjustment", f"{MARCH} As restated"]


@pytest.mark.parametrize("remark", ["(As restated)", "As adjusted", "(Unaudited)", "(1)"])
def test_a_remark_below_a_date_changes_nothing(read: Read, remark: str) -> None:
    assert dated(read, "||March 31, 2025|December 31, 2024", f"|||{remark}") == [MARCH, DECEMBER]


# Changes, percentages, notes -------------------------------------------------------------------------


def test_a_column_of_changes_has_no_period_and_says_nothing_of_its_cells(read: Read) -> None:
    found = only(
        read(
            page(
                *("||[colspan=2]Three Months Ended March 31,|% Change", "||2025|2024|"),
                *("|Revenue|12,480|11,250|11%", "|Cost|7,000|6,000|—%", "|Gross|5,000|5,250|nm"),
                *("|Other|1|2|n/a", "|Net|3|0|*"),
                above=p("($ in millions)"),
            )
        )
    )
    assert [column.kind for column in found.columns] == ["figures", "figures", "change"]
    assert found.columns[2].period is None
    assert [row.cells[2].reading.kind for row in found.rows] == ["number", "dash", "words", "words", "words"]
    assert codes(found) == []


def test_a_change_may_say_of_what(read: Read) -> None:
    found = only(read(page("||Q1 2025|% Change (GAAP)|% Change (Retail)", "|Sales|1|2%|3%")))
    assert [column.kind for column in found.columns] == ["figures", "change", "figures"]


@pytest.mark.parametrize("word", ["Change", "$ Change", "2025 vs. 2024", "Y/Y", "Increase (Decrease)"])
def test_a_change_is_known_by_its_word(read: Read, word: str) -> None:
    found = only(read(page(f"||Q1 2025|Q1 2024|{word}", "|Sales|1|2|3")))
    assert [column.kind for column in found.columns] == ["figures", "figures", "change"]


def test_percentages_of_another_column_are_per_cent_whatever_the_table_is_in(read: Read) -> None:
    headers = ("||[colspan=2]Three months ended March 31, 2025", "||$|% of net sales")
    found = only(read(page(*headers, "|Sales|12,480|100.0", "|Cost|6,240|50.0", above=p("(In millions)"))))
    assert heads(found) == [f"{Q1} USDe6", "percent-of %"]
    assert values(found)["Cost"] == ["6240 USDe6", "50.0 %"]


def test_numbers_of_notes_are_no_money(read: Read) -> None:
    found = only(
        read(
            page(
                *("||Note|March 31, 2025|December 31, 2024", "|Cash|3|4,210|3,655", "|Debt|4, 5|(10)|(12)"),
                above=p("(In millions)"),
            )
        )
    )
    assert heads(found) == ["note", f"{MARCH} USDe6", f"{DECEMBER} USDe6"]
    assert [row.cells[0].unit for row in found.rows] == [None, None]


def test_a_kind_of_column_that_a_vocabulary_names_is_left_out_by_its_name(tmp_path: Path) -> None:
    rows = page("||Rank (1)|Q1 2025|Q1 2024", "|Sales|3|930|880", above=p("(In millions)"))
    words = {"column-words": {"other": {"ranks": ["rank", "ranking"]}}}
    own = models.CompanyVocabulary.model_validate(words)
    found = only(reader(tmp_path, made_up(own=own))(rows))
    assert [column.kind for column in found.columns] == ["ranks", "figures", "figures"]
    assert found.rows[0].cells[0].unit is None
    assert codes(found) == []
    # Without the words it is a column of figures that names no period.
    assert "layout.column-undated" in codes(only(reader(tmp_path, made_up())(rows)))


# Headers run together --------------------------------------------------------------------------------


def test_headers_that_ran_together_are_told_apart_each_for_its_column(read: Read) -> None:
    found = only(read("\t1Q25 1Q24\t\n\t$ million\t$ million\nSales\t1\t2\n"))
    assert heads(found) == [f"{Q1} USDe6", f"{Q1_BEFORE} USDe6"]
    assert {column.run_together for column in found.columns} == {"1Q25 1Q24"}


@pytest.mark.parametrize("words", ["1Q25 or 1Q24", "1Q25 and 1Q24", "1Q25 against 1Q24"])
def test_two_periods_with_a_word_between_them_are_no_headers_run_together(read: Read, words: str) -> None:
    found = only(read(f"\t1Q23\t{words}\nSales\t1\t2\n"))
    assert (found.columns[1].period, found.columns[1].run_together) == (None, "")


@pytest.mark.parametrize(
    ("lines", "period"),
    [
        (["                   Three Months Ended March 31, 2025"], Q1),
        (
            [
                "                                        Three Months Ended",
                "                                          March 31, 2025",
            ],
            Q1,
        ),
        (
            [
                "                                        March 31, 2025",
                "                                         (unaudited)",
            ],
            MARCH,
        ),
        (
            [
                "                                     1Q25",
                "                                     -----------------",
            ],
            Q1,
        ),
    ],
)
def test_a_head_set_with_spaces_that_is_wider_than_its_figures_dates_them(
    read: Read, lines: list[str], period: str
) -> None:
    title = "Consolidated Balance Sheet" if period == MARCH else "Consolidated Statement of Income"
    rows = [
        "Sales, net                                     1,234",
        "Sales of others                                5,678",
    ]
    found = only(read("\n".join([title, "(In thousands)", "", *lines, *rows])))
    assert [str(column.period) for column in found.columns] == [period]
    assert codes(found) == []


def test_each_half_of_a_year_is_read(read: Read) -> None:
    halves = ["2025-01-01/2025-06-30", "2024-07-01/2024-12-31"]
    for head in ("||H1 25|H2 24", "||1H/25|2H/24", "||First half 2025|Second half 2024", "||H1FY25|H2FY24"):
        assert dated(read, head) == halves


def test_a_month_and_two_digits_are_a_month_of_a_year(read: Read) -> None:
    above = p("BALANCE SHEETS")
    assert dated(read, "||Mar-25|Dec-24", above=above) == [MARCH, DECEMBER]
    assert dated(read, "||Mar'25|Dec'24", above=above) == [MARCH, DECEMBER]
    # What may be the last day of a month is one, and the year stands elsewhere.
    assert dated(read, "||Mar-31|Dec-31", "||2025|2024", above=above) == [MARCH, DECEMBER]


def test_months_in_sequence_are_what_each_column_lasts(read: Read) -> None:
    found = only(read(page("||April 2025|May 2025|June 2025", "|Shares bought|1,200|1,100|900")))
    assert heads(found) == ["2025-04-01/2025-04-30", "2025-05-01/2025-05-31", "2025-06-01/2025-06-30"]
    assert "layout.months-alone" in codes(found)
    # Months that lie apart may be quarters or days, and balances are of the last day.
    assert dated(read, "||March 2025|December 2024") == ["March 2025", "December 2024"]
    assert dated(read, "||May 2025|April 2025", above=p("BALANCE SHEETS")) == ["2025-05-31", "2025-04-30"]


def test_the_quarter_of_a_caption_is_of_each_day_that_it_names(read: Read) -> None:
    above = p("First quarters ended March 31, 2025 and 2024")
    assert dated(read, "||2025|2024", above=above) == [Q1, Q1_BEFORE]


def test_years_below_a_quarter_and_the_months_up_to_it_are_of_neither(read: Read) -> None:
    above = p("Second quarter and six months ended June 30, 2025 and 2024")
    assert dated(read, "||2025|2024|2025|2024", above=above) == ["2025", "2024"] * 2
    spans = "||[colspan=2]Second Quarter|[colspan=2]Six Months"
    assert dated(read, spans, "||2025|2024|2025|2024", above=above) == [Q2, Q2_BEFORE, HALF, HALF_BEFORE]


def test_units_below_a_change_or_a_year_are_no_column_of_units(read: Read) -> None:
    heads = ("||[colspan=2]Q2 2025|[colspan=2]Sequential Change", "||Units|Revenue|Units|Revenue")
    found = only(
        read(page(*heads, "|Lamps|361|881|31%|16%", "|Wicks|187|449|2%|(9)%", above=p("(in millions)")))
    )
    assert [column.kind for column in found.columns] == ["figures", "figures", "change", "change"]
    assert [str(column.period) for column in found.columns[:2]] == ["2025-04-01/2025-06-30"] * 2
