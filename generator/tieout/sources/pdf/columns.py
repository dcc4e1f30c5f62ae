"""The cells of a table: which columns each piece of its rows stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tieout.sources.pdf.labels import with_whole_labels
from tieout.sources.pdf.marks import Rule
from tieout.sources.pdf.pieces import Piece, parted, split
from tieout.sources.pdf.regions import Region, Row, Span
from tieout.sources.pdf.runs import with_runs

# How far below a line its rule is drawn, by the size of its letters; two rules so close are a double one.
_BELOW, _DOUBLE = 0.75, 0.35
# So much of its size a head's middle may be off that of its columns, and has to come nearer by more of them.
_OFF, _NEARER = 1.2, 0.6
_SLACK = 0.5
_TOUCHING = 1.5
# A head is parted at a gap that is wider than that of words, by the size of its letters.
_SPLIT = 0.4


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece in the columns [start, end) of its table; 0 is that of the labels."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table with its cells from left to right."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is set: `columns` are where those beside the labels stand."""

    rows: tuple[TableRow, ...]
    columns: tuple[Span, ...]

    @property
    def headed(self) -> bool:
        """Whether heads stand above its columns."""
        return any(one.row.head for one in self.rows)


def table_of(region: Region, rules: Sequence[Rule]) -> Table:
    """The table that a region is, with the rules of its page."""
    with_runs(region)
    region.rows = with_whole_labels(region.rows, region.zone)
    return _Table(region, rules).done()


