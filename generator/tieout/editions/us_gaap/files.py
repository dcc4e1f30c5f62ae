"""The files of the edition: schema, linkbases and instance, made by our own views.

There is no formula, reference or generic linkbase, since the SEC takes none. Own concepts are anchored by
general-special arcs (XBRL 2.1, 5.2.6.2.1), which need no foreign arcrole.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tieout.definitions import Company, Concept
from tieout.definitions.models import YearModel
from tieout.editions.us_gaap.choose import Choice, Chosen
from tieout.editions.us_gaap.elements import ENGLISH, bare, end_of
from tieout.editions.us_gaap.layout import EdgarLayout
from tieout.facts import FactSet
from tieout.render import Rendered, templated
from tieout.render.instance_view import instance
from tieout.render.layout import linkbase
from tieout.render.linkbase_view import Link, calculation, definition, presentation, used_concepts
from tieout.render.taxonomy_view import own_labels, own_schema
from tieout.tie import Accepted

_GENERAL_SPECIAL = "http://www.xbrl.org/2003/arcrole/general-special"
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[0-9]+[a-z]*")


def files(
    layout: EdgarLayout, facts: FactSet, accepted: tuple[Accepted, ...], choice: Choice, year: YearModel
) -> Iterator[Rendered]:
    """Every file of the edition: schema, linkbases, and the instance last.

    `choice` gives the element of each concept, `year` the year's taxonomy.
    """
    stem = layout.stem
    anchors = _Anchors(layout.definition.company, choice)
    arcs = _definition(layout, anchors)
    kinds = ["pre", *(["def"] if arcs["links_of_definition"] else []), "lab"]
    if any(statement.sums for statement in layout.definition.company.statements):
        kinds.insert(1, "cal")
    yield templated(f"{stem}.xsd", "schema.xsd.j2", _schema(layout, year, kinds))
    yield templated(f"{stem}_pre.xml", "presentation.xml.j2", presentation(layout))
    if "cal" in kinds:
        yield templated(f"{stem}_cal.xml", "calculation.xml.j2", calculation(layout))
    if "def" in kinds:
        yield templated(f"{stem}_def.xml", "definition.xml.j2", arcs)
    labels = own_labels(layout)
    labels["concepts"] += anchors.labels(layout)
    yield templated(f"{stem}_lab.xml", "label.xml.j2", labels)
    yield templated(f"{stem}.xml", "instance.xbrl.j2", _instance(layout, facts, accepted))


def _schema(layout: EdgarLayout, year: YearModel, kinds: list[str]) -> dict[str, Any]:
    view = own_schema(layout)
    view["linkbases"] = [linkbase(layout.stem, kind) for kind in kinds]
    view["imports"] = [
        {"namespace": known.namespace, "href": known.schema_} for known in layout.official.values()
    ]
    view["types_of"] = {
        prefix: {"namespace": known.namespace, "href": known.schema_} for prefix, known in year.types.items()
    }
    return view


def _definition(layout: EdgarLayout, anchors: "_Anchors") -> dict[str, Any]:
    """The definition linkbase: hypercubes of the statements with axes, and all anchors."""
    company = layout.definition.company
    with_axes = replace(company, statements=tuple(s for s in company.statements if s.axes))
    view = definition(replace(layout, definition=replace(layout.definition, company=with_axes)))
    view["links_of_definition"] += anchors.links(layout)
    used = {link["role"] for link in view["links_of_definition"]}
    refs = map(layout.role_ref, company.statements)
    view["role_refs"] = [ref for ref in refs if ref.uri in used]
    return view


def _instance(layout: EdgarLayout, facts: FactSet, accepted: tuple[Accepted, ...]) -> dict[str, Any]:
    view = instance(layout, facts, accepted)
    own = layout.definition.company.own.prefix
    view["namespaces"] = [
        *({"prefix": prefix, "uri": known.namespace} for prefix, known in layout.official.items()),
        {"prefix": own, "uri": layout.namespace},
    ]
    return view


class _Anchors:
    """The official elements to which own concepts are anchored."""

    def __init__(self, company: Company, choice: Choice) -> None:
        self._company = company
        used = {concept.name for concept in used_concepts(company)}
        self._own: dict[str, tuple[Chosen, Concept]] = {}
        by_element = {found.qname: found for found in used_concepts(company)}
        labels = {next(iter(found.label.values())) for found in by_element.values()}
        self._further: dict[str, Concept] = {}
        for chosen in choice.chosen.values():
            if chosen.anchor is None or chosen.concept.name not in used:
                continue
            if chosen.anchor not in by_element:
                by_element[chosen.anchor] = self._further[chosen.anchor] = _named(chosen.anchor, labels)
            self._own[chosen.concept.name] = (chosen, by_element[chosen.anchor])

    def links(self, layout: EdgarLayout) -> list[dict[str, Any]]:
        """A link for each statement with the anchors of the concepts that stand there first."""
        done: set[str] = set()
        found = []
        for statement in self._company.statements:
            link = Link(layout, layout.role(statement))
            shown = [line.concept for line in statement.lines]
            shown += [member for _, members in statement.axes for member in members]
            for concept in shown:
                if concept.name in done or concept.name not in self._own:
                    continue
                done.add(concept.name)
                chosen, anchor = self._own[concept.name]
                ends = (concept, anchor) if chosen.wider else (anchor, concept)
                general, special = map(link.shared, ends)
                link.arc(general, special, arcrole=_GENERAL_SPECIAL)
            if link.view["arcs"]:
                found.append(link.view)
        return found

    def labels(self, layout: EdgarLayout) -> list[dict[str, Any]]:
        """Labels for anchors that the report uses for nothing else."""
        role, lang = "http://www.xbrl.org/2003/role/label", self._company.languages[ENGLISH]
        return [
            {
                "href": layout.href(concept),
                "label": concept.id,
                "texts": [{"role": role, "lang": lang, "text": concept.label[ENGLISH]}],
            }
            for _, concept in sorted(self._further.items())
        ]


def _named(element: str, taken: set[str]) -> Concept:
    """An official element of which only the name is known; its words are the label."""
    name = element.partition(":")[2]
    kind = end_of(name)
    label = " ".join(_WORDS.findall(name.removesuffix(kind)))
    if kind:
        label = f"{label} [{' '.join(_WORDS.findall(kind))}]"
    if label in taken:
        label = f"{label} ({name})"
    taken.add(label)
    return bare(element, label)
