"""Finds the columns that a reader sees in a grid whose cells include gutters, signs, spans or spaces."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.document import Grid, GridCell, GridRow
from tieout.document.typography import is_figure, is_footnote_mark, is_year
from tieout.layout.centered import heads_over, is_title

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
# So many rows of words in one grid may be heads that are centered over their columns.
_MOST_HEADS = 500


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """A row of a grid with its cells in the printed columns; None where nothing is printed.

    The first is the caption of the row (the stub). `ends` are the columns before which a header ends, as its
    span says; `spanned` are the further columns that a header with a span reaches over.
    """

    line: int
    cells: tuple[GridCell | None, ...]
    ends: frozenset[int]
    spanned: frozenset[int] = frozenset()

    @property
    def stub(self) -> GridCell | None:
        """The cell in the place of the row's caption."""
        return self.cells[0] if self.cells else None

    @property
    def others(self) -> tuple[GridCell, ...]:
        """The cells with text beside the caption."""
        return tuple(cell for cell in self.cells[1:] if cell is not None)

    @property
    def alone(self) -> str:
        """The caption of a row with nothing beside it; "" for any other row."""
        return self.stub.text if self.stub is not None and not self.others else ""


def aligned(grid: Grid) -> tuple[AlignedRow, ...]:
    """The rows of a grid that have text, with their cells in the printed columns.

    Cells that are two in any row stay two. Several columns of the grid become one printed column where a
    cell's span says so, or where a currency or percent sign has a cell of its own. A column without text is
    dropped.
    """
    rows = tuple(_without_marks(row) for row in grid.rows if row.cells)
    held = _held(grid)
    columns = _PrintedColumns(rows, grid.width)
    # Narrow cells say where columns are, wide ones what belongs together; figures before words.
    for cell in sorted((cell for row in rows for cell in row.cells), key=_weight):
        columns.add(cell)
    if grid.characters:
        columns.gather_stub()
    columns.join_stub()
    return _placed(rows, held, columns, characters=grid.characters)


def _without_marks(row: GridRow) -> GridRow:
    """A row without the cells that hold only a footnote mark: a raised one, or `(1)` right behind a year.

    Beside a caption, `(1)` behind `1950` may be an amount.
    """
    first, *others = row.cells
    cells = [first]
    for cell in others:
        behind = first.start and cells[-1].end == cell.start and _YEAR.search(cells[-1].text)
        if not (cell.mark or (behind and is_footnote_mark(cell.text))):
            cells.append(cell)
    return replace(row, cells=tuple(cells))


def _weight(cell: GridCell) -> tuple[bool, int]:
    return not is_figure(cell.text), cell.end - cell.start


def _held(grid: Grid) -> dict[int, list[tuple[int, int]]]:
    """For the line of each row, the grid's columns [start, end) that a cell from a row above still covers."""
    held: dict[int, list[tuple[int, int]]] = {}
    open_cells: list[tuple[int, GridCell]] = []
    for number, row in enumerate(grid.rows):
        open_cells = [(last, cell) for last, cell in open_cells if last > number]
        held[row.line] = sorted((cell.start, cell.end) for _, cell in open_cells)
        open_cells += [(number + cell.down, cell) for cell in row.cells if cell.down > 1]
    return held


def _placed(
    rows: Sequence[GridRow],
    held: dict[int, list[tuple[int, int]]],
    columns: "_PrintedColumns",
    *,
    characters: bool,
) -> tuple[AlignedRow, ...]:
    shift = 1 if columns.without_stub() else 0
    placed: list[AlignedRow] = []
    heads = 0
    for row in rows:
        line: list[GridCell | None] = [None] * (len(columns.bounds) + shift)
        ends: set[int] = set()
        spanned: set[int] = set()
        for cell in row.cells:
            low, high = columns.meeting(cell.start, cell.end)
            covers = range(low + shift, high + shift)
            at = _free(line, covers)
            other = line[at]
            # Where two cells stand in one column all the same, neither is lost.
            line[at] = cell if other is None else replace(other, text=f"{other.text} {cell.text}")
            if len(covers) > 1:
                ends.add(covers[-1] + 1)
                spanned.update(covers[1:])
        for start, end in held.get(row.line, ()):
            low, high = columns.meeting(start, end)
            ends.update(range(low + shift, high + shift))
        if characters and _is_over_columns(line):
            heads += len(row.cells) > 1
            line = _over_columns(row, columns, shift, centered=heads <= _MOST_HEADS)
            ends = set(range(1, len(line)))
        placed.append(AlignedRow(row.line, tuple(line), frozenset(ends), frozenset(spanned)))
    return tuple(placed)


