"""The rows of a printed table: one for each line, or for each date; and which of them are totals."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from tieout.definitions import Line, Statement, first_of
from tieout.mapping import Printed

Entry = tuple[str, Printed]
"""A printed figure and the id of the fact that it is or repeats."""

_DEEPEST = 4


class GridRow(NamedTuple):
    """A row: its printed label, and the figures in each column of its grid.

    `number` is its line in the release, 0 for a heading without one. `inside` are figures within the label. A
    cell holds several entries if one figure is several facts, and none if nothing is printed. A `total` sums
    rows above it in its table; a `grand` total enters no further one.
    """

    number: int
    label: str
    depth: int
    heading: bool
    total: bool
    grand: bool
    inside: tuple[Entry, ...]
    cells: tuple[tuple[Entry, ...], ...]


Start = tuple[int, str, int, bool, bool, bool]
"""A row without its figures: what `GridRow` begins with."""


def row_of(
    start: Start, cells: dict[int, tuple[Entry, ...]], inside: Sequence[Entry], columns: list[int]
) -> GridRow:
    """A row with the figures within its label, and those in each column."""
    return GridRow(*start, tuple(inside), tuple([cells.get(column, ()) for column in columns]))


def rows_of_lines(statement: Statement, lines: list[Line], found: dict[int, list[Entry]]) -> Iterator[Start]:
    """A row for each line, headings included, in the order of the definition."""
    totals, grand = _totals(statement, {line.index for line in lines})
    depth: dict[int, int] = {}
    for line in lines:
        depth[line.index] = depth.get(line.parent, -1) + 1 if line.parent is not None else 0
        cell = found[line.index][-1][1].cell if line.index in found else None
        if cell is None and not line.heading:
            continue
        captions = line.captions or (first_of(line.concept.label),)
        yield (
            cell.line if cell is not None else 0,
            _undamaged(cell.row, line) if cell is not None else captions[0],
            min(depth[line.index], _DEEPEST),
            line.heading,
            line.index in totals,
            line.index in grand,
        )


def _totals(statement: Statement, there: set[int]) -> tuple[set[int], set[int]]:
    """The lines of a table that sum lines above them, and those of them that enter no further total."""
    lines = [statement.lines[index] for index in sorted(there)]
    named = {(line.concept.name, line.members): line.index for line in lines if line.at is None}
    sums = [(found.total, [part for part, _ in found.parts]) for found in statement.sums]
    for relation in statement.relations:
        total = named.get((relation.total.concept.name, relation.total.members))
        if total is None or relation.per is not None:
            continue
        terms = (relation.total, *(term for _, term in relation.parts))
        # What only takes away, as an elimination does, is no total of what it takes.
        adds = any(weight > 0 for weight, _ in relation.parts)
        if adds and not any(term.at for term in terms):
            sums.append((total, [named.get((term.concept.name, term.members), -1) for term in terms[1:]]))
    own = [line.index for line in lines if not line.heading and not line.concept.derived]
    above = dict(zip(own[1:], own, strict=False))
    # A gross margin far below its revenue and cost is a difference of lines, not the foot of a column.
    sums = [(total, parts) for total, parts in sums if {total, *parts} <= there and above.get(total) in parts]
    totals = {total for total, _ in sums}
    return totals, totals & set(own[-1:]) - {part for _, parts in sums for part in parts}


def _undamaged(printed: str, line: Line) -> str:
    """The printed caption, or the defined one where letters are lost."""
    if line.inside or not line.captions or printed in line.captions:
        return printed
    if any(_bare(caption) in _bare(printed) for caption in line.captions):
        return printed
    return max(line.captions, key=lambda caption: fuzz.ratio(caption, printed))


@lru_cache(maxsize=2_000)
def _bare(caption: str) -> str:
    return "".join(filter(str.isalnum, caption.casefold()))


def rows_of_dates(found: Iterable[list[Entry]]) -> Iterator[Start]:
    """A row for each printed line of a table whose rows are dated."""
    labels: dict[int, str] = {}
    for cell in (printed.cell for entries in found for _, printed in entries):
        labels.setdefault(cell.line, cell.row)
    for number, label in sorted(labels.items()):
        yield number, label, 0, False, False, False
