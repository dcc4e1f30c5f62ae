"""The views for linkbases with arcs: presentation, calculation, definition, alignment.

XBRL 2.1, 5.2, and XBRL Dimensions 1.0, 2: an extended link has a locator for each concept, and arcs between
locators.
"""

from typing import Any

from tieout.definitions import Company, Concept, Line, Statement
from tieout.render import names
from tieout.render.layout import Layout, linkbase

View = dict[str, Any]


class Link:
    """An extended link being built: a locator for each node, arcs with distinct orders."""

    def __init__(self, layout: Layout, role: str) -> None:
        """An empty link of a role."""
        self._layout = layout
        self._used: dict[str, int] = {}
        self._orders: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self.view: View = {"role": role, "nodes": [], "arcs": []}

    def node(self, concept: Concept) -> str:
        """A new locator for a concept, since one concept may stand in two places."""
        count = self._used.get(concept.id, 0) + 1
        self._used[concept.id] = count
        label = concept.id if count == 1 else f"{concept.id}_{count}"
        self.view["nodes"].append({"href": self._layout.href(concept), "label": label})
        return label

    def shared(self, concept: Concept) -> str:
        """The one locator of a concept in this link."""
        if concept.id not in self._labels:
            self._labels[concept.id] = self.node(concept)
        return self._labels[concept.id]

    def arc(self, parent: str, child: str, **attributes: object) -> None:
        """Adds an arc, ordered after the earlier ones of its parent."""
        self._orders[parent] = self._orders.get(parent, 0) + 1
        arc = {
            "parent": parent,
            "child": child,
            "order": self._orders[parent],
            "preferred": None,
            "hypercube": False,
        }
        self.view["arcs"].append(arc | attributes)


def presented(statement: Statement) -> list[Line]:
    """The lines in the presentation; a concept repeated with other members is shown once."""
    by_place: dict[tuple[int | None, str], list[Line]] = {}
    for line in statement.lines:
        by_place.setdefault((line.parent, line.concept.name), []).append(line)
    shown = []
    for lines in by_place.values():
        whole = [line for line in lines if not line.members]
        unlike = {line.label_role: line for line in reversed(whole)}
        shown += list(unlike.values()) if whole else lines[:1]
    return sorted(shown, key=lambda line: line.index)


def used_concepts(company: Company) -> tuple[Concept, ...]:
    """The concepts that a report uses: those of the base layer in its statements, and all of its own."""
    shown: dict[str, Concept] = {}
    for statement in company.statements:
        shown[statement.root.name] = statement.root
        if statement.axes:
            for concept in (statement.hypercube, statement.line_items):
                shown[concept.name] = concept
        for axis, members in statement.axes:
            for concept in (axis, company.concept(axis.default or ""), *members):
                shown[concept.name] = concept
        for line in statement.lines:
            shown[line.concept.name] = line.concept
    base = (concept for name, concept in company.base.concepts.items() if name in shown)
    return (*base, *company.own.concepts.values())


def presentation(layout: Layout) -> View:
    """The presentation linkbase: one link a statement, in printed order."""
    company = layout.definition.company
    return {
        "role_refs": [layout.role_ref(statement) for statement in company.statements],
        "presentation": [_presentation(layout, statement) for statement in company.statements],
    }


def _presentation(layout: Layout, statement: Statement) -> View:
    link = Link(layout, layout.role(statement))
    company = layout.definition.company
    top = link.node(statement.root)
    if statement.axes:
        table = link.node(statement.hypercube)
        link.arc(top, table)
        for axis, members in statement.axes:
            axis_node = link.node(axis)
            link.arc(table, axis_node)
            domain = link.node(company.concept(axis.default or ""))
            link.arc(axis_node, domain)
            member_nodes: dict[str, str] = {}
            for member in members:
                above = statement.whole.get(member.name)
                node = member_nodes[member.name] = link.node(member)
                link.arc(domain if above is None else member_nodes[above.name], node)
        items = link.node(statement.line_items)
        link.arc(table, items)
        top = items
    nodes: dict[int | None, str] = {None: top}
    for line in presented(statement):
        node = link.node(line.concept)
        if line.heading:
            nodes[line.index] = node
        preferred = None if line.label_role == "label" else names.LABEL_ROLES[line.label_role]
        link.arc(nodes[line.parent], node, preferred=preferred)
    return link.view


