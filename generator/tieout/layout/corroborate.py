"""Finds the scale of a table that states none, by figures printed elsewhere and by earnings per share.

Figures with currency signs but without a stated scale are read as printed, and are doubtful. Tables that do
state a scale decide: the same digits for the same period are the same amount.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.core import Finding, Period, Place, Severity
from tieout.language import Language
from tieout.layout.findings import in_scale
from tieout.layout.model import Cell, Column, Row, Table

# A figure of fewer digits may be the same by chance; so many figures that are the same bear a scale out.
_DIGITS, _ENOUGH = 3, 2
# So many lines without text stand between a table and one right below it.
_BLANK = 1
# So many lines above a table may name it.
_NEAR = 5
# So many tables state a scale for each that states another.
_NEARLY = 4
# So many amounts that all have one decimal place are in a scale.
_TENTHS = 5
# Amounts of a statement have mostly three digits and more.
_LARGE = 100

_Printed = tuple[str, Period, Decimal]


def with_scales(tables: Sequence[Table], file: str, language: Language) -> tuple[Table, ...]:
    """The tables; one without a scale gets the scale that the others confirm, or a finding."""
    stated: dict[_Printed, set[int]] = {}
    for table in tables:
        if not _is_unscaled(table):
            for key, scale in _figures(table):
                stated.setdefault(key, set()).add(scale)
    usual = _usual_scale(tables)
    shares = _usual_shares(tables)
    grids: dict[int, list[Table]] = {}
    for table in tables:
        grids.setdefault(table.grid, []).append(table)
    alike: dict[tuple[tuple[int, int, str], ...], list[Table]] = {}
    for table in tables:
        alike.setdefault(_heads(table), []).append(table)
    done: list[Table] = []
    for table in tables:
        if not _is_unscaled(table):
            done.append(table)
        else:
            whole = alike[_heads(table)]
            statement = any(_is_statement(one, language) for one in whole)
            around = _usual_scale(grids[table.grid])
            above = _scale_above(table, done[-1]) if done else None
            scaled = _scaled(table, whole, stated, (usual, around, above), file, statement=statement)
            done.append(_with_shares(scaled, usual, shares))
    return tuple(done)


def _heads(table: Table) -> tuple[tuple[int, int, str], ...]:
    """The places of a table's headers. Tables that come from one grid have them in common."""
    heads = tuple((column.line, column.column, column.text) for column in table.columns)
    return heads if any(line for line, *_ in heads) else ((table.number, 0, ""),)


def _is_statement(table: Table, language: Language) -> bool:
    """Whether a table has amounts as statements have: a title that says so, or whole numbers of several
    digits.

    Operating data, such as barrels and prices with cents, may be in any scale. Amounts that all have one
    decimal place are in a scale, since no currency is counted in tenths.
    """
    shown = [cell.reading for row in table.rows if row.type is None for cell in row.cells]
    figures = [reading for reading in shown if reading.kind == "number" and not reading.percent]
    places = {reading.places for reading in figures}
    if places == {1} and len(figures) >= _TENTHS:
        return True
    if any(row.type == "measure" for row in table.rows):
        return False
    if any(language.period_type(caption) is not None for caption in table.captions[-_NEAR:]):
        return True
    large = sum(abs(reading.value or Decimal(0)) >= _LARGE for reading in figures)
    return 2 * large > len(figures) > 0 and places in ({0}, {1})


def _is_unscaled(table: Table) -> bool:
    """Whether a table has columns of money with a currency alone, and none with a scale."""
    money = [column.unit for column in table.columns if column.unit is not None and column.unit.money]
    return bool(money) and not any(unit.scaled for unit in money) and _has_bare(table)


def _has_bare(table: Table) -> bool:
    """Whether anything in a table is an amount without a scale: `$5.2 billion` has its own."""
    return any(
        cell.unit is not None and cell.unit.money and not cell.unit.scaled
        for row in table.rows
        for cell in row.cells
        if cell.reading.kind == "number"
    )


def _figures(table: Table) -> Iterator[tuple[_Printed, int]]:
    """The amounts of money of a table as printed, with currency and period, each with its scale."""
    for row in table.rows:
        for cell in row.cells:
            value, unit = cell.reading.value, cell.unit
            period = cell.period
            if value is None or unit is None or period is None or not unit.money:
                continue
            digits = len(value.as_tuple().digits)
            if digits >= _DIGITS:
                yield (unit.measure, period, abs(value)), unit.scale


def _usual_scale(tables: Sequence[Table]) -> int | None:
    """The scale of nearly all tables that state one; None where they differ.

    One table in billions among ten in millions does not matter: what is read by it is marked doubtful anyway.
    """
    stated: Counter[int] = Counter()
    for table in tables:
        units = [column.unit for column in table.columns]
        scales = {unit.scale for unit in units if unit is not None and unit.money and unit.scaled}
        stated.update(scales - {0})
    if not stated:
        return None
    scale, often = stated.most_common(1)[0]
    return scale if often == stated.total() or often > _NEARLY * (stated.total() - often) else None


