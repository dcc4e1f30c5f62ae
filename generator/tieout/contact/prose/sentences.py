"""The sentences of a release outside its tables of figures, each with the heading above it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.core import BETWEEN_SENTENCES
from tieout.layout import Release, Table

# What is longer is no sentence.
_LONG = 1_500
_LETTER = re.compile(r"[^\W\d_]")
_AMOUNT = re.compile(r"[$€£¥￥%％]")
_DIGIT = re.compile(r"\d")
# A line of a text that ends later than this may go on in the next one.
_WRAPPED = 50
# A heading is not longer.
_HEADING = 110
# Three figures with nothing but signs between them.
_ROW = re.compile(r"(?:[^\w\s]?\s?\(?\d[\d,.]*\)?\s?[%％]?\s+){2}[^\w\s]?\s?\(?\d[\d,.]*")
_ROWS = 2
_ADDRESS = re.compile(r"\S+\.\S+")
# The marks of footnotes are no part of the words before them.
_MARKS = str.maketrans(dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹®™†‡", " "))
_BULLET = re.compile(r"^[\s•·▪●■◦\-–—*]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. `pieces` give for each line that it is on: the offset in it, the line, the column.

    `section` is the heading above it, `titled` tells whether that is a title of the whole release, `begins`
    whether the sentence is the first of its paragraph.
    """

    text: str
    section: str
    titled: bool
    begins: bool
    pieces: tuple[tuple[int, int, int], ...]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        number = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        start, line, column = self.pieces[number]
        return line, column + offset - start


def sentences(release: Release) -> Iterator[Sentence]:
    """All sentences with a digit in them, in the order of the release.

    The headings before the first paragraph of sentences are the titles of the release.
    """
    section, titled, told = "", True, False
    for paragraph in _paragraphs(release):
        text = " ".join(line for _, line in paragraph)
        if _is_heading(text):
            section, titled = text, not told
        told = told or _is_told(text)
        if _DIGIT.search(text) is not None:
            yield from _split(text, _pieces(paragraph), "" if section == text else section, titled)


def _pieces(paragraph: Sequence[tuple[int, str]]) -> list[tuple[int, int, int]]:
    pieces: list[tuple[int, int, int]] = []
    at = 0
    for number, line in paragraph:
        pieces.append((at, number, 1))
        at += len(line) + 1
    return pieces


def _split(
    text: str, pieces: Sequence[tuple[int, int, int]], section: str, titled: bool
) -> Iterator[Sentence]:
    start = 0
    for end in [*(found.end() for found in BETWEEN_SENTENCES.finditer(text)), len(text)]:
        if 0 < end - start <= _LONG and not _is_table(text[start:end]):
            inside = [piece for piece in pieces if start < piece[0] < end]
            first = pieces[bisect_right(pieces, start, key=lambda piece: piece[0]) - 1]
            begin = (start, first[1], first[2] + start - first[0])
            own = tuple((at - start, line, column) for at, line, column in (begin, *inside))
            yield Sentence(text[start:end], section, titled, start == 0, own)
        start = end


def _is_table(text: str) -> bool:
    """Whether a text is a table whose cells have run together: words, and behind them rows of figures.

    Workbooks made from filings have whole notes in one cell.
    """
    return len(_ROW.findall(text)) >= _ROWS


def _is_heading(text: str) -> bool:
    """Whether a line is one of a few words that end in no full stop."""
    plain = _BULLET.sub("", text).strip()
    marked = plain != text.strip()
    ends = plain.endswith((".", ";", ",", "。"))
    if not plain or marked or ends or len(plain) > _HEADING:
        return False
    if _ADDRESS.fullmatch(plain) or _AMOUNT.search(plain):
        return False
    return _LETTER.search(plain) is not None


def _is_told(text: str) -> bool:
    """Whether a paragraph is one of sentences, no title, bullet or address."""
    return len(text) > _HEADING and _BULLET.match(text) is None


def _paragraphs(release: Release) -> Iterator[list[tuple[int, str]]]:
    """The lines outside tables of figures, grouped into paragraphs."""
    figures = {line for table in release.tables if _has_figures(table) for line in table.lines}
    wrapped = not release.sources
    paragraph: list[tuple[int, str]] = []
    for number, line in enumerate(release.lines, 1):
        text = line.replace("\t", " ").translate(_MARKS)
        goes_on = (
            wrapped
            and bool(paragraph)
            and bool(line.strip())
            and number not in figures
            and "\t" not in line
            and len(paragraph[-1][1].rstrip()) > _WRAPPED
            and _BULLET.match(line) is None
        )
        if not goes_on and paragraph:
            yield paragraph
            paragraph = []
        if line.strip() and number not in figures:
            paragraph.append((number, text))
    if paragraph:
        yield paragraph


def _has_figures(table: Table) -> bool:
    """Whether a table is one of figures: it has dates, or more cells with numbers than with words."""
    if any(column.period is not None or column.duration is not None for column in table.columns):
        return True
    if table.dated_rows:
        return True
    kinds = [cell.reading.kind for row in table.rows for cell in row.cells]
    return 2 * sum(kind in ("number", "dash") for kind in kinds) > sum(kind != "blank" for kind in kinds)
