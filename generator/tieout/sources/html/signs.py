"""Minus signs that have cells of their own, told from dashes that are printed in place of an amount."""

from collections.abc import Iterable, Sequence

from tieout.sources.figures import is_dash, is_figure
from tieout.sources.pieces import Piece, opens

_MINUS = frozenset("-−–")


def sign_slots(rows: Iterable[Sequence[Piece]]) -> set[int]:
    """The slots of a table that only signs before a number stand in: in some row one that is no dash."""
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
    """The cells of a row, a minus in a slot of signs put to the number right behind it."""
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
