"""Rows that their captions call a rate and that print no per cent sign: in per cent, or of no unit.

`EBITDA margin  15.5` in a table of millions is no money. It is in per cent where that is certain: the other
amounts have no decimal places, or it is that percentage of one row that another is.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.core import half_unit
from tieout.language import Language
from tieout.layout.forms import CountedRow, leads_on, size
from tieout.layout.model import RowType

# What is as large may be money whose name is that of a rate: `Gross margin  412`.
_WHOLE = 100
# So many rows of money above a rate, and below it, are held against it.
_NEAR = 30
_TWO = 2


def with_rates(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], language: Language
) -> list[RowType | None]:
    """The types with those of rows that their captions call a rate; money is never said in silence.

    Such a row stays money where it has a currency sign, is as large as no percentage, is what the amount
    right above it leaves of the one before, `Gross margin` below `Sales` and `Cost of sales`, or leads from
    one amount to another.
    """
    named = {
        at: kind
        for at, row in enumerate(rows)
        if _is_open(row, types[at], language) and (kind := language.rate_named(row.caption))
    }
    money = [at for at, row in enumerate(rows) if types[at] is None and row.shown and at not in named]
    whole = bool(money) and not any(number.places for at in money for number in rows[at].shown)
    done = list(types)
    for at, kind in named.items():
        row = rows[at]
        before = bisect_left(money, at)
        above = [rows[one] for one in money[max(before - _TWO, 0) : before]]
        if types[at] is None and (_is_left(row, above) or leads_on(rows, types, at)):
            continue
        broken = whole and all(number.places for number in row.shown)
        formed = broken and any(size(number) >= 1 for number in row.shown)
        near = [rows[one] for one in money[bisect_left(money, at - _NEAR) : bisect_right(money, at + _NEAR)]]
        sure = kind == "percent" and (formed or _is_percentage(row, near))
        sure = sure or (kind == "percent" and _goes_on(row, at, rows, done))
        done[at] = "percent" if sure else "measure"
    return done


def _is_open(row: CountedRow, type_: RowType | None, language: Language) -> bool:
    """Whether a row may be a rate, of money or of what its words call a ratio, and is as small as one."""
    ratio = type_ == "measure" and language.row_type(row.caption) == "ratio"
    small = all(size(number) < _WHOLE for number in row.shown)
    return bool(row.shown) and (type_ is None or ratio) and not row.signed and small


def _goes_on(row: CountedRow, at: int, rows: Sequence[CountedRow], types: Sequence[RowType | None]) -> bool:
    """Whether the nearest row of figures above is in per cent, with as many decimal places."""
    above = next((one for one in range(at - 1, -1, -1) if rows[one].shown), None)
    if above is None or types[above] != "percent":
        return False
    return {number.places for number in rows[above].shown} == {number.places for number in row.shown}


def _is_left(row: CountedRow, above: Sequence[CountedRow]) -> bool:
    """Whether a row is the difference of the two rows of money above it in each column, or their sum."""
    if len(above) < _TWO or not all(len(one.numbers) == len(row.numbers) for one in above):
        return False
    return all(
        abs(abs(first) - abs(second)) - reach <= abs(value) <= abs(abs(first) - abs(second)) + reach
        for (value, reach), (first, _), (second, _) in zip(*map(_values, (row, *above)), strict=True)
    )


def _is_percentage(row: CountedRow, money: Sequence[CountedRow]) -> bool:
    """Whether a row is, in each of several columns, the percentage that one row of money is of another."""
    alike = [_values(one) for one in money if len(one.numbers) == len(row.numbers)]
    own = _values(row)
    if len(own) < _TWO:
        return False
    return any(_fits(own, part, whole) for part, whole in _pairs(alike))


_Values = list[tuple[Decimal, Decimal]]


def _pairs(alike: Sequence[_Values]) -> Iterator[tuple[_Values, _Values]]:
    for whole in alike:
        for part in alike:
            if part is not whole and whole[0][0]:
                yield part, whole


def _fits(own: _Values, part: _Values, whole: _Values) -> bool:
    for (value, reach), (of, _), (base, off) in zip(own, part, whole, strict=True):
        # What rounding may have moved the percentage by: its own, and that of both amounts.
        moved = reach + (off * 2 * 100 / abs(base) if base else 0)
        if not base or not value or abs(of * 100 / base - value) > moved:
            return False
    return True


def _values(row: CountedRow) -> _Values:
    """The figures of a row, each with how far rounding may have moved it; a dash is zero."""
    return [(number.value or Decimal(0), half_unit(number.places)) for number in row.numbers]
