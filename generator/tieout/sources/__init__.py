"""Sources: bytes of a release become a neutral document, whatever format they are in.

A new format (PDF, a workbook) is a module with a class that does what `reader.Reader` says, and a line in
`READERS`: nothing else knows which formats there are. `spaced` is a good one to begin from: it makes
grids of text that has no cells. A grid's cells are typography alone (`document.GridCell`); which of them
are headers is the layout's to say.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tieout.core import Place
from tieout.document import Document
from tieout.sources.file import load, other_format
from tieout.sources.html import Html, Page
from tieout.sources.made import VOTED
from tieout.sources.office import Excel, OtherOffice, Word
from tieout.sources.pdf import Pdf
from tieout.sources.reader import Drawn, Paged, Reader, refused
from tieout.sources.scan import Picture
from tieout.sources.spaced import SpacedText
from tieout.sources.submission import head_of, release_of
from tieout.sources.tabbed import TabbedText

__all__ = ["READERS", "VOTED", "Html", "Reader", "cuts", "load", "read_document", "read_page"]

# Those that are pages, or that a page is made of.
_DRAWN: tuple[Drawn, ...] = (Pdf(),)
_PAGED: tuple[Paged, ...] = (Pdf(), Picture(), Html(), Excel(), Word())
# A page of a larger file is made anew: two of them at a time would take too much room.
_KEPT = 3_000_000
# The first that knows a file reads it; text with tabs comes last, as anything might be text.
READERS: tuple[Reader, ...] = (*_PAGED, OtherOffice(), SpacedText(), TabbedText())


def read_document(path: Path) -> Document:
    """Reads the release at `path`, by what it holds. Raises InputError where it is unusable."""
    shown = str(path)
    return _read(load(path, shown), shown)


def read_page(path: Path) -> Page | None:
    """The page that the release at `path` is, or that is made of it; None of a text.

    Its elements stand under the paths that the sources of its document say. Raises InputError where it is
    unusable.
    """
    shown = str(path)
    data, _ = release_of(load(path, shown), shown)
    if len(data) > _KEPT:
        return _paged(data, shown)
    page = _page(data, shown)
    return page.copied() if page is not None else None


@lru_cache(maxsize=1)
def _page(data: bytes, shown: str) -> Page | None:
    """The page in some bytes. The last page is cached, since it is read once and written once as a report."""
    return _paged(data, shown)


def _paged(data: bytes, shown: str) -> Page | None:
    reader = next((reader for reader in _PAGED if reader.sniff(data)), None)
    return reader.page(data, shown) if reader is not None else None


def cuts(path: Path, rows: Sequence[Sequence[str]]) -> tuple[bytes | None, ...]:
    """For each row of places in the release at `path`, a picture (PNG) of it; None where it cannot be drawn.

    Places are those that its document's sources name. Raises InputError where the file cannot be read.
    """
    data = load(path, str(path)) if rows else b""
    reader = next((reader for reader in _DRAWN if reader.sniff(data)), None)
    return reader.cuts(data, rows) if reader is not None else tuple(None for _ in rows)


@lru_cache(maxsize=1)
def _read(data: bytes, shown: str) -> Document:
    """The document in some bytes. The last one is cached,
    since it is read once to map it and once to write it.
    """
    release, told = release_of(data, shown)
    for reader in READERS:
        if reader.sniff(release):
            document = reader.read(release, shown)
            return replace(document, findings=(*told, *document.findings), head=head_of(data))
    raise refused(
        Place(shown),
        "format",
        f"the file is {other_format(data)}: it is neither UTF-8 text nor HTML",
        "Save it as HTML, as a workbook (.xlsx) or Word document (.docx), or as UTF-8 text with a tab"
        " between the cells of a table.",
    )
