"""Finds figures that are valid XBRL but impossible.

A validator passes a report whose earnings per share are off by a thousand, whose assets are negative, whose
context ends a day before the quarter, or which reports a figure in two scales. These checks compare facts
with each other and with their elements (the idea of the Data Quality Committee's rules; rules and words are
our own). They need no taxonomy of ours: elements are known by their local names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tieout.definitions import figure_elements, load_plausible, replaced_elements
from tieout.validate.absent import undefined_facts
from tieout.validate.model import Message

# The places before or after the point that a figure's precision can be stated to.
_PLACES = 30
# An amount a share is out by a unit of counting where the quotient is off by about so much.
_SLIPS = (Decimal(1_000), Decimal(1_000_000), Decimal("0.001"), Decimal("0.000001"))
_NEAR = (Decimal("0.8"), Decimal("1.25"))
# A context ends off the period where it ends within so many days of it, and nothing else of the report does.
_OFF_BY = timedelta(days=4)
_US_GAAP = re.compile(r"http://fasb\.org/us-gaap/(\d{4})(?:-\d\d-\d\d)?")
# The first year whose elements are listed whole.
_LISTED = 2018
_PLAIN = re.compile(r"[+-]?\d{1,60}(?:\.\d{0,60})?")
# No figure of this world has more.
_MOST_DIGITS = 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A numeric fact as reported: `value` is None if it is nil, or has more digits than are read."""

    id: str
    name: str
    namespace: str
    type: str
    context: str
    unit: str
    members: bool
    value: Decimal | None
    decimals: int | None
    digits: int = 0


def implausible(model: Any) -> Iterator[Message]:
    """A message for each implausible fact in a loaded report."""
    facts = list(_facts(model))
    yield from _digits(facts)
    yield from _precision(facts)
    yield from _negative(facts)
    yield from _per_share(facts)
    yield from _scales(facts)
    yield from _deprecated(model)
    yield from _dates(model)


def _say(code: str, text: str, *facts: _Fact) -> Message:
    return Message("ERROR", f"plausible.{code}", text, tuple(fact.id for fact in facts))


def _facts(model: Any) -> Iterator[_Fact]:
    yield from _undefined(model)
    for fact in model.factsInInstance:
        if not fact.isNumeric or fact.context is None:
            continue
        value = fact.xValue if isinstance(getattr(fact, "xValue", None), Decimal | int) else None
        digits = _count(str(fact.value or ""))
        yield _Fact(
            id=str(fact.id or ""),
            name=str(fact.qname.localName),
            namespace=str(fact.qname.namespaceURI),
            type=str(fact.concept.baseXbrliType or "") if fact.concept is not None else "",
            context=str(fact.contextID),
            unit=str(fact.unitID),
            members=bool(fact.context.qnameDims),
            value=None if fact.isNil or value is None or digits > _MOST_DIGITS else Decimal(value),
            decimals=_places(fact.decimals),
            digits=digits,
        )


def _undefined(model: Any) -> Iterator[_Fact]:
    """Facts whose concept no schema defines; one with a unit is numeric (XBRL 2.1, 4.6.2)."""
    for element in undefined_facts(model):
        context = model.contexts.get(element.get("contextRef"))
        if context is None or element.get("unitRef") is None:
            continue
        written = (element.text or "").strip()
        yield _Fact(
            id=str(element.get("id") or ""),
            name=str(element.qname.localName),
            namespace=str(element.qname.namespaceURI),
            type="",
            context=str(context.id),
            unit=str(element.get("unitRef")),
            members=bool(context.qnameDims),
            value=Decimal(written) if _PLAIN.fullmatch(written) else None,
            decimals=_places(element.get("decimals")),
            digits=_count(written),
        )


def _places(decimals: Any) -> int | None:
    written = str(decimals or "").strip()
    # Thousands of digits are no number of places, and are told as wrongly typed.
    return int(written) if re.fullmatch(r"[+-]?\d{1,12}", written) else None


def _count(written: str) -> int:
    return sum(letter.isdigit() for letter in written) if len(written) > _MOST_DIGITS else len(written)


def _digits(facts: Iterable[_Fact]) -> Iterator[Message]:
    for fact in facts:
        if fact.digits > _MOST_DIGITS:
            yield _say("digits", f"{fact.name} for {fact.context} has {fact.digits:,} digits", fact)


def _precision(facts: Iterable[_Fact]) -> Iterator[Message]:
    for fact in facts:
        if fact.decimals is not None and abs(fact.decimals) > _PLACES:
            yield _say("decimals", f"{fact.name} is stated to {fact.decimals} decimal places", fact)


