"""A page as a text with tabs: what tests write the other forms of a release from."""

from pathlib import Path

from tieout.layout.alignment import AlignedRow, aligned
from tieout.sources import read_document


def as_text(page: Path) -> str:
    """The lines of a page, each row of a table with its columns apart by tabs.

    A head over several columns stands above each of them, since a text has no spans.
    """
    document = read_document(page)
    rows = {row.line: _tabbed(row) for grid in document.grids for row in aligned(grid)}
    inside = {row.line for grid in document.grids for row in grid.rows}
    lines = [
        rows.get(number, line)
        for number, line in enumerate(document.lines, 1)
        if number in rows or number not in inside
    ]
    return "\n".join(lines)


def _tabbed(row: AlignedRow) -> str:
    texts: list[str] = []
    above = ""
    for number, cell in enumerate(row.cells):
        if cell is not None:
            above = cell.text if number else ""
        texts.append(cell.text if cell is not None else above if number in row.spanned else "")
    return "\t".join(texts)
