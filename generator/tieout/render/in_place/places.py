"""Finds the figures in a page's elements whose places are known in the text made from the page.

That text has its digits in the page's order, element by element, whatever else was changed: joined spaces,
raised marks, signs joined to numbers. So a figure is found by counting digits in its element.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from tieout.core import Figure, Place
from tieout.layout import Release
from tieout.render.digits import digits_of
from tieout.sources.characters import spaced
from tieout.sources.html import Element

# Digits on their line, raised and lowered.
_DIGIT = re.compile(r"[\d⁰¹²³⁴-⁹₀-₉]")
_DASH = re.compile(r"[-–—―−‐‑ー－]{1,2}")


@dataclass(slots=True, eq=False)
class Text:
    """A visible text of a page: child `number` of `parent`. `block` is the element whose line it is in."""

    parent: Element
    number: int
    text: str
    block: Element


@dataclass(frozen=True, slots=True)
class Span:
    """A part [start, end) of a text."""

    text: Text
    start: int
    end: int


class Finder(Protocol):
    """Finds where figures stand on a page."""

    def of(self, place: Place, said: str, figure: Figure | None = None) -> tuple[Span, ...]:
        """The digits of a printed figure, or its dash: a part of one text, or of several neighbouring ones.

        `said` is the printed text, `figure` its value where known. Empty where the place is not certain.
        """
        ...


class Places:
    """Finds where figures stand in the elements of a page."""

    def __init__(self, root: Element, release: Release) -> None:
        self._release = release
        self._texts: list[Text] = []
        self._ranges: dict[str, tuple[Element, int, int]] = {}
        self._walk(root, root)
        self._segments: dict[str, _Segments] = {}
        for number, (line, sources) in enumerate(zip(release.lines, release.sources, strict=True), 1):
            for cell, (source, text) in enumerate(zip(sources, line.split("\t"), strict=False)):
                self._segments.setdefault(source.path, _Segments()).add((number, cell), text)
        self._read: dict[str, tuple[_Digits, bool]] = {}

    def _walk(self, element: Element, block: Element) -> None:
        first = len(self._texts)
        for number, child in enumerate(element.children):
            if isinstance(child, str):
                if element.look.shown:
                    self._texts.append(Text(element, number, child, block))
            elif child.look.display != "none":
                self._walk(child, block if child.look.is_inline else child)
        self._ranges[element.path] = (element, first, len(self._texts))

    def of(self, place: Place, said: str, figure: Figure | None = None) -> tuple[Span, ...]:
        """The spans of the page with what is printed (`said`) at a place of the text: see `Finder`."""
        if not 0 < place.line <= len(self._release.sources):
            return ()
        line, sources = self._release.lines[place.line - 1], self._release.sources[place.line - 1]
        before = line[: max(place.column - 1, 0)]
        cell = before.count("\t")
        if cell >= len(sources) or (path := sources[cell].path) not in self._ranges:
            return ()
        found = digits_of(said, figure)
        if found is None:
            return self._nothing(path, said)
        segment = line.split("\t")[cell]
        at = begin(segment, len(before) - (before.rfind("\t") + 1), said, found)
        return () if at is None else self._figure(path, (place.line, cell), at, found[0])

    def _figure(self, path: str, segment: tuple[int, int], at: int, figure: str) -> tuple[Span, ...]:
        digits, same = self._digits(path)
        segments = self._segments[path]
        first = segments.before(segment, at)
        if not same:
            return digits.only(figure)
        spans = digits.spans(first, len(_DIGIT.findall(figure)))
        # What was counted must be what is printed: nothing is tagged on trust.
        return spans if spaced(_said(spans)) == figure else ()

    def _digits(self, path: str) -> tuple["_Digits", bool]:
        """The digits of an element, and whether they are the same as in the text made from it.

        A cell's text is all its content; a paragraph's text leaves out blocks in it, which have texts of
        their own.
        """
        if path not in self._read:
            element, first, end = self._ranges[path]
            due = self._segments[path].digits
            whole = _Digits(self._texts[first:end])
            own = whole
            if whole.digits != due:
                own = _Digits([text for text in self._texts[first:end] if text.block is element])
            self._read[path] = (own, True) if own.digits == due else (whole, False)
        return self._read[path]

    def _nothing(self, path: str, printed: str) -> tuple[Span, ...]:
        """A dash, or a word for nothing, if its element has exactly one."""
        _, first, end = self._ranges[path]
        said = nothing_in(printed)
        if said is None:
            return ()
        found = [
            Span(text, *match.span()) for text in self._texts[first:end] for match in said.finditer(text.text)
        ]
        return tuple(found) if len(found) == 1 else ()


class _Segments:
    """The texts made from an element, in order, with the number of digits before each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: dict[tuple[int, int], int] = {}
        self._texts: dict[tuple[int, int], str] = {}
        self._count = 0

    def add(self, key: tuple[int, int], text: str) -> None:
        self._starts[key], self._texts[key] = self._count, text
        digits = _digits_of(text)
        self._parts.append(digits)
        self._count += len(digits)

    @property
    def digits(self) -> str:
        return "".join(self._parts)

    def before(self, key: tuple[int, int], at: int) -> int:
        """The number of digits before a place in a text."""
        return self._starts[key] + len(_DIGIT.findall(self._texts[key], 0, at))


class _Digits:
    """The digits of some neighbouring texts, each with its place."""

    def __init__(self, texts: list[Text]) -> None:
        self._texts = texts
        self._each = [[match.start() for match in _DIGIT.finditer(text.text)] for text in texts]
        self._ends = list(accumulate(len(each) for each in self._each))
        self.digits = "".join(_digits_of(text.text) for text in texts)

    def spans(self, first: int, count: int) -> tuple[Span, ...]:
        """The parts of texts with `count` digits from the one `first` on, and all between them."""
        (begin, start), (last, end) = self._at(first), self._at(first + count - 1)
        return tuple(
            Span(
                self._texts[number],
                start if number == begin else 0,
                end + 1 if number == last else len(self._texts[number].text),
            )
            for number in range(begin, last + 1)
        )

    def _at(self, digit: int) -> tuple[int, int]:
        number = bisect_right(self._ends, digit)
        before = self._ends[number - 1] if number else 0
        return number, self._each[number][digit - before]

    def only(self, figure: str) -> tuple[Span, ...]:
        """The only place where a figure is printed in one text;
        empty where there is none or more than one.
        """
        alone = re.compile(rf"(?<!\d)(?<!\d[.,]){re.escape(figure)}(?!\d|[.,]\d)")
        found = [Span(text, *match.span()) for text in self._texts for match in alone.finditer(text.text)]
        return tuple(found) if len(found) == 1 else ()


def _digits_of(text: str) -> str:
    return "".join(str(unicodedata.digit(one)) for one in _DIGIT.findall(text))


def _said(spans: tuple[Span, ...]) -> str:
    return "".join(span.text.text[span.start : span.end] for span in spans)


def nothing_in(printed: str) -> re.Pattern[str] | None:
    """The pattern for a printed figure without digits: a dash, or a word, as in `none issued`."""
    if _DASH.search(printed) is not None:
        return _DASH
    return re.compile(rf"\b{re.escape(printed)}\b") if printed.strip() else None


def begin(segment: str, at: int, printed: str, figure: re.Match[str]) -> int | None:
    """The position in a text of a figure's digits printed at `at`; None where they are not there."""
    if segment.startswith(printed, at):
        return at + figure.start()
    found = segment.find(figure[0], at)
    return found if found >= 0 else None
