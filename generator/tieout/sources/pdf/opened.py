"""Opens a PDF and its pages; damaged, locked or endless ones are refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import pypdfium2  # noqa: F401 - it sets the library up
import pypdfium2.raw as pdfium

from tieout.core import InputError, Place
from tieout.sources.reader import refused

MOST_PAGES = 1_000
"""More pages than any release has."""


class Opened:
    """An open PDF. Nothing in it is run, and no address in it is asked."""

    def __init__(self, data: bytes, shown: str) -> None:
        """Raises InputError where it cannot be opened."""
        self._shown = shown
        # The library reads from these bytes as long as it is open.
        self._data = data
        self._document: Any = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise self._why(pdfium.FPDF_GetLastError())
        self.pages = pdfium.FPDF_GetPageCount(self._document)
        if self.pages > MOST_PAGES:
            self._close()
            raise refused(
                Place(shown), "too-large", f"the PDF has {self.pages:,} pages", "Is it the right file?"
            )
        if self.pages < 1:
            self._close()
            raise self._damaged()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    @contextmanager
    def page(self, number: int) -> Iterator[Any]:
        """A page, from 1. Raises InputError where it is damaged."""
        page = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not page:
            raise self._damaged()
        try:
            yield page
        finally:
            pdfium.FPDF_ClosePage(page)

    def _close(self) -> None:
        pdfium.FPDF_CloseDocument(self._document)

    def _why(self, error: int) -> InputError:
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            return refused(
                Place(self._shown), "encrypted", "the PDF is encrypted", "Save it without a password."
            )
        return self._damaged()

    def _damaged(self) -> InputError:
        return refused(
            Place(self._shown),
            "damaged",
            "the PDF is cut short or damaged: it cannot be opened",
            "Fetch it once more.",
        )
