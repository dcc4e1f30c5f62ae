"""The columns of figures in a table set with spaces: figures of a column end at one edge."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from tieout.document.typography import is_year
from tieout.sources.spaced.chunks import Chunk, Line, figure_at_end

# A closing bracket, a sign of per cent or a mark stands one or two characters behind the edge.
_BEHIND = 2
# A head that is wider than its column's figures stands so far over the edge.
BEYOND = 4
_MOST_HEADS = 8
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: it ends at `edge`, and its figures occupy the characters [start, end)."""

    edge: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of figures of a table, from left to right."""

    columns: tuple[Column, ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Columns":
        """The columns of a table's lines.

        A row of years alone is a row of headers. These are centered and end elsewhere than the figures below
        them.
        """
        rows = [line for line in lines if line.is_row]
        below = [line for line in rows if not are_years(line)]
        figures = [figure for line in below or rows for figure in line.figures]
        counts = Counter(edge_of(figure) for figure in figures)
        edges: list[int] = []
        for edge, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
            if all(abs(edge - other) > _BEHIND for other in edges):
                edges.append(edge)
        extents = {edge: [edge, edge] for edge in sorted(edges)}
        for figure in figures:
            own = min(extents, key=lambda edge: abs(edge - edge_of(figure)))
            extents[own] = [min(extents[own][0], figure.start), max(extents[own][1], figure.end)]
        return cls(tuple(Column(edge, start, end) for edge, (start, end) in extents.items()))

    @property
    def left(self) -> int:
        """The start of the first column of figures."""
        return min((column.start for column in self.columns), default=0)

    def parted(self, line: Line, rules: Sequence[Chunk]) -> list[Chunk]:
        """The chunks of a line, with those divided that belong to several columns but are one space apart.

        `rules` are those drawn below the line: a rule under several columns keeps its header whole.
        """
        if not line.is_row:
            return self._parted_heads(line, rules)
        taken = {edge_of(figure) for figure in line.figures}
        done: list[Chunk] = []
        for chunk in line.chunks:
            done += [chunk] if chunk.figure else self._label_and_figure(chunk, taken)
        return done

    def _label_and_figure(self, chunk: Chunk, taken: set[int]) -> list[Chunk]:
        """A label one space before a figure, divided: the figure ends where its column's others do."""
        figure = figure_at_end(chunk)
        if figure is None or edge_of(figure) in taken:
            return [chunk]
        if all(column.edge != edge_of(figure) for column in self.columns):
            return [chunk]
        label = chunk.text[: figure.start - chunk.start].rstrip()
        return [Chunk(chunk.start, chunk.start + len(label), label), figure]

    def _parted_heads(self, line: Line, rules: Sequence[Chunk]) -> list[Chunk]:
        """Headers one space apart (`2003 Change`), divided if the line has one for each column.

        It has if another of its headers stands over one column alone, or if the parts look alike.
        """
        single = any(
            len(self.under(chunk)) == 1 and chunk.start >= self.left - _BEHIND for chunk in line.chunks
        )
        done: list[Chunk] = []
        for chunk in line.chunks:
            parts = [chunk] if any(self._joins(rule, chunk) for rule in rules) else self._parts(chunk)
            done += parts if single or _alike(parts) else [chunk]
        return done

    def over_rules(self, chunks: list[Chunk], rules: Sequence[Chunk]) -> list[Chunk]:
        """The headers, each as wide as the only rule below it, where that is over several columns."""
        done: list[Chunk] = []
        for chunk in chunks:
            below = [rule for rule in rules if self._joins(rule, chunk)]
            alone = len(below) == 1 and sum(self._joins(below[0], other) for other in chunks) == 1
            done.append(
                replace(chunk, start=below[0].start, end=below[0].end, begin=chunk.start) if alone else chunk
            )
        return done

    def under(self, chunk: Chunk) -> list[Column]:
        """The columns below a header."""
        return [column for column in self.columns if column.start < chunk.end and chunk.start < column.end]

    def _joins(self, rule: Chunk, chunk: Chunk) -> bool:
        return rule.start < chunk.end and chunk.start < rule.end and len(self.under(rule)) > 1

    def _parts(self, chunk: Chunk) -> list[Chunk]:
        """A header cut at the edges of its columns, if a word ends at each of them.

        Of several cuts, one whose parts look alike counts, `June 28,` and `January 3,`; else the nearest.
        """
        edges = [column.edge for column in self.under(chunk)]
        beyond = abs(chunk.end - edges[-1]) if edges else 0
        if not 2 <= len(edges) <= _MOST_HEADS or chunk.start < self.left - _BEHIND or beyond > BEYOND:
            return [chunk]
        near = [
            sorted((at for at in _spaces(chunk) if abs(at - edge) <= _BEHIND), key=lambda at: abs(at - edge))
            for edge in edges[:-1]
        ]
        cuts = [_cut(chunk, list(places)) for places in product(*near)]
        alike = next((parts for parts in cuts if _alike(parts)), None)
        if alike is not None or not cuts or beyond > _BEHIND:
            return alike or [chunk]
        return cuts[0]


def are_years(line: Line) -> bool:
    """Whether a line holds only years."""
    return all(chunk.figure and is_year(chunk.text) for chunk in line.chunks)


def edge_of(figure: Chunk) -> int:
    """The end of a figure's digits; a bracket, mark or sign behind them stands beyond the edge."""
    return figure.end - len(figure.text) + len(figure.text.rstrip(")%*†‡§"))


def _alike(parts: list[Chunk]) -> bool:
    """Whether headers have the same form, as `Jun 30,` and `Mar 31,` have."""
    shapes = {_LETTERS.sub("a", _DIGITS.sub("9", part.text)).strip(",") for part in parts}
    return len(shapes) == 1 and "9" in shapes.pop()


def _spaces(chunk: Chunk) -> list[int]:
    return [chunk.start + at for at, character in enumerate(chunk.text) if character == " "]


def _cut(chunk: Chunk, cuts: list[int]) -> list[Chunk]:
    parts: list[Chunk] = []
    at = chunk.start
    for cut in [*cuts, chunk.end]:
        text = chunk.text[at - chunk.start : cut - chunk.start]
        begin = at + len(text) - len(text.lstrip())
        parts.append(Chunk(begin, cut, text.strip()))
        at = cut
    return parts
