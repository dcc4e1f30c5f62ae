"""What the figures of a row are counted in, where that is not money: by words, headings and form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Reading
from tieout.language import Language, Unit
from tieout.layout.captions import tidy
from tieout.layout.model import RowType

PERCENT = Unit("pure", -2)
# Amounts in a caption, `$0.001 par value, 500,000 shares authorized`, say nothing of the row's own figures.
_AMOUNT = re.compile(r"[^\w\s]?\d")
# An amount per share of so much without a fraction would be a share that nobody buys.
_DEAR = 1_000
# So many times the figures of a row have to be there of another form, to say that it is of another kind.
_MANY = 3


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A row by what tells its type: its caption, the headings above it, and its own figures."""

    caption: str
    headings: tuple[str, ...]
    numbers: tuple[Reading, ...]


def row_types(rows: Sequence[CountedRow], language: Language) -> list[RowType | None]:
    """The type of each row; None of money, and of headings.

    A heading speaks for its rows where they do not speak for themselves: `Weighted average shares:` above
    `Basic`. What words say is not believed where the figures are printed in another form: 486 below
    `Per share data:` is no amount per share.
    """
    money = [number for row in rows for number in row.numbers if not number.percent]
    types: list[RowType | None] = []
    for row in rows:
        said = _by_percent(row) or _by_words(row, language) or _by_form(row, money)
        types.append(said or _by_twin(row, rows[: len(types)], types))
    return types


def row_unit(row: CountedRow, type_: RowType | None, language: Language) -> Unit | None:
    """The unit that a row or the heading right above it names in its own words: `Shares (in thousands)`."""
    for text in (row.caption, *reversed(row.headings)):
        unit, _ = language.unit_in(text)
        if unit is None or not unit.scaled:
            continue
        if type_ == "shares":
            return Unit("shares", unit.scale)
        return unit if type_ is None and unit.measure not in ("shares", "pure") else None
    return None


def cell_unit(column: Unit | None, row: RowType | None, *, percent: bool) -> Unit | None:
    """The unit of one figure: its column's, or what its row or its own per cent sign says.

    Amounts per share are never scaled; counts of shares are in the scale that the unit line gives them.
    None where nothing says what it is counted in.
    """
    if percent or row == "percent":
        return PERCENT
    if row == "shares":
        if column is None or column.measure == "pure":
            return Unit("shares", 0, scaled=False)
        return Unit("shares", column.scale if column.shares is None else column.shares)
    if row == "per-share":
        return (
            Unit(f"{column.measure}/shares", 0) if column is not None and column.measure != "pure" else None
        )
    return column


# By words --------------------------------------------------------------------------------------------


def _by_words(row: CountedRow, language: Language) -> RowType | None:
    said = _said(row.caption, language)
    if said is not None and _may_be(said, row.numbers, own=True):
        return said
    for heading in reversed(row.headings):
        unit, _ = language.unit_in(heading)
        said = "shares" if unit is not None and unit.measure == "shares" else _said(heading, language)
        if said is not None:
            return said if _may_be(said, row.numbers, own=False) else None
    return None


def _said(caption: str, language: Language) -> RowType | None:
    """What the words before an amount say."""
    found = _AMOUNT.search(caption)
    return language.row_type(caption[: found.start()] if found is not None and found.start() else caption)


def _may_be(said: RowType, numbers: Sequence[Reading], *, own: bool) -> bool:
    """Whether figures are printed as those of a type are; `own` is whether their caption says the type."""
    shown = [number for number in numbers if number.kind == "number"]
    if not shown or said == "percent":
        return True
    cents = any(number.places >= 2 for number in shown)
    if said == "per-share":
        dear = any(_size(number) >= _DEAR and not number.places for number in shown)
        return cents or (own and not dear and all(number.places == 0 for number in shown))
    return not cents or any(_size(number) >= _DEAR for number in shown)


def _size(number: Reading) -> Decimal:
    return abs(number.value) if number.value is not None else Decimal(0)


# By form ---------------------------------------------------------------------------------------------


def _by_percent(row: CountedRow) -> RowType | None:
    """A row of percentages says so in each of its figures."""
    shown = [number for number in row.numbers if number.kind == "number"]
    return "percent" if shown and all(number.percent for number in shown) else None


def _by_form(row: CountedRow, money: Sequence[Reading]) -> RowType | None:
    """An amount per share by how it is printed: cents, where nearly all the other amounts are whole.

    0.41 in a table of millions is no 0.41 million.
    """
    own = [number for number in row.numbers if number.kind == "number"]
    if not own or any(number.places not in (2, 3) or _size(number) >= _DEAR for number in own):
        return None
    whole = sum(number.kind == "number" and not number.places for number in money)
    broken = sum(number.kind == "number" and number.places == 1 for number in money)
    return "per-share" if whole >= _MANY * len(own) and not broken else None


def _by_twin(
    row: CountedRow, before: Sequence[CountedRow], types: Sequence[RowType | None]
) -> RowType | None:
    """Whole figures below amounts per share under the same caption are the shares: `Basic`, printed twice."""
    shown = [number for number in row.numbers if number.kind == "number"]
    if not shown or any(number.places for number in shown):
        return None
    for other, type_ in zip(reversed(before), reversed(types), strict=True):
        if other.numbers and tidy(other.caption).casefold() == tidy(row.caption).casefold():
            return "shares" if type_ in ("per-share", "shares") else None
    return None
