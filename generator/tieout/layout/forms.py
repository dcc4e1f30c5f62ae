"""What rows count, by the printed form of their figures: percent signs, cents, and the rows around them."""

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Reading, half_unit
from tieout.layout.captions import tidy
from tieout.layout.model import RowType

DEAR = 1_000
"""An amount per share of so much without a fraction would be a share that nobody buys."""
# So many times the figures of a row have to be there of another form, to say that it is of another kind.
_MANY = 3
# No amount of money is printed with more decimal places; rates of exchange are.
_CENTS = 3
# So many runs of money begin with a currency sign for each that does not, where the sign says what is money.
_SIGNED = 2
# So many rows at most lead from one amount to the next, so that long tables take no longer.
_LED = 100


@dataclass(frozen=True, slots=True)
class CountedRow:
    """What tells the type of a row: its caption, the headings above it, and its figures.

    `signed`: a currency sign stands before one of them. `heads`: words in its figure cells, `% of` above `Net
    Sales`.
    """

    caption: str
    headings: tuple[str, ...]
    numbers: tuple[Reading, ...]
    signed: bool = False
    heads: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Reading, ...]:
        """Its figures without dashes."""
        return tuple(number for number in self.numbers if number.kind == "number")


def size(number: Reading) -> Decimal:
    """How large a figure is, whatever its sign."""
    return abs(number.value) if number.value is not None else Decimal(0)


def by_percent(row: CountedRow) -> RowType | None:
    """Per cent, where each figure of a row has the sign."""
    shown = [number for number in row.numbers if number.kind == "number"]
    return "percent" if shown and all(number.percent for number in shown) else None


def by_ratio(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], *, unitless: bool
) -> list[RowType | None]:
    """The types; ratios below rows of per cent with as many decimal places are in per cent too.

    For other ratios nothing says whether they are: `Debt to equity ratio 1.52`. In a table without any unit,
    rows of that form may stand between ratios, and those below go on as the ratio does.
    """
    done: list[RowType | None] = []
    above: frozenset[int] | None = None
    bridged = False
    for row, type_ in zip(rows, types, strict=True):
        places = frozenset(number.places for number in row.shown)
        if type_ == "ratio":
            done.append("percent" if above == places else "measure")
        else:
            done.append(type_)
        goes_on = unitless and done[-1] is None and above == places
        if goes_on and row.numbers and bridged:
            done[-1] = "percent"
        bridged = bridged or (type_ == "ratio" and done[-1] == "percent")
        if row.numbers:
            above = places if done[-1] == "percent" or goes_on else None
            bridged = bridged and above is not None
    return done


@dataclass(frozen=True, slots=True)
class Decimals:
    """How many figures of a table, percentages aside, are whole, and how many have one decimal place."""

    whole: int
    broken: int

    @classmethod
    def of(cls, rows: Sequence[CountedRow]) -> "Decimals":
        """The counts for the rows of a table."""
        places = [number.places for row in rows for number in row.shown if not number.percent]
        return cls(places.count(0), places.count(1))


def by_form(row: CountedRow, others: Decimals) -> RowType | None:
    """Per share for a row printed in cents, where nearly all other amounts of the table are whole.

    0.41 in a table of millions is not 0.41 million. A rate of exchange, 0.7353, is no money at all.
    """
    own = row.shown
    if not own or others.whole < _MANY * len(own):
        return None
    if all(number.places > _CENTS for number in own):
        return "measure"
    if any(number.places not in (2, 3) or size(number) >= DEAR for number in own):
        return None
    return "per-share" if not others.broken else None


def by_twin(row: CountedRow, before: Mapping[str, RowType | None], amounts: Container[str]) -> RowType | None:
    """The type of a row whose caption was printed before in the table, by its form this time.

    Whole figures below amounts per share are the shares: `Basic`, printed twice. Cents are per share again:
    `Continuing operations` below `Assuming dilution` and below `Basic`. `before` has the type of the last row
    of each caption, by `caption_key`. If a caption is among `amounts`, of money, whole figures are money
    again.
    """
    above = before.get(caption_key(row))
    if row.shown and above == "per-share" and all(map(_in_cents, row.shown)):
        return "per-share"
    if not row.shown or any(number.places for number in row.shown) or caption_key(row) in amounts:
        return None
    return "shares" if above in ("per-share", "shares") else None


def caption_key(row: CountedRow) -> str:
    """The caption of a row in the form for comparison: without case, and with single spaces."""
    return tidy(row.caption).casefold()


# By the rows around --------------------------------------------------------------------------------


def by_neighbours(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], *, unitless: bool
) -> list[RowType | None]:
    """The types, with those of untyped rows that are printed as the rows around them are.

    Cents between `Earnings per share` and `Adjusted earnings per share` are per share, if no money there is
    printed in cents. Below a row with percent signs, figures with as many decimal places are in per cent, if
    the table has no unit (`unitless`), or all its money is whole, or all its money has at least two places.
    """
    done = list(types)
    below = [
        (start, end)
        for start, end in _runs(rows, types, signed=False)
        if _goes_on(rows, types, start, end, bridged=unitless)
    ]
    inside = {at for start, end in below for at in range(start, end)}
    money = [
        number
        for at, row in enumerate(rows)
        if types[at] is None and at not in inside
        for number in row.shown
    ]
    for start, end in below:
        places = rows[start - 1].shown[0].places
        if unitless or (all(not number.places for number in money) and (money or places > 1)):
            done[start:end] = ["percent"] * (end - start)
    cents = sum(
        _in_cents(number)
        for row, type_ in zip(rows, types, strict=True)
        if type_ is None
        for number in row.shown
    )
    between = [
        (start, end)
        for start, end in _runs(rows, types, signed=True)
        if end < len(types) and _type_above(rows, types, start) == types[end] == "per-share"
    ]
    own = sum(_in_cents(number) for start, end in between for row in rows[start:end] for number in row.shown)
    for start, end in between:
        if own == cents:
            done[start:end] = ["per-share" if _are_small(rows[start:end]) else None] * (end - start)
    return done


