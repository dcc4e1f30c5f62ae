"""Findings for rows and columns whose words name another period than that of their figures."""

from collections.abc import Iterator

from tieout.core import Finding, Period, Place, Severity
from tieout.language import Heading, Language
from tieout.layout.model import Cell, Column, Row, Table

# A year has so many days at least, one of 52 weeks or of months.
_YEAR = 350


def mistimed(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """A finding for each row whose words name another period, and for columns of two periods."""
    yield from _of_rows(table, file, language)
    yield from _both(table, file)
    yield from _trailing(table, file, language)
    yield from _lasting(table, file, language)


def _of_rows(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for rows that name another year than their columns:
    `Net sales fiscal year 2022` below 2023.
    """
    for row in table.rows:
        said = language.heading(row.caption)
        if row.dated is not None or said is None or not said.rest:
            continue
        for number, cell in figures_of(table, row):
            column, period = table.columns[number - 1], cell.period
            if period is None or not _says_else(said, period, column, language):
                continue
            yield Finding(
                "layout.row-time",
                f'"{row.caption}" says another time than its column, of {period}, by which it is read',
                "Look whether it is so; leave the line out where it is not.",
                (Place(file, cell.line, cell.column, table.caption, row.caption, column.text),),
                Severity.NOTICE,
            )
            break


def _says_else(said: Heading, period: Period, column: Column, language: Language) -> bool:
    """Whether a caption names another fiscal year than the column, given what the column's header names."""
    if not said.fiscal or said.year is None or said.month is not None:
        return False
    above = language.heading(column.text)
    if above is None or above.year is None:
        return said.year != period.end.year
    # `Fiscal 2024 plan` may be a name; a year before the column's own is not of it.
    return said.year < (period.start or period.end).year


def _both(table: Table, file: str) -> Iterator[Finding]:
    found = next((column for column in table.columns if column.both), None)
    if found is not None:
        yield Finding(
            "layout.period-both",
            f'"{found.text}" is of the period and of its last day: each figure is read as of the period',
            "Compare the figures that are of a day, such as balances, with the release.",
            (Place(file, found.line or table.line, found.column, table.caption, head=found.text),),
            Severity.NOTICE,
        )


def _trailing(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for rows that say that they are of twelve months, below columns of shorter periods."""
    for row in table.rows:
        if not language.trailing(row.caption):
            continue
        for number, cell in figures_of(table, row):
            period = cell.period
            if period is None or period.start is None or (period.end - period.start).days >= _YEAR:
                continue
            head = table.columns[number - 1].text
            yield Finding(
                "layout.period-trailing",
                f'"{row.caption}" is of twelve months, by its words, and is read as of its column, {period}',
                "Say the row's own period in the table's definition, or leave the row out.",
                (Place(file, cell.line, cell.column, table.caption, row.caption, head),),
            )
            break


def _lasting(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for rows that say that they are of a period,
    below columns of days: `Sold during the quarter`.
    """
    for row in table.rows:
        days = (
            (number, cell) for number, cell in figures_of(table, row) if cell.period and cell.period.instant
        )
        number, cell = next(days, (0, None))
        if cell is None or row.end is not None or not language.lasts(row.caption):
            continue
        head = table.columns[number - 1].text
        yield Finding(
            "layout.period-lasting",
            f'"{row.caption}" is of a time, by its words, and is read as of its column, {cell.period}',
            "Say the row's own period in the table's definition, or leave the row out.",
            (Place(file, cell.line, cell.column, table.caption, row.caption, head),),
        )


def figures_of(table: Table, row: Row) -> Iterator[tuple[int, Cell]]:
    """The numbers of a row in columns of figures, each with the number of its column."""
    for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=False), 1):
        if column.kind == "figures" and cell.reading.kind == "number":
            yield number, cell
