"""The visible glyphs of a page, turned upright; what is left out is counted."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from typing import Any

import pypdfium2.raw as pdfium

from tieout.sources.pdf.drawn import SHORT, THIN, Box, Drawn, Field, drawn_of
from tieout.sources.pdf.marks import Glyph, Rule, Sheet, Told

# More letters than a page has room for.
MOST_GLYPHS = 60_000
# Where a quarter or more of the letters of a page are of fonts that do not name them, none is believed.
_UNMAPPED_SHARE = 0.25
_FEW = 4
_BOLD = 600
_BAND = 16
# Parts of one rule are no further apart.
_TOUCHING = 0.6
# Render modes that draw nothing (ISO 32000-1, table 106).
_INVISIBLE = (3, 7)
# What stands for a hyphen at the end of a line.
_HYPHENS = frozenset((0x02, 0xFFFE))
_BLANKS = frozenset((0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009, 0x3000))


@dataclass(frozen=True, slots=True)
class _Look:
    """What the letters of one text on a page have in common."""

    order: int
    size: float
    bold: bool
    turned: int
    seen: bool
    white: bool


class TooManyGlyphsError(Exception):
    """Raised for a page with more letters than anybody reads."""


def sheets_of(page: Any, number: int, told: Told) -> list[Sheet]:
    """The letters of a PDF page, on one upright sheet for each direction of text.

    `page` is pdfium's, `number` counts from 1. A page that is a picture, or whose fonts do not name their
    letters, gives nothing and is added to `told`. Raises TooManyGlyphsError.
    """
    drawn = drawn_of(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        found = _Reader(page, text, drawn).read()
    finally:
        pdfium.FPDFText_ClosePage(text)
    count = len(found.glyphs)
    if found.unmapped > max(_FEW, _UNMAPPED_SHARE * (count + found.unmapped)):
        told.unmapped.append(number)
        return []
    if found.hidden:
        told.invisible[number] = found.hidden
    if not count and drawn.pictures:
        told.pictures.append(number)
    return _upright(found, drawn, number)


@dataclass(slots=True)
class _Found:
    """The letters of a page in its own coordinates, each with the rotation of its text."""

    area: Box
    glyphs: list[tuple[int, Glyph]]
    blanks: list[tuple[int, float, float]]
    unmapped: int = 0
    hidden: int = 0


class _Reader:
    """Reads the letters of a page once."""

    def __init__(self, page: Any, text: Any, drawn: Drawn) -> None:
        self._page, self._text, self._drawn = page, text, drawn
        self._looks: dict[int, _Look] = {}
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        area = (
            min(box.left, box.right),
            min(box.top, box.bottom),
            max(box.left, box.right),
            max(box.top, box.bottom),
        )
        self._found = _Found(area, [], [])
        # The fields of each band of the page, so that a letter is held against those near it alone.
        self._bands: dict[int, list[Field]] = {}
        for one in drawn.fields:
            low, high = max(one.box[1], area[1]), min(one.box[3], area[3])
            for band in range(int(low // _BAND), int(high // _BAND) + 1):
                self._bands.setdefault(band, []).append(one)

    def read(self) -> _Found:
        """The visible letters."""
        count = pdfium.FPDFText_CountChars(self._text)
        if count > MOST_GLYPHS:
            raise TooManyGlyphsError
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        loose = pdfium.FS_RECTF()
        for at in range(count):
            if pdfium.FPDFText_IsGenerated(self._text, at) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(self._text, at)
            pdfium.FPDFText_GetCharOrigin(self._text, at, x, y)
            pdfium.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
            look = self._look(at)
            box = (left.value, bottom.value, right.value, top.value)
            # Along its line a letter is as wide as its font says, so that a slender one leaves no gap.
            if pdfium.FPDFText_GetLooseCharBox(self._text, at, loose):
                box = _with_advance(box, (loose.left, loose.bottom, loose.right, loose.top), look.turned)
            if code in _BLANKS:
                self._found.blanks.append((look.turned, x.value, y.value))
                continue
            if not self._is_seen(box, look):
                self._found.hidden += 1
                continue
            unmapped = pdfium.FPDFText_HasUnicodeMapError(self._text, at) == 1
            self._found.unmapped += unmapped
            name = chr(code) if 0x20 <= code <= 0x10FFFF else ""
            if code in _HYPHENS:
                name = "-"
            if (unmapped and code < 0x20) or 0xD800 <= code <= 0xDFFF or 0xE000 <= code <= 0xF8FF:
                name = ""
            base = (x.value, y.value)[look.turned % 2 == 0]
            glyph = Glyph(name, box[0], box[2], box[3], box[1], base, look.size, look.bold)
            self._found.glyphs.append((look.turned, glyph))
        return self._found

    def _look(self, at: int) -> _Look:
        one = pdfium.FPDFText_GetTextObject(self._text, at)
        address = ctypes.addressof(one.contents) if one else 0
        known = self._looks.get(address)
        if known is None:
            known = self._looks[address] = self._look_of(one, address, at)
        return known

    def _look_of(self, one: Any, address: int, at: int) -> _Look:
        colors = [ctypes.c_uint() for _ in range(4)]
        known = bool(pdfium.FPDFText_GetFillColor(self._text, at, *colors))
        red, green, blue, alpha = (color.value for color in colors)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(one) if one else 0
        angle = pdfium.FPDFText_GetCharAngle(self._text, at)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, at, matrix)
        scale = max((matrix.b**2 + matrix.d**2) ** 0.5, (matrix.a**2 + matrix.c**2) ** 0.5, 0.01)
        size = pdfium.FPDFText_GetFontSize(self._text, at) * scale
        return _Look(
            self._drawn.orders.get(address, -1),
            size if size > 0.5 else 1.0,
            pdfium.FPDFText_GetFontWeight(self._text, at) >= _BOLD,
            round(-angle / (pi / 2)) % 4,
            mode not in _INVISIBLE and not (known and alpha == 0),
            known and min(red, green, blue) >= 250,
        )

    def _is_seen(self, box: Box, look: _Look) -> bool:
        """Whether a letter is on the page, in a visible colour, and not covered."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        left, bottom, right, top = self._found.area
        if not look.seen or not (left <= x <= right and bottom <= y <= top):
            return False
        under: Field | None = None
        for one in self._bands.get(int(y // _BAND), ()):
            if _is_in(x, y, one.box):
                if one.order > look.order >= 0:
                    return False
                under = one
        if look.white and (under is None or under.white):
            return any(_is_in(x, y, one.box) for one in self._drawn.pictures)
        return True


def _with_advance(box: Box, loose: Box, turned: int) -> Box:
    if turned % 2 == 0:
        return min(loose[0], loose[2]), box[1], max(loose[0], loose[2]), box[3]
    return box[0], min(loose[1], loose[3]), box[2], max(loose[1], loose[3])


def _is_in(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _upright(found: _Found, drawn: Drawn, number: int) -> list[Sheet]:
    """A sheet for each direction of text on a page, the main one first."""
    counts = [sum(turned == one for turned, _ in found.glyphs) for one in range(4)]
    turns = sorted((one for one in range(4) if counts[one]), key=lambda one: -counts[one])
    return [_sheet(found, drawn, number, turned) for turned in turns]


def _sheet(found: _Found, drawn: Drawn, number: int, turned: int) -> Sheet:
    left, bottom, right, top = found.area
    wide, high = right - left, top - bottom
    sheet = Sheet(number, turned, *((wide, high) if turned % 2 == 0 else (high, wide)))
    for one, glyph in found.glyphs:
        if one == turned:
            box = turn((glyph.left, glyph.bottom, glyph.right, glyph.top), found.area, turned)
            at = (0.0, glyph.base) if turned % 2 == 0 else (glyph.base, 0.0)
            base = turn((*at, *at), found.area, turned)[1]
            glyph.left, glyph.top, glyph.right, glyph.bottom, glyph.base = *box, base
            sheet.glyphs.append(glyph)
    sheet.blanks = [turn((x, y, x, y), found.area, turned)[:2] for one, x, y in found.blanks if one == turned]
    sheet.rules = list(_rules(drawn.lines, found.area, turned))
    return sheet


def _rules(lines: list[Box], area: Box, turned: int) -> Iterator[Rule]:
    """The horizontal rules of a sheet, joined: many tools draw one part for each cell."""
    boxes = (turn(one, area, turned) for one in lines)
    parts = sorted(
        (round((top + bottom) / 2, 1), left, right)
        for left, top, right, bottom in boxes
        if bottom - top <= THIN
    )
    for touching in _touching(parts):
        at, begin, _ = touching[0]
        end = max(right for _, _, right in touching)
        if end - begin > SHORT:
            of = tuple((left, right) for _, left, right in touching if right - left > SHORT)
            yield Rule(begin, end, at, of)


def _touching(parts: list[tuple[float, float, float]]) -> Iterator[list[tuple[float, float, float]]]:
    """Groups of rule parts that touch each other; a part is its height and its two ends."""
    together: list[tuple[float, float, float]] = []
    end = 0.0
    for part in parts:
        at, left, right = part
        if together and (at != together[0][0] or left > end + _TOUCHING):
            yield together
            together = []
        end = max(end, right) if together else right
        together.append(part)
    if together:
        yield together


def turn(box: Box, area: Box, turned: int) -> Box:
    """A box on a page as left, top, right, bottom on its upright sheet."""
    left, bottom, right, top = box
    if turned == 0:
        return left - area[0], area[3] - top, right - area[0], area[3] - bottom
    if turned == 1:  # upwards
        return bottom - area[1], left - area[0], top - area[1], right - area[0]
    if turned == 2:
        return area[2] - right, bottom - area[1], area[2] - left, top - area[1]
    return area[3] - top, area[2] - right, area[3] - bottom, area[2] - left
