"""Finds the month in which the fiscal year ends: by the lengths, balances and titles that a page prints."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tieout.contact.cover import Cover
from tieout.core import FiscalCalendar, Period
from tieout.language import Language, StatedDuration, day_of
from tieout.layout import Release

_YEAR, _QUARTER = {"months": 12, "weeks": 52}, {"months": 3, "weeks": 13}
# Days on which the quarters of a usual year end, one or two off where it is of weeks.
NEAR_END = 7
_QUARTER_DAYS = 91
# So many years in a row are fiscal ones, and not the last twelve months beside those a year before.
_IN_A_ROW = 3
# By which calendar year a fiscal year may be named, the usual one first.
NAMES: tuple[Literal["start", "end"], ...] = ("end", "start")
# How far into a release its title stands, and how much of a line is looked at.
TOP, LONG = 60, 300
# A title is no longer; what is, is a sentence, and may speak of any period.
_TITLE = 120
# Two quarters end at least so far apart.
_APART = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page prints: periods with their length and last day, and days of balance sheets.

    Each is counted by the columns that have it.
    """

    durations: Counter[StatedDuration]
    instants: Counter[date]


def printed_of(release: Release, read_by: FiscalCalendar, until: date | None = None) -> Printed:
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
    return Printed(durations, instants)


def year_end(release: Release, language: Language, printed: Printed, cover: Cover) -> tuple[int, str] | None:
    """The month in which the fiscal year ends, and the surest that shows it; None where nothing does."""
    if cover.month is not None:
        return cover.month.value, cover.month.source
    if (found := _by_length(printed) or _by_year_in_title(release, language)) is not None:
        return found
    found = _by_balances(printed)
    if found is None or _is_of_quarters(printed):
        titled = list(_by_titles(release, language, printed))
        # Where any title says so, the balance of a quarter before is that of the last fiscal year.
        agreed = found is not None and any(month == found[0] for month, _ in titled)
        found = found if agreed else next(iter(titled), found)
    return found


def _by_length(printed: Printed) -> tuple[int, str] | None:
    """The month in which the fiscal year ends by how long the periods are, and what shows it; None where they
    do not.

    A period longer than a quarter and shorter than a year begins with the fiscal year. A period of a year
    ends with it if it is printed as often as the quarter; otherwise it may be the last twelve months. Of
    several years in a row each is a fiscal one.
    """
    last = max((one.end for one in printed.durations), default=None)
    for one in printed.durations:
        if one.end == last and _QUARTER[one.of] + 1 < one.count < _YEAR[one.of]:
            months = one.count if one.of == "months" else round_months(one.count)
            month = (month_of(one.end) - months - 1) % 12 + 1
            return month, f"{one.count} {one.of} to {one.end.isoformat()} begin with it"
    years = [one for one in printed.durations if one.end == last and one.count >= _YEAR[one.of]]
    quarters = sum(often for one, often in printed.durations.items() if one.end == last and one not in years)
    if years and 2 * sum(printed.durations[one] for one in years) >= quarters > 0:
        return month_of(years[0].end), f"a year to {years[0].end.isoformat()} is reported beside the quarter"
    whole = {one.end for one in printed.durations if one.count == _YEAR[one.of]}
    if len(whole) >= _IN_A_ROW and len(found := {month_of(day) for day in whole}) == 1:
        return found.pop(), f"the years to {', '.join(day.isoformat() for day in sorted(whole)[-2:])}"
    return None


