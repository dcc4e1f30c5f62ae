"""Pictures of pages as a source."""

from functools import lru_cache

from tieout.core import Place
from tieout.document import Document
from tieout.sources.html import Page
from tieout.sources.made import Made
from tieout.sources.pdf.apart import made_apart
from tieout.sources.reader import refused
from tieout.sources.scan.engine import lacking

# PNG, JPEG and TIFF of either order of bytes, by what they begin with.
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


class Picture:
    """Recognised by how pictures begin."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a picture that can hold a page."""
        return data.startswith(_BEGINNINGS)

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where it cannot be read,
        or the program that reads it is not installed.
        """
        return _made(data, shown).document(shown)

    def page(self, data: bytes, shown: str) -> Page:
        """The page made of the picture."""
        return _made(data, shown).page(shown)


@lru_cache(maxsize=1)
def _made(data: bytes, shown: str) -> Made:
    if without := lacking():
        raise refused(
            Place(shown),
            "no-ocr",
            "the file is a picture of a page, and nothing is installed that reads one",
            f"Install {without}; or take a form of the document that has its text.",
        )
    return made_apart(data, shown)
