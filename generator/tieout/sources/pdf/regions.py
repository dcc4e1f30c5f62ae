"""Finds the tables on a page: runs of rows whose figures stand in columns, with their headers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tieout.sources.pdf.lines import Line
from tieout.sources.pdf.pieces import Piece, pieces_of

# Rows further apart than so many sizes of their letters are of two tables; heads stand closer.
_FAR, _HEADS_FAR = 5.5, 3.6
# A line within a table that reaches over its columns has no more words than a heading has.
_HEADING = 16
_LINES = 4
_SEVERAL = 2
_EM = 1.5
_INDENT = 8.0
# Figures of two columns stand further apart than words, by the size of their letters.
BLANK = 0.4
# So many points a text that ends with its column may be off.
_ENDS = 1.5
Span = tuple[float, float]


@dataclass(slots=True)
class Row:
    """A line with its pieces. `head`: it stands above the columns and is no row of figures.

    If its label is broken, `line` is the line of the figures and `ends` the one on which the label ends.
    """

    line: Line
    pieces: list[Piece]
    head: bool = False
    ends: Line | None = None

    @property
    def figures(self) -> list[Piece]:
        """Its amounts."""
        return [piece for piece in self.pieces if piece.figure]

    @property
    def years(self) -> bool:
        """Whether all its figures are years, as above columns."""
        return bool(self.figures) and all(piece.year for piece in self.figures)

    @property
    def tabular(self) -> bool:
        """Whether it looks like a row of a table: figures behind a text, or nothing but figures."""
        texts = [piece for piece in self.pieces if not piece.figure]
        figures = self.figures
        return bool(figures) and (not texts or figures[-1].left > texts[0].right)


@dataclass(slots=True)
class Region:
    """The rows of a table; `columns` are the spans of its figures."""

    rows: list[Row] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Where its labels begin."""
        return min(row.line.left for row in self.rows)

    @property
    def right(self) -> float:
        """Where its rows end."""
        return max(row.line.right for row in self.rows)

    @property
    def zone(self) -> float:
        """Where its figures begin."""
        starts = [piece.left for row in self.rows for piece in row.figures if not _is_first(piece, row)]
        return min(starts, default=self.left)


def _is_first(piece: Piece, row: Row) -> bool:
    """Whether a figure is its row's label: `2023  1,200`, `(1)  Includes`."""
    return piece is row.pieces[0] and len(row.pieces) > 1 and not row.pieces[1].figure


def regions_of(lines: Iterable[Line]) -> list[Row | Region]:
    """The lines in order, with those of each table grouped."""
    finder = _Finder()
    for line in lines:
        finder.add(Row(line, pieces_of(line)))
    finder.close()
    return list(_believed(finder.done))


class _Finder:
    """Goes down the rows of a page; `_waiting` are lines below a table that may or may not belong to it."""

    def __init__(self) -> None:
        self.done: list[Row | Region] = []
        self._region: Region | None = None
        self._waiting: list[Row] = []

    def add(self, row: Row) -> None:
        """Takes the next row."""
        if not row.tabular:
            self._waiting.append(row)
            return
        region = self._region
        if region is None or not self._goes_on(region, row):
            self._end()
            region = self._region = Region()
            self.done += self._waiting
        else:
            region.rows += self._waiting
        self._waiting = []
        row.head = row.years and not any(one.tabular and not one.head for one in region.rows)
        region.rows.append(row)
        if not row.head:
            region.columns = _with_columns(region.columns, _cores(row))

    def close(self) -> None:
        """Ends the current table, and keeps the waiting lines as text."""
        self._end()
        self.done += self._waiting
        self._waiting = []

    def _end(self) -> None:
        """Ends the current table and adds the headers above it."""
        region, self._region = self._region, None
        if region is None:
            return
        for row in region.rows:
            if row.tabular and not row.head:
                break
            # Between years and the first figures there may be more heads, such as quarters.
            row.head = row.head or _is_head(row, region.zone)
        above: list[Row] = []
        while self.done and isinstance(one := self.done[-1], Row):
            above.append(one)
            self.done.pop()
        heads = _heads_above(region, above)
        before = self.done[-1] if self.done else None
        if isinstance(before, Region) and not heads and _is_rest(region, before, above):
            before.rows += [*above[::-1], *region.rows]
            before.columns = _with_columns(before.columns, region.columns)
            return
        region.rows[:0] = heads
        self.done += above[len(heads) :][::-1]
        self.done.append(region)

    def _goes_on(self, region: Region, row: Row) -> bool:
        """Whether a row of figures belongs to the current table."""
        rows = [region.rows[-1], *self._waiting, row]
        gaps = [two.line.base - one.line.base for one, two in pairwise(rows)]
        if max(gaps) > _FAR * max(row.line.size, rows[-2].line.size):
            return False
        begun = any(one.tabular and not one.head for one in region.rows)
        if row.years and begun and (self._waiting or len(row.pieces) == len(row.figures) > 1):
            return False
        if _bridges(region.columns, row):
            return False
        if not begun:
            return True
        crossing = [one for one in self._waiting if one.line.right > region.zone + _EM * one.line.size]
        return len(crossing) <= 1 and all(_is_inside(one, region) for one in self._waiting)


