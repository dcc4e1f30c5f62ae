"""Where each relation of a company holds, and where one slip of the pen explains that it fails.

A relation is proposed where its lines are printed one below the other, and binds wherever its concepts are
reported: in a column for a segment, in a table that prints one line more. There it was never seen to hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tieout.definitions import Company, Relation, ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.relations import Bound, figures_of, holds, index_of, printings_of
from tieout.tie.empty import EmptyCells
from tieout.tie.mends import Mends
from tieout.tie.readable import readable

# What a printed rate may be by one slip. A rate of a loss that shrinks is printed with either sign.
_OF_RATES = ("digit", "swap", "lost")


@dataclass(frozen=True, slots=True)
class Tried:
    """A relation in one context: whether it holds, or one slip in one of its figures explains that it fails.

    `whole` is whether its facts have no members, `complete` whether each of its parts is reported, or has an
    empty cell that would make up for what it is off by.
    """

    relation: str
    total: Fact
    whole: bool
    complete: bool
    holds: bool
    explained: bool


def tried(facts: FactSet, definition: ReleaseDefinition) -> Iterator[Tried]:
    """Each relation of a company in each context of a release."""
    index, figures = index_of(facts), figures_of(facts)
    bounds = readable(facts, definition.company)
    mends, empty = Mends(bounds, figures, printings_of(facts)), EmptyCells(facts, definition.company, figures)
    parts = _parts(definition.company)
    for bound in bounds:
        held = holds(bound, figures)
        made = sum((weight * figures[key].value for weight, key in bound.parts), Decimal(0))
        filled = not held and empty.of(bound, figures[bound.total].value - made) is not None
        yield Tried(
            bound.relation,
            index[bound.total],
            whole=not any(members for _, members, _ in bound.keys),
            complete=filled or len(bound.parts) == parts.get(bound.relation, len(bound.parts)),
            holds=held,
            explained=filled or (not held and _explained(bound, mends)),
        )


def _explained(bound: Bound, mends: Mends) -> bool:
    slips = [mend.slip for mend in mends.of(bound) if mend.slip is not None]
    return any(slip in _OF_RATES for slip in slips) if bound.per is not None else bool(slips)


def _parts(company: Company) -> dict[str, int]:
    """How many parts each sum has, and each relation of several, as they are defined."""
    found: dict[str, int] = {}
    for statement in company.statements:
        for rule in statement.sums:
            name = f"{statement.name}/{statement.lines[rule.total].concept.name}"
            found[name] = max(len(rule.parts), found.get(name, 0))
        for relation in statement.relations:
            found[_named(relation)] = len(relation.parts)
    return found


def _named(relation: Relation) -> str:
    return f"{relation.statement}/{relation.name}"
