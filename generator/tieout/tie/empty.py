"""Empty cells whose value would make a failing sum hold:
they are the likely cause, not the printed figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Figure, Place
from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.mapping import Damaged
from tieout.relations import Bound, Key, bind, index_of, key_of

# What a line prints in another column is so many times as much, or as little, at most.
_LIKE = 4


@dataclass(frozen=True, slots=True)
class Empty:
    """An empty cell, and the value that it would print if its sum held."""

    row: str
    place: Place
    printed: str


class EmptyCells:
    """The empty cells that are parts of sums, beside figures of the same line."""

    def __init__(self, facts: FactSet, company: Company, figures: Mapping[Key, Figure]) -> None:
        index = index_of(facts)
        blank = (cell for cell in facts.damaged if cell.blank)
        cells = {key_of(cell.concept.name, cell.members, cell.period): cell for cell in blank}
        self._cells = {key: cell for key, cell in cells.items() if key not in index}
        self._figures = figures
        self._bounds: dict[tuple[str, Key], Bound] = {}
        if self._cells:
            for bound in bind(company, (*index, *self._cells)):
                self._bounds[bound.relation, bound.total] = bound

    def of(self, bound: Bound, residue: Decimal) -> Empty | None:
        """The one empty cell whose value would make the sum hold,
        if its line has similar values; else None.
        """
        whole = self._bounds.get((bound.relation, bound.total))
        if whole is None or whole.per is not None:
            return None
        open_ = [(weight, self._cells[key], key) for weight, key in whole.parts if key in self._cells]
        likely = [(weight, cell) for weight, cell, key in open_ if self._is_like(key, residue)]
        if len(likely) != 1:
            return None
        ((weight, cell),) = likely
        return Empty(cell.place.row, cell.place, _printed(cell, weight * residue))

    def _is_like(self, key: Key, residue: Decimal) -> bool:
        """Whether another column of the line prints a value of about this size."""
        concept, members, _ = key
        beside = (
            abs(figure.value)
            for (name, of, _), figure in self._figures.items()
            if (name, of) == (concept, members)
        )
        return any(
            value <= _LIKE * abs(residue) and abs(residue) <= _LIKE * value for value in beside if value
        )


def _printed(cell: Damaged, value: Decimal) -> str:
    """A value as the cell would print it."""
    shown = (value * cell.sign).scaleb(-cell.scale)
    return f"({-shown:,.{cell.places}f})" if shown < 0 else f"{shown:,.{cell.places}f}"
