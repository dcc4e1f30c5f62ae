"""What the company's last release before this one printed of the same: a figure's history."""

from typing import Any

from tieout.compare import Side
from tieout.core import Period, consistent
from tieout.definitions import Members
from tieout.facts import Fact
from tieout.render.proof.texts import shown, when

View = dict[str, Any]


class History:
    """The figures of the release before, by what they are of."""

    def __init__(self, before: Side | None) -> None:
        self._before = before
        self._facts: dict[tuple[str, Members], list[Fact]] = {}
        for fact in before.facts.facts if before is not None else ():
            if fact.figure is not None:
                self._facts.setdefault((fact.concept.name, fact.context.members), []).append(fact)
        self._index: dict[tuple[str, Members], int] = {}

    def view(self) -> View | None:
        """Which release it is, and the figures that facts here were asked about, the latest first."""
        if self._before is None:
            return None
        definition = self._before.definition
        return {
            "name": f"{definition.fiscal_year}q{definition.quarter}",
            "published": str(definition.published),
            "figures": [
                [[when(fact.context.period), shown(fact)] for fact in self._sorted(key)]
                for key in self._index
            ],
        }

    def of(self, fact: Fact) -> list[int]:
        """Where the figures of the same stand in the view, and whether the one of its very period agrees.

        1 where it does, 0 where that is restated, -1 where the release before has none; empty without any.
        """
        key = fact.concept.name, fact.context.members
        if key not in self._facts:
            return []
        index = self._index.setdefault(key, len(self._index))
        same = [one for one in self._facts[key] if one.context.period == fact.context.period]
        return [index, _agrees(fact, same[0]) if same else -1]

    def _sorted(self, key: tuple[str, Members]) -> list[Fact]:
        return sorted(self._facts[key], key=lambda fact: _latest(fact.context.period), reverse=True)


def _latest(period: Period) -> tuple[str, str]:
    return str(period.end), str(period.start or "")


def _agrees(now: Fact, was: Fact) -> int:
    return int(now.figure is not None and was.figure is not None and consistent(now.figure, was.figure))
