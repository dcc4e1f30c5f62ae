"""Finds the fiscal year of a page from the periods and days that it prints."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tieout.contact.cover import Cover
from tieout.contact.identity import Said, dated_columns, dateline
from tieout.core import Finding, FiscalCalendar, InputError, Period, Place
from tieout.language import Language, StatedDuration
from tieout.layout import Column, Release
from tieout.start import fitting_calendars

_YEAR, _QUARTER = {"months": 12, "weeks": 52}, {"months": 3, "weeks": 13}
# Days on which the quarters of a usual year end, one or two off where it is of weeks.
_NEAR_END = 7
# What is said of a fiscal year that is only the usual one.
_UNSAID = "nothing on the page says when the fiscal year ends"
# How far into a release its title stands, and how much of a line is looked at.
_TOP, _LONG = 60, 300
# A reported quarter has at least one column for so many of the one that has most.
_FEW = 4
# Two quarters end at least so far apart.
_APART = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a page prints: periods with their length and last day, and days of balance sheets.

    Each is counted by the columns that have it.
    """

    durations: Counter[StatedDuration]
    instants: Counter[date]


def calendar_of(release: Release, language: Language, cover: Cover | None = None) -> Said[FiscalCalendar]:
    """The fiscal calendar that most periods of the page fit, and what shows it; the cover comes first.

    A year that fits none may be the last twelve months, which begin with no fiscal year.
    """
    cover = cover or Cover()
    printed = _printed(release, language.fiscal, cover.end)
    ends = (cover.month.value, cover.month.source) if cover.month is not None else _year_ends(printed)
    month, source = ends if ends is not None else (12, _UNSAID)
    given = FiscalCalendar(month, cover.named_by() or _named_by(release, language, printed, month))
    lasting = list(printed.durations) or _between_balances(printed)
    if all(given.ends_quarter(one.end) for one in lasting):
        return Said(given, source)
    shorter = [one for one in lasting if one.count < _YEAR[one.of]]
    for durations in (lasting, *([shorter] if shorter else []), _usual(printed)):
        for fit in fitting_calendars(durations, given, printed.instants.elements()):
            if ends is None or abs(fit.end_month - month) % 11 <= 1:
                return Said(fit, f"{source}; its periods end on {_days(durations)}")
    return Said(given, source)


def _usual(printed: _Printed) -> list[StatedDuration]:
    """The periods that end on the days of most columns. Other days may be misread, or those of an outlook."""
    days = Counter[date]()
    for one, columns in printed.durations.items():
        days[one.end] += columns
    most = max(days.values(), default=0)
    return [one for one in printed.durations if 2 * days[one.end] > most]


def _named_by(release: Release, language: Language, printed: _Printed, month: int) -> Literal["start", "end"]:
    """Whether fiscal years are named by the calendar year of their start or end, as the top of the page
    shows.

    Without a hint, a year that ends in January is named by its start, as retailers do.
    """
    last = max((one.end for one in printed.durations), default=None)
    names: tuple[Literal["start", "end"], ...] = ("end", "start")
    for line in release.lines[:_TOP]:
        heading = language.heading(line[:_LONG])
        if last is None or heading is None or heading.quarter is None or heading.year is None:
            continue
        for name in names:
            end = FiscalCalendar(month, name).quarter(heading.year, heading.quarter).end
            if abs((end - last).days) <= 2 * _NEAR_END:
                return name
    return "start" if month == 1 else "end"


def _printed(release: Release, read_by: FiscalCalendar, until: date | None = None) -> _Printed:
    """What a release prints, without forecasts and anything after `until`, the day of its count of shares.

    A year between two balances, `Goodwill at January 1, 2023` and at the end of the year, gives both days,
    unless it only follows from the calendar that it was `read_by`.
    """
    durations = Counter[StatedDuration]()
    instants = Counter[date]()
    for table in release.tables:
        for column in (one for one in table.columns if not one.forecast):
            if column.duration is not None:
                if until is None or column.duration.end <= until:
                    durations[column.duration] += 1
            elif column.period is not None and column.period.instant:
                instants[column.period.end] += 1
            elif column.period is not None and not read_by.of_quarters(column.period):
                instants.update(_balances_of_year(column.period))
    balances = {one.end for one in durations} & set(instants)
    for one in list(durations):
        # The day of the release, misread as the end of a period, follows a balance sheet too soon.
        if any(timedelta(0) < one.end - day < _APART for day in balances):
            del durations[one]
    return _Printed(durations, instants)


