"""Figures that stand in one cell, a blank apart: a printed mistake, and no columns."""

from collections.abc import Iterator, Sequence

from tieout.sources.pdf.pieces import Piece
from tieout.sources.pdf.regions import BLANK, Region, Row, Span, columns_of


def with_runs(region: Region) -> None:
    """Joins figures of a row that stand within one column of the other rows into one text.

    Where other rows have a column for each, they stay apart, however close they are. Then the region's
    columns are found again.
    """
    body = [row for row in region.rows if not row.head]
    runs = [(row, run) for row in body for run in _runs(row)]
    if not runs:
        return
    apart = {id(piece) for _, run in runs for piece in run}
    columns = columns_of(body, lambda piece: id(piece) not in apart)
    for row, run in runs:
        if _in_one(run, columns):
            words = tuple(word for piece in run for word in piece.words)
            at = row.pieces.index(run[0])
            whole = Piece(words, False, (run[0].left, run[-1].right))
            row.pieces[at : at + len(run)] = [whole]
    region.columns = columns_of(body, lambda _: True)


def _runs(row: Row) -> Iterator[list[Piece]]:
    """The groups of figures in a row that are as close as words."""
    run: list[Piece] = []
    for piece in row.pieces:
        if run and piece.figure and piece.left - run[-1].right < BLANK * piece.size:
            run.append(piece)
            continue
        if len(run) > 1:
            yield run
        run = [piece] if piece.figure else []
    if len(run) > 1:
        yield run


def _in_one(run: Sequence[Piece], columns: Sequence[Span]) -> bool:
    """Whether all figures of a group stand in one single column."""
    meets = [sum(left < piece.core[1] and piece.core[0] < right for left, right in columns) for piece in run]
    begin, end = run[0].left, run[-1].right
    return 0 in meets and sum(left < end and begin < right for left, right in columns) == 1
