"""Makes a column of its header: dated, measured, and told whether it has figures, changes or notes."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.core import Reading
from tieout.language import Language, RowType, Unit
from tieout.layout.cells import Read
from tieout.layout.counted import PER_CENT, PERCENT, THOUSAND, may_be, said_by_sign
from tieout.layout.forms import size
from tieout.layout.heads import Header, without_unit
from tieout.layout.model import Column, ColumnKind, Table
from tieout.layout.periods import Dating
from tieout.layout.units import UnitLine

# Kinds of columns whose numbers are counted in something.
_MEASURED = ("figures", "change", "percent-of")
# What `parts` of the vocabulary call a column of rates, and what no rate in per cent reaches.
_RATE, _WHOLE = "rate", 100
_BRACKETS = "()[]"


def column_of(header: Header, dating: Dating, unit: UnitLine | None, language: Language) -> Column:
    """The column below a header, with the period and the unit that it and what stands around it say."""
    kind = _kind(header, dating, language)
    lines = tuple(piece for piece in header.pieces if without_unit(piece, language))
    return Column(
        text=" ".join(lines),
        lines=lines,
        column=header.column,
        line=header.line,
        period=dating.period if kind == "figures" else None,
        unit=_unit(kind, header, unit, language),
        unit_text=unit.text if unit is not None else "",
        starts_here=header.starts_here,
        kind=kind,
        part=dating.part if kind == "figures" else "",
        duration=dating.duration,
        forecast=dating.forecast,
        reckoned=dating.reckoned and kind == "figures",
        both=dating.both and kind == "figures",
    )


def _unit(kind: ColumnKind, header: Header, unit: UnitLine | None, language: Language) -> Unit | None:
    """The unit of a column: of one of percentages per cent, whatever stands above; of notes and such none."""
    if kind not in _MEASURED:
        return None
    words = " ".join(header.pieces).split()
    said = any("%" in word or "％" in word or language.column_word(word) == "per-cent" for word in words)
    if kind == "percent-of" or (kind == "change" and said):
        return PERCENT
    return unit.unit if unit is not None else None


def _kind(header: Header, dating: Dating, language: Language) -> ColumnKind:
    """What a column shows, as its header or the last piece of it says.

    One of units says nothing else: `Units` below a change or a year are what is counted.
    """
    whole = " ".join(header.pieces)
    texts = [whole, *reversed(header.pieces)]
    if dating.part:
        texts.insert(0, dating.part)
    for text in texts:
        word = language.column_word(text) or language.column_word(_without_part(text, language))
        if word in (None, "per-cent") or (word == "note" and _is_reference(text)):
            continue
        if word == "unit" and language.column_word(whole) != word:
            continue
        return word
    return "figures"


def _without_part(text: str, language: Language) -> str:
    """A header without the bracket behind it that says of what: `% Change (GAAP)`."""
    head, bracket, inner = text.rpartition("(")
    return head if bracket and inner.endswith(")") and language.part(inner[:-1]) is not None else text


def _is_reference(text: str) -> bool:
    """Whether words of a note stand in brackets, `(Notes)` or `(See Note 4)`: they refer to one."""
    return text.startswith(("(", "[")) and text.endswith((")", "]"))


def run_apart(columns: tuple[Column, ...], language: Language) -> tuple[Column, ...]:
    """Headers that have run together, `1Q17 1Q18`: those that no column before has, one for each column."""
    done: list[Column] = []
    for column in columns:
        periods = language.periods(column.text) if column.period is None and column.text else ()
        if len(periods) > 1:
            same = [other for other in done if other.run_together == column.text]
            others = [other.period for other in done if other.run_together != column.text]
            left = [period for period in periods if period not in others]
            period = left[min(len(same), len(left) - 1)] if left else None
            done.append(replace(column, period=period, run_together=column.text, part=""))
        else:
            done.append(column)
    return tuple(done)


def going_on(columns: tuple[Column, ...], before: Table | None) -> tuple[Column, ...]:
    """Columns without headers are those of the table that they go on, if it has as many, and dated ones.

    A unit that is not said there may be said here, by a sign in the cells.
    """
    if before is None or len(columns) != len(before.columns):
        return columns
    headless = not any(column.starts_here for column in columns)
    dated = any(column.period is not None for column in before.columns)
    if not headless or not dated:
        return columns
    return tuple(
        replace(column, unit=column.unit or own.unit, unit_text=column.unit_text or own.unit_text)
        for column, own in zip(before.columns, columns, strict=True)
    )


def with_types(
    columns: tuple[Column, ...],
    readings: Sequence[Sequence[Read | None]],
    above: Sequence[str],
    language: Language,
) -> tuple[Column, ...]:
    """The columns with what their headers say that they count, `Earnings per share`, where that is no money.

    So may a line above the table: `Costs as a percentage of total revenues were as follows:`. Words are not
    believed where the figures are printed in another form, and a unit of its own says more.
    """
    done: list[Column] = []
    shares = any(language.column_word(line.strip(_BRACKETS)) == "percent-of" for line in above)
    named = any(language.says_percent_of(line) for line in above)
    for at, column in enumerate(columns):
        text = without_unit(column.part or column.text, language)
        reads = [read for line in readings if (read := line[at]) is not None]
        if column.kind == "change":
            rate = _all_in_percent(reads) or _is_in_percent(at, columns, readings, shares=False)
            done.append(replace(column, unit=PERCENT) if rate else column)
            continue
        rates = _are_rates(text, reads, language, unitless=column.unit is None)
        small = column.unit is None and all(size(read.reading) <= _WHOLE for read in reads)
        whole = shares or (named and small)
        if column.kind == "figures" and (rates or _is_in_percent(at, columns, readings, shares=whole)):
            # Below the header of the amounts beside it, it is of percentages of these.
            beside = at > 0 and not column.starts_here and columns[at - 1].text == column.text
            kind, unit = ("percent-of", PERCENT) if beside else (column.kind, column.unit)
            done.append(
                replace(
                    column, type="percent", kind=kind, unit=unit, period=None if beside else column.period
                )
            )
            continue
        type_: RowType | None = "measure" if language.measure(text) else language.row_type(text)
        plain = [read.reading for read in reads if not read.reading.percent]
        cents = type_ == "per-share" and column.unit is not None and column.unit.in_hundredths
        fits = type_ == "measure" or cents or (type_ is not None and may_be(type_, plain, own=True))
        done.append(replace(column, type=type_) if column.kind == "figures" and fits else column)
    return _with_awards(done, readings, language)


def _with_awards(
    columns: Sequence[Column], readings: Sequence[Sequence[Read | None]], language: Language
) -> tuple[Column, ...]:
    """The columns; `RSUs` beside a grant-date fair value of each, without a currency sign, counts them."""
    done: list[Column] = []
    each = any(column.type == "per-share" and column.kind == "figures" for column in columns)
    for at, column in enumerate(columns):
        signed = any(read.currency for line in readings if (read := line[at]) is not None)
        text = without_unit(column.part or column.text, language)
        named = column.kind == "figures" and language.names_awards(text)
        counts = each and named and not signed and column.type in (None, "measure")
        done.append(replace(column, type="shares") if counts else column)
    return tuple(done)


def _has_sign(text: str, numbers: Sequence[Reading]) -> bool:
    """Whether a per cent sign stands by itself within a header: `Reported % change, GAAP measure`."""
    words = text.split()
    return any(word in PER_CENT for word in words) and all(size(number) < THOUSAND for number in numbers)


def _are_rates(text: str, reads: Sequence[Read], language: Language, *, unitless: bool) -> bool:
    """Whether a header says that its column is of per cent, and it prints no money: by a sign, or as rates.

    `unitless` is whether nothing else says what the column counts. Rates and yields have decimal places,
    `4.62`: what a change of rates makes, `1,204` below `Rate` in a table of variances, is money.
    """
    if any(read.currency for read in reads):
        return False
    numbers = [read.reading for read in reads if read.reading.kind == "number"]
    if said_by_sign(text, numbers) or (unitless and _has_sign(text, numbers)):
        return True
    small = all(number.places and size(number) < _WHOLE for number in numbers)
    return language.part(text) == _RATE and bool(numbers) and small


def _all_in_percent(reads: Sequence[Read]) -> bool:
    """Whether all figures of a column have a per cent sign: `5%` below `Change`, whatever unit is above."""
    numbers = [read.reading for read in reads if read.reading.kind == "number"]
    return bool(numbers) and all(number.percent for number in numbers)


def _is_in_percent(
    at: int, columns: tuple[Column, ...], readings: Sequence[Sequence[Read | None]], *, shares: bool
) -> bool:
    """Whether a column prints its per cent sign at the top alone, beside others that are of money.

    `4.35%` above `2.44` is of a column of yields: all have as many decimal places, and none a currency sign.
    Of whole numbers the last has the sign, too, as a currency sign stands at the first figure and the total.
    `shares` is whether a line above the table says that all of it is: then the sign at the top is enough.
    """
    lines = [line for line in readings if (read := line[at]) is not None and read.reading.kind == "number"]
    reads = [read for line in lines if (read := line[at]) is not None]
    places = {read.reading.places for read in reads}
    if shares and reads and reads[0].reading.percent:
        return not any(read.currency for read in reads)
    if not reads or not reads[0].reading.percent or len(places) != 1:
        return False
    if places == {0} and not reads[-1].reading.percent:
        return False
    others = [read for n, read in enumerate(lines[0]) if n != at and columns[n].kind == "figures" and read]
    money = any(read.reading.kind == "number" and not read.reading.percent for read in others)
    return money and not any(read.currency for read in reads)
