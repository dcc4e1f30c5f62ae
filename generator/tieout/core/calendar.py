"""Periods and the fiscal calendar that names them."""

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Period:
    """An XBRL period: a duration from `start` to `end` (both days included), or the end of day `end`."""

    end: date
    start: date | None = None

    @property
    def instant(self) -> bool:
        """Whether this is a point in time."""
        return self.start is None

    @property
    def id(self) -> str:
        """A readable, stable id: `I20180630`, `D20180401-20180630`."""
        if self.start is None:
            return f"I{self.end:%Y%m%d}"
        return f"D{self.start:%Y%m%d}-{self.end:%Y%m%d}"

    def opening(self) -> "Period":
        """The point in time at which a duration begins: the end of the day before."""
        assert self.start is not None
        return Period(self.start - timedelta(days=1))

    def closing(self) -> "Period":
        """The point in time at which a duration ends."""
        return Period(self.end)

    def at(self, end: Literal["start", "end"] | None) -> "Period":
        """The point in time at one end of a duration; the period itself without an end, or where it is a day.

        An opening balance is that of the day before the first (XBRL 2.1, 4.7.2: the start of a day is the end
        of the one before).
        """
        if end is None or self.instant:
            return self
        return self.opening() if end == "start" else self.closing()

    def between(self, later: "Period") -> "Period":
        """The duration from just after this point in time to a later one: what moved between them."""
        return Period(later.end, self.end + timedelta(days=1))

    def __str__(self) -> str:
        return (
            self.end.isoformat() if self.start is None else f"{self.start.isoformat()}/{self.end.isoformat()}"
        )


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """A fiscal year of twelve months that ends on the last day of `end_month`.

    `named_by` says which calendar year names the fiscal year: the one it starts in (FY2018 then runs
    to March 2019, where years end in March) or the one it ends in.
    """

    end_month: int
    named_by: Literal["start", "end"]

    def year_start(self, year: int) -> date:
        """The first day of the fiscal year called `year`."""
        first_month = self.end_month % 12 + 1
        starts_in = year if self.named_by == "start" or first_month == 1 else year - 1
        return date(starts_in, first_month, 1)

    def quarter(self, year: int, quarter: int) -> Period:
        """Quarter 1 to 4 of the fiscal year called `year`."""
        start = _add_months(self.year_start(year), 3 * (quarter - 1))
        return Period(_add_months(start, 3) - timedelta(days=1), start)

    def to_date(self, year: int, quarter: int) -> Period:
        """The year to the end of a quarter."""
        return Period(self.quarter(year, quarter).end, self.year_start(year))

    def ends_quarter(self, day: date) -> bool:
        """Whether a quarter of a fiscal year ends on a day."""
        years = range(day.year - 1, day.year + 2)
        return any(self.quarter(year, number).end == day for year in years for number in range(1, 5))

    def of_quarters(self, period: Period) -> bool:
        """Whether a period is of whole quarters of a fiscal year, or the end of one."""
        begins = period.start is None or self.ends_quarter(period.start - _DAY)
        return begins and self.ends_quarter(period.end)

    def months_ended(self, months: int, end: date) -> Period | None:
        """The `months` months up to and including `end`, which has to be the last day of its month."""
        if end.day != calendar.monthrange(end.year, end.month)[1] or not 1 <= months <= 12:
            return None
        return Period(end, _add_months(end.replace(day=1), 1 - months))

    def year_to(self, end: date) -> Period | None:
        """The fiscal year up to a day, on which a quarter of it has to end."""
        for year in range(end.year - 1, end.year + 2):
            for number in range(1, 5):
                if self.quarter(year, number).end == end:
                    return self.to_date(year, number)
        return None

    def year_before(self, period: Period) -> Period:
        """The same period of the fiscal year before."""
        after = _add_months(period.end + timedelta(days=1), -12)
        return Period(after - timedelta(days=1), _add_months(period.start, -12) if period.start else None)

    def quarter_of(self, year: Period, number: int) -> Period | None:
        """Quarter 1 to 4 of a duration of twelve months; None where it is of another length."""
        if year.start is None or self.months_ended(12, year.end) != year:
            return None
        start = _add_months(year.start, 3 * (number - 1))
        return Period(_add_months(start, 3) - timedelta(days=1), start)

    def reported(self, periods: Iterable[Period]) -> tuple[int, int] | None:
        """The fiscal year and quarter that columns of these periods report: the latest of those with many."""
        # What a release compares with is printed as often, and more where the year before is by quarter.
        return next(iter(self.many(periods, 2)), None)

    def many(self, periods: Iterable[Period], few: int) -> list[tuple[int, int]]:
        """The fiscal years and quarters of many columns, the latest first.

        A quarter counts as many if it has one column for each `few` columns of the quarter with most. A
        release of the year to date alone, of nine months or a year, reports the quarter that ends it. So does
        a year with its balance sheet beside quarters of years before. Where ownership changed within that
        time, a column that begins on the day of the change belongs to the same quarter.
        """
        known = tuple(periods)
        seen = Counter(period for period in known if not period.instant)
        years = {year for period in seen for year in range(period.end.year - 1, period.end.year + 2)}
        of = [(year, number) for year in years for number in range(1, 5)]
        found = {one: often for one in of if (often := _ending(seen, self.quarter(*one)))}
        to_date = {one: often for one in of if (often := _ending(seen, self.to_date(*one)))}
        closed = {period.end for period in known if period.instant}
        latest = max((year for year, _ in found), default=0)
        for (year, number), often in to_date.items():
            whole = number == 4 and year > latest and self.quarter(year, number).end in closed
            if whole or not latest:
                found[year, number] = often
        often = max(found.values(), default=0)
        return sorted((key for key, count in found.items() if few * count >= often), reverse=True)

    @lru_cache(maxsize=100)  # noqa: B019 - calendars are small values, and few
    def named(self, year: int, quarter: int) -> dict[str, tuple[Period, ...]]:
        """The periods that a release of one quarter speaks of, by the names that definitions use."""
        current, to_date = self.quarter(year, quarter), self.to_date(year, quarter)
        end, opening = current.closing(), self.quarter(year - 1, 4).closing()
        before = tuple(self.quarter(year - 1, number) for number in range(1, 5))
        end_before = self.year_before(end)
        return {
            "quarter": (current,),
            "quarter-before": (self.year_before(current),),
            "to-date": (to_date,),
            "to-date-before": (self.year_before(to_date),),
            "half": (self.to_date(year, 2),),
            "year": (self.to_date(year, 4),),
            "year-before": (self.to_date(year - 1, 4),),
            "quarters-before": before,
            "end": (end,),
            "end-before": (end_before,),
            "opening": (opening,),
            "quarter-ends-before": tuple(period.closing() for period in before),
            "over-year": (end_before.between(end),),
        }


