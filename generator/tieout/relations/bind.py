"""Finds the contexts in which each relation of a company applies: those that report its figures.

A sum applies as a calculation linkbase does (XBRL 2.1, 5.2.5.2), any other relation as its assertion does.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tieout.core import FiscalCalendar, Period
from tieout.definitions import Company, Members, Relation, Statement, Sum, Term
from tieout.relations.model import Bound, Key

_Index = dict[tuple[str, Members], dict[Period, None]]


def bind(company: Company, keys: Iterable[Key]) -> tuple[Bound, ...]:
    """Every relation of a company's statements in every
    context that reports its figures, in a stable order.
    """
    return _bound(company, tuple(keys))


@lru_cache(maxsize=8)
def _bound(company: Company, keys: tuple[Key, ...]) -> tuple[Bound, ...]:
    """As `bind`. The result is kept,
    since recovery and tie-out ask for the same keys, whatever the values are.
    """
    return tuple(_relations(company, keys))


def _relations(company: Company, keys: tuple[Key, ...]) -> Iterator[Bound]:
    index: _Index = {}
    by_concept: dict[str, dict[Members, None]] = {}
    for concept, members, period in keys:
        index.setdefault((concept, members), {})[period] = None
        by_concept.setdefault(concept, {})[members] = None
    for statement in company.statements:
        for rule in statement.sums:
            # A calculation binds in every context that reports the total, whatever its members.
            total = statement.lines[rule.total].concept.name
            for members in by_concept.get(total, {}):
                yield from _sum(statement, rule, members, index)
        for relation in statement.relations:
            if not relation.every_member:
                yield from _related(relation, (), company.calendar, index)
                continue
            for members in by_concept.get(relation.total.concept.name, {}):
                yield from _related(relation, members, company.calendar, index)


def _sum(statement: Statement, rule: Sum, members: Members, index: _Index) -> Iterator[Bound]:
    concept = statement.lines[rule.total].concept
    for period in index[concept.name, members]:
        parts = tuple(
            (weight, (name, members, period))
            for line, weight in rule.parts
            if period in index.get(((name := statement.lines[line].concept.name), members), {})
        )
        if parts:
            yield Bound(
                relation=f"{statement.name}/{concept.name}",
                exact=statement.exact,
                plus=0,
                total=(concept.name, members, period),
                parts=parts,
                per=None,
                rule=None,
            )


def _related(
    relation: Relation, members: Members, calendar: FiscalCalendar, index: _Index
) -> Iterator[Bound]:
    """One relation in every period that reports its total and a part of it,
    or all its terms where it needs all.
    """
    terms = relation.terms
    flows = [term for term in terms if term.at is None]
    lead = flows[0] if flows else relation.total
    for period in index.get((lead.concept.name, _members(lead, members)), {}):
        found = [_key(term, members, period, calendar, index) for term in terms]
        # What is of another period, or divides, is needed: without it nothing is compared.
        needed = [
            key
            for term, key in zip(terms, found, strict=True)
            if term.at is not None or relation.per is not None or relation.complete
        ]
        total, rest = found[0], found[1 : len(relation.parts) + 1]
        parts = tuple(
            (weight, key) for (weight, _), key in zip(relation.parts, rest, strict=True) if key is not None
        )
        if total is not None and parts and None not in needed:
            yield Bound(
                relation=f"{relation.statement}/{relation.name}",
                exact=relation.exact,
                plus=relation.plus,
                total=total,
                parts=parts,
                per=found[-1] if relation.per is not None else None,
                rule=relation,
            )


def _members(term: Term, members: Members) -> Members:
    return term.members or members


def _key(term: Term, members: Members, period: Period, calendar: FiscalCalendar, index: _Index) -> Key | None:
    at: Period | None = period
    if term.at in ("start", "end"):
        at = None if period.instant else period.opening() if term.at == "start" else period.closing()
    elif term.at == "year-before":
        at = calendar.year_before(period)
    elif term.at is not None:
        at = calendar.quarter_of(period, int(term.at[-1]))
    name = term.concept.name
    if at is None or at not in index.get((name, _members(term, members)), {}):
        return None
    return name, _members(term, members), at
