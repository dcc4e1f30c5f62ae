"""Lays a text out as a page: all lines in order, as headings, paragraphs and tables.

The words are kept to the letter. Drawings in the text, such as rules of dashes and marks of emphasis, become
styles.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from tieout.core import Figure, Place
from tieout.document import Document
from tieout.document.typography import is_mark
from tieout.language import Language
from tieout.layout import Release
from tieout.render.digits import digits_of
from tieout.render.in_place.names import AS_STYLE
from tieout.render.in_place.places import Span, Text, begin, nothing_in
from tieout.render.in_place.set_table import Cell, Row, is_drawn, rows_of
from tieout.sources.html import Element, bare

_MARK = re.compile(r"<(/?)(u|b|i|em|strong|sub|sup)>", re.IGNORECASE)
_WORD = re.compile(r"\S+")
# A heading is a line of its own, short, without the end of a sentence and without much that is no word.
_LONGEST_HEADING = 100
_NO_HEADING = ".,;:。、"
_LEAST_WORDS = 0.6
# A line as far from the left as from the right, within so many characters, is set in the middle.
_MIDDLE, _INDENTED = 6, 4


@dataclass(frozen=True, slots=True)
class _Part:
    """The words [start, end) of a line of the text."""

    line: int
    start: int
    end: int


class SetOut:
    """A page made from a text; it knows where each place of the text is on the page."""

    def __init__(self, document: Document, release: Release, language: Language) -> None:
        self._lines = document.lines
        self._language = language
        self._texts: dict[int, list[tuple[int, Text]]] = {}
        self.body = bare("body")
        self._named = False
        self._tables = 0
        self._width = _width_of_prose(document)
        body_rows = {row.line for table in release.tables for row in table.rows}
        at = 1
        for grid in document.grids:
            first, last = grid.rows[0].line, grid.rows[-1].line
            self._prose(at, first)
            self._table(rows_of(grid, self._lines, body_rows))
            at = last + 1
        self._prose(at, len(self._lines) + 1)

    def of(self, place: Place, said: str, figure: Figure | None = None) -> tuple[Span, ...]:
        """The place on the page of a printed figure's digits, or its dash; empty where there are none."""
        at = max(place.column - 1, 0)
        found = digits_of(said, figure)
        for start, text in self._texts.get(place.line, ()):
            if start + len(text.text) <= at:
                continue
            within = max(at - start, 0)
            if found is None:
                nothing = nothing_in(said)
                zero = nothing.search(text.text, within) if nothing is not None else None
                first, length = (zero.start(), len(zero[0])) if zero is not None else (None, 0)
            else:
                first, length = begin(text.text, within, said, found), len(found[0])
            if first is not None and (
                text.text.startswith(said, within) or not _says_any(text.text[within:first])
            ):
                return (Span(text, first, first + length),)
            # A currency sign or a bracket may have a cell of its own before the digits.
            if _says_any(text.text[within:]):
                return ()
        return ()

    def element(self, line: int) -> Element | None:
        """The element with the first words of a line; None where no element has them."""
        texts = self._texts.get(line, ())
        return texts[0][1].parent if texts else None

    @property
    def head(self) -> list[Element]:
        """The elements for the page's head: its title and style."""
        title, fit, look = bare("title"), bare("meta"), bare("style")
        title.children = [next((line.strip() for line in self._lines if line.strip()), "")]
        fit.attributes = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
        look.attributes = {"type": "text/css"}
        look.children = [style()]
        return [title, fit, look]

    # Prose ---------------------------------------------------------------------------------------------

    def _prose(self, first: int, end: int) -> None:
        """Lays out the lines [first, end) outside tables; blank lines separate them."""
        block: list[_Part] = []
        for number in range(first, end + 1):
            line = self._lines[number - 1] if number < end else ""
            if line.strip() and not is_drawn(line):
                block.append(_Part(number, len(line) - len(line.lstrip()), len(line.rstrip())))
                continue
            if block:
                self._block(block)
                block = []
            # A rule below a table is its own.
            if line.strip() and (number > first or not self._tables):
                self._new("hr", self.body)

    def _block(self, block: list[_Part]) -> None:
        for paragraph in self._paragraphs(block):
            element = self._new(self._kind(paragraph), self.body, self._side(paragraph))
            for number, part in enumerate(paragraph):
                if number:
                    element.children.append("\n")
                self._put(element, part.line, part.start, part.end)

    def _paragraphs(self, block: list[_Part]) -> Iterator[list[_Part]]:
        """Lines that were broken since the next word did not fit, joined; others stand alone."""
        width = max(part.end for part in block)
        paragraph = [block[0]]
        for last, part in pairwise(block):
            words = self._lines[part.line - 1]
            word = _WORD.search(words, part.start)
            assert word is not None
            begins = is_mark(word[0]) and not word[0].isalnum() and part.start + len(word[0]) + 1 < part.end
            if last.end + 1 + len(word[0]) > width and not begins:
                paragraph.append(part)
                continue
            yield paragraph
            paragraph = [part]
        yield paragraph

    def _kind(self, paragraph: list[_Part]) -> str:
        """The kind of a paragraph: the main heading, a heading, or text."""
        first = paragraph[0]
        text = self._lines[first.line - 1][first.start : first.end]
        letters = sum(map(str.isalpha, text))
        if (
            len(paragraph) > 1
            or len(text) > _LONGEST_HEADING
            or text[-1] in _NO_HEADING
            or not text[0].isalnum()
            or letters < _LEAST_WORDS * len(text)
            or self._language.unit(text) is not None
            or self._language.date(text) is not None
        ):
            return "p"
        named, self._named = self._named, True
        return "h2" if named else "h1"

    def _side(self, paragraph: list[_Part]) -> str:
        """The alignment of a paragraph in the text: centered, right, or ""."""
        if all(part.start > _INDENTED for part in paragraph):
            if all(abs(part.start - (self._width - part.end)) <= _MIDDLE for part in paragraph):
                return "middle"
            if all(part.start > self._width / 2 for part in paragraph):
                return "right"
        return ""

    # Tables --------------------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Row]) -> None:
        table = self._new("table", self._new("div", self.body, "table"))
        self._tables += 1
        group: Element | None = None
        for row in rows:
            name = "thead" if row.head else "tbody"
            if group is None or group.tag != name:
                group = self._new(name, table)
            element = self._new("tr", group, row.look)
            for cell in row.cells:
                self._cell(element, row, cell)

    def _cell(self, row: Element, of: Row, cell: Cell) -> None:
        head = (of.head or cell.label) and bool(cell.parts)
        element = self._new("th" if head else "td", row, cell.look)
        if head:
            element.attributes = {**element.attributes, "scope": "col" if of.head else "row"}
        if cell.span > 1:
            element.attributes = {**element.attributes, "colspan": str(cell.span)}
        for number, (start, end) in enumerate(cell.parts):
            if number:
                element.children.append(" ")
            self._put(element, of.line, start, end)

    # Elements ------------------------------------------------------------------------------------------

    def _new(self, tag: str, parent: Element, look: str = "") -> Element:
        """An element; XHTML has no `u`."""
        element = bare("span" if tag == "u" else tag, parent)
        if tag == "u":
            element.attributes = {"style": AS_STYLE["u"]}
        elif look:
            element.attributes = {"class": look}
        parent.children.append(element)
        return element

    def _put(self, element: Element, line: int, start: int, end: int) -> None:
        """Puts the words of a line into an element; marks of emphasis become elements."""
        words = self._lines[line - 1]
        inner = [element]
        for mark in _MARK.finditer(words, start, end):
            self._say(inner[-1], line, start, mark.start())
            start = mark.end()
            if not mark[1]:
                inner.append(self._new(mark[2].lower(), inner[-1]))
            elif len(inner) > 1:
                inner.pop()
        self._say(inner[-1], line, start, end)

    def _say(self, element: Element, line: int, start: int, end: int) -> None:
        if start < end:
            text = Text(element, len(element.children), self._lines[line - 1][start:end], element)
            element.children.append(text.text)
            self._texts.setdefault(line, []).append((start, text))


def _width_of_prose(document: Document) -> int:
    """The usual length of lines outside tables."""
    inside = {row.line for grid in document.grids for row in grid.rows}
    lines = enumerate(document.lines, 1)
    return max((len(line.rstrip()) for number, line in lines if number not in inside), default=0)


def _says_any(text: str) -> bool:
    return any(map(str.isalnum, text))


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet of a page made from a text."""
    return resources.files("tieout.render").joinpath("templates/set_out.css").read_text(encoding="utf-8")
