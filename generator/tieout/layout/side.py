"""Divides tables that stand side by side in one grid:
assets and liabilities, or two statements of a sheet.
"""

from collections.abc import Sequence
from dataclasses import replace

from tieout.document import GridCell
from tieout.document.typography import is_figure, is_year
from tieout.language import Language
from tieout.layout.alignment import AlignedRow

# So many rows at least have a caption of either table.
_SEVERAL = 2


def side_by_side(rows: Sequence[AlignedRow], language: Language) -> tuple[tuple[AlignedRow, ...], ...]:
    """The rows of each table in a grid, from left to right; the whole grid where it is one table.

    A column of texts between columns of figures may belong to one table, such as the line in which a gain is
    recognized. It begins another table where the same headers stand on both sides of it, nothing above names
    it as a column, or a total ends its captions. A line by itself above the figures, such as a unit, applies
    to both.
    """
    width = max((len(row.cells) for row in rows), default=0)
    for at in range(2, width - 1):
        if _is_stub(rows, at) and _has_heads_again(rows, at, language):
            left = tuple(_cut(row, 0, at) for row in rows)
            right = tuple(_cut(row, at, width) for row in _with_lines(rows, at))
            # A third one may stand beside the second.
            return tuple(_filled(left)), *side_by_side(tuple(_filled(right)), language)
    return (tuple(rows),)


def _is_stub(rows: Sequence[AlignedRow], at: int) -> bool:
    """Whether a column has only captions, of rows with figures before and behind it."""
    captions: set[str] = set()
    for row in rows:
        cell = _at(row, at)
        if cell is None:
            continue
        if is_figure(cell.text) or not any(map(str.isalpha, cell.text)):
            return False
        if _has_figures(row.cells[1:at]) and _has_figures(row.cells[at + 1 :]):
            captions.add(cell.text)
    return len(captions) >= _SEVERAL


def _has_heads_again(rows: Sequence[AlignedRow], at: int, language: Language) -> bool:
    """Whether the same headers stand on both sides of a column of captions, as far as they name periods."""
    captions = [cell.text for row in rows if (cell := _at(row, at)) is not None]
    totals = any(language.is_total(text) and " " in text for text in captions)
    for row in rows:
        if any(is_figure(cell.text) and not is_year(cell.text) for cell in row.others):
            return False
        head = _at(row, at)
        left = [cell.text for cell in row.cells[1:at] if cell is not None]
        right = [cell.text for cell in row.cells[at + 1 :] if cell is not None]
        if head is not None and (left or right) and not totals:
            return False
        if left and left == right:
            return True
    return False


def _with_lines(rows: Sequence[AlignedRow], at: int) -> list[AlignedRow]:
    """The rows; each line by itself above the figures also stands at the column `at`,
    above the next table.
    """
    done: list[AlignedRow] = []
    above = True
    for row in rows:
        above = above and not any(is_figure(cell.text) and not is_year(cell.text) for cell in row.others)
        of_both = above and row.alone and len(row.cells) > at
        cells = (*row.cells[:at], row.stub, *row.cells[at + 1 :])
        done.append(replace(row, cells=cells) if of_both else row)
    return done


def _cut(row: AlignedRow, first: int, end: int) -> AlignedRow:
    ends = frozenset(one - first for one in row.ends if first < one <= end)
    spanned = frozenset(one - first for one in row.spanned if first < one < end)
    return AlignedRow(row.line, row.cells[first:end], ends, spanned)


def _filled(rows: Sequence[AlignedRow]) -> list[AlignedRow]:
    return [row for row in rows if any(cell is not None for cell in row.cells)]


def _has_figures(cells: Sequence[GridCell | None]) -> bool:
    return any(cell is not None and is_figure(cell.text) for cell in cells)


def _at(row: AlignedRow, at: int) -> GridCell | None:
    return row.cells[at] if at < len(row.cells) else None
