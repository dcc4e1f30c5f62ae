"""Finds what the figures of a row count, if not money: by its words, its headings and its printed form."""

import re
from collections.abc import Sequence

from tieout.core import Reading
from tieout.document.typography import without_raised
from tieout.language import Language, Measure, Unit
from tieout.layout.forms import (
    DEAR,
    CountedRow,
    Decimals,
    between_shares,
    by_form,
    by_neighbours,
    by_percent,
    by_ratio,
    by_signs,
    by_twin,
    caption_key,
    size,
)
from tieout.layout.model import RowType
from tieout.layout.rates import with_rates

_CENTS = 2
PER_CENT = ("%", "％")
THOUSAND = 1_000
"""No percentage is as large."""
PERCENT = Unit("pure", -2)
# Amounts in a caption, `$0.001 par value, 500,000 shares authorized`, say nothing of the row's own figures. A
# number that goes on in letters is a name: `Weighted average 3M common shares`.
_AMOUNT = re.compile(r"[^\w\s(]\d|(?<![A-Za-z\d])\d+(?![A-Za-z\d])")


def row_types(
    rows: Sequence[CountedRow], language: Language, *, unitless: bool, caption: str = ""
) -> list[RowType | None]:
    """The type of each row; None for money and for headings. `unitless`: the table has no unit line.

    `caption` is the line above the table: below `Per share amounts` everything in cents is per share. A
    heading speaks for rows that say nothing themselves: `Weighted average shares:` above `Basic`. Words do
    not count where the figures are printed in another form: 486 below `Per share data:` is no amount per
    share.
    """
    decimals = Decimals.of(rows)
    before: dict[str, RowType | None] = {}
    amounts: set[str] = set()
    types: list[RowType | None] = []
    heads, ratios = "", False
    last: tuple[CountedRow, RowType | None] | None = None
    if caption and _said(caption, language) == "per-share" and _all_in_cents(rows):
        return ["per-share" if row.numbers else None for row in rows]
    for row in rows:
        heads = _heads(heads, row)
        ratios = ratios if row.numbers else _said(row.caption, language) == "ratio"
        said = by_percent(row) or _by_sign(row) or _by_share(row, language)
        if not _is_part(row, language):
            said = said or _by_measure(row, language) or _by_cents(row, language)
            said = said or _by_words(row, language)
        if (
            said is None
            and ratios
            and row.shown
            and may_be("ratio", row.numbers, own=False)
            and not row.signed
        ):
            said = "ratio"  # whatever stands between: a total ends other headings
        said = said or _by_heads(heads, row, language) or _by_form(row, decimals, language)
        rate = said is None and language.names_rate(row.caption) and all(one.places for one in row.shown)
        if (rate or said == "per-share") and not row.signed and _goes_on_percent(row, last, language):
            said = "percent"
        types.append(said or by_twin(row, before, amounts))
        last = (row, types[-1]) if row.numbers else last
        if row.numbers:
            before[caption_key(row)] = types[-1]
        if row.shown and types[-1] is None:
            amounts.add(caption_key(row))
    named = frozenset(at for at, row in enumerate(rows) if language.names_amount(row.caption))
    types = by_neighbours(rows, by_ratio(rows, types, unitless=unitless), unitless=unitless)
    return with_rates(rows, by_signs(rows, between_shares(rows, types), named), language)


def row_measure(row: CountedRow, language: Language) -> Measure | None:
    """What a row counts apart from money and shares,
    by its caption or the heading above it; None if nothing.
    """
    return next(
        (said for text in (row.caption, *row.headings[-1:]) if (said := language.measure(text))), None
    )


def measured(measure: Measure, column: Unit | None) -> Unit | None:
    """The unit of a figure that counts a measure: `MBbl`, or dollars per barrel. None where it is not known.

    A scale above the table may be meant for money alone, so a count without a scale of its own has no known
    unit there.
    """
    if measure.per:
        return Unit(f"{column.measure}/{measure.name}", 0) if column is not None and column.money else None
    if measure.scale is not None:
        return Unit(measure.name, measure.scale)
    scaled = column is not None and column.scaled and column.scale and column.measure != measure.name
    return None if scaled else Unit(measure.name, column.scale if column is not None else 0)


