"""Plain text whose tables are set with spaces, as EDGAR's were before 2005, and typed text inside pages."""

from tieout.sources.spaced.reader import SpacedText
from tieout.sources.spaced.tables import typed_grids

__all__ = ["SpacedText", "typed_grids"]
