"""Compares two releases of a company."""

from tieout.compare.model import Change, Difference, Line, Side
from tieout.compare.releases import compare

__all__ = ["Change", "Difference", "Line", "Side", "compare"]
