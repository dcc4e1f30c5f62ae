"""The pictures on the sign-off page, drawn from the facts by Vega-Lite as SVG.

A bridge walks along the sums that hold from one total to another; a breakdown shows what a total consists of,
beside the year before. Numbers in the drawing are geometry; what is written beside it is a fact's figure.
"""

import re
import textwrap
from collections import deque
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Any

from tieout.core import Period
from tieout.definitions import Breakdown, Bridge, ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.render.labels import Labels
from tieout.tie import Check, Tied

DAGGER = "†"
"""Stands beside a figure of which something is told below the picture."""

# Characters of a label's line: half as many where letters are twice as wide.
_WIDTH = 44
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a picture: from `start` to `end` in millions of the currency, and what it says.

    `kind` is total, up, down, now or before. `fact` is its figure; `change` a rate as it is shown, which is
    `printed` in the release or follows from the two figures.
    """

    fact: Fact
    start: Decimal
    end: Decimal
    kind: str
    change: str = ""
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture's rows, from top to bottom; none where the release has not the sums that it follows."""

    title: dict[str, str]
    kind: str
    bars: tuple[Bar, ...]


def drawings(definition: ReleaseDefinition, facts: FactSet, tied: Tied) -> tuple[Drawing, ...]:
    """The pictures that the company's definition asks for."""
    figures = _Figures(definition, facts, tied)
    return tuple(
        Drawing(picture.title, "bridge", tuple(figures.bridge(picture)))
        if isinstance(picture, Bridge)
        else Drawing(picture.title, "breakdown", tuple(figures.breakdown(picture)))
        for picture in definition.company.pictures
    )


class _Figures:
    """The figures of the group as a whole in the quarter, and the sums over them."""

    def __init__(self, definition: ReleaseDefinition, facts: FactSet, tied: Tied) -> None:
        self._company = definition.company
        self._quarter = definition.period
        (self._year_before,) = definition.periods["quarter-before"]
        self._facts = {
            (fact.concept.name, fact.context.period): fact
            for fact in facts.facts
            if fact.figure is not None and not fact.context.members
        }
        self._sums = [
            check
            for check in tied.checks
            if check.holds and check.per is None and {f.context.id for f in check.facts} == {self._quarter.id}
        ]

    def bridge(self, picture: Bridge) -> list[Bar]:
        """The totals on the way, and between each two what leads from one to the other."""
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
        """The fewest sums that lead there, each with the total or part that it leads to."""
        ways: dict[str, list[tuple[Check, Fact]]] = {start.id: []}
        queue = deque([start])
        while queue and end.id not in ways:
            here = queue.popleft()
            for check in self._sums:
                plus = [fact for weight, fact in check.parts if weight > 0]
                reached = plus if check.total.id == here.id else [check.total] if here in plus else []
                for fact in reached:
                    if fact.id not in ways:
                        ways[fact.id] = [*ways[here.id], (check, fact)]
                        queue.append(fact)
        return ways.get(end.id)

    def breakdown(self, picture: Breakdown) -> list[Bar]:
        """The lines that a total consists of, nested totals opened."""
        total = self._facts.get(self._now(picture.total))
        return [bar for fact in self._lines(total, picture.statement) for bar in self._beside(fact)]

    def _lines(self, total: Fact | None, statement: str) -> list[Fact]:
        name = f"{statement}/{total.concept.name}" if total is not None else ""
        check = next((check for check in self._sums if check.relation == name), None)
        if check is None:
            return [total] if total is not None else []
        return [line for _, part in check.parts for line in self._lines(part, statement)]

    def _beside(self, fact: Fact) -> list[Bar]:
        """A line's bar, and that of the year before under it."""
        bars = [Bar(fact, Decimal(0), _millions(fact), "now", *self._change(fact))]
        if (before := self._before(fact)) is not None:
            bars.append(Bar(before, Decimal(0), _millions(before), "before"))
        return bars

    def _before(self, fact: Fact) -> Fact | None:
        return self._facts.get((fact.concept.name, self._year_before))

    def _change(self, fact: Fact) -> tuple[str, bool]:
        """The rate of change over the year: as the release prints it, otherwise from the two figures."""
        rate = self._company.derived(fact.concept, "growth")
        printed = self._facts.get(self._now(rate.name)) if rate is not None else None
        if printed is not None and printed.figure is not None:
            return _percent(printed.figure.value, printed.figure.decimals - 2), True
        before = self._before(fact)
        if before is None or not _millions(before):
            return "", False
        return _percent(_millions(fact) / _millions(before) - 1, 1), False

    def _now(self, concept: str) -> tuple[str, Period]:
        return concept, self._quarter


def _between(bars: list[Bar], check: Check, reached: Fact) -> list[tuple[Fact, Decimal]]:
    """What has to be added to the total last reached to come to the next one, amount by amount."""
    here = bars[-1].fact
    if check.total.id == here.id:
        return [(f, -weight * _millions(f)) for weight, f in check.parts if f.id != reached.id]
    return [(f, weight * _millions(f)) for weight, f in check.parts if f.id != here.id]


def _total(fact: Fact) -> Bar:
    return Bar(fact, Decimal(0), _millions(fact), "total")


def _millions(fact: Fact) -> Decimal:
    assert isinstance(fact.value, Decimal)
    return fact.value.scaleb(-6)


def rounded(amount: Decimal) -> str:
    """An amount in millions as a picture says it, without places, in brackets where it is negative."""
    text = f"{abs(amount).quantize(Decimal(1), ROUND_HALF_EVEN):,f}"
    return f"({text})" if amount < 0 and text != "0" else text


def _percent(rate: Decimal, places: int) -> str:
    return f"{(rate * 100).quantize(Decimal(1).scaleb(-max(places, 0)), ROUND_HALF_EVEN):+,f}%"


def lines_of(label: str) -> list[str]:
    """A label in lines that fit beside the bars."""
    return textwrap.wrap(label, _WIDTH // 2 if _WIDE.search(label) else _WIDTH)


def view_of(
    drawing: Drawing, language: str, labels: Labels, marked: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """What a picture's specification shows in one language: a row for each label, bars on the rows.

    The facts that are `marked`, by their ids, have a dagger beside their figure.
    """
    rows: list[dict[str, Any]] = []
    bars = []
    for bar in drawing.bars:
        if bar.kind != "before":
            rows.append({"label": lines_of(labels.of(bar.fact.concept)[language])})
        amount = bar.end if bar.kind in ("total", "now", "before") else bar.end - bar.start
        text = rounded(amount) + (DAGGER if bar.fact.id in marked else "")
        text += f"  {bar.change}" if bar.change else ""
        low, high = min(bar.start, bar.end), max(bar.start, bar.end)
        bars.append({"row": len(rows) - 1, "low": low, "high": high, "kind": bar.kind, "text": text})
    return {"rows": rows, "bars": bars}


@lru_cache(maxsize=16)
def svg_of(specification: str) -> str:
    """A Vega-Lite specification drawn as SVG, to stand within a page that says what it shows.

    The drawing itself is hidden from those who hear the page: what it shows is told beside it.
    """
    # Imported here: only a page with pictures pays for the engine that draws.
    import vl_convert  # noqa: PLC0415

    drawn: str = vl_convert.vegalite_to_svg(specification, vl_version="5.20")
    box = re.search(r'viewBox="([\d. ]+)"', drawn)
    assert box is not None
    inside = drawn[drawn.index(">") + 1 :]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1]}" aria-hidden="true">{inside}'
