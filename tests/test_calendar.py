"""Fiscal calendars: quarters partition the year and are found again from their last day."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieout.core import PERIOD_NAMES, FiscalCalendar, Period, QuarterWeekCalendar, WeekCalendar

JAPANESE = FiscalCalendar(3, "start")

calendars = st.builds(FiscalCalendar, st.integers(1, 12), st.sampled_from(["start", "end"]))
years = st.integers(1901, 2998)
quarters = st.integers(1, 4)


@pytest.mark.parametrize(
    ("calendar", "year", "quarter", "start", "end"),
    [
        (JAPANESE, 2018, 1, "2018-04-01", "2018-06-30"),
        (JAPANESE, 2018, 4, "2019-01-01", "2019-03-31"),
        (JAPANESE, 2017, 4, "2018-01-01", "2018-03-31"),
        (FiscalCalendar(12, "start"), 2018, 1, "2018-01-01", "2018-03-31"),
        (FiscalCalendar(12, "end"), 2018, 4, "2018-10-01", "2018-12-31"),
        (FiscalCalendar(9, "end"), 2018, 1, "2017-10-01", "2017-12-31"),
        (FiscalCalendar(9, "end"), 2018, 4, "2018-07-01", "2018-09-30"),
        # A quarter that ends in February, in a leap year and not; 1900 was none, 2000 was one.
        (FiscalCalendar(2, "end"), 2020, 4, "2019-12-01", "2020-02-29"),
        (FiscalCalendar(2, "end"), 2019, 4, "2018-12-01", "2019-02-28"),
        (FiscalCalendar(2, "end"), 2000, 4, "1999-12-01", "2000-02-29"),
        (FiscalCalendar(2, "end"), 2100, 4, "2099-12-01", "2100-02-28"),
    ],
)
def test_quarters(calendar: FiscalCalendar, year: int, quarter: int, start: str, end: str) -> None:
    assert calendar.quarter(year, quarter) == Period(date.fromisoformat(end), date.fromisoformat(start))


@given(calendars, years)
def test_four_quarters_partition_the_year(calendar: FiscalCalendar, year: int) -> None:
    parts = [calendar.quarter(year, quarter) for quarter in (1, 2, 3, 4)]
    assert parts[0].start == calendar.year_start(year)
    assert parts[3].end + timedelta(days=1) == calendar.year_start(year + 1)
    for before, after in pairwise(parts):
        assert before.closing() == after.opening()


@given(calendars, years, quarters)
def test_the_year_to_date_grows_by_the_quarter(calendar: FiscalCalendar, year: int, quarter: int) -> None:
    to_date = calendar.to_date(year, quarter)
    assert to_date.start == calendar.year_start(year)
    assert to_date.closing() == calendar.quarter(year, quarter).closing()


@given(calendars, years, quarters)
@example(FiscalCalendar(2, "end"), 2000, 4)
def test_months_ended_agrees_with_quarters(calendar: FiscalCalendar, year: int, quarter: int) -> None:
    period = calendar.quarter(year, quarter)
    assert calendar.months_ended(3, period.end) == period
    assert calendar.months_ended(3 * quarter, period.end) == calendar.to_date(year, quarter)


@pytest.mark.parametrize(
    ("months", "end"),
    [(3, date(2018, 6, 29)), (3, date(2020, 2, 28)), (0, date(2018, 6, 30)), (13, date(2018, 6, 30))],
)
def test_months_ended_refuses_what_are_no_whole_months(months: int, end: date) -> None:
    assert JAPANESE.months_ended(months, end) is None


@pytest.mark.parametrize(
    ("end", "start"),
    [(date(2020, 2, 29), date(2019, 12, 1)), (date(2019, 2, 28), date(2018, 12, 1))],
)
def test_months_ended_in_february(end: date, start: date) -> None:
    assert JAPANESE.months_ended(3, end) == Period(end, start)


@given(calendars, years.filter(lambda year: year > 1902), quarters)
@example(FiscalCalendar(2, "end"), 2001, 4)
def test_a_year_before_is_the_same_part_of_the_fiscal_year_before(
    calendar: FiscalCalendar, year: int, quarter: int
) -> None:
    before = calendar.year_before
    assert before(calendar.quarter(year, quarter)) == calendar.quarter(year - 1, quarter)
    assert before(calendar.to_date(year, quarter)) == calendar.to_date(year - 1, quarter)
    end = calendar.quarter(year, quarter).closing()
    assert before(end) == calendar.quarter(year - 1, quarter).closing()


@pytest.mark.parametrize(
    ("end", "before"),
    [
        # The end of February is that of the year before, whichever of the two is a leap year.
        (date(2020, 2, 29), date(2019, 2, 28)),
        (date(2021, 2, 28), date(2020, 2, 29)),
        (date(2018, 6, 30), date(2017, 6, 30)),
    ],
)
def test_a_year_before_the_end_of_a_month_is_the_end_of_it(end: date, before: date) -> None:
    assert JAPANESE.year_before(Period(end)) == Period(before)


@given(calendars, years, quarters, quarters)
def test_only_a_year_has_quarters(calendar: FiscalCalendar, year: int, quarter: int, number: int) -> None:
    whole = calendar.to_date(year, 4)
    assert calendar.quarter_of(whole, number) == calendar.quarter(year, number)
    assert calendar.quarter_of(calendar.quarter(year, quarter), number) is None
    assert calendar.quarter_of(whole.closing(), number) is None
    if quarter < 4:
        assert calendar.quarter_of(calendar.to_date(year, quarter), number) is None


@given(calendars, years, quarters)
def test_what_lies_between_two_dates_opens_at_the_one_and_closes_at_the_other(
    calendar: FiscalCalendar, year: int, quarter: int
) -> None:
    period = calendar.to_date(year, quarter)
    assert period.opening().between(period.closing()) == period


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        ("quarter", ["2018-04-01/2018-06-30"]),
        ("quarter-before", ["2017-04-01/2017-06-30"]),
        ("to-date", ["2018-04-01/2018-06-30"]),
        ("half", ["2018-04-01/2018-09-30"]),
        ("year", ["2018-04-01/2019-03-31"]),
        ("year-before", ["2017-04-01/2018-03-31"]),
        ("end", ["2018-06-30"]),
        ("end-before", ["2017-06-30"]),
        ("opening", ["2018-03-31"]),
        ("over-year", ["2017-07-01/2018-06-30"]),
        ("quarter-ends-before", ["2017-06-30", "2017-09-30", "2017-12-31", "2018-03-31"]),
    ],
)
def test_the_periods_of_a_release_have_names(name: str, periods: list[str]) -> None:
    assert [str(period) for period in JAPANESE.named(2018, 1)[name]] == periods


@given(calendars, years.filter(lambda year: year > 1902), quarters)
def test_the_names_are_always_of_the_same_kind_of_period(
    calendar: FiscalCalendar, year: int, quarter: int
) -> None:
    named = calendar.named(year, quarter)
    # A definition names a period without knowing the quarter: what it gets is dated in the same way.
    instants = {name for name, periods in named.items() if all(period.instant for period in periods)}
    assert instants == {"end", "end-before", "opening", "quarter-ends-before"}
    assert tuple(named) == PERIOD_NAMES
    assert named["opening"] == (named["to-date"][0].opening(),)
    assert named["quarters-before"][0].start == named["year-before"][0].start
    assert named["quarters-before"][3].end == named["year-before"][0].end


def test_a_duration_opens_at_the_end_of_the_day_before() -> None:
    period = JAPANESE.quarter(2018, 1)
    assert period.opening() == Period(date(2018, 3, 31))
    assert period.closing() == Period(date(2018, 6, 30))
    assert not period.instant
    assert period.opening().instant


def test_periods_have_readable_ids_and_texts() -> None:
    period = JAPANESE.quarter(2018, 1)
    assert (period.id, str(period)) == ("D20180401-20180630", "2018-04-01/2018-06-30")
    assert (period.closing().id, str(period.closing())) == ("I20180630", "2018-06-30")


# Years of 52 and 53 weeks ----------------------------------------------------------------------------

# The last Saturday of September, the 53rd week in the first quarter.
LAST = WeekCalendar(9, "end", 5, "last", extra=1)
# The Saturday nearest to January 31; fiscal 2024 is the year that begins in 2024.
NEAREST = WeekCalendar(1, "start", 5, "nearest")

week_calendars = st.builds(
    WeekCalendar,
    st.integers(1, 12),
    st.sampled_from(["start", "end"]),
    st.integers(0, 6),
    st.sampled_from(["last", "nearest"]),
    st.sampled_from([(13, 13, 13, 13), (12, 12, 12, 16), (16, 12, 12, 12)]),
    st.integers(1, 4),
)


@pytest.mark.parametrize(
    ("calendar", "year", "quarter", "start", "end"),
    [
        (LAST, 2025, 1, "2024-09-29", "2024-12-28"),
        (LAST, 2025, 2, "2024-12-29", "2025-03-29"),
        (LAST, 2024, 2, "2023-12-31", "2024-03-30"),
        (LAST, 2024, 4, "2024-06-30", "2024-09-28"),
        # A year of 53 weeks: its first quarter has 14.
        (LAST, 2023, 1, "2022-09-25", "2022-12-31"),
        (LAST, 2023, 4, "2023-07-02", "2023-09-30"),
        # The day of the month before may be nearer, or one of the month after.
        (NEAREST, 2024, 4, "2024-11-03", "2025-02-01"),
        (NEAREST, 2023, 4, "2023-10-29", "2024-02-03"),
        (NEAREST, 2022, 4, "2022-10-30", "2023-01-28"),
    ],
)
def test_quarters_of_weeks(calendar: WeekCalendar, year: int, quarter: int, start: str, end: str) -> None:
    assert calendar.quarter(year, quarter) == Period(date.fromisoformat(end), date.fromisoformat(start))


@given(week_calendars, years, quarters)
def test_weeks_make_quarters_and_quarters_the_year(calendar: WeekCalendar, year: int, quarter: int) -> None:
    parts = [calendar.quarter(year, number) for number in (1, 2, 3, 4)]
    assert parts[0].start == calendar.year_start(year)
    assert parts[3].end + timedelta(days=1) == calendar.year_start(year + 1)
    assert all(before.closing() == after.opening() for before, after in pairwise(parts))
    weeks = sum((part.end - part.start).days + 1 for part in parts if part.start) / 7
    assert weeks in (52, 53)
    assert parts[3].end.weekday() == calendar.weekday
    assert calendar.months_ended(3 * quarter, parts[quarter - 1].end) == calendar.to_date(year, quarter)


@given(week_calendars, years.filter(lambda year: year > 1902), quarters, quarters)
def test_a_year_before_is_the_same_quarters_of_weeks(
    calendar: WeekCalendar, year: int, quarter: int, number: int
) -> None:
    before = calendar.year_before
    assert before(calendar.quarter(year, quarter)) == calendar.quarter(year - 1, quarter)
    assert before(calendar.to_date(year, quarter)) == calendar.to_date(year - 1, quarter)
    assert before(calendar.quarter(year, quarter).closing()) == calendar.quarter(year - 1, quarter).closing()
    whole = calendar.to_date(year, 4)
    assert calendar.quarter_of(whole, number) == calendar.quarter(year, number)
    assert calendar.quarter_of(calendar.quarter(year, quarter), number) is None


def test_weeks_are_counted_back_from_the_end_of_a_quarter() -> None:
    end = date(2025, 3, 29)
    assert LAST.weeks_ended(13, end) == LAST.quarter(2025, 2)
    assert LAST.weeks_ended(26, end) == LAST.to_date(2025, 2)
    assert LAST.weeks_ended(14, date(2022, 12, 31)) == LAST.quarter(2023, 1)
    assert LAST.weeks_ended(13, date(2025, 3, 28)) is None
    assert LAST.months_ended(3, date(2025, 3, 31)) is None
    assert LAST.months_ended(4, end) is None


def test_what_is_no_quarter_is_compared_with_52_weeks_before() -> None:
    assert LAST.year_before(Period(date(2025, 3, 31))) == Period(date(2024, 4, 1))


def test_a_release_of_the_year_to_date_alone_reports_the_quarter_that_ends_it() -> None:
    march = FiscalCalendar(3, "end")
    nine = [Period(date(year, 12, 31), date(year, 4, 1)) for year in (2023, 2024)]
    assert march.reported(nine) == (2025, 3)
    assert march.reported([*nine, march.quarter(2025, 2)]) == (2025, 2)


def test_a_period_that_begins_as_the_owner_changed_reports_the_quarter_that_it_ends() -> None:
    calendar = FiscalCalendar(12, "end")
    before = Period(date(2022, 9, 30), date(2022, 1, 1))
    parts = [Period(date(2023, 7, 21), date(2023, 1, 1)), Period(date(2023, 9, 30), date(2023, 7, 22))]
    assert calendar.reported([before, *parts]) == (2023, 3)
    # So it is beside quarters; what ends with no quarter is of none.
    assert calendar.reported([calendar.quarter(2022, 3), *parts]) == (2023, 3)
    assert calendar.reported(parts[:1]) is None


# Years of twelve months, their quarters of weeks -----------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "quarter", "start", "end"),
    [
        ("nearest", 1, "2023-01-01", "2023-04-02"),
        ("nearest", 2, "2023-04-03", "2023-07-02"),
        ("nearest", 4, "2023-10-02", "2023-12-31"),
        ("last", 2, "2023-03-27", "2023-06-25"),
        ("last", 4, "2023-09-25", "2023-12-31"),
    ],
)
def test_quarters_of_weeks_in_a_year_of_months(
    ends: Literal["last", "nearest"], quarter: int, start: str, end: str
) -> None:
    calendar = QuarterWeekCalendar(12, "end", 6, ends)
    found = calendar.quarter(2023, quarter)
    assert (str(found.start), str(found.end)) == (start, end)
    assert calendar.months_ended(3, found.end) == found
    assert calendar.months_ended(3 * quarter, found.end) == calendar.to_date(2023, quarter)
    assert str(calendar.to_date(2023, quarter).start) == "2023-01-01"


@given(st.integers(1, 12), years.filter(lambda year: year > 1902), st.integers(0, 6), quarters)
def test_quarters_of_weeks_partition_a_year_of_months(
    month: int, year: int, weekday: int, quarter: int
) -> None:
    calendar = QuarterWeekCalendar(month, "end", weekday, "nearest")
    parts = [calendar.quarter(year, number) for number in (1, 2, 3, 4)]
    assert Period(parts[3].end, parts[0].start) == FiscalCalendar(month, "end").to_date(year, 4)
    assert all(before.closing() == after.opening() for before, after in pairwise(parts))
    assert all(part.end.weekday() == weekday for part in parts[:3])
    assert calendar.year_before(parts[quarter - 1]) == calendar.quarter(year - 1, quarter)


def test_a_balance_is_at_an_end_of_its_period_and_a_day_is_that_day() -> None:
    quarter = Period(date(2025, 3, 31), date(2025, 1, 1))
    assert quarter.at("start") == Period(date(2024, 12, 31))
    assert quarter.at("end") == Period(date(2025, 3, 31))
    assert quarter.at(None) == quarter
    day = Period(date(2025, 3, 31))
    assert day.at("start") == day.at("end") == day.at(None) == day
