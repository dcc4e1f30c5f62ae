"""Cuts of the pages of a PDF as pictures (PNG, ISO/IEC 15948), in shades of grey."""

import ctypes
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from tieout.core import InputError
from tieout.sources.pdf.opened import Opened

# As `paged` writes it: the page, a box in points from its upper left corner, the turn of its text.
_PLACE = re.compile(r"page (\d+), box (-?\d+) (-?\d+) (-?\d+) (-?\d+)(?:, turned (90|180|270))?")
# Points around what is shown, pixels to a point, and no more pixels than a screen shows.
_BESIDE, _ABOVE, _SCALE, _MOST = 16, 16, 1.5, 2_000_000
_WHITE = 0xFFFFFFFF
Box = tuple[int, int, int, int]


def cuts(data: bytes, rows: Sequence[Sequence[str]]) -> Iterator[bytes | None]:
    """For each row of places in a PDF its picture, with a margin; None where there is none.

    Raises InputError where the file cannot be opened.
    """
    with Opened(data, "") as opened:
        for row in rows:
            yield _cut(opened, row)


def _cut(opened: Opened, row: Sequence[str]) -> bytes | None:
    found = [match for match in map(_PLACE.fullmatch, row) if match is not None]
    if not found:
        return None
    page, turned = int(found[0][1]), int(found[0][6] or 0) // 90
    same = [match for match in found if (match[1], match[6]) == (found[0][1], found[0][6])]
    boxes = [tuple(int(match[at]) for at in (2, 3, 4, 5)) for match in same]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    if not 1 <= page <= opened.pages:
        return None
    try:
        with opened.page(page) as one:
            return _drawn(one, turned, (min(lefts), min(tops), max(rights), max(bottoms)))
    except InputError:
        return None


def _drawn(page: Any, turned: int, box: Box) -> bytes | None:
    """A picture of a box on a page, turned so that its text is upright."""
    area = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, area)
    wide, high = abs(area.right - area.left), abs(area.top - area.bottom)
    if turned % 2:
        wide, high = high, wide
    left, top = max(box[0] - _BESIDE, 0), max(box[1] - _ABOVE, 0)
    right, bottom = min(box[2] + _BESIDE, wide), min(box[3] + _ABOVE, high)
    width, height = round((right - left) * _SCALE), round((bottom - top) * _SCALE)
    if width < 1 or height < 1 or width * height > _MOST:
        return None
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        where = (round(-left * _SCALE), round(-top * _SCALE), round(wide * _SCALE), round(high * _SCALE))
        # The library turns a page by what the page says, and by this.
        more = (turned - pdfium.FPDFPage_GetRotation(page)) % 4
        pdfium.FPDF_RenderPageBitmap(bitmap, page, *where, more, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return _png(width, height, [pixels[at * stride : at * stride + width] for at in range(height)])


def _png(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    """A picture whose pixels are 16 shades of grey, two to a byte (11.2.2 "IHDR", 9.2 "filter type 0")."""
    packed = b"".join(b"\0" + _packed(row) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _packed(row: bytes) -> bytes:
    even = row if len(row) % 2 == 0 else row + b"\xff"
    return bytes((even[at] & 0xF0) | (even[at + 1] >> 4) for at in range(0, len(even), 2))


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
