"""The looks of cells: number formats, fonts, fills, borders, indents (ISO/IEC 29500-1, 18.8)."""

from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

_T = TypeVar("_T")

# What the numbers below 164 stand for where the file does not say it (18.8.30 "numFmt"). The 14th is the
# computer's own way to write a day, and the 37th and those behind it have brackets.
_DAY = "yyyy-mm-dd"
_BUILT_IN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: _DAY, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: f"{_DAY} h:mm"},
    **{37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)"},
    **{40: "#,##0.00_);(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@"},
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    **dict.fromkeys((27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), _DAY),
}
_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
# Colours by their numbers: 1 and 9 of the old palette and 0 of a theme are white (18.8.27, 20.1.6).
_WHITE_INDEXED, _WHITE_THEME = ("1", "9"), "0"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. `white`: white letters on white, which are invisible."""

    format: str = "General"
    bold: bool = False
    raised: bool = False
    white: bool = False
    indent: int = 0
    above: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class _Font:
    bold: bool
    raised: bool
    white: bool


def styles_of(root: etree._Element) -> tuple[Style, ...]:
    """The styles of a workbook's cells, by the numbers that cells name them by."""
    formats = dict(_BUILT_IN)
    for one in root.iterfind("{*}numFmts/{*}numFmt"):
        number = one.get("numFmtId") or ""
        if number.isdecimal():
            formats[int(number[:9])] = one.get("formatCode") or "General"
    fonts = [_font(one) for one in root.iterfind("{*}fonts/{*}font")]
    plain = [_is_plain(one) for one in root.iterfind("{*}fills/{*}fill")]
    rules = [(_drawn(one, "top"), _drawn(one, "bottom")) for one in root.iterfind("{*}borders/{*}border")]
    found: list[Style] = []
    for one in root.iterfind("{*}cellXfs/{*}xf"):
        font = _at(fonts, one.get("fontId"), _Font(False, False, False))
        above, below = _at(rules, one.get("borderId"), (False, False))
        alignment = one.find("{*}alignment")
        indent = alignment.get("indent") if alignment is not None else None
        found.append(
            Style(
                formats.get(_number(one.get("numFmtId")), "General"),
                font.bold,
                font.raised,
                font.white and _at(plain, one.get("fillId"), True),
                min(_number(indent), 50),
                above,
                below,
            )
        )
    return tuple(found)


def is_on(element: etree._Element | None) -> bool:
    """Whether a property such as bold is present and not switched off."""
    return element is not None and element.get("val") not in ("0", "false", "none")


def is_raised(font: etree._Element | None) -> bool:
    """Whether a font is raised above its line."""
    mark = font.find("{*}vertAlign") if font is not None else None
    return mark is not None and mark.get("val") == "superscript"


def _font(element: etree._Element) -> _Font:
    return _Font(is_on(element.find("{*}b")), is_raised(element), _is_white(element.find("{*}color")))


def _is_white(colour: etree._Element | None) -> bool:
    if colour is None or (colour.get("tint") or "0") not in ("0", "0.0"):
        return False
    return (
        (colour.get("rgb") or "").upper() in _WHITE
        or colour.get("indexed") in _WHITE_INDEXED
        or colour.get("theme") == _WHITE_THEME
    )


def _is_plain(fill: etree._Element) -> bool:
    """Whether a fill leaves the sheet white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return len(fill) == 0
    kind = pattern.get("patternType") or "none"
    return kind == "none" or (kind == "solid" and _is_white(pattern.find("{*}fgColor")))


def _drawn(border: etree._Element, side: str) -> bool:
    line = border.find(f"{{*}}{side}")
    return line is not None and line.get("style") not in (None, "none")


def _number(text: str | None) -> int:
    return int(text[:9]) if text is not None and text.isdecimal() else 0


def _at(of: list[_T], number: str | None, otherwise: _T) -> _T:
    at = _number(number)
    return of[at] if at < len(of) else otherwise
