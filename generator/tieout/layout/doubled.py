"""Rows that are printed twice, one right below the other: whoever adds them up counts one figure twice."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from tieout.core import Finding, Place, Severity
from tieout.layout.captions import tidy
from tieout.layout.model import Row, Table

# A figure of fewer digits may stand in both rows by chance.
_DIGITS = 2
# A sum has no more rows above it.
_REACH = 30


def doubled(table: Table, file: str) -> Iterator[Finding]:
    """Each row that has the words and all figures of the one above it.

    Where the upper one is what the rows above it make, the lower one may begin another sum: a notice.
    """
    shown = [row for row in table.rows if not row.heading]
    for number, (above, row) in enumerate(pairwise(shown)):
        if _is_twice(above, row):
            yield Finding(
                "layout.row-twice",
                f'"{row.caption}" is printed twice, one row below the other, with the same figures: whoever '
                "adds up the rows counts it twice",
                "Compare both with the release as published; what it prints is to be mended there.",
                tuple(Place(file, one.line, 0, table.caption, one.caption) for one in (row, above)),
                Severity.NOTICE if _is_made(above, shown[:number]) else Severity.ERROR,
            )


def _is_made(row: Row, before: Sequence[Row]) -> bool:
    """Whether a row is the sum of some rows right above it, or the difference of two, in each column."""
    made = [value or Decimal(0) for value in _figures(row)]
    columns = [[value or Decimal(0) for value in _figures(one)] for one in before[-_REACH:]]
    columns = [values for values in columns if len(values) == len(made)]
    sums = [Decimal(0)] * len(made)
    for count, values in enumerate(reversed(columns), 1):
        sums = [total + value for total, value in zip(sums, values, strict=True)]
        if count > 1 and sums == made:
            return True
    last = columns[-2:]
    return len(last) > 1 and [first - second for first, second in zip(*last, strict=True)] == made


def _is_twice(above: Row, row: Row) -> bool:
    words = tidy(row.caption).casefold()
    if not words or words != tidy(above.caption).casefold() or row.under != above.under:
        return False
    figures, others = _figures(row), _figures(above)
    return figures == others and any(len(value.as_tuple().digits) >= _DIGITS for value in figures if value)


def _figures(row: Row) -> list[Decimal | None]:
    return [cell.reading.value for cell in row.cells]
