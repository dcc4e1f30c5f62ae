"""The elements of a page as a browser has them, parsed by HTML's own algorithm (HTML, 13.2).

Lexbor parses. The tree kept here has what reading needs: names, attributes, looks and places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tieout.core import Place, Source
from tieout.sources.characters import carried
from tieout.sources.html.looks import Look, Looks
from tieout.sources.html.prepare import LINE
from tieout.sources.html.sheets import Sheets, Standing
from tieout.sources.reader import refused

# A browser flattens what is deeper than 512; pages that people read stay far below.
_MAX_DEPTH = 250


@dataclass(slots=True, eq=False)
class Element:
    """An element. `children` are its elements and texts in order;
    an invisible element of a page keeps none.
    """

    tag: str
    attributes: Mapping[str, str | None]
    parent: "Element | None"
    line: int
    look: Look
    children: "list[Element | str]" = field(default_factory=list)
    _path: str = ""

    @property
    def source(self) -> Source:
        """Its place: the line of the file where it begins, and its XPath."""
        return Source(self.line, self.path)

    @property
    def path(self) -> str:
        """Its XPath in a browser's document of the page, from `/html` down."""
        if not self._path:
            if self.parent is None:
                self._path = f"/{self.tag}"
            else:
                self.parent.name_children()
        return self._path

    @property
    def elements(self) -> "list[Element]":
        """Its child elements, without texts."""
        return [child for child in self.children if isinstance(child, Element)]

    def name_children(self) -> None:
        """Sets the paths of all its child elements at once:
        one by one, siblings would be counted each time.
        """
        elements = self.elements
        often: dict[str, int] = {}
        for child in elements:
            often[child.tag] = often.get(child.tag, 0) + 1
        seen: dict[str, int] = {}
        for number, child in enumerate(elements, 1):
            nth = seen[child.tag] = seen.get(child.tag, 0) + 1
            if not child.tag.isalnum():
                # `ix:continuation` in a page of HTML has no namespace that a path could name.
                step = f"*[{number}]"
            else:
                step = f"{child.tag}[{nth}]" if often[child.tag] > 1 else child.tag
            child._path = f"{self.path}/{step}"


def copied(root: Element) -> Element:
    """A copy of an element with all its children."""
    top = _alone(root, None)
    waiting = [(root, top)]
    while waiting:
        one, other = waiting.pop()
        for child in one.children:
            if isinstance(child, str):
                other.children.append(child)
            else:
                again = _alone(child, other)
                other.children.append(again)
                waiting.append((child, again))
    return top


def _alone(one: Element, parent: Element | None) -> Element:
    return Element(one.tag, dict(one.attributes), parent, one.line, one.look)


def bare(tag: str, parent: Element | None = None) -> Element:
    """A new element that belongs to no page yet."""
    return Element(tag, {}, parent, 0, Look())


def parsed(text: str, shown: str, *, whole: bool = False) -> Element | None:
    """The styled root element of a page; None for an empty page.
    With `whole`, invisible elements keep their content.
    """
    parser = LexborHTMLParser(text)
    root = parser.root
    return None if root is None else _Builder(parser, text.count("<"), shown, whole).tree(root)


@dataclass(slots=True)
class _Next:
    """The node to be built next, and the element that contains it."""

    node: LexborNode | None
    parent: Element
    standing: Standing


class _Builder:
    """Copies the parser's tree without recursion, since a page may nest deeply."""

    def __init__(self, parser: LexborHTMLParser, tags: int, shown: str, whole: bool) -> None:
        self._shown = shown
        self._whole = whole
        self._sheets = Sheets(parser, tags, shown)
        # What a sheet in a file of its own paints is not known.
        self._looks = Looks(default_known=parser.css_first("link[rel~=stylesheet]") is None)

    def tree(self, root: LexborNode) -> Element:
        """The element for the root, with all its content."""
        top, standing = self._element(root, None, Standing())
        open_nodes = [_Next(root.first_child, top, standing)]
        while open_nodes:
            at = open_nodes[-1]
            node = at.node
            if node is None:
                open_nodes.pop()
                continue
            at.node = node.next
            if node.is_text_node:
                at.parent.children.append(carried(node.text_content or ""))
            elif node.is_element_node:
                element, standing = self._element(node, at.parent, at.standing)
                at.parent.children.append(element)
                if self._whole or element.look.display != "none":
                    self._refuse_depth(len(open_nodes), element)
                    open_nodes.append(_Next(node.first_child, element, standing))
        return top

    def _element(
        self, node: LexborNode, parent: Element | None, standing: Standing
    ) -> tuple[Element, Standing]:
        attributes: dict[str, str | None] = node.attributes
        tag = node.tag or ""
        # The line was put before a slash that ends the tag.
        number = (attributes.pop(LINE, None) or "").rstrip("/")
        line = parent.line if parent else 1
        if number.isdecimal():
            line = int(number)
        rules, own = self._sheets.of(node.mem_id, tag, standing)
        look = self._looks.of(tag, attributes, parent.look if parent else None, rules)
        return Element(tag, attributes, parent, line, look), own

    def _refuse_depth(self, depth: int, element: Element) -> None:
        if depth > _MAX_DEPTH:
            raise refused(
                Place(self._shown, source=element.source),
                "page",
                f"the page nests more than {_MAX_DEPTH} elements",
                "Is it the page of a release?",
            )
