"""Makes a table of the rows of a grid: its columns dated and measured, its rows and cells read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.core import Place, Reading
from tieout.document import Document, GridCell
from tieout.document.typography import without_currency
from tieout.language import Language, Unit
from tieout.layout.alignment import AlignedRow
from tieout.layout.counted import CountedRow, cell_unit, row_types, row_unit
from tieout.layout.findings import odd_numbers, unclear_units
from tieout.layout.model import Cell, Column, ColumnKind, Row, RowType, Table
from tieout.layout.periods import Context, Dating, date_columns
from tieout.layout.roles import Part, cells_above
from tieout.layout.rows import CaptionedRow, captioned, headings_above
from tieout.layout.units import UnitLine, units_of


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above one column: its pieces from top to bottom, and the place of the first of its own."""

    pieces: tuple[str, ...]
    line: int
    column: int
    starts_here: bool


def table_of(
    part: Part, captions: tuple[str, ...], number: int, document: Document, language: Language
) -> Table:
    """The table that a part of a grid is: `captions` are the lines above it, `number` its own, from 1."""
    context = _context(part, captions)
    above = (*captions, *context.titles)
    width = max((len(row.cells) for row in (*part.headers, *part.body)), default=1)
    headers = _headers(part.headers, width, language)
    rows = captioned(part.body, language)
    readings = _read(rows, width, language)
    pieces = [_said(header.pieces, language) for header in headers]
    units = units_of([header.pieces for header in headers], context, language, _signs(readings, width))
    # Where the rows are dated the columns are lines: what stands around them dates no column.
    around = Context() if _has_dated_rows(rows, language) else context
    datings = date_columns(pieces, around, language)
    columns = tuple(
        _column(header, dating, unit, language)
        for header, dating, unit in zip(headers, datings, units.columns, strict=True)
    )
    columns = _run_apart(columns, language)
    line = (*part.titles, *part.headers, *part.body)[0].line
    table = Table(number, above, line, columns, ())
    table = replace(table, rows=tuple(_rows(rows, readings, columns, document, language)))
    place = Place(document.file, line, 0, table.caption)
    findings = (*unclear_units(units.unclear, place, document.lines), *odd_numbers(table, place))
    return replace(table, findings=findings)


def _context(part: Part, captions: tuple[str, ...]) -> Context:
    """What stands around the headers; a text of the stub that is broken over two rows is one."""
    lines = sorted((*part.titles, *part.headers), key=lambda row: row.line)
    beside: list[str] = []
    titles: list[str] = []
    for row in lines:
        if row.stub is None:
            continue
        text = row.stub.text
        if titles and _is_open(titles[-1]):
            text = f"{titles.pop()} {text}"
        elif beside and _is_open(beside[-1]):
            text = f"{beside.pop()} {text}"
        (beside if row.others else titles).append(text)
    return Context(tuple(beside), tuple(titles), captions)


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _has_dated_rows(rows: Sequence[CaptionedRow], language: Language) -> bool:
    lines = [row for row in rows if not row.heading]
    dated = sum(language.dated(row.caption) is not None for row in lines)
    return bool(dated) and 2 * dated > len(lines)


# Columns ---------------------------------------------------------------------------------------------


def _headers(rows: Sequence[AlignedRow], width: int, language: Language) -> list[Header]:
    headers: list[Header] = []
    for cells in cells_above(rows, width, lambda text: not _without_unit(text, language)):
        first = next((cell for cell, own in cells if own), None)
        pieces = tuple(cell.text for cell, _ in cells)
        headers.append(
            Header(
                pieces,
                first.line if first is not None else 0,
                first.column if first is not None else 0,
                first is not None,
            )
        )
    return headers


def _said(pieces: Sequence[str], language: Language) -> tuple[str, ...]:
    """The pieces of a header that may date its column: without units, remarks and footnote marks."""
    said = [_without_unit(piece, language) for piece in _without_remarks(pieces, language)]
    return tuple(text for text in said if text)


def _without_remarks(pieces: Sequence[str], language: Language) -> list[str]:
    """The pieces without those that, one or several together, are a remark: `As` above `Restated`."""
    kept: list[str] = []
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at, -1)
        end = next((end for end in ends if language.remark(" ".join(pieces[at:end]))), None)
        if end is None:
            kept.append(pieces[at])
        at = end or at + 1
    return kept


def _without_unit(piece: str, language: Language) -> str:
    """A piece of a header without the words that name its unit; nothing where it has no others."""
    unit, words = language.unit_in(piece)
    return piece.replace(words, " ").strip() if unit is not None else piece


def _column(header: Header, dating: Dating, unit: UnitLine | None, language: Language) -> Column:
    kind = _kind(header, dating, language)
    lines = tuple(piece for piece in header.pieces if _without_unit(piece, language))
    return Column(
        text=" ".join(lines),
        lines=lines,
        column=header.column,
        line=header.line,
        period=dating.period if kind == "figures" else None,
        unit=unit.unit if unit is not None else None,
        unit_text=unit.text if unit is not None else "",
        starts_here=header.starts_here,
        kind=kind,
        part=dating.part if kind == "figures" else "",
        duration=dating.duration,
        forecast=dating.forecast,
        reckoned=dating.reckoned and kind == "figures",
    )


