"""The release as a page for the frame: as it looks, each number marked, and nothing in it that acts.

The frame is sandboxed without scripts; the page is written into it by the script around it, because a browser
lays out a document that is given in `srcdoc` by other rules than an older page asks for. What the page is
made of is the whitelist of the tagged page. Beyond that it has no address: its links lead nowhere, pictures
and styles that are not in the file itself are left out, and the policy of the page around it, which holds in
the frame too, lets none be fetched.
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
    """The parts of the document in the frame: the release's own page, or one that its text is set out as.

    `lines` are those that something leads to though no number stands in them.
    """
    text, release = done.definition.text, done.release
    page = read_page(text)
    parts = _own_page(page, release, numbers, lines) if page is not None else None
    return parts if parts is not None else _set_out(done, numbers, lines)


def _own_page(
    page: Page, release: Release, numbers: tuple[Number, ...], lines: set[int]
) -> dict[str, str] | None:
    """None of a page of frames, which has no text."""
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
    """Puts a mark around the digits of a number, or around each part of them that has a look of its own."""
    spans = places.of(Place(line=number.line, column=number.column), number.printed)
    if not spans or not splices.is_free(spans):
        return
    shade = " ".join((number.shade, *number.marks))
    for part, span in enumerate(spans):
        text = span.text.text[span.start : span.end]
        mark = _MARK if part else _FIRST
        splices.put((span,), str(mark.format(shade=shade, index=number.index, text=text)))


def _name_lines(root: Element, release: Release, lines: set[int]) -> None:
    """Gives the elements that lines were taken from a class by which the page around finds them."""
    by_path = {release.sources[line - 1][0].path: line for line in sorted(lines) if release.sources[line - 1]}
    for element in _all(root) if by_path else ():
        if (line := by_path.get(element.path)) is not None:
            _name(element, line)


def _name(element: Element, line: int) -> None:
    own = element.attributes.get("class") or ""
    element.attributes = {**element.attributes, "class": f"{own} tl{line}".strip()}


def _silence(element: Element) -> None:
    """Takes out what would ask for something elsewhere, or lead away."""
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
