"""Makes a column of its header: dated, measured, and told whether it has figures, changes or notes."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language import Language, RowType
from tieout.layout.cells import Read
from tieout.layout.counted import may_be
from tieout.layout.heads import Header, without_unit
from tieout.layout.model import Column, ColumnKind
from tieout.layout.periods import Dating
from tieout.layout.units import UnitLine


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
        unit=unit.unit if unit is not None else None,
        unit_text=unit.text if unit is not None else "",
        starts_here=header.starts_here,
        kind=kind,
        part=dating.part if kind == "figures" else "",
        duration=dating.duration,
        forecast=dating.forecast,
        reckoned=dating.reckoned and kind == "figures",
        both=dating.both and kind == "figures",
    )


def _kind(header: Header, dating: Dating, language: Language) -> ColumnKind:
    """What a column shows, as its header or the last piece of it says."""
    texts = [" ".join(header.pieces), *reversed(header.pieces)]
    if dating.part:
        texts.insert(0, dating.part)
    for text in texts:
        word = language.column_word(text)
        if word in ("change", "percent-of") or (word == "note" and not _is_reference(text)):
            return word
    return "figures"


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


def with_types(
    columns: tuple[Column, ...], readings: Sequence[Sequence[Read | None]], language: Language
) -> tuple[Column, ...]:
    """The columns with what their headers say that they count, `Earnings per share`, where that is no money.

    Words are not believed where the figures are printed in another form, and a unit of its own says more.
    """
    done: list[Column] = []
    for at, column in enumerate(columns):
        text = column.part or column.text
        type_: RowType | None = "measure" if language.measure(text) else language.row_type(text)
        numbers = [read.reading for line in readings if (read := line[at]) is not None]
        plain = [number for number in numbers if not number.percent]
        fits = type_ == "measure" or (type_ is not None and may_be(type_, plain, own=True))
        done.append(replace(column, type=type_) if column.kind == "figures" and fits else column)
    return tuple(done)
