"""Makes the rows of a table with their cells: each cell read, with its unit and its period."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.core import Reading
from tieout.document import Document, GridCell
from tieout.document.typography import without_currency
from tieout.language import Dated, Language, Measure, RowType, Unit
from tieout.layout.captions import tidy
from tieout.layout.counted import PERCENT, cell_unit, measured, row_measure, row_types, row_unit, stated_unit
from tieout.layout.ends import Printed, at_end, end_of, ends_of, without_day
from tieout.layout.forms import CountedRow
from tieout.layout.model import Cell, Column, Row, Table
from tieout.layout.rows import CaptionedRow, headings_above


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as it is read: its text without footnote marks and currency sign, that sign, and its number.

    `scale` is the power of ten that is printed behind its number, `4,210 million`, and `whole` what it says
    where that is not believed.
    """

    cell: GridCell
    currency: str
    reading: Reading
    scale: int | None = None
    whole: Reading | None = None

    @property
    def counted(self) -> Reading:
        """What its number is with its scale, as others of the table are that have none."""
        if self.scale is None or self.reading.value is None:
            return self.reading
        places = max(self.reading.places - self.scale, 0)
        return replace(self.reading, value=self.reading.value.scaleb(self.scale), places=places)


def read_cells(rows: Sequence[CaptionedRow], width: int, language: Language) -> list[list[Read | None]]:
    """What each cell says. Commas and points are read in the form that the table's figures share."""
    texts = [cell.text for row in rows for cell in row.cells if cell is not None]
    form = language.number_form(texts)
    done: list[list[Read | None]] = []
    for row in rows:
        line: list[Read | None] = [None] * (width - 1)
        for at, cell in enumerate(row.cells):
            if cell is not None:
                bare, sign = without_currency(cell.text.strip())
                reading = language.number(bare, form)
                printed = cell.currency or sign or language.printed_currency(bare)
                line[at] = Read(cell, printed, reading)
                scaled = language.scaled_number(bare, form) if reading.kind == "unreadable" else None
                if scaled is not None and (printed or scaled.currency or not scaled.sign):
                    currency = printed or scaled.currency
                    line[at] = Read(cell, currency, scaled.reading, scaled.scale, whole=reading)
        done.append(line)
    return done


def signs_of(readings: Sequence[Sequence[Read | None]], width: int) -> tuple[list[str], list[str]]:
    """The currency sign of each column, and the list of the signs printed in the table.

    A column without a sign gets the table's, if that has only one; a column with several gets "".
    """
    printed: list[set[str]] = [set() for _ in range(width - 1)]
    for row in readings:
        for at, read in enumerate(row):
            if read is not None and read.currency:
                printed[at].add(read.currency)
    every = set().union(*printed)
    only = next(iter(every)) if len(every) == 1 else ""
    own = [next(iter(signs)) if len(signs) == 1 else "" for signs in printed]
    return [sign or only for sign in own], own


def rows_of(
    rows: Sequence[CaptionedRow],
    readings: Sequence[Sequence[Read | None]],
    table: Table,
    dates: Sequence[Dated | None],
    document: Document,
    language: Language,
) -> list[Row]:
    """The rows of a table with their cells; `dates` has the period that each row's caption names."""
    columns = table.columns
    apart = any(column.type == "per-share" and column.kind == "figures" for column in columns)
    under = list(headings_above(rows, language))
    counted = _counted(rows, under, readings, columns)
    above = next((text for text in table.stub if language.row_type(text) == "per-share"), table.caption)
    types = row_types(counted, language, unitless=_is_unitless(columns, counted), caption=above)
    done: list[Row] = []
    for number, row in enumerate(rows):
        currency = _only_currency(readings[number])
        means = replace(_means(counted[number], types[number], language), apart=apart, currency=currency)
        if row.unit:
            means = replace(means, unit=stated_unit(row.unit, counted[number], language), stated=True)
        cells = tuple(
            _cell(read, columns[at], means, language) if read is not None else _blank(row, at, document)
            for at, read in enumerate(readings[number])
        )
        done.append(
            Row(
                caption=row.caption,
                line=row.line,
                cells=cells,
                under=under[number],
                dated=dates[number],
                column=row.column,
                type=types[number],
                indent=row.indent,
                ruled=row.ruled,
            )
        )
    return done


def with_periods(table: Table, language: Language) -> Table:
    """The table with the period of each cell, and the end of the period for rows of balances."""
    shown = [column.period for column in table.columns]
    lasting = [period for period in shown if period is not None and not period.instant]
    # In a statement of equity a column `Total equity` has what moved as well.
    if not any(end_of(row.caption, lasting, language) for row in table.rows):
        table = replace(table, columns=tuple(_of_balances(column, language) for column in table.columns))
    periods = [column.period for column in table.columns]
    printed = [
        Printed(
            row.caption, tuple(cell.reading.value for cell in row.cells), row.under[-1] if row.under else ""
        )
        for row in table.rows
    ]
    ends = ends_of(printed, lasting, language) if lasting else [None] * len(printed)
    rows = []
    for row, end in zip(table.rows, ends, strict=True):
        own = row.dated.period if row.dated is not None else None
        cells = (
            replace(cell, period=at_end(period, end) or own)
            for cell, period in zip(row.cells, periods, strict=True)
        )
        called = without_day(row.caption, language) if end is not None else row.caption
        rows.append(replace(row, cells=tuple(cells), end=end, called=called))
    return replace(table, rows=tuple(rows))


def _of_balances(column: Column, language: Language) -> Column:
    """A column; one whose header says that it is of balances, `Total assets`, is of a day."""
    end = language.balance(tidy(column.part)) if column.kind == "figures" and column.part else None
    return column if end is None else replace(column, period=at_end(column.period, end))


