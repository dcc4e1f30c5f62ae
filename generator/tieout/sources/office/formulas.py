"""Compares stored values with their formulas; only sums and differences are calculated."""

import re
from decimal import Decimal

from tieout.sources.office.cells import Cell, Sheet, area_of

_AREA = r"\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?"
_TERM = re.compile(
    rf"(?P<sign>[+-]?)(?:SUM\((?P<sum>{_AREA}(?:,{_AREA})*)\)|(?P<cell>{_AREA}))", re.IGNORECASE
)
_LONGEST = 2_000
# A sum of binary numbers is off by so much of its largest part at most.
_OFF = Decimal("1e-9")
# In all so many cells are looked at: more are no statement's.
_MOST = 1_000_000


class Reckoning:
    """Calculates the sums of a sheet again."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells = sheet.cells
        self._left = _MOST

    def due(self, cell: Cell) -> Decimal | None:
        """The result of a cell's sum where its stored value differs; None where it agrees or is no sum."""
        if cell.number is None or not cell.formula or len(cell.formula) > _LONGEST:
            return None
        formula = cell.formula.replace(" ", "").removeprefix("=")
        total = largest = Decimal(0)
        at = 0
        while at < len(formula):
            term = _TERM.match(formula, at)
            if term is None or (at and not term["sign"]):
                return None
            part = self._part(term)
            if part is None:
                return None
            total += -part if term["sign"] == "-" else part
            largest = max(largest, abs(part))
            at = term.end()
        off = abs(total - cell.number)
        return total if at and off > max(largest, abs(cell.number)) * _OFF else None

    def _part(self, term: re.Match[str]) -> Decimal | None:
        """The value of a term of a formula; None where one of its cells is no number."""
        total = Decimal(0)
        for reference in (term["sum"] or term["cell"]).split(","):
            area = area_of(reference)
            if area is None or (term["cell"] and area[:2] != area[2:]):
                return None
            top, left, bottom, right = area
            self._left -= (bottom - top + 1) * (right - left + 1)
            if self._left < 0:
                return None
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    cell = self._cells.get((row, column))
                    if cell is None or (cell.number is None and term["sum"] and not cell.error):
                        continue
                    if cell.number is None:
                        return None
                    total += cell.number
        return total
