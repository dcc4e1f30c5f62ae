"""Ties the facts out: every total against its parts, every repeat against its figure.

The rules are XBRL's. A statement that foots exactly is checked to the last digit (XBRL 2.1, 5.2.5.2, on
facts of one precision); one that foots within rounding by closed intervals of half a printed unit around
each figure (Calculations 1.1). A check is made where the total and at least one part are reported in the
same context, as a calculation binds.
"""

from collections.abc import Iterator
from decimal import Decimal

from tieout.core import Finding, Period, half_unit
from tieout.definitions import Members, Relation, ReleaseDefinition, Statement, Sum, Term
from tieout.facts import Fact, FactSet
from tieout.mapping import Printed
from tieout.tie.ledger import Ledger
from tieout.tie.model import Check, Tied

_At = tuple[Period, str]
_Index = dict[tuple[str, Members], dict[_At, Fact]]


def tie_out(facts: FactSet, definition: ReleaseDefinition) -> Tied:
    """Checks every relation, and sets what release.yaml accepts against what occurs."""
    index = _index(facts)
    checks = tuple(
        check for statement in definition.company.statements for check in _statement_checks(statement, index)
    )
    by_id = facts.by_id()
    ledger = Ledger(definition, facts)
    findings: list[Finding] = []
    for check in checks:
        if not check.holds and not ledger.accept_relation(check):
            findings.append(_off(check))
    for repeat in facts.repeats:
        if not repeat.agrees and not ledger.accept_repeat(repeat.fact, repeat.printed):
            findings.append(_unlike(by_id[repeat.fact], repeat.printed))
    findings += ledger.left_over()
    return Tied(checks, tuple(ledger.accepted), tuple(findings))


def _index(facts: FactSet) -> _Index:
    index: _Index = {}
    for fact in facts.facts:
        if fact.unit is not None and isinstance(fact.value, Decimal):
            key = (fact.concept.name, fact.context.members)
            index.setdefault(key, {})[(fact.context.period, fact.unit.id)] = fact
    return index


def _statement_checks(statement: Statement, index: _Index) -> Iterator[Check]:
    for rule in statement.sums:
        name = statement.lines[rule.total].concept.name
        # A calculation binds in every context that reports the total, whatever its members.
        for (concept, members), totals in list(index.items()):
            if concept == name:
                yield from _bound(statement, rule, totals, index, members)
    for relation in statement.relations:
        yield from _related(statement, relation, index)


def _bound(
    statement: Statement, rule: Sum, totals: dict[_At, Fact], index: _Index, members: Members
) -> Iterator[Check]:
    for at, total in totals.items():
        parts = [
            (weight, fact)
            for line, weight in rule.parts
            if (fact := index.get((statement.lines[line].concept.name, members), {}).get(at)) is not None
        ]
        if parts:
            yield _check(statement, total.concept.name, total, parts)


def _related(statement: Statement, relation: Relation, index: _Index) -> Iterator[Check]:
    """A relation in every period that reports its total and a part, or all terms that have an end."""
    terms = [relation.total, *(term for _, term in relation.parts)]
    flows = [term for term in terms if term.at is None]
    lead = flows[0] if flows else relation.total
    for period, unit in index.get((lead.concept.name, lead.members), {}):
        found = [_fact(term, period, unit, index) for term in terms]
        needed = [fact for term, fact in zip(terms, found, strict=True) if term.at is not None]
        total = found[0]
        parts = [
            (weight, fact)
            for (weight, _), fact in zip(relation.parts, found[1:], strict=True)
            if fact is not None
        ]
        if total is not None and parts and None not in needed:
            yield _check(statement, relation.name, total, parts)


def _fact(term: Term, period: Period, unit: str, index: _Index) -> Fact | None:
    if term.at is not None:
        if period.instant:
            return None
        period = period.opening() if term.at == "start" else period.closing()
    return index.get((term.concept.name, term.members), {}).get((period, unit))


def _check(statement: Statement, name: str, total: Fact, parts: list[tuple[int, Fact]]) -> Check:
    computed, slack = Decimal(0), _half(total)
    for weight, fact in parts:
        assert isinstance(fact.value, Decimal)
        computed += weight * fact.value
        slack += _half(fact)
    return Check(
        relation=f"{statement.name}/{name}",
        total=total,
        parts=tuple(parts),
        computed=computed,
        slack=Decimal(0) if statement.exact else slack,
    )


def _half(fact: Fact) -> Decimal:
    return half_unit(fact.decimals) if fact.decimals is not None else Decimal(0)


def _off(check: Check) -> Finding:
    total = check.total
    within = " beyond rounding" if check.slack else ""
    return Finding(
        "tie.total-off",
        f"{check.relation} does not add up{within} for {total.context.id}: printed {check.reported:,f}, "
        f"the parts make {check.computed:,f}, off by {check.residue:,f}",
        "Compare these cells with the release. If it is printed so, accept it under `exceptions`.",
        (*total.places[:1], *(place for _, fact in check.parts for place in fact.places[:1])),
        facts=(total.id, *(fact.id for _, fact in check.parts)),
        details=tuple(
            f"{'+' if weight > 0 else '-'} {fact.value:>20,f}  {_at(fact)}" for weight, fact in check.parts
        ),
        subject=check.relation,
    )


def _at(fact: Fact) -> str:
    """The cell that prints a fact: its caption as printed, its line and column."""
    if not fact.places:
        return fact.concept.name
    place = fact.places[0]
    return f"{place.row}, {place.line}:{place.column}"


def _unlike(fact: Fact, printed: Printed) -> Finding:
    assert printed.figure is not None and isinstance(fact.value, Decimal)
    return Finding(
        "tie.repeat-differs",
        f'"{printed.text}" repeats {fact.concept.name} for {fact.context.id} but cannot be rounded from '
        f"{fact.value:,f}: off by {printed.figure.value - fact.value:,f}",
        "Compare both cells with the release. If it is printed so, accept it under `exceptions`.",
        (printed.place, *fact.places[:1]),
        facts=(fact.id,),
    )
