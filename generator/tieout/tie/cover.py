"""What no arithmetic covers: the figures that a slip of the pen could change unnoticed."""

from tieout.facts import Fact, FactSet
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