def _free(line: Sequence[GridCell | None], covers: range) -> int:
    for at in covers:
        if line[at] is None:
            return at
    return covers[-1]


def _is_over_columns(line: Sequence[GridCell | None]) -> bool:
    """Whether a row of a text set with spaces has no figure but years, so that it may be a header."""
    return not any(cell is not None and is_figure(cell.text) and not is_year(cell.text) for cell in line)


def _over_columns(
    row: GridRow, columns: "_PrintedColumns", shift: int, *, centered: bool
) -> list[GridCell | None]:
    """The headers of a row set with spaces, each in the column that it stands over.

    What stands over the captions alone becomes the row's stub. `shift` is 1 where the table has no stub.
    """
    bounds = columns.bounds[1 - shift :]
    first = bounds[0][0] if bounds else 0
    beside = [cell for cell in row.cells if not bounds or cell.end <= first]
    above = [cell for cell in row.cells if cell not in beside]
    if not shift and is_title(above, first):
        beside, above = [*beside, *above], []
    heads = heads_over(above, bounds, centered=centered) if above else [None] * len(bounds)
    if shift:
        return [None, *heads]
    stub = replace(beside[0], text=" ".join(cell.text for cell in beside)) if beside else None
    return [stub, *heads]


class _PrintedColumns:
    """Groups the columns of the grid into printed columns. `bounds` has their [start, end), in order."""

    def __init__(self, rows: Sequence[GridRow], width: int) -> None:
        self._rows = rows
        self._taken: list[dict[int, int]] = [{} for _ in range(width)]
        for number, row in enumerate(rows):
            for index, cell in enumerate(row.cells):
                for column in range(cell.start, min(cell.end, width)):
                    self._taken[column][number] = index
        self._known: dict[tuple[int, int], bool] = {}
        self.bounds: list[tuple[int, int]] = []

    def meeting(self, start: int, end: int) -> tuple[int, int]:
        """The range [low, high) of the printed columns that overlap the grid's columns [start, end)."""
        low = bisect_left(self.bounds, (start,))
        if low and self.bounds[low - 1][1] > start:
            low -= 1
        return low, bisect_left(self.bounds, (end,))

    def add(self, cell: GridCell) -> None:
        """Makes a printed column for a cell that meets none; joins those that an amount stands across."""
        low, high = self.meeting(cell.start, cell.end)
        meets = self.bounds[low:high]
        if not meets:
            self.bounds.insert(low, (cell.start, cell.end))
        elif is_figure(cell.text) and not is_year(cell.text):
            whole = (min(cell.start, meets[0][0]), max(cell.end, meets[-1][1]))
            if whole != meets[0] and not self._apart(*whole):
                self._join(meets, whole)

    def without_stub(self) -> bool:
        """Whether figures stand in the first column, where captions would be, so that there is no stub."""
        if not self.bounds or not self.bounds[0][0]:
            return False
        start = self.bounds[0][0]
        return any(cell.start == start and is_figure(cell.text) for cell in self._cells())

    def gather_stub(self) -> None:
        """In a text set with spaces: joins all columns before the first figure into the stub."""
        figures = (cell.start for cell in self._cells() if is_figure(cell.text) and not is_year(cell.text))
        first = min(figures, default=0)
        at, _ = self.meeting(first, first + 1)
        if not first or at == len(self.bounds) or not self.bounds[at][0]:
            return
        before = self.bounds[:at]
        if len(before) > 1:
            self._join(before, (before[0][0], before[-1][1]))

    def join_stub(self) -> None:
        """Joins the columns of captions that are indented by columns, where none has two texts in one row."""
        while len(self.bounds) > 1:
            (start, _), (second, end) = self.bounds[:2]
            beside = (
                any(second <= cell.start < end for cell in row.cells)
                and any(is_figure(cell.text) for cell in row.cells)
                for row in self._rows
            )
            inside = any(is_figure(cell.text) and cell.start < end for cell in self._cells())
            if inside or self._apart(start, end) or not any(beside):
                return
            self._join(self.bounds[:2], (start, end))

    def _cells(self) -> Iterator[GridCell]:
        for row in self._rows:
            yield from row.cells

    def _join(self, meets: Iterable[tuple[int, int]], whole: tuple[int, int]) -> None:
        joined = set(meets)
        self.bounds = sorted([*(bound for bound in self.bounds if bound not in joined), whole])

    def _apart(self, start: int, end: int) -> bool:
        """Whether any row has two cells between two columns of the grid."""
        if (start, end) not in self._known:
            seen: dict[int, int] = {}
            self._known[start, end] = any(
                seen.setdefault(row, index) != index
                for column in range(start, min(end, len(self._taken)))
                for row, index in self._taken[column].items()
            )
        return self._known[start, end]
