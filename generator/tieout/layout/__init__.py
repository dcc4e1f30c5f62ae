"""The layout of a release: grids and lines of a document, understood in the words of a language.

Whatever knows tables knows them from here: nothing behind this package looks at raw cells again.
"""

from tieout.layout.model import Cell, Column, Release, Row, Table
from tieout.layout.understand import read_release, understand

__all__ = ["Cell", "Column", "Release", "Row", "Table", "read_release", "understand"]
