"""The tables of a text as rows of cells: the columns of each cell, and its look."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tieout.document import Grid, GridRow
from tieout.document.typography import is_figure, is_rule

_DEEPEST = 4
_GAP = re.compile(r"\s{2,}|\t")
# So many characters of a text's indentation are a step of the page's.
_STEP = 2


class Cell(NamedTuple):
    """A cell over `span` columns. `parts` are the stretches [start, end) of its line that it holds."""

    parts: tuple[tuple[int, int], ...]
    span: int
    label: bool
    look: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line that it is, whether it heads columns, its cells, how it looks."""

    line: int
    head: bool
    cells: tuple[Cell, ...]
    look: str


@dataclass(slots=True)
class _Stands:
    """The cell in the columns first to last (both included) of a row."""

    first: int
    last: int
    parts: list[tuple[int, int]]
    indent: int = 0
    ruled: bool = False


def rows_of(grid: Grid, lines: Sequence[str], body: Container[int]) -> list[Row]:
    """The rows of a grid in which anything is said; `body` are the lines of rows below heads."""
    place = _spaced if grid.characters else _tabbed
    said = [(row.line, stands) for row, stands in place(grid, lines) if stands]
    width = 1 + max((one.last for _, stands in said for one in stands), default=0)
    above = next((n for n, (line, _) in enumerate(said) if line in body), 0)
    heads = max((n + 1 for n, (_, stands) in enumerate(said[:above]) if stands[-1].first), default=0)
    for number, (_, stands) in enumerate(said):
        _reach(stands, width, head=number < heads and not grid.characters)
    double = _doubly_ruled(grid, lines)
    return [
        Row(
            line,
            number < heads,
            tuple(_cells(stands, lines[line - 1], width, head=number < heads)),
            "double" if line in double else "",
        )
        for number, (line, stands) in enumerate(said)
    ]


def _reach(stands: list[_Stands], width: int, *, head: bool) -> None:
    """Extends a label that stands alone over its row, and headers between tabs to the next cell."""
    ends = [*(one.first for one in stands[1:]), width]
    for one, end in zip(stands, ends, strict=True):
        if (head and one.first) or (len(stands) == 1 and not one.first):
            one.last = end - 1


def _cells(stands: list[_Stands], line: str, width: int, *, head: bool) -> Iterator[Cell]:
    """A row's cells from left to right, empty ones between them."""
    at = 0
    for one in stands:
        yield from (Cell((), 1, False, "") for _ in range(at, one.first))
        text = " ".join(line[start:end] for start, end in one.parts)
        look = " ".join(_look(text, one, head=head))
        yield Cell(tuple(one.parts), one.last - one.first + 1, not one.first, look)
        at = one.last + 1
    yield from (Cell((), 1, False, "") for _ in range(at, width))


def _look(text: str, one: _Stands, *, head: bool) -> Iterator[str]:
    if not one.first:
        depth = min(one.indent // _STEP, _DEEPEST)
        if depth and not head:
            yield f"d{depth}"
    elif not head and _is_figure(text):
        yield "n"
        # A bracket stands beyond the digits, so that these stand below each other.
        if text.endswith(")"):
            yield "out"
    if one.ruled:
        yield "ruled"


def _is_figure(text: str) -> bool:
    """Whether a cell is aligned right: it is a figure,
    or something else without words, such as a damaged one.
    """
    return not any(map(str.isalpha, text)) or is_figure(" ".join(text.split()))


# Cells between tabs --------------------------------------------------------------------------------------


def _tabbed(grid: Grid, lines: Sequence[str]) -> Iterator[tuple[GridRow, list[_Stands]]]:
    """Rows with tabs: each cell has a column of its own."""
    for row in grid.rows:
        ruled = {cell.start for cell in row.cells if cell.ruled}
        stands: list[_Stands] = []
        at = 0
        for number, text in enumerate(lines[row.line - 1].split("\t")):
            words = text.strip()
            if words and not is_rule(words):
                start = at + len(text) - len(text.lstrip())
                part = (start, start + len(words))
                stands.append(_Stands(number, number, [part], start - at, number in ruled))
            at += len(text) + 1
        yield row, stands


# Cells set with spaces -----------------------------------------------------------------------------------


def _spaced(grid: Grid, lines: Sequence[str]) -> Iterator[tuple[GridRow, list[_Stands]]]:
    """Rows set with spaces: figures below each other form a column; other cells span the columns below."""
    columns = _columns(grid)
    starts = [start for start, _ in columns]
    for row in grid.rows:
        stands: list[_Stands] = []
        for cell in row.cells:
            first, last = _over(cell.start, cell.end, columns, starts)
            if stands and first <= stands[-1].last:
                first, last = stands[-1].last + 1, max(last, stands[-1].last + 1)
            part = (cell.start, min(cell.end, len(lines[row.line - 1])))
            if first > len(columns):
                # More than there are columns: it stands with what is left of it.
                stands[-1].parts.append(part)
            else:
                stands.append(_Stands(first, last, [part], cell.indent if not first else 0, cell.ruled))
        yield row, stands


def _columns(grid: Grid) -> list[tuple[int, int]]:
    """The spans of characters with figures; of other cells, where there are no figures."""
    cells = [cell for row in grid.rows for cell in row.cells if is_figure(cell.text) and cell.start]
    cells = cells or [cell for row in grid.rows for cell in row.cells[1:]]
    columns: list[tuple[int, int]] = []
    for start, end in sorted((cell.start, cell.end) for cell in cells):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    return columns


def _over(start: int, end: int, columns: list[tuple[int, int]], starts: list[int]) -> tuple[int, int]:
    """The columns (from 1) that a span of characters covers, or the nearest one; 0 for the labels."""
    if not columns or end <= columns[0][0] or start < columns[0][0] // 2:
        return 0, 0
    last = max(bisect_right(starts, end - 1), 1)
    first = last
    while first > 1 and columns[first - 2][1] > start:
        first -= 1
    if (
        columns[last - 1][1] <= start
        and last < len(columns)
        and starts[last] - end < start - columns[last - 1][1]
    ):
        # Between two columns it stands with the nearer one.
        return last + 1, last + 1
    return first, last


def is_drawn(line: str) -> bool:
    """Whether a line is of rules alone."""
    return bool(line.strip()) and all(map(is_rule, _GAP.split(line.strip())))


def _doubly_ruled(grid: Grid, lines: Sequence[str]) -> set[int]:
    """The lines above a double rule, as below the last total of a table."""
    found: set[int] = set()
    last = 0
    told = {row.line for row in grid.rows if row.cells}
    # The last rule of a table may stand below what is known of it.
    for number in range(grid.rows[0].line, min(grid.rows[-1].line + 1, len(lines)) + 1):
        line = lines[number - 1]
        if number in told:
            last = number
        elif last and "=" in line and is_drawn(line):
            found.add(last)
    return found
