"""Replaces our concepts by the edition's, so that our views render the edition.

Sums are kept where they foot exactly, since calculations of XBRL 2.1 know no rounding, and the SEC has no
others for all years. Relations are dropped, since they would need formula assertions.
"""

from dataclasses import replace

from tieout.definitions import (
    OFFICIAL_PREFIXES,
    Company,
    Concept,
    Layer,
    Line,
    Members,
    ReleaseDefinition,
    Statement,
    first_of,
)
from tieout.editions.us_gaap.choose import Choice, english
from tieout.editions.us_gaap.cover import Cover, of_cover
from tieout.editions.us_gaap.elements import ENGLISH
from tieout.facts import Context, Fact, FactSet
from tieout.render.linkbase_view import used_concepts


def translated(
    definition: ReleaseDefinition, facts: FactSet, choice: Choice, cover: Cover, entity: tuple[str, str, str]
) -> tuple[ReleaseDefinition, FactSet]:
    """A release and its facts with the edition's concepts, and its cover instead of ours.

    `entity` is the register, the company's number in it, and the prefix of the edition's own elements.
    """
    company = _company(definition.company, choice, cover, entity)
    return replace(definition, company=company), _facts(facts, definition.company, choice, cover)


def cover_facts(company: Company) -> frozenset[str]:
    """The names of the concepts on our cover, which has no figures."""
    return frozenset(
        line.concept.name
        for statement in company.statements
        if of_cover(statement)
        for line in statement.lines
    )


def _company(company: Company, choice: Choice, cover: Cover, entity: tuple[str, str, str]) -> Company:
    scheme, code, prefix = entity
    statements = tuple(
        cover.statement if of_cover(statement) else _statement(statement, choice)
        for statement in company.statements
    )
    domains = {name: chosen.concept for name, chosen in choice.chosen.items()}
    known = {concept.name: concept for concept in domains.values()}
    known |= {line.concept.name: line.concept for line in cover.statement.lines}
    known[cover.statement.root.name] = cover.statement.root
    whole = replace(
        company,
        scheme=scheme,
        code=code,
        languages={ENGLISH: company.languages[ENGLISH]},
        base=Layer(company.base.prefix, company.base.authority, known),
        own=Layer(prefix, company.own.authority, {}),
        statements=statements,
    )
    used = {concept.name: concept for concept in used_concepts(whole)}
    official = {name: concept for name, concept in used.items() if concept.prefix in OFFICIAL_PREFIXES}
    own = {name: concept for name, concept in used.items() if concept.prefix not in OFFICIAL_PREFIXES}
    return replace(
        whole,
        base=Layer("us-gaap", company.base.authority, official),
        own=Layer(prefix, company.own.authority, own),
    )


def _statement(statement: Statement, choice: Choice) -> Statement:
    def of(concept: Concept) -> Concept:
        return choice[concept.name]

    title = english(statement.title)
    return replace(
        statement,
        title=title or {ENGLISH: first_of(statement.title)},
        root=of(statement.root),
        # A statement without axes has no table in the edition.
        hypercube=of(statement.hypercube) if statement.axes else statement.hypercube,
        line_items=of(statement.line_items) if statement.axes else statement.line_items,
        axes=tuple(
            (
                replace(of(axis), default=choice[axis.default or ""].name),
                tuple(of(member) for member in members),
            )
            for axis, members in statement.axes
        ),
        whole={choice[name].name: of(whole) for name, whole in statement.whole.items()},
        lines=tuple(_line(line, choice) for line in statement.lines),
        sums=statement.sums if statement.exact else (),
        relations=(),
    )


def _line(line: Line, choice: Choice) -> Line:
    return replace(
        line,
        concept=choice[line.concept.name],
        label=english(line.label) if line.label is not None else None,
        members=members(line.members, choice),
    )


def members(ours: Members, choice: Choice) -> Members:
    """Axes and members by the edition's names."""
    return tuple(sorted((choice[axis].name, choice[member].name) for axis, member in ours))


def _facts(facts: FactSet, company: Company, choice: Choice, cover: Cover) -> FactSet:
    out = cover_facts(company)
    contexts: dict[str, Context] = {fact.context.id: fact.context for fact in cover.facts}
    kept: list[Fact] = [*cover.facts]
    for fact in facts.facts:
        if fact.concept.name in out:
            continue
        context = replace(fact.context, members=members(fact.context.members, choice))
        contexts.setdefault(context.id, context)
        notes = tuple(english(note) for note in fact.notes if english(note))
        kept.append(replace(fact, concept=choice[fact.concept.name], context=context, notes=notes))
    used = {fact.unit.id for fact in kept if fact.unit is not None}
    units = tuple(unit for unit in facts.units if unit.id in used)
    return replace(facts, facts=tuple(kept), contexts=tuple(contexts.values()), units=units)
