"""Parses style declarations: the properties that decide what is seen, raised, indented, ruled or bold."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import tinycss2
from tinycss2.color4 import parse_color

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]

_MAX_STYLE = 20_000
_READ = (
    "display visibility opacity font font-size font-weight color background background-color"
    " background-image vertical-align position top bottom left right text-indent padding padding-left"
    " margin margin-left border border-top border-bottom border-style border-width border-top-style"
    " border-bottom-style border-top-width border-bottom-width white-space overflow width height"
    " max-height max-width clip transform font-variant-position text-decoration text-decoration-line"
)
_PROPERTIES = frozenset(_READ.split())
_SIDES = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ex|ch|in|cm|mm|pc|q|vw|vh|%)?")
_UNITS = {
    "px": 1.0,
    "pt": 4 / 3,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "pc": 16.0,
    "q": 0.945,
    "vw": 12.8,
    "vh": 7.2,
}
_SIZES = {
    **{"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0},
    **{"x-large": 24.0, "xx-large": 32.0},
}
_WIDTHS = ("thin", "medium", "thick")
_STYLES = ("solid", "double", "dotted", "dashed", "groove", "ridge", "inset", "outset")


def parsed_style(parse: Callable[..., list[Any]], style: object) -> list[Any]:
    """The result of a tinycss2 parser for a style; empty for a style that no person wrote.

    Brackets nested without end and numbers of thousands of digits are more than tinycss2 takes.
    """
    try:
        return parse(style, skip_comments=True, skip_whitespace=True)
    except (RecursionError, ValueError):
        return []


def serialized(tokens: object) -> str:
    """Parts of a style as text; "" where they are nested too deeply."""
    try:
        return str(tinycss2.serialize(tokens))
    except RecursionError:
        return ""


@lru_cache(maxsize=20_000)
def declarations(style: str) -> Declarations:
    """The declarations of a `style` attribute or of a rule's block, shorthands expanded.

    Values are in small letters; `!important` remains at the end.
    """
    said: dict[str, str] = {}
    for one in parsed_style(tinycss2.parse_blocks_contents, style[:_MAX_STYLE]):
        if one.type != "declaration" or one.lower_name not in _PROPERTIES:
            continue
        value = serialized(one.value).strip().lower()
        important = " !important" if one.important else ""
        for name, part in _longhands(one.lower_name, value):
            if important or not said.get(name, "").endswith("!important"):
                said[name] = part + important
    return said


def _longhands(name: str, value: str) -> list[tuple[str, str]]:
    parts = value.split()
    if name in ("padding", "margin") and len(parts) in _SIDES:
        return [(f"{name}-left", parts[_SIDES[len(parts)][3]])]
    if name in ("border-style", "border-width") and len(parts) in _SIDES:
        sides, what = _SIDES[len(parts)], name.removeprefix("border-")
        return [(f"border-top-{what}", parts[sides[0]]), (f"border-bottom-{what}", parts[sides[2]])]
    if name in ("border", "border-top", "border-bottom"):
        sides_of = ("border-top", "border-bottom") if name == "border" else (name,)
        return [pair for side in sides_of for pair in _border(side, parts)]
    if name == "font":
        return _font(parts)
    if name == "text-decoration":
        return [("text-decoration-line", value)]
    if name == "background":
        return [
            ("background-color", value),
            ("background-image", "url" if "url(" in value or "gradient" in value else "none"),
        ]
    return [(name, value)]


def _border(side: str, parts: list[str]) -> list[tuple[str, str]]:
    style = next((part for part in parts if part in _STYLES), "none")
    width = next((part for part in parts if part in _WIDTHS or _LENGTH.fullmatch(part)), "medium")
    return [(f"{side}-style", style), (f"{side}-width", width)]


def _font(parts: list[str]) -> list[tuple[str, str]]:
    said = [("font-weight", "normal")]
    for part in parts:
        size = part.split("/")[0]
        if part in ("bold", "bolder", "600", "700", "800", "900"):
            said.append(("font-weight", part))
        elif size in _SIZES or size in ("smaller", "larger") or re.match(r"[\d.]+[a-z%]|0$", size):
            said.append(("font-size", size))
            break
    return said


def plain(value: str) -> str:
    """A value without `!important`."""
    return value.removesuffix(" !important")


def length(value: str | None, em: float, whole: float = 0.0) -> float | None:
    """A length in pixels; None for other values. `em` is the font size, `whole` is 100 per cent."""
    found = _LENGTH.fullmatch(plain(value or ""))
    if found is None:
        return None
    number, unit = float(found[1][:12]), found[2] or "px"
    if unit == "%":
        return number * whole / 100
    if unit in ("em", "ch", "ex"):
        return number * em * (1.0 if unit == "em" else 0.5)
    return number * (16.0 if unit == "rem" else _UNITS[unit])


def font_size(value: str, above: float) -> float:
    """The size of a font in pixels, in an element whose parent's is `above`."""
    size = plain(value)
    if size in _SIZES:
        return _SIZES[size]
    if size in ("smaller", "larger"):
        return above * (0.83 if size == "smaller" else 1.2)
    found = length(size, above, above)
    return above if found is None else found


def colour(value: str) -> Colour | str | None:
    """A colour as three numbers up to 255; `transparent` if nothing of it is seen; None for other values."""
    name = plain(value)
    if name in ("inherit", "initial", "unset", "currentcolor"):
        return None
    return _colour(name)


@lru_cache(maxsize=2_000)
def _colour(name: str) -> Colour | str | None:
    found = None
    for part in [name, *name.split()]:
        try:
            found = parse_color(part)
        except (ValueError, TypeError):
            found = None
        if found is not None:
            break
    if found is None or isinstance(found, str):
        return None
    if found.alpha < 0.05:
        return "transparent"
    red, green, blue = (round(part * 255) for part in found.to("srgb").coordinates)
    return red, green, blue