def _kind(header: Header, dating: Dating, language: Language) -> ColumnKind:
    """What a column shows, as its header or the last piece of it says."""
    texts = [" ".join(header.pieces), *reversed(header.pieces)]
    if dating.part:
        texts.insert(0, dating.part)
    for text in texts:
        word = language.column_word(text)
        if word in ("change", "percent-of") or (word == "note" and not _is_reference(text)):
            return word
    return "figures"


def _is_reference(text: str) -> bool:
    """Whether words of a note stand in brackets, `(Notes)` or `(See Note 4)`: they refer to one."""
    return text.startswith(("(", "[")) and text.endswith((")", "]"))


def _run_apart(columns: tuple[Column, ...], language: Language) -> tuple[Column, ...]:
    """Headers that have run together, `1Q17 1Q18`: those that no column before has, one for each column."""
    done: list[Column] = []
    for column in columns:
        periods = language.periods(column.text) if column.period is None and column.text else ()
        if len(periods) > 1:
            same = [other for other in done if other.run_together == column.text]
            others = [other.period for other in done if other.run_together != column.text]
            left = [period for period in periods if period not in others]
            period = left[min(len(same), len(left) - 1)] if left else None
            done.append(replace(column, period=period, run_together=column.text, part=""))
        else:
            done.append(column)
    return tuple(done)


# Rows and cells --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell as it is read: its text without footnote marks and currency, that currency, what it says."""

    cell: GridCell
    currency: str
    reading: Reading


def _read(rows: Sequence[CaptionedRow], width: int, language: Language) -> list[list[_Read | None]]:
    """What each cell says, its number in the form that the figures of the table have."""
    texts = [cell.text for row in rows for cell in row.cells if cell is not None]
    form = language.number_form(texts)
    done: list[list[_Read | None]] = []
    for row in rows:
        line: list[_Read | None] = [None] * (width - 1)
        for at, cell in enumerate(row.cells):
            if cell is not None:
                bare, sign = without_currency(cell.text.strip())
                reading = language.number(bare, form)
                line[at] = _Read(cell, cell.currency or sign, reading)
        done.append(line)
    return done


def _signs(readings: Sequence[Sequence[_Read | None]], width: int) -> list[str]:
    """The currency sign that stands in each column; nothing where none does, or several."""
    signs: list[str] = []
    every = {read.currency for row in readings for read in row if read is not None and read.currency}
    for at in range(width - 1):
        found = {row[at].currency for row in readings if row[at] is not None} - {""}  # type: ignore[union-attr]
        signs.append(found.pop() if len(found) == 1 else next(iter(every)) if len(every) == 1 else "")
    return signs


def _rows(
    rows: Sequence[CaptionedRow],
    readings: Sequence[Sequence[_Read | None]],
    columns: tuple[Column, ...],
    document: Document,
    language: Language,
) -> list[Row]:
    figures = [at for at, column in enumerate(columns) if column.kind == "figures"]
    under = list(headings_above(rows, language))
    counted = [
        CountedRow(
            row.caption, above, tuple(read.reading for at in figures if (read := line[at]) is not None)
        )
        for row, above, line in zip(rows, under, readings, strict=True)
    ]
    types = row_types(counted, language)
    done: list[Row] = []
    for number, row in enumerate(rows):
        unit = row_unit(counted[number], types[number], language) if counted[number].numbers else None
        cells = tuple(
            _cell(read, columns[at], types[number], unit) if read is not None else _blank(row, at, document)
            for at, read in enumerate(readings[number])
        )
        done.append(
            Row(
                caption=row.caption,
                line=row.line,
                cells=cells,
                under=under[number],
                dated=language.dated(row.caption),
                column=row.column,
                type=types[number],
                indent=row.indent,
                ruled=row.ruled,
            )
        )
    return done


def _cell(read: _Read, column: Column, type_: RowType | None, own: Unit | None) -> Cell:
    """A cell with its unit: what its row names itself, or else its column."""
    percent = read.reading.percent and (column.unit is None or column.unit.measure != "pure")
    unit = cell_unit(column.unit, type_, percent=percent)
    if own is not None and unit is not None and not percent and column.kind == "figures":
        unit = own
    return Cell(read.cell.text, read.cell.line, read.cell.column, read.reading, read.currency, unit)


def _blank(row: CaptionedRow, at: int, document: Document) -> Cell:
    """A cell in which nothing is printed; between tabs it has a place all the same."""
    column = 0
    if not document.sources:
        before = document.lines[row.line - 1].split("\t")[: at + 1]
        column = sum(len(text) + 1 for text in before) + 1 if len(before) == at + 1 else 0
    return Cell("", row.line, column, Reading("blank"))