def row_unit(row: CountedRow, type_: RowType | None, language: Language) -> Unit | None:
    """The unit that a row or the heading right above it names in its own words: `Shares (in thousands)`.

    `Weighted average number (shares)` are counted one by one, unless the unit line speaks of shares.
    """
    own = () if _is_part(row, language) else (row.caption,)
    for text in (*own, *reversed(row.headings)):
        unit, words = language.unit_in(text)
        if unit is not None and not unit.scaled and unit.measure == type_ == "shares" and words != text:
            return unit
        if type_ == "per-share" and unit is not None and unit.money and unit.named and words != text:
            return Unit(f"{unit.measure}/shares", min(unit.scale, 0))  # `Earnings per share (€)`
        if unit is None or not unit.scaled:
            continue
        if unit.in_hundredths and (type_ == "per-share" or (type_ == "measure" and unit.counts)):
            return unit if unit.counts else Unit(f"{unit.measure}/shares", unit.scale)
        if type_ == "shares":
            return Unit("shares", unit.scale)
        return unit if type_ is None and unit.measure not in ("shares", "pure") else None
    return None


def stated_unit(said: str, row: CountedRow, language: Language) -> Unit | None:
    """The unit that a text beside a row's caption names; None where it is not understood."""
    unit, words = language.unit_in(said)
    if any(sign in said for sign in PER_CENT):
        return PERCENT
    if unit is None or words.strip("() ") != said.strip("() "):
        measure = language.measure(said)
        return Unit(measure.name, measure.scale or 0) if measure is not None and not measure.per else None
    if unit.money and not unit.scale and language.row_type(row.caption) == "per-share":
        return Unit(f"{unit.measure}/shares", 0)
    return unit


def cell_unit(column: Unit | None, row: RowType | None, *, percent: bool) -> Unit | None:
    """The unit of one figure: its column's, or the one that its row or its own percent sign gives.

    Amounts per share are never scaled, but may be in cents; counts of shares have the scale that the unit
    line gives them. None where nothing says the unit.
    """
    if percent or row == "percent":
        return PERCENT
    if row == "shares":
        if column is None or column.measure == "pure":
            return Unit("shares", 0, scaled=False)
        return Unit("shares", column.of_shares)
    if row == "per-share":
        money = column is not None and column.money
        return (
            Unit(f"{column.measure}/shares", min(column.scale, 0)) if column is not None and money else None
        )
    return column if row is None else None


# By words --------------------------------------------------------------------------------------------


def _by_words(row: CountedRow, language: Language) -> RowType | None:
    said = _said(row.caption, language)
    plain = said in ("shares", "ratio")  # which no amount with a currency sign is
    if said is not None and may_be(said, row.numbers, own=True) and not (plain and row.signed):
        return said
    capitals = False
    for heading in reversed(row.headings):
        if capitals and not heading.isupper():
            return None  # below `STATEMENTS OF COMPREHENSIVE INCOME` nothing above it says what is counted
        capitals = heading.isupper()
        unit, _ = language.unit_in(heading)
        said = "shares" if unit is not None and unit.measure == "shares" else _said(heading, language)
        if said is not None:
            # A heading of ratios and data says nothing of a row of dashes.
            counted = said in ("shares", "ratio") and (row.signed or (said == "ratio" and not row.shown))
            return said if may_be(said, row.numbers, own=False) and not counted else None
    return None


def _is_part(row: CountedRow, language: Language) -> bool:
    """Whether a row is a part of the amount that the heading right above it names, called by one noun.

    `Client` below `Net revenue:` is a segment; below `At the end of the quarter:` clients are counted.
    """
    measure = language.measure(row.caption)
    return measure is not None and measure.alone and any(map(language.names_amount, row.headings[-1:]))


def _all_in_cents(rows: Sequence[CountedRow]) -> bool:
    shown = [number for row in rows for number in row.shown]
    return bool(shown) and all(number.places == _CENTS and size(number) < DEAR for number in shown)


def _heads(above: str, row: CountedRow) -> str:
    """The words in figure cells that head a row: those of the rows directly above it, joined."""
    if row.heads:
        return f"{above} {row.heads[0]}".strip()
    return "" if row.signed or not row.numbers else above


