"""What the formula linkbase's template shows: an assertion for each relation (Formula 1.0)."""

from typing import Any

from tieout.definitions import Company, Relation, Term
from tieout.render import names
from tieout.render.layout import Layout

View = dict[str, Any]


def formula(layout: Layout) -> View:
    """The formula linkbase: what must be equal and no calculation can say."""
    company = layout.definition.company
    return {
        "namespaces": [
            {"prefix": company.base.prefix, "uri": layout.base_namespace},
            {"prefix": company.own.prefix, "uri": layout.namespace},
        ],
        "role_refs": names.FORMULA_ROLES,
        "arcrole_refs": names.FORMULA_ARCROLES,
        "assertions": [
            _assertion(relation, company)
            for statement in company.statements
            for relation in statement.relations
        ],
    }


def _assertion(relation: Relation, company: Company) -> View:
    """The total is $total, its parts $part1 and on. Facts that are not reported are an empty sequence."""
    axes = sorted({axis for _, term in ((1, relation.total), *relation.parts) for axis, _ in term.members})
    terms = [
        ("total", relation.total),
        *((f"part{n}", term) for n, (_, term) in enumerate(relation.parts, 1)),
    ]
    weighted = ", ".join(
        f"{'-' if weight < 0 else ''}$part{n}" for n, (weight, _) in enumerate(relation.parts, 1)
    )
    lead = next((name for name, term in terms if term.at is None), "total")
    # A balance's ends are of one period only through the flow between them: without it they are not compared.
    ends = {name for name, term in terms if term.at is not None}
    needed = {"total", *ends, *((lead,) if ends else ())}
    return {
        "id": relation.id,
        "test": f"$total eq sum(({weighted}))",
        "reported": f"exists(({weighted.replace('-', '')}))",
        "lead": lead,
        "says": [
            {"lang": lang, "text": " ".join(relation.says[key].split())}
            for key, lang in company.languages.items()
            if key in relation.says
        ],
        "message": f"{relation.says['en']}: reported {{$total}}, the parts make {{sum(({weighted}))}}",
        "terms": [
            _term(f"{relation.id}.{name}", order, term, axes, company, needed=name in needed)
            for order, (name, term) in enumerate(terms, 1)
        ],
    }


def _term(label: str, order: int, term: Term, axes: list[str], company: Company, *, needed: bool) -> View:
    """A variable. On each axis of the relation it takes its member, or the axis's default."""
    members = dict(term.members)
    return {
        "label": label,
        "name": label.rpartition(".")[2],
        "order": order,
        "optional": not needed,
        "concept": term.concept.qname,
        "boundary": term.at,
        "axes": [
            {
                "label": f"{label}.{axis}",
                "axis": company.concept(axis).qname,
                # A fact that does not use the axis has its default member (Dimensions 1.0, 2.7.1).
                "member": company.concept(members.get(axis) or company.concept(axis).default or "").qname,
            }
            for axis in axes
        ],
    }
