"""Finds the columns of a table, and the columns in which each piece of its rows stands."""

from collections.abc import Iterator, Sequence

from tieout.sources.pdf.heads import Heads
from tieout.sources.pdf.labels import with_whole_labels
from tieout.sources.pdf.marks import Rule
from tieout.sources.pdf.pieces import Piece, parted
from tieout.sources.pdf.regions import Region, Row, Span
from tieout.sources.pdf.runs import with_runs
from tieout.sources.pdf.tabled import Cell, Table, TableRow, in_columns, overlap, span_of

# Two rules so close, by the size of letters, are a double one.
_DOUBLE = 0.35
_SLACK = 0.5


def table_of(region: Region, rules: Sequence[Rule]) -> Table:
    """The table in a region, using the rules drawn on its page."""
    with_runs(region)
    region.rows = with_whole_labels(region.rows, region.zone)
    return _Table(region, rules).done()


class _Table:
    """Puts the pieces of a region into columns, which follow from its figures and the texts beside them."""

    def __init__(self, region: Region, rules: Sequence[Rule]) -> None:
        self._region = region
        self._rules = sorted(rules, key=lambda rule: rule.at)
        body = [row for row in region.rows if not row.head]
        figures = list(region.columns) or _apart(_cores(row) for row in region.rows)
        for row in body:
            row.pieces = list(_with_ends(row, figures))
        first = figures[0][0] if figures else region.right
        texts = _apart(
            [span_of(piece) for piece in row.pieces if not piece.figure and piece.left >= first - _SLACK]
            for row in body
            if row.tabular
        )
        labels = _apart(
            [span_of(row.pieces[0])] for row in body if row.pieces and row.pieces[0].right <= first + _SLACK
        )
        second = _second_labels(body, labels, first)
        free = [one for one in texts if not any(overlap(one, other) > 0 for other in figures)]
        self.columns = tuple(sorted([*figures, *free, *second]))
        self._wide = self._extents(body)
        self._labels_end = min((left for left, _ in self.columns), default=region.right)

    def done(self) -> Table:
        """The finished table."""
        region = self._region
        heads = Heads(self._wide, region.left, self._labels_end, self._rules)
        above = {id(row): cells for row, cells in heads.placed([row for row in region.rows if row.head])}
        rows: list[TableRow] = []
        last = None
        for row in region.rows:
            cells = above.get(id(row), []) if row.head else in_columns(list(self._cells(row, last)))
            if cells:
                rows.append(TableRow(row, tuple(cells)))
            last = row
        return Table(tuple(rows), self.columns)

    def _extents(self, body: Sequence[Row]) -> list[Span]:
        """The columns with the signs of their figures."""
        wide = list(self.columns)
        for row in body:
            for piece in row.figures:
                at = _best(piece.core, self.columns)
                if at is not None:
                    wide[at] = (min(wide[at][0], piece.left), max(wide[at][1], piece.right))
        return wide

    def _cells(self, row: Row, above: Row | None) -> Iterator[Cell]:
        for number, piece in enumerate(row.pieces):
            ruled = self._is_ruled(piece, row, above)
            label = not piece.figure and piece.left < self._labels_end
            if number == 0 and (label or (piece.figure and piece.core[1] <= self._labels_end)):
                end = 1
                if label and len(row.pieces) == 1:
                    end = 1 + sum(left < piece.right for left, _ in self.columns)
                yield Cell(0, end, (piece,), ruled)
                continue
            span = piece.core if piece.figure else span_of(piece)
            at = _best(span, self.columns)
            if at is None:
                # A second part of the label.
                yield Cell(0, 1, (piece,), ruled)
                continue
            meets = [n for n, one in enumerate(self.columns) if overlap(span, one) > 0] or [at]
            first, last = (at, at) if piece.figure else (meets[0], meets[-1])
            yield Cell(first + 1, last + 2, (piece,), ruled)

    def _is_ruled(self, piece: Piece, row: Row, above: Row | None) -> bool:
        """Whether a rule is drawn between a figure and the row above; a double rule ends that row."""
        if above is None or not piece.figure:
            return False
        top, size = above.line.base, row.line.size
        between = [
            rule.at
            for rule in self._rules
            if top - 1 < rule.at < row.line.base - 0.3 * size
            and rule.left < piece.core[1]
            and piece.core[0] < rule.right
        ]
        heights = sorted({round(at) for at in between})
        return bool(heights) and not (len(heights) > 1 and heights[-1] - heights[0] < _DOUBLE * size * 2)


def _with_ends(row: Row, figures: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a row; a figure directly behind its label is a piece of its own."""
    for piece in row.pieces:
        parts = None
        if not piece.figure:
            at = next((left for left, right in figures if left < piece.right <= right + _SLACK), None)
            parts = parted(piece, at - _SLACK) if at is not None else None
        yield from parts or (piece,)


def _second_labels(body: Sequence[Row], labels: Sequence[Span], first: float) -> list[Span]:
    """Columns of texts between labels and figures, such as a column of notes."""
    found = _apart(
        [span_of(piece) for piece in row.pieces[1:] if piece.right <= first and not piece.figure]
        for row in body
        if row.tabular
    )
    return [one for one in found if all(overlap(one, other) <= 0 for other in labels)]


def _cores(row: Row) -> list[Span]:
    return [piece.core for piece in row.figures]


def _apart(spans: "Iterator[list[Span]]") -> list[Span]:
    """The spans, with overlapping ones joined."""
    done: list[Span] = []
    for left, right in sorted(span for some in spans for span in some):
        if done and left < done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], right))
        else:
            done.append((left, right))
    return done


def _best(span: Span, columns: Sequence[Span]) -> int | None:
    """The column that a span overlaps most, or the nearest one; None left of all columns."""
    if not columns or span[1] <= columns[0][0] - 2 * (columns[0][1] - columns[0][0]):
        return None
    return max(range(len(columns)), key=lambda at: overlap(span, columns[at]))
