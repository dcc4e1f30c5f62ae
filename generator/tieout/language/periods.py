"""The period that a heading names in a company's fiscal calendar."""

import calendar
import datetime
from dataclasses import replace

from tieout.core import FiscalCalendar, Period, WeekCalendar
from tieout.language.dates import day_of
from tieout.language.model import Heading, StatedDuration

# The months of a year.
_YEAR = 12


def period_of(heading: Heading, fiscal: FiscalCalendar) -> Period | None:
    """The period that a heading names; None where it says too little, or the calendar has no such period.

    A date alone is a point in time. Where the caption above says otherwise, the heading has to contain that.
    """
    if heading.rest or _is_unclear(heading):
        return None
    heading = _in_months(heading)
    if heading.month is None:
        return _by_fiscal_year(heading, fiscal)
    end = _end(heading, fiscal)
    if end is None:
        return None
    return _to(end, heading, fiscal)


def _is_unclear(heading: Heading) -> bool:
    """Whether a heading names a calendar year and not which part of it, or calls it a fiscal one.

    `Six months CY2024`, `CY24 YTD` and `Fiscal CY2024` leave open where they begin and end.
    """
    if not heading.calendar:
        return False
    if heading.fiscal or heading.of == "weeks":
        return True
    months = _months(heading)
    part = heading.to_date or (months is not None and months < _YEAR)
    return part and heading.month is None and heading.quarter is None


def _in_months(heading: Heading) -> Heading:
    """A heading of a calendar year, or of a quarter of one, as so many months up to a day."""
    if not heading.calendar:
        return heading
    lasting = _months(heading)
    if heading.month is not None:
        return heading if heading.of or heading.instant else replace(heading, count=_YEAR, of="months")
    month = 3 * (heading.quarter or 4)
    if lasting is None or heading.of == "years":
        lasting = month  # from January on
    day = calendar.monthrange(heading.year or 1, month)[1]
    return replace(heading, quarter=None, to_date=False, month=month, day=day, count=lasting, of="months")


def _to(end: datetime.date, heading: Heading, fiscal: FiscalCalendar) -> Period | None:
    """The period of a heading that ends on a given day."""
    if heading.start is not None:
        return Period(end, heading.start) if heading.start <= end else None
    if heading.instant:
        return Period(end)
    if heading.of == "weeks":
        weeks = heading.count or 0
        return fiscal.weeks_ended(weeks, end) if isinstance(fiscal, WeekCalendar) else None
    if heading.of == "years" and heading.quarter is not None:
        return _of_year(heading, heading.quarter, end, fiscal)
    months = _months(heading)
    if months is not None:
        return fiscal.months_ended(months, end)
    if heading.to_date:
        return fiscal.year_to(end)
    return None if heading.ended or heading.day is None else Period(end)


def _of_year(heading: Heading, quarter: int, end: datetime.date, fiscal: FiscalCalendar) -> Period | None:
    """A quarter of the fiscal year that ends on a day: `2019年3月期第1四半期` ends in June 2018."""
    year = fiscal.year_to(end)
    if year is None or year != fiscal.months_ended(12, end):
        return None
    first = fiscal.quarter_of(year, quarter)
    if first is None or not heading.to_date:
        return first
    return Period(first.end, year.start)


def stated_duration(heading: Heading) -> StatedDuration | None:
    """The length and last day of a heading's period, also where the fiscal calendar has no such period."""
    if heading.rest or heading.instant or _is_unclear(heading):
        return None
    heading = _in_months(heading)
    end = day_of(heading.month, heading.day or _last_day(heading), heading.year)
    if end is None:
        return None
    if heading.of == "weeks":
        return StatedDuration(heading.count or 0, "weeks", end)
    months = _months(heading)
    return StatedDuration(months, "months", end) if months is not None else None


def _last_day(heading: Heading) -> int | None:
    """The last day of the month that a fiscal year is called by, `FY3/2016`; None for other headings."""
    if heading.month is None or heading.year is None or heading.ended or heading.of != "years":
        return None
    return calendar.monthrange(heading.year, heading.month)[1] if heading.quarter is None else None


def _months(heading: Heading) -> int | None:
    """The length of a heading in months; three for a quarter that is named by its number."""
    if heading.of is None or heading.of == "weeks":
        return 3 if heading.quarter is not None and not heading.to_date else None
    count = heading.count or 0
    return {"months": count, "quarters": 3 * count, "years": 12 * count}[heading.of]


def _end(heading: Heading, fiscal: FiscalCalendar) -> datetime.date | None:
    """The last day that a heading names; of a month alone its last day,
    or that of the quarter ending then.
    """
    if heading.year is None or heading.month is None:
        return None
    if heading.day is not None:
        return day_of(heading.month, heading.day, heading.year)
    day = datetime.date(heading.year, heading.month, calendar.monthrange(heading.year, heading.month)[1])
    return fiscal.end_about(day) if isinstance(fiscal, WeekCalendar) else day


def _by_fiscal_year(heading: Heading, fiscal: FiscalCalendar) -> Period | None:
    """The period of a heading that names a fiscal year and no date."""
    year = heading.year
    if year is None or heading.of == "weeks":
        return None
    months = _months(heading)
    whole = months == 12 or (heading.fiscal and months is None and heading.quarter is None)
    period: Period | None = None
    if heading.quarter is not None:
        period = _quarter(heading, year, fiscal)
    elif heading.to_date and months in (3, 6, 9):
        period = fiscal.to_date(year, months // 3)
    elif whole and not heading.to_date and _is_plain(heading, fiscal):
        period = fiscal.to_date(year, 4)
    if period is None:
        return None
    return period.closing() if heading.instant else period


def _quarter(heading: Heading, year: int, fiscal: FiscalCalendar) -> Period | None:
    """The quarter that a heading names, or the year up to its end."""
    assert heading.quarter is not None
    months = _months(heading)
    if heading.of == "months" and months == _YEAR and heading.quarter != 4:
        return fiscal.months_ended(_YEAR, fiscal.quarter(year, heading.quarter).end)  # `LTM 1Q25`
    if heading.to_date or months == 3 * heading.quarter:
        return fiscal.to_date(year, heading.quarter)
    if months == 6 and heading.quarter == 4:
        return Period(fiscal.quarter(year, 4).end, fiscal.quarter(year, 3).start)
    return fiscal.quarter(year, heading.quarter) if months == 3 else None


def _is_plain(heading: Heading, fiscal: FiscalCalendar) -> bool:
    """Whether a year without a date is certainly the fiscal year; `Years ended 2019` may be another."""
    return heading.fiscal or not heading.ended or fiscal.named_by == "end" or fiscal.end_month == 12
