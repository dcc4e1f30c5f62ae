"""The layout of a release: grids and lines of a document, understood in the words of a language.

Whatever knows tables knows them from here: nothing behind this package looks at raw cells again.
"""

from tieout.layout.captions import match, match_any, same, tidy
from tieout.layout.counted import cell_unit
from tieout.layout.model import Cell, Column, Release, Row, Table
from tieout.layout.scans import is_scanned_again, is_second_scan
from tieout.layout.understand import read_release, understand

__all__ = [
    "Cell",
    "Column",
    "Release",
    "Row",
    "Table",
    "cell_unit",
    "is_scanned_again",
    "is_second_scan",
    "match",
    "match_any",
    "read_release",
    "same",
    "tidy",
    "understand",
]
