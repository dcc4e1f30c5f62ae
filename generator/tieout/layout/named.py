"""Columns that name a quarter without a day, `2Q23`: other columns of the release may state its days.

A fiscal year of weeks may have quarters that no calendar knows: 12, 12, 12 and 16 weeks. Where nothing in the
release states when a quarter ends, the fiscal calendar gives it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tieout.core import Finding, Period, Place, Severity
from tieout.layout.model import Column, Table

# A quarter lasts at most 17 weeks, and begins and ends about when one of the calendar does.
_LONGEST, _NEAR, _WEEK = timedelta(weeks=18), timedelta(days=25), timedelta(days=7)


def with_days_of_quarters(tables: Sequence[Table], file: str) -> tuple[Table, ...]:
    """The tables; a quarter that is only named gets the days that another column states for it."""
    stated = {column.period for table in tables for column in table.columns if column.duration is not None}
    return tuple(_dated(table, stated, file) for table in tables)


def _dated(table: Table, stated: set[Period | None], file: str) -> Table:
    """A table with the stated days for its quarters, and one finding about it."""
    columns = tuple(_with_days(column, stated) for column in table.columns)
    pairs = zip(table.columns, columns, strict=True)
    column = next((column for old, column in pairs if column != old), None)
    if column is None:
        return table
    what = f'"{column.text}" names no day: it is read as {column.period}, the quarter that other tables state'
    return replace(table, columns=columns, findings=(*table.findings, _told(what, column, file, table)))


def _is_by_name(column: Column) -> bool:
    """Whether a column is of a quarter by its name, with no day stated."""
    period = column.period
    if column.kind != "figures" or column.duration is not None or column.forecast or period is None:
        return False
    return period.start is not None and period.end - period.start < _LONGEST


def _with_days(column: Column, stated: set[Period | None]) -> Column:
    """A column of a named quarter, with the days of the only stated period close to it."""
    period = column.period
    if period is None or period.start is None or period in stated or not _is_by_name(column):
        return column
    near = [
        one
        for one in stated
        if one is not None and one.start is not None
        if abs(one.end - period.end) <= _NEAR and abs(one.start - period.start) <= _NEAR
    ]
    if len(near) > 1:
        # A day of publication above a table may have dated another: a quarter of weeks ends within a week.
        near = [one for one in near if abs(one.end - period.end) <= _WEEK]
    return replace(column, period=near[0]) if len(near) == 1 else column


def _told(message: str, column: Column, file: str, table: Table) -> Finding:
    place = Place(file, column.line or table.line, column.column, table.caption, head=column.text)
    return Finding(
        "layout.quarter-by-name",
        message,
        "Look whether it is so; say when the fiscal year ends, or the period in the table's definition.",
        (place,),
        Severity.NOTICE,
    )
