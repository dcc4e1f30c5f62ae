"""Figures that no relation checks to the last digit: a slip of the pen in them would go unnoticed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from tieout.core import Figure, half_unit
from tieout.definitions import Company
from tieout.facts import Fact, FactSet
from tieout.relations import Bound, Interval, Key, bind, figures_of, index_of, interval, solve
from tieout.tie.model import Check


def unrelated(facts: FactSet, checks: tuple[Check, ...]) -> tuple[tuple[Fact, int], ...]:
    """The figures in no relation, each with the number of its printings.

    A figure that is printed once and stands in no relation is proven by nothing; one printed again is at
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
    """A figure for which any value from `low` to `high` would pass.
    A bound is None where no relation sets it.
    """

    fact: Fact
    low: Decimal | None
    high: Decimal | None


def loose(facts: FactSet, company: Company) -> Iterator[Loose]:
    """The figures that are in relations, none of which fixes them to the last printed digit.

    Counts of shares are such where only amounts per share depend on them. A further printing with as many
    digits fixes a figure too.
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
    """Whether an exact relation, or a further printing with as many digits, fixes a figure."""
    decimals = figures[key].decimals
    exact = (bound for bound in bounds if bound.exact and decimals <= figures[bound.total].decimals)
    return any(exact) or any(decimals <= figure.decimals for figure in again)


def _limits(
    key: Key, bounds: Iterable[Bound], figures: Mapping[Key, Figure], again: list[Figure]
) -> Iterator[Interval]:
    """The values that each relation, and each printing with fewer digits, allows a figure."""
    for bound in bounds:
        if (allowed := solve(bound, key, figures)) is not None:
            yield allowed
    yield from map(interval, again)


def _others(figure: Figure, limits: Iterable[Interval]) -> tuple[Decimal | None, Decimal | None] | None:
    """The lowest and highest figure of this precision within the limits;
    None where only the printed one is.
    """
    within = list(limits)
    if not within:
        return None, None
    unit, half = Decimal(1).scaleb(-figure.decimals), half_unit(figure.decimals)
    below = figure.value + half - max(limit.low for limit in within)
    above = min(limit.high for limit in within) + half - figure.value
    down, up = ((distance / unit).to_integral_value(ROUND_FLOOR) for distance in (below, above))
    # Where a relation is off, the figure itself is outside.
    return (figure.value - down * unit, figure.value + up * unit) if min(down, up) >= 0 < down + up else None
