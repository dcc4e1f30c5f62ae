"""PDF as a source."""

from collections.abc import Sequence
from functools import lru_cache

from tieout.document import Document
from tieout.sources.html import Page
from tieout.sources.made import Made
from tieout.sources.pdf.apart import cuts_apart, made_apart

# The mark may stand behind other bytes, but not far (ISO 32000-1, annex H, implementation note 13).
_START = 1_024


class Pdf:
    """Reads PDFs, by way of a page that is made of them, in a process of its own (see `apart`)."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a PDF."""
        return b"%PDF-" in data[:_START]

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where the file is damaged, encrypted, or has no text to read."""
        return _made(data, shown).document(shown)

    def page(self, data: bytes, shown: str) -> Page:
        """The page that is made of the document."""
        return _made(data, shown).page(shown)

    def cuts(self, data: bytes, rows: Sequence[Sequence[str]]) -> tuple[bytes | None, ...]:
        """For each row of places of the document its picture, as PNG; None where there is none."""
        return _cuts(data, tuple(map(tuple, rows)))


@lru_cache(maxsize=1)
def _cuts(data: bytes, rows: tuple[tuple[str, ...], ...]) -> tuple[bytes | None, ...]:
    return cuts_apart(data, rows)


@lru_cache(maxsize=1)
def _made(data: bytes, shown: str) -> Made:
    return made_apart(data, shown)