@dataclass(frozen=True, slots=True)
class WeekCalendar(FiscalCalendar):
    """A fiscal year of 52 or 53 weeks that ends on a `weekday` (0 is Monday) at the end of `end_month`.

    It is the `last` one in that month, or the one `nearest` to the last day of it, which may fall into the
    next. `quarters` are the weeks of each quarter in a year of 52; quarter `extra` takes the 53rd.
    What such a company calls three months is a quarter of it: months are counted in quarters.
    """

    weekday: int
    ends: Literal["last", "nearest"]
    quarters: tuple[int, int, int, int] = (13, 13, 13, 13)
    extra: int = 4

    def year_start(self, year: int) -> date:
        """The first day of the fiscal year called `year`."""
        before = FiscalCalendar.year_start(self, year) - _DAY
        return _on_weekday(before, self.weekday, self.ends) + _DAY

    def quarter(self, year: int, quarter: int) -> Period:
        """Quarter 1 to 4 of the fiscal year called `year`."""
        start = self.year_start(year)
        weeks = list(self.quarters)
        if self.year_start(year + 1) - start > timedelta(weeks=sum(weeks)):
            weeks[self.extra - 1] += 1
        first = start + timedelta(weeks=sum(weeks[: quarter - 1]))
        return Period(first + timedelta(weeks=weeks[quarter - 1]) - _DAY, first)

    def months_ended(self, months: int, end: date) -> Period | None:
        """The quarters that make `months` months, the last of which has to end on day `end`."""
        last = self._number(end)
        if last is None or months not in (3, 6, 9, 12):
            return None
        return Period(end, self._quarter(last - months // 3 + 1).start)

    def weeks_ended(self, weeks: int, end: date) -> Period | None:
        """The `weeks` weeks up to and including `end`, which has to be the last day of a quarter."""
        if self._number(end) is None or not 1 <= weeks <= 53:
            return None
        return Period(end, end - timedelta(weeks=weeks) + _DAY)

    def end_about(self, day: date) -> date | None:
        """The last day of the quarter that ends within a week of a day; None where none does."""
        near = [day + timedelta(days=days) for days in range(-_WEEK, _WEEK + 1)]
        return next((end for end in near if self._number(end) is not None), None)

    def year_before(self, period: Period) -> Period:
        """The same quarters of the fiscal year before; 52 weeks before where these are no whole quarters."""
        last = self._number(period.end)
        first = last if period.start is None else self._number(period.start - _DAY)
        if last is None or first is None:
            back = timedelta(weeks=52)
            return Period(period.end - back, period.start - back if period.start else None)
        end = self._quarter(last - 4).end
        return Period(end, self._quarter(first - 4).end + _DAY if period.start else None)

    def quarter_of(self, year: Period, number: int) -> Period | None:
        """Quarter 1 to 4 of a duration of four quarters; None where it is of another length."""
        last = self._number(year.end)
        if last is None or year.start is None or self.months_ended(12, year.end) != year:
            return None
        return self._quarter(last - 4 + number)

    def _quarter(self, number: int) -> Period:
        """A quarter by its number counted from the beginning of time:
        four times the year plus the quarter, from 0.
        """
        return self.quarter(number // 4, number % 4 + 1)

    @lru_cache(maxsize=1_000)  # noqa: B019 - calendars are small values, and few
    def _number(self, end: date) -> int | None:
        """The number, as `_quarter` counts, of the quarter that ends on a day; None where none does."""
        numbers = range(4 * (end.year - 1), 4 * (end.year + 2))
        return next((number for number in numbers if self._quarter(number).end == end), None)


@dataclass(frozen=True, slots=True)
class QuarterWeekCalendar(WeekCalendar):
    """A fiscal year of twelve months whose first three quarters end on a `weekday`.

    Each ends on the `last` one in its month, or the one `nearest` to the month's end; the year ends with its
    month. Sunday, July 2, 2023 is a second quarter of the year to December 31, 2023.
    """

    def year_start(self, year: int) -> date:
        """The first day of the fiscal year called `year`."""
        return FiscalCalendar.year_start(self, year)

    def quarter(self, year: int, quarter: int) -> Period:
        """Quarter 1 to 4 of the fiscal year called `year`."""
        start = self.year_start(year) if quarter == 1 else self._end(year, quarter - 1) + _DAY
        return Period(self._end(year, quarter), start)

    def _end(self, year: int, quarter: int) -> date:
        end = FiscalCalendar.quarter(self, year, quarter).end
        return end if quarter == 4 else _on_weekday(end, self.weekday, self.ends)


def _on_weekday(day: date, weekday: int, ends: str) -> date:
    """The last such day of the week up to a day, or the one nearest to it."""
    back = (day.weekday() - weekday) % _WEEK
    if ends == "nearest" and back > _WEEK // 2:
        back -= _WEEK
    return day - timedelta(days=back)


def _ending(seen: Counter[Period], whole: Period) -> int:
    """The number of columns of a duration, or of a part of it up to its end."""
    assert whole.start is not None
    return sum(
        often
        for period, often in seen.items()
        if period.end == whole.end and period.start is not None and period.start >= whole.start
    )


def _add_months(day: date, months: int) -> date:
    """The first day of a month, moved by whole months."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


PERIOD_NAMES = tuple(FiscalCalendar(12, "end").named(2000, 1))
"""The names that `FiscalCalendar.named` knows."""
