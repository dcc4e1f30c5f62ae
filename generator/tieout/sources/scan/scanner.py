"""Reads pages that are only pictures: those of a PDF, and single picture files."""

import ctypes
import io
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from tieout.core import Place
from tieout.sources.made import Made
from tieout.sources.pdf.lines import Line
from tieout.sources.pdf.read import MOST_SCANS, Paper, scanned, set_out
from tieout.sources.reader import refused
from tieout.sources.scan.damage import ScanError
from tieout.sources.scan.page import MOST_PIXELS, lines_of

# Seconds for all of them.
_LONGEST = 240.0
# The longer side of a page in pixels at 300 dots an inch and at 100, and in points.
_LONG_SIDE, _SHORT_SIDE, _POINTS = 3_300, 1_100, 792.0
_MOST_OBJECTS = 1_000
_FORMATS = ("PNG", "JPEG", "TIFF")


class Scanner:
    """Reads pages as scans, within a limit of time."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._began = time.monotonic()

    def page(self, page: Any, number: int) -> list[Line]:
        """The lines of an open PDF page. Raises InputError where it cannot be read."""
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(_long_side(page) / max(wide, high, 1.0), (MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
        with _told(self._shown):
            return self._lines(
                _rendered(page, round(wide * scale), round(high * scale)), number, (wide, high)
            )

    def picture(self, picture: Any, number: int) -> list[Line]:
        """The lines of an open picture."""
        points = _POINTS / max(picture.size)
        with _told(self._shown):
            return self._lines(picture, number, (picture.width * points, picture.height * points))

    def _lines(self, picture: Any, number: int, size: tuple[float, float]) -> list[Line]:
        if time.monotonic() - self._began > _LONGEST:
            raise ScanError(
                "too-large",
                f"the pictures of its pages take more than {_LONGEST:.0f} seconds to read",
                "Take the pages of the statements into a document of their own.",
            )
        return lines_of(picture, number, size)


def _long_side(page: Any) -> float:
    """The longer side in pixels at which a page is drawn: that of its largest picture, within limits."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    longest = 0
    for at in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        one = pdfium.FPDFPage_GetObject(page, at)
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFImageObj_GetImagePixelSize(one, wide, high)
            longest = max(longest, wide.value, high.value)
    return min(max(longest, _SHORT_SIDE), _LONG_SIDE) if longest else _LONG_SIDE


def _rendered(page: Any, wide: int, high: int) -> Any:
    """A page of a PDF as a picture in shades of grey."""
    from PIL import Image  # noqa: PLC0415 - of the extra

    wide, high = max(1, wide), max(1, high)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise ScanError("damaged", "a page cannot be drawn", "Fetch it once more.")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
        return Image.frombytes("L", (wide, high), data, "raw", "L", stride)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def made_of_picture(data: bytes, shown: str) -> Made:
    """The page made of a picture, or of all pictures in a TIFF. Raises InputError."""
    scanner = Scanner(shown)
    papers = [
        Paper(number, scanner.picture(picture, number), []) for number, picture in _pictures(data, shown)
    ]
    if not any(paper.lines for paper in papers):
        raise refused(
            Place(shown),
            "no-text",
            "nothing can be read in the picture",
            "Is it upright and sharp? Ask for the document in a form that has its text.",
        )
    pages = list(range(1, len(papers) + 1))
    return Made(set_out(papers), tuple(scanned(pages, [paper.lines for paper in papers], shown)))


def _pictures(data: bytes, shown: str) -> Iterator[tuple[int, Any]]:
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415 - of the extra

    # What Pillow only warns of is refused as well: no page has so many pixels.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if (count := getattr(picture, "n_frames", 1)) > MOST_SCANS:
                raise refused(
                    Place(shown),
                    "too-large",
                    f"the picture has {count:,} pages; no more than {MOST_SCANS} are read",
                    "Take the pages of the statements into a file of their own.",
                )
            for number, page in enumerate(ImageSequence.Iterator(picture), 1):
                # The picture as it is looked at: turned as its camera says, on white where it is clear.
                yield number, _on_white(ImageOps.exif_transpose(page))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise refused(
            Place(shown), "too-large", "the picture has more pixels than a page", "Is it the right file?"
        ) from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError):
        raise refused(
            Place(shown), "damaged", "the picture is cut short or damaged", "Fetch it once more."
        ) from None


def _on_white(picture: Any) -> Any:
    from PIL import Image  # noqa: PLC0415 - of the extra

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    clear = picture.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    white.alpha_composite(clear)
    return white.convert("L")


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Turns a ScanError into the error of its file."""
    try:
        yield
    except ScanError as error:
        raise refused(Place(shown), error.code, error.message, error.mend) from None
