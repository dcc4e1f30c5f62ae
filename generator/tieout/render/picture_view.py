"""The view for a picture's template: labels above their bars, so that it is legible on a phone."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import Any

from tieout.facts import Fact
from tieout.render.pictures import Bar, Drawing

DAGGER = "†"
"""Stands beside a figure of which something is told below the picture."""

# Characters of a label's line: half as many where letters are twice as wide.
_WIDTH = 58
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
# In units of the drawing: a line of a label, a bar, what is between two rows; where bars begin and how far
# they go.
_LINE, _BAR, _GAP = 15, 16, 12
_LEFT, _ACROSS = 16, 300
_TICKS = 4


def view_of(
    drawing: Drawing,
    language: str,
    name: Callable[[Fact], dict[str, str]],
    marked: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """A picture in one language: a label for each row, its bars below it, and the scale.

    `name` gives a fact's label. The facts in `marked`, by id, get a dagger beside their figure.
    """
    scale = _Scale(end for bar in drawing.bars for end in (bar.start, bar.end))
    rows = [
        Row(
            (bar.label or name(bar.fact)[language]) if bar.kind != "before" else "",
            bar.start,
            bar.end,
            bar.kind,
            _said(bar, scale.places, marked),
        )
        for bar in drawing.bars
    ]
    return _placed(rows, scale)


@dataclass(frozen=True, slots=True)
class Row:
    """A bar from one amount to another, with the text beside it;
    without a label it belongs to the row before.
    """

    label: str
    start: Decimal
    end: Decimal
    kind: str
    text: str


def view_of_rows(rows: Sequence[Row]) -> dict[str, Any]:
    """A picture of rows that are no facts of the present release, in the form of `view_of`."""
    return _placed(rows, _Scale(end for row in rows for end in (row.start, row.end)))


def _placed(rows: Iterable[Row], scale: "_Scale") -> dict[str, Any]:
    labels: list[dict[str, Any]] = []
    bars = []
    top = 0
    for row in rows:
        if row.label:
            lines = lines_of(row.label)
            labels.append({"y": top, "lines": lines})
            top += _LINE * len(lines)
        else:
            top -= _GAP
        start, end = (scale.at(amount) for amount in sorted((row.start, row.end)))
        at = {"y": top, "x": start, "width": end - start, "end": end}
        bars.append(at | {"kind": row.kind, "text": row.text})
        top += _BAR + _GAP
    zero = scale.at(Decimal(0))
    return {"labels": labels, "bars": bars, "height": top, "zero": zero, "ticks": list(scale.ticks())}


class _Scale:
    """Maps amounts to horizontal positions."""

    def __init__(self, amounts: Iterable[Decimal]) -> None:
        ends = [Decimal(0), *amounts]
        self._low, self._high = min(ends), max(ends)
        self._span = self._high - self._low or Decimal(1)
        # Two digits of the largest amount at least.
        self.places = max(0, 1 - max(self._high, -self._low).adjusted())

    def at(self, amount: Decimal) -> Decimal:
        """Where an amount stands."""
        return (_LEFT + _ACROSS * (amount - self._low) / self._span).quantize(Decimal("0.1"), ROUND_HALF_EVEN)

    def ticks(self) -> Iterator[dict[str, Any]]:
        """A few round amounts over the whole scale."""
        exponent = self._span.adjusted()
        steps = (Decimal(digit).scaleb(power) for power in (exponent - 1, exponent) for digit in (1, 2, 5))
        step = next(step for step in steps if self._span / step <= _TICKS)
        amount = (self._low / step).to_integral_value(ROUND_CEILING) * step
        while amount <= self._high:
            yield {"x": self.at(amount), "text": f"{amount.normalize() + 0:,f}"}
            amount += step


def _said(bar: Bar, places: int, marked: frozenset[str]) -> str:
    """The text beside a bar: its figure and its change."""
    amount = bar.end if bar.kind in ("total", "now", "before") else bar.end - bar.start
    text = rounded(amount, places) + (DAGGER if bar.fact.id in marked else "")
    return text + (f"  {bar.change}" if bar.change else "")


def rounded(amount: Decimal, places: int = 0) -> str:
    """An amount in millions as text, in brackets where it is negative."""
    value = abs(amount).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return f"({value:,f})" if amount < 0 and value else f"{value:,f}"


def lines_of(label: str) -> list[str]:
    """A label broken into lines that fit above the bars."""
    return textwrap.wrap(label, _WIDTH // 2 if _WIDE.search(label) else _WIDTH)
