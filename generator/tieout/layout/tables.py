"""Makes a table of a part of a grid: columns with period and unit, rows, and cells."""

from dataclasses import replace

from tieout.core import Place
from tieout.document import Document
from tieout.language import Language
from tieout.layout.cells import read_cells, rows_of, signs_of
from tieout.layout.columns import column_of, going_on, run_apart, with_types
from tieout.layout.dated import dated_captions, dated_in_parts, is_dated
from tieout.layout.findings import months_alone, odd_numbers, unclear_units, years_alone
from tieout.layout.heads import context_of, headers_of, said
from tieout.layout.model import Table
from tieout.layout.parts import Above, Part
from tieout.layout.periods import Context, date_columns
from tieout.layout.rows import captioned
from tieout.layout.units import units_of
from tieout.layout.units_by_row import units_by_row


def table_of(
    part: Part,
    lines: Above,
    number: int,
    document: Document,
    language: Language,
    before: Table | None = None,
) -> Table:
    """The table made of a part of a grid. `lines` are the lines above it, `number` is its own, from 1.

    `before` is the table that it may continue, if it has no headers of its own.
    """
    context = context_of(part, lines.captions)
    above = (*lines.names, *lines.captions, *context.titles)
    width = max((len(row.cells) for row in (*part.headers, *part.body)), default=1)
    headers = headers_of(part.headers, width, language)
    rows = captioned(part.body, language)
    readings = read_cells(rows, width, language)
    pieces = [said(header.pieces, language) for header in headers]
    units = units_of([header.pieces for header in headers], context, language, *signs_of(readings, width))
    # Where the rows are dated the columns are lines: what stands around them dates no column.
    dates = dated_captions(rows, language)
    datings = date_columns(pieces, Context() if is_dated(rows, dates) else context, language, part.year)
    if part.period is not None:
        pairs = zip(datings, pieces, strict=True)
        datings = tuple(replace(one, period=part.period) if texts else one for one, texts in pairs)
    columns = tuple(
        column_of(header, dating, unit, language)
        for header, dating, unit in zip(headers, datings, units.columns, strict=True)
    )
    by_row = units_by_row(columns, readings)
    columns, readings = by_row.columns, by_row.readings
    rows = [replace(row, unit=said) for row, said in zip(rows, by_row.said, strict=True)]
    columns = going_on(with_types(run_apart(columns, language), readings, above, language), before)
    if not any(column.period for column in columns):
        dates = dated_in_parts(rows, dates, pieces, context, language)
    line = (*part.titles, *part.headers, *part.body)[0].line
    table = Table(number, above, line, columns, (), stub=context.beside)
    table = replace(table, rows=tuple(rows_of(rows, readings, table, dates, document, language)))
    place = Place(document.file, line, 0, table.caption)
    unclear = unclear_units(units.unclear, place, document.lines, language)
    alone = {dating.alone for dating in datings}
    why = "since nothing above the table says what else"
    doubts = [years_alone(why, table, document.file)] if "year" in alone else []
    doubts += [months_alone(table, document.file)] if "month" in alone else []
    return replace(table, findings=(*unclear, *odd_numbers(table, place), *doubts))
