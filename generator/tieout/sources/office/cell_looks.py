"""The rules and indents of cells in a Word document, which mammoth does not pass on.

A rule above a figure begins a total, and an indent puts a caption below the one before (ISO/IEC 29500-1,
17.4.66 tcBorders, 17.3.1.12 ind). Styles of tables and paragraphs are ignored: grid lines around every cell
mark no totals.
"""

from collections.abc import Iterator

from lxml import etree

from tieout.sources.office.changes import value_of

Place = tuple[int, int, int]
"""The table, the row and the cell, each counted from 1: tables within tables are none."""

# In whatever namespace: strict documents have another.
_TABLE, _ROW, _CELL = "{*}tbl", "{*}tr", "{*}tc"
_NO_RULE = ("", "nil", "none")
# Twentieths of a point.
_TWIPS = 20
# No caption is set further in; what is, is no indent.
_MOST_POINTS = 400


def cell_looks(root: etree._Element) -> dict[Place, str]:
    """The looks of cells as style declarations, for the cells that have any."""
    found: dict[Place, str] = {}
    tables = [table for table in root.iter(_TABLE) if next(table.iterancestors(_TABLE), None) is None]
    for number, table in enumerate(tables, 1):
        for row_number, row in enumerate(_own(table, _ROW, _TABLE), 1):
            cells = [cell for cell in _own(row, _CELL, _ROW) if not _goes_on(cell)]
            for cell_number, cell in enumerate(cells, 1):
                if look := _look(cell):
                    found[number, row_number, cell_number] = look
    return found


def _own(element: etree._Element, tag: str, within: str) -> Iterator[etree._Element]:
    """The parts of a table or row that belong to it and not to a nested table; fields may stand between."""
    for part in element.iter(tag):
        if next(part.iterancestors(within), None) is element:
            yield part


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is a lower part of a cell that spans several rows."""
    merge = cell.find("{*}tcPr/{*}vMerge")
    return merge is not None and value_of(merge, "val") in ("", "continue")


def _look(cell: etree._Element) -> str:
    said = [
        f"border-{side}: 1px solid"
        for side in ("top", "bottom")
        if (rule := cell.find(f"{{*}}tcPr/{{*}}tcBorders/{{*}}{side}")) is not None
        and value_of(rule, "val") not in _NO_RULE
    ]
    if points := _indent(cell):
        said.append(f"padding-left: {points}pt")
    return "; ".join(said)


def _indent(cell: etree._Element) -> int:
    """The indent of a cell's first line, in points."""
    indent = cell.find("{*}p/{*}pPr/{*}ind")
    if indent is None:
        return 0
    left = _twips(indent, "left") or _twips(indent, "start")
    points = (left + _twips(indent, "firstLine") - _twips(indent, "hanging")) // _TWIPS
    return points if 0 < points <= _MOST_POINTS else 0


def _twips(indent: etree._Element, name: str) -> int:
    said = value_of(indent, name)
    return int(said) if said.isascii() and said.isdigit() and len(said) <= len("31680") else 0
