"""Checks by securities regulators beyond the XBRL specifications, on a loaded report.

They follow the SEC's EDGAR XBRL Guide (9.2 and 10.6 on labels, 10.2 on role definitions, 10.4 on orders, 9.3
on presentation, 9.6 on contexts) and 1.5.6 of EDINET's Global Filing Manual on the length of labels. They
apply to the report's own taxonomy: an official one follows the rules of its publisher.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tieout.validate.absent import undefined_facts
from tieout.validate.idle import SUMS
from tieout.validate.model import Message
from tieout.validate.official import NOTHING, Official

_DEFINITION = re.compile(r"\d+ - (Document|Statement|Disclosure|Schedule) - \S.*\S")
_ENGLISH = "en"
_STANDARD = "http://www.xbrl.org/2003/role/label"
_DOCUMENTATION = "http://www.xbrl.org/2003/role/documentation"
_LONGEST = 510  # characters of a label; what documents a concept may be of any length
_ITEM_NAMESPACES = ("http://www.xbrl.org/", "http://xbrl.org/", "http://www.w3.org/")


def lint(model: Any, official: Official = NOTHING) -> Iterator[Message]:
    """A message for each breach; `official` taxonomies are not checked."""
    own = frozenset(uri for uri in model.urlDocs if official.lacks((uri,)))
    yield from _labels(model, own)
    yield from _lengths(model, own)
    yield from _definitions(model, own)
    yield from _orders(model, own)
    yield from _presented(model, own)
    yield from _contexts(model)


def _say(code: str, text: str, facts: tuple[str, ...] = ()) -> Message:
    return Message("ERROR", f"lint.{code}", text, facts)


def _relations(model: Any, arcrole: Any, own: frozenset[str], role: str | None = None) -> list[Any]:
    """The relationships of the report's own taxonomy."""
    relations = model.relationshipSet(arcrole, role).modelRelationships
    return [relation for relation in relations if relation.modelDocument.uri in own]


def _own_labels(model: Any, concept: Any, own: frozenset[str]) -> list[Any]:
    """The labels that the report gives a concept, or else the official ones."""
    from arelle import XbrlConst

    relations = model.relationshipSet(XbrlConst.conceptLabel).fromModelObject(concept)
    given = [relation for relation in relations if relation.modelDocument.uri in own]
    return [relation.toModelObject for relation in given or relations]


def _concepts(model: Any, own: frozenset[str]) -> list[Any]:
    """The concepts that the report labels, and those that it has to label because it uses them.

    A shared schema has concepts that a report neither uses nor labels.
    """
    from arelle import XbrlConst

    used = {fact.qname for fact in model.factsInInstance}
    for context in model.contexts.values():
        for dimension, value in context.qnameDims.items():
            used |= {dimension, value.memberQname} if value.isExplicit else {dimension}
    for arcrole in (XbrlConst.parentChild, *SUMS, XbrlConst.conceptLabel):
        for relation in _relations(model, arcrole, own):
            ends = (relation.fromModelObject, relation.toModelObject)
            used |= {end.qname for end in ends if end is not None}
    return [
        concept
        for qname, concept in model.qnameConcepts.items()
        if qname in used
        and (concept.isItem or concept.isTuple)
        and not qname.namespaceURI.startswith(_ITEM_NAMESPACES)
    ]


def _labels(model: Any, own: frozenset[str]) -> Iterator[Message]:
    seen: dict[tuple[str, str], Any] = {}
    counts: dict[Any, Counter[str]] = {}
    for concept in _concepts(model, own):
        counts[concept] = Counter()
        for label in _own_labels(model, concept, own):
            if label.role != _STANDARD:
                continue
            language, text = str(label.xmlLang), str(label.textValue).strip()
            counts[concept][language.partition("-")[0]] += 1
            other = seen.setdefault((language, text), concept)
            if other is not concept and label.modelDocument.uri in own:
                yield _say("label-twice", f'{concept.qname} and {other.qname} are both labelled "{text}"')
    # EDGAR asks for English; a report that has none of it is held to the language that it has.
    used = Counter(language for count in counts.values() for language in count)
    main = _ENGLISH if _ENGLISH in used or not used else used.most_common(1)[0][0]
    named = "English" if main == _ENGLISH else f"`{main}`"
    for concept, count in counts.items():
        if count[main] != 1:
            yield _say("no-label", f"{concept.qname} has {count[main]} {named} standard labels")


def _lengths(model: Any, own: frozenset[str]) -> Iterator[Message]:
    for concept in _concepts(model, own):
        for label in _own_labels(model, concept, own):
            length = len(str(label.textValue).strip())
            if label.role != _DOCUMENTATION and length > _LONGEST and label.modelDocument.uri in own:
                yield _say(
                    "label-long",
                    f"a label of {concept.qname} has {length} characters, {_LONGEST} are allowed: "
                    f'"{str(label.textValue).strip()[:60]}…"',
                )


def _definitions(model: Any, own: frozenset[str]) -> Iterator[Message]:
    for uri, types in model.roleTypes.items():
        for role in types:
            if role.modelDocument.uri not in own:
                continue
            if not uri.startswith(_ITEM_NAMESPACES) and not _DEFINITION.fullmatch(role.definition or ""):
                yield _say("role-definition", f'the role {uri} is defined as "{role.definition}"')


def _orders(model: Any, own: frozenset[str]) -> Iterator[Message]:
    from arelle import XbrlConst

    for arcrole in (XbrlConst.parentChild, XbrlConst.summationItem, XbrlConst.summationItem11):
        for role in model.relationshipSet(arcrole).linkRoleUris:
            orders: dict[Any, dict[Any, Any]] = defaultdict(dict)
            for relation in _relations(model, arcrole, own, role):
                if relation.fromModelObject is None or relation.toModelObject is None:
                    # An arc to a concept that is not there is told by Arelle.
                    continue
                siblings = orders[relation.fromModelObject.qname]
                child = relation.toModelObject.qname
                if relation.order in siblings:
                    yield _say(
                        "order-twice",
                        f"{siblings[relation.order]} and {child} have the order {relation.order} in {role}",
                    )
                siblings[relation.order] = child


def _presented(model: Any, own: frozenset[str]) -> Iterator[Message]:
    """Messages for facts that no presentation shows;
    for official concepts only if the report has a presentation.
    """
    from arelle import XbrlConst

    presented = {
        end.qname
        for relation in model.relationshipSet(XbrlConst.parentChild).modelRelationships
        for end in (relation.fromModelObject, relation.toModelObject)
        if end is not None
    }
    presents = bool(_relations(model, XbrlConst.parentChild, own))
    missing: dict[Any, list[str]] = defaultdict(list)
    for fact in model.factsInInstance:
        ours = fact.concept is None or fact.concept.modelDocument.uri in own
        if fact.qname not in presented and (presents or ours):
            missing[fact.qname].append(str(fact.id))
    for qname, ids in missing.items():
        yield _say("not-presented", f"{qname} is reported and not presented", tuple(ids))


def _contexts(model: Any) -> Iterator[Message]:
    used = {fact.contextID for fact in model.factsInInstance}
    used |= {fact.get("contextRef") for fact in undefined_facts(model)}
    for context in model.contexts:
        if context not in used:
            yield _say("context-unused", f"no fact uses the context {context}")
