"""A release as it was read: tables of cells and lines of text, each with its place in the file."""

from dataclasses import dataclass, replace

from tieout.core import Finding, Period, Place, Reading, Source


@dataclass(frozen=True, slots=True)
class Unit:
    """What figures are counted in: `measure` is a currency, `shares` or `pure`; `scale` a power of ten.

    `shares` is the power of ten of counts of shares beside amounts of money, if the unit line speaks of them.
    """

    measure: str
    scale: int
    shares: int | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A period as a head or caption names it, and whether it is said to be a forecast."""

    period: Period
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as printed, what it says, and where it stands (both count from 1)."""

    text: str
    line: int
    column: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the heads: its caption and the figure cells after it.

    `under` are the headings above it, outermost first, as the structure of captions and totals shows. `dated`
    is what the caption says of a period, in tables whose rows are dated.
    """

    caption: str
    line: int
    cells: tuple[Cell, ...]
    under: tuple[str, ...]
    dated: "Dated | None" = None

    @property
    def heading(self) -> bool:
        """Whether nothing is printed beside the caption."""
        return all(cell.reading.kind == "blank" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its text over all head lines, the period and the unit that it names, if any.

    A head above several columns is the head of each; `own` says whether anything stands above this very
    column. `lines` are its texts line by line. `mended` is the printed text where heads had run together.
    """

    text: str
    lines: tuple[str, ...]
    column: int
    line: int
    period: Period | None
    unit: Unit | None
    unit_text: str
    own: bool
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `captions` are the lines printed above it since the table before."""

    number: int
    captions: tuple[str, ...]
    line: int
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]

    def head(self, column: int) -> Head | None:
        """The head of figure column `column` (from 1)."""
        return self.heads[column - 1] if column <= len(self.heads) else None

    @property
    def caption(self) -> str:
        """The nearest caption that names it, for messages: a remark in brackets does not."""
        named = (caption for caption in reversed(self.captions) if not caption.startswith("("))
        return next(named, f"table {self.number}")


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release. `file` is its name as shown in messages, `lines` are its text as it stands.

    Of a page `lines` are the text that was made of it, and `sources`, for each line, where it was taken from
    or each of its cells; of a text there are none.
    """

    file: str
    tables: tuple[Table, ...]
    lines: tuple[str, ...]
    sources: tuple[tuple[Source, ...], ...] = ()

    def place(self, table: Table, row: Row | None = None, cell: Cell | None = None, column: int = 0) -> Place:
        """The place of a table, row or cell, with the captions that name it."""
        head = table.head(column) if column else None
        return Place(
            file=self.file,
            line=cell.line if cell else row.line if row else table.line,
            column=cell.column if cell else 0,
            table=table.caption,
            row=row.caption if row else "",
            head=head.text if head else "",
        )

    def located(self, finding: Finding) -> Finding:
        """The finding as people read it: what stands in a page with its line and element in the page."""
        if not self.sources:
            return finding
        return replace(finding, places=tuple(self._located(place) for place in finding.places))

    def _located(self, place: Place) -> Place:
        if place.file != self.file or place.source is not None:
            return place
        return replace(place, source=self.source(place.line, place.column))

    def source(self, line: int, column: int) -> Source | None:
        """Where in the file a place of the text was taken from; None where the text is the file."""
        if not 0 < line <= len(self.sources) or not (cells := self.sources[line - 1]):
            return None
        cell = self.lines[line - 1][: max(column - 1, 0)].count("\t")
        return cells[min(cell, len(cells) - 1)]
