"""Attributes of older HTML as the CSS that they are equal to (HTML, 15.3 "Non-replaced elements", 15.4.3).

What an element says so weighs less than its own style, and stands before it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from tinycss2.color4 import parse_color

Attributes = Mapping[str, str | None]

_DIMENSION = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*(%?)")
_SIZE = re.compile(r"\s*([+-]?)(\d{1,4})")
_HEXADECIMAL = re.compile(r"#?([0-9a-fA-F]{6})|#([0-9a-fA-F]{3})")
_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
_LISTS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = ("disc", "circle", "square", "none")
_MIDDLE = {"middle": "center"}
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", "thead", "tbody", "tfoot"))
# A style in an attribute ends where a quote, a bracket or a semicolon would begin another.
_PLAIN = re.compile(r"[^;{}<>\\]*")


def older_style(tag: str, attributes: Attributes) -> str:
    """The CSS equal to an element's older attributes; "" where it has none."""
    if not attributes:
        return ""
    said = list(_said(tag, attributes))
    return ";".join(said)


def dimension(value: str | None, *, zero: bool = True) -> str:
    """A length as CSS: `600` is pixels, `50%` a share; "" where it is no length."""
    found = _DIMENSION.match(value or "")
    if found is None or (not zero and not found[1].strip("0.")):
        return ""
    return found[1] + (found[2] or "px")


def legacy_colour(value: str | None) -> str:
    """A colour as CSS (HTML, 2.4.6 "Rules for parsing a legacy color value"); "" where it is none."""
    value = (value or "").strip()
    if not value or value.lower() == "transparent":
        return ""
    found = _HEXADECIMAL.fullmatch(value)
    if found is not None:
        return f"#{found[1] or found[2]}"
    if value.isalpha() and parse_color(value) is not None:
        return value.lower()
    digits = re.sub(r"[^0-9a-fA-F]", "0", value[:128].removeprefix("#"))
    digits += "0" * (-len(digits) % 3 or (3 if not digits else 0))
    third = len(digits) // 3
    parts = [digits[at : at + third][-8:] for at in (0, third, 2 * third)]
    while len(parts[0]) > 2 and all(part[0] == "0" for part in parts):
        parts = [part[1:] for part in parts]
    return "#" + "".join(part[:2].zfill(2) for part in parts)


def _said(tag: str, attributes: Attributes) -> Iterator[str]:
    own = _OF_TAG.get(tag)
    if own is not None:
        yield from own(attributes)
    if tag in _CELLS or tag in _ROWS or tag in ("table", "body", "col", "colgroup"):
        if colour := legacy_colour(attributes.get("bgcolor")):
            yield f"background-color:{colour}"
        if (picture := (attributes.get("background") or "").strip()) and _PLAIN.fullmatch(picture):
            yield f"background-image:url('{picture.replace(chr(39), '%27')}')"
    if tag in _ROWS and (height := dimension(attributes.get("height"))):
        yield f"height:{height}"


def _font(attributes: Attributes) -> Iterator[str]:
    face = (attributes.get("face") or "").strip()
    if face and _PLAIN.fullmatch(face):
        yield f"font-family:{face}"
    found = _SIZE.match(attributes.get("size") or "")
    if found is not None:
        number = int(found[2]) if not found[1] else 3 + int(found[1] + found[2])
        yield f"font-size:{_SIZES[min(max(number, 1), 7) - 1]}"
    if colour := legacy_colour(attributes.get("color")):
        yield f"color:{colour}"


def _block(attributes: Attributes) -> Iterator[str]:
    """The style for the alignment of a paragraph or division, which also moves blocks inside it."""
    align = (attributes.get("align") or "").strip().lower()
    align = _MIDDLE.get(align, align)
    if align in ("left", "right", "center"):
        yield f"text-align:{align};text-align:-moz-{align};text-align:-webkit-{align}"
    elif align == "justify":
        yield "text-align:justify"


def _heading(attributes: Attributes) -> Iterator[str]:
    align = (attributes.get("align") or "").strip().lower()
    align = _MIDDLE.get(align, align)
    if align in ("left", "right", "center", "justify"):
        yield f"text-align:{align}"


def _cell(attributes: Attributes) -> Iterator[str]:
    for name in ("width", "height"):
        if length := dimension(attributes.get(name), zero=False):
            yield f"{name}:{length}"
    if "nowrap" in attributes:
        yield "white-space:nowrap"


