"""A document as its source printed it, before anybody knows what it says.

A source (`tieout.sources`) makes one of bytes and knows no company and no words; the layout
(`tieout.layout`) understands it.
"""

from dataclasses import dataclass

from tieout.core import Finding, Source


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with text in it; an empty cell is none.

    `start` and `end` are the columns [start, end) of the grid that it covers and `down` the rows: slots of
    an HTML table, numbers of a cell between tabs, characters of a line set with spaces. `line` and `column`
    (from 1) are where its text begins in the document's lines.

    `text` is one line as a person sees it, with the brackets, minus and per cent signs of the number even
    where they had cells of their own. Raised digits are superscript characters (`0.40¹`), never digits, and
    so is a letter that is a mark (`1,234ᵃ`); lowered digits are subscript characters. Dots that lead from a
    label to its figures are left out.
    `currency` is a currency sign that had a cell of its own before the number. `mark` says that all of it
    is a raised footnote mark. `header` is markup's own word for it (`th`), `bold` and `indent` are its look:
    `indent` grows with the depth and compares within one grid alone. `ruled` says that a rule is drawn
    above it, as above a total.
    """

    start: int
    end: int
    text: str
    line: int
    column: int
    down: int = 1
    currency: str = ""
    mark: bool = False
    header: bool = False
    bold: bool = False
    indent: int = 0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid: its line in the document and its cells from left to right, which do not overlap.

    A row may be without cells where it is printed blank, or where cells from above reach into all of it.
    """

    line: int
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is set: rows from top to bottom. `width` is the count of its columns.

    `characters` says that its columns are the characters of lines set with spaces. There a head stands where
    it looks well over its columns, and reaches as far as the rule that is drawn below it.
    """

    rows: tuple[GridRow, ...]
    width: int
    characters: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `file` is its name as shown in messages.

    `lines` are all its text in reading order. Of a text file they are the file's own, so that line and
    column are an editor's; marks of SGML are spaces in them. Of anything else they are made of it: a line for
    each paragraph, a line for each row of a grid with tabs between its cells (and one before the first where
    the columns left of it are empty), an empty line between blocks; then `sources` has, for each line, where
    it was taken from, or where each of its cells was (nothing for an empty line).

    A line that no grid covers is prose. `findings` are what its source tells of it: what it hides, values
    that nobody should trust. `head` is what a filing says before the document: labels with their values.
    """

    file: str
    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    sources: tuple[tuple[Source, ...], ...] = ()
    findings: tuple[Finding, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
