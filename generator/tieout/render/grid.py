"""The printed tables of a statement as grids: rows in the order of its lines, columns by their printed heads.

What the inline report shows in a browser and the workbook on its sheets is laid out here, once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from tieout.core import Place, read_number
from tieout.definitions import Company, Line, PrintedTable, Statement, first_of
from tieout.facts import FactSet
from tieout.language import Unit, language_of
from tieout.layout import Release, Row, Table
from tieout.mapping import Printed

Entry = tuple[str, Printed]
"""A printed figure and the id of the fact that it is or repeats."""

_DEEPEST = 4
_PERCENT = 2


class GridRow(NamedTuple):
    """A row: its label as printed, and the figures in each column of its grid.

    `number` is its line in the release, 0 for a heading that is not looked up there. `inside` are figures
    within the label. A cell holds several entries where one figure is several facts, none where nothing is
    printed. A `total` is the foot of rows above it in its table, a `grand` one the last.
    """

    number: int
    label: str
    depth: int
    heading: bool
    total: bool
    grand: bool
    inside: tuple[Entry, ...]
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table of a statement. `columns` are the cells of a printed line that it takes, from 1."""

    table: PrintedTable
    caption: str
    unit: str
    heads: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as its table shows it: `value` is `sign` times the fact's over 10**`scale`.

    `places` are the decimal places of `value` as it is shown. A percentage is the ratio (9.1% is 0.091) in
    units of 1, shown with two places fewer. `dash` is whether a dash is printed for it.
    """

    value: Decimal
    sign: int
    scale: int
    places: int
    percent: bool
    dash: bool


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
        rows = _rows_of_lines(statement, lines, found) if by_line else _rows_of_dates(found.values())
        return Grid(
            table,
            table.under or table.caption or first_of(statement.title),
            "" if table.unit == "in-line" else self._unit(table, below),
            _heads([below[column] for column in columns], statement),
            tuple(columns),
            tuple(_row(row, cells.get(row[0], {}), inside.get(row[0], ()), columns) for row in rows),
        )

    def _unit(self, table: PrintedTable, below: dict[int, list[Printed]]) -> str:
        """What the figures are counted in: as the definition says it, or the release where it differs.

        A unit line that names no currency is of the company's, which is then told.
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

        A caption may be broken over lines: the row's own is that of its last figure.
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
        """Which cell of its line a figure stands in, from 1; 0 within the caption."""
        if not cell.head:
            return 0
        if not cell.column:
            # A line that is printed without figures: its cell is known by its head alone.
            columns = [t.columns for t in self._release.tables if t.line <= cell.line][-1]
            return next(n for n, column in enumerate(columns, 1) if column.text == cell.head)
        return self._beside(cell)[1]

    def _beside(self, cell: Place) -> tuple[Table | None, int]:
        """The table that a figure stands in a column of, and which column that is; none and 0 elsewhere."""
        for table, row in self._rows.get(cell.line, ()):
            if column := row.cell_at(cell.column):
                return table, column
        return None, 0


def _heads(columns: list[list[Printed]], statement: Statement) -> tuple[str, ...]:
    """The heads of columns as printed; where they ran together or repeat, what the figures below are of."""
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
    """What the figures of a column have in common: their period, otherwise their line."""
    periods = {printed.period for printed in found}
    if len(periods) == 1:
        return str(*periods).replace("/", " – ")
    lines = (statement.lines[printed.line] for printed in found)
    return "; ".join(sorted({(line.captions or (first_of(line.concept.label),))[0] for line in lines}))


_Start = tuple[int, str, int, bool, bool, bool]


def _row(
    start: _Start, cells: dict[int, tuple[Entry, ...]], inside: Sequence[Entry], columns: list[int]
) -> GridRow:
    return GridRow(*start, tuple(inside), tuple([cells.get(column, ()) for column in columns]))


def _rows_of_lines(
    statement: Statement, lines: list[Line], found: dict[int, list[Entry]]
) -> Iterator[_Start]:
    """A row for each line, headings included, in the order of the definition."""
    totals, grand = _totals(statement, {line.index for line in lines})
    depth: dict[int, int] = {}
    for line in lines:
        depth[line.index] = depth.get(line.parent, -1) + 1 if line.parent is not None else 0
        cell = found[line.index][-1][1].cell if line.index in found else None
        if cell is None and not line.heading:
            continue
        captions = line.captions or (first_of(line.concept.label),)
        yield (
            cell.line if cell is not None else 0,
            _undamaged(cell.row, line) if cell is not None else captions[0],
            min(depth[line.index], _DEEPEST),
            line.heading,
            line.index in totals,
            line.index in grand,
        )


