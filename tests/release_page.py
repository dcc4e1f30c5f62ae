"""Prints a release as its company's definitions say, with the figures that it is given.

Tables come in the order of the statements, each sentence in its first wording. The last column, or the first
where a table is turned, is the reported period; a column of changes follows the columns that it compares.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tieout.core import Period
from tieout.definitions import (
    Company,
    Concept,
    Line,
    Members,
    PrintedTable,
    Sentence,
    SentenceFigure,
    Statement,
)
from tieout.language import language_of
from tieout.relations import Key

_MONTHS = {3: "Three Months Ended", 6: "Six Months Ended", 9: "Nine Months Ended"}
_SCALES = {0: "", 3: " thousand", 6: " million", 9: " billion"}
_CHOICE = re.compile(r"\[([^\[\]|]*)[^\[\]]*\]")
_PART = re.compile(r"\{(@?[\w-]+)\}|\.\.\.")


@dataclass(frozen=True)
class At:
    """A period, by its name in the calendar and which of those that have the name it is."""

    name: str
    number: int
    period: Period


@dataclass(frozen=True)
class Look:
    """How a release is printed other than its definitions say.

    Other captions by the defined ones, other unit lines by STATEMENT/TABLE, tables with the latest column
    first, concepts whose lines are not printed, and sentences beside the defined ones.
    """

    captions: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    turned: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()


Ask = Callable[[Key, At], tuple[Decimal, int] | None]
"""A figure and its decimals, by its key and by what its period is called; None where there is none."""


class Page:
    """One release of a quarter of a fiscal year, printed."""

    def __init__(self, company: Company, year: int, quarter: int, look: Look, ask: Ask) -> None:
        self._company, self._year, self._quarter, self._look, self._ask = company, year, quarter, look, ask
        self._periods = company.calendar.named(year, quarter)
        self._tabled: set[Key] = set()

    def text(self) -> str:
        """The whole text."""
        tables = [
            self._table(statement, table)
            for statement in self._company.statements
            for table in statement.tables.values()
        ]
        sentences = [self._sentence(sentence) for sentence in self._company.sentences]
        return "\n\n".join((*tables, *sentences, *self._look.added)) + "\n"

    def _ats(self, *names: str) -> list[At]:
        return [At(name, n, period) for name in names for n, period in enumerate(self._periods[name])]

    def _when(self, period: Period) -> tuple[str, str]:
        """A period as heads and captions name it: the words above its last day, and the day."""
        day = _day(period)
        if period.start is None:
            return "", f"As of {day}"
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
        ended = period.end <= self._periods["end"][0].end
        return _MONTHS.get(months, f"Fiscal Year {'Ended' if ended else 'Ending'}"), day

    # Tables ----------------------------------------------------------------------------------------------

    def _table(self, statement: Statement, table: PrintedTable) -> str:
        lines = [line for line in statement.lines if line.table == table.name]
        rows = self._columns(table, lines) if table.dated == "columns" else self._rows(table, lines)
        return "\n".join((f"{table.caption or statement.title['en']}\n", *map("\t".join, filter(any, rows))))

    def _columns(self, table: PrintedTable, lines: list[Line]) -> Iterator[list[str]]:
        """A table whose columns are dated; each group of them is followed by its column of changes."""
        groups = [self._ats("quarter-before", "quarter"), self._ats("to-date-before", "to-date")]
        if table.periods:
            groups = [sorted(self._ats(*table.periods), key=lambda at: at.period.end)]
        elif table.by == "instants":
            groups = [self._ats("opening", "end")]
        if table.id in self._look.turned:
            groups = [group[::-1] for group in groups]
        unit = self._look.units.get(table.id, table.unit)

        def across(above: Callable[[list[At]], list[str]], last: str = "") -> list[str]:
            changes = [last] if table.change else []
            return ["", *(text for group in groups for text in (*above(group), *changes))]

        yield across(lambda group: [self._when(group[0].period)[0], *[""] * (len(group) - 1)])
        yield across(lambda group: [self._when(at.period)[1] for at in group], "YoY Change")
        if unit != "in-line":
            yield across(lambda group: [unit] * len(group), "%" if table.change == "growth" else "")
        for line in lines:
            if line.concept.name in self._look.gone:
                continue
            if line.heading or line.nil_when_blank:
                yield [line.captions[0], *across(lambda group: [""] * len(group))[1:]]
            else:
                cells = (text for group in groups for text in self._cells(table, line, group, unit))
                yield [self._caption(line, groups[0]), *cells]

    def _cells(self, table: PrintedTable, line: Line, group: list[At], unit: str) -> Iterator[str]:
        for at in group:
            yield self._cell(line, line.concept, line.members, at, unit)
        if table.change:
            derived = self._company.derived(line.concept, table.change)
            (over,) = self._ats("over-year")
            at = over if table.by == "instants" else max(group, key=lambda at: at.period.end)
            yield self._cell(line, derived or line.concept, line.members, at, unit)

    def _rows(self, table: PrintedTable, lines: list[Line]) -> Iterator[list[str]]:
        """A table whose rows are dated: of the year to date as exchanges ask for, or of what it names."""
        columns = [(line, line.concept) for line in lines]
        if table.change:
            growth = [
                (line, self._company.derived(line.concept, table.change) or line.concept) for line in lines
            ]
            columns = [column for pair in zip(columns, growth, strict=True) for column in pair]
        yield ["", *("" if concept.derived else line.captions[0] for line, concept in columns)]
        unit = self._look.units.get(table.id, table.unit)
        yield ["", *("%" if concept.type == "percent" else unit for _, concept in columns)]
        end = self._periods["end"][0].end
        usual = ("to-date", "to-date-before") if table.by == "durations" else ("end", "opening")
        for at in self._ats(*(table.periods or usual)):
            ahead = at.period.end > end
            said = " ".join(filter(None, self._when(at.period)))
            if table.members and ahead:
                yield [said, *(self._within(column, at, table.members, unit) for column in columns)]
            elif not table.members:
                # What is still to come has a row of its own.
                row = [self._within(column, at, (), unit, until=end) for column in columns]
                yield [said, *row]
            if table.forecast and ahead:
                row = [self._within(column, at, table.forecast, unit, after=end) for column in columns]
                yield [f"{said} (forecast)", *row]

    def _within(
        self,
        column: tuple[Line, Concept],
        at: At,
        members: Members,
        unit: str,
        after: date = date.min,
        until: date = date.max,
    ) -> str:
        """A cell of a dated row: of its period or a quarter of it, where that ends between two days."""
        line, concept = column
        quarter = self._company.calendar.quarter_of(at.period, line.within) if line.within else None
        when = At(at.name, at.number, quarter or at.period)
        told = after < when.period.end <= until
        return self._cell(line, concept, members, when, unit) if told else ""

    def _cell(self, line: Line, concept: Concept, members: Members, at: At, unit: str) -> str:
        """A figure as its unit line says; a dash for zero, nothing for what there is no figure of."""
        period = at.period
        if concept.period == "instant" and not period.instant:
            period = period.opening() if line.at == "start" else period.closing()
        told = self._ask((concept.name, members, period), at)
        if told is None:
            return ""
        read = language_of(self._company).unit(unit)
        scale = -2 if concept.type == "percent" else read.scale if read else 0
        value = told[0] * (1 if concept.type == "percent" and concept.derived else line.sign)
        self._tabled.add((concept.name, members, period))
        return number(value, -scale if scale > 0 else told[1], scale) if value else "-"

    def _caption(self, line: Line, ats: list[At]) -> str:
        """The caption with the amounts that are printed inside it."""
        caption = self._look.captions.get(line.captions[0], line.captions[0])
        for name, concepts in line.inside.items():
            told = [[self._ask((concept.name, (), at.period), at) for at in ats] for concept in concepts]
            values = [found[0] for found in told[0] if found]
            days = " and ".join(_day(at.period) for at in ats)
            if concepts[0].type == "shares":
                amounts = " and ".join(number(value, 0, 0) for value in values) + " shares"
            else:
                amounts = " and ".join(
                    f"{self._company.currency} {number(value, -3, 3)} thousand" for value in values
                )
            caption = caption.replace(f"{{{name}}}", f"{amounts} at {days}, respectively")
        return caption

    # Sentences -------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> str:
        """The first wording, of each choice in it the first, with figures, dates and signs filled in."""
        wording = sentence.wordings[0].replace("{subject}", (*sentence.subject, "")[0])
        while _CHOICE.search(wording):
            wording = _CHOICE.sub(r"\1", wording)
        signed = set(re.findall(r"\{sign-of-([\w-]+)\}", wording))
        said = _PART.sub(lambda part: self._part(sentence, part[1], signed), wording)
        # What begins with a number is the name of a standard.
        return f"{'ASU ' if said[0].isdigit() else ''}{said}."

    def _part(self, sentence: Sentence, name: str | None, signed: set[str]) -> str:
        if name is None:
            return "as told"
        if name.startswith("@quarter"):
            return f"{self._quarter}Q{(self._year - name.endswith('before')) % 100:02}"
        if name.startswith("@"):
            period = self._ats(name[1:])[0].period
            return f"{self._when(period)[0]} {_day(period)}".strip()
        if name.startswith("sign-of-"):
            return _way(self._told(sentence.figures[name.removeprefix("sign-of-")])[0])
        if name in sentence.figures:
            return self._said(sentence.figures[name], bare=name in signed)
        return self._company.vocabulary.phrases[name][0]

    def _told(self, figure: SentenceFigure) -> tuple[Decimal, int]:
        """What a figure of a sentence is, with the sign that it is printed with."""
        at = self._ats(figure.at)[0]
        flow = figure.concept.period == "duration" or at.period.instant
        key = (figure.concept.name, figure.members, at.period if flow else at.period.closing())
        told = self._ask(key, at)
        assert told is not None, figure
        # Prose gives in millions what tables give in thousands.
        rough = figure.concept.type == "monetary" and key in self._tabled
        return told[0] * figure.sign, min(told[1], -6) if rough else told[1]

    def _said(self, figure: SentenceFigure, *, bare: bool) -> str:
        """A figure in words; where its sign is not said elsewhere, with a word for it."""
        (value, decimals), concept = self._told(figure), figure.concept
        if concept.type == "percent":
            return (
                f"{_way(value)} {number(abs(value), 3, -2)}%"
                if concept.derived
                else f"{number(value, 3, -2)}%"
            )
        if concept.type not in ("monetary", "per-share"):
            return number(value, decimals, 0)
        scale = 9 if decimals < -6 else max(-decimals, 0)
        amount = f"{self._company.currency}{number(abs(value), decimals, scale)}{_SCALES[scale]}"
        return amount if bare or (value >= 0 and not concept.derived) else f"{_way(value)} by {amount}"


def _day(period: Period) -> str:
    return f"{period.end:%B} {period.end.day}, {period.end.year}"


def _way(value: Decimal) -> str:
    return "up" if value >= 0 else "down"


def number(value: Decimal, decimals: int, scale: int) -> str:
    """A figure in units of 10**scale, in brackets where it is negative."""
    places = max(decimals + scale, 0)
    shown = abs(value).scaleb(-scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"({shown:,f})" if value < 0 else f"{shown:,f}"
