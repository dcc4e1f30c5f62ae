"""Text with tabs between the cells of a table: what a person pastes, or a tool writes for this program."""

from tieout.core import Place
from tieout.document import Document, Grid, GridCell, GridRow
from tieout.document.typography import is_only_raised, is_rule, without_leaders
from tieout.sources.characters import decoded_text, lines_of, seen, without_controls
from tieout.sources.file import other_format
from tieout.sources.pieces import Piece, joined
from tieout.sources.reader import refused

# No release sets more beside each other; a file of data does.
MAX_CELLS = 60


class TabbedText:
    """Reads runs of lines with tabs as tables. Lines and columns are the file's own."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file may be text. It is asked last, when no other reader knows the format."""
        return not other_format(data)

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where the file is no text, or holds what no table has."""
        lines = lines_of(without_controls(decoded_text(data, shown), shown), shown)
        return Document(shown, tuple(lines), tuple(tabbed_grids(lines, shown)))


def tabbed_grids(lines: list[str], shown: str, first: int = 1) -> list[Grid]:
    """A grid for each run of lines with tabs; `first` is the number of the first line."""
    grids: list[Grid] = []
    rows: list[GridRow] = []
    width = 0
    ruled = False
    for number, line in enumerate([*lines, ""], first):
        if "\t" in line:
            pieces = _pieces(line, number, shown)
            drawn = bool(pieces) and all(is_rule(piece.text) for piece in pieces)
            rows.append(GridRow(number, () if drawn else _cells(pieces, number, ruled)))
            width = max(width, line.count("\t") + 1)
            # A double rule ends what stands above it, and begins nothing.
            ruled = drawn and not any("=" in piece.text for piece in pieces)
        elif rows:
            grids.append(Grid(tuple(rows), width))
            rows, width, ruled = [], 0, False
    return grids


def _pieces(line: str, number: int, shown: str) -> list[Piece]:
    """The cells with text in a line; `origin` is the column in the line that the text begins at."""
    pieces: list[Piece] = []
    texts = line.split("\t")
    if len(texts) > MAX_CELLS:
        raise refused(
            Place(shown, number),
            "too-wide",
            f"line {number} has {len(texts)} cells",
            "Is it a table of a release?",
        )
    at = 1
    for index, text in enumerate(texts):
        if shown_text := seen(without_leaders(text)):
            indent = len(text) - len(text.lstrip())
            pieces.append(
                Piece(
                    index, index + 1, shown_text, at + indent, mark=is_only_raised(shown_text), indent=indent
                )
            )
        at += len(text) + 1
    return pieces


def _cells(pieces: list[Piece], number: int, ruled: bool) -> tuple[GridCell, ...]:
    cells: list[GridCell] = []
    for piece in joined(pieces):
        piece.ruled = ruled
        column = piece.origin
        assert isinstance(column, int)
        cells.append(piece.at(number, column))
    return tuple(cells)
