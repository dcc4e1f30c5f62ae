"""The release as a page for the frame: with its own look, each number marked, and nothing active in it.

The frame is sandboxed without scripts. The script around it writes the page into it, since a document in
`srcdoc` is laid out by other rules than older pages need. The page is built from the whitelist of the tagged
page. Links lead nowhere; pictures and styles from elsewhere are left out, and the content security policy of
the page around it forbids fetching any.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from tieout.core import Place
from tieout.language import language_of
from tieout.layout import Release
from tieout.render.in_place.make import doctype_of
from tieout.render.in_place.mend import mended
from tieout.render.in_place.places import Finder, Places
from tieout.render.in_place.set_out import SetOut
from tieout.render.in_place.splice import Splices
from tieout.render.in_place.write import attributes, written
from tieout.render.proof.model import SignOff
from tieout.render.proof.numbers import Number
from tieout.sources import read_document, read_page
from tieout.sources.html import Element, Page

# What fetches in a sheet: an address that is not data, another sheet, a font.
_FETCHES = re.compile(
    r"url\s*\(\s*(?![\"']?data:)[^)]*\)|@import[^;]*;?|@font-face\s*\{[^}]*\}?", re.IGNORECASE
)
_MARK = Markup('<span class="tn {shade}" data-n="{index}">{text}</span>')
_FIRST = Markup('<span class="tn {shade}" data-n="{index}" id="tn{index}">{text}</span>')


def framed(done: SignOff, numbers: tuple[Number, ...], lines: set[int]) -> dict[str, str]:
    """The parts of the frame's document: the release's own page, or one laid out from its text.

    `lines` are those that something links to although they hold no number.
    """
    text, release = done.definition.text, done.release
    page = read_page(text)
    parts = _own_page(page, release, numbers, lines) if page is not None else None
    return parts if parts is not None else _set_out(done, numbers, lines)


def _own_page(
    page: Page, release: Release, numbers: tuple[Number, ...], lines: set[int]
) -> dict[str, str] | None:
    """The release's own page; None for a page of frames, which has no text."""
    _mark_all(numbers, Places(page.root, release))
    _name_lines(page.root, release, lines)
    done = mended(page.root, [f"tn{number.index}" for number in numbers])
    if done is None:
        return None
    return _parts(doctype_of(page.doctype), done.head, done.body)


def _set_out(done: SignOff, numbers: tuple[Number, ...], lines: set[int]) -> dict[str, str]:
    document = read_document(done.definition.text)
    page = SetOut(document, done.release, language_of(done.definition.company))
    _mark_all(numbers, page)
    for line in sorted(lines):
        if (element := page.element(line)) is not None:
            _name(element, line)
    return _parts("<!DOCTYPE html>", page.head, page.body)


def _parts(doctype: str, head: list[Element], body: Element) -> dict[str, str]:
    sheets = [element for element in head if element.tag == "style"]
    for element in (*sheets, *_all(body)):
        _silence(element)
    return {
        "doctype": doctype,
        "head": "".join(written(sheets)),
        "body": attributes(body),
        "content": "".join(written(body.children)),
    }


def _mark_all(numbers: tuple[Number, ...], places: Finder) -> None:
    splices = Splices()
    for number in numbers:
        _mark(number, places, splices)
    splices.apply()


def _mark(number: Number, places: Finder, splices: Splices) -> None:
    """Marks the digits of a number, or each part of them that has another look."""
    spans = places.of(Place(line=number.line, column=number.column), number.printed)
    if not spans or not splices.is_free(spans):
        return
    shade = " ".join((number.shade, *number.marks))
    for part, span in enumerate(spans):
        text = span.text.text[span.start : span.end]
        mark = _MARK if part else _FIRST
        splices.put((span,), str(mark.format(shade=shade, index=number.index, text=text)))


def _name_lines(root: Element, release: Release, lines: set[int]) -> None:
    """Gives elements a class by their lines, so that the page around can find them."""
    by_path = {release.sources[line - 1][0].path: line for line in sorted(lines) if release.sources[line - 1]}
    for element in _all(root) if by_path else ():
        if (line := by_path.get(element.path)) is not None:
            _name(element, line)


def _name(element: Element, line: int) -> None:
    own = element.attributes.get("class") or ""
    element.attributes = {**element.attributes, "class": f"{own} tl{line}".strip()}


def _silence(element: Element) -> None:
    """Removes everything that would load something or lead away."""
    kept = dict(element.attributes)
    for name in ("href", "src", "cite"):
        address = kept.get(name) or ""
        inside = address.startswith("#") if name == "href" else address.startswith("data:image/")
        if name in kept and not inside:
            del kept[name]
    if style := kept.get("style"):
        kept["style"] = _FETCHES.sub("none", style)
    element.attributes = kept
    if element.tag == "style":
        element.children = [_FETCHES.sub("", str(child)) for child in element.children]


def _all(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.elements
