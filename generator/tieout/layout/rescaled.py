"""Amounts that are printed twice with the same digits, in two scales: one of the two units is wrong.

A highlight of `91,204` in millions and a statement of `91,204` in thousands are one figure, a thousand times
apart. Where each is read by its own unit line nothing else need show it: both tables add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.core import Finding, Period, Place
from tieout.layout.captions import tidy
from tieout.layout.model import Cell, Row, Table

# A figure of fewer digits may be the same by chance.
_DIGITS = 3
# Scales are powers of a thousand; what is apart by another power is no unit line's doing.
_THOUSAND = 3

# Words, currency, period and digits.
_Amount = tuple[str, str, Period, Decimal]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell of money, the scale that it is read in, and where it stands."""

    amount: _Amount
    scale: int
    place: Place


def with_rescaled(tables: Sequence[Table], file: str) -> tuple[Table, ...]:
    """The tables; one that prints amounts again in another scale tells the first, at both cells."""
    first: dict[_Amount, _Spot] = {}
    done: list[Table] = []
    for table in tables:
        spots = list(_spots(table, file))
        for spot in spots:
            first.setdefault(spot.amount, spot)
        pairs = [(spot, first[spot.amount]) for spot in spots]
        unlike = [(spot, other) for spot, other in pairs if _is_rescaled(spot, other)]
        found = (_told(unlike),) if unlike else ()
        done.append(replace(table, findings=(*table.findings, *found)))
    return tuple(done)


def _is_rescaled(spot: _Spot, other: _Spot) -> bool:
    apart = spot.scale - other.scale
    return apart != 0 and apart % _THOUSAND == 0


def _spots(table: Table, file: str) -> Iterator[_Spot]:
    """The amounts of money of a table that have a caption, a period and so many digits."""
    for row in table.rows:
        words = tidy(row.caption).casefold()
        for column, cell in zip(table.columns, row.cells, strict=False):
            if words and column.kind == "figures" and (amount := _amount(words, cell)) is not None:
                assert cell.unit is not None
                yield _Spot(amount, cell.unit.scale, _place(file, table, row, cell, column.text))


def _amount(words: str, cell: Cell) -> _Amount | None:
    value, unit, period = cell.reading.value, cell.unit, cell.period
    if value is None or unit is None or period is None or not unit.money:
        return None
    enough = len(value.as_tuple().digits) >= _DIGITS
    return (words, unit.measure, period, abs(value)) if enough else None


def _place(file: str, table: Table, row: Row, cell: Cell, head: str) -> Place:
    return Place(file, cell.line, cell.column, table.caption, row.caption, head)


def _told(unlike: Sequence[tuple[_Spot, _Spot]]) -> Finding:
    here, there = unlike[0]
    more = f", and so do {len(unlike) - 1} more" if len(unlike) > 1 else ""
    return Finding(
        "layout.scale-twice",
        f'"{here.place.row}" has the same digits in units of 10^{here.scale} here and of 10^{there.scale} '
        f"in line {there.place.line}{more}: one of the two units is wrong",
        "Compare both with the release as published; what it prints is to be mended there.",
        (here.place, there.place),
    )
