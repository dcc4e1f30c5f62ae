"""The layout of a workbook: a sheet for each printed statement, a cell for each figure."""

import re
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from tieout.definitions import Company, Statement, first_of
from tieout.render.grid import Grid, Grids
from tieout.render.grid_figures import Shown, shown
from tieout.render.grid_rows import Entry

# The sheets that are no statement's; Excel keeps the last name for itself.
ABOUT, FACTS, TRACE, _KEPT = "About", "Facts", "Trace", "History"
_LONGEST_NAME = 31
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure on a sheet, with the facts that it is or repeats. Rows and columns count from 0."""

    statement: str
    sheet: str
    table: int
    row: int
    column: int
    label: str
    entries: tuple[Entry, ...]
    shown: Shown
    total: bool

    @property
    def at(self) -> tuple[str, int, int]:
        """Its sheet, row and column."""
        return self.sheet, self.row, self.column

    @property
    def name(self) -> str:
        """Its name on the sheet, such as `B5`."""
        return str(xl_rowcol_to_cell(self.row, self.column))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statement's sheet. `tables` are its grids, each with the row of its caption."""

    name: str
    statement: Statement
    titles: tuple[str, ...]
    tables: tuple[tuple[int, Grid], ...]
    cells: tuple[Cell, ...]

    @property
    def body(self) -> int:
        """The first row that scrolls: the one below the headers, if all tables have the same headers."""
        top, grid = self.tables[0]
        return top + 2 if all(other.heads == grid.heads for _, other in self.tables) else top

    @property
    def end(self) -> int:
        """The row after the last table."""
        top, grid = self.tables[-1]
        return top + 2 + len(grid.rows)


def sheets_of(company: Company, grids: Grids) -> tuple[Sheet, ...]:
    """A sheet for each statement that the release prints."""
    taken = {name.casefold() for name in (ABOUT, FACTS, TRACE, _KEPT)}
    return tuple(
        _sheet(company, statement, printed, _sheet_name(statement.name, taken))
        for statement in company.statements
        if (printed := grids.of(statement))
    )


def _sheet_name(name: str, taken: set[str]) -> str:
    """A statement's name in words, within Excel's length limit and different from all others."""
    words = _WORDS.findall(name)
    while len(words) > 1 and len(" ".join(words)) > _LONGEST_NAME:
        words.pop()
    plain = " ".join(words)[:_LONGEST_NAME]
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(found.casefold())
    return found


def _sheet(company: Company, statement: Statement, grids: tuple[Grid, ...], name: str) -> Sheet:
    titles = (*statement.title.values(), first_of(company.name))
    top = len(titles) + 1
    placed: list[tuple[int, Grid]] = []
    cells: list[Cell] = []
    for number, grid in enumerate(grids):
        placed.append((top, grid))
        for row, (line, figures) in enumerate(zip(grid.rows, shown(grid, statement), strict=True), top + 2):
            for column, (entries, figure) in enumerate(zip(line.cells, figures, strict=True), 1):
                if figure is not None:
                    at = (statement.name, name, number, row, column)
                    # A change in a total is no total itself.
                    own = statement.lines[entries[0][1].line].concept == entries[0][1].concept
                    cells.append(Cell(*at, line.label, entries, figure, line.total and own))
        top += len(grid.rows) + 3
    return Sheet(name, statement, titles, tuple(placed), tuple(cells))
