"""Tables with a column of units: each row names its unit beside its caption."""

from dataclasses import dataclass, replace

from tieout.layout.cells import Read
from tieout.layout.model import Column

# What `other` of the column words call such a column.
UNITS = "unit"
_FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class UnitsByRow:
    """The columns and readings of a table, and the text in its column of units for each row ("" for none)."""

    columns: tuple[Column, ...]
    readings: list[list[Read | None]]
    said: tuple[str, ...]


def units_by_row(columns: tuple[Column, ...], readings: list[list[Read | None]]) -> UnitsByRow:
    """Reads the column headed `Unit`. If it holds numbers, such as units sold, it is a column of figures."""
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
    """A row without the currency sign in its column of units, which belongs to the figure next to it."""
    read = line[at]
    if read is None or not read.currency or at + 1 >= len(line) or line[at + 1] is not None:
        return line
    return [*line[:at], None, read, *line[at + 2 :]]
