"""The state of recovery: figures of damaged cells, their relations, and legible numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tieout.core import Figure
from tieout.definitions import Company
from tieout.mapping import Damaged
from tieout.recover.cells import Piece, pieces_in, value_of
from tieout.recover.unsure import rest_on_one
from tieout.relations import Bound, Interval, Key, bind, interval, key_of, solve

# Cells that have run into each other stand in one row, or in rows that follow one another.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure found for a damaged cell, the relations that give it, and the piece that prints it, if any.

    `exact`: a relation allows no other figure, whatever is legible in the cell.
    """

    figure: Figure
    relations: tuple[str, ...]
    piece: Piece | None
    exact: bool = False


def key_of_cell(cell: Damaged) -> Key:
    """The key of the figure that a damaged cell should hold."""
    return key_of(cell.concept.name, cell.members, cell.period)


class Unknowns:
    """The damaged cells that are open, by figure, and what bears on them.

    `known` are figures that are legible or proven; `open` the damaged cells of each other figure; `bounds`
    the relations with such figures. `nothing` are figures of blank cells that an exact relation shows to be
    empty, `claimed` the legible numbers that are explained. `unsure` are known figures that not all readings
    of a scan agree on.
    """

    def __init__(
        self,
        damaged: tuple[Damaged, ...],
        figures: dict[Key, Figure],
        company: Company,
        unsure: frozenset[Key] = frozenset(),
    ) -> None:
        self.known = dict(figures)
        self.open: dict[Key, list[Damaged]] = {}
        for cell in damaged:
            self.open.setdefault(key_of_cell(cell), []).append(cell)
        self.bounds: dict[Key, list[Bound]] = {key: [] for key in self.open}
        for bound in bind(company, dict.fromkeys((*self.known, *self.open))):
            for key in self.bounds.keys() & bound.keys:
                self.bounds[key].append(bound)
        self.nothing: set[Key] = set()
        self.unsure = unsure
        self.claimed: set[tuple[object, int]] = set()
        self._damaged = damaged
        self._pieces = {cell.id: tuple(pieces_in(cell)) for cell in damaged}

    def finest(self, key: Key) -> Damaged:
        """The open cell that would print a figure with the most digits."""
        return min(self.open[key], key=lambda cell: -cell.decimals)

    def limits(self, key: Key, cell: Damaged) -> list[tuple[Bound | None, Interval]]:
        """The values that a figure can have by relations without other unknowns, and by a less precise
        printing.

        An exact relation is exact only over figures of one precision.
        """
        found: list[tuple[Bound | None, Interval]] = []
        for given in self.bounds[key]:
            bound = given.without(self.nothing - {key})
            if bound is not None and all(other == key or self.is_known(other) for other in bound.keys):
                level = all(
                    self.known[other].decimals == cell.decimals for other in bound.keys if other != key
                )
                bound = replace(bound, exact=bound.exact and level)
                limit = solve(bound, key, self.known)
                if limit is not None:
                    found.append((bound, limit))
        if rest_on_one((bound for bound, _ in found if bound is not None), self.unsure):
            found = []
        if key in self.known:
            found.append((None, interval(self.known[key])))
        return found

    def is_known(self, key: Key) -> bool:
        """Whether a figure is known as precisely as any cell, a damaged one included, would print it."""
        known = self.known.get(key)
        return known is not None and all(known.decimals >= cell.decimals for cell in self.open.get(key, ()))

    def free(self, cell: Damaged) -> Iterator[Piece]:
        """The numbers in the cell and in damaged cells beside it that belong to no other figure."""
        for other in (cell, *self._beside(cell)):
            for piece in self._pieces[other.id]:
                if (piece.cell.id, piece.offset) not in self.claimed:
                    yield piece

    def elsewhere(self, cell: Damaged, figure: Figure) -> Piece | None:
        """The number that prints a figure,
        in the cell or a damaged cell beside it, if it belongs to no other.
        """
        for piece in self.free(cell):
            if value_of(piece, cell) == figure.value and piece.places == cell.places:
                return piece
        return None

    def _beside(self, cell: Damaged) -> Iterator[Damaged]:
        for other in self._damaged:
            same = other.place.table == cell.place.table and other.statement == cell.statement
            rows = abs(other.place.line - cell.place.line)
            if other is not cell and same and (rows == 0 or (rows <= _NEAR and other.period == cell.period)):
                yield other
