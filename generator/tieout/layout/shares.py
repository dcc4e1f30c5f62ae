"""Finds the scale of counts of shares: earnings per share times shares make a printed income.

`($ in thousands, except per share amounts)` says nothing about shares: some companies print them in thousands
below it, some in full. If only one reading makes an income that is printed, it is right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, product

from tieout.core import Finding, Period, Place, Severity
from tieout.layout.findings import in_scale
from tieout.layout.model import Cell, Column, Row, Table

# The powers of ten in which counts of shares are printed.
_SCALES = (0, 3, 6)
# Amounts of a release spread over so many powers of e; what chance would find this seldom is none.
_SPREAD, _RARE = 7, Decimal("0.002")
# So many rows of each kind, tables, and rows of other tables are tried, so that long pages take no longer.
_MOST, _TABLES, _ROWS = 6, 40, 2_000
# Counts of one company's shares are not ten times another's; those in another scale are a thousand times.
_ALIKE = 10
# No company has so many shares: what is printed below a scale of thousands is printed in full.
_NONE = Decimal(10) ** 11
# Few companies have so many shares; more that print them in full below a scale of thousands seem to.
_LARGE = Decimal(10) ** 10
_HALF = Decimal("0.5")
# Why counts of shares are read in another scale than the unit line's.
_BORNE = "so earnings per share times shares are the income that is printed"
_TOO_MANY = "no company has as many as that would be"

_Bounds = tuple[Decimal, Decimal]
_Amounts = dict[Period, tuple[Decimal, Decimal]]


def with_share_scales(tables: Sequence[Table], file: str) -> tuple[Table, ...]:
    """The tables; counts of shares get the scale that earnings per share confirm, with a finding if it is
    new.

    A table without earnings per share follows the counts in the other tables.
    """
    borne: dict[int, int] = {}
    amounts = list(islice((_by_period(table, row) for table in tables for row in table.rows), _ROWS))
    for at, table in enumerate(tables):
        if len(borne) < _TABLES and (scale := _borne_out(table, amounts)) is not None:
            borne[at] = scale
    usual = [count.scaleb(scale) for at, scale in borne.items() for count in _counts(tables[at])]
    done: list[Table] = []
    for at, table in enumerate(tables):
        scale = borne.get(at, _alike(table, usual, sorted(set(borne.values()))))
        if scale is None and _are_too_many(table):
            done.append(_in_scale(table, 0, file, _TOO_MANY))
        else:
            done.append(_told_large(table, file) if scale is None else _in_scale(table, scale, file, _BORNE))
    return tuple(done)


def _borne_out(table: Table, others: Sequence[_Amounts]) -> int | None:
    """The only scale of shares with which earnings per share make an income of this table; None if not one.

    If the table prints no income, those of the `others` count.
    """
    each = [row for row in table.rows if any(map(_is_each, row.cells))][:_MOST]
    shares = [row for row in table.rows if any(map(_is_count, row.cells))][:_MOST]
    if not each or not shares:
        return None
    for amounts in ([_by_period(table, row) for row in table.rows], others):
        found = {scale for scale in _SCALES if _makes_income(table, (each, shares), scale, amounts)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _makes_income(
    table: Table, rows: tuple[Sequence[Row], Sequence[Row]], scale: int, amounts: Sequence[_Amounts]
) -> bool:
    """Whether one row of money is earnings per share times shares, in at least two periods."""
    for each, shares in product(*rows):
        wanted = dict(_incomes(table, each, shares, scale))
        if (
            wanted
            and _chance(wanted, len(amounts)) < _RARE
            and any(_is_income(row, wanted) for row in amounts)
        ):
            return True
    return False


def _chance(wanted: Mapping[Period, _Bounds], rows: int) -> Decimal:
    """How many of some rows would fit every period by chance: with 0.05 a share, many do."""
    chance = Decimal(rows)
    for least, most in wanted.values():
        chance *= (most - least) / abs(most + least) * 2 / _SPREAD
    return chance


def _incomes(table: Table, each: Row, shares: Row, scale: int) -> Iterator[tuple[Period, _Bounds]]:
    """For each period the least and the most income that earnings per share and shares allow."""
    for column, one, count in zip(table.columns, each.cells, shares.cells, strict=False):
        value, number = one.reading.value, count.reading.value
        figures = column.kind == "figures" and _is_each(one) and _is_count(count)
        if figures and column.period is not None and value and number:
            within = _HALF.scaleb(-one.reading.places)
            units = number.scaleb(scale)
            yield column.period, ((value - within) * units, (value + within) * units)


def _by_period(table: Table, row: Row) -> _Amounts:
    """The amounts of money of a row by period, each with how far it may be rounded."""
    found: _Amounts = {}
    for column, cell in zip(table.columns, row.cells, strict=False):
        value, unit = cell.reading.value, cell.unit
        if (
            column.kind == "figures"
            and column.period is not None
            and unit is not None
            and unit.money
            and value
        ):
            rounded = _HALF.scaleb(unit.scale - cell.reading.places)
            found.setdefault(column.period, (value.scaleb(unit.scale), rounded))
    return found


def _is_income(amounts: _Amounts, wanted: Mapping[Period, _Bounds]) -> bool:
    """Whether a row has an amount within the bounds of every period."""
    for period, (least, most) in wanted.items():
        value, within = amounts.get(period, (None, _HALF))
        if value is None or not least - within <= value <= most + within:
            return False
    return True


def _alike(table: Table, usual: Sequence[Decimal], scales: Sequence[int]) -> int | None:
    """The scale, of several, with which a table's counts are close to confirmed ones; None if not one."""
    counts = [count for count in _counts(table) if count]
    if not usual or not counts:
        return None
    few, many = min(usual) / _ALIKE, max(usual) * _ALIKE
    largest = max(counts)
    fitting = [scale for scale in scales if few <= largest.scaleb(scale) <= many]
    return fitting[0] if len(fitting) == 1 else None


