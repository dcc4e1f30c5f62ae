"""Columns of a year beside columns of its quarters: `2024`, `2024 YTD`, `2024 6 mos`, `2024 Total`.

Beside `2024 Q1` and `2024 Q2` such a column is of the fiscal year, whatever day stands above the table.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date

from tieout.core import Finding, Period, Place, Severity
from tieout.language import Heading, Language
from tieout.layout.model import Column, Table

# Half a year and three quarters of one begin with it; three months may be any quarter.
_TO_DATE = (6, 9)
_FEWEST = 2


def with_years_of_quarters(tables: Sequence[Table], file: str, language: Language) -> tuple[Table, ...]:
    """The tables; a column of a year beside its quarters is the fiscal year, or the elapsed part of it."""
    periods = (column.period for table in tables for column in table.columns)
    ends = {period.end for period in periods if period is not None and period.start is not None}
    elapsed = frozenset(months for months in _TO_DATE if _is_elapsed(months, ends, language))
    return tuple(_dated(table, elapsed, file, language) for table in tables)


def _is_elapsed(months: int, ends: Set[date], language: Language) -> bool:
    """Whether a period of the release ends with the first so many months of a fiscal year."""
    years = {end.year + off for end in ends for off in (-1, 0, 1)}
    return not ends.isdisjoint(language.fiscal.to_date(year, months // 3).end for year in years)


def _dated(table: Table, elapsed: Set[int], file: str, language: Language) -> Table:
    said = [language.heading(column.text) if column.text else None for column in table.columns]
    quarters = [
        (heading.year, heading.quarter)
        for heading in said
        if heading is not None and heading.year and heading.quarter and _names_a_year(heading)
    ]
    if len(set(quarters)) < _FEWEST:
        return _past(table, said, elapsed, language)
    columns: list[Column] = []
    read: list[Column] = []
    for column, heading in zip(table.columns, said, strict=True):
        period = _period(heading, quarters, language) if heading is not None else None
        rate = column.unit is not None and column.unit.measure == "pure"  # `%` below the year of another
        if period is None or column.kind != "figures" or rate:
            columns.append(_with(column, heading, _begun(heading, elapsed, language)))
            continue
        columns.append(replace(column, period=period, duration=None, reckoned=False, part=""))
        read.append(columns[-1])
    if not read:
        return replace(table, columns=tuple(columns))
    first = read[0]
    doubt = Finding(
        "layout.years-alone",
        f'"{first.text}" stands beside quarters of fiscal years: it is read as {first.period}',
        "Look whether it is so; say the period in the table's definition.",
        (Place(file, first.line or table.line, first.column, table.caption, head=first.text),),
        Severity.NOTICE,
    )
    return replace(table, columns=tuple(columns), findings=(*table.findings, doubt))


def _past(table: Table, said: Sequence[Heading | None], elapsed: Set[int], language: Language) -> Table:
    """The table; `Year to date 2025` beside a quarter of 2025 is the year up to the end of that quarter.

    `Six months 2025` is, too, where a period of the release ends with six months of a year (`elapsed`).
    """
    lasting = [column.period for column in table.columns if column.period is not None and column.period.start]
    columns: list[Column] = []
    for column, heading in zip(table.columns, said, strict=True):
        to_date = heading is not None and heading.to_date and _names_a_year(heading) and not heading.rest
        here = {one.end for one in lasting if heading is not None and one.end.year == heading.year}
        beside = language.fiscal.year_to(here.pop()) if to_date and len(here) == 1 else None
        columns.append(_with(column, heading, beside or _begun(heading, elapsed, language)))
    return replace(table, columns=tuple(columns))


def _with(column: Column, heading: Heading | None, period: Period | None) -> Column:
    """A column of figures that has no period, with the one that its heading is found to name, if any."""
    if heading is None or period is None or column.period is not None or column.kind != "figures":
        return column
    return replace(column, period=period, part=heading.rest)


def _begun(heading: Heading | None, elapsed: Set[int], language: Language) -> Period | None:
    """The first half, or the first three quarters, of the year that a heading names, and no day."""
    if heading is None or heading.year is None or heading.instant:
        return None
    dated = heading.month is not None or heading.start is not None
    if dated or heading.of != "months" or heading.count is None or heading.count not in elapsed:
        return None
    return language.fiscal.to_date(heading.year, heading.count // 3)


def _names_a_year(heading: Heading) -> bool:
    """Whether a heading names a fiscal year or a part of one, and no day."""
    return heading.month is None and not heading.instant and not heading.ended and heading.start is None


def _period(heading: Heading, quarters: Sequence[tuple[int, int]], language: Language) -> Period | None:
    """The fiscal year of a heading, up to the quarter that it names or else the last one printed."""
    year = heading.year
    if year is None or heading.quarter is not None or not _names_a_year(heading):
        return None
    if heading.rest and not language.is_total(heading.rest):
        return None
    printed = [number for of, number in quarters if of == year]
    if heading.of == "months" and heading.count in _TO_DATE:
        return language.fiscal.to_date(year, heading.count // 3)
    if heading.of is not None and heading.of != "years":
        return None
    if heading.to_date or heading.rest:
        return language.fiscal.to_date(year, max(printed)) if printed else None
    return language.fiscal.to_date(year, 4)