def _scaled(
    table: Table,
    whole: Sequence[Table],
    stated: Mapping[_Printed, set[int]],
    others: tuple[int | None, int | None, int | None],
    file: str,
    *,
    statement: bool,
) -> Table:
    """A table with the scale that figures printed elsewhere confirm, its own or those below the same header.

    `others` are the scale of all tables that state one, that of the tables in the same grid, None where they
    differ, and that of a table right above with the same headers. One confirming figure is enough for the
    first; a statement gets it even without. A table without any figure printed elsewhere, such as a note
    below a statement, takes the scale of its grid.
    """
    usual, around, above = others
    votes: Counter[int] = Counter()
    printed = {key for one in whole for key, _ in _figures(one)}
    for key in printed:
        for scale in stated.get(key, ()):
            votes[scale] += 1
    most = max(votes, key=lambda one: (votes[one], -one), default=None)
    place = Place(file, table.line, 0, table.caption)
    enough = 1 if most == usual else min(_ENOUGH, len(printed))
    if most is not None and votes[most] >= enough and votes[most] > votes.total() - votes[most]:
        return _told(_in_scale(table, most), _borne_out(most, votes[most], place))
    few = all(map(_may_be_scaled, whole))
    if above is not None and few and not any(map(_counts_else, whole)):
        return _told(_in_scale(table, above), _as_above(above, place))
    if usual is not None and statement and few:
        return _told(_in_scale(table, usual), _as_others(usual, "nearly every table", place))
    if around is not None and few and not votes and not any(map(_counts_else, whole)):
        return _told(_in_scale(table, around), _as_others(around, "the table above it", place))
    return _told(table, _as_printed(place))


def _scale_above(table: Table, before: Table) -> int | None:
    """The scale of a table right above with the same headers, whose unit line is that of both; else None.

    So stand the figures of one segment after the other, with nothing but their names between them.
    """
    follows = table.grid != before.grid and 0 <= table.line - before.lines.stop <= _BLANK
    alike = [column.text for column in table.columns] == [column.text for column in before.columns]
    scales = {c.unit.scale for c in before.columns if c.unit is not None and c.unit.money}
    return scales.pop() if follows and alike and len(scales) == 1 and scales != {0} else None


def _may_be_scaled(table: Table) -> bool:
    """Whether the figures have so few digits that they are hardly whole units of a currency."""
    return all(abs(value) < Decimal(10) ** 7 for (_, _, value), _ in _figures(table))


def _counts_else(table: Table) -> bool:
    """Whether a table has amounts that have no scale: operating data, prices with cents."""
    return any(row.type == "measure" for row in table.rows) or any(
        cell.reading.places > 1
        for row in table.rows
        if row.type is None
        for cell in row.cells
        if cell.reading.kind == "number" and not cell.reading.percent
    )


def _in_scale(table: Table, scale: int) -> Table:
    columns = tuple(_column(column, scale) for column in table.columns)
    rows = tuple(_row(row, scale) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _usual_shares(tables: Sequence[Table]) -> int | None:
    """The scale that all tables which say one give to counts of shares; None where they differ."""
    units = [column.unit for table in tables for column in table.columns]
    said = {unit.shares for unit in units if unit is not None and unit.money and unit.scaled}
    return said.pop() if len(said) == 1 else None


def _with_shares(table: Table, scale: int | None, shares: int | None) -> Table:
    """A table that is read in the usual scale: what its captions count in shares is in their usual scale."""

    def counted(column: Column) -> Column:
        unit = column.unit
        if unit is None or not unit.money or unit.scale != scale or unit.scaled or unit.shares is not None:
            return column
        return replace(column, unit=replace(unit, shares=shares))

    return replace(table, columns=tuple(map(counted, table.columns))) if shares is not None else table


def _column(column: Column, scale: int) -> Column:
    if column.unit is None or not column.unit.money:
        return column
    return replace(column, unit=replace(column.unit, scale=scale))


def _row(row: Row, scale: int) -> Row:
    return replace(row, cells=tuple(_cell(cell, scale) for cell in row.cells))


def _cell(cell: Cell, scale: int) -> Cell:
    unit = cell.unit
    if unit is None or not unit.money or unit.scaled:
        return cell
    return replace(cell, unit=replace(unit, scale=scale))


def _told(table: Table, finding: Finding) -> Table:
    return replace(table, findings=(*table.findings, finding))


def _borne_out(scale: int, figures: int, place: Place) -> Finding:
    return Finding(
        "layout.scale-elsewhere",
        f"the table states no scale: it is read {in_scale(scale)}, since {figures} of its figures are "
        "printed so in tables that do",
        "Nothing to do, unless another scale is meant.",
        (place,),
        Severity.NOTICE,
    )


def _as_above(scale: int, place: Place) -> Finding:
    return Finding(
        "layout.scale-elsewhere",
        f"the table states no scale: it is read {in_scale(scale)}, as the table right above it with the same "
        "headers",
        "Nothing to do, unless another scale is meant.",
        (place,),
        Severity.NOTICE,
    )


def _as_others(scale: int, others: str, place: Place) -> Finding:
    return Finding(
        "layout.scale-doubtful",
        f"the table states no scale: it is read {in_scale(scale)}, as {others} that does states",
        "Look whether it is so; state the unit under the table's `unit` in its definition.",
        (place,),
    )


def _as_printed(place: Place) -> Finding:
    return Finding(
        "layout.scale-doubtful",
        "the table states no scale, and its figures have currency signs: they are read as printed",
        "Look whether it is so; state the unit under the table's `unit` in its definition.",
        (place,),
    )
