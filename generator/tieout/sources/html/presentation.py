"""Elements and attributes of older HTML that say how text looks, as the style that they stand for.

(HTML, 15.3.4 "Phrasing content", 15.3.8 "Tables", 2.4.6 "Colors": a hexadecimal colour may lack its `#`.)
"""

import re
from collections.abc import Mapping

from tieout.sources.html.names import STRUCK

_FONT_SIZES = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
_HEXADECIMAL = re.compile(r"(?:[0-9a-f]{3}){1,2}", re.IGNORECASE)
_RELATIVE = re.compile(r"([+-])([1-6])")


def presentational_style(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The style that an element's name and attributes imply; rules of style sheets outweigh it."""
    said = ["text-decoration:line-through"] if tag in STRUCK else []
    if background := attributes.get("bgcolor"):
        said.append(f"background-color:{_colour(background)}")
    if attributes.get("background"):
        said.append("background-image:url(x)")
    if text := attributes.get("text" if tag == "body" else "color"):
        said.append(f"color:{_colour(text)}")
    if tag == "font" and (size := _font_size(attributes.get("size") or "")):
        said.append(f"font-size:{size}")
    return ";".join(said)


def _colour(value: str) -> str:
    value = value.strip()
    return f"#{value}" if _HEXADECIMAL.fullmatch(value) else value


def _font_size(value: str) -> str:
    value = value.strip()
    if value in _FONT_SIZES:
        return f"{_FONT_SIZES[value]}px"
    found = _RELATIVE.fullmatch(value)
    if found is None:
        return ""
    step = 1.2 if found[1] == "+" else 0.83
    return f"{step ** int(found[2]):.2f}em"
