"""Sets rolls of balances upright that are printed sideways: balances and what moved them are the columns.

`Balance at June 30, 2024`, `Acquisitions`, `Currency`, `Balance at June 30, 2025` above rows of segments say
what they would say as rows beside columns of segments. Upright they are read by the same rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from tieout.core import Reading
from tieout.document import GridCell
from tieout.document.typography import without_currency
from tieout.language import Language
from tieout.layout.alignment import AlignedRow
from tieout.layout.ends import balance_day, without_day
from tieout.layout.parts import Part

# A roll lasts a month at least: the day after a year's end begins the next, with what a new standard changed.
_SHORTEST = timedelta(days=27)
# A figure may be off by half of its last digit.
_HALF = Decimal("0.5")
# So many figures of a row make a sum that chance does not, and so many columns between two days a roll.
_FIGURES, _SEVERAL = 3, 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures below one header: its cells by row, and the day of the balance that it is."""

    head: GridCell
    cells: tuple[GridCell | None, ...]
    day: date | None


def upright(part: Part, language: Language) -> Part:
    """The rows of a table; those of a roll that is printed sideways with rows and columns exchanged.

    Each row has to lead from one balance to the next. Any other table is returned as it is.
    """
    units = [row for row in part.headers if row.stub is None and _is_of_units(row, language)]
    heads = [row for row in part.headers if row not in units]
    lines = [row for row in part.body if row.others]
    named = {row.stub.text for row in lines if row.stub is not None}
    if len(heads) != 1 or len(named) < max(len(lines), 1) or heads[0].spanned:
        return part
    columns = list(_columns(heads[0], lines, language))
    blocks = list(_blocks(columns))
    if not blocks or not all(_moved(columns[first + 1 : last], language) for first, last in blocks):
        return part
    if any(last - first <= _SEVERAL and not _is_said(columns[first], language) for first, last in blocks):
        return part
    readings = _readings(columns, language)
    if not _holds(readings, blocks):
        return part
    titles = [AlignedRow(row.line, (row.others[0],), frozenset()) for row in units]
    head = AlignedRow(heads[0].line, (heads[0].stub, *(row.stub for row in lines)), frozenset())
    body = [AlignedRow(one.head.line, (one.head, *one.cells), frozenset()) for one in columns]
    return replace(part, titles=(*part.titles, *titles), headers=(head,), body=tuple(body))


def _is_of_units(row: AlignedRow, language: Language) -> bool:
    return all(language.unit(cell.text) is not None for cell in row.others)


def _columns(head: AlignedRow, rows: Sequence[AlignedRow], language: Language) -> Iterator[_Column]:
    """The columns with a header, from left to right; none where figures stand below no header."""
    width = max(len(row.cells) for row in (head, *rows))
    found = []
    for at in range(1, width):
        cells = tuple(row.cells[at] if at < len(row.cells) else None for row in rows)
        cell = head.cells[at] if at < len(head.cells) else None
        if cell is not None:
            found.append(_Column(cell, cells, balance_day(cell.text, language)))
        elif any(cells):
            return
    yield from found


def _blocks(columns: Sequence[_Column]) -> Iterator[tuple[int, int]]:
    """The first and the last column of each roll, one after the other; none where these are no rolls."""
    days = [at for at, column in enumerate(columns) if column.day is not None]
    if len(days) < _SEVERAL or days[0] != 0 or days[-1] != len(columns) - 1:
        return
    pairs = [(columns[first].day, columns[last].day) for first, last in pairwise(days)]
    if all(one is not None and two is not None and two - one >= _SHORTEST for one, two in pairs):
        yield from pairwise(days)


def _moved(columns: Sequence[_Column], language: Language) -> bool:
    """Whether columns are of what moved a balance, by their headers: these name no time and no change."""
    texts = [column.head.text for column in columns]
    return bool(texts) and not any(
        language.heading(text) is not None or language.column_word(text) is not None for text in texts
    )


def _is_said(column: _Column, language: Language) -> bool:
    """Whether a header says more than its day: `Balance at June 30, 2024`."""
    heading = language.heading(column.head.text)
    return heading is None or heading.instant or bool(without_day(column.head.text, language))


def _readings(columns: Sequence[_Column], language: Language) -> list[list[Reading | None]]:
    """What the cells of each column say, row by row; None where nothing is printed."""
    form = language.number_form([cell.text for one in columns for cell in one.cells if cell is not None])
    return [
        [
            language.number(without_currency(cell.text.strip())[0], form) if cell is not None else None
            for cell in one.cells
        ]
        for one in columns
    ]


def _holds(readings: Sequence[Sequence[Reading | None]], blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether each row leads from each balance to the next, and any of them by more than chance."""
    proven = False
    for first, last in blocks:
        for row in zip(*readings[first : last + 1], strict=True):
            printed = [one for one in row if one is not None]
            if any(one.kind not in ("number", "dash") or one.percent for one in printed):
                return False
            *parts, total = (one.value or Decimal(0) if one is not None else Decimal(0) for one in row)
            places = [one.places for one in printed if one.kind == "number"]
            within = _HALF * len(row) * Decimal(10) ** -min(places, default=0)
            if abs(sum(parts, Decimal(0)) - total) > within:
                return False
            proven = proven or sum(bool(one.value) for one in printed) >= _FIGURES
    return proven
