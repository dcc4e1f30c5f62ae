"""Makes a column from its header: its period, its unit, and its kind (figures, changes, notes and so on)."""

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
    """The column below a header, with the period and the unit that the header and the texts around it say."""
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
    """The unit of a column: per cent for one of percentages,
    whatever stands above; None for notes and the like.
    """
    if kind not in _MEASURED:
        return None
    words = " ".join(header.pieces).split()
    said = any("%" in word or "％" in word or language.column_word(word) == "per-cent" for word in words)
    if kind == "percent-of" or (kind == "change" and said):
        return PERCENT
    return unit.unit if unit is not None else None


def _kind(header: Header, dating: Dating, language: Language) -> ColumnKind:
    """The kind of a column, by its whole header or by the last piece of it.

    A piece that only names what is counted does not decide: `Units` below a change or a year is a unit.
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
    """A header without the bracket at its end that names a part: `% Change (GAAP)` becomes `% Change`."""
    head, bracket, inner = text.rpartition("(")
    return head if bracket and inner.endswith(")") and language.part(inner[:-1]) is not None else text


def _is_reference(text: str) -> bool:
    """Whether a text only refers to a note, in brackets: `(Notes)` or `(See Note 4)`."""
    return text.startswith(("(", "[")) and text.endswith((")", "]"))


def run_apart(columns: tuple[Column, ...], language: Language) -> tuple[Column, ...]:
    """Divides headers that ran together, `1Q17 1Q18`:
    each column gets the one that no column before it has.
    """
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
    """Columns without headers take those of the table before, if that has as many, and dates.

    A currency sign in the cells may still give them a unit that is not stated there.
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
    """The columns with the type that their headers name, such as `Earnings per share`; money has none.

    A line above the table may name it for all: `Costs as a percentage of total revenues were as follows:`.
    Words do not count where the figures are printed in another form, or where the column has a unit of its
    own.
    """
    done: list[Column] = []
    shares = any(language.column_word(line.strip(_BRACKETS)) == "percent-of" for line in above)
    named = any(language.says_percent_of(line) for line in above)
    for at, column in enumerate(columns):
        text = without_unit(column.part or column.text, language)
        reads = [read for line in readings if (read := line[at]) is not None]
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
    """The columns; `RSUs` without a currency sign, beside their grant-date fair value, is a count."""
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
    """Whether a header has a percent sign as a word: `Reported % change, GAAP measure`."""
    words = text.split()
    return any(word in PER_CENT for word in words) and all(size(number) < THOUSAND for number in numbers)


def _are_rates(text: str, reads: Sequence[Read], language: Language, *, unitless: bool) -> bool:
    """Whether a header says that its column is in per cent, and the column prints no money.

    `unitless` tells that nothing else gives the column a unit. Rates and yields have decimal places, `4.62`;
    a whole number below `Rate` in a table of variances, `1,204`, is money.
    """
    if any(read.currency for read in reads):
        return False
    numbers = [read.reading for read in reads if read.reading.kind == "number"]
    if said_by_sign(text, numbers) or (unitless and _has_sign(text, numbers)):
        return True
    small = all(number.places and size(number) < _WHOLE for number in numbers)
    return language.part(text) == _RATE and bool(numbers) and small


def _is_in_percent(
    at: int, columns: tuple[Column, ...], readings: Sequence[Sequence[Read | None]], *, shares: bool
) -> bool:
    """Whether a column prints its percent sign at the top alone, beside columns of money.

    `4.35%` above `2.44` is a column of yields if all have as many decimal places and none a currency sign.
    Among whole numbers the last needs the sign too, as currency signs stand at the first figure and the
    total. With `shares`, a line above the table says that all of it is percentages, and the sign at the top
    is enough.
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
