"""A relation in one context, and its arithmetic: exact, or with the closed intervals that rounding leaves.

Calculations 1.1 gives each figure an interval of half a unit of its last printed digit to both sides. A
relation holds if the interval of the total meets that of the parts. For a quotient the question is whether
(total + plus) times the divisor meets the sum of the parts: without a division, nothing has to be rounded.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

from tieout.core import Figure, Period, half_unit
from tieout.definitions import Members, Relation
from tieout.facts import Fact, FactSet

Key = tuple[str, Members, Period]
"""Concept name, members and period: what a relation's terms are found by. A concept has one unit."""

# Wide enough that no sum or product of printed figures is ever rounded.
_WIDE = Context(prec=120)


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval from `low` to `high`; both are equal where nothing is rounded."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def times(self, factor: int) -> "Interval":
        """The interval times +1 or -1."""
        return self if factor > 0 else Interval(-self.high, -self.low)

    def shifted(self, by: int) -> "Interval":
        """The interval moved by a whole number."""
        return Interval(self.low + by, self.high + by)


def interval(figure: Figure, *, exact: bool = False) -> Interval:
    """The values that a printed figure can stand for."""
    half = Decimal(0) if exact else half_unit(figure.decimals)
    return Interval(figure.value - half, figure.value + half)


@dataclass(frozen=True, slots=True)
class Bound:
    """A relation in one context: (total + plus) times `per`, if there is a divisor, equals the sum of the
    parts.

    `relation` is STATEMENT/NAME. `rule` is the relation as defined, None for a sum of a statement.
    """

    relation: str
    exact: bool
    plus: int
    total: Key
    parts: tuple[tuple[int, Key], ...]
    per: Key | None
    rule: Relation | None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of all its figures, the total first."""
        return (self.total, *(key for _, key in self.parts), *((self.per,) if self.per else ()))

    def without(self, absent: Container[Key]) -> "Bound | None":
        """The relation without parts that are zero because nothing is printed;
        None if the total or all parts are gone.
        """
        parts = tuple((weight, key) for weight, key in self.parts if key not in absent)
        lost = not parts or self.total in absent or self.per in absent
        return None if lost else replace(self, parts=parts)


def index_of(facts: FactSet) -> dict[Key, Fact]:
    """The facts by the keys of their figures."""
    return {_key(fact): fact for fact in facts.facts if fact.figure is not None}


def figures_of(facts: FactSet) -> dict[Key, Figure]:
    """The figures of facts that are numbers, by their keys."""
    return {_key(fact): figure for fact in facts.facts if (figure := fact.figure) is not None}


def printings_of(facts: FactSet) -> dict[Key, tuple[Figure, ...]]:
    """The further printings of figures that are printed more than once, by their keys.

    What is nil by one printing has no figure that another could repeat.
    """
    keys = {fact.id: _key(fact) for fact in facts.facts}
    figures = figures_of(facts)
    printed: dict[Key, list[Figure]] = {}
    for fact_id, one in facts.printed:
        if one.figure is not None and keys[fact_id] in figures:
            printed.setdefault(keys[fact_id], []).append(one.figure)
    for key, found in printed.items():
        found.remove(figures[key])
    return {key: tuple(found) for key, found in printed.items() if found}


def key_of(concept: str, members: Members, period: Period) -> Key:
    """The key of a figure in relations: its concept's name, members and period."""
    return concept, members, period


def _key(fact: Fact) -> Key:
    return key_of(fact.concept.name, fact.context.members, fact.context.period)


def _sum(bound: Bound, figures: Mapping[Key, Figure], without: Key | None = None) -> Interval:
    """The weighted sum of the parts, as an interval that rounding leaves; `without` leaves one part out."""
    middle = reach = Decimal(0)
    for weight, key in bound.parts:
        if key != without:
            figure = figures[key]
            middle = middle + figure.value if weight > 0 else middle - figure.value
            if not bound.exact:
                reach += half_unit(figure.decimals)
    return Interval(middle - reach, middle + reach)


def holds(bound: Bound, figures: Mapping[Key, Figure]) -> bool:
    """Whether the printed figures agree with the relation.

    An exact sum is compared at the precision of its total (XBRL 2.1, 5.2.5.2): to the last digit, where all
    figures have one precision.
    """
    return evaluate(bound, figures)[1]


def evaluate(bound: Bound, figures: Mapping[Key, Figure]) -> tuple[Interval | None, bool]:
    """The values that the parts allow the total (None where they set no limit),
    and whether the total has one.
    """
    with localcontext(_WIDE):
        total, parts = figures[bound.total], _sum(bound, figures)
        if bound.exact and bound.rule is None:
            grid = Decimal(1).scaleb(-total.decimals)
            return parts, total.value == parts.low.quantize(grid, ROUND_HALF_EVEN)
        left = interval(total, exact=bound.exact)
        if bound.per is None:
            return parts, left.meets(parts)
        per = interval(figures[bound.per])
        allowed = _quotient(parts, per)
        held = (left.shifted(bound.plus) * per).meets(parts)
        return allowed.shifted(-bound.plus) if allowed is not None else None, held


def solve(bound: Bound, unknown: Key, figures: Mapping[Key, Figure]) -> Interval | None:
    """The values that one unknown figure can have, given all others.

    None where the relation does not limit it: it divides by what may be zero, or contains the unknown twice.
    """
    if bound.keys.count(unknown) != 1:
        return None
    with localcontext(_WIDE):
        rest = _sum(bound, figures, unknown)
        if unknown == bound.per:
            return _quotient(rest, interval(figures[bound.total]).shifted(bound.plus))
        per = interval(figures[bound.per]) if bound.per is not None else None
        if unknown == bound.total:
            value = rest if per is None else _quotient(rest, per)
            return value.shifted(-bound.plus) if value is not None else None
        left = interval(figures[bound.total], exact=bound.exact).shifted(bound.plus)
        left = left * per if per is not None else left
        weight = next(weight for weight, key in bound.parts if key == unknown)
        return (left + rest.times(-1)).times(weight)


def _quotient(a: Interval, b: Interval) -> Interval | None:
    if b.low <= 0 <= b.high:
        return None
    ends = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Interval(min(ends), max(ends))
