"""Column headers in a PDF: over which columns each stands, and which lines form one header."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.sources.pdf.marks import Rule
from tieout.sources.pdf.pieces import Piece, split
from tieout.sources.pdf.reach import as_repeated, as_whole, in_order
from tieout.sources.pdf.regions import Row, Span
from tieout.sources.pdf.tabled import Cell, in_columns, overlap, span_of

# How far below a line its rule is drawn, by the size of its letters.
_BELOW = 1.5
# So much of its size a head's middle may be off that of its columns, and has to come nearer by more of them.
_OFF, _NEARER = 1.2, 0.6
_SLACK = 0.5
_TOUCHING = 1.5
# A head is parted at a gap that is wider than that of words, by the size of its letters.
_SPLIT = 0.4
# The lines of one head stand no further apart, by the size of its letters.
_LEADING = 1.3


class Heads:
    """Places headers from the lowest row up: those over one column each show how wide it is.

    `wide` are the columns as wide as their figures, `left` is where the table begins, and `labels_end` where
    its labels end.
    """

    def __init__(self, wide: Sequence[Span], left: float, labels_end: float, rules: Sequence[Rule]) -> None:
        self._wide = list(wide)
        self._left, self._labels_end = left, labels_end
        self._rules = rules
        # The rows that are placed, the lowest first.
        self._placed: list[tuple[Row, list[Cell]]] = []
        # The columns that have a head of their own, in whichever of those rows.
        self._headed: set[int] = set()

    def placed(self, rows: Sequence[Row]) -> list[tuple[Row, list[Cell]]]:
        """The rows of headers from top to bottom with their cells; each header is at its last line."""
        for row in reversed(rows):
            self._placed.append((row, in_columns(self._cells(row))))
        self._placed.reverse()
        self._spread()
        for number in range(len(self._placed)):
            self._lead_down(number)
        return [(row, cells) for row, cells in self._placed if cells]

    def _cells(self, row: Row) -> list[Cell]:
        """The cells of a row of headers. The rule below it,
        its next line or its middle decides on its columns.
        """
        size = row.line.size
        rules = [rule for rule in self._rules if -0.1 * size < rule.at - row.line.base < _BELOW * size]
        near = min((rule.at for rule in rules), default=0.0)
        rules = _touching([rule for rule in rules if rule.at - near < 2])
        parts = _touching([Rule(*part, rule.at) for rule in rules for part in rule.parts])
        pieces = [part for piece in row.pieces for part in _by_rules(piece, parts)]
        pieces = [part for piece in pieces for part in self._by_lines(piece, row)]
        # A bracket by itself left of the columns is of a mark that is raised behind a label.
        pieces = [one for one in pieces if one.right > self._labels_end or any(map(str.isalnum, one.text))]
        beside = [piece for piece in pieces if self._is_beside(piece)]
        over = [piece for piece in pieces if piece not in beside]
        spans = [self._under(piece, over, rules) for piece in over]
        ranges = self._ranges(over, spans, row)
        self._widen(over, ranges)
        cells = [Cell(0, 1, (piece,)) for piece in beside]
        return cells + [Cell(a + 1, b + 2, (piece,)) for piece, (a, b) in zip(over, ranges, strict=True)]

    # Lines of one head ----------------------------------------------------------------------------------

    def _below(self, piece: Piece, row: Row) -> list[Cell]:
        """The cells in the next line of the same header: directly below, with no rule between."""
        for lower, cells in reversed(self._placed):
            if lower.line.base - row.line.base > _LEADING * max(row.line.size, lower.line.size):
                break
            met = [cell for cell in cells if cell.start and overlap(_span(cell), span_of(piece)) > 0]
            if met:
                return [] if self._is_ruled(piece, row, lower) else met
        return []

    def _is_ruled(self, piece: Piece, row: Row, lower: Row) -> bool:
        return any(
            row.line.base - 1 < rule.at < lower.line.base - 0.3 * lower.line.size
            and overlap((rule.left, rule.right), span_of(piece)) > 0
            for rule in self._rules
        )

    def _by_lines(self, piece: Piece, row: Row) -> list[Piece]:
        """A text over the next lines of two headers, divided at its gap between them."""
        met = self._below(piece, row)
        for left, right in pairwise(piece.words):
            if right.left - left.right < _SPLIT * piece.size:
                continue
            parts = split(piece, right.left)
            for pair in pairwise(met) if parts is not None else ():
                if parts is not None and all(map(_is_set_to, parts, pair)):
                    return [parts[0], *self._by_lines(parts[1], row)]
        return [piece]

    def _lead_down(self, number: int) -> None:
        """Joins the lines of a row to the next lines of their headers."""
        row, cells = self._placed[number]
        for cell in list(cells):
            for lower, others in self._placed[number + 1 :]:
                if lower.line.base - row.line.base > _LEADING * max(row.line.size, lower.line.size):
                    break
                at = next(
                    (n for n, one in enumerate(others) if one.start < cell.end and cell.start < one.end), None
                )
                if at is None:
                    continue
                other = others[at]
                same = (other.start, other.end) == (cell.start, cell.end)
                open_ = cell.start or _is_open(cell.pieces)
                if same and open_ and not any(self._is_ruled(piece, row, lower) for piece in cell.pieces):
                    others[at] = replace(other, pieces=(*cell.pieces, *other.pieces))
                    cells.remove(cell)
                break

    def _spread(self) -> None:
        """Spreads a text alone below the headers, such as a unit, over all columns whose middle it is at."""
        if not self._placed:
            return
        *above, (row, cells) = self._placed
        over = [cell for cell in cells if cell.start]
        if len(over) != 1 or any(map(_is_dated, over[0].pieces)):
            return
        heads = [cell for _, others in above for cell in others if cell.start]
        own = {at for cell in heads for at in range(cell.start, cell.end)}
        if not own.issuperset(range(over[0].start, over[0].end)):
            return
        left, right = _span(over[0])
        for start, end in [*((cell.start, cell.end) for cell in heads), (1, len(self._wide) + 1)]:
            middle = (self._wide[start - 1][0] + self._wide[end - 2][1]) / 2
            if (
                end - start > over[0].end - over[0].start
                and abs(middle - (left + right) / 2) < _OFF * row.line.size
            ):
                cells[cells.index(over[0])] = replace(over[0], start=start, end=end)
                return

    # Columns --------------------------------------------------------------------------------------------

    def _widen(self, pieces: Sequence[Piece], ranges: Sequence[tuple[int, int]]) -> None:
        """Widens columns by the headers that stand over them."""
        alone = [(piece, first) for piece, (first, last) in zip(pieces, ranges, strict=True) if first == last]
        self._headed.update(at for _, at in alone)
        for piece, at in alone:
            left, right = self._wide[at]
            low = self._wide[at - 1][1] if at else 0.0
            high = self._wide[at + 1][0] if at + 1 < len(self._wide) else piece.right
            self._wide[at] = (min(left, max(piece.left, low)), max(right, min(piece.right, high)))

    def _is_beside(self, piece: Piece) -> bool:
        """Whether a text in a row of headers stands over the labels."""
        room = self._labels_end - piece.right
        return room >= -_SLACK and piece.left - self._left <= room

    def _under(self, piece: Piece, pieces: Sequence[Piece], rules: Sequence[Rule]) -> tuple[Span, bool]:
        """How far a header reaches, and whether a rule below it shows that."""
        for rule in rules:
            inside = rule.left - _SLACK <= piece.middle <= rule.right + _SLACK
            others = any(rule.left < one.middle < rule.right for one in pieces if one is not piece)
            off = (
                rule.left - piece.left,
                rule.right - piece.right,
                (rule.left + rule.right) / 2 - piece.middle,
            )
            set_to_it = any(abs(one) < _OFF * piece.size for one in off)
            wide = rule.right - rule.left >= (piece.right - piece.left) * 0.8
            # What underlines a text says nothing of columns.
            underlined = max(abs(off[0]), abs(off[1])) < _SLACK * piece.size
            if inside and not others and set_to_it and wide and not underlined:
                return (rule.left, rule.right), True
        return span_of(piece), False

    def _ranges(
        self, pieces: Sequence[Piece], spans: Sequence[tuple[Span, bool]], row: Row
    ) -> list[tuple[int, int]]:
        owners: dict[int, int] = {}
        for at, one in enumerate(self._wide):
            meeting = [n for n, (span, _) in enumerate(spans) if overlap(span, one) > _SLACK]
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
            ranges.append((first, last) if by_rule else self._range(piece, row, n, owners, (first, last)))
        below = [cells for _, cells in self._placed]
        return as_repeated(as_whole(in_order(ranges), below), below, len(self._wide))

    def _range(
        self, piece: Piece, row: Row, n: int, owners: dict[int, int], range_: tuple[int, int]
    ) -> tuple[int, int]:
        """The columns of a header without a rule: those of its next line, or those whose middle it is at."""
        found = self._centered(piece, row, n, owners, range_)
        met = self._below(piece, row)
        if len(met) != 1 or not _is_set_to(piece, met[0]):
            return found
        # A date is of all that stands below it, such as segments.
        if _is_dated(piece) and not any(map(_is_dated, met[0].pieces)):
            return found
        # Over more columns than the next line has heads it cannot be.
        below = next(cells for _, cells in reversed(self._placed) if met[0] in cells)
        if sum(cell.start > 0 for cell in below) == 1 and found[1] - found[0] >= met[0].end - met[0].start:
            # The end of a text that is of several columns stands over one of them, or between them.
            below[below.index(met[0])] = replace(met[0], start=found[0] + 1, end=found[1] + 2)
            return found
        covered = {at for cell in below for at in range(cell.start - 1, cell.end - 1)}
        own = met[0].start - 1, met[0].end - 2
        inside = own[0] <= found[0] and found[1] <= own[1]
        return found if covered.issuperset(range(found[0], found[1] + 1)) and not inside else own

    def _centered(
        self, piece: Piece, row: Row, n: int, owners: dict[int, int], range_: tuple[int, int]
    ) -> tuple[int, int]:
        """The range of columns whose middle is nearest to the header's, among those around its own."""
        first, last = range_
        low, high = first, last
        while low > 0 and owners.get(low - 1, n) == n:
            low -= 1
        while high + 1 < len(self._wide) and owners.get(high + 1, n) == n:
            high += 1

        def off(one: tuple[int, int]) -> float:
            return abs((self._wide[one[0]][0] + self._wide[one[1]][1]) / 2 - piece.middle)

        # A text alone in its row, and no line of a head below, is of all in whose middle it stands.
        broken = len(set(owners.values())) > 1 or bool(self._below(piece, row))
        if broken and first == last and off(range_) < _NEARER * piece.size and not _is_dated(piece):
            return range_  # a line of a head that is broken over several
        options = [
            (a, b)
            for a in range(low, first + 1)
            for b in range(last, high + 1)
            if self._headed.issuperset(range(a, b + 1))
        ]
        nearest = min(map(off, options), default=off(range_))
        # Of those that are as near the widest: what is between two others is of neither.
        near = [one for one in options if off(one) < nearest + _NEARER * piece.size]
        best = max(near, key=lambda one: one[1] - one[0], default=range_)
        if off(best) < _OFF * piece.size and off(best) < off(range_) + _NEARER * piece.size:
            for at in range(best[0], best[1] + 1):
                owners[at] = n
            return best
        return range_


