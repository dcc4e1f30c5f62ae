"""Scans as a source: pictures of pages, read several times by Tesseract. Differing readings count as damage.

It needs the extra `ocr`, and the program tesseract.
"""

from tieout.sources.scan.reader import Picture

__all__ = ["Picture"]
