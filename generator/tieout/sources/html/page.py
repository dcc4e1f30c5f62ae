"""HTML as a source: a release as published on a site, or as filed."""

import re
from dataclasses import dataclass, replace

from tieout.core import Finding, Place
from tieout.document import Document
from tieout.sources.characters import decoded_markup, without_controls
from tieout.sources.html.flow import document_of
from tieout.sources.html.prepare import prepared
from tieout.sources.html.tree import Element, copied, parsed, take_apart
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

# What says nothing of how far a page goes, and the tags of a table.
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)[\s>].*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_TABLE = re.compile(r"<(/?)table(?=[\s>])", re.IGNORECASE)


def _is_cut(text: str) -> bool:
    """Whether a page ends within a tag or a table: what should stand behind it was lost on the way."""
    bare = _ASIDE.sub(" ", text)
    if bare.rfind("<") > bare.rfind(">"):
        return True
    ends = [found[1] for found in _TABLE.finditer(bare)]
    return 2 * ends.count("/") < len(ends)


def _cut(data: bytes, shown: str) -> tuple[Finding, ...]:
    """A finding where a page is cut short. Its text is not held while the page is parsed."""
    text = without_controls(decoded_markup(data), shown)
    if not _is_cut(text):
        return ()
    told = Finding(
        "source.cut-short",
        "the page ends within a table or a tag: what stands behind its end is not in the file",
        "Get the release once more, whole; tables that are missing are told by nothing else.",
        (Place(shown, text.count("\n") + 1),),
    )
    return (told,)


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
    text = _readied(data, shown)
    root = parsed(text, shown, whole=True)
    if root is None:
        raise refused(Place(shown), "page", "the page is empty", "Name the release as it was published.")
    begins = _DOCTYPE.match(text)
    return Page(root, begins["type"] if begins is not None else "")


def _readied(data: bytes, shown: str) -> str:
    """The text to parse. No form of it is held longer than the next is made: a page may have megabytes."""
    return prepared(without_controls(decoded_markup(data), shown), shown)


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
        cut = _cut(data, shown)
        root = parsed(_readied(data, shown), shown)
        document = document_of(root, shown)
        if root is not None:
            take_apart(root)
        return replace(document, findings=(*document.findings, *cut)) if cut else document

    def page(self, data: bytes, shown: str) -> Page:
        """The whole page."""
        return whole_page(data, shown)