def _table(attributes: Attributes) -> Iterator[str]:
    align = (attributes.get("align") or "").strip().lower()
    if align in ("left", "right"):
        yield f"float:{align}"
    elif align in ("center", "middle"):
        yield "margin-left:auto;margin-right:auto"
    if length := dimension(attributes.get("width"), zero=False):
        yield f"width:{length}"
    if length := dimension(attributes.get("height"), zero=False):
        yield f"height:{length}"
    if colour := legacy_colour(attributes.get("bordercolor")):
        yield f"border-color:{colour}"
    yield from _around(attributes)


def _around(attributes: Attributes) -> Iterator[str]:
    if length := dimension(attributes.get("hspace")):
        yield f"margin-left:{length};margin-right:{length}"
    if length := dimension(attributes.get("vspace")):
        yield f"margin-top:{length};margin-bottom:{length}"


def _rule(attributes: Attributes) -> Iterator[str]:
    align = (attributes.get("align") or "").strip().lower()
    sides = {"left": ("0", "auto"), "right": ("auto", "0"), "center": ("auto", "auto")}
    if align in sides:
        left, right = sides[align]
        yield f"margin-left:{left};margin-right:{right}"
    if width := dimension(attributes.get("width")):
        yield f"width:{'1px' if width == '0px' else width}"
    colour = legacy_colour(attributes.get("color"))
    if colour or "noshade" in attributes:
        drawn = colour or "gray"
        yield f"border-style:solid;border-color:{drawn};background-color:{drawn}"
    size = _SIZE.match(attributes.get("size") or "")
    if size is not None:
        height = int(size[2])
        yield f"height:{height - 2}px" if height > 1 else "border-bottom-width:0"


def _picture(attributes: Attributes) -> Iterator[str]:
    align = (attributes.get("align") or "").strip().lower()
    stands = {"top": "top", "middle": "-webkit-baseline-middle", "center": "middle", "bottom": "baseline"}
    stands |= {"absmiddle": "middle", "absbottom": "bottom", "texttop": "text-top"}
    if align in ("left", "right"):
        yield f"float:{align}"
    elif align in stands:
        yield f"vertical-align:{stands[align]}"
    if border := dimension(attributes.get("border")):
        yield f"border:{border} solid"
    for name in ("width", "height"):
        if length := dimension(attributes.get(name)):
            yield f"{name}:{length}"
    yield from _around(attributes)


def _list(attributes: Attributes) -> Iterator[str]:
    kind = (attributes.get("type") or "").strip()
    if kind.lower() in _BULLETS:
        yield f"list-style-type:{kind.lower()}"
    elif kind in _LISTS:
        yield f"list-style-type:{_LISTS[kind]}"
    start = _SIZE.match(attributes.get("start") or "")
    if start is not None:
        yield f"counter-reset:list-item {int(start[1] + start[2]) - 1}"
    value = _SIZE.match(attributes.get("value") or "")
    if value is not None:
        yield f"counter-set:list-item {int(value[1] + value[2])}"


def _break(attributes: Attributes) -> Iterator[str]:
    clear = (attributes.get("clear") or "").strip().lower()
    if clear in ("left", "right", "both", "all"):
        yield f"clear:{'both' if clear == 'all' else clear}"


def _body(attributes: Attributes) -> Iterator[str]:
    if colour := legacy_colour(attributes.get("text")):
        yield f"color:{colour}"
    for side, other, edges in (
        ("topmargin", "marginheight", ("top", "bottom")),
        ("leftmargin", "marginwidth", ("left", "right")),
    ):
        if length := dimension(attributes.get(other) or attributes.get(side)):
            yield ";".join(f"margin-{edge}:{length}" for edge in edges)


def _caption(attributes: Attributes) -> Iterator[str]:
    align = (attributes.get("align") or "").strip().lower()
    if align == "bottom":
        yield "caption-side:bottom"
    elif align in ("left", "right", "center"):
        yield f"text-align:{align}"


def _column(attributes: Attributes) -> Iterator[str]:
    if length := dimension(attributes.get("width"), zero=False):
        yield f"width:{length}"


_OF_TAG: dict[str, Callable[[Attributes], Iterator[str]]] = {
    "font": _font,
    "p": _block,
    "div": _block,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "td": _cell,
    "th": _cell,
    "table": _table,
    "hr": _rule,
    "img": _picture,
    **dict.fromkeys(("ul", "ol", "li"), _list),
    "br": _break,
    "body": _body,
    "caption": _caption,
    **dict.fromkeys(("col", "colgroup"), _column),
}
