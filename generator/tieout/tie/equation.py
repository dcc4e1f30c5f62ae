"""A relation as people write it: amounts in one unit, brackets around those below zero."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.facts import Fact
from tieout.tie.model import Check

_UNITS = {9: "billions", 6: "millions", 3: "thousands"}


@dataclass(frozen=True, slots=True)
class Term:
    """An amount of an equation: the sign before it (+, −, ÷ or = before the total), and its fact."""

    sign: str
    amount: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Equation:
    """A relation in one context, written out. `unit` is what amounts are counted in, such as `JPY thousands`.

    The terms stand as in `text`, the total last.
    """

    text: str
    unit: str
    terms: tuple[Term, ...]


def shortened(check: Check, checks: Iterable[Check]) -> Check:
    """A relation with one total for its parts, wherever another of `checks` proves them to make it exactly.

    Revenue lines less expenses is told as revenues less expenses where the revenues are proven.
    """
    others = [other for other in checks if other.holds and not other.slack and other.per is None]
    # The longest first, so that a total of totals is found before theirs.
    for other in sorted(others, key=lambda other: -len(other.parts)):
        if not 1 < len(other.parts) < len(check.parts) or other.total in check.facts:
            continue
        for weight in (1, -1):
            theirs = [(weight * sign, fact.id) for sign, fact in other.parts]
            mine = [(sign, fact.id) for sign, fact in check.parts]
            if set(theirs) <= set(mine):
                at = min(mine.index(part) for part in theirs)
                left = [part for part, key in zip(check.parts, mine, strict=True) if key not in theirs]
                check = replace(check, parts=(*left[:at], (weight, other.total), *left[at:]))
                break
    return check


def equation(check: Check) -> Equation:
    """The equation of a relation; where it is off beyond rounding, what its parts make stands beside it."""
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
    sign = "=" if not check.slack and check.holds else "≈" if check.holds else "≠"
    return Equation(f"{made} {sign} {total.amount}", _unit(check, power), (*terms, total))


def _written(terms: list[Term]) -> str:
    said = " ".join(f"{term.sign} {term.amount}" for term in terms)
    return said.removeprefix("+ ")


def _power(check: Check) -> int:
    """The largest usual unit in which every amount of money is a whole number."""
    decimals = [fact.decimals for fact in check.facts if fact.decimals is not None and _is_counted(fact)]
    finest = -max(decimals, default=0)
    return max((power for power in _UNITS if power <= finest), default=0)


def _is_counted(fact: Fact) -> bool:
    """Whether an amount may be told in thousands: a rate and an amount per share may not."""
    return fact.unit is not None and fact.unit.measure != "pure" and "/" not in fact.unit.measure


def _amount(fact: Fact, power: int) -> str:
    assert isinstance(fact.value, Decimal)
    value = fact.value.scaleb(-power) if _is_counted(fact) else fact.value
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"({-plain:,f})" if plain < 0 else f"{plain:,f}"


def _unit(check: Check, power: int) -> str:
    """The unit of the total, else of what makes it."""
    fact = next((fact for fact in check.facts if _is_counted(fact)), check.total)
    measure = fact.unit.measure if fact.unit is not None else ""
    return f"{measure} {_UNITS[power]}" if power in _UNITS else measure
