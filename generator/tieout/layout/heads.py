"""The header of each column in its pieces, from top to bottom, and the texts around the headers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tieout.document import GridCell
from tieout.language import Language
from tieout.layout.alignment import AlignedRow
from tieout.layout.parts import Part
from tieout.layout.periods import Context

# Words that a reference to a note may stand behind.
_ANY = "Item"
_BRACKETS = ("(", "[", "（")
# What `parts` of the vocabulary call columns of rates and of prices, which no scale is of.
_OF_ONE = ("rate", "price")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one column: its pieces from top to bottom, and the place of its own first piece."""

    pieces: tuple[str, ...]
    line: int
    column: int
    starts_here: bool


def context_of(part: Part, captions: tuple[str, ...]) -> Context:
    """The texts around the headers; a text in the stub that is broken over two rows is joined."""
    lines = sorted((*part.titles, *part.headers), key=lambda row: row.line)
    beside: list[str] = []
    titles: list[str] = []
    for row in lines:
        if row.stub is None:
            continue
        text = row.stub.text
        if titles and _is_open(titles[-1]):
            text = f"{titles.pop()} {text}"
        elif beside and _is_open(beside[-1]):
            text = f"{beside.pop()} {text}"
        (beside if row.others else titles).append(text)
    return Context(tuple(beside), tuple(titles), captions)


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def headers_of(rows: Sequence[AlignedRow], width: int, language: Language) -> list[Header]:
    """The header of each column but the first, which holds the captions."""
    headers: list[Header] = []
    for cells in cells_above(rows, width, lambda text, own: _reaches(text, own, language)):
        first = next((cell for cell, own in cells if own), None)
        pieces = tuple(cell.text for cell, _ in cells)
        headers.append(
            Header(
                pieces,
                first.line if first is not None else 0,
                first.column if first is not None else 0,
                first is not None,
            )
        )
    return headers


def cells_above(
    headers: Sequence[AlignedRow], width: int, reaches: Callable[[str, Sequence[str]], bool]
) -> list[list[tuple[GridCell, bool]]]:
    """The header cells of each column but the first, from top to bottom, each with whether it is the column's
    own.

    A header also applies to the columns on its right in which its row prints nothing, until its span ends or
    a column with another header above begins: the years below `Three months ended` do not reach below `%
    Change`. Where its span covers such columns, it applies to them all the same, and so it does where
    `reaches` says so of its text and the column's header, as of a unit line. It is the own header only of the
    column that it stands in.
    """
    columns: list[list[tuple[GridCell, bool]]] = [[] for _ in range(width - 1)]
    begun: set[int] = set()
    for row in headers:
        above: GridCell | None = None
        for number in range(1, width):
            begins = number in begun and number not in row.spanned
            own = [cell.text for cell, is_own in columns[number - 1] if is_own]
            if number in row.ends or (begins and above is not None and not reaches(above.text, own)):
                above = None
            cell = row.cells[number] if number < len(row.cells) else None
            if cell is not None:
                above = cell
            if above is not None:
                columns[number - 1].append((above, cell is not None))
        begun |= {number for number, cell in enumerate(row.cells) if cell is not None}
    return columns


def _reaches(text: str, own: Sequence[str], language: Language) -> bool:
    """Whether a header is a unit line that applies to a column on its right, which names no unit itself.

    `$ in thousands` below `Revenue` does not apply to `Average price` beside it.
    """
    else_ = any(
        language.part(one) in _OF_ONE or language.row_type(one) or language.measure(one) for one in own
    )
    return not else_ and not without_unit(text, language)


def said(pieces: Sequence[str], language: Language) -> tuple[str, ...]:
    """The pieces of a header that may date its column: no units, remarks or footnote marks.

    If nothing is left but a remark that says what the figures are, `As restated`, that is the header.
    """
    said = [without_unit(piece, language) for piece in _without_remarks(pieces, language)]
    return tuple(text for text in said if text) or tuple(piece for piece in pieces if language.part(piece))


def _without_remarks(pieces: Sequence[str], language: Language) -> list[str]:
    """The pieces that form no remark, alone or several together: `As` above `Restated` do."""
    kept: list[str] = []
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at, -1)
        end = next((end for end in ends if _is_aside(" ".join(pieces[at:end]), language)), None)
        if end is None:
            kept.append(pieces[at])
        at = end or at + 1
    return kept


def without_unit(piece: str, language: Language) -> str:
    """A piece of a header without the words that name its unit; "" where it has no others.

    Words that say what is counted stay, since they are the column's name: `Purchase transactions (Mil.)`.
    """
    unit, words = language.unit_in(piece)
    named = unit is not None and unit.counts and words == piece and not piece.startswith(_BRACKETS)
    return piece if unit is None or named else piece.replace(words, " ").strip()


def _is_aside(text: str, language: Language) -> bool:
    """Whether a text is a remark, or refers to a note: `(unaudited)`, `(See Note 4)`."""
    return language.remark(text) or language.without_note(f"{_ANY} {text}") == _ANY
