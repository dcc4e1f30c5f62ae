"""The rules of linkbases: which there may be (6.3, 6.9), labels (6.10), presentation (6.12), calculation
(6.14), and dimensions (6.16).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from tieout.definitions import official_elements
from tieout.validate.edgar.filing import (
    DIMENSIONS,
    ENGLISH,
    LINK,
    MEMBER,
    XBRLI,
    XLINK,
    XML,
    Filing,
    id_of,
    is_official,
    say,
)
from tieout.validate.model import Message

_ENDS = {"label": "_lab", "presentation": "_pre", "calculation": "_cal", "definition": "_def"}
_STANDARD, _DOCUMENTATION = (f"http://www.xbrl.org/2003/role/{name}" for name in ("label", "documentation"))
_ARCROLES = {
    "presentation": ("http://www.xbrl.org/2003/arcrole/parent-child",),
    "calculation": ("http://www.xbrl.org/2003/arcrole/summation-item",),
    "definition": (
        *(
            DIMENSIONS + name
            for name in ("all", "notAll", "hypercube-dimension", "dimension-domain", "domain-member")
        ),
        f"{DIMENSIONS}dimension-default",
        "http://www.xbrl.org/2003/arcrole/general-special",
    ),
    "label": ("http://www.xbrl.org/2003/arcrole/concept-label",),
}
_LONGEST = 510
_CONTEXT_ELEMENT = "{http://xbrl.org/2005/xbrldt}contextElement"
_SIGNS = {"debit": 1, "credit": -1}


def linkbase_rules(filing: Filing) -> Iterator[Message]:
    """A message for each breach by the filing's linkbases."""
    yield from _kinds(filing)
    yield from _labels(filing)
    yield from _presented(filing)
    yield from _calculations(filing)
    yield from _dimensions(filing)


def _kinds(filing: Filing) -> Iterator[Message]:
    for name, root in filing.linkbases.items():
        links = [etree.QName(node).localname for node in root if node.get(f"{XLINK}type") == "extended"]
        kinds = {link.removesuffix("Link") for link in links}
        if not kinds or kinds - _ENDS.keys():
            text = f"{name} has links of the kinds {', '.join(sorted(links)) or 'none'}, which are not taken"
            yield say("linkbase", "6.3.2", text, file=name)
        elif len(kinds) > 1 or not name.endswith(f"{_ENDS[kinds.pop()]}.xml"):
            yield say("linkbase", "6.3.3", f"{name} is not called by the kind of its links", file=name)
        for ref in root.iter(f"{LINK}arcroleRef"):
            uri = ref.get("arcroleURI", "")
            if not uri.startswith(DIMENSIONS):
                yield say("arcrole", "6.9.6", f"{name} refers to the arcrole {uri} of another", file=name)
    for kind, allowed in _ARCROLES.items():
        for _, arc, here, there in filing.arcs(kind):
            if arc.get(f"{XLINK}arcrole") not in allowed:
                text = f"the arc from {here} to {there} has the arcrole {arc.get(f'{XLINK}arcrole')}"
                yield say("arcrole", "6.9", text)


def _used(filing: Filing) -> dict[str, str]:
    """The elements of facts, contexts and arcs, by id; each with the place where it was found."""
    used = {id_of(fact): "reported" for fact in filing.facts}
    for node in filing.instance.iter(MEMBER):
        for name in (node.get("dimension", ""), (node.text or "").strip()):
            used.setdefault(name.replace(":", "_", 1), "in a context")
    for kind in ("presentation", "calculation", "definition"):
        for _, _, here, there in filing.arcs(kind):
            for end in (here, there):
                used.setdefault(end, f"in a {kind}")
    return used


def _labels(filing: Filing) -> Iterator[Message]:
    standard: Counter[str] = Counter()
    taken: dict[str, str] = {}
    official = {
        loc.get(f"{XLINK}href", "").rpartition("#")[2]
        for root in filing.linkbases.values()
        for loc in root.iter(f"{LINK}loc")
        if is_official(loc.get(f"{XLINK}href", ""))
    }
    for concept, label in _given(filing):
        role, text = label.get(f"{XLINK}role", ""), (label.text or "").strip()
        if role != _DOCUMENTATION and (len(text) > _LONGEST or "<" in text):
            said = f"a label of {concept} has more than {_LONGEST} characters or a <"
            yield say("label-form", "6.10", said)
        if role == _DOCUMENTATION and concept in official:
            yield say("label-official", "6.10.5", f"{concept} is official and documented anew")
        if role == _STANDARD and label.get(f"{XML}lang") == ENGLISH:
            standard[concept] += 1
            other = taken.setdefault(text, concept)
            if other != concept:
                yield say("label-twice", "6.10.4", f'{other} and {concept} are both labelled "{text}"')
    for concept, where in _used(filing).items():
        if standard[concept] != 1:
            text = f"{concept} is {where} and has {standard[concept]} standard labels in {ENGLISH}"
            yield say("label", "6.10.1 to 6.10.3", text)


