"""The figures of the company's previous release, beside those of this one."""

from typing import Any

from tieout.compare import Side
from tieout.core import Period, consistent
from tieout.definitions import Members
from tieout.facts import Fact
from tieout.render.proof.texts import shown, when

View = dict[str, Any]


class History:
    """The figures of the previous release, by concept, members and unit."""

    def __init__(self, before: Side | None) -> None:
        self._before = before
        self._facts: dict[tuple[str, Members], list[Fact]] = {}
        for fact in before.facts.facts if before is not None else ():
            if fact.figure is not None:
                self._facts.setdefault((fact.concept.name, fact.context.members), []).append(fact)
        self._index: dict[tuple[str, Members], int] = {}

    def view(self) -> View | None:
        """The previous release, and its figures for facts that were asked about, the latest first."""
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
        """The indices in the view of the previous figures for a fact, and a flag for the same period.

        The flag is 1 where they agree, 0 where the figure is restated, -1 where the previous release has
        none. Empty if it has no figures for the fact.
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
