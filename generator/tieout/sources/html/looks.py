"""Computes how an element looks, as far as reading needs it, from its parent and its styles.

(CSS Cascading and Inheritance 4, 4 "Value processing"; HTML, 15 "Rendering".)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.sources.html.declarations import (
    Colour,
    Declarations,
    colour,
    declarations,
    font_size,
    length,
    plain,
)
from tieout.sources.html.names import BLOCKS, BOLD, SMALLER, TABLE_DISPLAY, TYPED, UNSEEN, UNSEEN_ROLES
from tieout.sources.html.presentation import presentational_style
from tieout.sources.html.sheets import Rule

_HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)
# Below, text is a dot and no letter.
_LEAST_SIZE = 2.0
# Colours nearer than this are one to the eye.
_SAME = 12
_FAR = -900.0
_INLINE = frozenset(("inline", "inline-block", "contents"))


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of an element's look. Lengths are pixels.

    `display` is CSS's: `none` of what is not there. `shown` says that text in it is seen and stands; what is
    `struck` out does not, nor what is in it, whatever its own style says. `raised` is 1 above
    the line and -1 below it, `by_markup` that it is so by `sup` or `super`, however large. `background` is
    None where it is not known. `rule_above` and `rule_below` are lines drawn at its edges.
    """

    display: str = "block"
    shown: bool = True
    struck: bool = False
    visible: bool = True
    size: float = 16.0
    bold: bool = False
    typed: bool = False
    raised: int = 0
    by_markup: bool = False
    colour: Colour = _BLACK
    background: Colour | None = _WHITE
    indent: float = 0.0
    text_indent: float = 0.0
    rule_above: bool = False
    rule_below: bool = False

    @property
    def is_inline(self) -> bool:
        """Whether it stands within a line."""
        return self.display in _INLINE


class Looks:
    """Computes looks, each combination of a parent's look and an element's styles once."""

    def __init__(self, *, default_known: bool) -> None:
        # What a sheet in a file of its own paints is not known.
        self._root = Look(background=_WHITE if default_known else None)
        self._known: dict[tuple[object, ...], Look] = {}

    def of(
        self, tag: str, attributes: Mapping[str, str | None], parent: Look | None, rules: Sequence[Rule]
    ) -> Look:
        """The look of an element; `rules` are those of the page's sheets, the weightier ones last."""
        style = attributes.get("style") or ""
        hidden = "hidden" in attributes or (attributes.get("role") or "").lower() in UNSEEN_ROLES
        older = presentational_style(tag, attributes)
        # Looks are kept, so that the number of one stays its own.
        key = (id(parent), tag, style, hidden, older, tuple(id(rule) for rule in rules))
        look = self._known.get(key)
        if look is None:
            said = dict(_cascaded([declarations(older), *(rule.said for rule in rules), declarations(style)]))
            look = self._known[key] = _computed(tag, said, parent or self._root, hidden)
        return look


def _cascaded(layers: list[Declarations]) -> dict[str, str]:
    said: dict[str, str] = {}
    for layer in layers:
        for name, value in layer.items():
            if value.endswith("!important") or not said.get(name, "").endswith("!important"):
                said[name] = value
    return {name: plain(value) for name, value in said.items()}


def _computed(tag: str, said: Declarations, parent: Look, hidden: bool) -> Look:
    display = _display(tag, said, hidden)
    size = _size(tag, said, parent)
    text = colour(said.get("color", ""))
    background = _background(said, parent)
    look = replace(
        parent,
        display=display,
        size=size,
        bold=_bold(tag, said, parent),
        typed=tag in TYPED
        or said.get("white-space", "").startswith("pre")
        or (parent.typed and "white-space" not in said),
        colour=text if isinstance(text, tuple) else parent.colour,
        background=background,
        struck=parent.struck or "line-through" in said.get("text-decoration-line", ""),
        visible=said.get("visibility", "visible" if parent.visible else "hidden") in ("visible", "initial"),
        indent=_indent(said, size),
        text_indent=parent.text_indent
        if "text-indent" not in said
        else length(said["text-indent"], size) or 0.0,
        rule_above=_ruled("border-top", said),
        rule_below=_ruled("border-bottom", said),
    )
    raised, by_markup = _raised(tag, said, parent, look)
    shown = (
        look.visible
        and not look.struck
        and size >= _LEAST_SIZE
        and text != "transparent"
        and not _alike(look.colour, background)
    )
    return replace(look, shown=shown, raised=raised, by_markup=by_markup)