def _given(filing: Filing) -> Iterator[tuple[str, Any]]:
    """Each label with the element that it labels."""
    for root in filing.linkbases.values():
        for link in root.iter(f"{LINK}labelLink"):
            of = {
                loc.get(f"{XLINK}label"): loc.get(f"{XLINK}href", "").rpartition("#")[2]
                for loc in link.iter(f"{LINK}loc")
            }
            ends = defaultdict(list)
            for arc in link.iter(f"{LINK}labelArc"):
                ends[arc.get(f"{XLINK}to")].append(of.get(arc.get(f"{XLINK}from"), ""))
            for label in link.iter(f"{LINK}label"):
                for concept in ends[label.get(f"{XLINK}label")]:
                    yield concept, label


def _presented(filing: Filing) -> Iterator[Message]:
    shown: set[str] = set()
    orders: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for role, arc, here, there in filing.arcs("presentation"):
        shown |= {here, there}
        orders[role, arc.get(f"{XLINK}from")][arc.get("order", "")] += 1
    for fact in filing.facts:
        if id_of(fact) not in shown:
            yield say("not-presented", "6.12.3", f"{id_of(fact)} is reported and in no presentation")
    for (role, parent), counts in orders.items():
        if max(counts.values()) > 1:
            yield say("order", "6.12.2", f"two children of {parent} have one order in {role}")


def _calculations(filing: Filing) -> Iterator[Message]:
    pairs: Counter[tuple[str, str, str]] = Counter()
    for role, arc, total, part in filing.arcs("calculation"):
        pairs[role, total, part] += 1
        weight = _weight(arc.get("weight"))
        if abs(weight) != 1:
            yield say("weight", "6.14.2", f"{part} has the weight {arc.get('weight')} in {total}")
        periods = {_attributes(filing, end)[0] for end in (total, part)} - {""}
        if len(periods) > 1:
            yield say("calculation-period", "6.14.3", f"{part} is of another period type than {total}")
        signs = [_SIGNS.get(_attributes(filing, end)[1], 0) for end in (total, part)]
        if 0 not in signs and signs[0] * signs[1] != weight:
            text = f"{part} counts with {weight} in {total}, which their balances do not allow"
            yield say("weight", "6.14, and XBRL 2.1, 5.1.1.2", text)
    for (role, total, part), count in pairs.items():
        if count > 1:
            yield say("calculation-twice", "6.14", f"{part} counts {count} times in {total} in {role}")


def _weight(text: str | None) -> Decimal:
    try:
        return Decimal(text or "")
    except InvalidOperation:
        return Decimal(0)


def _attributes(filing: Filing, concept: str) -> tuple[str, str]:
    """Period type and balance of an element,
    the filing's own or an official one; "" where unknown or missing.
    """
    if concept in filing.declared:
        node = filing.declared[concept]
        return node.get(f"{XBRLI}periodType", ""), node.get(f"{XBRLI}balance", "")
    prefix, _, name = concept.partition("_")
    return official_elements(prefix).get(name, ("", ""))


def _dimensions(filing: Filing) -> Iterator[Message]:
    defaults: dict[str, set[str]] = defaultdict(set)
    axes: set[str] = set()
    for _, arc, here, there in filing.arcs("definition"):
        arcrole = arc.get(f"{XLINK}arcrole", "")
        if arcrole == f"{DIMENSIONS}dimension-default":
            defaults[here].add(there)
        elif arcrole == f"{DIMENSIONS}hypercube-dimension":
            axes.add(there)
        elif arcrole == f"{DIMENSIONS}all" and arc.get(_CONTEXT_ELEMENT) != "segment":
            yield say("segment", "6.16", f"the table {there} is not of segments")
    for axis, found in defaults.items():
        if len(found) > 1:
            text = f"the axis {axis} has the defaults {', '.join(sorted(found))}"
            yield say("default", "6.16", text)
    for node in filing.instance.iter(MEMBER):
        axis, member = (
            name.replace(":", "_", 1) for name in (node.get("dimension", ""), (node.text or "").strip())
        )
        if member in defaults[axis]:
            text = f"a context names {member}, the default of {axis}, which says nothing"
            yield say("default", "6.16, and Dimensions 1.0, 3.1.4.4.1", text)
        if axis not in axes:
            yield say("axis", "6.16", f"the axis {axis} is in a context and in no table")
