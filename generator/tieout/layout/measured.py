"""Columns that are amounts of their own, `Net sales` beside `Net earnings`: each makes a table by itself."""

from dataclasses import replace

from tieout.language import Language
from tieout.layout.model import Row, Table

_SEVERAL = 2


def by_amount(table: Table, language: Language) -> tuple[Table, ...]:
    """A table for each amount that its dated columns are headed by, with that as its nearest caption.

    What rows name, such as segments, is then of one amount in each table, and no amount is taken for a part
    of another. A table of which any column is of something else is as it is.
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
    """The columns of one amount; what is told of the whole table is told with the first."""
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
    """The cells of a row in some columns; it is per share no longer where none of these is."""
    cells = tuple(row.cells[number] for number in kept)
    shown = [cell.unit for cell in cells if cell.reading.kind == "number"]
    money = row.type == "per-share" and shown and not any(u and u.measure.endswith("/shares") for u in shown)
    return replace(row, cells=cells, type=None if money else row.type)
