"""Writes a relation as an equation: amounts in one unit, negative ones in brackets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.facts import Fact
from tieout.tie.model import Check

_UNITS = {9: "billions", 6: "millions", 3: "thousands"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an equation: its sign (+, −, ÷, or = before the total), and its fact."""

    sign: str
    amount: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation in one context as an equation. `unit` is the unit of its amounts, such as `JPY thousands`.

    The terms have the order of `text`, the total last.
    """

    text: str
    unit: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """A total that its parts make exactly; `ways` are its parts as (sign, id), added and subtracted."""

    total: Fact
    ways: tuple[tuple[int, frozenset[tuple[int, str]]], ...]


def proven(checks: Iterable[Check]) -> list[Proven]:
    """The exact sums among some relations, those with the most parts first."""
    sums = [one for one in checks if one.holds and not one.slack and one.per is None and len(one.parts) > 1]
    # A total of totals is found before theirs.
    sums.sort(key=lambda one: -len(one.parts))
    return [Proven(one.total, (_by_sign(one, 1), _by_sign(one, -1))) for one in sums]


def _by_sign(check: Check, by: int) -> tuple[int, frozenset[tuple[int, str]]]:
    """The parts of a sum as (sign, id), added (`by` is 1) or subtracted (-1)."""
    return by, frozenset((by * sign, part.id) for sign, part in check.parts)


def shortened(check: Check, sums: Iterable[Proven]) -> Check:
    """The relation, with one total in the place of its parts, where one of the `sums` proves these exactly.

    "Revenue lines less expenses" becomes "revenues less expenses" if the revenues are proven.
    """
    mine = [(sign, fact.id) for sign, fact in check.parts]
    parts = set(mine)
    for other in sums:
        weight, theirs = next((way for way in other.ways if way[1] < parts), (0, frozenset()))
        if not weight or any(fact.id == other.total.id for fact in check.facts):
            continue
        at = min(mine.index(part) for part in theirs)
        left = [part for part, key in zip(check.parts, mine, strict=True) if key not in theirs]
        check = replace(check, parts=(*left[:at], (weight, other.total), *left[at:]))
        mine = [(sign, fact.id) for sign, fact in check.parts]
        parts = set(mine)
    return check


def equation(check: Check) -> Equation:
    """The equation of a relation. Where it is off by more than rounding,
    what its parts make stands beside it.
    """
    power = _power(check)
    terms = [Term("+" if weight > 0 else "−", _amount(fact, power), fact) for weight, fact in check.parts]
    made = _written(terms)
    if check.per is not None:
        terms.append(Term("÷", _amount(check.per, power), check.per))
        made = f"({made})" if len(check.parts) > 1 else made
        made = f"{made} ÷ {terms[-1].amount}"
    if check.less:
        made = f"{made} − {check.less}"
    total = Term("=", _amount(check.total, power), check.total)
    sign = "≈" if check.slack else "="
    if not check.holds:
        sign = "≠"
    return Equation(f"{made} {sign} {total.amount}", _unit(check, power), (*terms, total))


def _written(terms: list[Term]) -> str:
    said = " ".join(f"{term.sign} {term.amount}" for term in terms)
    return said.removeprefix("+ ")


def _power(check: Check) -> int:
    """The largest usual power of ten in which every amount of money is a whole number."""
    decimals = [fact.decimals for fact in check.facts if fact.decimals is not None and _is_counted(fact)]
    finest = -max(decimals, default=0)
    return max((power for power in _UNITS if power <= finest), default=0)


def _is_counted(fact: Fact) -> bool:
    """Whether an amount may be shown in thousands: not a rate, and not an amount per share."""
    return fact.unit is not None and fact.unit.measure != "pure" and "/" not in fact.unit.measure


def _amount(fact: Fact, power: int) -> str:
    assert isinstance(fact.value, Decimal)
    value = fact.value.scaleb(-power) if _is_counted(fact) else fact.value
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"({-plain:,f})" if plain < 0 else f"{plain:,f}"


def _unit(check: Check, power: int) -> str:
    """The unit of the total, or else of its parts."""
    fact = next((fact for fact in check.facts if _is_counted(fact)), check.total)
    measure = fact.unit.measure if fact.unit is not None else ""
    return f"{measure} {_UNITS[power]}" if power in _UNITS else measure
