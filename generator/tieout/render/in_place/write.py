"""Writes elements as XHTML that a browser shows alike, served as XML or as HTML."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from tieout.render.in_place.names import VOID
from tieout.sources.html import Element

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# Names that mean something in a drawing: no other namespace, and nothing that acts.
_OF_SVG = re.compile(r"(?:xml:|xlink:)?(?!on|xml)[A-Za-z_][\w.-]*")
# XML ends CDATA with this; no sheet has it.
_CDATA_END = "]]>"


def written(children: Iterable[Element | str]) -> Iterator[str]:
    """The markup of elements and texts; text that is markup already stands as it is."""
    after_text = False
    for child in children:
        is_text = isinstance(child, str) and not isinstance(child, Markup)
        if is_text and after_text:
            # A comment parted two texts: browsers draw them apart, which moves letters by parts of a pixel.
            yield "<!-- -->"
        after_text = is_text
        if not isinstance(child, str):
            yield from _element(child)
        else:
            yield child.translate(_TEXT) if is_text else str(child)


def attributes(element: Element) -> str:
    """The attributes of an element, each with a space before it."""
    return "".join(
        f' {name}="{(value or "").translate(_VALUE)}"' for name, value in element.attributes.items()
    )


def drawing(element: Element) -> str:
    """An `svg` element as a file of its own, for pages that may not contain drawings."""
    for one in (element, *_inside(element)):
        one.attributes = {name: value for name, value in one.attributes.items() if _OF_SVG.fullmatch(name)}
        one.children = [child for child in one.children if isinstance(child, str) or child.tag != "script"]
    spaces = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
    element.attributes = {**spaces, **element.attributes}
    return "".join(_element(element))


def _inside(element: Element) -> Iterator[Element]:
    for child in element.elements:
        yield child
        yield from _inside(child)


def _element(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag in VOID:
        yield f"<{tag}{attributes(element)}/>"
        return
    yield f"<{tag}{attributes(element)}>"
    if tag == "style":
        yield _sheet("".join(str(child) for child in element.children))
    else:
        first = next(iter(element.children), "")
        # A browser leaves out the line end that `pre` begins with.
        if tag in ("pre", "textarea") and isinstance(first, str) and first.startswith("\n"):
            yield "\n"
        yield from written(element.children)
    yield f"</{tag}>"


def _sheet(text: str) -> str:
    """A style sheet escaped so that HTML, which reads it literally, and XML read the same."""
    if "<" not in text and "&" not in text:
        return text
    return f"/*<![CDATA[*/{text.replace(_CDATA_END, '')}/*]]>*/"
