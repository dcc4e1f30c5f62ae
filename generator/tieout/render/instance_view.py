"""The view for the instance's template. Facts are made one at a time, to keep memory constant."""

from collections.abc import Iterator
from typing import Any

from tieout.definitions import Company, Members
from tieout.facts import Context, Fact, FactSet, Unit
from tieout.render.layout import Layout
from tieout.tie import Accepted

FactRow = tuple[str, str, str, str | None, int | None, str | None]


def instance(layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...]) -> dict[str, Any]:
    """The view of the instance: XBRL 2.1 with dimensions in the segment."""
    company = layout.definition.company
    return {
        "schema": f"{layout.stem}.xsd",
        "namespaces": [
            {"prefix": company.base.prefix, "uri": layout.base.namespace},
            {"prefix": company.own.prefix, "uri": layout.namespace},
        ],
        "scheme": company.scheme,
        "code": company.code,
        "contexts": (_context(context, company) for context in facts.contexts),
        "units": [_unit(unit, company) for unit in facts.units],
        "facts": (_fact(fact) for fact in facts.facts),
        "footnotes": list(footnotes(facts, accepted, company)),
    }


def _context(context: Context, company: Company) -> dict[str, Any]:
    return {
        "id": context.id,
        "start": context.period.start,
        "end": context.period.end,
        "members": qualified(context.members, company),
    }


def qualified(members: Members, company: Company) -> list[tuple[str, str]]:
    """Axes and members by their qualified names."""
    return [(company.concept(axis).qname, company.concept(member).qname) for axis, member in members]


def _unit(unit: Unit, company: Company) -> dict[str, str]:
    numerator, _, denominator = unit.measure.partition("/")
    return {
        "id": unit.id,
        "numerator": measure(numerator, company),
        "denominator": denominator and measure(denominator, company),
    }


def measure(name: str, company: Company) -> str:
    """The qualified name of a unit: a currency, one of XBRL's own, or one in a layer's namespace."""
    own = None
    if name != company.currency:
        found = (c for c in company.concepts.values() if c.unit and name in c.unit.split("/"))
        own = next((concept.prefix for concept in found), None)
    if own is not None:
        return f"{own}:{name}"
    return common_measure(name)


def common_measure(name: str) -> str:
    """The qualified name of one of XBRL's own units, or else of a currency (XBRL 2.1, 4.8.2)."""
    return f"xbrli:{name}" if name in ("shares", "pure") else f"iso4217:{name}"


def _fact(fact: Fact) -> FactRow:
    return (
        fact.concept.qname,
        fact.id,
        fact.context.id,
        fact.unit.id if fact.unit else None,
        fact.decimals,
        fact.text,
    )


def footnotes(facts: FactSet, accepted: tuple[Accepted, ...], company: Company) -> Iterator[dict[str, Any]]:
    """A footnote for each note on a line and each accepted exception, with its facts."""
    noted: dict[str, tuple[dict[str, str], list[str]]] = {}
    for fact in facts.facts:
        for note in fact.notes:
            noted.setdefault(repr(note), (note, []))[1].append(fact.id)
    for entry in accepted:
        noted.setdefault(repr(entry.why), (entry.why, []))[1].append(entry.on)
    for number, (texts, ids) in enumerate(noted.values(), 1):
        yield {
            "label": f"footnote-{number}",
            "order": number,
            "facts": [{"fact": fact_id, "label": f"{fact_id}.{number}"} for fact_id in dict.fromkeys(ids)],
            "texts": [
                {"key": key, "lang": lang, "text": " ".join(texts[key].split())}
                for key, lang in company.languages.items()
                if key in texts
            ],
        }