def calculation(layout: Layout) -> View:
    """The calculation linkbase (XBRL 2.1, 5.2.5): a link for each statement with sums.

    The arcrole of a statement says how strictly it foots: that of 2003 to the last digit, that of
    Calculations 1.1 within rounding.
    """
    summed = [s for s in layout.definition.company.statements if s.sums]
    links = []
    for statement in summed:
        link = Link(layout, layout.role(statement))
        link.view["arcrole"] = names.SUM_2003 if statement.exact else names.SUM_2023.uri
        for rule in statement.sums:
            total = link.shared(statement.lines[rule.total].concept)
            for index, weight in rule.parts:
                link.arc(total, link.shared(statement.lines[index].concept), weight=weight)
        links.append(link.view)
    return {
        "role_refs": [layout.role_ref(statement) for statement in summed],
        "arcrole_refs": [] if all(statement.exact for statement in summed) else [names.SUM_2023],
        "calculation": links,
    }


def definition(layout: Layout) -> View:
    """The definition linkbase: a closed hypercube for every statement, and the axes' defaults.

    (XBRL Dimensions 1.0, 2.3 and 2.7.1.)
    """
    company = layout.definition.company
    links = []
    for statement in company.statements:
        links.append(_hypercube(layout, statement))
        if statement.axes:
            # A link of its own: Arelle takes default and domain between one pair in one link for duplicates.
            defaults = Link(layout, layout.role(statement))
            for axis, _ in statement.axes:
                domain = company.concept(axis.default or "")
                defaults.arc(
                    defaults.shared(axis),
                    defaults.shared(domain),
                    arcrole=names.DIMENSION + "dimension-default",
                )
            links.append(defaults.view)
    return {
        "role_refs": [layout.role_ref(statement) for statement in company.statements],
        "arcrole_refs": names.DIMENSIONS,
        "links_of_definition": links,
    }


def _hypercube(layout: Layout, statement: Statement) -> View:
    """The hypercube of a statement. It is closed even without axes,
    so that no fact may have other members.
    """
    company = layout.definition.company
    link = Link(layout, layout.role(statement))
    primary = link.shared(statement.line_items if statement.axes else statement.root)
    table = link.shared(statement.hypercube)
    link.arc(primary, table, arcrole=names.DIMENSION + "all", hypercube=True)
    for axis, members in statement.axes:
        axis_node, domain = link.shared(axis), link.shared(company.concept(axis.default or ""))
        link.arc(table, axis_node, arcrole=names.DIMENSION + "hypercube-dimension")
        link.arc(axis_node, domain, arcrole=names.DIMENSION + "dimension-domain")
        for member in members:
            above = statement.whole.get(member.name)
            parent = domain if above is None else link.shared(above)
            link.arc(parent, link.shared(member), arcrole=names.DIMENSION + "domain-member")
    seen = set()
    for line in statement.lines:
        if line.concept.name in seen:
            continue
        seen.add(line.concept.name)
        parent = primary if line.parent is None else link.shared(statement.lines[line.parent].concept)
        link.arc(parent, link.shared(line.concept), arcrole=names.DIMENSION + "domain-member")
    return link.view


def alignment(layout: Layout) -> tuple[View, View]:
    """The second entry point's schema and definition linkbase: arcs to the official us-gaap elements."""
    company = layout.definition.company
    official = company.official["us-gaap"]
    link = Link(layout, names.ROLE + "link")
    official_nodes: dict[str, str] = {}
    for concept in used_concepts(company):
        prefix, _, element = (concept.element or "").partition(":")
        if prefix != "us-gaap" or concept.type in ("heading", "hypercube", "line-items"):
            continue
        if element not in official_nodes:
            label = f"us-gaap_{element}"
            official_nodes[element] = label
            link.view["nodes"].append({"href": f"{official}#us-gaap_{element}", "label": label})
        theirs, ours = official_nodes[element], link.shared(concept)
        if concept.relation == "exact":
            link.arc(theirs, ours, arcrole=names.ESSENCE_ALIAS)
        elif concept.relation == "narrower":
            link.arc(theirs, ours, arcrole=names.WIDER_NARROWER.uri)
        else:
            link.arc(ours, theirs, arcrole=names.WIDER_NARROWER.uri)
    entry = {
        "namespace": layout.alignment_namespace,
        "comment": "The report's taxonomy beside the official one, which has to be at hand.",
        "linkbases": [linkbase(f"{layout.stem}-align", "def")],
        "imports": [
            {"namespace": layout.namespace, "href": layout.found(f"{layout.stem}.xsd")},
            {"namespace": f"http://fasb.org/us-gaap/{company.base_date.isoformat()}", "href": official},
        ],
    }
    return entry, {
        "role_refs": [],
        "arcrole_refs": [names.WIDER_NARROWER],
        "links_of_definition": [link.view],
    }
