"""A Word document as it is seen: changes accepted, no hidden text, no pictures (ISO/IEC 29500-1, 17)."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

# What was deleted or moved away (17.13.5); what was put in or moved here stays.
_GONE = ("del", "moveFrom")
_CHANGED = (*_GONE, "ins", "moveTo")
_PICTURES = ("drawing", "pict", "object")
_OFF = ("0", "false", "off")


def hiding_styles(root: etree._Element) -> frozenset[str]:
    """The styles that hide text, directly or through the styles on which they are based."""
    own: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in root.iterfind("{*}style"):
        name = value_of(style, "styleId")
        own[name] = _hides(style.find("{*}rPr"))
        above = style.find("{*}basedOn")
        based[name] = value_of(above, "val") if above is not None else ""
    return frozenset(name for name in own if _inherits(name, own, based))


def _inherits(name: str, own: dict[str, bool | None], based: dict[str, str]) -> bool:
    seen: set[str] = set()
    while name in own and name not in seen:
        said = own[name]
        if said is not None:
            return said
        seen.add(name)
        name = based[name]
    return False


class Changes:
    """Removes invisible content from a part, and counts it by kind."""

    def __init__(self, hiding: frozenset[str], told: Counter[str]) -> None:
        self._hiding = hiding
        self._told = told

    def accept(self, root: etree._Element) -> None:
        """Changes a part to its state with tracked changes accepted and hidden text removed."""
        for element in list(_named(root, *_CHANGED)):
            # In the properties of a paragraph, a row or a run it says what became of that whole.
            parent = element.getparent()
            of = etree.QName(parent).localname if parent is not None else ""
            if of == "trPr":
                self._row(parent, gone=etree.QName(element).localname in _GONE)
            elif of not in ("rPr", "numPr"):
                self._told["tracked"] += 1
                if etree.QName(element).localname in _GONE:
                    _take_out(element)
        for run in list(_named(root, "r")):
            if self._is_hidden(run):
                self._told["hidden"] += any(True for _ in _named(run, "t"))
                _take_out(run)
        for picture in list(_named(root, *_PICTURES)):
            # A box with text is drawn as well, and its text is read.
            if next(_named(picture, "txbxContent"), None) is None and picture.getparent() is not None:
                self._told["pictures"] += 1
                _take_out(picture)
        for chunk in list(_named(root, "altChunk")):
            self._told["embedded"] += 1
            _take_out(chunk)

    def _row(self, properties: etree._Element, *, gone: bool) -> None:
        self._told["tracked"] += 1
        row = properties.getparent()
        if gone and row is not None:
            _take_out(row)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find("{*}rPr")
        said = _hides(properties)
        if said is not None:
            return said
        style = properties.find("{*}rStyle") if properties is not None else None
        if style is not None and value_of(style, "val") in self._hiding:
            return True
        above = run.getparent()
        while above is not None and etree.QName(above).localname != "p":
            above = above.getparent()
        whole = above.find("{*}pPr/{*}pStyle") if above is not None else None
        return whole is not None and value_of(whole, "val") in self._hiding


def _hides(properties: etree._Element | None) -> bool | None:
    """Whether properties hide text; None where they do not say."""
    mark = properties.find("{*}vanish") if properties is not None else None
    return value_of(mark, "val") not in _OFF if mark is not None else None


def value_of(element: etree._Element, name: str) -> str:
    """An attribute of an element in whatever namespace: strict documents use another."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def _take_out(element: etree._Element) -> None:
    """Removes an element, but keeps the text behind it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
