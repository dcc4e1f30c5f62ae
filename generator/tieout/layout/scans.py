"""Figures that a scanner read twice: a heading that shows the figures of the row above it again."""

from rapidfuzz.distance import OSA

from tieout.layout.model import Cell, Row

# A figure that differs from the one above it by so few characters is a second scan of it.
_SLIPS = 2


def is_second_scan(cell: Cell, above: Cell) -> bool:
    """Whether a number is the one above it, read again with a slip or two."""
    one, two = cell.text.strip(), above.text.strip()
    numbers = cell.reading.kind == above.reading.kind == "number"
    return numbers and len(one) == len(two) > 2 * _SLIPS and OSA.distance(one, two) <= _SLIPS


def is_scanned_again(row: Row, above: Row | None) -> bool:
    """Whether a row is in fact a heading, `Network services:`, with only the figures of the row above it."""
    if above is None or not row.caption.endswith(":"):
        return False
    pairs = [
        (cell, twin)
        for cell, twin in zip(row.cells, above.cells, strict=False)
        if cell.reading.kind == "number"
    ]
    return bool(pairs) and all(is_second_scan(cell, twin) for cell, twin in pairs)
