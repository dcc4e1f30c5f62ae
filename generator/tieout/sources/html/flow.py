"""Walks through a page once and writes its lines: one for each paragraph, one for each row of a table."""

from tieout.core import Source
from tieout.document import Document, Grid, GridCell, GridRow
from tieout.document.typography import is_mark
from tieout.sources.html.lines import Lines
from tieout.sources.html.table import TableRow, cells_of, has_figures, laid_out, row_elements
from tieout.sources.html.text import Run, has_text, text_of, text_of_runs
from tieout.sources.html.tree import Element
from tieout.sources.spaced import typed_grids

_ITEM = 2
# Blanks at the end of a line, tabs apart.
_BLANKS = " \u00a0\r\f\v"


def document_of(root: Element | None, shown: str) -> Document:
    """The document made of a page."""
    flow = _Flow(shown)
    if root is not None:
        flow.block(root)
    lines = flow.lines
    lines.end()
    return Document(shown, tuple(lines.lines), tuple(lines.grids), tuple(lines.sources))


class _Flow:
    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.lines = Lines(shown)
        self._runs: list[Run] = []
        self._at: Element | None = None

    def block(self, element: Element) -> None:
        """Writes an element that begins a new line, and ends the paragraph before."""
        self._end_block()
        if element.look.display == "table":
            self._table(element)
        elif element.look.typed and element.look.display == "block":
            self._typed(element)
        else:
            self._inside(element, element)
        self._end_block()

    def _inside(self, element: Element, block: Element) -> None:
        """Writes the content of an element; `block` is the paragraph around it."""
        for child in element.children:
            if isinstance(child, str):
                self._say(child, element, block)
            elif child.look.display == "none":
                continue
            elif child.tag == "br":
                self._end_line()
            elif child.look.is_inline:
                self._inside(child, block)
            else:
                self.block(child)

    def _say(self, text: str, element: Element, block: Element) -> None:
        if not element.look.shown:
            return
        if self._at is None and text.strip():
            self._at = block
        self._runs.append(Run(text, element.look))

    def _end_line(self) -> None:
        if self._at is not None:
            text = text_of_runs(self._runs)
            if text:
                self.lines.add(text, (self._at.source,))
        self._runs, self._at = [], None

    def _end_block(self) -> None:
        self._end_line()
        self.lines.end_block()

    def _typed(self, element: Element) -> None:
        """Writes preformatted text (`pre`): its lines stay lines,
        and its tables are set with tabs or spaces.
        """
        typed = _typed_text(element).split("\n")
        # A tab behind a heading among rows that are set with tabs says that it is one of them.
        tabbed = any("\t" in line.strip() for line in typed)
        typed = [line.rstrip(_BLANKS) if tabbed else line.rstrip() for line in typed]
        while typed and not typed[-1].strip():
            typed.pop()
        self.lines.grids += typed_grids(typed, self._shown, self.lines.next)
        for line in typed:
            self.lines.add(line, (element.source,) * (line.count("\t") + 1))

    # Tables ----------------------------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        self._beside_rows(table)
        groups = row_elements(table)
        if _lays_out(table):
            self._lines_of(groups)
            return
        rows, width = laid_out(groups, self._shown)
        if not has_figures(rows):
            self._lines_of(groups)
            return
        self._grid(rows, width)

    def _beside_rows(self, table: Element) -> None:
        """Writes the parts of a table outside its rows, such as its caption, above it."""
        for child in table.elements:
            if not child.look.display.startswith("table-") and child.look.display != "none":
                self.block(child)

    def _lines_of(self, groups: list[list[Element]]) -> None:
        """Writes a table that only lays out text:
        its cells are paragraphs; a mark before an item shares its line.
        """
        for row in (row for group in groups for row in group):
            cells = [cell for cell in cells_of(row) if has_text(cell)]
            if len(cells) == _ITEM and is_mark(text_of(cells[0])) and not _tables_in(cells[1]):
                text = " ".join(text_of(cell) for cell in cells)
                self.lines.add(text, (cells[1].source,))
                self.lines.end_block()
                continue
            for cell in cells:
                self._end_block()
                self._inside(cell, cell)
                self._end_block()

    def _grid(self, rows: list[TableRow], width: int) -> None:
        """Writes a table as a grid, from its first row with text to its last."""
        filled = [number for number, row in enumerate(rows) if row.pieces]
        done: list[GridRow] = []
        for row in rows[filled[0] : filled[-1] + 1]:
            done.append(GridRow(self.lines.next, self._row(row)))
        self.lines.grids.append(Grid(tuple(done), width))

    def _row(self, row: TableRow) -> tuple[GridCell, ...]:
        """Writes the line of a row: a tab between its cells, and before one that is not at the edge."""
        cells: list[GridCell] = []
        sources: list[Source] = []
        text = ""
        for piece in row.pieces:
            if cells or piece.start > 0:
                text += "\t"
            if not cells and piece.start > 0:
                sources.append(row.element.source)
            cell = piece.origin
            assert isinstance(cell, Element)
            sources.append(cell.source)
            cells.append(piece.at(self.lines.next, len(text) + 1))
            text += piece.text
        self.lines.add(text, tuple(sources))
        return tuple(cells)


def _typed_text(element: Element) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child.replace("\u00a0", " ") if element.look.shown else "")
        elif child.tag == "br":
            parts.append("\n")
        elif child.look.display != "none":
            parts.append(_typed_text(child))
    return "".join(parts)


def _tables_in(element: Element) -> list[Element]:
    """The visible tables inside an element, but not those inside of them."""
    found: list[Element] = []
    for child in element.elements:
        if child.look.display == "table":
            found.append(child)
        elif child.look.display != "none":
            found += _tables_in(child)
    return found


def _lays_out(table: Element) -> bool:
    """Whether a table contains others and so lays them out, unless each is only one line in a cell."""
    inner = _tables_in(table)
    return any(
        _tables_in(one) or len([row for group in row_elements(one) for row in group]) > 1 for one in inner
    )
