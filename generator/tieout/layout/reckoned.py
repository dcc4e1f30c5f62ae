"""Periods outside the fiscal calendar, counted back from their last day by their length."""

from datetime import timedelta

from tieout.core import FiscalCalendar, Period
from tieout.language import StatedDuration

_DAY = timedelta(days=1)
# A quarter of a year of 52 weeks, which such companies call three months.
_WEEKS, _MONTHS = 13, 3
# So many days off, a reckoned first day is that of the fiscal year.
_NEAR = timedelta(days=10)


def reckoned(duration: StatedDuration, fiscal: FiscalCalendar) -> Period | None:
    """The period of a stated length up to a stated day; None where its first day cannot be known.

    Weeks are exact: 12 weeks ended September 9 began on June 18. Months that end within a calendar month are
    quarters of 13 weeks, as in a fiscal year of 52; a period that begins about when the fiscal year does
    begins with it.
    """
    if duration.of == "weeks":
        return Period(duration.end, duration.end - timedelta(weeks=duration.count) + _DAY)
    quarters, rest = divmod(duration.count, _MONTHS)
    if rest or not quarters:
        return None
    first = duration.end - timedelta(weeks=_WEEKS * quarters) + _DAY
    for year in range(duration.end.year - 1, duration.end.year + 2):
        begins = fiscal.year_start(year)
        if abs(begins - first) <= _NEAR:
            first = begins
    return Period(duration.end, first)
