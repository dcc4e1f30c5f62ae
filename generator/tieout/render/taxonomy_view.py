"""What the templates of schemas, labels, references and packages show: plain values, all decided here."""

from collections.abc import Iterable, Iterator

from tieout.definitions import Company, Concept, LabelRole, Line, first_of
from tieout.render import names
from tieout.render.layout import Layout
from tieout.render.linkbase_view import View, presented


def schema(layout: Layout, concepts: Iterable[Concept], *, own: bool) -> View:
    """The schema of a layer."""
    company = layout.definition.company
    concepts = tuple(concepts)
    stem = layout.stem if own else layout.base_stem
    kinds = ("pre", "cal", "def", "lab", "ref", "gen") if own else ("lab", "ref")
    base_import = {"namespace": layout.base_namespace, "href": layout.base_href(f"{layout.base_stem}.xsd")}
    return {
        "prefix": (company.own if own else company.base).prefix,
        "namespace": layout.namespace if own else layout.base_namespace,
        "roles": [
            {"uri": layout.role(s), "id": s.name, "definition": s.definition}
            for s in (company.statements if own else ())
        ],
        "linkbases": [layout.linkbase(stem, kind) for kind in kinds],
        "imports": [base_import] if own else [],
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
    """The type of what is counted in a unit of a layer's own: `gbpsItemType`, `usdPerMBblItemType`."""
    of, _, per = unit.partition("/")
    if per:
        return f"{of.lower()}Per{per[0].upper()}{per[1:]}ItemType"
    return f"{unit[0].lower()}{unit[1:]}ItemType"


def parts(layout: Layout) -> View:
    """The schema of the reference parts."""
    return {
        "namespace": layout.parts_namespace,
        "parts": [{"name": name, "doc": doc} for name, doc in names.PARTS],
    }


def labels(layout: Layout, concepts: Iterable[Concept], used: dict[tuple[str, LabelRole], Line]) -> View:
    """A label linkbase: standard and documentation labels of `concepts`, and labels for `used` roles."""
    company = layout.definition.company
    texts: dict[str, list[View]] = {}
    for concept in concepts:
        texts[concept.name] = [
            {"role": role, "lang": company.languages[key], "text": " ".join(text.split())}
            for role, by_language in (
                (names.LABEL_ROLES["label"], concept.label),
                (names.DOCUMENTATION, concept.doc),
            )
            for key, text in _in_order(by_language, company)
        ]
    roles = set()
    for (name, role), line in used.items():
        roles.add(names.LABEL_ROLES[role])
        texts.setdefault(name, []).extend(
            {"role": names.LABEL_ROLES[role], "lang": company.languages[key], "text": text}
            for key, text in _in_order(_label(line, role), company)
        )
    return {
        "role_refs": [names.negated_ref(role) for role in sorted(roles) if role.startswith(names.NEGATED)],
        "concepts": [
            {"href": layout.href(concept, within_base=not used), "label": concept.id, "texts": texts[name]}
            for name in sorted(texts)
            for concept in (company.concept(name),)
        ],
    }


def _in_order(texts: dict[str, str], company: Company) -> Iterator[tuple[str, str]]:
    for key in company.languages:
        if key in texts:
            yield key, texts[key]


def _label(line: Line, role: LabelRole) -> dict[str, str]:
    if line.label is not None:
        return line.label
    if "total" in role and line.concept.total is not None:
        return line.concept.total
    return line.concept.label


def used_labels(company: Company) -> dict[tuple[str, LabelRole], Line]:
    """Each label role that a statement shows a concept with; a line with a label of its own decides it."""
    used: dict[tuple[str, LabelRole], Line] = {}
    for statement in company.statements:
        for line in presented(statement):
            key = (line.concept.name, line.label_role)
            if line.label_role != "label" and (key not in used or used[key].label is None):
                used[key] = line
    return used


def references(layout: Layout, concepts: Iterable[Concept], *, own: bool) -> View:
    """A reference linkbase: the codification's topic, and the official element."""
    issued = layout.definition.company.base_date.isoformat()
    official = {"": ("", ""), **names.OFFICIAL}
    return {
        "parts": {
            "namespace": layout.parts_namespace,
            "href": layout.base_href(layout.parts_file) if own else layout.parts_file,
        },
        "concepts": [
            {
                "href": layout.href(concept, within_base=not own),
                "label": concept.id,
                "topic": concept.topic and concept.topic.split("-")[0],
                "subtopic": concept.topic and concept.topic.split("-")[1],
                "element": concept.element,
                "relation": concept.relation,
                "publisher": official[(concept.element or ":").split(":")[0]][0],
                "taxonomy": official[(concept.element or ":").split(":")[0]][1],
                "issued": issued,
            }
            for concept in concepts
            if concept.topic or concept.element
        ],
    }


def titles(layout: Layout) -> View:
    """A generic linkbase with the statements' titles in every language: a role's definition has but one."""
    company = layout.definition.company
    return {
        "roles": [
            {
                "href": layout.role_ref(statement).href,
                "label": statement.name,
                "texts": [
                    {"lang": company.languages[key], "text": text}
                    for key, text in _in_order(statement.title, company)
                ],
            }
            for statement in company.statements
        ]
    }


def assertions(layout: Layout) -> View:
    """The entry point that adds the formula assertions.

    They are apart since an inline report tags each printing of a figure, and an assertion that foots exactly
    would take a rounded one for the figure.
    """
    return {
        "comment": "The report's taxonomy with its formula assertions, for reports that have each fact once.",
        "namespace": f"{layout.namespace}/assertions",
        "linkbase": layout.linkbase(layout.stem, "for"),
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
            {
                "name": "Alignment",
                "description": "The same with arcs to the official us-gaap taxonomy of 2018, which it needs.",
                "href": f"{layout.namespace}/{layout.stem}-align.xsd",
            },
            {
                "name": "Base",
                "description": "The concepts that any company's release shares.",
                "href": f"{layout.base_namespace}/{layout.base_stem}.xsd",
            },
        ],
    }
    rewrites = [
        {"uri": f"{namespace}/", "prefix": f"../{folder}/"}
        for namespace in (layout.namespace, layout.base_namespace)
    ]
    return metadata, {"rewrites": rewrites}