def _by_heads(heads: str, row: CountedRow, language: Language) -> RowType | None:
    """Per cent for the rows below `% of Net Sales` inside a table, up to a heading or a currency sign."""
    percent = heads and row.numbers and language.column_word(heads) in ("percent-of", "per-cent")
    return "percent" if percent else None


def _by_form(row: CountedRow, others: Decimals, language: Language) -> RowType | None:
    """The type of a row by the printed form of its figures;
    per share only if its words name no other thing.
    """
    said = by_form(row, others)
    elsewhere = said == "per-share" and any(map(language.is_per, (row.caption, *row.headings[-1:])))
    return "measure" if elsewhere else said


def _goes_on_percent(
    row: CountedRow, last: tuple[CountedRow, RowType | None] | None, language: Language
) -> bool:
    """Whether a row continues rows in per cent: it is printed as they are, and no words call it per share.

    Often only the first of several rows has the sign: `Loans to deposits 96.20`.
    """
    if last is None or last[1] != "percent" or not row.shown or not last[0].shown:
        return False
    alike = {number.places for number in row.shown} == {number.places for number in last[0].shown}
    texts = (row.caption, *row.headings)
    return alike and not any(language.row_type(text) == "per-share" for text in texts)


def _by_sign(row: CountedRow) -> RowType | None:
    """Per cent for a caption that begins or ends with the sign: `Volume %` beside `4`, without a currency."""
    return "percent" if said_by_sign(row.caption, row.numbers) and not row.signed else None


def _by_share(row: CountedRow, language: Language) -> RowType | None:
    """A caption that says of what its figures are a percentage: `SG&A as a percentage of sales`."""
    says = language.says_percent_of(row.caption) and not any(map(str.isdigit, row.caption))
    small = all(size(number) < THOUSAND for number in row.shown)
    return "percent" if says and small and row.shown and not row.signed else None


def said_by_sign(words: str, numbers: Sequence[Reading]) -> bool:
    """Whether a caption or header begins or ends with a percent sign as a word: `Return on sales %`.

    It says nothing where the figures are too large for percentages.
    """
    said = without_raised(words).split()
    small = all(size(number) < THOUSAND for number in numbers if number.kind == "number")
    return len(said) > 1 and small and (said[0] in PER_CENT or said[-1] in PER_CENT)


def _by_cents(row: CountedRow, language: Language) -> RowType | None:
    """The type of an amount in hundredths of a currency: per share for `EPS (US cents)`, in whatever form.

    Other amounts in cents for one of something, `cents per pound`, are no money either.
    """
    for text in (row.caption, *reversed(row.headings)):
        unit, _ = language.unit_in(text)
        if unit is not None:
            said = any(_said(one, language) == "per-share" for one in (row.caption, text))
            return "per-share" if unit.in_hundredths and said else None
        if language.names_hundredth(text):
            return "measure"
    return None


def _by_measure(row: CountedRow, language: Language) -> RowType | None:
    """The type of a count of barrels or of anything else,
    or of a price for one; a count has no currency sign.
    """
    measure = row_measure(row, language)
    said = language.row_type(row.caption)
    if said == "measure" and not row.signed:
        return said
    if measure is None or (said is not None and language.measure(row.caption) is None):
        return None
    return "measure" if measure.per or not row.signed else None


def _said(caption: str, language: Language) -> RowType | None:
    """The type that the words before an amount name; none where a caption begins with its own amount."""
    found = _AMOUNT.search(caption)
    # `１株当たり` begins with one share, and is no amount of them.
    amounts = [one.amounts for one in language.amounts_in(caption) if not one.start]
    if any(one is None or len(one.texts[0]) > 1 for one in amounts):
        return None
    return language.row_type(caption[: found.start()] if found is not None and found.start() else caption)


def may_be(said: RowType, numbers: Sequence[Reading], *, own: bool) -> bool:
    """Whether figures have the printed form of a type; `own` tells that their own caption names the type."""
    shown = [number for number in numbers if number.kind == "number"]
    if not shown or said == "percent":
        return True
    if said == "ratio":
        return all((own or number.places) and size(number) < DEAR for number in shown)
    cents = any(number.places >= 2 for number in shown)
    if said == "per-share":
        dear = any(size(number) >= DEAR and not number.places for number in shown)
        return cents or (own and not dear and all(number.places == 0 for number in shown))
    return not cents or any(size(number) >= DEAR for number in shown)