def _display(tag: str, said: Declarations, hidden: bool) -> str:
    if tag in UNSEEN or (tag not in TABLE_DISPLAY and _away(said)):
        return "none"
    given = said.get("display", "")
    if hidden and not given:
        return "none"
    if given == "none":
        return "none"
    if tag in TABLE_DISPLAY:
        return TABLE_DISPLAY[tag]
    if given.startswith("inline"):
        return "inline"
    if given in ("inherit", "initial", "unset", ""):
        return "block" if tag in BLOCKS else "inline"
    if given == "contents":
        return "inline" if tag not in BLOCKS else "block"
    return given if given.startswith("table") else "block"


def _away(said: Declarations) -> bool:
    """Whether an element is invisible: fully transparent, far outside the window, or clipped to nothing."""
    opacity = length(said.get("opacity"), 1.0)
    if opacity is not None and opacity < 0.05:
        return True
    if said.get("position") in ("absolute", "fixed"):
        offsets = (length(said.get(side), 16.0) for side in ("left", "top", "right", "bottom"))
        if any(offset is not None and offset <= _FAR for offset in offsets):
            return True
        if "rect(0" in said.get("clip", "").replace(" ", "") or "rect(1px" in said.get("clip", "").replace(
            " ", ""
        ):
            return True
    indent = length(said.get("text-indent"), 16.0)
    if indent is not None and indent <= _FAR:
        return True
    if said.get("overflow", "").startswith("hidden"):
        # Of per cent nothing is known but that they are not none.
        extents = (
            length(said.get(name), 16.0, 1e6) for name in ("height", "max-height", "width", "max-width")
        )
        return any(extent is not None and extent <= 1.0 for extent in extents)
    return "scale(0)" in said.get("transform", "").replace(" ", "")


def _size(tag: str, said: Declarations, parent: Look) -> float:
    if "font-size" in said:
        return font_size(said["font-size"], parent.size)
    if tag in SMALLER:
        return parent.size * 0.83
    return parent.size * _HEADINGS.get(tag, 1.0)


def _bold(tag: str, said: Declarations, parent: Look) -> bool:
    weight = said.get("font-weight", "")
    if weight.isdecimal():
        return int(weight[:4]) >= 600
    if weight in ("normal", "lighter", "initial"):
        return False
    return weight in ("bold", "bolder") or tag in BOLD or parent.bold


def _background(said: Declarations, parent: Look) -> Colour | None:
    if re.search(r"url|gradient", said.get("background-image", "")):
        return None
    painted = colour(said.get("background-color", ""))
    if painted is None and "var(" in said.get("background-color", ""):
        return None
    return painted if isinstance(painted, tuple) else parent.background


def _alike(text: Colour, background: Colour | None) -> bool:
    if background is None:
        return False
    return all(abs(one - other) < _SAME for one, other in zip(text, background, strict=True))


def _indent(said: Declarations, size: float) -> float:
    return sum(length(said.get(name), size) or 0.0 for name in ("padding-left", "margin-left"))


def _ruled(side: str, said: Declarations) -> bool:
    style, width = said.get(f"{side}-style", "none"), length(said.get(f"{side}-width"), 16.0)
    return style not in ("none", "hidden", "double", "initial") and (width is None or width > 0)


def _raised(tag: str, said: Declarations, parent: Look, look: Look) -> tuple[int, bool]:
    """Whether text is raised (1) or lowered (-1) against its line, and whether markup says so explicitly."""
    if not look.is_inline:
        return 0, False
    align = said.get("vertical-align", "")
    position = said.get("font-variant-position", "")
    if tag in ("sup", "sub") or align in ("super", "sub") or position in ("super", "sub"):
        return (1 if "super" in (align, position) or tag == "sup" else -1), True
    shift = length(align, look.size, look.size) or 0.0
    if said.get("position") == "relative":
        top, bottom = length(said.get("top"), look.size), length(said.get("bottom"), look.size)
        shift += -top if top is not None else (bottom or 0.0)
    if align in ("text-top", "top") and look.size < parent.size:
        shift += 1.0
    if abs(shift) >= 1.0:
        return (1 if shift > 0 else -1), False
    return parent.raised, parent.by_markup