def _span(cell: Cell) -> Span:
    return min(piece.left for piece in cell.pieces), max(piece.right for piece in cell.pieces)


def _is_set_to(piece: Piece, cell: Cell) -> bool:
    """Whether a line is aligned left, right or centered with the one below it."""
    left, right = _span(cell)
    off = (left - piece.left, right - piece.right, (left + right) / 2 - piece.middle)
    return any(abs(one) < _NEARER * piece.size for one in off)


def _is_dated(piece: Piece) -> bool:
    return any(character.isdigit() for character in piece.text)


def _is_open(pieces: Sequence[Piece]) -> bool:
    """Whether a text ends inside an open bracket."""
    text = "".join(piece.text for piece in pieces)
    return text.count("(") > text.count(")")


def _touching(rules: Sequence[Rule]) -> list[Rule]:
    """The rules from left to right, with parts of one rule joined."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.left):
        if done and rule.left - done[-1].right < _TOUCHING:
            right = max(rule.right, done[-1].right)
            done[-1] = Rule(done[-1].left, right, rule.at, (*done[-1].parts, *rule.parts))
        else:
            done.append(rule)
    return done


def _by_rules(piece: Piece, rules: Sequence[Rule]) -> list[Piece]:
    """A text of headers, divided by the rules below it, or by a rule's parts drawn by cell."""
    ends = sorted((rule.left, rule.right) for rule in rules)
    for (_, end), (begin, _) in pairwise(ends):
        if piece.left < end and begin < piece.right and end <= begin:
            parts = split(piece, (end + begin) / 2)
            if parts is not None and parts[1].left - parts[0].right > _SPLIT * piece.size:
                return [parts[0], *_by_rules(parts[1], rules)]
    return [piece]
