"""Rows that sum across their columns: segments side by side, and the whole company beside them.

That the parts make the whole is shown by the table, row after row: a row that fails by one slip of the pen is
one that fails, and one that fails by more, as where nothing is allocated, is no sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Figure, Period, half_unit, slip
from tieout.definitions import Members
from tieout.draft.sheet import Entry
from tieout.draft.sheeted import Across, Sheeted

# So many rows show that the columns of a table make its whole; of all, one in so many may fail.
_ROWS, _MAY_FAIL = 2, 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by how its columns make the whole in each period: those that hold, are near, and fail."""

    line: int
    parts: tuple[str, ...]
    held: tuple[Period, ...]
    near: tuple[Period, ...]
    off: tuple[Period, ...]
    explained: bool


def across(one: Sheeted) -> Iterator[Across]:
    """The rows of a statement whose columns of parts make the column of the whole."""
    for number, table in enumerate(one.tables.values()):
        parts = table.get("parts")
        if isinstance(parts, dict):
            members = {part: tuple(sorted(said.items())) for part, said in parts.items()}
            yield from _of_table(one, number, members)


def _of_table(one: Sheeted, number: int, members: Mapping[str, Members]) -> Iterator[Across]:
    sheet = one.drafted.group.sheets[number]
    others = tuple(part for part in sheet.parts if part != sheet.whole)
    known = {members.get(part, ()) for part in others}
    if members.get(sheet.whole, ()) or () in known or len(known) < len(others) or len(others) < 2:
        return
    rows = [
        row
        for index, line in enumerate(one.drafted.lines)
        if one.drafted.group.sheet_of[index] == number and line.concept is not None and line.at is None
        if line.entry.type == "monetary" and (row := _row(index, line.entry, others)) is not None
    ]
    sums = [row for row in rows if not row.off or row.explained]
    sound = [row for row in sums if row.held and not row.off]
    failing = sum(bool(row.off) for row in sums)
    if len(sound) < _ROWS or failing > max(1, len(sums) // _MAY_FAIL):
        return
    rounds = one.rounded or sum(len(row.near) for row in sums) >= _ROWS
    for row in sums:
        yield Across(row.line, tuple(members[part] for part in row.parts), exact=not rounds)


def _row(index: int, entry: Entry, others: Sequence[str]) -> _Row | None:
    """How a row sums; None where it prints fewer than two parts, or nothing but zero."""
    parts = tuple(part for part in others if entry.parts.get(part))
    held, near, off, explained = [], [], [], True
    for period, whole in entry.figures.items():
        figures = [entry.parts[part].get(period) for part in parts]
        found = [figure for figure in figures if figure is not None]
        if len(found) < len(parts) or sum(bool(figure.value) for figure in found) < 2:
            continue
        apart = whole.value - sum((figure.value for figure in found), Decimal(0))
        if not apart:
            held.append(period)
        elif abs(apart) <= sum(half_unit(figure.decimals) for figure in (whole, *found)):
            near.append(period)
        else:
            off.append(period)
            explained = explained and _is_explained(whole, found, apart)
    if len(parts) < 2 or not (held or near or off):
        return None
    return _Row(index, parts, tuple(held), tuple(near), tuple(off), explained)


def _is_explained(whole: Figure, parts: Sequence[Figure], apart: Decimal) -> bool:
    """Whether one slip in one figure explains that parts do not make the whole."""
    meant = ((whole, whole.value - apart), *((part, part.value + apart) for part in parts))
    return any(
        figure.value and slip(_units(figure, figure.value), _units(figure, value)) is not None
        for figure, value in meant
    )


def _units(figure: Figure, value: Decimal) -> int:
    return int(value.scaleb(figure.decimals))
