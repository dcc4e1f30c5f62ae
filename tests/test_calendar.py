"""Fiscal calendars: quarters partition the year and are found again from their last day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieout.core import FiscalCalendar, Period

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
