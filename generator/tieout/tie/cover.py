"""What arithmetic covers not at all or but roughly: what a slip of the pen could change unnoticed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from tieout.core import Figure, half_unit
from tieout.definitions import Company
from tieout.facts import Fact, FactSet
from tieout.relations import Bound, Interval, Key, bind, figures_of, index_of, interval, solve
from tieout.tie.model import Check


def unrelated(facts: FactSet, checks: tuple[Check, ...]) -> tuple[tuple[Fact, int], ...]:
    """The figures that take part in no relation, each with the count of its printings.

    A figure that is printed once and stands alone is proven by nothing; one that is printed more often is at
    least compared with itself.
    """
    related = {fact.id for check in checks for fact in check.facts}
    printings: dict[str, int] = {}
    for fact_id, _ in facts.printed:
        printings[fact_id] = printings.get(fact_id, 0) + 1
    return tuple(
        (fact, printings.get(fact.id, 0))
        for fact in facts.facts
        if fact.figure is not None and fact.id not in related
    )


@dataclass(frozen=True, slots=True)
class Loose:
    """A figure that could as well be another, from `low` to `high`, without anything being off.

    The bounds are None where its relations set none.
    """

    fact: Fact
    low: Decimal | None
    high: Decimal | None


def loose(facts: FactSet, company: Company) -> Iterator[Loose]:
    """The figures that take part in relations of which none holds them to the last printed digit.

    So are counts of shares on which only amounts per share depend: their last digits could be any. A further
    printing of a figure holds it as well.
    """
    index, figures = index_of(facts), figures_of(facts)
    bounds: dict[Key, list[Bound]] = {}
    for bound in bind(company, index):
        for key in dict.fromkeys(bound.keys):
            bounds.setdefault(key, []).append(bound)
    repeats: dict[str, list[Figure]] = {}
    for repeat in facts.repeats:
        if repeat.printed.figure is not None:
            repeats.setdefault(repeat.fact, []).append(repeat.printed.figure)
    for key, fact in index.items():
        again = repeats.get(fact.id, [])
        if key not in bounds or _held(key, bounds[key], figures, again):
            continue
        found = _others(figures[key], _limits(key, bounds[key], figures, again))
        if found is not None:
            yield Loose(fact, *found)


def _held(key: Key, bounds: Iterable[Bound], figures: Mapping[Key, Figure], again: list[Figure]) -> bool:
    """Whether something is exact: a relation, or a further printing with as many digits."""
    decimals = figures[key].decimals
    exact = (bound for bound in bounds if bound.exact and decimals <= figures[bound.total].decimals)
    return any(exact) or any(decimals <= figure.decimals for figure in again)


def _limits(
    key: Key, bounds: Iterable[Bound], figures: Mapping[Key, Figure], again: list[Figure]
) -> Iterator[Interval]:
    """What the amount can be, by each relation and by each printing with fewer digits."""
    for bound in bounds:
        if (allowed := solve(bound, key, figures)) is not None:
            yield allowed
    yield from map(interval, again)


def _others(figure: Figure, limits: Iterable[Interval]) -> tuple[Decimal | None, Decimal | None] | None:
    """The lowest and the highest figure of as many digits within the limits; None where there is but one."""
    within = list(limits)
    if not within:
        return None, None
    unit, half = Decimal(1).scaleb(-figure.decimals), half_unit(figure.decimals)
    below = figure.value + half - max(limit.low for limit in within)
    above = min(limit.high for limit in within) + half - figure.value
    down, up = ((distance / unit).to_integral_value(ROUND_FLOOR) for distance in (below, above))
    # Where a relation is off, the figure itself is outside.
    return (figure.value - down * unit, figure.value + up * unit) if min(down, up) >= 0 < down + up else None