class _Table:
    """Puts the pieces of a region into columns, which its figures and the texts beside them make."""

    def __init__(self, region: Region, rules: Sequence[Rule]) -> None:
        self._region = region
        self._rules = sorted(rules, key=lambda rule: rule.at)
        body = [row for row in region.rows if not row.head]
        figures = list(region.columns) or _apart(_cores(row) for row in region.rows)
        for row in body:
            row.pieces = list(_with_ends(row, figures))
        first = figures[0][0] if figures else region.right
        texts = _apart(
            [_span(piece) for piece in row.pieces if not piece.figure and piece.left >= first - _SLACK]
            for row in body
            if row.tabular
        )
        labels = _apart(
            [_span(row.pieces[0])] for row in body if row.pieces and row.pieces[0].right <= first + _SLACK
        )
        second = _second_labels(body, labels, first)
        free = [one for one in texts if not any(_overlap(one, other) > 0 for other in figures)]
        self.columns = tuple(sorted([*figures, *free, *second]))
        self._wide = self._extents(body)
        # For each row of heads below the one at hand the columns that have one of their own.
        self._own: list[set[int]] = []
        self._labels_end = min((left for left, _ in self.columns), default=region.right)

    def done(self) -> Table:
        """The table."""
        cells: dict[int, list[Cell]] = {}
        above = None
        for at, row in enumerate(self._region.rows):
            if not row.head:
                cells[at] = list(self._cells(row, above))
            above = row
        # The lowest heads stand over a column each, and say how wide it is.
        for at, row in reversed(list(enumerate(self._region.rows))):
            if row.head:
                cells[at] = self._heads(row)
        rows = (TableRow(row, tuple(_joined(cells[at]))) for at, row in enumerate(self._region.rows))
        return Table(tuple(rows), self.columns)

    def _extents(self, body: Sequence[Row]) -> list[Span]:
        """The columns as far as their signs reach."""
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
            span = piece.core if piece.figure else _span(piece)
            at = _best(span, self.columns)
            if at is None:
                # A second part of the label.
                yield Cell(0, 1, (piece,), ruled)
                continue
            meets = [n for n, one in enumerate(self.columns) if _overlap(span, one) > 0] or [at]
            first, last = (at, at) if piece.figure else (meets[0], meets[-1])
            yield Cell(first + 1, last + 2, (piece,), ruled)

    def _is_ruled(self, piece: Piece, row: Row, above: Row | None) -> bool:
        """Whether a rule is drawn between a figure and the row above; a double one ends that row."""
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

    def _heads(self, row: Row) -> list[Cell]:
        """The cells of a row of heads: each stands over the columns that its rule or its middle says."""
        rules = [
            rule
            for rule in self._rules
            if -0.1 * row.line.size < rule.at - row.line.base < _BELOW * row.line.size * 2
        ]
        near = min((rule.at for rule in rules), default=0.0)
        rules = _touching([rule for rule in rules if rule.at - near < 2])
        pieces = [part for piece in row.pieces for part in _by_rules(piece, rules)]
        beside = [piece for piece in pieces if self._is_beside(piece)]
        over = [piece for piece in pieces if piece not in beside]
        spans = [self._under(piece, over, rules) for piece in over]
        ranges = self._ranges(over, spans, row.line.size)
        self._widen(over, ranges)
        cells = [Cell(0, 1, (piece,)) for piece in beside]
        return cells + [Cell(a + 1, b + 2, (piece,)) for piece, (a, b) in zip(over, ranges, strict=True)]

    def _widen(self, pieces: Sequence[Piece], ranges: Sequence[tuple[int, int]]) -> None:
        """Takes note of what heads say of their columns."""
        alone = [(piece, first) for piece, (first, last) in zip(pieces, ranges, strict=True) if first == last]
        self._own.append({at for _, at in alone})
        for piece, at in alone:
            left, right = self._wide[at]
            low = self._wide[at - 1][1] if at else 0.0
            high = self._wide[at + 1][0] if at + 1 < len(self._wide) else piece.right
            self._wide[at] = (min(left, max(piece.left, low)), max(right, min(piece.right, high)))

    def _is_beside(self, piece: Piece) -> bool:
        """Whether a text in a row of heads stands over the labels: it ends there, nearer to their begin."""
        room = self._labels_end - piece.right
        return room >= -_SLACK and piece.left - self._region.left <= room

    def _under(self, piece: Piece, pieces: Sequence[Piece], rules: Sequence[Rule]) -> tuple[Span, bool]:
        """How far a head reaches, and whether a rule below it says so."""
        for rule in rules:
            inside = rule.left - _SLACK <= piece.middle <= rule.right + _SLACK
            others = any(rule.left < one.middle < rule.right for one in pieces if one is not piece)
            off = (
                rule.left - piece.left,
                rule.right - piece.right,
                (rule.left + rule.right) / 2 - piece.middle,
            )
            set_to_it = any(abs(one) < _OFF * piece.size for one in off)
            if (
                inside
                and not others
                and set_to_it
                and rule.right - rule.left >= (piece.right - piece.left) * 0.8
            ):
                return (rule.left, rule.right), True
        return _span(piece), False

    def _ranges(
        self, pieces: Sequence[Piece], spans: Sequence[tuple[Span, bool]], size: float
    ) -> list[tuple[int, int]]:
        owners: dict[int, int] = {}
        for at, one in enumerate(self._wide):
            meeting = [n for n, (span, _) in enumerate(spans) if _overlap(span, one) > _SLACK]
            if meeting:
                middle = (one[0] + one[1]) / 2
                owners[at] = min(meeting, key=lambda n: abs(pieces[n].middle - middle))
        ranges: list[tuple[int, int]] = []
        for n, (piece, (_, by_rule)) in enumerate(zip(pieces, spans, strict=True)):
            mine = [at for at, owner in owners.items() if owner == n]
            if not mine:
                free = [at for at in range(len(self._wide)) if at not in owners]
                near = free or list(range(len(self._wide)))
                at = min(near, key=lambda at: abs(sum(self._wide[at]) / 2 - piece.middle))
                owners.setdefault(at, n)
                mine = [at]
            first, last = min(mine), max(mine)
            ranges.append((first, last) if by_rule else self._centered(piece, n, owners, (first, last), size))
        return _in_order(ranges)

    def _centered(
        self, piece: Piece, n: int, owners: dict[int, int], range_: tuple[int, int], size: float
    ) -> tuple[int, int]:
        """The columns around those that a head stands over whose middle is nearest to its own."""
        first, last = range_
        low, high = first, last
        while low > 0 and owners.get(low - 1, n) == n:
            low -= 1
        while high + 1 < len(self._wide) and owners.get(high + 1, n) == n:
            high += 1

        def off(one: tuple[int, int]) -> float:
            return abs((self._wide[one[0]][0] + self._wide[one[1]][1]) / 2 - piece.middle)

        dated = any(character.isdigit() for character in piece.text)
        if first == last and off(range_) < _NEARER * size and not dated:
            return range_  # a line of a head that is broken over several
        options = [
            (a, b)
            for a in range(low, first + 1)
            for b in range(last, high + 1)
            if any(own.issuperset(range(a, b + 1)) for own in self._own)
        ]
        nearest = min(map(off, options), default=off(range_))
        # Of those that are as near the widest: what is between two others is of neither.
        near = [one for one in options if off(one) < nearest + _NEARER * size]
        best = max(near, key=lambda one: one[1] - one[0], default=range_)
        if off(best) < _OFF * size and off(best) < off(range_) + _NEARER * size:
            for at in range(best[0], best[1] + 1):
                owners[at] = n
            return best
        return range_


