"""Finds lost points and commas: a figure not formed like its row and column is damaged.

`7.81` is read as `781` at every scale if the point is too faint, so that voting does not show it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.document.typography import is_year
from tieout.sources.pdf.lines import LOST, Line, Word
from tieout.sources.pdf.pieces import Piece
from tieout.sources.pdf.regions import Region, regions_of

_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_PLACES = re.compile(r"\d\.(\d{1,2})$")
# So many figures of a column say what form its others have.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with its row and column: `bare` is its digits with points and commas."""

    piece: Piece
    bare: str
    row: int
    column: int

    @property
    def pointed(self) -> bool:
        """Whether it has decimal places."""
        return _PLACES.search(self.bare) is not None


def with_lost_points(lines: Sequence[Line]) -> list[Line]:
    """The lines; a figure that seems to have lost a point or comma has a replacement mark in its place."""
    mended: dict[int, str] = {}
    for region in regions_of(lines):
        if isinstance(region, Region):
            _mend(region, mended)
    return [
        replace(
            line, words=[_word(word, mended[id(word)]) if id(word) in mended else word for word in line.words]
        )
        for line in lines
    ]


def _word(word: Word, text: str) -> Word:
    return replace(word, parts=((text, False),))


def _figures(region: Region) -> Iterator[_Figure]:
    """The figures of a table whose digits can all be read, once for each column that they reach into."""
    for at, row in enumerate(region.rows):
        if row.head:
            continue
        for piece in row.figures:
            if LOST in piece.text:
                continue
            bare = piece.text.strip("()-$€£¥%")
            for column, (left, right) in enumerate(region.columns):
                if piece.core[0] < right and left < piece.core[1]:
                    yield _Figure(piece, bare, at, column)


def _mend(region: Region, mended: dict[int, str]) -> None:
    figures = list(_figures(region))
    commas = sum(_GROUPED.fullmatch(one.bare) is not None for one in figures) >= _SEVERAL
    rows, columns = _by(figures, lambda one: one.row), _by(figures, lambda one: one.column)
    for one in figures:
        text = ""
        if _DIGITS.fullmatch(one.bare) and len(one.bare) > 1 and not is_year(one.bare):
            if commas and len(one.bare) > 3:
                text = f"{one.bare[:-3]}{LOST}{one.bare[-3:]}"
            elif places := _places(one, rows[one.row], columns):
                text = f"{one.bare[:-places]}{LOST}{one.bare[-places:]}"
        elif commas and _POINTED.fullmatch(one.bare):
            text = one.bare.replace(".", LOST)
        if text:
            for word in one.piece.words:
                if one.bare in word.text:
                    mended[id(word)] = word.text.replace(one.bare, text)


def _by(figures: Sequence[_Figure], key: Callable[[_Figure], int]) -> dict[int, list[_Figure]]:
    found: dict[int, list[_Figure]] = {}
    for one in figures:
        found.setdefault(key(one), []).append(one)
    return found


def _places(one: _Figure, row: Sequence[_Figure], columns: Mapping[int, Sequence[_Figure]]) -> int:
    """The decimal places that a figure without a point should have, by its column or row; 0 for none."""
    column = columns[one.column]
    pointed = sum(other.pointed for other in column)
    near = _near(one, column)
    by_column = len(column) > _SEVERAL and pointed == len(column) - 1
    if len(near) == _SEVERAL and all(other.pointed for other in near):
        by_column, column = True, near
    beside = [other for other in row if other is not one]
    by_row = bool(beside) and all(other.pointed for other in beside)
    # A column of rates has points in most of its rows, and says nothing of the one beside it.
    by_row = by_row and not any(_is_pointed(columns[other.column]) for other in beside)
    shown: Sequence[_Figure] = beside if by_row else ()
    if by_column:
        shown = column
    places = {len(found[1]) for other in shown if (found := _PLACES.search(other.bare))}
    due = min(places, default=0)
    return due if due < len(one.bare) else 0


def _near(one: _Figure, column: Sequence[_Figure]) -> Sequence[_Figure]:
    """The figures above and below one in its column; at the end of the column, the two nearest."""
    at = bisect_left(column, one.row, key=lambda other: other.row)
    if at in (0, len(column) - 1):
        return column[-3:-1] if at else column[1:3]
    return column[at - 1], column[at + 1]


def _is_pointed(column: Sequence[_Figure]) -> bool:
    return len(column) > 1 and 2 * sum(other.pointed for other in column) > len(column)
