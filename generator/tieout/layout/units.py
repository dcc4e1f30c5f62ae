"""Finds the unit of each column: by unit lines in its header, beside it, or above the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.language import Language, Unit
from tieout.layout.periods import Context

# How many of the lines above a table may measure it.
_NEAR = 8
# What stands above several columns is a line over the table, and not of one column.
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, and the words that name it."""

    unit: Unit
    text: str


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a table: for each column its unit line, None where nothing names one.

    `unclear` are texts that look like a unit line and are not understood, the nearest first.
    """

    columns: tuple[UnitLine | None, ...]
    unclear: tuple[str, ...] = ()


def units_of(
    pieces: Sequence[Sequence[str]],
    context: Context,
    language: Language,
    signs: Sequence[str],
    printed_signs: Sequence[str],
) -> Units:
    """The unit of each column: what its header names, completed by the texts beside and above it.

    `signs` are the currency signs of the columns, the table's where a column prints none; `printed_signs` are
    those that columns print themselves. A header that names a scale alone, `Cards (Mil.)`, above figures
    without a sign, gives no unit where other columns have signs: it counts something that is no money. A
    currency in the header keeps the scale that stands above: `$` under `(In thousands)` is thousands of
    dollars.
    """
    around, unclear = _around(context, language)
    columns: list[UnitLine | None] = []
    for texts, sign, printed in zip(pieces, signs, printed_signs, strict=True):
        own = None
        for text in texts:
            unit, said = language.unit_in(text)
            if unit is not None:
                own = UnitLine(unit, said)
            elif language.seems_unit(text) and not _says_else(text, language):
                unclear = (*unclear, text)
        counted = own is not None and not own.unit.named and own.unit.money and not printed and sign
        if counted and own is not None and any(_counts_shares(text, language) for text in texts):
            own, counted = replace(own, unit=Unit("shares", own.unit.scale, named=False)), False
        line = None if counted else _within(own, around, sign, language)
        columns.append(_of_sign(line, printed, language) if own is None else line)
    if around is None and (common := _of_all(pieces, columns, language)) is not None:
        first = columns.index(common)
        if _is_in_corner(common, pieces[first], pieces):
            first = -1
        for number, (line, sign) in enumerate(zip(columns, signs, strict=True)):
            if number > first and (line is None or not line.unit.scaled):
                columns[number] = _within(None, common, sign, language)
    last = None
    if around is None:
        last = _above_the_last(pieces, columns, language) or _at_the_edge(pieces, columns, language)
    if last is not None:
        columns = [
            line if line is not None and line.unit.scaled else _within(None, last, sign, language)
            for line, sign in zip(columns, signs, strict=True)
        ]
    # What is said above columns that say it all themselves takes nothing away.
    complete = all(line is not None and line.unit.scaled and line is not around for line in columns)
    return Units(tuple(columns), () if complete else tuple(dict.fromkeys(unclear)))


def _is_in_corner(unit: UnitLine, own: Sequence[str], pieces: Sequence[Sequence[str]]) -> bool:
    """Whether a unit in the corner of a sheet, above a column's header, applies to the columns before it too.

    That is so for money, where each column is of a period of its own.
    """
    times = [" ".join(text for text in texts if unit.text not in text) for texts in pieces]
    above = len(own) > 1 and unit.text in own[0]
    return unit.unit.money and above and len(set(times)) == len(times)


def _of_sign(line: UnitLine | None, printed: str, language: Language) -> UnitLine | None:
    """The unit of a column with the sign of another currency than the table's, such as `US$` or `€`.

    `$` may be any dollar that the table names, but no yen.
    """
    code = language.currency(printed) if printed else None
    if line is None or code is None or not line.unit.money or language.may_sign(printed, line.unit.measure):
        return line
    return UnitLine(replace(line.unit, measure=code), f"{line.text} {printed}")


def _of_all(
    pieces: Sequence[Sequence[str]], columns: Sequence[UnitLine | None], language: Language
) -> UnitLine | None:
    """The unit line that stands above some columns but applies to all: `(in thousands)` below one of two.

    That is so where the headers hold nothing but dates and this one unit, not `Shares` beside `Price`.
    """
    stated = {line for line in columns if line is not None and line.unit.scaled}
    if len(stated) != 1:
        return None
    (one,) = stated
    for texts in pieces:
        for text in texts:
            heading = language.heading(text)
            if text.strip("()[] ") != one.text.strip("()[] ") and (heading is None or heading.rest):
                return None
    return one


def _above_the_last(
    pieces: Sequence[Sequence[str]], columns: Sequence[UnitLine | None], language: Language
) -> UnitLine | None:
    """The unit of money that stands at the right above the last columns, and is of all: `(in millions)`.

    No other column may say what it counts, as `Shares` and `Rate` do.
    """
    stated = [at for at, line in enumerate(columns) if line is not None and line.unit.scaled]
    units = {columns[at] for at in stated}
    line = next(iter(units), None)
    if len(units) != 1 or line is None or not line.unit.money or len(stated) < _SEVERAL:
        return None
    at_right = stated == list(range(len(columns) - len(stated), len(columns)))
    at_top = all(pieces[at][0].strip("()[] ") == line.text.strip("()[] ") for at in stated)
    others = [text for texts in pieces[: stated[0]] for text in texts]
    counted = any(
        language.row_type(text) is not None or language.column_word(text) or _counts_shares(text, language)
        for text in others
    )
    return line if at_right and at_top and others and not counted else None


def _at_the_edge(
    pieces: Sequence[Sequence[str]], columns: Sequence[UnitLine | None], language: Language
) -> UnitLine | None:
    """The unit of money that stands alone above the last of several columns, each of a time of its own:
    `(¥ million)` at the right edge of a statement.
    """
    if not columns:
        return None
    *others, own = pieces
    line = columns[-1]
    if not others or line is None or not (line.unit.money and line.unit.scaled) or any(columns[:-1]):
        return None
    above = len(own) > 1 and own[0].strip("()[] ") == line.text.strip("()[] ")
    heads = [" ".join(texts) for texts in (*others, own[1:])]
    dated = all((said := language.heading(head)) is not None and said.year is not None for head in heads)
    counted = any(
        language.row_type(text) is not None or language.column_word(text) or _counts_shares(text, language)
        for texts in others
        for text in texts
    )
    return line if above and dated and len(set(heads)) == len(heads) and not counted else None


def _counts_shares(text: str, language: Language) -> bool:
    """Whether a header says that its column counts shares, or what is counted like shares: `RSUs`."""
    _, words = language.unit_in(text)
    return language.row_type(text) == "shares" or language.names_awards(text.replace(words, " "))


def _says_else(text: str, language: Language) -> bool:
    return language.column_word(text) is not None or language.heading(text) is not None


def _around(context: Context, language: Language) -> tuple[UnitLine | None, tuple[str, ...]]:
    """The unit line of the whole table, and the nearer lines that look like one but are not understood."""
    lines = (*context.captions[-_NEAR:], *context.titles)
    scaleless: UnitLine | None = None
    unclear: list[str] = []
    for text in (*reversed(context.beside), *reversed(_closed(lines, language))):
        unit, said = language.unit_in(text)
        if unit is None:
            if language.seems_unit(text):
                unclear.append(text)
        elif not unit.scaled:
            scaleless = scaleless or UnitLine(unit, said)
        elif scaleless is not None:
            return _scaled(scaleless, UnitLine(unit, said)), tuple(unclear)
        else:
            return UnitLine(unit, said), tuple(unclear)
    return scaleless, tuple(unclear)


def _closed(lines: Sequence[str], language: Language) -> list[str]:
    """The lines, with a unit line joined whose bracket closes in the next line."""
    done: list[str] = []
    for line in lines:
        begun = done[-1] if done else ""
        if begun.count("(") > begun.count(")") and language.seems_unit(f"{begun})"):
            done[-1] = f"{begun} {line}"
        else:
            done.append(line)
    return done


def _within(own: UnitLine | None, around: UnitLine | None, sign: str, language: Language) -> UnitLine | None:
    """The unit of one column by its header, the table's unit line and the currency sign in its cells."""
    if own is not None and (own.unit.scaled or own.unit.measure == "pure"):
        return own
    if own is not None and around is None:
        # A currency by its name says all, `JPY` above amounts per share; a sign only says which it is.
        stated = any(character.isalpha() for character in own.text) and not own.text.endswith("$")
        return replace(own, unit=replace(own.unit, scaled=stated))
    if own is not None and around is not None:
        return _scaled(own, around)
    if sign and (currency := language.currency(sign)):
        if around is None:
            return UnitLine(Unit(currency, 0, scaled=False), sign)
        if around.unit.measure == "shares" and around.unit.scaled:
            # `Shares in thousands` says nothing of what stands behind a sign.
            return UnitLine(Unit(currency, 0, around.unit.scale, scaled=False), sign)
        if not around.unit.named and around.unit.measure != "pure":
            return replace(around, unit=replace(around.unit, measure=currency))
    return around


def _scaled(currency: UnitLine, scale: UnitLine) -> UnitLine:
    """A currency with the scale of another unit line."""
    if scale.unit.measure == "pure":
        return currency
    if currency.unit.measure == "shares":
        # `Shares` below `(In millions, except shares in thousands)`.
        own = replace(currency.unit, scale=scale.unit.of_shares, shares=None, scaled=scale.unit.scaled)
        return UnitLine(own, f"{scale.text} {currency.text}")
    unit = replace(currency.unit, scale=scale.unit.scale, shares=scale.unit.shares, scaled=scale.unit.scaled)
    return UnitLine(unit, f"{scale.text} {currency.text}")
