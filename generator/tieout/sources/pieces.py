"""Cells while they are read, before they stand in a grid.

Signs and brackets in cells of their own are joined to their numbers here, for every source.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.document import GridCell
from tieout.document.typography import CURRENCY_SIGN, RAISED, is_dash, is_figure, is_year

# What stands before an amount: a currency sign, a bracket, or both in either order; a triangle for a minus.
_OPENS = re.compile(rf"\(?{CURRENCY_SIGN}\(?|\(|[△▲]")
# What stands behind one: a bracket, a per cent sign, or both, perhaps with a raised mark.
_CLOSES = re.compile(rf"(?=.)\)?\s*[%％]?\s*\)?[{RAISED}]*")
_BEGINS = re.compile(r"\(?\s*[-−–△▲]?\s*[.,]?\d")
_SIGN = re.compile(CURRENCY_SIGN)


@dataclass(slots=True)
class Piece:
    """A cell being read: the known fields of `GridCell`, and what only its source needs.

    `origin` is its place in the source's own terms; `size` is its font size in pixels, if there is one.
    """

    start: int
    end: int
    text: str
    origin: object
    down: int = 1
    currency: str = ""
    mark: bool = False
    header: bool = False
    bold: bool = False
    indent: int = 0
    ruled: bool = False
    size: float = 0.0

    def at(self, line: int, column: int) -> GridCell:
        """The cell, now that its place in the document's lines is known."""
        return GridCell(
            self.start,
            self.end,
            self.text,
            line,
            column,
            self.down,
            self.currency,
            self.mark,
            self.header,
            self.bold,
            self.indent,
            self.ruled,
        )


def opens(text: str) -> bool:
    """Whether a text is a sign that precedes amounts."""
    return _OPENS.fullmatch(text) is not None


def joined(row: Iterable[Piece]) -> list[Piece]:
    """The cells of a row, left to right, with separate signs and brackets joined to their numbers."""
    done: list[Piece] = []
    opened: Piece | None = None
    for cell in row:
        if opened is not None:
            if opens(cell.text):
                if _is_another(opened, cell):
                    done.append(opened)
                else:
                    _open(opened, cell)
                opened = cell
                continue
            if _takes_sign(cell):
                _open(opened, cell)
            else:
                done.append(opened)
            opened = None
        last = _last_figure(done)
        if last is not None and _ends(last, cell):
            last.end, last.text = cell.end, last.text + cell.text
        elif opens(cell.text):
            opened = cell
        else:
            done.append(cell)
    if opened is not None:
        _end_with(done, opened)
    return done


def _is_another(opened: Piece, cell: Piece) -> bool:
    """Whether two currency signs belong to two columns: `US$` beside `NT$` in a row of headers."""
    return bool(opened.currency or _SIGN.search(opened.text)) and _SIGN.search(cell.text) is not None


def _takes_sign(cell: Piece) -> bool:
    """Whether a sign before a cell belongs to it: the cell is an amount, readable or not."""
    return is_figure(cell.text) or _BEGINS.match(cell.text) is not None


def _open(opened: Piece, cell: Piece) -> None:
    """Joins a sign or a bracket to the cell that follows."""
    sign = _SIGN.search(opened.text)
    cell.text = "".join(character for character in opened.text if character in "(△▲") + cell.text
    cell.currency = opened.currency or (sign[0] if sign else "")
    cell.start = opened.start
    cell.ruled = cell.ruled or opened.ruled
    cell.bold = cell.bold or opened.bold


def _last_figure(done: Sequence[Piece]) -> Piece | None:
    """The last cell that is no raised mark; such marks may stand between an amount and its bracket."""
    for cell in reversed(done):
        if not cell.mark:
            return cell
    return None


def _ends(last: Piece, cell: Piece) -> bool:
    """Whether a cell only ends the one before: with a bracket or a percent sign."""
    if cell.mark or not _CLOSES.fullmatch(cell.text):
        return False
    if "%" in cell.text and is_year(last.text):
        # Heads: the column after that of the year is one of percentages.
        return False
    pairs = last.text.count("(") + cell.text.count("(") >= last.text.count(")") + cell.text.count(")")
    return pairs and (is_figure(last.text) or (")" in cell.text and "(" in last.text))


def _end_with(done: list[Piece], opened: Piece) -> None:
    """Joins a currency sign at the end of a row to the number before it, as in `1 234 €`."""
    last = _last_figure(done)
    alone = _SIGN.fullmatch(opened.text) is not None
    if last is not None and alone and not last.currency and is_figure(last.text) and not is_dash(last.text):
        last.currency, last.end = opened.text, opened.end
    else:
        done.append(opened)
