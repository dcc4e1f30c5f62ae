"""The neutral document that every source gives: lines of text, and grids of cells with their places."""

from tieout.document.model import Document, Grid, GridCell, GridRow

__all__ = ["Document", "Grid", "GridCell", "GridRow"]