def _year_ends(printed: _Printed) -> tuple[int, str] | None:
    """The month in which the fiscal year ends, and what shows it; None where nothing does.

    A period longer than a quarter and shorter than a year begins with the fiscal year. A period of a year
    ends with it if it is printed as often as the quarter, or nothing shorter is; otherwise it may be the last
    twelve months. The other day of a balance sheet is the end of the last fiscal year, unless it is exactly a
    year earlier.
    """
    last = max((one.end for one in printed.durations), default=None)
    for one in printed.durations:
        if one.end == last and _QUARTER[one.of] + 1 < one.count < _YEAR[one.of]:
            months = one.count if one.of == "months" else round_months(one.count)
            month = (_month(one.end) - months - 1) % 12 + 1
            return month, f"{one.count} {one.of} to {one.end.isoformat()} begin with it"
    years = [one for one in printed.durations if one.end == last and one.count >= _YEAR[one.of]]
    quarters = sum(often for one, often in printed.durations.items() if one.end == last and one not in years)
    if years and 2 * sum(printed.durations[one] for one in years) >= quarters > 0:
        return _month(years[0].end), f"a year to {years[0].end.isoformat()} is reported beside the quarter"
    # A day of no balance sheet, such as that of the release, ends no period.
    ends = {one.end for one in printed.durations}
    closing = max(
        (day for day in printed.instants if day in ends), default=max(printed.instants, default=None)
    )
    for day in sorted(printed.instants, reverse=True):
        if closing is not None and 20 < (closing - day).days < 350:
            return _month(day), f"the balance sheet compares with {day.isoformat()}"
    if years:
        return _month(years[0].end), f"a year to {years[0].end.isoformat()} is reported"
    if not printed.durations and (days := _a_year_apart(printed)):
        before, last_day = days
        return _month(last_day), f"the balance sheets of {before.isoformat()} and {last_day.isoformat()}"
    return None


def _a_year_apart(printed: _Printed) -> tuple[date, ...]:
    """The last two days of balance sheets if they are a year apart; else none."""
    days = tuple(sorted(printed.instants)[-2:])
    return days if len(days) > 1 and _is_year(*days) else ()


def _between_balances(printed: _Printed) -> list[StatedDuration]:
    """Quarters ending on the days of balances, if two of these days are a year apart; else none."""
    days = printed.instants if _a_year_apart(printed) else ()
    return [StatedDuration(_QUARTER["weeks"], "weeks", day) for day in days]


def _balances_of_year(period: Period) -> tuple[date, ...]:
    """The days of the opening and the closing balance, if the period is a year; else none."""
    if period.start is None:
        return ()
    opening = period.start - timedelta(days=1)
    return (opening, period.end) if _is_year(opening, period.end) else ()


def _is_year(first: date, last: date) -> bool:
    return abs((last - first).days - 365) <= _NEAR_END


def guessed_quarter(release: Release, calendar: Said[FiscalCalendar], language: Language) -> Finding | None:
    """A finding where quarters were dated by a fiscal year that nothing on the page confirms.

    `Q1 2011` alone is October to December 2010 for a company whose year ends in September.
    """
    if calendar.source != _UNSAID:
        return None
    columns = ((table, column) for table in release.tables for column in table.columns)
    found = next(((table, column) for table, column in columns if _is_by_name(column, language)), None)
    if found is None:
        return None
    table, column = found
    line = column.line or table.line
    return Finding(
        "contact.fiscal-year-unsaid",
        f'{_UNSAID}: "{column.text}" is read as {column.period}, and so is each quarter that has no date',
        "Say when it ends: `--fiscal-year-end 9` for a year that ends in September.",
        (Place(release.file, line, column.column, table.caption, head=column.text),),
    )


def _is_by_name(column: Column, language: Language) -> bool:
    """Whether a column names its quarter and no day."""
    heading = language.heading(column.text)
    named = heading is not None and heading.quarter is not None
    return named and column.period is not None and column.duration is None


def undated(file: str) -> InputError:
    """The error for a release without any date in its tables."""
    what = "no table of the release has a dated column: nothing says what its figures are of"
    mend = "Is it an earnings release? A wording that is not understood can be added to `vocabulary`."
    return InputError(Finding("release.undated", what, mend, (Place(file),)))


def round_months(weeks: int) -> int:
    """Weeks as months: 26 are six, 39 are nine."""
    return (weeks * 12 + 26) // 52


def _month(day: date) -> int:
    """The month in or near which a period ends: the 3rd belongs to the month before."""
    return day.month if day.day > _NEAR_END else (day.month - 2) % 12 + 1


def _days(durations: Iterable[StatedDuration]) -> str:
    return " and ".join(sorted({one.end.isoformat() for one in durations})[:3])


def quarter_of(
    release: Release, calendar: FiscalCalendar, language: Language, filed: date | None = None
) -> Said[tuple[int, int]]:
    """The fiscal year and quarter of the page: those of its latest period or balance sheet.

    A page may also print an outlook for later quarters. So if a quarter ended shortly before the date of the
    page (its dateline, or the day `filed`), that quarter counts.
    """
    columns = [
        column.period
        for column in dated_columns(release)
        if column.period is not None and not column.forecast
    ]
    told = calendar.many(columns, _FEW)
    ends = {one: calendar.quarter(*one).end for one in told}
    found = next((one for one in told if dateline(release, language, ends[one], filed)), None)
    found = found or calendar.reported(columns)
    if found is not None:
        return Said(found, f"its columns are of the quarter to {calendar.quarter(*found).end.isoformat()}")
    printed = _printed(release, calendar)
    days = [one.end for one in printed.durations] + list(printed.instants)
    if not days:
        raise undated(release.file)
    latest = max(days)
    for year in range(latest.year - 1, latest.year + 2):
        for number in range(1, 5):
            if abs((calendar.quarter(year, number).end - latest).days) <= _NEAR_END:
                return Said((year, number), f"the latest day that it prints is {latest.isoformat()}")
    named = latest.year if latest.month <= calendar.end_month or calendar.end_month == 12 else latest.year + 1
    return Said((named, 4), f"the latest day that it prints is {latest.isoformat()}")
