"""The views for schemas, labels, references and packages, as plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from tieout.definitions import Base, Company, Concept, LabelRole, Line, first_of
from tieout.render import names
from tieout.render.layout import BaseLayout, Layout, linkbase
from tieout.render.linkbase_view import View, presented, used_concepts


def base_schema(layout: BaseLayout) -> View:
    """The schema of the base layer with its concepts alone; a report adds the labels that it uses."""
    return _schema(layout.layer.prefix, layout.namespace, layout.layer.concepts.values())


def own_schema(layout: Layout) -> View:
    """The schema of a report's own concepts, its roles, and all its linkbases."""
    company = layout.definition.company
    view = _schema(company.own.prefix, layout.namespace, company.own.concepts.values())
    view["roles"] = [
        {"uri": layout.role(s), "id": s.name, "definition": s.definition} for s in company.statements
    ]
    kinds = ("pre", "cal", "def", "lab", "ref", "gen")
    view["linkbases"] = [linkbase(layout.stem, kind) for kind in kinds]
    view["imports"] = [{"namespace": layout.base.namespace, "href": f"{layout.base.stem}.xsd"}]
    return view


def _schema(prefix: str, namespace: str, concepts: Iterable[Concept]) -> View:
    concepts = tuple(concepts)
    return {
        "prefix": prefix,
        "namespace": namespace,
        "roles": [],
        "linkbases": [],
        "imports": [],
        "types_of": names.TYPES_OF,
        "types": [unit_type(unit) for unit in dict.fromkeys(c.unit for c in concepts if c.unit)],
        "elements": [
            {
                "name": concept.name,
                "id": concept.id,
                "type": f"{concept.prefix}:{unit_type(concept.unit)}"
                if concept.unit
                else names.TYPES[concept.type],
                "group": names.GROUPS.get(concept.type, "xbrli:item"),
                "abstract": concept.abstract,
                "period": concept.period,
                "balance": concept.balance,
            }
            for concept in concepts
        ],
    }


def unit_type(unit: str) -> str:
    """The name of the type for a unit of a layer's own: `gbpsItemType`, `usdPerMBblItemType`."""
    of, _, per = unit.partition("/")
    if per:
        return f"{of.lower()}Per{per[0].upper()}{per[1:]}ItemType"
    return f"{unit[0].lower()}{unit[1:]}ItemType"


def parts(layout: BaseLayout) -> View:
    """The schema of the reference parts."""
    return {
        "namespace": layout.parts_namespace,
        "parts": [{"name": name, "doc": doc} for name, doc in names.PARTS],
    }


def base_labels(base: Base) -> View:
    """The label linkbase of the whole base layer."""
    concepts = base.layer.concepts
    texts = {name: _standing(concept, base.languages) for name, concept in concepts.items()}
    return _labels(concepts, texts, BaseLayout(base.layer, base.date).href)


def own_labels(layout: Layout) -> View:
    """The label linkbase of a report: all labels of the concepts that it uses, from both layers."""
    company = layout.definition.company
    concepts = {concept.name: concept for concept in used_concepts(company)}
    texts = {name: _standing(concept, company.languages) for name, concept in concepts.items()}
    roles = set()
    for (name, role), line in used_labels(company).items():
        roles.add(names.LABEL_ROLES[role])
        texts[name] += [
            {"role": names.LABEL_ROLES[role], "lang": company.languages[key], "text": text}
            for key, text in _in_order(_label(line, role), company.languages)
        ]
    view = _labels(concepts, texts, layout.href)
    negated = sorted(role for role in roles if role.startswith(names.NEGATED))
    view["role_refs"] = [names.negated_ref(role) for role in negated]
    return view


def _standing(concept: Concept, languages: Mapping[str, str]) -> list[View]:
    """The standard label and the documentation of a concept, in every language."""
    return [
        {"role": role, "lang": languages[key], "text": " ".join(text.split())}
        for role, by_language in (
            (names.LABEL_ROLES["label"], concept.label),
            (names.DOCUMENTATION, concept.doc),
        )
        for key, text in _in_order(by_language, languages)
    ]


def _labels(
    concepts: Mapping[str, Concept], texts: Mapping[str, list[View]], href: Callable[[Concept], str]
) -> View:
    return {
        "role_refs": [],
        "concepts": [
            {"href": href(concepts[name]), "label": concepts[name].id, "texts": texts[name]}
            for name in sorted(texts)
        ],
    }


