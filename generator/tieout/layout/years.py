"""Columns that name a year alone, dated by a sentence above them that names the same years.

`Net sales for 2025, 2024 and 2023 were as follows:` above `2025  2024  2023`. That such a year is one of the
fiscal calendar's, and no day at its end, is taken from the other tables: they state each of these years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.core import Period
from tieout.language import Heading, Language
from tieout.layout.findings import years_alone
from tieout.layout.model import Column, Table

# How many of the lines above a table may date it, and how many years make a series.
_NEAR, _SEVERAL = 5, 2


def with_years(tables: Sequence[Table], file: str, language: Language) -> tuple[Table, ...]:
    """The tables; those headed by years alone with the fiscal years that the others state, and a doubt."""
    stated = {
        column.period
        for table in tables
        for column in table.columns
        if column.period is not None and not column.period.instant
    }
    return tuple(_dated(table, stated, file, language) for table in tables)


def _dated(table: Table, stated: set[Period], file: str, language: Language) -> Table:
    if table.dated_rows or any(column.period is not None for column in table.columns):
        return table
    periods = [_period(column, language) for column in table.columns]
    years = {period for period in periods if period is not None}
    if len(years) < _SEVERAL or not years <= stated:
        return table
    if not any(years <= set(_named(text, language)) for text in table.captions[-_NEAR:]):
        return table
    columns = tuple(
        column if period is None else replace(column, period=period, part="")
        for column, period in zip(table.columns, periods, strict=True)
    )
    doubt = years_alone("which the line above names and other tables state", table, file)
    return replace(table, columns=columns, findings=(*table.findings, doubt))


def _period(column: Column, language: Language) -> Period | None:
    """The fiscal year that a column's header names and nothing else."""
    heading = language.heading(column.text) if column.kind == "figures" and column.text else None
    return _fiscal_year(heading, language) if heading is not None and not heading.rest else None


def _named(text: str, language: Language) -> Iterator[Period]:
    """The fiscal years of a text that names years alone: no day, no quarter, no point in time."""
    for heading in language.headings(text):
        period = _fiscal_year(heading, language)
        if period is not None:
            yield period


def _fiscal_year(heading: Heading, language: Language) -> Period | None:
    alone = replace(heading, year=None, fiscal=False, rest="") == Heading()
    if heading.year is None or not alone:
        return None
    return language.period(Heading(count=1, of="years", year=heading.year))
