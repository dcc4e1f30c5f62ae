"""Plain text with tables set in spaces, as in EDGAR before 2005, and preformatted text inside pages."""

from tieout.sources.spaced.reader import SpacedText
from tieout.sources.spaced.tables import typed_grids

__all__ = ["SpacedText", "typed_grids"]
