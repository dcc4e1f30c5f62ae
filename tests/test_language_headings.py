"""Headings of columns, read piece by piece: whatever their order, their marks and what stands beside them."""

import time
from datetime import date
from pathlib import Path

import pytest

from tieout.core import FiscalCalendar, Period, WeekCalendar
from tieout.definitions import Vocabulary, load_company
from tieout.language import Heading, Language, StatedDuration


@pytest.fixture(scope="module")
def vocabulary(root: Path) -> Vocabulary:
    return load_company(root / "taxonomy" / "iij").vocabulary


@pytest.fixture(scope="module")
def language(vocabulary: Vocabulary) -> Language:
    """That of a company whose fiscal year is the calendar's."""
    return Language(vocabulary, FiscalCalendar(12, "end"), "USD")


def span(start: str, end: str) -> Period:
    return Period(date.fromisoformat(end), date.fromisoformat(start))


MARCH = Period(date(2025, 3, 31))
QUARTER = span("2025-01-01", "2025-03-31")
SECOND = span("2025-04-01", "2025-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "March 31, 2025",
        "March 31 2025",
        "MARCH 31,2025",
        "Mar. 31, 2025",
        "Mar 31 2025",
        "31 March 2025",
        "31-Mar-25",
        "3/31/2025",
        "03/31/25",
        "2025-03-31",
        "2025/03/31",
        "As of March 31, 2025",
        "At March 31, 2025",
        "as at 31 March 2025",
        "March 31,\n2025",
        "March 31, 2025¹",
        "March 31, 2025 (1)",
        "March 31, 2025 (a) *",
        "March\u00a031, 2025 (As adjusted)",
        "(Unaudited) March 31, 2025",
        "As of Q1 2025",
    ],
)
def test_days_in_every_form_are_points_in_time(language: Language, text: str) -> None:
    assert language.period(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "Three months ended March 31, 2025",
        "3 Months Ended March 31, 2025",
        "For the three-month period ended March 31, 2025",
        "Quarterly period ended March 31, 2025",
        "Quarter ended March 31, 2025",
        "First Quarter Ended March 31, 2025",
        "For the periods ended March 31, 2025 First Quarter",
        "Fiscal First Quarter Ended March 31, 2025",
        "March 31, 2025 Three Months Ended",
        "Three months ended March 2025",
        "January 1, 2025 to March 31, 2025",
        "January 1 through March 31, 2025",
        "Year to date March 31, 2025",
        "Q1 2025",
        "Q1'25",
        "Q1 '25",
        "Q1-25",
        "1Q25",
        "1Q’25",
        "1Q 2025",
        "Q1 FY25",
        "Q1 FY2025",
        "Q1FY25",
        "FY25 Q1",
        "First quarter 2025",
        "First Quarter of 2025",
        "1st quarter 2025",
        "First Quarter Fiscal 2025",
        "First quarter of fiscal year 2025",
        "2025 First Quarter",
        "Qtr 1 2025",
        "Q1’25 Actual",
        "Q1 CY25",
        "01.01.-31.03.2025",
    ],
)
def test_quarters_in_every_form_are_durations(language: Language, text: str) -> None:
    assert language.period(text) == QUARTER


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Six months ended June 30, 2025", "2025-01-01"),
        ("First six months 2025", "2025-01-01"),
        ("First half 2025", "2025-01-01"),
        ("1H25", "2025-01-01"),
        ("H1 2025", "2025-01-01"),
        ("6M 2025", "2025-01-01"),
        ("January - June 2025", "2025-01-01"),
        ("July 1, 2024 – June 30, 2025", "2024-07-01"),
        ("Second quarter year-to-date 2025", "2025-01-01"),
        ("Twelve months ended June 30, 2025", "2024-07-01"),
        ("Twelve months ended 2Q25", "2024-07-01"),
        ("LTM 2Q25", "2024-07-01"),
        ("TTM Q2'25", "2024-07-01"),
        ("LTM as of June 30, 2025", "2024-07-01"),
        ("LTM 30.06.2025", "2024-07-01"),
        ("1H CY25", "2025-01-01"),
    ],
)
def test_longer_periods(language: Language, text: str, start: str) -> None:
    assert language.period(text) == span(start, "2025-06-30")


@pytest.mark.parametrize(
    "text",
    [
        *("Fiscal 2024", "FY2024", "FY24", "Fiscal year 2024", "Full year 2024"),
        *("CY2024", "CY24", "CY 2024", "Calendar 2024", "LTM 4Q24"),
        *("Year ended December 31, 2024", "Year ended 31.12.2024"),
    ],
)
def test_years(language: Language, text: str) -> None:
    assert language.period(text) == span("2024-01-01", "2024-12-31")


