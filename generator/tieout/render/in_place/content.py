"""Changes the content of elements to what XHTML allows: only blocks, only items, only parts of tables."""

from collections.abc import Iterable, Iterator

from tieout.render.in_place import names
from tieout.sources.html import Element

Child = Element | str

HIDDEN, AS_BLOCK = "display:none", "display:block"
GROUPS = ("thead", "tbody", "tfoot")


def tag_of(child: Child) -> str:
    """The name of an element; "" for a text."""
    return "" if isinstance(child, str) else child.tag


def is_more(child: Child) -> bool:
    """Whether a child is more than white space between elements."""
    return bool(child.strip(" \t\n\r")) if isinstance(child, str) else True


def is_block(child: Child) -> bool:
    """Whether a child begins a new line."""
    return not isinstance(child, str) and child.tag not in names.INLINE


def _not_in_pre(children: Iterable[Child]) -> bool:
    for child in children:
        if not isinstance(child, str) and (child.tag not in names.IN_PRE or _not_in_pre(child.children)):
            return True
    return False


def is_elsewhere(element: Element, children: list[Child], blocks: bool) -> bool:
    """Whether a line of text contains what XHTML forbids there, or an item stands outside a list."""
    if element.tag in ("dt", "dd", "li"):
        parent = element.parent.tag if element.parent is not None else ""
        if not (parent in ("ul", "ol") if element.tag == "li" else parent == "dl"):
            return True
    return element.tag in names.LINES and (blocks or (element.tag == "pre" and _not_in_pre(children)))


def has_list(element: Element) -> bool:
    """Whether an item is anywhere in a list: only then browsers show its mark outside."""
    above = element.parent
    while above is not None and above.tag not in ("ul", "ol"):
        above = above.parent
    return above is not None


def only_blocks(element: Element, children: list[Child]) -> Iterator[Child]:
    """Children in which text and inline elements get divisions of their own."""
    run: list[Child] = []
    for child in [*children, None]:
        if child is not None and not is_block(child):
            run.append(child)
            continue
        if any(map(is_more, run)):
            yield Element("div", {}, element, element.line, element.look, run)
        else:
            yield from run
        run = []
        if child is not None:
            yield child


def holds(children: Iterable[Child], tags: frozenset[str]) -> bool:
    """Whether an element of one of these names is among children, or in one of them."""
    return any(
        not isinstance(child, str) and (child.tag in tags or holds(child.children, tags))
        for child in children
    )


def are_plain(children: Iterable[Child]) -> bool:
    """Whether blocks hold only divisions and lines of text, without links, so that spans can replace them."""
    for child in children:
        if isinstance(child, str):
            continue
        if child.tag not in names.INLINE | {"div", "p"} or child.tag == "a" or not are_plain(child.children):
            return False
    return True


def as_span(child: Child) -> None:
    """Changes the blocks in an element to spans that are shown as blocks."""
    if isinstance(child, str):
        return
    for inner in child.children:
        as_span(inner)
    if child.tag in ("div", "p"):
        own = ";".join(filter(None, (AS_BLOCK, names.AS_STYLE.get(child.tag))))
        style = child.attributes.get("style")
        child.attributes = {**child.attributes, "style": f"{own};{style}" if style else own}
        child.tag = "span"


def are_definitions(children: Iterable[Child]) -> bool:
    """Whether a list of definitions holds nothing else. Otherwise divisions replace them."""
    parts = [child for child in children if is_more(child)]
    if parts and all(tag_of(part) in ("dt", "dd") for part in parts):
        return True
    for part in parts:
        if not isinstance(part, str) and part.tag in ("dt", "dd"):
            own = ";".join(filter(None, (names.AS_STYLE.get(part.tag), part.attributes.get("style"))))
            part.attributes = {**part.attributes, **({"style": own} if own else {})}
            part.tag = "div"
    return False


def items(element: Element, children: list[Child]) -> Iterator[Child]:
    """Only items: anything between them becomes an item without mark and number, as browsers show it."""
    run: list[Child] = []
    count = 0
    for child in [*children, None]:
        if child is not None and tag_of(child) != "li":
            run.append(child)
            continue
        if any(map(is_more, run)):
            count += 1
            style = "display:block;counter-increment:list-item 0"
            yield Element("li", {"style": style}, element, element.line, element.look, run)
        else:
            yield from run
        run = []
        if child is not None:
            count += 1
            yield child
    if not count:
        yield empty(element, "li", HIDDEN)


def table(element: Element, children: list[Child]) -> list[Child]:
    """The parts of a table in XHTML's order: a caption, columns, groups of rows, none of them empty.

    A foot, or a head behind other groups, becomes a body that is shown like it, since it may not stand there.
    """
    first: list[Child] = []
    rows: list[Child] = []
    for child in children:
        tag = tag_of(child)
        if tag == "colgroup" or (tag == "caption" and not any(map(tag_of, (*first, *rows)))):
            first.append(child)
        elif not tag or (tag in GROUPS and any(tag_of(row) == "tr" for row in child.children)):  # type: ignore[union-attr]
            rows.append(child)
    groups = [child for child in rows if not isinstance(child, str)]
    for number, group in enumerate(groups):
        if group.tag == "tfoot" or (group.tag == "thead" and number):
            style, own = group.attributes.get("style"), names.AS_STYLE[group.tag]
            group.attributes = {**group.attributes, "style": f"{own};{style}" if style else own}
            group.tag = "tbody"
    if all(group.tag == "thead" for group in groups):
        body, row = empty(element, "tbody", HIDDEN), empty(element, "tr", "")
        body.children, row.children = [row], [empty(element, "td", "")]
        rows.append(body)
    return [*first, *rows]


def empty(parent: Element, tag: str, style: str) -> Element:
    """A new element without content."""
    return Element(tag, {"style": style} if style else {}, parent, parent.line, parent.look, [])
