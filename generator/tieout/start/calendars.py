"""Checks whether a release fits the company's fiscal year, and if not, which one it fits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from tieout.core import WEEKDAYS, Finding, FiscalCalendar, Place, WeekCalendar
from tieout.definitions import Company
from tieout.language import StatedDuration
from tieout.layout import Release

_Quarters = tuple[int, int, int, int]

_ENDS: tuple[Literal["last", "nearest"], ...] = ("last", "nearest")
# The quarter that most often takes the 53rd week comes first.
_EXTRA = (4, 1, 2, 3)
# The weeks of the quarters: of thirteen each, or of twelve with four more in the last or the first.
_EQUAL: _Quarters = (13, 13, 13, 13)
_UNEQUAL: tuple[_Quarters, ...] = ((12, 12, 12, 16), (16, 12, 12, 12))
_SHOWN = 3
_YEAR = {"months": 12, "weeks": 52}
_QUARTER = {"months": 3, "weeks": 13}


@dataclass(frozen=True, slots=True)
class _Fit:
    """A fiscal year as the options of `tieout new company` say it."""

    calendar: FiscalCalendar
    options: str


def misdated(release: Release, company: Company) -> Finding | None:
    """A finding if no printed period ends with a quarter of the fiscal year, or begins with the year.

    Only periods longer than a quarter have to begin with it.
    """
    printed: dict[StatedDuration, Place] = {}
    for table in release.tables:
        for number, column in enumerate(table.columns, 1):
            if column.duration is not None:
                printed.setdefault(column.duration, release.place(table, column=number))
    if not printed:
        return None
    days = sorted({one.end for one in printed}, reverse=True)
    named = " and ".join(map(_named, days[:_SHOWN]))
    what = f"the release has periods to {named}, and no quarter of the fiscal year that is given ends on any"
    if any(map(company.calendar.ends_quarter, days)):
        # A whole year that ends elsewhere may be the last twelve months.
        long = [one for one in printed if _QUARTER[one.of] + 1 < one.count < _YEAR[one.of]]
        if not long or any(_begins_year(one, company.calendar) for one in long):
            return None
        one = max(long, key=lambda one: one.end)
        what = f"{one.count} {one.of} to {_named(one.end)} do not begin with the fiscal year that is given"
    fits = [fit.options for fit in _fitting(printed, company.calendar, (_EQUAL,))][:_SHOWN]
    if not fits and all(one.of == "weeks" for one in printed):
        # Weeks are reckoned from the day that they end on, whatever the fiscal year: 12, 12, 12 and 16.
        return None
    return Finding(
        "input.calendar",
        what,
        f"Those dates fit {', or '.join(fits)}. The last annual report says which it is."
        if fits
        else "Say which fiscal year it is: --fiscal-year-end, and --weeks for one of 52 or 53 weeks.",
        tuple(printed.values())[:1],
    )


def fitting_calendars(durations: Iterable[StatedDuration], given: FiscalCalendar) -> list[FiscalCalendar]:
    """The fiscal years that fit all of some periods, the likeliest first; `given` is tried first."""
    lastings = list(durations)
    unequal = any(one.of == "weeks" and one.count % _EQUAL[0] for one in lastings)
    return [fit.calendar for fit in _fitting(lastings, given, _UNEQUAL if unequal else (_EQUAL,))]


def _named(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _fitting(
    printed: Iterable[StatedDuration], given: FiscalCalendar, quarters: Sequence[_Quarters]
) -> list[_Fit]:
    """The fiscal years whose quarters end on all the days; those with which long periods begin, if there are
    any.

    `quarters` are the possible lengths, in weeks, of the quarters of a year of weeks.
    """
    lastings = list(printed)
    days = {one.end for one in lastings}
    long = [one for one in lastings if one.count > _QUARTER[one.of] + 1]
    found = [fit for fit in _candidates(days, given, quarters) if all(map(fit.calendar.ends_quarter, days))]
    begun = [fit for fit in found if all(_begins_year(one, fit.calendar) for one in long)]
    # One fiscal year in other words is one: which quarter takes the 53rd week may not show.
    seen: dict[tuple[object, ...], _Fit] = {}
    for fit in begun or found:
        calendar = fit.calendar
        seen.setdefault((calendar.end_month, getattr(calendar, "ends", None)), fit)
    return list(seen.values())


def _candidates(days: set[date], given: FiscalCalendar, quarters: Sequence[_Quarters]) -> Iterator[_Fit]:
    months = sorted(range(1, 13), key=lambda month: (month != given.end_month, month))
    weekdays = {day.weekday() for day in days}
    for month in months:
        yield _Fit(FiscalCalendar(month, given.named_by), f"--fiscal-year-end {month} without --weeks")
    if len(weekdays) != 1:
        return
    (weekday,) = weekdays
    for month, ends, weeks, extra in product(months, _ENDS, quarters, _EXTRA):
        calendar = WeekCalendar(month, given.named_by, weekday, ends, weeks, extra)
        also = f" --extra-week {extra}" if extra != _EXTRA[0] else ""
        yield _Fit(calendar, f"--fiscal-year-end {month} --weeks {ends}-{WEEKDAYS[weekday]}{also}")


def _begins_year(one: StatedDuration, calendar: FiscalCalendar) -> bool:
    """Whether a period longer than a quarter begins with the fiscal year."""
    if one.of == "weeks":
        period = calendar.weeks_ended(one.count, one.end) if isinstance(calendar, WeekCalendar) else None
    else:
        period = calendar.months_ended(one.count, one.end)
    years = range(one.end.year - 1, one.end.year + 2)
    return period is not None and period.start in {calendar.year_start(year) for year in years}
