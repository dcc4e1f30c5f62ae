"""Proves that an edition reports what we report, fact by fact, and writes the crosswalk between them.

Every fact of an edition comes from one of ours, with its period, members and value, or from data in the
edition's YAML. Every fact of ours is reported, or left out with a reason. Anything else is a finding, and
then nothing is published.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tieout.core import Finding
from tieout.editions.model import EditionFact, Made, Report
from tieout.facts import Fact
from tieout.render import Rendered, write_csv

CROSSWALK_FILE = "crosswalk.csv"
CROSSWALK = (
    "fact", "concept", "period", "members", "value", "edition-fact", "edition-concept", "edition-members",
    "edition-value", "decimals", "how",
)  # fmt: skip


def prove(name: str, report: Report, made: Made) -> Iterator[Finding]:
    """A finding for each fact that is lost, reported twice, or changed. `name` is the edition's name."""
    ours = report.facts.by_id()
    names = dict(made.members)
    carried = Counter(told.of for told in made.facts if told.of)
    reasons = {left.of: left.why for left in made.left_out}
    for fact in ours.values():
        if fact.id not in carried and not reasons.get(fact.id):
            yield _finding(name, f"{fact.id} is lost: neither reported nor left out with a reason", fact)
        elif fact.id in carried and fact.id in reasons:
            yield _finding(name, f"{fact.id} is both reported and left out", fact)
    for gone in sorted((carried.keys() | reasons.keys()) - ours.keys()):
        yield _finding(name, f"{gone} is none of our facts")
    for twice in sorted(key for key, count in Counter(told.id for told in made.facts).items() if count > 1):
        yield _finding(name, f"two facts have the id {twice}")
    for told in made.facts:
        if told.of in ours:
            unlike = _unlike(told, ours[told.of], names, made.roundings)
            yield from (_finding(name, said, ours[told.of]) for said in unlike)
    yield from _repeated(name, made)


def _repeated(name: str, made: Made) -> Iterator[Finding]:
    """Findings for facts of an edition that cannot be told apart."""
    seen: dict[tuple[object, ...], EditionFact] = {}
    for fact in made.facts:
        other = seen.setdefault((fact.concept, fact.period, fact.members, fact.unit), fact)
        # One fact of ours may stand in several places of an edition; what it states itself may not.
        if other is not fact and (other.of != fact.of or not fact.of):
            yield _finding(name, f"{other.id} and {fact.id} are both {fact.concept} of {fact.period}")


def _unlike(
    fact: EditionFact, ours: Fact, names: dict[str, str], roundings: tuple[str, ...]
) -> Iterator[str]:
    """The differences between a fact of an edition and the fact of ours from which it was made."""
    context = ours.context
    if fact.stands_for is not None:
        period, has, members = *fact.stands_for, context.members
    else:
        period, has = fact.period, tuple(sorted(fact.members))
        named = ((names.get(axis, ""), names.get(member, "")) for axis, member in context.members)
        members = tuple(sorted(named))
    if period != context.period:
        yield f"{fact.id} is of {period}, {ours.id} of {context.period}"
    if has != members:
        yield f"{fact.id} has the members {has}, {ours.id} {members}"
    if fact.unit != (ours.unit.measure if ours.unit is not None else ""):
        yield f"{fact.id} is in {fact.unit}, {ours.id} in {ours.unit}"
    if not _equal(fact, ours, roundings):
        yield f"{fact.id} is {fact.value}, {ours.id} is {ours.text}"


def _equal(fact: EditionFact, ours: Fact, roundings: tuple[str, ...]) -> bool:
    """Whether both have one value: ours rounded as the edition rounds, or zero for the edition's nil."""
    if fact.value is None:
        return ours.value is None or ours.value == 0
    if not isinstance(ours.value, Decimal) or not isinstance(fact.value, Decimal):
        return fact.value == ours.value
    value = ours.value
    if fact.decimals is None or ours.decimals is None or fact.decimals >= ours.decimals:
        return fact.value == value and fact.decimals == ours.decimals
    unit = Decimal(1).scaleb(-fact.decimals)
    return any(fact.value == value.quantize(unit, way) for way in roundings)


def crosswalk(report: Report, made: Made) -> Iterator[tuple[object, ...]]:
    """A row for each fact of ours with its outcome, then for each fact that the edition's data states."""
    ours = report.facts.by_id()
    reported: dict[str, list[EditionFact]] = {}
    for found in made.facts:
        reported.setdefault(found.of, []).append(found)
    reasons = {left.of: left.why for left in made.left_out}
    for fact in ours.values():
        members = " ".join("=".join(pair) for pair in fact.context.members)
        own = (fact.id, fact.concept.qname, str(fact.context.period), members, fact.text or "")
        for found in reported.get(fact.id, ()):
            yield (*own, *_row(found))
        if fact.id not in reported:
            yield (*own, "", "", "", "", "", reasons.get(fact.id, ""))
    for found in reported.get("", ()):
        yield ("", "", str(found.period), "", "", *_row(found))


def _row(fact: EditionFact) -> tuple[object, ...]:
    value = format(fact.value, "f") if isinstance(fact.value, Decimal) else fact.value or ""
    members = " ".join("=".join(pair) for pair in fact.members)
    decimals = "" if fact.decimals is None else fact.decimals
    return (fact.id, fact.concept, members, value, decimals, fact.how)


def crosswalk_file(report: Report, made: Made) -> Rendered:
    """The crosswalk as a table, beside the edition's files."""
    return Rendered(CROSSWALK_FILE, write_csv(CROSSWALK, crosswalk(report, made)))


def _finding(name: str, said: str, fact: Fact | None = None) -> Finding:
    return Finding(
        "edition.unlike",
        f"the edition {name} does not report what we report: {said}",
        "This is a defect of the edition: report it, and build without it until it is mended.",
        fact.places[:1] if fact is not None else (),
        facts=(fact.id,) if fact is not None else (),
    )
