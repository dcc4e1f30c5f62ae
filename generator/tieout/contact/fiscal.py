"""Finds the fiscal year of a page from the periods and days that it prints."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from tieout.contact.cover import Cover
from tieout.contact.identity import Said, dated_columns, dateline
from tieout.contact.year_end import (
    LONG,
    NAMES,
    NEAR_END,
    TOP,
    Printed,
    between_balances,
    is_whole_year,
    printed_of,
    year_end,
)
from tieout.core import Finding, FiscalCalendar, InputError, Place
from tieout.language import Language, StatedDuration
from tieout.layout import Column, Release
from tieout.start import fitting_calendars

# What is said of a fiscal year that is only the usual one.
_UNSAID = "nothing on the page says when the fiscal year ends"
# A reported quarter has at least one column for so many of the one that has most.
_FEW = 4


def calendar_of(release: Release, language: Language, cover: Cover | None = None) -> Said[FiscalCalendar]:
    """The fiscal calendar that most periods of the page fit, and what shows it; the cover comes first.

    A year that fits none may be the last twelve months, which begin with no fiscal year.
    """
    cover = cover or Cover()
    printed = printed_of(release, language.fiscal, cover.end)
    ends = year_end(release, language, printed, cover)
    month, source = ends if ends is not None else (12, _UNSAID)
    given = FiscalCalendar(month, cover.named_by() or _named_by(release, language, printed, month))
    lasting = list(printed.durations) or between_balances(printed)
    if all(given.ends_quarter(one.end) for one in lasting):
        return Said(given, source)
    # The last twelve months, beside a quarter, do not begin with the fiscal year.
    for durations in (lasting, _usual(printed), [one for one in lasting if not is_whole_year(one)]):
        for fit in fitting_calendars(durations, given, printed.instants.elements()):
            if ends is None or abs(fit.end_month - month) % 11 <= 1:
                return Said(fit, f"{source}; its periods end on {_days(durations)}")
    return Said(given, source)


def _usual(printed: Printed) -> list[StatedDuration]:
    """The periods that end on the days of most columns. Other days may be misread, or those of an outlook."""
    days = Counter[date]()
    for one, columns in printed.durations.items():
        days[one.end] += columns
    most = max(days.values(), default=0)
    return [one for one in printed.durations if 2 * days[one.end] > most]


def _named_by(release: Release, language: Language, printed: Printed, month: int) -> Literal["start", "end"]:
    """Whether fiscal years are named by the calendar year of their start or end, as the top of the page
    shows.

    Without a hint, a year that ends in January is named by its start, as retailers do.
    """
    last = max((one.end for one in printed.durations), default=None)
    for line in release.lines[:TOP]:
        heading = language.heading(line[:LONG])
        if last is None or heading is None or heading.quarter is None or heading.year is None:
            continue
        for name in NAMES:
            end = FiscalCalendar(month, name).quarter(heading.year, heading.quarter).end
            if abs((end - last).days) <= 2 * NEAR_END:
                return name
    return "start" if month == 1 else "end"


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
    printed = printed_of(release, calendar)
    days = [one.end for one in printed.durations] + list(printed.instants)
    if not days:
        raise undated(release.file)
    latest = max(days)
    for year in range(latest.year - 1, latest.year + 2):
        for number in range(1, 5):
            if abs((calendar.quarter(year, number).end - latest).days) <= NEAR_END:
                return Said((year, number), f"the latest day that it prints is {latest.isoformat()}")
    named = latest.year if latest.month <= calendar.end_month or calendar.end_month == 12 else latest.year + 1
    return Said((named, 4), f"the latest day that it prints is {latest.isoformat()}")
