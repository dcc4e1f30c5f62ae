"""Divides a table whose columns are different amounts, `Net sales` beside `Net earnings`."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language import Language, Unit
from tieout.layout.model import Column, Row, Table

_SEVERAL = 2


def by_amount(table: Table, language: Language) -> tuple[Table, ...]:
    """A table for each amount that heads dated columns, with the amount as its nearest caption.

    Names in the rows, such as segments, are then of one amount in each table, and no amount is taken for a
    part of another. What else a header says stays, `Pro forma` below `Net sales`. A table with any column of
    another kind is returned whole, but for columns per share beside others of money.
    """
    amounts = [_amount(column, language) if _is_dated(column) else None for column in table.columns]
    named = list(dict.fromkeys(amount for amount in amounts if amount is not None))
    if len(named) < _SEVERAL or "" in named:
        return _per_share_apart(table)
    of: list[str] = []
    for amount in amounts:
        # A column of changes goes with the amounts that it stands behind.
        of.append(amount or (of[-1] if of else named[0]))
    return tuple(_only(table, amount, of, first=amount == named[0]) for amount in named)


def _per_share_apart(table: Table) -> tuple[Table, ...]:
    """Two tables of one whose columns are of money and, beside it, per share: `Per share` of each time.

    Rows that lead from net income to what it is without some items are so printed, each with both.
    """
    own = [column.part if _is_per_share(table, at) else "" for at, column in enumerate(table.columns)]
    named = next((part for part in own if part), "")
    others = [at for at, part in enumerate(own) if not part and _is_dated(table.columns[at])]
    if not named or not others or not all(_is_of_money(table, at) for at in others):
        return (table,)
    of: list[str] = []
    for column, part in zip(table.columns, own, strict=True):
        behind = of[-1] if of and not _is_dated(column) else ""
        of.append(named if part else behind)
    shown = {column.period for column, part in zip(table.columns, own, strict=True) if part}
    alone = len(shown) == sum(map(bool, own))
    money, each = _only(table, "", of, first=True), _only(table, named, of, first=False)
    if alone:
        # What stands above each is then the amount, whatever mark is behind it.
        each = replace(each, columns=tuple(replace(column, part="") for column in each.columns))
    return money, each


def _is_per_share(table: Table, at: int) -> bool:
    """Whether all figures of a dated column are per share, and its header says more than its time."""
    units = _units(table, at)
    said = _is_dated(table.columns[at]) and bool(table.columns[at].part)
    return said and bool(units) and all(u is not None and u.measure.endswith("/shares") for u in units)


def _is_of_money(table: Table, at: int) -> bool:
    """Whether a column prints amounts of money, but for a row per share, and no count and no rate."""
    units = [unit for unit in _units(table, at) if unit is not None and not unit.measure.endswith("/shares")]
    return bool(units) and all(unit.money for unit in units)


def _units(table: Table, at: int) -> list[Unit | None]:
    """What the figures of a column are counted in."""
    cells = (row.cells[at] for row in table.rows if at < len(row.cells))
    return [cell.unit for cell in cells if cell.reading.kind == "number"]


def _is_dated(column: Column) -> bool:
    return column.kind == "figures" and column.period is not None


def _amount(column: Column, language: Language) -> str:
    """The amount that a column's header names: by all its words, or by one line of it; "" where none does."""
    if column.part and language.names_amount(column.part):
        return column.part
    lines = (line for line in column.lines if line in column.part)
    return next((line for line in lines if language.names_amount(line)), "")


def _only(table: Table, amount: str, of: Sequence[str], *, first: bool) -> Table:
    """The table with the columns of one amount. Findings about the whole table stay with the `first`."""
    kept = [number for number, own in enumerate(of) if own == amount]
    columns = (table.columns[number] for number in kept)
    rows = (_row(row, kept) for row in table.rows)
    return replace(
        table,
        captions=(*table.captions, *([amount] if amount else [])),
        columns=tuple(replace(column, part=_without(column.part, amount)) for column in columns),
        rows=tuple(rows),
        findings=table.findings if first else (),
    )


def _without(part: str, amount: str) -> str:
    """What a header says beside the amount."""
    return " ".join(part.replace(amount, " ", 1).split()) if amount else part


def _row(row: Row, kept: Sequence[int]) -> Row:
    """A row with some of its cells; it is per share no longer if none of these is."""
    cells = tuple(row.cells[number] for number in kept)
    shown = [cell.unit for cell in cells if cell.reading.kind == "number"]
    money = row.type == "per-share" and shown and not any(u and u.measure.endswith("/shares") for u in shown)
    return replace(row, cells=cells, type=None if money else row.type)