def _heads_above(region: Region, above: Sequence[Row]) -> list[Row]:
    """The lines above a table that are headers of its columns; `above` has the nearest first."""
    below, zone = region.rows[0], region.zone
    over: Span = (zone, region.right)
    count = 0
    for number, one in enumerate(above, 1):
        far = _HEADS_FAR if len(one.pieces) < _SEVERAL else _FAR
        if below.line.base - one.line.base > far * max(one.line.size, below.line.size):
            break
        if (_is_head(one, zone) or _ends_in_column(one, region)) and not _is_title(one, region, over):
            count = number
            starts = [piece.left for piece in one.pieces if piece.left > zone - 3 * one.line.size]
            over = (min([over[0], *starts]), max(over[1], one.line.right))
        elif one.line.right > zone + _EM * one.line.size:
            break
        below = one
    heads = list(above[:count][::-1])
    for one in heads:
        one.head = True
    return heads


def _is_rest(region: Region, before: Region, between: Sequence[Row]) -> bool:
    """Whether a table without headers continues the one before, with only a few short lines between."""
    rows = [before.rows[-1], *between[::-1], region.rows[0]]
    gaps = [two.line.base - one.line.base for one, two in pairwise(rows)]
    short = len(between) <= _LINES and all(len(one.line.words) <= _HEADING for one in between)
    if not short or max(gaps) > _FAR * region.rows[0].line.size or region.rows[0].head:
        return False
    columns = before.columns
    return bool(columns) and all(
        sum(left < right_ and left_ < right for left_, right_ in columns) == 1
        for left, right in region.columns
    )


def _is_head(row: Row, zone: float) -> bool:
    """Whether a line without figures stands over columns that begin at `zone`."""
    over = [piece for piece in row.pieces if piece.left > zone - 3 * row.line.size]
    return bool(over) and (len(over) == len(row.pieces) or over[-1].left > row.pieces[0].right)


def _ends_in_column(row: Row, region: Region) -> bool:
    """Whether a text that is wider than its column ends with it, right of all labels."""
    piece = row.pieces[0]
    if len(row.pieces) > 1 or piece.figure:
        return False
    labels = max((one.pieces[0].right for one in region.rows if _has_label(one)), default=piece.left)
    ends = any(abs(right - piece.right) < _ENDS for _, right in region.columns)
    return ends and piece.left > labels


def _has_label(row: Row) -> bool:
    return not row.head and row.tabular and not row.pieces[0].figure


def _is_title(one: Row, region: Region, over: Span) -> bool:
    """Whether a text is centered over a whole table, and not over its columns, which are at `over`."""
    size = one.line.size
    left, right = region.left, region.right
    if len(one.pieces) > 1 or over[0] - left < 4 * size:
        return False
    middle = one.pieces[0].middle
    off, off_columns = abs(middle - (left + right) / 2), abs(middle - (over[0] + over[1]) / 2)
    return off < _EM * size and off < off_columns


def _is_inside(row: Row, region: Region) -> bool:
    """Whether a line without figures is a label or a heading inside the table around it."""
    size = row.line.size
    beside = [piece for piece in row.pieces[1:] if piece.left > region.zone - size]
    left = row.line.left < region.left + _INDENT * size and row.line.left < region.zone
    if not left or beside:
        # What is written in a column of its own, such as `N/A`, is a row as well.
        return left and len(row.pieces) > 1 and len(row.line.words) < _HEADING
    if row.line.right <= region.zone + size:
        return True
    middle = (region.left + region.right) / 2
    centered = abs((row.line.left + row.line.right) / 2 - middle) < _EM * size
    return len(row.line.words) <= _HEADING and not (centered and row.line.left > region.left + 2 * size)


def _cores(row: Row) -> list[Span]:
    return [piece.core for piece in row.figures if not _is_first(piece, row)]


def columns_of(rows: Iterable[Row], counts: Callable[[Piece], bool]) -> list[Span]:
    """The spans of the columns in which rows have pieces that `counts` accepts."""
    columns: list[Span] = []
    for row in rows:
        cores = [piece.core for piece in row.figures if counts(piece) and not _is_first(piece, row)]
        columns = _with_columns(columns, cores)
    return columns


def _with_columns(columns: Sequence[Span], cores: Iterable[Span]) -> list[Span]:
    """The columns, extended by more figures; overlapping ones are joined."""
    done: list[Span] = []
    for left, right in sorted((*columns, *cores)):
        if done and left < done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], right))
        else:
            done.append((left, right))
    return done


def _bridges(columns: Sequence[Span], row: Row) -> bool:
    """Whether a figure crosses two columns, so that the row belongs to another table."""
    return any(
        sum(left < right_ and left_ < right for left_, right_ in columns) > 1 for left, right in _cores(row)
    )


def _believed(found: Iterable[Row | Region]) -> Iterator[Row | Region]:
    """The result, where a line of text with a figure behind a gap is no table."""
    for one in found:
        if isinstance(one, Region):
            figures = [row for row in one.rows if row.tabular]
            texts = [piece for row in figures for piece in row.pieces if not piece.figure]
            alone = len(figures) == 1 and not any(row.head for row in one.rows)
            if alone and (len(texts) > 1 or len(figures[0].pieces) == 1):
                yield from one.rows
                continue
            if len(figures) == 1 and _is_end_of_sentence(figures[0]):
                yield from one.rows
                continue
        yield one


def _is_end_of_sentence(row: Row) -> bool:
    """Whether a line begins with a figure and has no gap wider than that of words.

    So ends a sentence whose last line is short, `2017 –` behind `January 25,`; the lines above it are then no
    headers.
    """
    gaps = [two.left - one.right for one, two in pairwise(row.pieces)]
    return row.pieces[0].figure and all(gap < BLANK * row.line.size for gap in gaps)