def test_a_calendar_year_is_no_fiscal_year_that_is_called_so(vocabulary: Vocabulary) -> None:
    language = Language(vocabulary, FiscalCalendar(6, "end"), "USD")
    assert language.period("FY2024") == span("2023-07-01", "2024-06-30")
    assert language.period("CY2024") == span("2024-01-01", "2024-12-31")
    assert language.period("Calendar year 2024") == span("2024-01-01", "2024-12-31")
    assert language.period("Q1 CY24") == span("2024-01-01", "2024-03-31")
    assert language.period("Six months Q2 CY2024") == span("2024-01-01", "2024-06-30")
    # Which part of the year is not said.
    for text in ("Six months CY2024", "9 months CY24", "CY24 YTD", "Fiscal CY2024"):
        assert language.period(text) is None
        assert language.stated_duration(text) is None
    weeks = Language(vocabulary, WeekCalendar(1, "start", 5, "nearest"), "USD")
    assert weeks.period("13 weeks CY2024") is None


@pytest.mark.parametrize(
    ("text", "beside", "currency", "expected"),
    [
        ("5.4.2024", (), "EUR", date(2024, 5, 4)),
        ("5.4.2024", ("30.4.2023",), "EUR", None),
        ("5/4/2024", (), "EUR", date(2024, 4, 5)),
        ("5/4/2024", (), "USD", None),
        ("5.4.2024", (), "USD", date(2024, 5, 4)),
        ("31.12.2024", (), "EUR", None),
        ("2024-05-04", (), "EUR", None),
        ("4.4.2024", (), "EUR", None),
    ],
)
def test_a_day_in_digits_may_be_another(
    vocabulary: Vocabulary, text: str, beside: tuple[str, ...], currency: str, expected: date | None
) -> None:
    language = Language(vocabulary, FiscalCalendar(12, "end"), currency)
    assert language.other_day(text, beside) == expected


def test_a_day_that_ends_a_quarter_is_sure(vocabulary: Vocabulary) -> None:
    retailer = Language(vocabulary, WeekCalendar(1, "start", 5, "nearest"), "EUR")
    assert retailer.period("4.5.2024") == Period(date(2024, 5, 4))
    assert retailer.other_day("4.5.2024", ()) is None


def test_a_year_that_ends_is_no_fiscal_years_name_where_the_two_may_differ(vocabulary: Vocabulary) -> None:
    named_by_start = Language(vocabulary, FiscalCalendar(3, "start"))
    assert named_by_start.period("Year ended 2019") is None
    assert named_by_start.period("Fiscal 2018") == span("2018-04-01", "2019-03-31")


@pytest.mark.parametrize(
    "text",
    [
        "2025",  # a year alone: the caption says of what
        "March 31,",
        "Three Months Ended",
        "For the periods ended March 31, 2025",
        "Second Quarter Ended",
        "March 2025",
        "Nine months 2025",
        "May",
        "Q5 2025",
        "Three and six months ended June 30, 2025",
        "Years ended December 31, 2024 and 2023",
        "Q1 FY24 Q2 FY24",
        "1Q25 1Q25",
        "February 29, 2025",
        "May be redeemed at cost",
        "3M Company",
        "December 31, 2024 - December 31, 2023",
        "2025 Notes due",
        "1,234",
        "$2,025",
        "Three months ended March 31, 2025 and later",
    ],
)
def test_what_says_too_little_or_several_things_is_no_period(language: Language, text: str) -> None:
    assert language.period(text) is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Three Months Ended", Heading(count=3, of="months", ended=True)),
        ("Twelve Weeks Ended", Heading(count=12, of="weeks", ended=True)),
        ("36 Weeks Ended", Heading(count=36, of="weeks", ended=True)),
        ("Thirty-Nine Weeks Ended (Unaudited)", Heading(count=39, of="weeks", ended=True)),
        ("Fiscal Second Quarter Ended", Heading(quarter=2, fiscal=True, ended=True)),
        ("Mar. 31", Heading(month=3, day=31)),
        ("2025", Heading(year=2025)),
        ("As of", Heading(instant=True)),
        ("YTD", Heading(to_date=True)),
        ("Q4 FY2023 Outlook", Heading(quarter=4, year=2023, fiscal=True, forecast=True)),
        (
            "Consolidated Balance Sheets as of March 31, 2025",
            Heading(month=3, day=31, year=2025, instant=True, rest="Consolidated Balance Sheets"),
        ),
        (
            "Years ended December 31, 2024 and 2023",
            Heading(count=1, of="years", month=12, day=31, ended=True, rest="December 31, 2024 and 2023"),
        ),
        ("March 31, 2025 (in thousands)", Heading(month=3, day=31, year=2025, rest="(in thousands)")),
        ("Cash at beginning of period", None),
        ("Net income for the year", None),
        ("For the", None),
        ("", None),
    ],
)
def test_a_heading_says_its_parts_and_what_is_left(
    language: Language, text: str, heading: Heading | None
) -> None:
    assert language.heading(text) == heading


@pytest.mark.parametrize(
    ("pieces", "period"),
    [
        (["Three Months Ended", "March 31,", "2025"], QUARTER),
        (["Three Months Ended March 31,", "2025"], QUARTER),
        (["For the periods ended June 30, 2025", "Second Quarter"], SECOND),
        (["Second Quarter Ended", "June 30", "2025"], SECOND),
        (["As of", "March 31,", "2025"], MARCH),
        (["Quarter ended", "13 weeks", "March 31, 2025"], None),  # no weeks in a year of months
        (["As of", "Three Months Ended March 31, 2025"], None),
        (["March 31, 2025", "2024"], None),
        ([], None),
    ],
)
def test_headings_in_pieces_are_put_together(
    language: Language, pieces: list[str], period: Period | None
) -> None:
    said = [heading for piece in pieces if (heading := language.heading(piece)) is not None]
    both = language.combined(said)
    assert (language.period(both) if both is not None else None) == period


