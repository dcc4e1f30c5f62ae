"""The printed tables of a statement as grids: rows in the order of its lines, columns as printed.

The inline report and the workbook both use these grids.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tieout.core import Place
from tieout.definitions import Company, PrintedTable, Statement, first_of
from tieout.facts import FactSet
from tieout.language import Unit, language_of
from tieout.layout import Release, Row, Table
from tieout.mapping import Printed
from tieout.render.grid_rows import Entry, GridRow, row_of, rows_of_dates, rows_of_lines


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table of a statement. `columns` are the cells of a printed line that it takes, from 1."""

    table: PrintedTable
    caption: str
    unit: str
    heads: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[GridRow, ...]


class Grids:
    """The printed tables of a release, statement by statement."""

    def __init__(self, facts: FactSet, release: Release, company: Company) -> None:
        self._release = release
        self._company = company
        # Columns that are measures of their own are tables of their own, side by side over the same lines.
        self._rows: dict[int, list[tuple[Table, Row]]] = {}
        for table in release.tables:
            for row in table.rows:
                self._rows.setdefault(row.line, []).append((table, row))
        self._printed: dict[tuple[str, int], list[Entry]] = {}
        for entry in facts.printed:
            if entry[1].line >= 0:
                self._printed.setdefault((entry[1].statement, entry[1].line), []).append(entry)

    def of(self, statement: Statement) -> tuple[Grid, ...]:
        """The tables of a statement that the release prints, in the order of its definition."""
        return tuple(grid for table in statement.tables.values() if (grid := self._grid(statement, table)))

    def _grid(self, statement: Statement, table: PrintedTable) -> Grid | None:
        lines = [line for line in statement.lines if line.table == table.name]
        found = {
            line.index: entries
            for line in lines
            if (entries := self._printed.get((statement.name, line.index)))
        }
        if not found:
            return None
        below, cells, inside = self._placed(found.values())
        columns = sorted(below)
        by_line = table.dated == "columns"
        rows = rows_of_lines(statement, lines, found) if by_line else rows_of_dates(found.values())
        return Grid(
            table,
            table.under or table.caption or first_of(statement.title),
            "" if table.unit == "in-line" else self._unit(table, below),
            _heads([below[column] for column in columns], statement),
            tuple(columns),
            tuple(row_of(row, cells.get(row[0], {}), inside.get(row[0], ()), columns) for row in rows),
        )

    def _unit(self, table: PrintedTable, below: dict[int, list[Printed]]) -> str:
        """The unit of the figures: as defined, or as printed where that differs.

        A unit line without a currency gets the company's currency.
        """
        language = language_of(self._company)
        cells = [printed.cell for found in below.values() for printed in found]
        cells.sort(key=lambda cell: (cell.line, cell.column))
        # A table may print its figures in captions alone, in no column.
        at = next((beside for cell in cells if (beside := self._beside(cell)[0]) is not None), None)
        columns = [found for number in below if at is not None and (found := at.header(number)) is not None]
        defined = language.unit(table.unit)
        text = next((column.unit_text for column in columns if _other(column.unit, defined)), table.unit)
        currency = self._company.currency
        money = any(one.measure.startswith(currency) for found in below.values() for one in found)
        return f"{text.strip('()')}; {currency}" if money and not language.names_currency(text) else text

    def _placed(
        self, found: Iterable[list[Entry]]
    ) -> tuple[dict[int, list[Printed]], dict[int, dict[int, tuple[Entry, ...]]], dict[int, list[Entry]]]:
        """Figures by column; figures by printed line and column; figures within captions by the row's line.

        A caption may be broken over lines: the row's own line is that of its last figure.
        """
        below: dict[int, list[Printed]] = {}
        cells: dict[int, dict[int, tuple[Entry, ...]]] = {}
        inside: dict[int, list[Entry]] = {}
        for entries in found:
            for entry in entries:
                fact_id, printed = entry
                cell = printed.cell
                column = self._column(cell)
                if not column:
                    inside.setdefault(entries[-1][1].cell.line, []).append(entry)
                    continue
                below.setdefault(column, []).append(printed)
                row = cells.setdefault(cell.line, {})
                if column not in row:
                    row[column] = (entry,)
                # A figure that ran into another cell is shown once, where it belongs.
                elif all(fact_id != other for other, _ in row[column]):
                    row[column] += (entry,)
        return below, cells, inside

    def _column(self, cell: Place) -> int:
        """The number of the cell in which a figure stands, from 1; 0 within the caption."""
        if not cell.head:
            return 0
        if not cell.column:
            # A line that is printed without figures: its cell is known by its head alone.
            columns = [t.columns for t in self._release.tables if t.line <= cell.line][-1]
            return next(n for n, column in enumerate(columns, 1) if column.text == cell.head)
        return self._beside(cell)[1]

    def _beside(self, cell: Place) -> tuple[Table | None, int]:
        """The table and column in which a figure stands; (None, 0) where it stands in none."""
        for table, row in self._rows.get(cell.line, ()):
            if column := row.cell_at(cell.column):
                return table, column
        return None, 0


def _heads(columns: list[list[Printed]], statement: Statement) -> tuple[str, ...]:
    """The headers of columns as printed. Those that repeat or ran together are replaced by their periods."""
    heads = [found[0].cell.head for found in columns]
    rates = [all(printed.concept.type == "percent" for printed in found) for found in columns]
    apart = [
        f"{head}, %" if rate and heads.count(head) > 1 else head
        for head, rate in zip(heads, rates, strict=True)
    ]
    if all(sum(head in other for other in apart) == 1 for head in apart):
        return tuple(apart)
    return tuple(
        _of(found, statement) + (", %" if rate else "") for found, rate in zip(columns, rates, strict=True)
    )


def _of(found: list[Printed], statement: Statement) -> str:
    """What the figures of a column have in common: their period, or else their line."""
    periods = {printed.period for printed in found}
    if len(periods) == 1:
        return str(*periods).replace("/", " – ")
    lines = (statement.lines[printed.line] for printed in found)
    return "; ".join(sorted({(line.captions or (first_of(line.concept.label),))[0] for line in lines}))


def _other(unit: Unit | None, defined: Unit | None) -> bool:
    """Whether money is printed in another unit than defined."""
    if unit is None or defined is None:
        return False
    return unit.measure == defined.measure and unit.scale != defined.scale
