"""Changes a page's elements to those of XHTML 1.1, by a whitelist, without changing how they look.

A schema check would not help, since it stops at the first error. So each element, from the innermost out, is
made one that is allowed in its place.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from tieout.render.in_place import names
from tieout.render.in_place.attributes import Identities, kept
from tieout.render.in_place.content import (
    AS_BLOCK,
    GROUPS,
    HIDDEN,
    Child,
    are_definitions,
    are_plain,
    as_span,
    empty,
    has_list,
    holds,
    is_block,
    is_elsewhere,
    items,
    only_blocks,
    table,
    tag_of,
)
from tieout.render.in_place.styles import legacy_colour, older_style
from tieout.render.in_place.write import drawing
from tieout.sources.html import Element

_CDATA = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
# The parts of a table, and what alone each holds.
_HOLDS = {
    "tr": ("td", "th"),
    **dict.fromkeys(GROUPS, ("tr",)),
    "colgroup": ("col",),
}


@dataclass(slots=True)
class Mended:
    """A page as XHTML: its head and its body.
    `dropped` counts the elements by name that a report cannot have.
    """

    head: list[Element]
    body: Element
    dropped: dict[str, int] = field(default_factory=dict)


def mended(root: Element, taken: Iterable[str]) -> Mended | None:
    """The page as XHTML; its elements are changed. `taken` are ids in use elsewhere.

    None where it has no body, as a page of frames.
    """
    head = next((child for child in root.elements if child.tag == "head"), None)
    body = next((child for child in root.elements if child.tag == "body"), None)
    if body is None:
        return None
    mender = _Mender(Identities(root, taken))
    if head is not None:
        mender.into_head(head)
    mender.body(body)
    return Mended(mender.head_in_order(body), body, mender.dropped)


class _Mender:
    def __init__(self, identities: Identities) -> None:
        self._identities = identities
        self._head: list[Element] = []
        self._colours: dict[str, str] = {}
        self.dropped: dict[str, int] = {}

    # The head ------------------------------------------------------------------------------------------

    def into_head(self, head: Element) -> None:
        """Takes over the content of a head; anything that browsers do not show is dropped."""
        for child in head.elements:
            if child.tag in names.IN_HEAD:
                self._head.append(child)
            else:
                self._drop(child)

    def head_in_order(self, body: Element) -> list[Element]:
        """The elements of the head in XHTML's order: a title first, one base, style sheets, metadata."""
        title = next((one for one in self._head if one.tag == "title"), None)
        if title is None:
            title = Element("title", {}, None, body.line, body.look, [])
        title.attributes, title.children = {}, ["".join(_texts(title))]
        base = [one for one in self._head if one.tag == "base" and one.attributes.get("href")][:1]
        for one in base:
            one.attributes, one.children = {"href": one.attributes.get("href")}, []
        rest = [made for one in self._head if (made := _in_head(one)) is not None]
        return [title, *base, *self._links(body), *rest]

    def _links(self, body: Element) -> list[Element]:
        """Style rules for the colours of links, which older HTML has as attributes of the body."""
        rules = "".join(
            f"{selector} {{ color: {colour} }} "
            for name, selector in (("link", ":link"), ("vlink", ":visited"), ("alink", ":active"))
            if (colour := self._colours.get(name))
        )
        return [Element("style", {"type": "text/css"}, None, body.line, body.look, [rules])] if rules else []

    # The body ------------------------------------------------------------------------------------------

    def body(self, body: Element) -> None:
        """Changes the body and its content to XHTML."""
        self._colours = {
            name: legacy_colour(body.attributes.get(name)) for name in ("link", "vlink", "alink")
        }
        children = self._children(body)
        style = older_style("body", body.attributes)
        self._finish(body, "body", style)
        body.children = list(only_blocks(body, children))

    def _children(self, element: Element) -> list[Child]:
        done: list[Child] = []
        for child in element.children:
            done += [child] if isinstance(child, str) else self._mended(child)
        return done

    def _mended(self, element: Element) -> list[Child]:
        """The replacement for an element; empty where a report cannot have it."""
        tag = element.tag
        if tag in names.LEFT_OUT or (tag == "input" and _is_hidden(element)):
            self._drop(element)
            return []
        if tag in names.IN_HEAD:
            self._head.append(element)
            return []
        if tag == "svg":
            return [self._picture(element)]
        older = older_style(tag, element.attributes)
        children = self._children(element)
        if tag == "table":
            element.children = table(element, children)
        elif tag in ("ul", "ol"):
            element.children = list(items(element, children))
        elif tag == "dl" and not are_definitions(children):
            self._stand_in(element, "div", older, children)
            return [element]
        else:
            return [self._placed(element, children, older)]
        self._finish(element, tag, older)
        return [element]

    def _placed(self, element: Element, children: list[Child], older: str) -> Element:
        """The element with allowed content, or another that looks the same and may hold it."""
        tag = element.tag
        blocks = any(is_block(child) for child in children)
        if tag not in names.KNOWN:
            self._stand_in(
                element, "div" if blocks or not element.look.is_inline else "span", older, children
            )
        elif tag == "select":
            element.children = [child for child in children if tag_of(child) in ("", "option")]
            self._finish(element, tag if any(map(tag_of, element.children)) else "span", older)
        elif tag == "button" and holds(children, names.ACTIVE):
            self._stand_in(element, "div" if blocks else "span", older, children)
        elif tag in names.INLINE and blocks:
            if tag == "a" and element.attributes.get("href") and are_plain(children):
                for child in children:
                    as_span(child)
                element.children = children
                self._finish(element, tag, older)
            else:
                self._stand_in(element, "div", older, children)
        elif is_elsewhere(element, children, blocks):
            self._stand_in(element, "div", older, children)
        else:
            element.children = children
            if tag in names.HOLDS_BLOCKS:
                element.children = list(only_blocks(element, children)) or [empty(element, "div", "")]
            elif tag in _HOLDS:
                element.children = [child for child in children if tag_of(child) in ("", *_HOLDS[tag])]
                if tag == "tr" and not any(map(tag_of, children)):
                    element.children.append(empty(element, "td", HIDDEN))
            self._finish(element, tag, older)
        return element

    def _picture(self, element: Element) -> Element:
        """A drawing as a picture, since XHTML has no elements for drawings."""
        said = dict(element.attributes)
        source = "data:image/svg+xml," + quote(drawing(element), safe="")
        told = " ".join("".join(_all_texts(element)).split())
        element.children = []
        element.attributes = {"src": source, "title": said.get("title") or told, **_looks(said)}
        self._finish(element, "img", "")
        # A drawing has no title that is shown over it.
        element.attributes.pop("title", None)
        return element

    def _stand_in(self, element: Element, tag: str, older: str, children: list[Child]) -> None:
        """Changes an element to a `div` or a `span` that looks the same."""
        own = names.AS_STYLE.get(element.tag, "")
        if element.tag == "li" and not has_list(element):
            own = f"{own};list-style-position:inside"
        if tag == "div" and element.look.is_inline:
            own = f"display:inline;{own}"
        elif tag == "span" and not element.look.is_inline:
            own = f"{AS_BLOCK};{own}"
        element.children = children
        self._finish(element, tag, ";".join(filter(None, (own.rstrip(";"), older))))

    def _finish(self, element: Element, tag: str, style: str) -> None:
        element.attributes = kept(tag, element.attributes, style, self._identities)
        element.tag = tag

    def _drop(self, element: Element) -> None:
        self.dropped[element.tag] = self.dropped.get(element.tag, 0) + 1


# Heads ---------------------------------------------------------------------------------------------------


def _in_head(element: Element) -> Element | None:
    """A style sheet or metadata as XHTML has it; None for anything else."""
    said = element.attributes
    if element.tag == "style":
        media = said.get("media")
        element.attributes = {"type": "text/css", **({"media": media} if media else {})}
        element.children = [_CDATA.sub("", "".join(_texts(element)))]
        return element
    if element.tag == "link" and "stylesheet" in (said.get("rel") or "").lower().split() and said.get("href"):
        element.attributes = {
            "rel": "stylesheet",
            **{name: value for name in ("href", "type", "media") if (value := said.get(name))},
        }
        return element
    if element.tag == "meta" and re.fullmatch(r"[\w.:-]+", said.get("name") or ""):
        element.attributes = {"name": said.get("name"), "content": said.get("content") or ""}
        return element
    return None


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child


def _all_texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("style", "defs"):
            yield from _all_texts(child)


def _looks(said: dict[str, str | None]) -> dict[str, str | None]:
    return {name: said[name] for name in ("id", "class", "style") if name in said}


def _is_hidden(element: Element) -> bool:
    return (element.attributes.get("type") or "").strip().lower() == "hidden"