def test_each_period_of_a_caption_is_told(language: Language) -> None:
    said = language.headings("Three and six months ended June 30, 2025 and 2024")
    assert [language.period(heading) for heading in said] == [
        span("2025-04-01", "2025-06-30"),
        span("2025-01-01", "2025-06-30"),
        span("2024-04-01", "2024-06-30"),
        span("2024-01-01", "2024-06-30"),
    ]
    days = language.headings("As of March 31, 2025 and December 31, 2024")
    assert [language.period(heading) for heading in days] == [MARCH, Period(date(2024, 12, 31))]


def test_weeks_end_with_a_quarter_of_weeks(vocabulary: Vocabulary) -> None:
    weekly = Language(vocabulary, WeekCalendar(12, "end", 5, "last", (12, 12, 12, 16)), "USD")
    assert weekly.period("12 Weeks Ended 3/22/2025") == span("2024-12-29", "2025-03-22")
    # A month without a day is that of the quarter which ends about then.
    thirteen = Language(vocabulary, WeekCalendar(9, "end", 5, "last"), "USD")
    assert thirteen.period("Quarter ended March 2025") == span("2024-12-29", "2025-03-29")
    assert weekly.period("Quarter ended March 2025") is None


def test_words_of_two_lines_that_ran_together_are_parted(language: Language) -> None:
    said = language.heading("Three Months EndedJune 30, 2025")
    assert said is not None
    assert (said.count, said.month, said.day, said.rest) == (3, 6, 30, "")
    other = language.heading("McAdams Notes, 2025")
    assert other is not None
    assert other.rest == "McAdams Notes"


@pytest.mark.parametrize("text", ["FY3/2016", "FY2016/3", "FY Mar-16", "ＦＹ3/2016"])
def test_a_fiscal_year_is_called_by_the_month_that_ends_it(vocabulary: Vocabulary, text: str) -> None:
    usual = Language(vocabulary, FiscalCalendar(12, "end"), "JPY")
    assert str(usual.period(text)) == "2015-04-01/2016-03-31"
    assert usual.stated_duration(text) == StatedDuration(12, "months", date(2016, 3, 31))
    of_march = Language(vocabulary, FiscalCalendar(3, "end"), "JPY")
    assert str(of_march.period(f"{text} 2Q")) == "2015-07-01/2015-09-30"
    assert usual.period(f"{text} 2Q") is None


def test_a_year_is_an_actual_or_an_estimated_one_by_its_letter(language: Language) -> None:
    actual, estimated = language.heading("2024A"), language.heading("2025E")
    assert actual is not None
    assert (actual.year, actual.forecast, actual.rest) == (2024, False, "")
    assert estimated is not None
    assert (estimated.year, estimated.forecast) == (2025, True)


def test_a_duration_is_stated_whatever_the_calendar(language: Language) -> None:
    duration = StatedDuration(12, "weeks", date(2025, 3, 22))
    assert language.stated_duration("Twelve weeks ended March 22, 2025") == duration
    assert language.stated_duration(Heading(month=2, day=29, year=2025, count=3, of="months")) is None


def test_a_company_adds_its_wordings(root: Path, tmp_path: Path) -> None:
    for name in ("concepts", "statements", "sentences"):
        (tmp_path / name).symlink_to(root / "taxonomy" / "iij" / name)
    added = 'vocabulary: {headings: {quarter-of-year: ["{q}Q{year}"]}, unit-words: {filler: [kilo]}}\n'
    text = (root / "taxonomy" / "iij" / "company.yaml").read_text(encoding="utf-8")
    (tmp_path / "company.yaml").write_text(text + added, encoding="utf-8")
    company = load_company(tmp_path)
    added_to = Language(company.vocabulary, FiscalCalendar(12, "end"), "USD")
    assert added_to.period("1Q2025") == QUARTER
    assert added_to.unit("kilo thousands") is not None


@pytest.mark.whole
@pytest.mark.parametrize(
    "text",
    [
        "June 30, 2018 " * 9000,
        "1" * 25_000,
        "x " * 2_000_000,
        "(" * 2_000_000,
        "three and " * 59,
        "(1) " * 149,
        "in thousands of " * 37,
        "\ud800\x00\ufeff" * 100,
    ],
    ids=["dates", "digits", "words", "brackets", "numbers", "marks", "units", "characters"],
)
def test_no_text_takes_long(language: Language, text: str) -> None:
    start = time.perf_counter()
    for read in (
        language.heading,
        language.periods,
        language.headings,
        language.unit_in,
        language.seems_unit,
    ):
        read(text)
    for read in (language.column_word, language.number, language.amounts, language.row_type, language.remark):
        read(text)
    language.number_form([text] * 3)
    assert time.perf_counter() - start < 5
