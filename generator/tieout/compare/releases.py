"""Compares two releases of a company, figure by figure.

A figure that both print for the same period has to agree within the precision of each printing; otherwise the
later release restates it. A year to date has to be the earlier year to date plus the quarter since, within
the rounding of the three.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tieout.compare.model import Difference, Line, Side
from tieout.compare.taxonomies import changes
from tieout.core import Figure, Finding, InputError, Period, Place, agree, half_unit
from tieout.definitions import first_of
from tieout.facts import Fact, FactSet

_Key = tuple[str, tuple[tuple[str, str], ...], Period]

# Types whose figures of two quarters make that of both.
_ADDED = frozenset({"monetary"})


def compare(old: Side, new: Side) -> Difference:
    """Compares two releases of one company, the earlier one first. Raises InputError where it is two."""
    one, other = old.definition.company, new.definition.company
    if one.own.authority != other.own.authority:
        sides = (old.definition, new.definition)
        what = ", ".join(f"{side.shown} is {first_of(side.company.name)}'s" for side in sides)
        raise InputError(Finding("input.two-companies", what, "Name two releases of one company."))
    before, after = _by_key(old.facts), _by_key(new.facts)
    both = [(before[key], fact) for key, fact in after.items() if key in before]
    sums = list(_sums(old, new, before, after))
    return Difference(
        compared=len(both),
        summed=len(sums),
        findings=(
            *(found for was, now in both if (found := _restated(was, now)) is not None),
            *(found for parts in sums if (found := _summed(*parts)) is not None),
        ),
        came=_lines(new, _reported(old.facts)),
        gone=_lines(old, _reported(new.facts)),
        taxonomy=changes(one, other),
    )


def _by_key(facts: FactSet) -> dict[_Key, Fact]:
    return {
        (fact.concept.name, fact.context.members, fact.context.period): fact
        for fact in facts.facts
        if fact.figure is not None
    }


def _restated(was: Fact, now: Fact) -> Finding | None:
    a, b = was.figure, now.figure
    assert a is not None and b is not None
    if agree(a, b):
        return None
    return Finding(
        "diff.restated",
        f"{first_of(now.concept.label)} for {now.context.period} is {_said(now)} now and was {_said(was)}",
        "Compare both with the releases as published: a restatement has its reason told there.",
        (*_first(now), *_first(was)),
        facts=(now.id,),
    )


def _sums(
    old: Side, new: Side, before: Mapping[_Key, Fact], after: Mapping[_Key, Fact]
) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Each year to date with the earlier year to date and the quarter since, for this year and the last."""
    told, periods = old.definition.periods, new.definition.periods
    for year in ("to-date", "to-date-before"):
        quarter = "quarter" if year == "to-date" else "quarter-before"
        (whole,), (first,), (last,) = periods[year], told[year], periods[quarter]
        if whole.start != first.start or last.start is None or first.closing() != last.opening():
            continue
        for (name, members, period), fact in after.items():
            parts = before.get((name, members, first)), after.get((name, members, last))
            if period == whole and parts[0] and parts[1] and _is_added(fact):
                yield fact, parts[0], parts[1]


def _is_added(fact: Fact) -> bool:
    return fact.concept.type in _ADDED and fact.concept.derived is None


def _summed(whole: Fact, first: Fact, last: Fact) -> Finding | None:
    total, *parts = (figure for fact in (whole, first, last) if (figure := fact.figure) is not None)
    off = total.value - sum(part.value for part in parts)
    if abs(off) <= _slack(total, *parts):
        return None
    return Finding(
        "diff.year-to-date",
        f"{first_of(whole.concept.label)} for {whole.context.period} is {_said(whole)}; the quarters make "
        f"{total.value - off:,f}",
        "Compare the three cells: the quarter before may be restated, or a digit is wrong.",
        (*_first(whole), *_first(last), *_first(first)),
        facts=(whole.id,),
        details=tuple(f"{fact.context.period}: {_said(fact)}" for fact in (first, last)),
    )


def _slack(*figures: Figure) -> Decimal:
    """The sum of the rounding tolerances of some figures."""
    return sum((half_unit(figure.decimals) for figure in figures), Decimal(0))


def _reported(facts: FactSet) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {(fact.concept.name, fact.context.members) for fact in facts.facts}


def _lines(side: Side, other: set[tuple[str, tuple[tuple[str, str], ...]]]) -> tuple[Line, ...]:
    """The facts that one side reports and the other does not, each once, in the order of its statements."""
    company = side.definition.company
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Line] = {}
    for fact in side.facts.facts:
        key = (fact.concept.name, fact.context.members)
        if key not in other and key not in found:
            members = [company.concept(member) for _, member in fact.context.members]
            label = ", ".join(first_of(concept.label) for concept in (fact.concept, *members))
            names = tuple(concept.qname for concept in members)
            found[key] = Line(fact.concept.qname, names, label, *_first(fact) or (Place(),))
    return tuple(found.values())


def _said(fact: Fact) -> str:
    return f"{fact.value:,f}" if fact.figure is not None else "nil"


def _first(fact: Fact) -> tuple[Place, ...]:
    return fact.places[:1]
