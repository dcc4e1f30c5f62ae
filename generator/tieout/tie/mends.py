"""Looks for the figure that most likely makes relations fail, and its likely value. Nothing is corrected.

A failing relation names all its figures. One slip in one of them may explain it: a wrong digit, two digits
swapped, a sign, a scale, a lost digit. A figure is likelier the cause if more relations around it would hold
with the other value, and fewer that hold now would fail. Another printing of a figure counts as a relation: a
figure that is printed twice alike is hardly wrong in both places.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from types import MappingProxyType

from tieout.core import SLIPS, Figure, Slip, agree, half_unit, slip_within
from tieout.relations import Bound, Interval, Key, holds, solve

# How many figures of one column are compared: enough to tell a figure that is out of proportion.
_FAR = 12
# From column to column a figure changes by a quarter and more: what is less tells little.
_USUAL_CHANGE = 4
_NONE: Mapping[Key, Sequence[Figure]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mend:
    """A figure that may be wrong, with its likely value and the slip; no value where no single slip explains
    it.

    `left` are failing relations that would still fail, `broken` relations that hold and would fail then;
    `again` is how many more of its other printings would differ from it. `around` counts the exact relations
    that it is in, `failing` the relations of it that fail; `exact` tells that a relation leaves it no other
    value.
    """

    key: Key
    slip: Slip | None
    meant: Figure | None
    left: int
    broken: int
    around: int = 1
    exact: bool = False
    again: int = 0
    failing: int = 1

    @property
    def cost(self) -> int:
        """What would be amiss if it were so, beside what is mended."""
        return self.left + self.broken + self.again


def suspects(likely: Sequence[Mend]) -> int:
    """How many figures are as likely as the likeliest one; all of them where no slip of any explains it."""
    slipped = [mend.cost for mend in likely if mend.slip is not None]
    return slipped.count(min(slipped)) if slipped else len(likely)


def _named(bound: Bound) -> str:
    """What tells a relation in a context from others."""
    return f"{bound.relation} {bound.total}"


class Mends:
    """Finds the likely causes among the relations of a release."""

    def __init__(
        self,
        bounds: Sequence[Bound],
        figures: Mapping[Key, Figure],
        printings: Mapping[Key, Sequence[Figure]] = _NONE,
    ) -> None:
        """`printings` are the further printings of figures that are printed more than once."""
        self._figures = figures
        self._printings = printings
        self._around: dict[Key, list[Bound]] = {}
        for bound in bounds:
            for key in dict.fromkeys(bound.keys):
                self._around.setdefault(key, []).append(bound)
        self._fails = {id(bound): not holds(bound, figures) for bound in bounds}
        self._beside: dict[tuple[object, ...], list[Decimal]] = {}
        for (concept, members, _), figure in figures.items():
            self._beside.setdefault((concept, members), []).append(figure.value)

    def of(self, bound: Bound) -> list[Mend]:
        """The figures of a failing relation, the likeliest cause first."""
        failing = self._together(bound)
        found = [self._mend(key, bound, failing) for key in dict.fromkeys(bound.keys)]
        return sorted(found, key=self._rank)

    def spot(self, bound: Bound, likely: Sequence[Mend]) -> str:
        """What a relation that fails has in common with all that the same one figure may make fail.

        Where no figure of `likely`, its own, alone explains those that fail around it, it stands for itself.
        """
        alone = any(mend.slip is not None and not mend.left for mend in likely)
        return min(map(_named, self._together(bound))) if alone else _named(bound)

    def _together(self, bound: Bound) -> list[Bound]:
        """The failing relations that share figures with this one, directly or through others."""
        found, queue = {id(bound): bound}, [bound]
        while queue:
            for key in queue.pop().keys:
                for other in self._around[key]:
                    if self._fails[id(other)] and id(other) not in found:
                        found[id(other)] = other
                        queue.append(other)
        return list(found.values())

    def _mend(self, key: Key, bound: Bound, failing: Sequence[Bound]) -> Mend:
        """The value of a figure with which this relation holds, and as many other relations as possible."""
        around = [other for other in self._around[key] if other is not bound]
        crossing = 1 + sum(other.exact for other in around)
        fails = 1 + sum(self._fails[id(other)] for other in around)
        best: Mend | None = None
        for kind, meant in self._meant(key, bound, around):
            trial = ChainMap({key: meant}, self._figures)  # type: ignore[arg-type]
            mine = [other for other in around if holds(other, trial)]
            held = {id(other) for other in mine} | {id(bound)}
            left = sum(id(other) not in held for other in failing)
            broken = sum(not self._fails[id(other)] and id(other) not in held for other in around)
            again = self._unlike(key, meant) - self._unlike(key, self._figures[key])
            mend = Mend(key, kind, meant, left, broken, crossing, bound.exact, again, fails)
            best = mend if best is None or self._rank(mend) < self._rank(best) else best
        return best or Mend(key, None, None, len(failing), len(around), failing=fails)

    def _unlike(self, key: Key, figure: Figure) -> int:
        """How many further printings of a figure would differ from it."""
        return sum(not agree(figure, other) for other in self._printings.get(key, ()))

    def _meant(self, key: Key, bound: Bound, around: Sequence[Bound]) -> Iterator[tuple[Slip | None, Figure]]:
        """Possible intended values of a figure: by this relation, and by others that fail beside it."""
        allowed = solve(bound, key, self._figures)
        if allowed is None:
            return
        limits = [allowed]
        for other in around:
            if self._fails[id(other)] and (more := solve(other, key, self._figures)) is not None:
                both = Interval(max(allowed.low, more.low), min(allowed.high, more.high))
                limits += [both] if both.low <= both.high else []
        figure = self._figures[key]
        for limit in reversed(limits):
            low = int(limit.low.scaleb(figure.decimals).to_integral_value(ROUND_CEILING))
            high = int(limit.high.scaleb(figure.decimals).to_integral_value(ROUND_FLOOR))
            printed = int(figure.value.scaleb(figure.decimals))
            if low > high:
                continue
            found = slip_within(printed, low, high) if printed else None
            kind, meant = found if found is not None else (None, low)
            yield kind, Figure(Decimal(meant).scaleb(-figure.decimals), figure.decimals)

    def _rank(self, mend: Mend) -> tuple[object, ...]:
        order = SLIPS.index(mend.slip) if mend.slip is not None else len(SLIPS)
        return (
            mend.cost,
            mend.slip is None,
            -mend.failing,
            self._printed_again(mend),
            order,
            -self._likelier(mend),
        )

    def _printed_again(self, mend: Mend) -> int:
        """-1 where another column prints the likely value, 1 where it prints the present one, else 0."""
        others = self._others(mend.key)
        if mend.meant is not None and mend.meant.value in others:
            return -1
        return 1 if self._figures[mend.key].value in others else 0

    def _likelier(self, mend: Mend) -> Fraction:
        """How much likelier the other value is than the printed one, judged by the line's other columns.

        Any figure may be the wrong one, and any digit of it: each of few figures is likelier than each of
        many.
        """
        printed = self._figures[mend.key]
        digits = len(str(abs(int(printed.value.scaleb(printed.decimals)))))
        others = [value for value in self._others(mend.key) if value]
        if mend.meant is None or not others:
            return Fraction(1, digits)
        meant = mend.meant.value
        near = min(others, key=lambda value: min(abs(value - meant), abs(value - printed.value)))
        usual = abs(near) / _USUAL_CHANGE + half_unit(printed.decimals)
        return Fraction(abs(printed.value - near) + usual) / Fraction(abs(meant - near) + usual) / digits

    def _others(self, key: Key) -> list[Decimal]:
        """The figures of the same line in other columns."""
        concept, members, _ = key
        found = list(self._beside[concept, members])
        found.remove(self._figures[key].value)
        return found[:_FAR]
