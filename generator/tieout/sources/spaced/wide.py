"""Headers in text set with spaces that begin left of their columns, since they are wider than the figures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.sources.spaced.chunks import Chunk, Line
from tieout.sources.spaced.columns import BEYOND, Column, Columns, are_years

# So near the middle of a table a title is centered over it.
_CENTERED = 2
# Of so many columns on, heads may be one for each.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class WideHeads:
    """Tells wide headers above a table from titles and captions.

    `middle` is the middle of the table, labels and figures together; `labels` are the characters at which its
    labels begin.
    """

    columns: Columns
    middle: float
    labels: frozenset[int]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "WideHeads":
        """Made from the lines of a table."""
        rows = [line for line in lines if line.is_row]
        firsts = [row.chunks[0] for row in rows]
        start = min((first.start for first in firsts), default=0)
        end = max((row.chunks[-1].end for row in rows), default=0)
        labels = frozenset(first.start for first in firsts if not first.figure)
        return cls(Columns.of(lines), (start + end) / 2, labels)

    def narrowed(self, lines: Sequence[Line], number: int, chunks: Sequence[Chunk]) -> list[Chunk]:
        """The chunks of a line above the rows, with each wide header reduced to the width of its columns."""
        line = lines[number]
        if (line.figures and not are_years(line)) or self._is_title(lines, number):
            return list(chunks)
        rules = lines[number + 1].rules if number + 1 < len(lines) else ()
        each = self._is_one_each(chunks)
        done: list[Chunk] = []
        for at, chunk in enumerate(chunks):
            below = self._columns_of(chunk, rules)
            if each and not self.columns.under(chunk):
                below = [self.columns.columns[at]]
            done.append(_over(chunk, below) if below else chunk)
        return done

    def _is_one_each(self, chunks: Sequence[Chunk]) -> bool:
        """Whether the headers stand one over each of several columns, between the column before and their
        own.

        Headers and years aligned left, above figures aligned right, stand over none.
        """
        columns = self.columns.columns
        if len(chunks) != len(columns) or len(columns) < _SEVERAL or not self._is_behind_labels(chunks[0]):
            return False
        before = [-1, *(column.edge for column in columns)]
        return all(
            start < chunk.start and chunk.end <= column.edge + BEYOND
            for start, chunk, column in zip(before, chunks, columns, strict=False)
        )

    def _is_title(self, lines: Sequence[Line], number: int) -> bool:
        """Whether a line is one text, centered over the whole table or aligned with another title."""
        if len(lines[number].chunks) != 1:
            return False
        chunk = lines[number].chunks[0]
        beside = [*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]]
        return abs(_center(chunk) - self.middle) <= _CENTERED or any(
            _is_centered_with(line, chunk) and not self._centered_over(line.chunks[0]) for line in beside
        )

    def _columns_of(self, chunk: Chunk, rules: Sequence[Chunk]) -> list[Column]:
        """The columns of a wide header: it is centered over them, or ends at the edge of the only one.

        It may also stand over a rule that is drawn over one column alone.
        """
        if chunk.start >= self.columns.left or not self._is_behind_labels(chunk):
            return []
        below = self.columns.under(chunk)
        if self._centered_over(chunk) or (len(below) == 1 and abs(chunk.end - below[0].edge) <= BEYOND):
            return below
        ruled = [rule for rule in rules if rule.start < chunk.end and chunk.start < rule.end]
        below = self.columns.under(ruled[0]) if len(ruled) == 1 and self._is_behind_labels(ruled[0]) else []
        return below if len(below) == 1 else []

    def _centered_over(self, chunk: Chunk) -> bool:
        """Whether the middle of a text is that of the columns below it."""
        below = self.columns.under(chunk)
        return bool(below) and abs(_center(chunk) - (below[0].start + below[-1].end) / 2) <= BEYOND

    def _is_behind_labels(self, chunk: Chunk) -> bool:
        """Whether a text begins where no label does; a long caption may end anywhere."""
        return chunk.start not in self.labels and chunk.start > min(self.labels, default=-1)


def _over(chunk: Chunk, columns: Sequence[Column]) -> Chunk:
    """A header with the width of its columns."""
    return replace(chunk, start=columns[0].start, end=columns[-1].end, begin=chunk.start)


def _is_centered_with(line: Line, chunk: Chunk) -> bool:
    """Whether a line is one text of another length with the same middle."""
    if len(line.chunks) != 1 or line.chunks[0].end == chunk.end:
        return False
    return abs(_center(line.chunks[0]) - _center(chunk)) <= 1


def _center(chunk: Chunk) -> float:
    return (chunk.start + chunk.end) / 2
