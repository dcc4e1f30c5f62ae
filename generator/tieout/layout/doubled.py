"""Rows that are printed twice, one right below the other: whoever adds them up counts one figure twice."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from tieout.core import Finding, Place
from tieout.layout.captions import tidy
from tieout.layout.model import Row, Table

# A figure of fewer digits may stand in both rows by chance.
_DIGITS = 2


def doubled(table: Table, file: str) -> Iterator[Finding]:
    """Each row that has the words and all figures of the one above it."""
    shown = [row for row in table.rows if not row.heading]
    for above, row in pairwise(shown):
        if _is_twice(above, row):
            yield Finding(
                "layout.row-twice",
                f'"{row.caption}" is printed twice, one row below the other, with the same figures: whoever '
                "adds up the rows counts it twice",
                "Compare both with the release as published; what it prints is to be mended there.",
                tuple(Place(file, one.line, 0, table.caption, one.caption) for one in (row, above)),
            )


def _is_twice(above: Row, row: Row) -> bool:
    words = tidy(row.caption).casefold()
    if not words or words != tidy(above.caption).casefold() or row.under != above.under:
        return False
    figures, others = _figures(row), _figures(above)
    return figures == others and any(len(value.as_tuple().digits) >= _DIGITS for value in figures if value)


def _figures(row: Row) -> list[Decimal | None]:
    return [cell.reading.value for cell in row.cells]
