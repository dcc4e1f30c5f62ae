"""Where each relation of a company holds, and where one slip of the pen explains that it fails.

A relation is proposed where its lines are printed one below the other, and binds wherever its concepts are
reported: in a column for a segment, in a table that prints one line more. There it was never seen to hold.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Figure, half_unit
from tieout.definitions import Company, Relation, ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.relations import Bound, Interval, Key, figures_of, holds, index_of, printings_of
from tieout.tie.empty import EmptyCells
from tieout.tie.mends import Mend, Mends
from tieout.tie.readable import readable

# What a printed rate may be by one slip. A rate of a loss that shrinks is printed with either sign.
_OF_RATES = ("digit", "swap", "lost")


@dataclass(frozen=True, slots=True)
class Tried:
    """A relation in one context: whether it holds, or one slip in one of its figures explains that it fails.

    `whole` is whether its facts have no members, `complete` whether each of its parts is reported, or has an
    empty cell that would make up for what it is off by. Where a sum fails, `rounded` is whether rounding
    alone may make as much; where a quotient does, `finer` is whether it may be of the figures before they
    were rounded. `spot` tells failures apart that no one figure can be the cause of. `certain` is whether
    a quotient has one value: all that it is of is more than nothing, and it does not hold with another sign.
    """

    relation: str
    total: Fact
    whole: bool
    complete: bool
    holds: bool
    explained: bool
    rounded: bool = False
    finer: bool = False
    spot: str = ""
    certain: bool = False


def tried(facts: FactSet, definition: ReleaseDefinition) -> Iterator[Tried]:
    """Each relation of a company in each context of a release."""
    index, figures = index_of(facts), figures_of(facts)
    bounds = readable(facts, definition.company)
    mends, empty = Mends(bounds, figures, printings_of(facts)), EmptyCells(facts, definition.company, figures)
    parts = _parts(definition.company)
    for bound in bounds:
        held = holds(bound, figures)
        likely = mends.of(bound) if not held else []
        made = sum((weight * figures[key].value for weight, key in bound.parts), Decimal(0))
        filled = not held and empty.of(bound, figures[bound.total].value - made) is not None
        yield Tried(
            bound.relation,
            index[bound.total],
            whole=not any(members for _, members, _ in bound.keys),
            complete=filled or len(bound.parts) == parts.get(bound.relation, len(bound.parts)),
            holds=held,
            explained=filled or (_explained(bound, likely) and not _is_turned(bound, figures)),
            rounded=not held and bound.per is None and _near(bound, figures),
            finer=not held and bound.per is not None and _near(bound, figures),
            spot="" if held else mends.spot(bound, likely),
            certain=not held and bound.per is not None and _is_certain(bound, figures),
        )


def _near(bound: Bound, figures: Mapping[Key, Figure]) -> bool:
    """Whether a relation that fails is off by no more than rounding may account for.

    Figures that a quotient is of may have been rounded so that others add up: they are off by up to a unit.
    """
    reach = 1 if bound.per is None else 2
    wide = {key: _wide(figures[key], reach) for key in bound.keys}
    made = Interval(Decimal(0), Decimal(0))
    for weight, key in bound.parts:
        made += wide[key].times(weight)
    total = wide[bound.total].shifted(bound.plus)
    return (total * wide[bound.per] if bound.per is not None else total).meets(made)


def _is_certain(bound: Bound, figures: Mapping[Key, Figure]) -> bool:
    """Whether a quotient is reckoned in one way: that of a loss that shrinks is printed with either sign."""
    return all(figures[key].value > 0 for key in bound.keys[1:]) and not _is_turned(bound, figures)


def _is_turned(bound: Bound, figures: Mapping[Key, Figure]) -> bool:
    """Whether a quotient holds with the other sign: of amounts in brackets, one that shrinks grows."""
    if bound.per is None:
        return False
    total = figures[bound.total]
    return holds(bound, ChainMap({bound.total: Figure(-total.value, total.decimals)}, dict(figures)))


def _wide(figure: Figure, reach: int) -> Interval:
    by = reach * half_unit(figure.decimals)
    return Interval(figure.value - by, figure.value + by)


def _explained(bound: Bound, likely: Sequence[Mend]) -> bool:
    slips = [mend.slip for mend in likely if mend.slip is not None]
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
