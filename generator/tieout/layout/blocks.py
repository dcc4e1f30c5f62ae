"""Tables whose columns say no period, since the rows do: blocks below a year, or between two balances."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tieout.core import Period
from tieout.document.typography import is_figure
from tieout.language import Heading, Language
from tieout.layout.alignment import AlignedRow
from tieout.layout.ends import balance_day, parts_below
from tieout.layout.parts import Part

# A year by itself is a heading where others stand above blocks of their own.
_SEVERAL = 2
_DAY = timedelta(days=1)


def years_above(rows: Sequence[AlignedRow], language: Language) -> frozenset[int]:
    """The lines of rows that hold only a year, `Fiscal 2024` or `2023`, above a block of rows each.

    Empty where the columns have years themselves.
    """
    found = [row.line for row in rows if year_of(row, language) is not None]
    named = (language.heading(cell.text) for row in rows if _is_header(row) for cell in row.others)
    if len(found) < _SEVERAL or any(heading is not None and heading.year is not None for heading in named):
        return frozenset()
    return frozenset(found)


def year_of(row: AlignedRow, language: Language) -> Heading | None:
    """The year that a row without figures names, if it names nothing else; else None."""
    heading = language.heading(row.alone) if row.alone else None
    if heading is None or heading.year is None:
        return None
    return heading if replace(heading, year=None, fiscal=False) == Heading() else None


def _is_header(row: AlignedRow) -> bool:
    return bool(row.others) and not any(is_figure(cell.text) for cell in row.others)


def between_balances(part: Part, language: Language) -> Iterator[Part]:
    """The parts of a table that rolls balances forward, each for the period from one balance to the next.

    `Balance at December 31, 2023`, additions, `Balance at December 31, 2024` below columns of segments. A
    balance that closes one part and opens the next is in both. Rows above the first balance and below the
    last belong to the first and last part. Any other table is returned as it is.
    """
    rolls: list[tuple[_Balance, _Balance]] = []
    for first, last in pairwise(_balances(part.body, language)):
        moved = any(row.others for row in part.body[first.end : last.begin])
        if first.day >= last.day:
            # The balance that opens the next block stands right below the one that closed the last.
            if moved:
                rolls = []
                break
        elif moved:
            rolls.append((first, last))
    for number, (first, last) in enumerate(rolls, 1):
        begin = 0 if number == 1 else first.begin
        end = len(part.body) if number == len(rolls) else last.end
        yield replace(part, body=part.body[begin:end], period=_between(first.day, last.day, language))
    if not rolls:
        yield part


@dataclass(frozen=True, slots=True)
class _Balance:
    """The rows [begin, end) of a balance, and its day."""

    begin: int
    end: int
    day: date


def _balances(rows: Sequence[AlignedRow], language: Language) -> Iterator[_Balance]:
    """The balances among rows: a row that names its day, or a heading that does and its parts.

    `Balance, June 30, 2024` above `Goodwill`, `Accumulated losses` and their total, which has no caption.
    """
    for number, row in enumerate(rows):
        day = balance_day(row.stub.text, language) if row.stub is not None else None
        if day is None:
            continue
        if row.others:
            yield _Balance(number, number + 1, day)
            continue
        shown = [
            (one.stub.text if one.stub is not None else "", not one.others) for one in rows[number + 1 :]
        ]
        if count := parts_below(shown):
            yield _Balance(number, number + 1 + count, day)


def _between(one: date, two: date, language: Language) -> Period:
    """The period between two balances. An opening balance of a year's first day is that of the day before."""
    for months in (3, 6, 9, 12):
        period = language.fiscal.months_ended(months, two)
        if period is not None and period.start in (one, one + _DAY):
            return period
    return Period(two, one + _DAY)
