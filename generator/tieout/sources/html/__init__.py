"""Pages: HTML as browsers parse it, style it and lay out its tables, made into a neutral document."""

from tieout.sources.html.page import Html

__all__ = ["Html"]
