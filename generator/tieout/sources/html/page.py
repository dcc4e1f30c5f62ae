"""HTML as a source: a release as published on a site, or as filed."""

import re
from dataclasses import dataclass

from tieout.core import Place
from tieout.document import Document
from tieout.sources.characters import decoded_markup, without_controls
from tieout.sources.html.flow import document_of
from tieout.sources.html.prepare import prepared
from tieout.sources.html.tree import Element, copied, parsed
from tieout.sources.reader import refused
from tieout.sources.sgml import HEAD_TAGS

# How far into a file a page is known as one.
_START = 4_096
# White space, declarations and comments.
_BEFORE = r"(?:\s+|<\?[^>]*>|<!--(?:(?!-->).)*-->)*+"
_TAGS = (
    "html|head|body|title|meta|link|style|script|table|div|p|center|h[1-6]|article|section|main|header|nav|form"
    "|font|span|ul|ol|dl|hr|blockquote"
)
_BEGINS = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|(?:{_TAGS})[\s>/])", re.IGNORECASE | re.DOTALL)
# A filing's head, or a table, which plain text of EDGAR has as well.
_SGML = re.compile(rf"{_BEFORE}(?:-----BEGIN PRIVACY|<(?:{HEAD_TAGS}|table)>)", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(rf"{_BEFORE}<!doctype\s+(?P<type>[^>]{{1,1000}})>", re.IGNORECASE | re.DOTALL)
# What HTML has, and text between EDGAR's marks has not.
_ONLY_HTML = re.compile(rb"<(?:html|body|div|tr|td|p|br|font|center|h[1-6]|ul|li)[\s>/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page, for writing it again: its root element, and the document type before it."""

    root: Element
    doctype: str

    def copied(self) -> "Page":
        """A copy of the page, whose elements may be changed."""
        return Page(copied(self.root), self.doctype)


def whole_page(data: bytes, shown: str) -> Page:
    """The page from which `Html` reads a document, with the same elements and paths, and everything else in
    it.

    Raises InputError where `Html` does, and where the page is empty.
    """
    text = prepared(without_controls(decoded_markup(data), shown), shown)
    root = parsed(text, shown, whole=True)
    if root is None:
        raise refused(Place(shown), "page", "the page is empty", "Name the release as it was published.")
    begins = _DOCTYPE.match(text)
    return Page(root, begins["type"] if begins is not None else "")


class Html:
    """Recognised by how a file begins; an EDGAR exhibit, which may also be text, by the tags in it."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a page."""
        start = decoded_markup(data[:_START])
        if _SGML.match(start) is not None:
            return _ONLY_HTML.search(data.replace(b"\x00", b"")) is not None
        return _BEGINS.match(start) is not None

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where the page is made so that no person could read it."""
        text = without_controls(decoded_markup(data), shown)
        return document_of(parsed(prepared(text, shown), shown), shown)

    def page(self, data: bytes, shown: str) -> Page:
        """The whole page."""
        return whole_page(data, shown)
