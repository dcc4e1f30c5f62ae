"""Cells that belong to the number beside them: minus signs, and footnote marks in small letters."""

from collections.abc import Iterable, Sequence

from tieout.document.typography import is_dash, is_figure
from tieout.sources.html.text import is_number_mark, superscript
from tieout.sources.pieces import Piece, opens

_MINUS = frozenset("-−–")
# A cell of this share of the size of the figures beside it holds a mark.
_SMALL = 0.85


def mark_small(rows: Sequence[Sequence[Piece]]) -> None:
    """Marks the cells that hold footnote marks in a small font, in columns that hold nothing else."""
    small: dict[int, list[Piece]] = {}
    others: set[int] = set()
    for row in rows:
        size = max((piece.size for piece in row if is_figure(piece.text)), default=0.0)
        for piece in row:
            if piece.mark or (piece.size <= size * _SMALL and is_number_mark(piece.text)):
                small.setdefault(piece.start, []).append(piece)
            else:
                others.add(piece.start)
    for start, pieces in small.items():
        if start not in others:
            for piece in pieces:
                piece.text, piece.mark = superscript(piece.text), True


def sign_slots(rows: Iterable[Sequence[Piece]]) -> set[int]:
    """The slots of a table that only hold signs before numbers;
    in at least one row a sign that is no dash.
    """
    signs: set[int] = set()
    others: set[int] = set()
    for row in rows:
        for piece in row:
            if piece.end - piece.start > 1:
                continue
            if opens(piece.text):
                signs.add(piece.start)
            elif not is_dash(piece.text):
                others.add(piece.start)
    return signs - others


def with_minus(row: Sequence[Piece], slots: set[int]) -> list[Piece]:
    """The cells of a row, where a minus in a slot of signs is joined to the number directly behind it."""
    done: list[Piece] = []
    sign: Piece | None = None
    for piece in row:
        if sign is not None:
            if piece.start == sign.end and is_figure(piece.text) and not is_dash(piece.text):
                piece.text, piece.start = sign.text + piece.text, sign.start
            else:
                done.append(sign)
            sign = None
        if piece.text in _MINUS and piece.start in slots and piece.end == piece.start + 1:
            sign = piece
        else:
            done.append(piece)
    if sign is not None:
        done.append(sign)
    return done
