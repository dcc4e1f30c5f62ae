"""Columns of percentage points between two rates: `Reported 9 %`, `Currency (2)`, `Core 7 %`.

Companies print the sign of per cent in the columns of rates alone. That those between them lead from the one
rate to the other in each row proves that they are counted as the rates are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tieout.language import Unit
from tieout.layout.model import Cell, Row, Table

# A figure may be off by half of its last digit.
_HALF = Decimal("0.5")
_PER_CENT = -2
# So many rows lead from one rate to another by no chance, each with so many figures; one in so many may not.
_ROWS, _FIGURES, _MAY_NOT = 3, 3, 8


def with_points(table: Table) -> Table:
    """The table, with columns of percentage points counted in per cent, as the rates beside them are."""
    rates = [at for at in range(len(table.columns)) if _is_rate(table, at)]
    points = {at for pair in pairwise(rates) for at in _between(table, *pair)}
    if not points:
        return table
    unit = Unit("pure", _PER_CENT)
    return replace(
        table,
        columns=tuple(
            replace(column, type="percent") if at in points else column
            for at, column in enumerate(table.columns)
        ),
        rows=tuple(
            replace(row, cells=tuple(_counted(row.cells, points, unit))) if _counts(row, rates, unit) else row
            for row in table.rows
        ),
    )


def _is_rate(table: Table, at: int) -> bool:
    """Whether all figures of a column are in per cent, as its header or their signs say."""
    printed = [cell for row in table.rows for cell in row.cells[at : at + 1] if cell.reading.kind == "number"]
    return bool(printed) and all(_is_per_cent(cell.unit) for cell in printed)


def _is_per_cent(unit: Unit | None) -> bool:
    return unit is not None and unit.measure == "pure" and unit.scale == _PER_CENT


def _between(table: Table, first: int, last: int) -> range:
    """The columns between two rates, where nothing says what they count and each row leads over them."""
    run = range(first + 1, last)
    if any(table.columns[at].unit is not None for at in run):
        return range(0)
    lead = [found for row in table.rows if (found := _leads(row, first, last)) is not None]
    return run if len(lead) >= _ROWS and _MAY_NOT * lead.count(False) <= len(lead) else range(0)


def _leads(row: Row, first: int, last: int) -> bool | None:
    """Whether a row adds up from one rate to the other; None where it prints too little to tell."""
    if last >= len(row.cells):
        return None
    readings = [cell.reading for cell in row.cells[first : last + 1]]
    printed = [one for one in readings if one.kind == "number" and one.value is not None]
    whole = all(one.kind in ("number", "dash", "blank") for one in readings)
    if not whole or len(printed) < _FIGURES or "number" not in (readings[0].kind, readings[-1].kind):
        return None
    *parts, total = (one.value or Decimal(0) for one in readings)
    within = _HALF * len(readings) * Decimal(10) ** -min(one.places for one in printed)
    return abs(sum(parts, Decimal(0)) - total) <= within


def _counts(row: Row, rates: Sequence[int], unit: Unit) -> bool:
    """Whether a row is counted as its columns: its words say nothing else, or its rates are in per cent."""
    return row.type is None or any(cell.unit == unit for at in rates for cell in row.cells[at : at + 1])


def _counted(cells: Sequence[Cell], points: set[int], unit: Unit) -> Iterator[Cell]:
    """The cells of a row, those of points in the unit of rates."""
    for at, cell in enumerate(cells):
        yield replace(cell, unit=unit) if at in points and cell.unit is None else cell