def _totals(statement: Statement, there: set[int]) -> tuple[set[int], set[int]]:
    """The lines of a table that total lines above them, and those of them that enter no further total."""
    lines = [statement.lines[index] for index in sorted(there)]
    named = {(line.concept.name, line.members): line.index for line in lines if line.at is None}
    sums = [(found.total, [part for part, _ in found.parts]) for found in statement.sums]
    for relation in statement.relations:
        total = named.get((relation.total.concept.name, relation.total.members))
        if total is None or relation.per is not None:
            continue
        terms = (relation.total, *(term for _, term in relation.parts))
        # What only takes away, as an elimination does, is no total of what it takes.
        adds = any(weight > 0 for weight, _ in relation.parts)
        if adds and not any(term.at for term in terms):
            sums.append((total, [named.get((term.concept.name, term.members), -1) for term in terms[1:]]))
    own = [line.index for line in lines if not line.heading and not line.concept.derived]
    above = dict(zip(own[1:], own, strict=False))
    # A gross margin far below its revenue and cost is a difference of lines, not the foot of a column.
    sums = [(total, parts) for total, parts in sums if {total, *parts} <= there and above.get(total) in parts]
    totals = {total for total, _ in sums}
    return totals, totals & set(own[-1:]) - {part for _, parts in sums for part in parts}


def _other(unit: Unit | None, defined: Unit | None) -> bool:
    """Whether money is printed in another unit than it is defined in."""
    if unit is None or defined is None:
        return False
    return unit.measure == defined.measure and unit.scale != defined.scale


def _undamaged(printed: str, line: Line) -> str:
    """A caption as it is printed, or where it lost letters as the definition has it."""
    if line.inside or not line.captions or printed in line.captions:
        return printed
    if any(_bare(caption) in _bare(printed) for caption in line.captions):
        return printed
    return max(line.captions, key=lambda caption: fuzz.ratio(caption, printed))


@lru_cache(maxsize=2_000)
def _bare(caption: str) -> str:
    return "".join(filter(str.isalnum, caption.casefold()))


def _rows_of_dates(found: Iterable[list[Entry]]) -> Iterator[_Start]:
    """A row for each printed line of a table whose rows are dated."""
    labels: dict[int, str] = {}
    for cell in (printed.cell for entries in found for _, printed in entries):
        labels.setdefault(cell.line, cell.row)
    for number, label in sorted(labels.items()):
        yield number, label, 0, False, False, False


def shown(grid: Grid, statement: Statement) -> tuple[tuple[Shown | None, ...], ...]:
    """The cells of a table of a statement, row by row, as the table shows them; None for a blank or a nil."""
    cells = [[cell[0][1] if cell else None for cell in row.cells] for row in grid.rows]
    scales: dict[str, Counter[int]] = {}
    for printed in (printed for row in cells for printed in row if printed is not None):
        if (scale := _scale(printed)) is not None:
            scales.setdefault(printed.concept.type, Counter())[scale] += 1
    # Where the text does not tell it, a dash or a damaged cell, it is the scale of the figures beside it.
    beside = {kind: counted.most_common(1)[0][0] for kind, counted in scales.items()}
    return tuple(
        tuple(_shown(printed, statement, beside) if printed is not None else None for printed in row)
        for row in cells
    )


def _shown(printed: Printed, statement: Statement, beside: dict[str, int]) -> Shown | None:
    figure = printed.figure
    if figure is None:
        return None
    sign = _sign(statement.lines[printed.line], printed)
    percent = printed.concept.type == "percent"
    scale = 0 if percent else _scale(printed)
    if scale is None:
        scale = beside.get(printed.concept.type, max(-figure.decimals, 0))
    return Shown(
        value=figure.value.scaleb(-scale) * sign + 0,
        sign=sign,
        scale=scale,
        places=max(figure.decimals + scale - (_PERCENT if percent else 0), 0),
        percent=percent,
        dash=not printed.proof and read_number(printed.text).kind == "dash",
    )


def _scale(printed: Printed) -> int | None:
    """The power of ten that a printed number is in; None where its text is not the figure."""
    reading, figure = read_number(printed.text), printed.figure
    if figure is None or reading.kind != "number" or reading.value is None:
        return None
    scale = reading.places - figure.decimals
    return scale if abs(reading.value.scaleb(scale)) == abs(figure.value) else None


def _sign(line: Line, printed: Printed) -> int:
    """Fact times this is the printed figure. A rate of growth has the sign of what it says, on any line."""
    derived = printed.concept.derived if printed.concept.name != line.concept.name else None
    return 1 if derived is not None and derived[0] == "growth" else line.sign