def between_shares(rows: Sequence[CountedRow], types: Sequence[RowType | None]) -> list[RowType | None]:
    """The types; what leads from one count of shares to the next counts shares as they do.

    `Basic weighted average shares  1,740`, `Stock options  10`, `Diluted weighted average shares  1,750`.
    """
    done = list(types)
    counts = [at for at, type_ in enumerate(types) if type_ == "shares" and rows[at].shown]
    for above, below in itertools.pairwise(counts):
        between = [at for at in range(above + 1, below) if rows[at].numbers]
        plain = all(types[at] is None and not rows[at].signed for at in between)
        if between and plain and _makes([rows[at] for at in (above, *between)], rows[below]):
            for at in between:
                done[at] = "shares"
    return done


def _makes(parts: Sequence[CountedRow], total: CountedRow) -> bool:
    """Whether rows make a total in each column, to the last digit."""
    values = [_values(row) for row in (*parts, total)]
    if len({len(row) for row in values}) > 1:
        return False
    return all(sum(column[:-1]) == column[-1] for column in zip(*values, strict=True))


def by_signs(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], named: Container[int]
) -> list[RowType | None]:
    """The types; rows without a currency sign are no money where the table signs each begin of money.

    Among rates and amounts per share each row of money has its sign, so `New stores 4` is none. Rows that
    lead from one amount to the next are money as these are: `Gross profit $5,431`, `Gross margin 65.5%`,
    `Stock-based compensation 38`, `Adjusted gross profit $5,469`. `named` are the rows that name an amount,
    `Operating income`: they are money with or without a sign.
    """
    done = list(types)
    runs = list(_of_money(rows, types))
    signed = [run for run in runs if rows[run[0]].signed]
    unsigned = [run for run in runs if not rows[run[0]].signed and run[0] not in named]
    plain = [run for run in unsigned if not leads_on(rows, types, run[0])]
    if len(signed) >= _SIGNED * max(len(plain), 1) and signed[0] == runs[0]:
        for run in plain:
            for at in itertools.takewhile(lambda number: not rows[number].signed, run):
                done[at] = None if at in named else "measure"
    return done


def leads_on(rows: Sequence[CountedRow], types: Sequence[RowType | None], start: int) -> bool:
    """Whether rows from `start`, added one by one to the amount above them,
    make a later row in each column, one of the next few.
    """
    above = next((at for at in range(start - 1, -1, -1) if rows[at].shown and types[at] is None), None)
    if above is None:
        return False
    sums, reach = _values(rows[above]), _reach(rows[above])
    later = (at for at in range(start, len(rows)) if rows[at].shown and types[at] is None)
    for at in itertools.islice(later, _LED):
        values = _values(rows[at])
        if len(values) != len(sums):
            return False
        # Each may be rounded by itself.
        reach += _reach(rows[at])
        if at != start and all(abs(made - total) <= reach for made, total in zip(sums, values, strict=True)):
            return True
        sums = [made + value for made, value in zip(sums, values, strict=True)]
    return False


def _values(row: CountedRow) -> list[Decimal]:
    return [number.value or Decimal(0) for number in row.numbers]


def _reach(row: CountedRow) -> Decimal:
    """How far rounding may have moved a figure of a row."""
    return max(half_unit(number.places) for number in row.numbers)


def _of_money(rows: Sequence[CountedRow], types: Sequence[RowType | None]) -> Iterator[list[int]]:
    """Runs of rows of money, with no row of another type between them."""
    run: list[int] = []
    for at, row in enumerate(rows):
        if not row.shown:
            continue
        if types[at] is None:
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _type_above(rows: Sequence[CountedRow], types: Sequence[RowType | None], start: int) -> RowType | None:
    """The type of the nearest row with figures above a row; a row such as `Plus:` has none."""
    above = next((at for at in range(start - 1, -1, -1) if rows[at].numbers), None)
    return types[above] if above is not None else None


def _goes_on(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], start: int, end: int, *, bridged: bool
) -> bool:
    """Whether rows [start, end) have the decimal places of the row above, which prints percent signs.

    Where it may be `bridged`, rows that are in per cent by their words may stand between.
    """
    first = start
    while first and types[first - 1] == "percent" and rows[first - 1].shown:
        first -= 1
        if not bridged or all(number.percent for number in rows[first].shown):
            break
    if first == start or not all(number.percent for number in rows[first].shown):
        return False
    places = {number.places for row in rows[first:end] for number in row.shown}
    return len(places) == 1 and places != {0}


def _runs(
    rows: Sequence[CountedRow], types: Sequence[RowType | None], *, signed: bool
) -> Iterator[tuple[int, int]]:
    """Runs [start, end) of rows of figures without a type; with a currency sign only where `signed`."""
    start: int | None = None
    for at, row in enumerate(rows):
        plain = types[at] is None and bool(row.numbers) and (signed or not row.signed)
        if plain and start is None:
            start = at
        elif not plain and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(rows)


def _are_small(rows: Sequence[CountedRow]) -> bool:
    numbers = [number for row in rows for number in row.shown]
    return bool(numbers) and all(map(_in_cents, numbers))


def _in_cents(number: Reading) -> bool:
    return number.places == 2 and size(number) < DEAR