def _in_order(texts: Mapping[str, str], languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key in languages:
        if key in texts:
            yield key, texts[key]


def _label(line: Line, role: LabelRole) -> dict[str, str]:
    if line.label is not None:
        return line.label
    if "total" in role and line.concept.total is not None:
        return line.concept.total
    return line.concept.label


def used_labels(company: Company) -> dict[tuple[str, LabelRole], Line]:
    """The lines with the label roles with which statements show a concept;
    a line with its own label comes first.
    """
    used: dict[tuple[str, LabelRole], Line] = {}
    for statement in company.statements:
        for line in presented(statement):
            key = (line.concept.name, line.label_role)
            if line.label_role != "label" and (key not in used or used[key].label is None):
                used[key] = line
    return used


def base_references(layout: BaseLayout) -> View:
    """The reference linkbase of the whole base layer."""
    return _references(layout, layout.layer.concepts.values(), layout.href)


def own_references(layout: Layout) -> View:
    """The reference linkbase of a report: references of the concepts that it uses, from both layers."""
    base = layout.base
    used = used_concepts(layout.definition.company)
    return _references(base, used, layout.href)


def _references(base: BaseLayout, concepts: Iterable[Concept], href: Callable[[Concept], str]) -> View:
    """The codification's topic of each concept, and the official element that it is aligned with."""
    official = {"": ("", ""), **names.OFFICIAL}
    return {
        "parts": {"namespace": base.parts_namespace, "href": base.parts_file},
        "concepts": [
            {
                "href": href(concept),
                "label": concept.id,
                "topic": concept.topic and concept.topic.split("-")[0],
                "subtopic": concept.topic and concept.topic.split("-")[1],
                "element": concept.element,
                "relation": concept.relation,
                "publisher": official[(concept.element or ":").split(":")[0]][0],
                "taxonomy": official[(concept.element or ":").split(":")[0]][1],
                "issued": base.day.isoformat(),
            }
            for concept in concepts
            if concept.topic or concept.element
        ],
    }


def titles(layout: Layout) -> View:
    """A generic linkbase with the statements' titles in every language: a role's definition has only one."""
    company = layout.definition.company
    return {
        "roles": [
            {
                "href": layout.role_ref(statement).href,
                "label": statement.name,
                "texts": [
                    {"lang": company.languages[key], "text": text}
                    for key, text in _in_order(statement.title, company.languages)
                ],
            }
            for statement in company.statements
        ]
    }


def labelled(layout: BaseLayout) -> View:
    """The entry point of the base layer by itself: its concepts with their labels and references."""
    return {
        "comment": "The concepts that any company's release shares, with their labels and references.",
        "namespace": f"{layout.namespace}/labelled",
        "linkbases": [linkbase(layout.stem, kind) for kind in ("lab", "ref")],
        "imports": [{"namespace": layout.namespace, "href": f"{layout.stem}.xsd"}],
    }


def assertions(layout: Layout) -> View:
    """The entry point that adds the formula assertions.

    It is separate, since simple readers know no formulas, and since an inline report tags each printing of a
    figure: an exact assertion would use a rounded printing.
    """
    return {
        "comment": "The report's taxonomy with its formula assertions, for reports that have each fact once.",
        "namespace": f"{layout.namespace}/assertions",
        "linkbases": [linkbase(layout.stem, "for")],
        "imports": [{"namespace": layout.namespace, "href": f"{layout.stem}.xsd"}],
    }


def package(layout: Layout, name: str, folder: str) -> tuple[View, View]:
    """A package's metadata and catalog (Taxonomy Packages 1.0); its taxonomy is in `folder`."""
    company = layout.definition.company
    core = f"{layout.namespace}/{layout.stem}.xsd"
    metadata = {
        "identifier": f"{layout.namespace}/{name}",
        "name": f"{first_of(company.name)} earnings release taxonomy",
        "description": f"Preliminary: of the release for the period to {layout.definition.period.end}.",
        "version": f"{layout.definition.period.end:%Y%m%d}",
        "publisher": company.publisher,
        "published": layout.definition.published.isoformat(),
        "entry_points": [
            {"name": "Report", "description": "The taxonomy, complete in itself.", "href": core},
            {
                "name": "Assertions",
                "description": "The same with what no calculation can say, as formula assertions.",
                "href": f"{layout.namespace}/{layout.assertions_file}",
            },
        ],
    }
    return metadata, _catalog(folder, layout.namespace)


def alignment_package(layout: Layout, name: str, folder: str) -> tuple[View, View]:
    """Metadata and catalog of the package of the alignment, which needs the report's and the official one."""
    company = layout.definition.company
    namespace = layout.alignment_namespace
    metadata = {
        "identifier": f"{namespace}/{name}",
        "name": f"{first_of(company.name)} earnings release taxonomy, aligned with us-gaap",
        "description": f"Arcs to us-gaap of {layout.base.day.year}: it needs that, and the report's package.",
        "version": f"{layout.definition.period.end:%Y%m%d}",
        "publisher": company.publisher,
        "published": layout.definition.published.isoformat(),
        "entry_points": [
            {
                "name": "Alignment",
                "description": "The report's taxonomy with its arcs to the official one.",
                "href": f"{namespace}/{layout.stem}-align.xsd",
            }
        ],
    }
    return metadata, _catalog(folder, namespace)


def base_package(base: Base, name: str, folder: str) -> tuple[View, View]:
    """Metadata and catalog of the package of the base layer by itself."""
    layout = BaseLayout(base.layer, base.date)
    metadata = {
        "identifier": f"{layout.namespace}/{name}",
        "name": "tieout base taxonomy",
        "description": "The concepts that any company's release shares, aligned with us-gaap.",
        "version": f"{layout.day:%Y%m%d}",
        "publisher": base.publisher,
        "published": layout.day.isoformat(),
        "entry_points": [
            {
                "name": "Labelled",
                "description": "The concepts with their labels, documentation and references.",
                "href": f"{layout.namespace}/{layout.labelled_file}",
            },
            {
                "name": "Concepts",
                "description": "The concepts alone, as the taxonomies of reports import them.",
                "href": f"{layout.namespace}/{layout.stem}.xsd",
            },
        ],
    }
    return metadata, _catalog(folder, layout.namespace)


def _catalog(folder: str, address: str) -> View:
    """The catalog that maps an address to a package's folder."""
    return {"rewrites": [{"uri": f"{address}/", "prefix": f"../{folder}/"}]}
