"""The page made of a PDF: its tables and paragraphs in order, each with its place."""

from collections.abc import Iterator, Sequence

from tieout.document.typography import is_mark
from tieout.sources.made import ORIGIN, UNSURE
from tieout.sources.pdf.pieces import Piece
from tieout.sources.pdf.regions import Row
from tieout.sources.pdf.tabled import Cell, Table, TableRow

# A line stands further below the last one of its paragraph than so often its size, or has a look of its own.
_PITCH = 1.65
_LOOK = 0.06
_EM = 1.2
# A table that goes on over a page has its columns where they were, but for so many points.
_SHIFT = 12.0
_LINES, _HEADING = 4, 16
Block = Table | list[Row]
Edges = dict[tuple[int, int], float]


def html_of(blocks: Sequence[Block]) -> str:
    """The blocks of a PDF as the HTML of a page's body: tables, and paragraphs of the rows between them.

    Each element has the place that it was printed at (page and box) as an attribute.
    """
    edges: dict[tuple[int, int], float] = {}
    for line in (row.line for block in blocks for row in _rows(block)):
        at = (line.page, line.turned)
        edges[at] = max(edges.get(at, 0.0), line.right)
    return "".join(part for block in blocks for part in _block(block, edges))


def _rows(block: Block) -> Iterator[Row]:
    yield from (one.row for one in block.rows) if isinstance(block, Table) else block


def _block(block: Block, edges: Edges) -> Iterator[str]:
    if isinstance(block, Table):
        yield '<div class="table"><table>\n'
        left = min((row.row.line.left for row in block.rows), default=0.0)
        for row in block.rows:
            yield _row(row, left)
        yield "</table></div>\n"
        return
    for lines in paragraphs(block, edges):
        yield f"<p {_origin(lines)}>{_prose(lines)}</p>\n"


def _row(row: TableRow, left: float) -> str:
    parts = ["<tr>"]
    at = 0
    for cell in row.cells:
        if cell.start > at:
            parts.append(f'<td colspan="{cell.start - at}"></td>' if cell.start - at > 1 else "<td></td>")
        parts.append(_cell(cell, row.row, left))
        at = cell.end
    return "".join(parts) + "</tr>\n"


def _cell(cell: Cell, row: Row, left: float) -> str:
    said = [origin(row, cell.pieces)]
    if cell.end - cell.start > 1:
        said.append(f'colspan="{cell.end - cell.start}"')
    if any(piece.figure for piece in cell.pieces):
        said.append('class="n"')
    if not all(word.sure for piece in cell.pieces for word in piece.words):
        said.append(f'{UNSURE}=""')
    style = []
    indent = round(cell.pieces[0].left - left)
    if not cell.start and indent > 1:
        style.append(f"padding-left:{indent}px")
    if cell.ruled:
        style.append("border-top:1px solid")
    if style:
        said.append(f'style="{";".join(style)}"')
    return f"<td {' '.join(said)}>{' '.join(piece.html for piece in cell.pieces)}</td>"


def origin(row: Row, pieces: Sequence[Piece]) -> str:
    """The place of pieces: the page, and the box in points from its upper left corner."""
    line = row.line
    box = (
        min(piece.left for piece in pieces),
        line.base - line.size,
        max(piece.right for piece in pieces),
        line.base + 0.3 * line.size,
    )
    return _named(line.page, line.turned, box)


def _origin(rows: Sequence[Row]) -> str:
    first = rows[0].line
    same = [row.line for row in rows if (row.line.page, row.line.turned) == (first.page, first.turned)]
    left, right = min(line.left for line in same), max(line.right for line in same)
    box = (left, first.base - first.size, right, same[-1].base + 0.3 * same[-1].size)
    return _named(first.page, first.turned, box)


def _named(page: int, turned: int, box: tuple[float, float, float, float]) -> str:
    said = " ".join(str(round(one)) for one in box)
    sideways = f", turned {90 * turned}" if turned else ""
    return f'{ORIGIN}="page {page}, box {said}{sideways}"'


def paragraphs(rows: Sequence[Row], edges: Edges) -> Iterator[list[Row]]:
    """The lines of each paragraph: close together, in one look, each full except the last.

    `edges` are the right ends of the lines on each page and direction.
    """
    found: list[Row] = []
    for row in rows:
        if found and not _goes_on(found, row, edges):
            yield found
            found = []
        found.append(row)
    if found:
        yield found


def _goes_on(found: Sequence[Row], row: Row, edges: Edges) -> bool:
    last, line = found[-1].line, row.line
    if last.turned != line.turned or abs(last.size - line.size) > _LOOK * last.size + 0.2:
        return False
    if last.page == line.page and not 0 < line.base - last.base < _PITCH * max(last.size, line.size):
        return False
    if last.bold != line.bold or _begins_item(row):
        return False
    # A word that would have found room in the line above begins anew.
    room = edges[last.page, last.turned] - last.right
    first = line.words[0]
    if room > first.right - first.left + _EM * last.size:
        return False
    moved = abs(line.left - last.left) > last.size
    if moved and abs(line.left + line.right - last.left - last.right) < last.size:
        return False  # titles, each in the middle
    return len(found) == 1 or not moved


def _begins_item(row: Row) -> bool:
    first = row.line.words[0]
    if not is_mark(first.text) or len(row.line.words) < 2:
        return False
    return len(row.pieces) > 1 or not first.text[:1].isalnum()


def _prose(rows: Sequence[Row]) -> str:
    return " ".join(_whole(row).html for row in rows)


def _whole(row: Row) -> Piece:
    return Piece(tuple(row.line.words), False, (row.line.left, row.line.right))


def goes_on(before: Table, table: Table, between: Sequence[Row]) -> bool:
    """Whether a table without headers at the top of a page continues the one at the bottom of the last.

    At most a few short lines, such as a title, stand between them.
    """
    if table.headed or len(before.columns) != len(table.columns) or not before.headed:
        return False
    short = len(between) <= _LINES and all(len(row.line.words) <= _HEADING for row in between)
    shift = zip(before.columns, table.columns, strict=True)
    return short and all(abs(one[1] - two[1]) < _SHIFT for one, two in shift)


def with_rest(before: Table, between: Sequence[Row], table: Table) -> Table:
    """A table that continues over a page as one: its rows, the lines `between`, the further rows."""
    wide = len(before.columns) + 1
    lines = [TableRow(row, (Cell(0, wide, (_whole(row),)),)) for row in between]
    return Table((*before.rows, *lines, *table.rows), before.columns)
