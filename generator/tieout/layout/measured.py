"""Divides a table whose columns are different amounts, `Net sales` beside `Net earnings`."""

from dataclasses import replace

from tieout.language import Language
from tieout.layout.model import Row, Table

_SEVERAL = 2


def by_amount(table: Table, language: Language) -> tuple[Table, ...]:
    """A table for each amount that heads dated columns, with the amount as its nearest caption.

    Names in the rows, such as segments, are then of one amount in each table, and no amount is taken for a
    part of another. A table with any column of another kind is returned whole.
    """
    dated = [column for column in table.columns if column.kind == "figures" and column.period is not None]
    amounts = list(dict.fromkeys(column.part for column in dated))
    if len(amounts) < _SEVERAL or not all(amount and language.names_amount(amount) for amount in amounts):
        return (table,)
    of: list[str] = []
    for column in table.columns:
        # A column of changes goes with the amounts that it stands behind.
        own = column.part if column in dated else ""
        of.append(own or (of[-1] if of else amounts[0]))
    return tuple(_only(table, amount, of, first=amount == amounts[0]) for amount in amounts)


def _only(table: Table, amount: str, of: list[str], *, first: bool) -> Table:
    """The table with the columns of one amount. Findings about the whole table stay with the `first`."""
    kept = [number for number, own in enumerate(of) if own == amount]
    columns = (table.columns[number] for number in kept)
    rows = (_row(row, kept) for row in table.rows)
    return replace(
        table,
        captions=(*table.captions, amount),
        columns=tuple(replace(column, part="") if column.part == amount else column for column in columns),
        rows=tuple(rows),
        findings=table.findings if first else (),
    )


def _row(row: Row, kept: list[int]) -> Row:
    """A row with some of its cells; it is per share no longer if none of these is."""
    cells = tuple(row.cells[number] for number in kept)
    shown = [cell.unit for cell in cells if cell.reading.kind == "number"]
    money = row.type == "per-share" and shown and not any(u and u.measure.endswith("/shares") for u in shown)
    return replace(row, cells=cells, type=None if money else row.type)
