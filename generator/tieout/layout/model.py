"""The understood release: tables whose columns, rows and cells are interpreted, and the lines of its text."""

from dataclasses import dataclass, replace

from tieout.core import Finding, Period, Place, Reading, Source
from tieout.language import Dated, End, Heading, RowType, StatedDuration, Unit

ColumnKind = str
"""`figures`, or what a column of none is of: `change`, `percent-of`, `note`, or another kind by name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell below the headers: its text as printed, its reading, and its place (line and column from 1).

    `currency` is the sign before the number. `unit` is the unit of the figure as far as the page says it: its
    column's, or the one that its row or cell names. `period` is the period of the figure: its row's or its
    column's, or the day at one end of the column's where the row is of a balance.
    """

    text: str
    line: int
    column: int
    reading: Reading
    currency: str = ""
    unit: Unit | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the column headers: its caption (the row header) and the cells after it.

    A caption that is broken over rows is joined; a reference to a note, `(Note 9)`, is removed. `under` are
    the headings above it, the outermost first, as capitals, indentation and totals show. `dated` is the
    period that the caption names, in tables with dated rows. `type` is what its words or its printed form say
    that it counts; None for money. `end` is the end of its columns' periods at which it is a balance, and
    `called` its caption without the day that says so. `indent` compares within one table alone.
    """

    caption: str
    line: int
    cells: tuple[Cell, ...]
    under: tuple[str, ...]
    dated: Dated | None = None
    column: int = 1
    type: RowType | None = None
    indent: int = 0
    ruled: bool = False
    end: End | None = None
    called: str = ""

    @property
    def heading(self) -> bool:
        """Whether nothing is printed beside the caption."""
        return all(cell.reading.kind == "blank" for cell in self.cells)

    def cell_at(self, column: int) -> int:
        """The number (from 1) of the cell at a column of the row's line; 0 where there is none."""
        for number, cell in enumerate(self.cells, 1):
            if cell.line == self.line and cell.column <= column <= cell.column + len(cell.text):
                return number
        return 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: what its header says, and what that makes of it.

    `text` is the header over all its lines and `lines` are these line by line; a header above several columns
    is the header of each, and `starts_here` says whether anything stands above this very column. `line` and
    `column` are the place of the header's own first cell.

    `kind` is whether it has figures, changes between other columns, a percentage of another column, the
    numbers of notes, or what else the words of a vocabulary call it. `period` is what its figures are of,
    `part` the words of the header that are no period and no unit: a segment, a class of stock, `As
    adjusted`. `duration` is how long the header says that it lasts, whether or not the fiscal calendar
    has such a period; where it has not, `period` is reckoned from it, and `reckoned` says so. `both` says
    that its figures may be of the period's last day, too: `At or for the year ended`. `type` is what its
    header says that it counts, `Earnings per share`, where that is not money. `unit` is what the figures
    are counted in and `unit_text` the words that say so. `run_together` is the printed text where headers
    had run together.
    """

    text: str
    lines: tuple[str, ...]
    column: int
    line: int
    period: Period | None
    unit: Unit | None
    unit_text: str
    starts_here: bool
    run_together: str = ""
    kind: ColumnKind = "figures"
    part: str = ""
    duration: StatedDuration | None = None
    forecast: bool = False
    reckoned: bool = False
    type: RowType | None = None
    both: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `captions` are the lines printed above it since the table before.

    `columns` are those after the captions of the rows. `findings` are what of it is not understood, each with
    its place. `stub` is the text above the captions, in the corner: `Net sales by region`. `grid` is the
    number of the printed grid: tables of one grid have one number.
    """

    number: int
    captions: tuple[str, ...]
    line: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...] = ()
    stub: tuple[str, ...] = ()
    grid: int = 0

    @property
    def lines(self) -> range:
        """The lines of its text, from the column headers to the last row.

        Of a table that is read sideways the rows stand beside each other, and the cells below them.
        """
        last = max((cell.line for row in self.rows for cell in row.cells), default=self.line)
        return range(self.line, max(last, *(row.line for row in self.rows), self.line) + 1)

    def header(self, column: int) -> Column | None:
        """Column `column` (from 1); None beyond the last."""
        return self.columns[column - 1] if column <= len(self.columns) else None

    @property
    def caption(self) -> str:
        """The nearest caption that names it, for messages; a remark in brackets names nothing."""
        named = (caption for caption in reversed(self.captions) if not caption.startswith(("(", "（")))
        return next(named, f"table {self.number}")

    @property
    def dated_rows(self) -> bool:
        """Whether most rows are dated, so that the columns are the lines."""
        dated = sum(row.dated is not None for row in self.rows)
        return 2 * dated > len(self.rows) and not any(column.period for column in self.columns)

    @property
    def dated(self) -> bool:
        """Whether any column or any row is dated. A table without dates may only lay out text."""
        columns = any(column.period is not None or column.duration is not None for column in self.columns)
        return columns or self.dated_rows

    def prints_figures(self, column: int) -> bool:
        """Whether anything in a column is a figure, or looks like one that cannot be read."""
        kinds = (row.cells[column - 1].reading.kind for row in self.rows if column <= len(row.cells))
        return any(kind in ("number", "dash", "unreadable") for kind in kinds)


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release. `file` is its name in messages, `lines` is its text.

    Of a web page, `lines` are the text that was made from it, and `sources` say for each line, or for each of
    its cells, where it was taken from; a text file has no `sources`. `findings` are those of the reader of
    the document.
    """

    file: str
    tables: tuple[Table, ...]
    lines: tuple[str, ...]
    sources: tuple[tuple[Source, ...], ...] = ()
    findings: tuple[Finding, ...] = ()

    def place(self, table: Table, row: Row | None = None, cell: Cell | None = None, column: int = 0) -> Place:
        """The place of a table, row or cell, with the captions that name it."""
        header = table.header(column) if column else None
        printed = cell or row or table
        return Place(
            file=self.file,
            line=printed.line,
            column=cell.column if cell else 0,
            table=table.caption,
            row=row.caption if row else "",
            head=header.text if header else "",
        )

    def located(self, finding: Finding) -> Finding:
        """The finding with its places in the original page
        (line and element) instead of the text made from it.
        """
        if not self.sources:
            return finding
        return replace(finding, places=tuple(self._located(place) for place in finding.places))

    def _located(self, place: Place) -> Place:
        if place.file != self.file or place.source is not None:
            return place
        return replace(place, source=self.source(place.line, place.column))

    def source(self, line: int, column: int) -> Source | None:
        """The place in the original file for a place in the text; None where the text is the file."""
        if not 0 < line <= len(self.sources) or not (cells := self.sources[line - 1]):
            return None
        cell = self.lines[line - 1][: max(column - 1, 0)].count("\t")
        return cells[min(cell, len(cells) - 1)]


__all__ = ["Cell", "Column", "ColumnKind", "Heading", "Release", "Row", "RowType", "Table"]
