"""How many decimal places the figures in a column of a table have."""

import re
from collections.abc import Mapping, Sequence

from tieout.layout import Row
from tieout.mapping.paired import Meaning, Paired, Slot

_DECIMALS = re.compile(r"\d\.(\d+)")


class DecimalPlaces:
    """Counts the decimal places of one table. `meanings` are what its columns are for, by their number."""

    def __init__(self, paired: Paired, meanings: Mapping[int, Meaning]) -> None:
        self._table = paired.table
        self._meanings = meanings
        self._known: dict[int, int] = {}

    def of(self, number: int, row: Row, slot: Slot) -> int:
        """The decimal places of the figures in a column; a damaged one counts as far as it can be read.

        A column without figures has those of the other columns in its unit, an amount per share those beside
        it.
        """
        if slot.concept.type == "per-share" and (beside := self._beside(row)):
            return _usual(beside)
        if number not in self._known:
            self._known[number] = self._in_column(number)
        return self._known[number]

    def _beside(self, row: Row) -> list[int]:
        """The decimal places of each number that a row prints in a column of a period."""
        dated = [n for n, meaning in self._meanings.items() if meaning.kind == "period"]
        readings = [row.cells[n - 1].reading for n in dated if n <= len(row.cells)]
        return [reading.places for reading in readings if reading.kind == "number"]

    def _in_column(self, number: int) -> int:
        column = self._table.header(number)
        unit = column.unit if column is not None else None
        alike = [n for n, other in enumerate(self._table.columns, 1) if other.unit == unit]
        places = self._shown([number]) or self._shown(alike)
        return _usual(places) if places else 0

    def _shown(self, columns: Sequence[int]) -> list[int]:
        """The decimal places of each number in some columns; of damaged ones where there is no other."""
        cells = [row.cells[n - 1] for row in self._table.rows for n in columns if n <= len(row.cells)]
        places = [cell.reading.places for cell in cells if cell.reading.kind == "number"]
        return places or [len(part) for cell in cells for part in _DECIMALS.findall(cell.text)]


def _usual(places: Sequence[int]) -> int:
    return max(set(places), key=places.count)