def _by_balances(printed: Printed) -> tuple[int, str] | None:
    """The month in which the fiscal year ends by the days of balances, or of the only year that is printed.

    The other day of a balance sheet is the end of the last fiscal year, unless it is exactly a year earlier.
    """
    last = max((one.end for one in printed.durations), default=None)
    years = [one for one in printed.durations if one.end == last and one.count >= _YEAR[one.of]]
    # A day of no balance sheet, such as that of the release, ends no period.
    ends = {one.end for one in printed.durations}
    closing = max(
        (day for day in printed.instants if day in ends), default=max(printed.instants, default=None)
    )
    for day in sorted(printed.instants, reverse=True):
        if closing is not None and 20 < (closing - day).days < 350:
            return month_of(day), f"the balance sheet compares with {day.isoformat()}"
    if years:
        return month_of(years[0].end), f"a year to {years[0].end.isoformat()} is reported"
    if not printed.durations and (days := _a_year_apart(printed)):
        before, last_day = days
        return month_of(last_day), f"the balance sheets of {before.isoformat()} and {last_day.isoformat()}"
    return None


def _by_year_in_title(release: Release, language: Language) -> tuple[int, str] | None:
    """The month of `Second Quarter of the Fiscal Year Ending March 2023` on top; None where none is there."""
    for line in _titles(release):
        heading = language.heading(line)
        if heading is not None and heading.of == "years" and heading.month is not None and heading.quarter:
            day = date(heading.year or 1, heading.month, heading.day or 28)
            return month_of(day), f'"{line[:80]}"'
    return None


def _titles(release: Release) -> Iterator[str]:
    """The lines on top that may be titles."""
    return (line.strip() for line in release.lines[:TOP] if len(line.strip()) <= _TITLE)


def _is_of_quarters(printed: Printed) -> bool:
    """Whether the balance sheet compares with the end of a quarter, and that may be any of a year."""
    days = sorted(filter(_ends_month, printed.instants))[-2:]
    return len(days) > 1 and abs((days[1] - days[0]).days - _QUARTER_DAYS) <= NEAR_END


def _ends_month(day: date) -> bool:
    """Whether a month ends on a day or about it; that of a release or of a count of shares may be any."""
    return day.day <= NEAR_END or (day + timedelta(days=NEAR_END)).month != day.month


def _by_titles(release: Release, language: Language, printed: Printed) -> Iterator[tuple[int, str]]:
    """The month in which the fiscal year ends by each title, `First Quarter of Fiscal 2017`, and the title.

    The quarter that it names ends on a day that columns are of; of several it is the day of most. What names
    an outlook, or a day that no column is of, is no title.
    """
    days = Counter(printed.instants)
    for one, columns in printed.durations.items():
        days[one.end] += columns
    often = sorted(filter(_ends_month, days), key=lambda one: (days[one], one), reverse=True)
    for line in _titles(release):
        heading = language.heading(line)
        if heading is None or heading.quarter is None or heading.year is None or heading.forecast:
            continue
        stated = day_of(heading.month, heading.day, heading.year)
        for day in often if stated is None else [one for one in often if one == stated]:
            month = (month_of(day) + 3 * (4 - heading.quarter) - 1) % 12 + 1
            ends = [FiscalCalendar(month, name).quarter(heading.year, heading.quarter).end for name in NAMES]
            if any(abs((end - day).days) <= NEAR_END for end in ends):
                yield month, f'"{line[:80]}" ends on {day.isoformat()}'
                break


def _a_year_apart(printed: Printed) -> tuple[date, ...]:
    """The last two days of balance sheets if they are a year apart; else none."""
    days = tuple(sorted(printed.instants)[-2:])
    return days if len(days) > 1 and _is_year(*days) else ()


def between_balances(printed: Printed) -> list[StatedDuration]:
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
    return abs((last - first).days - 365) <= NEAR_END


def round_months(weeks: int) -> int:
    """Weeks as months: 26 are six, 39 are nine."""
    return (weeks * 12 + 26) // 52


def is_whole_year(one: StatedDuration) -> bool:
    """Whether a period lasts a year."""
    return one.count >= _YEAR[one.of]


def month_of(day: date) -> int:
    """The month in or near which a period ends: the 3rd belongs to the month before."""
    return day.month if day.day > NEAR_END else (day.month - 2) % 12 + 1