def _counts(table: Table) -> Iterator[Decimal]:
    """The counts of shares in a table, as printed."""
    for _, _, cell in _of_shares(table):
        if cell.reading.value is not None:
            yield abs(cell.reading.value)


def _of_shares(table: Table) -> Iterator[tuple[Row, Column, Cell]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=False):
            if column.kind == "figures" and _is_count(cell):
                yield row, column, cell


def _told_large(table: Table, file: str) -> Table:
    """A table with a finding if its counts exceed the shares of nearly all companies."""
    for row, column, cell in _of_shares(table):
        value, scale = cell.reading.value, cell.unit.scale if cell.unit is not None else 0
        if scale and value is not None and abs(value).scaleb(scale) >= _LARGE:
            doubt = Finding(
                "layout.shares-scale",
                f'"{cell.text}" shares are read {in_scale(scale)}, as the unit line says: so many are seldom',
                "If they are printed in full, say `except share and per share amounts` in the unit line, or "
                "state the unit under the table's `unit` in its definition.",
                (Place(file, cell.line, cell.column, table.caption, row.caption, column.text),),
            )
            return replace(table, findings=(*table.findings, doubt))
    return table


def _is_each(cell: Cell) -> bool:
    return cell.unit is not None and cell.unit.measure.endswith("/shares") and cell.reading.kind == "number"


def _is_count(cell: Cell) -> bool:
    return cell.unit is not None and cell.unit.measure == "shares" and cell.reading.kind == "number"


def _are_too_many(table: Table) -> bool:
    """Whether a table's counts are, in the scale of its unit line, more than any company has."""
    for _, _, cell in _of_shares(table):
        value, scale = cell.reading.value, cell.unit.scale if cell.unit is not None else 0
        if scale and value is not None and abs(value).scaleb(scale) >= _NONE:
            return True
    return False


def _in_scale(table: Table, scale: int, file: str, why: str) -> Table:
    """A table with its counts of shares in a scale, and a finding at the first count whose scale changed."""
    other = [one for one in _of_shares(table) if one[2].unit is not None and one[2].unit.scale != scale]
    if not other:
        return table
    row, column, cell = other[0]
    doubt = Finding(
        "layout.shares-scale",
        f'"{cell.text}" shares and others of the table are read {in_scale(scale)}, which the unit line does '
        f"not say: {why}",
        "Nothing to do if it is so.",
        (Place(file, cell.line, cell.column, table.caption, row.caption, column.text),),
        Severity.NOTICE,
    )
    rows = tuple(replace(row, cells=tuple(_cell(one, scale) for one in row.cells)) for row in table.rows)
    return replace(table, rows=rows, findings=(*table.findings, doubt))


def _cell(cell: Cell, scale: int) -> Cell:
    if not _is_count(cell) or cell.unit is None:
        return cell
    return replace(cell, unit=replace(cell.unit, scale=scale))
