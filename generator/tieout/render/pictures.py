"""Makes the pictures of a release from its facts, row by row.

A bridge follows the sums from one total to another. A breakdown shows the parts of a total beside the year
before. With the previous release, quarters are shown one after the other. Numbers in a drawing are geometry;
texts are the facts' figures.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any

from tieout.compare import Side
from tieout.core import Period
from tieout.core.shipped import shipped
from tieout.definitions import Breakdown, Bridge, Members, ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.render.labels import Labels
from tieout.tie import Check, Tied


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a picture: a bar from `start` to `end` in millions of the currency, and its texts.

    `kind` is total, up, down, now or before. `fact` is its fact; `change` is a rate, `printed` in the release
    or computed from two figures. `label` replaces the fact's label.
    """

    fact: Fact
    start: Decimal
    end: Decimal
    kind: str
    change: str = ""
    printed: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows of a picture, from top to bottom; empty where the release lacks the sums for it."""

    title: dict[str, str]
    kind: str
    bars: tuple[Bar, ...]


def drawings(
    definition: ReleaseDefinition, facts: FactSet, tied: Tied, before: Side | None = None
) -> tuple[Drawing, ...]:
    """The pictures that the company defines; without any, those possible for every release.

    With the previous release in `before`, also revenue and net income by quarter.
    """
    figures = _Figures(definition, facts, tied)
    asked = tuple(
        Drawing(picture.title, "bridge", tuple(figures.bridge(picture)))
        if isinstance(picture, Bridge)
        else Drawing(picture.title, "breakdown", tuple(figures.breakdown(picture)))
        for picture in definition.company.pictures
    )
    unasked = _Unasked(definition, figures)
    return (*(asked or unasked.pictures()), *unasked.quarters(facts, before))


@cache
def usual() -> dict[str, Any]:
    """The names for revenue and net income, and the titles of default pictures by kind."""
    loaded: dict[str, Any] = shipped("tieout.render", "pictures.yaml")
    return loaded


class _Unasked:
    """The default pictures; one whose sums are missing is left out."""

    def __init__(self, definition: ReleaseDefinition, figures: "_Figures") -> None:
        self._definition, self._figures = definition, figures
        self._labels = Labels(definition.company)
        self._revenue, self._income = figures.first("revenue"), figures.first("income")

    def pictures(self) -> Iterator[Drawing]:
        """The bridge from revenue to net income, and what revenue consists of."""
        revenue, income = self._revenue, self._income
        if revenue is not None and income is not None:
            bridge = Bridge(self._title("bridge", revenue, income), revenue.concept.name, income.concept.name)
            if bars := self._figures.bridge(bridge):
                yield Drawing(bridge.title, "bridge", tuple(bars))
        if revenue is not None and (bars := self._figures.consisting(revenue)):
            yield Drawing(self._title("breakdown", revenue, revenue), "breakdown", tuple(bars))

    def quarters(self, facts: FactSet, before: Side | None) -> Iterator[Drawing]:
        """Each quarter that this release or the one before prints, from the earliest."""
        if before is None:
            return
        for fact in (self._revenue, self._income):
            if fact is not None:
                bars = tuple(self._quarters(fact, (before.facts, facts)))
                if len(bars) > 2:
                    yield Drawing(self._title("quarters", fact, fact), "quarters", bars)

    def _quarters(self, fact: Fact, sides: Iterable[FactSet]) -> Iterator[Bar]:
        definition, calendar = self._definition, self._definition.company.calendar
        years = range(definition.fiscal_year - 2, definition.fiscal_year + 1)
        quarters = [calendar.quarter(year, number) for year in years for number in range(1, 5)]
        # What both print is as the later one has it.
        printed = {
            one.context.period: one
            for side in sides
            for one in side.facts
            if one.concept.name == fact.concept.name and not one.context.members and one.figure is not None
        }
        for period in quarters:
            if (one := printed.get(period)) is not None:
                yield Bar(one, Decimal(0), _millions(one), "now", label=f"{period.start} – {period.end}")

    def _title(self, kind: str, start: Fact, end: Fact) -> dict[str, str]:
        titles = usual()[kind]
        names = [self._labels.of(fact.concept) for fact in (start, end)]
        return {
            language: (titles.get(language) or titles["en"]).format(
                start=names[0][language], end=names[1][language]
            )
            for language in self._definition.company.languages
        }


class _Figures:
    """The figures of the whole company for the quarter, and the sums over them."""

    def __init__(self, definition: ReleaseDefinition, facts: FactSet, tied: Tied) -> None:
        self._company = definition.company
        self._quarter = definition.period
        (self._year_before,) = definition.periods["quarter-before"]
        self._facts = {
            (fact.concept.name, fact.context.members, fact.context.period): fact
            for fact in facts.facts
            if fact.figure is not None
        }
        held = [check for check in tied.checks if check.holds and check.per is None]
        self._sums = [c for c in held if {fact.context.id for fact in c.facts} == {self._quarter.id}]
        # Sums over the members of an axis, of one concept.
        self._by_member = [c for c in held if _is_by_member(c, self._quarter)]

    def first(self, kind: str) -> Fact | None:
        """The release's first figure of a kind, such as revenue, for the quarter."""
        found = (self._facts.get(self._now(name)) for name in usual()[kind])
        return next((fact for fact in found if fact is not None), None)

    def bridge(self, picture: Bridge) -> list[Bar]:
        """The totals on the way from start to end, with the amounts that lead from each to the next."""
        start, end = self._facts.get(self._now(picture.start)), self._facts.get(self._now(picture.end))
        steps = self._walk(start, end) if start is not None and end is not None else None
        if start is None or steps is None:
            return []
        bars = [_total(start)]
        for check, reached in steps:
            level = bars[-1].end
            for fact, amount in _between(bars, check, reached):
                bars.append(Bar(fact, level, level + amount, "up" if amount >= 0 else "down"))
                level += amount
            bars.append(_total(reached))
        return bars

    def _walk(self, start: Fact, end: Fact) -> list[tuple[Check, Fact]] | None:
        """The shortest chain of sums from start to end,
        each with the total or part that it reaches; else None.
        """
        ways: dict[str, list[tuple[Check, Fact]]] = {start.id: []}
        queue = deque([start])
        while queue and end.id not in ways:
            here = queue.popleft()
            for check in self._sums:
                plus = [fact for weight, fact in check.parts if weight > 0]
                reached = [check.total] if here in plus else []
                if check.total.id == here.id:
                    reached = plus
                for fact in reached:
                    if fact.id not in ways:
                        ways[fact.id] = [*ways[here.id], (check, fact)]
                        queue.append(fact)
        return ways.get(end.id)

    def breakdown(self, picture: Breakdown) -> list[Bar]:
        """The lines that make up a total, with nested totals replaced by their lines."""
        total = self._facts.get(self._now(picture.total))
        return [bar for fact in self._lines(total, picture.statement) for bar in self._beside(fact)]

    def consisting(self, total: Fact) -> list[Bar]:
        """The parts of a total: the lines of a sum or the members of an axis, whichever are more."""
        lines = [
            line for statement in self._company.statements for line in self._parted(total, statement.name)
        ]
        members = [[part for _, part in c.parts] for c in self._by_member if c.total.id == total.id]
        parts = max((lines, *members), key=len)
        return [bar for fact in parts for bar in self._beside(fact)] if len(parts) > 1 else []

    def _parted(self, total: Fact, statement: str) -> list[Fact]:
        parts = self._lines(total, statement)
        return parts if len(parts) > 1 else []

    def _lines(self, total: Fact | None, statement: str) -> list[Fact]:
        name = f"{statement}/{total.concept.name}" if total is not None else ""
        check = next((check for check in self._sums if check.relation == name), None)
        if check is None:
            return [total] if total is not None else []
        return [line for _, part in check.parts for line in self._lines(part, statement)]

    def _beside(self, fact: Fact) -> list[Bar]:
        """A line's bar, and below it the bar of the year before."""
        bars = [Bar(fact, Decimal(0), _millions(fact), "now", *self._change(fact))]
        if (before := self._before(fact)) is not None:
            bars.append(Bar(before, Decimal(0), _millions(before), "before"))
        return bars

    def _before(self, fact: Fact) -> Fact | None:
        return self._facts.get((fact.concept.name, fact.context.members, self._year_before))

    def _change(self, fact: Fact) -> tuple[str, bool]:
        """The rate of change over the year, and whether the release prints it; else computed."""
        rate = self._company.derived(fact.concept, "growth")
        key = (rate.name, fact.context.members, self._quarter) if rate is not None else None
        printed = self._facts.get(key) if key is not None else None
        if printed is not None and printed.figure is not None:
            return _percent(printed.figure.value, printed.figure.decimals - 2), True
        before = self._before(fact)
        if before is None or not _millions(before):
            return "", False
        return _percent(_millions(fact) / _millions(before) - 1, 1), False

    def _now(self, concept: str) -> tuple[str, Members, Period]:
        return concept, (), self._quarter


def _is_by_member(check: Check, quarter: Period) -> bool:
    """Whether a sum is over the members of an axis, for one concept in the quarter."""
    return (
        not check.total.context.members
        and {fact.context.period for fact in check.facts} == {quarter}
        and {fact.concept.name for fact in check.facts} == {check.total.concept.name}
        and all(weight > 0 and len(fact.context.members) == 1 for weight, fact in check.parts)
    )


def _between(bars: list[Bar], check: Check, reached: Fact) -> list[tuple[Fact, Decimal]]:
    """The amounts that lead from the last total to the next one."""
    here = bars[-1].fact
    if check.total.id == here.id:
        return [(f, -weight * _millions(f)) for weight, f in check.parts if f.id != reached.id]
    return [(f, weight * _millions(f)) for weight, f in check.parts if f.id != here.id]


def _total(fact: Fact) -> Bar:
    return Bar(fact, Decimal(0), _millions(fact), "total")


def _millions(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value.scaleb(-6)


def _percent(rate: Decimal, places: int) -> str:
    return f"{(rate * 100).quantize(Decimal(1).scaleb(-max(places, 0)), ROUND_HALF_EVEN):+,f}%"
