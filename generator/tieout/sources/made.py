"""A page made of a document that is no web page, and the neutral document read from that page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib import resources

from tieout.core import Finding, Place, Severity, Source
from tieout.document import Document
from tieout.sources.characters import carried
from tieout.sources.html import Element, Page, document_of, whole_page

ORIGIN = "data-origin"
"""The attribute by which an element of a page that is made says where it was taken from."""


VOTED = "source.voted"
"""The code of the finding whose places are the figures that not all readings of a scan have."""
UNSURE = "data-unsure"
"""The attribute of an element whose figure not all readings of a scan have."""


@dataclass(frozen=True, slots=True)
class Made:
    """The page as HTML, and findings about the document of which it was made."""

    html: str
    findings: tuple[Finding, ...] = ()

    def page(self, shown: str) -> Page:
        """The whole page, for writing it again, without the marks of where its parts come from."""
        page = whole_page(self.html.encode(), shown)
        for element in _all(page.root):
            if ORIGIN in element.attributes:
                element.attributes = {
                    name: value for name, value in element.attributes.items() if name not in (ORIGIN, UNSURE)
                }
        return page

    def document(self, shown: str) -> Document:
        """The document read from the page. Its sources give places in the original document, and no lines."""
        root = whole_page(self.html.encode(), shown).root
        document = document_of(root, shown)
        origins = {element.path: origin for element, origin in _origins(root)}
        sources = tuple(
            tuple(Source(0, one.path, origins.get(one.path, "")) for one in line) for line in document.sources
        )
        unsure = [
            Place(shown, source=Source(0, element.path, origins.get(element.path, "")))
            for element in _all(root)
            if UNSURE in element.attributes
        ]
        findings = (*self.findings, _voted(unsure)) if unsure else self.findings
        return replace(document, sources=sources, findings=findings)


def _voted(places: Sequence[Place]) -> Finding:
    return Finding(
        VOTED,
        f"{len(places):,} figures are what most readings of the scan have, and not all",
        "Compare them with the page.",
        tuple(places),
        Severity.NOTICE,
    )


def _origins(root: Element) -> Iterator[tuple[Element, str]]:
    """Each element with its place in the original document: its own, or that of the element around it."""
    waiting = [(root, "")]
    while waiting:
        element, above = waiting.pop()
        origin = element.attributes.get(ORIGIN) or above
        yield element, origin
        waiting += [(child, origin) for child in element.elements]


def _all(root: Element) -> Iterator[Element]:
    return (element for element, _ in _origins(root))


def frame(title: str, body: str) -> str:
    """The HTML of a whole page with a title around a body that is HTML already."""
    style = resources.files("tieout.sources").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<title>{plain(title)}</title><style>{style}</style></head>\n<body>\n{body}</body></html>\n"
    )


def plain(text: str) -> str:
    """Text as HTML, without characters that XML cannot carry."""
    return escape(carried(text))