def _in_order(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges, none of which begins before the one to its left has ended."""
    done: list[tuple[int, int]] = []
    for first, last in ranges:
        begin = max(first, done[-1][1] + 1) if done else first
        done.append((begin, last) if begin <= last else (done[-1][1], done[-1][1]))
    return done


def _joined(cells: Sequence[Cell]) -> list[Cell]:
    """The cells from left to right, those in one column together."""
    done: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.start, cell.pieces[0].left)):
        last = done[-1] if done else None
        if last is not None and cell.start < last.end:
            end = max(cell.end, last.end)
            done[-1] = Cell(last.start, end, (*last.pieces, *cell.pieces), last.ruled or cell.ruled)
        else:
            done.append(cell)
    return done


def _with_ends(row: Row, figures: Sequence[Span]) -> Iterator[Piece]:
    """The pieces of a row; a figure that stands close behind its label is one of its own."""
    for piece in row.pieces:
        parts = None
        if not piece.figure:
            at = next((left for left, right in figures if left < piece.right <= right + _SLACK), None)
            parts = parted(piece, at - _SLACK) if at is not None else None
        yield from parts or (piece,)


def _second_labels(body: Sequence[Row], labels: Sequence[Span], first: float) -> list[Span]:
    """Columns of texts between the labels and the figures, such as one of notes."""
    found = _apart(
        [_span(piece) for piece in row.pieces[1:] if piece.right <= first and not piece.figure]
        for row in body
        if row.tabular
    )
    return [one for one in found if all(_overlap(one, other) <= 0 for other in labels)]


def _touching(rules: Sequence[Rule]) -> list[Rule]:
    """The rules from left to right, those that are drawn in parts put together."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.left):
        if done and rule.left - done[-1].right < _TOUCHING:
            done[-1] = Rule(done[-1].left, max(rule.right, done[-1].right), rule.at)
        else:
            done.append(rule)
    return done


def _by_rules(piece: Piece, rules: Sequence[Rule]) -> list[Piece]:
    """A text of heads in as many as there are rules below it."""
    ends = sorted((rule.left, rule.right) for rule in rules)
    for (_, end), (begin, _) in pairwise(ends):
        if piece.left < end and begin < piece.right and end <= begin:
            parts = split(piece, (end + begin) / 2)
            if parts is not None and parts[1].left - parts[0].right > _SPLIT * piece.size:
                return [parts[0], *_by_rules(parts[1], rules)]
    return [piece]


def _cores(row: Row) -> list[Span]:
    return [piece.core for piece in row.figures]


def _apart(spans: "Iterator[list[Span]]") -> list[Span]:
    """The places that overlap put together."""
    done: list[Span] = []
    for left, right in sorted(span for some in spans for span in some):
        if done and left < done[-1][1]:
            done[-1] = (done[-1][0], max(done[-1][1], right))
        else:
            done.append((left, right))
    return done


def _span(piece: Piece) -> Span:
    return piece.left, piece.right


def _overlap(one: Span, two: Span) -> float:
    return min(one[1], two[1]) - max(one[0], two[0])


def _best(span: Span, columns: Sequence[Span]) -> int | None:
    """The column that a place overlaps most, or the nearest one; None left of all of them."""
    if not columns or span[1] <= columns[0][0] - 2 * (columns[0][1] - columns[0][0]):
        return None
    return max(range(len(columns)), key=lambda at: _overlap(span, columns[at]))
