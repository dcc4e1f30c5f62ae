"""Two releases of a company held against each other."""

from tieout.compare.model import Difference, Line, Side
from tieout.compare.releases import compare

__all__ = ["Difference", "Line", "Side", "compare"]
