"""Finds amounts that are printed twice, in another scale or under another year: one of the two is
mislabelled.

A highlight of `91,204` in millions and a statement of `91,204` in thousands are one amount, a thousand times
apart. A column headed 2022 that has the figures of 2023 is one of 2023. Each table by itself adds up, so only
the comparison shows the mistake.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.core import Finding, Period, Place
from tieout.layout.captions import tidy
from tieout.layout.findings import in_scale
from tieout.layout.model import Cell, Column, Row, Table

# A figure of fewer digits may be the same by chance.
_DIGITS = 3
# Scales are powers of a thousand; what is apart by another power is no unit line's doing.
_THOUSAND = 3
# So many rows that two columns have in common, and most of them, are the same where a head is wrong.
_ROWS = 3
# So many periods of one amount are kept, so that long pages take no longer.
_PERIODS = 20
# Years have so many days, those of weeks one or two weeks less or more.
_YEAR, _NEAR = 365, 14

# Words, currency and digits.
_Amount = tuple[str, str, Decimal]
# A table and a column of it, by their numbers from 0.
_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell with an amount of money: its period and scale as they were read, and its place."""

    amount: _Amount
    period: Period
    scale: int
    at: _At
    place: Place


_First = Mapping[_Amount, Mapping[Period, _Spot]]
# The words of the rows in which a column has amounts.
_Columns = Mapping[_At, Set[str]]


def with_again(tables: Sequence[Table], file: str) -> tuple[Table, ...]:
    """The tables; one that contradicts another in scale or year gets a finding that names both cells."""
    balances = {tidy(row.caption).casefold() for table in tables for row in table.rows if row.end is None}
    spots = [list(_spots(number, table, file, balances)) for number, table in enumerate(tables)]
    first: dict[_Amount, dict[Period, _Spot]] = {}
    columns: dict[_At, set[str]] = {}
    for spot in (spot for found in spots for spot in found):
        periods = first.setdefault(spot.amount, {})
        if len(periods) < _PERIODS:
            periods.setdefault(spot.period, spot)
        columns.setdefault(spot.at, set()).add(spot.amount[0])
    return tuple(
        replace(table, findings=(*table.findings, *_rescaled(found, first), *_redated(found, first, columns)))
        for table, found in zip(tables, spots, strict=True)
    )


def _spots(at: int, table: Table, file: str, balances: Set[str]) -> Iterator[_Spot]:
    """The amounts of money in a table that have a caption, a period and enough digits to be compared.

    `balances` are the words of rows that are of their column's period; a row that is a balance at an end of
    it begins with such words.
    """
    for row in table.rows:
        words = tidy(row.caption).casefold()
        words = words if row.end is None else _balance(words, balances)
        for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=False)):
            value, unit, period = cell.reading.value, cell.unit, cell.period
            if not words or column.kind != "figures" or value is None or unit is None or period is None:
                continue
            if unit.money and len(value.as_tuple().digits) >= _DIGITS:
                place = _place(file, table, row, cell, column)
                yield _Spot((words, unit.measure, abs(value)), period, unit.scale, (at, number), place)


def _balance(words: str, balances: Set[str]) -> str:
    """The balance that a row of an end of its period speaks of: `cash` of `cash at end of period`."""
    said = words.split()
    begins = (" ".join(said[:count]) for count in range(len(said) - 1, 0, -1))
    return next((text for text in begins if text in balances), words)


def _place(file: str, table: Table, row: Row, cell: Cell, column: Column) -> Place:
    return Place(file, cell.line, cell.column, table.caption, row.caption, column.text)


# Scales ----------------------------------------------------------------------------------------------


def _rescaled(spots: Sequence[_Spot], first: _First) -> Iterator[Finding]:
    """A finding for each amount with the digits of an earlier one of the same period, but another scale."""
    pairs = [(spot, first[spot.amount].get(spot.period, spot)) for spot in spots]
    unlike = [(here, there) for here, there in pairs if _is_rescaled(here.scale - there.scale)]
    if unlike:
        here, there = unlike[0]
        more = f", and so do {len(unlike) - 1} more" if len(unlike) > 1 else ""
        yield Finding(
            "layout.scale-twice",
            f'"{here.place.row}" has the same digits {in_scale(here.scale)} here and '
            f"{in_scale(there.scale)} in line {there.place.line}{more}: one of the two units is wrong",
            "Compare both with the release as published; what it prints is to be mended there.",
            (here.place, there.place),
        )


def _is_rescaled(apart: int) -> bool:
    return apart != 0 and apart % _THOUSAND == 0


# Years -----------------------------------------------------------------------------------------------


def _redated(spots: Sequence[_Spot], first: _First, columns: _Columns) -> Iterator[Finding]:
    """A finding for each column with the figures of a column of another table,
    row by row, but another year.
    """
    again: dict[tuple[_At, _At], list[tuple[_Spot, _Spot]]] = {}
    for spot in spots:
        other = _of_other_year(spot, first[spot.amount])
        if other is not None:
            again.setdefault((spot.at, other.at), []).append((spot, other))
    for (at, before), pairs in again.items():
        common = columns[at] & columns[before]
        if len(pairs) < _ROWS or 2 * len(pairs) <= len(common):
            continue
        here, there = pairs[0]
        yield Finding(
            "layout.year-twice",
            f'"{here.place.head}" is read as {here.period}, and {len(pairs)} of its figures, from '
            f'"{here.place.row}" on, are those of {there.period} in line {there.place.line}: one of the two '
            "heads is wrong",
            "Compare both with the release as published; what it prints is to be mended there.",
            (here.place, there.place),
        )


def _of_other_year(spot: _Spot, printed: Mapping[Period, _Spot]) -> _Spot | None:
    """The same amount as printed before for another year;
    None where it is printed so for its own year too.
    """
    if printed.get(spot.period) is not spot:
        return None
    before = (one for one in printed.values() if one.at[0] < spot.at[0])
    return next((one for one in before if _are_years_apart(one.period, spot.period)), None)


def _are_years_apart(one: Period, other: Period) -> bool:
    """Whether two periods are the same part of different years. Years of weeks may end some days apart."""
    days = abs((one.end - other.end).days)
    years = round(days / _YEAR)
    return years > 0 and abs(days - years * _YEAR) <= _NEAR and abs(_length(one) - _length(other)) <= _NEAR


def _length(period: Period) -> int:
    return (period.end - period.start).days if period.start is not None else 0
