"""Scans as a source: pictures of pages, read several times over by Tesseract; what does not agree is damage.

Needs what the extra `ocr` names, and the program tesseract.
"""

from tieout.sources.scan.reader import Picture

__all__ = ["Picture"]
