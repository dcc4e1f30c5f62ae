"""A table as it is set: rows of cells in columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.sources.pdf.pieces import Piece
from tieout.sources.pdf.regions import Row, Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece in the columns [start, end) of its table; column 0 holds the labels."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table with its cells from left to right."""

    row: Row
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: `columns` are the spans of those beside the labels."""

    rows: tuple[TableRow, ...]
    columns: tuple[Span, ...]

    @property
    def headed(self) -> bool:
        """Whether it has headers above its columns."""
        return any(one.row.head for one in self.rows)


def span_of(piece: Piece) -> Span:
    """The span of a piece: its left and right end."""
    return piece.left, piece.right


def overlap(one: Span, two: Span) -> float:
    """How far two spans overlap; negative where they are apart."""
    return min(one[1], two[1]) - max(one[0], two[0])


def in_columns(cells: Sequence[Cell]) -> list[Cell]:
    """The cells from left to right, those in one column joined."""
    done: list[Cell] = []
    for cell in sorted(cells, key=lambda cell: (cell.start, cell.pieces[0].left)):
        last = done[-1] if done else None
        if last is not None and cell.start < last.end:
            end = max(cell.end, last.end)
            done[-1] = Cell(last.start, end, (*last.pieces, *cell.pieces), last.ruled or cell.ruled)
        else:
            done.append(cell)
    return done
