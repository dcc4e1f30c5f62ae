"""A column of units, as data books have it: each row says beside its caption what it is counted in."""

from dataclasses import dataclass, replace

from tieout.layout.cells import Read
from tieout.layout.model import Column

# What `other` of the column words call such a column.
UNITS = "unit"
_FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class UnitsByRow:
    """The columns and readings of a table, and what its column of units says of each row, "" of none."""

    columns: tuple[Column, ...]
    readings: list[list[Read | None]]
    said: tuple[str, ...]


def units_by_row(columns: tuple[Column, ...], readings: list[list[Read | None]]) -> UnitsByRow:
    """What a column headed `Unit` says; one that has numbers, such as of units sold, is of figures."""
    at = next((n for n, column in enumerate(columns) if column.kind == UNITS), None)
    nothing = ("",) * len(readings)
    if at is None:
        return UnitsByRow(columns, readings, nothing)
    moved = [_without_sign(line, at) for line in readings]
    texts = [line[at] for line in moved]
    if any(read is not None and read.reading.kind == "number" for read in texts):
        figures = tuple(
            replace(column, kind=_FIGURES) if column.kind == UNITS else column for column in columns
        )
        return UnitsByRow(figures, readings, nothing)
    signs = [line[at] for line in readings]
    said = (
        read.cell.text if read is not None else sign.currency if sign is not None else ""
        for read, sign in zip(texts, signs, strict=True)
    )
    return UnitsByRow(columns, moved, tuple(said))


def _without_sign(line: list[Read | None], at: int) -> list[Read | None]:
    """A row whose unit is a currency sign alone: the figure that it was put to stands in the next column."""
    read = line[at]
    if read is None or not read.currency or at + 1 >= len(line) or line[at + 1] is not None:
        return line
    return [*line[:at], None, read, *line[at + 2 :]]
