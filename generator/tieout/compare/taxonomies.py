"""Compares a company's taxonomies of two releases: concepts, their attributes, and sums."""

from collections.abc import Iterator, Mapping

from tieout.compare.model import Change
from tieout.core import Place
from tieout.definitions import Company, Concept, Line, Relation, Statement, Sum, Term, first_of

_Facts = Mapping[str, tuple[str, Place]]


def changes(old: Company, new: Company) -> tuple[Change, ...]:
    """The differences, concepts first, then statement by statement."""
    if old is new:
        return ()
    before = {concept.qname: concept for concept in old.concepts.values()}
    after = {concept.qname: concept for concept in new.concepts.values()}
    found = list(_came_and_went("concept", _labels(before), _labels(after)))
    for name in (name for name in before if name in after):
        found += _compared(name, _attributes(before[name]), _attributes(after[name]))
    statements = {statement.name: statement for statement in old.statements}
    found += _came_and_went("statement", _titles(old), _titles(new))
    for statement in new.statements:
        if (was := statements.get(statement.name)) is not None:
            found += _came_and_went(f"line of {statement.name}", _lines(was), _lines(statement))
            found += _compared(statement.name, _sums(was), _sums(statement))
    return tuple(found)


def _came_and_went(what: str, old: _Facts, new: _Facts) -> Iterator[Change]:
    for name, (text, place) in old.items():
        if name not in new:
            yield Change(name, what, text, "", place)
    for name, (text, place) in new.items():
        if name not in old:
            yield Change(name, what, "", text, place)


def _compared(subject: str, old: _Facts, new: _Facts) -> Iterator[Change]:
    for what in dict.fromkeys((*old, *new)):
        was, now = old.get(what), new.get(what)
        if (was[0] if was else "") != (now[0] if now else ""):
            place = (now or was or ("", Place()))[1]
            yield Change(subject, what, was[0] if was else "", now[0] if now else "", place)


def _labels(concepts: Mapping[str, Concept]) -> _Facts:
    return {name: (first_of(concept.label), concept.place) for name, concept in concepts.items()}


def _titles(company: Company) -> _Facts:
    return {statement.name: (first_of(statement.title), statement.place) for statement in company.statements}


def _attributes(concept: Concept) -> _Facts:
    texts = {
        "type": concept.type,
        "balance": concept.balance or "",
        "period": concept.period,
        **{f"label ({language})": text for language, text in concept.label.items()},
        **{f"label as a total ({language})": text for language, text in (concept.total or {}).items()},
        **{f"documentation ({language})": text.strip() for language, text in concept.doc.items()},
        "unit": concept.unit or "",
        "default": concept.default or "",
    }
    aligned = f"{concept.relation} {concept.element}" if concept.element else concept.relation
    return {
        **{what: (text, concept.place) for what, text in texts.items()},
        "alignment": (aligned, concept.align_place),
    }


def _lines(statement: Statement) -> _Facts:
    return {
        _named(line): (first_of(line.label or line.concept.label), line.place) for line in statement.lines
    }


def _named(line: Line | Term) -> str:
    members = "".join(f" {member}" for _, member in line.members)
    return f"{line.concept.qname}{members}{f' at {line.at}' if line.at else ''}"


def _sums(statement: Statement) -> _Facts:
    """The sums and relations by name, and how exactly each has to hold."""
    exact = "to the last digit" if statement.exact else "within rounding"
    found = {"rounding": (exact, statement.place)}
    for rule in statement.sums:
        found[f"calculation of {_named(statement.lines[rule.total])}"] = (_sum(statement, rule), rule.place)
    for relation in statement.relations:
        found[f"relation {relation.name}"] = (_formula(relation), relation.place)
    return found


def _sum(statement: Statement, rule: Sum) -> str:
    return _weighted((weight, _named(statement.lines[index])) for index, weight in rule.parts)


def _formula(relation: Relation) -> str:
    parts = _weighted((weight, _named(term)) for weight, term in relation.parts)
    by = f" per {_named(relation.per)}" if relation.per is not None else ""
    return f"{_named(relation.total)} = {parts}{by}{' less one' if relation.plus else ''}"


def _weighted(parts: Iterator[tuple[int, str]]) -> str:
    return " ".join(f"{'+' if weight > 0 else '-'} {name}" for weight, name in parts)