def _counted(
    rows: Sequence[CaptionedRow],
    under: Sequence[tuple[str, ...]],
    readings: Sequence[Sequence[Read | None]],
    columns: tuple[Column, ...],
) -> list[CountedRow]:
    """The rows as their types are judged by: with the figures of their columns of money alone."""
    figures = [at for at, column in enumerate(columns) if column.kind == "figures" and column.type is None]
    found: list[CountedRow] = []
    for row, above, line in zip(rows, under, readings, strict=True):
        reads = [read for at in figures if (read := line[at]) is not None]
        signed = any(read.currency for read in reads)
        words = tuple(read.cell.text for read in reads if read.reading.kind == "words")
        heads = words if len(words) == len(reads) else ()
        numbers = () if heads else tuple(read.counted for read in reads)
        caption = f"{row.caption} ({row.unit})" if row.unit else row.caption
        found.append(CountedRow(caption, above, numbers, signed, heads))
    return found


def _is_unitless(columns: tuple[Column, ...], rows: Sequence[CountedRow]) -> bool:
    return all(column.unit is None for column in columns) and not any(row.signed for row in rows)


@dataclass(frozen=True, slots=True)
class _Means:
    """What the words and the printed form of a row say about the unit of its figures.

    `apart`: the columns say which of them are per share, so that a row of `EBITDA, net income and EPS` says
    it of no other. `stated`: a column of units says the unit, and nothing else counts.
    `currency`: the one that is printed in its cells; empty where none or several are.
    """

    type: RowType | None
    unit: Unit | None
    measure: Measure | None
    apart: bool = False
    stated: bool = False
    currency: str = ""


def _means(row: CountedRow, type_: RowType | None, language: Language) -> _Means:
    unit = row_unit(row, type_, language) if row.numbers else None
    return _Means(type_, unit, row_measure(row, language) if type_ == "measure" else None)


def _cell(read: Read, column: Column, row: _Means, language: Language) -> Cell:
    """A cell with its unit: the one that its row names, or else its column's."""
    if read.scale is not None:
        unit = _scaled_unit(read, column, row, language)
        reading = read.reading if unit is not None or read.whole is None else read.whole
        return Cell(read.cell.text, read.cell.line, read.cell.column, reading, read.currency, unit)
    if row.stated and column.kind == "figures":
        unit = PERCENT if read.reading.percent else row.unit
        return Cell(read.cell.text, read.cell.line, read.cell.column, read.reading, read.currency, unit)
    percent = read.reading.percent and (column.unit is None or column.unit.measure != "pure")
    if column.unit is not None and column.unit.counts and not percent:
        # What a header counts, `MMBtu/day`, holds below it whatever else the row is in, `NYMEX ($/MMBtu)`.
        return Cell(
            read.cell.text, read.cell.line, read.cell.column, read.reading, read.currency, column.unit
        )
    type_ = row.type or column.type
    if column.type == "percent" and row.type == "per-share" and not read.currency:
        type_ = "percent"  # `EPS` below `% change`
    if row.apart and type_ == "per-share" and column.type is None and not read.reading.places:
        type_ = None
    if type_ == "measure" and not percent:
        measure = row.measure or language.measure(column.text)
        # `Restaurants` beside columns that are no periods are borrowers, perhaps: no count is guessed.
        sure = measure is not None and not (measure.alone and column.part)
        unit = row.unit or (measured(measure, column.unit) if measure is not None and sure else None)
    else:
        unit = cell_unit(column.unit, type_, percent=percent)
        says = row.unit is not None and (unit is not None or row.unit.named)
        if row.unit is not None and says and not percent and column.kind == "figures":
            told = row.unit.scaled or column.unit is None or column.unit.shares is None
            unit = row.unit if told else unit
    if unit is not None and unit.scale and not percent and language.in_hundredths(read.cell.text):
        unit = replace(unit, scale=0)
    return Cell(read.cell.text, read.cell.line, read.cell.column, read.reading, read.currency, unit)


def _scaled_unit(read: Read, column: Column, row: _Means, language: Language) -> Unit | None:
    """The unit of a number that is printed with its scale, which counts whatever stands above it.

    None where nothing says for sure what it counts: then it is not read.
    """
    assert read.scale is not None
    type_ = row.type or column.type
    if type_ == "shares":
        return Unit("shares", read.scale)
    if type_ == "measure" and row.measure is not None and not row.measure.per and not read.currency:
        return Unit(row.measure.name, read.scale)
    if type_ is not None or row.stated:
        return None
    printed = read.currency or row.currency
    if printed:
        named = language.currency(printed)
        return Unit(named, read.scale) if named is not None else None
    # `1.2 billion` in a table of millions that prints no currency is of users, perhaps.
    alike = (
        unit.measure
        for unit in (row.unit, column.unit)
        if unit is not None and unit.money and (not unit.scaled or unit.scale in (0, read.scale))
    )
    return next((Unit(measure, read.scale) for measure in alike), None)


def _only_currency(reads: Sequence[Read | None]) -> str:
    """The currency that the cells of a row are printed with, where it is one."""
    printed = {read.currency for read in reads if read is not None and read.currency}
    return printed.pop() if len(printed) == 1 else ""


def _blank(row: CaptionedRow, at: int, document: Document) -> Cell:
    """A cell in which nothing is printed. In a text with tabs it still has a place."""
    column = 0
    if not document.sources:
        before = document.lines[row.line - 1].split("\t")[: at + 1]
        column = sum(len(text) + 1 for text in before) + 1 if len(before) == at + 1 else 0
    return Cell("", row.line, column, Reading("blank"))
