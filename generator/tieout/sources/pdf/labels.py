"""Joins labels that are broken over several lines: these are closer than rows, and full."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tieout.sources.pdf.pieces import Piece
from tieout.sources.pdf.regions import Row

# The lines of a label stand so much closer than rows; a word takes a blank of so much of its size as well.
_CLOSER, _BLANK = 0.93, 0.25


def with_whole_labels(rows: Sequence[Row], zone: float) -> list[Row]:
    """The rows of a table with whole labels; its figures begin at `zone`.

    A line continues in the next one if that is closer than two rows and its first word would not have fitted.
    In tables set as closely as lines nothing is joined: there the layout decides by words.
    """
    pitch = _pitch(rows)
    labels = (row.pieces[0].right for row in rows if not row.head and not row.pieces[0].figure)
    edge = max((right for right in labels if right <= zone), default=0.0)
    done: list[Row] = []
    for row in rows:
        if done and _goes_on(done[-1], row, pitch, edge):
            done[-1] = _joined(done[-1], row)
        else:
            done.append(row)
    return done


def _pitch(rows: Iterable[Row]) -> float:
    """The distance of neighbouring rows of figures."""
    found: list[float] = []
    last: Row | None = None
    for row in rows:
        if last is not None and last.figures and row.figures and not last.head:
            found.append(row.line.base - last.line.base)
        last = row
    return sorted(found)[len(found) // 2] if found else 0.0


def _goes_on(last: Row, row: Row, pitch: float, edge: float) -> bool:
    label, more = last.pieces[0], row.pieces[0]
    if last.head or row.head or label.figure or more.figure:
        return False
    if len(last.pieces) > 1 and len(row.pieces) > 1:
        return False
    ends = last.ends or last.line
    close = 0 < row.line.base - ends.base < _CLOSER * pitch and row.line.page == ends.page
    first = more.words[0]
    full = label.right + _BLANK * more.size + first.right - first.left > edge
    return close and full and more.left >= label.left - 1 and not label.text.endswith(":")


def _joined(last: Row, row: Row) -> Row:
    """Two rows as one, on the line of the figures; the label ends on the second one's line."""
    label, more = last.pieces[0], row.pieces[0]
    whole = Piece((*label.words, *more.words), False, label.core)
    line = last.line if len(last.pieces) > 1 else row.line
    return replace(last, line=line, pieces=[whole, *last.pieces[1:], *row.pieces[1:]], ends=row.line)