def _negative(facts: Iterable[_Fact]) -> Iterator[Message]:
    never = load_plausible().never_negative
    for fact in facts:
        if fact.value is not None and fact.value < 0 and not fact.members and fact.name in never:
            yield _say("negative", f"{fact.name} is {fact.value:,f} for {fact.context}", fact)


def _per_share(facts: Iterable[_Fact]) -> Iterator[Message]:
    """Messages for amounts per share that differ by thousands from amount and shares in their own context."""
    contexts: dict[str, dict[str, _Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.value is not None:
            contexts[fact.context].setdefault(fact.name, fact)
    for context, found in contexts.items():
        for rule in load_plausible().per_share:
            per, amount, shares = (next((found[n] for n in names if n in found), None) for names in rule)
            if per is None or amount is None or shares is None:
                continue
            assert per.value is not None
            assert amount.value is not None
            assert shares.value is not None
            if not amount.value or not shares.value or not per.value:
                continue
            off = per.value * shares.value / amount.value
            if any(_NEAR[0] <= abs(off) / slip <= _NEAR[1] for slip in _SLIPS):
                text = (
                    f"{per.name} of {per.value:,f} times {shares.value:,f} shares is {off:,.3g} times "
                    f"{amount.name} of {amount.value:,f} for {context}"
                )
                yield _say("per-share", text, per, amount, shares)


def _scales(facts: Iterable[_Fact]) -> Iterator[Message]:
    """Messages for facts that report one figure in two scales: the same digits, thousands apart."""
    repeats: dict[tuple[str, str, str, str], list[_Fact]] = defaultdict(list)
    for fact in facts:
        if fact.value:
            repeats[fact.namespace, fact.name, fact.context, fact.unit].append(fact)
    for group in repeats.values():
        first = group[0]
        for other in group[1:]:
            assert first.value is not None
            assert other.value is not None
            ratio = other.value / first.value
            if any(ratio == slip for slip in _SLIPS):
                text = f"{first.name} is {first.value:,f} and {other.value:,f} for {first.context}"
                yield _say("scale", text, first, other)


def _deprecated(model: Any) -> Iterator[Message]:
    """Messages for us-gaap elements that are no longer in the taxonomy of their namespace's year."""
    users: dict[tuple[str, int], list[str]] = defaultdict(list)
    for fact in (*model.factsInInstance, *undefined_facts(model)):
        year = _US_GAAP.match(str(fact.qname.namespaceURI))
        if year is not None:
            users[str(fact.qname.localName), int(year[1])].append(str(fact.get("id") or ""))
    for (name, of), ids in users.items():
        said = _gone(name, of)
        if said is not None:
            text = f"us-gaap:{name} {said}, and the report is of the taxonomy of {of}"
            replaced = replaced_elements().get(name)
            if replaced is not None:
                text += f"; in its place: {', '.join(replaced.successors)}"
            yield Message("ERROR", "plausible.deprecated", text, tuple(ids))


def _gone(name: str, year: int) -> str | None:
    """The year since which the taxonomy no longer has an element of us-gaap; None where it may have it."""
    element, replaced = figure_elements().get(name), replaced_elements().get(name)
    until = (element.until if element is not None else 0) or (replaced.until if replaced is not None else 0)
    if until:
        return f"was deprecated in {until}" if until <= year else None
    # One that is in no list of 2018 on, and whose year is not known, was gone before.
    return "was deprecated long ago" if element is None and replaced is not None and year >= _LISTED else None


def _dates(model: Any) -> Iterator[Message]:
    """Messages for the few contexts that end some days off the report's own end date."""
    ends: dict[date, list[Any]] = defaultdict(list)
    for context in model.contexts.values():
        if not context.isForeverPeriod and context.endDatetime is not None:
            # Arelle counts to the midnight after the last day.
            ends[(context.endDatetime - _DAY).date()].append(context)
    stated = _period_end(model)
    if stated is None:
        return
    if stated not in ends:
        yield Message(
            "ERROR", "plausible.period-end", f"the report is to {stated}, and no context ends on that day"
        )
        return
    for day, contexts in sorted(ends.items()):
        if day != stated and abs(day - stated) <= _OFF_BY and len(contexts) < len(ends[stated]):
            names = ", ".join(sorted(str(context.id) for context in contexts)[:3])
            text = f"{names} end{'s' if len(contexts) == 1 else ''} on {day}, the report is to {stated}"
            yield Message("ERROR", "plausible.off-period", text)


def _period_end(model: Any) -> date | None:
    names = load_plausible().period_end
    for fact in model.factsInInstance:
        if fact.qname.localName in names and not fact.isNil:
            try:
                return date.fromisoformat(str(fact.xValue)[:10])
            except ValueError:
                return None
    return None
