"""Word documents as a source: mammoth makes a page of one, which is then read as a page.

What mammoth is given is the document as it is seen: tracked changes taken as accepted, hidden text and
pictures left out. It is given no address of the file, and so can open nothing beside it.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from tieout.core import Finding, Place, Severity
from tieout.document import Document
from tieout.sources.characters import carried
from tieout.sources.html import Page
from tieout.sources.made import ORIGIN, Made, frame
from tieout.sources.office.cell_looks import Place as CellAt
from tieout.sources.office.cell_looks import cell_looks
from tieout.sources.office.changes import Changes, hiding_styles
from tieout.sources.office.package import DOCUMENT, MAX_ELEMENTS, Package, main_part

# The parts that hold text which a page shows.
_TEXTS = (DOCUMENT, "word/footnotes.xml", "word/endnotes.xml")
# What else mammoth reads. Settings, fonts, pictures, macros and what is embedded are not handed on.
_KEPT = (
    "[Content_Types].xml",
    "_rels/.rels",
    "word/styles.xml",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels",
    "word/_rels/endnotes.xml.rels",
)
_PARAGRAPH = re.compile(r"<p>(?P<text>(?:(?!</p>).)*)</p>", re.DOTALL)
# Between paragraphs with tabs, a short line before a row that begins with its caption is a heading of the
# table; before one that begins with a tab, as column headers do, it is the title of the next.
_ROW = r"<p>(?:(?!</p>).)*\t(?:(?!</p>).)*</p>"
_HEADING = r"<p>(?:(?!</p>)[^\t.]){1,160}</p>(?=<p>(?:<[^>]*>)*[^\t<])"
_TABBED = re.compile(rf"(?:{_ROW})(?:(?:{_HEADING}){{0,2}}{_ROW})*", re.DOTALL)
_PART = re.compile(r"<(?P<end>/?)(?P<tag>table|tr|td|th|p|h[1-6]|li|pre)(?=[\s>])")
_TELLS = {
    "tracked": (
        "{count} tracked changes are read as if they were accepted",
        "Accept or reject them in Word, so that the document is what is published.",
    ),
    "hidden": ("{count} hidden texts are left out", "Show them in Word if they belong to the release."),
    "pictures": ("{count} pictures are left out: no figure in them is read", "Compare them with the facts."),
    "embedded": ("{count} embedded documents are left out", "Put their text into the document itself."),
}


class Word:
    """Recognised by the main part of a Word document."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a Word document of Office Open XML."""
        return main_part(data) == DOCUMENT

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where the file is damaged, encrypted or never ends."""
        return _made(data, shown).document(shown)

    def page(self, data: bytes, shown: str) -> Page:
        """The page made of the document."""
        return _made(data, shown).page(shown)


@lru_cache(maxsize=1)
def _made(data: bytes, shown: str) -> Made:
    import mammoth  # noqa: PLC0415 - a tenth of what it takes to start, and for these documents alone

    package = Package(data, shown)
    told: Counter[str] = Counter()
    seen, looks = _as_seen(package, told)
    try:
        html = mammoth.convert_to_html(seen, convert_image=_no_picture, external_file_access=False).value
    except (RecursionError, KeyError, ValueError, AttributeError, TypeError, IndexError):
        # What mammoth stumbles over is no document that Word would open.
        raise package.damaged() from None
    body = _with_origins(_TABBED.sub(_typed, html), looks)
    findings = tuple(_finding(kind, told[kind], shown) for kind in _TELLS if told[kind])
    return Made(frame(_title(html), body), findings)


def _as_seen(package: Package, told: Counter[str]) -> tuple[io.BytesIO, dict[CellAt, str]]:
    """The document's archive with only its visible text, and the looks of its cells."""
    styles = package.xml("word/styles.xml") if "word/styles.xml" in package else None
    changes = Changes(hiding_styles(styles) if styles is not None else frozenset(), told)
    done = io.BytesIO()
    looks: dict[CellAt, str] = {}
    with zipfile.ZipFile(done, "w") as archive:
        for name in (*_KEPT, *_TEXTS):
            if name not in package:
                continue
            root = package.xml(name)
            if name in _TEXTS:
                # Each takes mammoth its time.
                if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
                    raise package.too_large(f"the document has more than {MAX_ELEMENTS:,} elements")
                changes.accept(root)
            if name == DOCUMENT:
                looks = cell_looks(root)
            archive.writestr(name, etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    done.seek(0)
    return done, looks


def _no_picture(_: object) -> list[object]:
    return []


def _typed(found: re.Match[str]) -> str:
    """Paragraphs with tabs in them, and the headings among them, as preformatted text: they form a table."""
    lines = [one["text"].lstrip("\n") for one in _PARAGRAPH.finditer(found[0])]
    lines = [line if "\t" in line else f"{line}\t" for line in lines]
    return "<pre>" + "\n".join(lines) + "</pre>"


def _with_origins(html: str, looks: Mapping[CellAt, str]) -> str:
    """The page, where each cell and paragraph has its place in the document (from 1) and its look."""
    tables = rows = cells = paragraphs = depth = 0

    def put(found: re.Match[str]) -> str:
        nonlocal tables, rows, cells, paragraphs, depth
        tag = found["tag"]
        if found["end"]:
            depth -= tag == "table"
            return found[0]
        origin = look = ""
        if tag == "table":
            depth += 1
            if depth == 1:
                tables, rows = tables + 1, 0
        elif depth == 1 and tag == "tr":
            rows, cells = rows + 1, 0
        elif depth == 1 and tag in ("td", "th"):
            cells += 1
            origin = f"table {tables}, row {rows}, cell {cells}"
            look = looks.get((tables, rows, cells), "")
        elif not depth:
            paragraphs += 1
            origin = f"paragraph {paragraphs}"
        style = f' style="{look}"' if look else ""
        return f'<{tag} {ORIGIN}="{origin}"{style}' if origin else found[0]

    return _PART.sub(put, html)


def _title(html: str) -> str:
    """The first words of the page."""
    found = re.search(r">([^<>]*\w[^<>]*)<", html)
    return carried(found[1])[:200] if found is not None else ""


def _finding(kind: str, count: int, shown: str) -> Finding:
    what, mend = _TELLS[kind]
    return Finding(f"source.{kind}", what.format(count=count), mend, (Place(shown),), Severity.NOTICE)
