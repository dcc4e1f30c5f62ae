"""The release as it was published: read into tables, cells and lines with their places."""

from tieout.release.model import Cell, Dated, Head, Release, Row, Table, Unit
from tieout.release.text import read_release
from tieout.release.words import Amounts, Lasting, Words, words_of

__all__ = [
    "Amounts",
    "Cell",
    "Dated",
    "Head",
    "Lasting",
    "Release",
    "Row",
    "Table",
    "Unit",
    "Words",
    "read_release",
    "words_of",
]
