"""PDF with a text layer as a source: letters become tables and paragraphs by their positions."""

from tieout.sources.pdf.reader import Pdf

__all__ = ["Pdf"]
