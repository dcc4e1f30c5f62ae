"""Columns that lead from one column to another, as the sums of each row prove.

`Volume`, `Price`, `Currency` between 2024 and 2025 explain a change: their figures have no period of their
own, and are parts of the change between two columns, or of a column of changes. `Restructuring` and
`Litigation` between `Second quarter 2025, GAAP` and `Second quarter 2025, Non-GAAP` are of that quarter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from tieout.core import Period
from tieout.layout.model import Column, Row, Table

# A figure may be off by half of its last digit.
_HALF = Decimal("0.5")
# So many figures of a row make a sum that chance does not.
_PARTS = 2


def with_bridges(table: Table) -> Table:
    """The table; undated columns that lead from one to another are changes, or of the period of both."""
    columns = list(table.columns)
    for run in _runs(table.columns):
        period = _adjusted(table, run)
        changes = period is None and _leads(table, run)
        for at in run:
            column = columns[at]
            if period is not None:
                columns[at] = replace(column, period=period, part=column.part or column.text)
            elif changes:
                columns[at] = replace(column, kind="change", part="")
    return replace(table, columns=tuple(columns))


def _adjusted(table: Table, run: Sequence[int]) -> Period | None:
    """The period of two columns where the run between them adjusts the one to the other; else None."""
    before, after = run[0] - 1, run[-1] + 1
    if before < 0 or after >= len(table.columns):
        return None
    left, right = table.columns[before], table.columns[after]
    same = left.period is not None and left.period == right.period and left.kind == right.kind == "figures"
    return left.period if same and _holds(table, [before, *run], after) else None


def _runs(columns: Sequence[Column]) -> Iterator[list[int]]:
    """Runs of neighbouring columns that have headers of their own and no period."""
    open_ = [column.kind == "figures" and column.period is None and bool(column.text) for column in columns]
    for undated, run in groupby(range(len(columns)), lambda at: open_[at]):
        if undated:
            yield list(run)


def _leads(table: Table, run: Sequence[int]) -> bool:
    """Whether a run of columns sums to the difference of the columns beside it, or to a column of changes."""
    before, after = run[0] - 1, run[-1] + 1
    beside = [table.columns[at] if 0 <= at < len(table.columns) else None for at in (before, after)]
    left, right = beside
    if (
        left is not None
        and right is not None
        and left.period
        and right.period
        and left.period != right.period
    ):
        return _holds(table, [before, *run], after) or _holds(table, [after, *run], before)
    return any(
        column is not None and column.kind == "change" and _holds(table, run, at)
        for column, at in zip(beside, (before, after), strict=True)
    )


def _holds(table: Table, parts: Sequence[int], total: int) -> bool:
    """Whether some columns sum to another one in every row that has figures in them."""
    rows = [sum_ for row in table.rows if (sum_ := _sum(row, parts, total)) is not None]
    return bool(rows) and all(rows)


def _sum(row: Row, parts: Sequence[int], total: int) -> bool | None:
    """Whether a row adds up; None for a row that proves nothing: percentages, or too few figures."""
    if max(total, *parts) >= len(row.cells):
        return None
    cells = [row.cells[at].reading for at in (*parts, total)]
    if any(cell.kind not in ("number", "dash", "blank") or cell.percent for cell in cells):
        return None
    numbers = [cell.value for cell in cells[:-1] if cell.value]
    if len(numbers) < _PARTS or cells[-1].kind != "number" or cells[-1].value is None:
        return None
    within = _HALF * len(cells) * Decimal(10) ** -min(cell.places for cell in cells if cell.kind == "number")
    return abs(sum(numbers, Decimal(0)) - cells[-1].value) <= within
