"""Decides over which columns the headers of a row reach, by each other and by the headers below."""

from collections.abc import Sequence

from tieout.sources.pdf.tabled import Cell

# The first and the last column of a head, from 0.
Reach = tuple[int, int]
# Of so many columns at least a head is that stands again over others.
_SEVERAL = 2


def in_order(reaches: Sequence[Reach]) -> list[Reach]:
    """The spans of headers from left to right: each begins after the one to its left has ended."""
    done: list[Reach] = []
    for first, last in reaches:
        begin = max(first, done[-1][1] + 1) if done else first
        done.append((begin, last) if begin <= last else (done[-1][1], done[-1][1]))
    return done


def as_whole(reaches: Sequence[Reach], below: Sequence[Sequence[Cell]]) -> list[Reach]:
    """The spans, each widened to whole headers below: a header is never over a part of one."""
    done = list(reaches)
    lower = [(cell.start - 1, cell.end - 2) for cells in below for cell in cells if cell.start]
    for n, (first, last) in enumerate(reaches):
        met = [(a, b) for a, b in lower if a <= last and first <= b]
        left, right = min([first, *(a for a, _ in met)]), max([last, *(b for _, b in met)])
        if all(right < a or b < left for at, (a, b) in enumerate(done) if at != n):
            done[n] = left, right
    return done


def as_repeated(reaches: list[Reach], below: Sequence[Sequence[Cell]], width: int) -> list[Reach]:
    """The spans, all over the same number of columns, where the same headers repeat below each.

    Below the years of two quarters those of two half years repeat, with as many columns of changes.
    """
    count = width // len(reaches) if len(reaches) > 1 else 0
    if count < _SEVERAL or count * len(reaches) != width:
        return reaches
    groups = [(at, at + count - 1) for at in range(0, width, count)]
    inside = (a <= first and last <= b for (first, last), (a, b) in zip(reaches, groups, strict=True))
    if not all(inside) or not set(reaches) & set(groups):
        return reaches
    for cells in below:
        texts = [_text(cell) for cell in cells if cell.start and cell.end == cell.start + 1]
        if len(texts) == width and texts[count:] == texts[:-count]:
            return groups
    return reaches


def _text(cell: Cell) -> str:
    return " ".join(piece.text for piece in cell.pieces)
