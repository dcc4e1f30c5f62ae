"""Dates columns that name only a year, by the other tables, which date the same years.

`Net sales for 2025, 2024 and 2023 were as follows:` stands above `2025 2024 2023`. Other tables that state
each of these fiscal years show that such a year is a period, and no day at its end. Where no table states
anything shorter than a year, no line above is needed, and a statement over a period is of the years that end
on the days of the balance sheets, whether its columns name the years or these days.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tieout.core import Period
from tieout.language import Heading, Language
from tieout.layout.findings import years_alone
from tieout.layout.model import Column, Table

# How many of the lines above a table may date it, and how many years make a series.
_NEAR, _SEVERAL = 5, 2
# What reads the fiscal year that a header names.
_Read = Callable[[Heading, Language], Period | None]


def with_years(tables: Sequence[Table], file: str, language: Language) -> tuple[Table, ...]:
    """The tables; columns that name only a year get the fiscal year that others state, and a finding."""
    yearly = all(period == language.fiscal.year_to(period.end) for period in _durations(tables))
    if yearly:
        days = {period for period in _periods(tables) if period.instant}
        tables = [_of_statement(table, days, file, language) for table in tables]
    stated = _durations(tables)
    if yearly:
        tables = [_of_stub(table, stated, file, language) for table in tables]
    return tuple(_of_stated(table, stated, file, language, yearly=yearly) for table in tables)


def _periods(tables: Sequence[Table]) -> Iterator[Period]:
    for table in tables:
        for column in table.columns:
            if column.period is not None and not column.forecast:
                yield column.period


def _durations(tables: Sequence[Table]) -> set[Period]:
    return {period for period in _periods(tables) if not period.instant}


def _of_statement(table: Table, days: set[Period], file: str, language: Language) -> Table:
    """A statement over a period, dated by the years of which several end on days of balance sheets."""
    kinds = (language.period_type(text) for text in reversed(table.captions[-_NEAR:]))
    if next(filter(None, kinds), None) != "duration":
        return table
    for read in (_fiscal_year, _year_to_day):
        years = _years(table, language, read)
        if len({year.closing() for year in years} & days) >= _SEVERAL:
            return _dated(table, "at whose ends the balance sheets are", file, language, read)
    return table


def _of_stated(table: Table, stated: set[Period], file: str, language: Language, *, yearly: bool) -> Table:
    """A table dated by the fiscal years that others state; `yearly`: they state nothing but whole years."""
    years = _years(table, language, _fiscal_year)
    if len(years) < _SEVERAL or not years <= stated:
        return table
    if any(years <= set(_named(text, language)) for text in table.captions[-_NEAR:]):
        return _dated(
            table, "which the line above names and other tables state", file, language, _fiscal_year
        )
    why = "which are all that other tables state"
    return _dated(table, why, file, language, _fiscal_year) if yearly else table


def _of_stub(table: Table, stated: set[Period], file: str, language: Language) -> Table:
    """A table of parts with one year in the corner, `2024` beside the names of segments: it is of that year.

    Other tables state that year, and nothing shorter.
    """
    said = [heading for text in table.stub if (heading := language.heading(text)) is not None]
    years = {_fiscal_year(heading, language) for heading in said}
    named = any(language.heading(column.text) is not None for column in table.columns)
    if len(years) != 1 or not years <= stated or named or table.dated:
        return table
    (year,) = years
    columns = tuple(
        replace(column, period=year) if column.kind == "figures" and column.text else column
        for column in table.columns
    )
    doubt = years_alone("which other tables state", table, file)
    return replace(table, columns=columns, findings=(*table.findings, doubt))


def _years(table: Table, language: Language, read: _Read) -> set[Period]:
    """The fiscal years that the columns of a table name; empty where anything in it is dated otherwise."""
    if table.dated_rows or any(column.period is not None for column in table.columns):
        return set()
    return {period for column in table.columns if (period := _period(column, language, read)) is not None}


def _dated(table: Table, why: str, file: str, language: Language, read: _Read) -> Table:
    columns: list[Column] = []
    for column in table.columns:
        period = _period(column, language, read)
        heading = language.heading(column.text)
        if period is None or heading is None:
            columns.append(column)
        else:
            columns.append(replace(column, period=period, part=heading.rest))
    doubt = years_alone(why, table, file)
    return replace(table, columns=tuple(columns), findings=(*table.findings, doubt))


def _period(column: Column, language: Language, read: _Read) -> Period | None:
    """The fiscal year that a column's header names."""
    heading = language.heading(column.text) if column.kind == "figures" and column.text else None
    return read(heading, language) if heading is not None else None


def _named(text: str, language: Language) -> Iterator[Period]:
    """The fiscal years that a text names; none where it names a day, a quarter or a point in time."""
    for heading in language.headings(text):
        period = _fiscal_year(heading, language)
        if period is not None:
            yield period


def _fiscal_year(heading: Heading, language: Language) -> Period | None:
    """The fiscal year of a header that names a year and no other part of a date."""
    alone = replace(heading, year=None, fiscal=False, rest="") == Heading()
    if heading.year is None or not alone:
        return None
    return language.period(Heading(count=1, of="years", year=heading.year))


def _year_to_day(heading: Heading, language: Language) -> Period | None:
    """The fiscal year of a header that names its last day and nothing else."""
    if heading != Heading(month=heading.month, day=heading.day, year=heading.year):
        return None
    day = language.period(heading)
    return (
        language.fiscal.months_ended(12, day.end) if day is not None and _ends_year(day, language) else None
    )


def _ends_year(day: Period, language: Language) -> bool:
    year = language.fiscal.year_to(day.end)
    return year is not None and year == language.fiscal.months_ended(12, day.end)
