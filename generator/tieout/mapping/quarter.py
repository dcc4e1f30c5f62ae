"""Checks whether a release is of the quarter that its definition names."""

from collections.abc import Iterator

from tieout.core import Finding, FiscalCalendar, Period, Place
from tieout.layout import Release, Table


def of_another_quarter(
    release: Release, calendar: FiscalCalendar, year: int, quarter: int, place: Place
) -> Finding | None:
    """The finding that no column is of the quarter named at `place`, with the one that they are of.

    None where a column is of it, or where no column is of a quarter.
    """
    end = calendar.quarter(year, quarter).end
    tables = [list(dict.fromkeys(_periods(table))) for table in release.tables]
    # A balance of that day may be the opening one of another quarter.
    if any(period.end == end and not period.instant for periods in tables for period in periods):
        return None
    found = calendar.reported(period for periods in tables for period in periods)
    if found is None:
        return None
    last = calendar.quarter(*found).end
    mend = "Say the fiscal year and quarter of the release, or mend the fiscal year in company.yaml."
    if found[1] == quarter and abs(found[0] - year) == 1 and calendar.end_month != 12:
        # One quarter by two names: of the year that the fiscal year starts in, and of that it ends in.
        other = "start" if calendar.named_by == "end" else "end"
        mend = (
            f"Its fiscal years may be called by the calendar year in which they {other}: then it is "
            f"`named-by: {other}` in company.yaml, or --named-by {other} where the company is begun. {mend}"
        )
    return Finding(
        "input.other-quarter",
        f"{year}q{quarter} ends on {end}, and no column of the release is of that time: its latest quarter "
        f"is {found[0]}q{found[1]}, to {last}",
        mend,
        tuple(dict.fromkeys((place, Place(release.file)))),
    )


def _periods(table: Table) -> Iterator[Period]:
    """The periods of a table's columns and rows."""
    yield from (column.period for column in table.columns if column.period is not None)
    yield from (row.dated.period for row in table.rows if row.dated is not None)
