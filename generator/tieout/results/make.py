"""Makes plain values of what the pipeline knows about a release."""

from collections.abc import Iterable, Sequence

from tieout.core import Finding as Found
from tieout.core import Place as At
from tieout.core import Severity
from tieout.definitions import first_of
from tieout.facts import FactSet
from tieout.layout import Release
from tieout.pipeline import Read
from tieout.publication import Built
from tieout.results.grades import Graded, graded
from tieout.results.model import (
    Build,
    Company,
    Exempt,
    Fact,
    Finding,
    Place,
    Reading,
    Relation,
    Report,
    Statement,
)
from tieout.tie import Check, Proven, Tied, equation, proven, shortened
from tieout.trace import Traced

_COMPANY, _RELEASE = "company.yaml", "release.yaml"


def place_of(place: At, release: Release | None = None) -> Place:
    """A place; for a web page, the line of its file and the XPath of the element."""
    source = place.source
    if source is None and release is not None and place.file == release.file:
        source = release.source(place.line, place.column)
    caption = {"table": place.table, "row": place.row, "head": place.head}
    if source is not None:
        return Place(place.file, source.line, 0, source.named, **caption)
    return Place(place.file, place.line, place.column, **caption)


def finding_of(finding: Found, release: Release | None = None) -> Finding:
    """A finding."""
    return Finding(
        finding.code,
        finding.severity.value,
        finding.message,
        tuple(place_of(place, release) for place in finding.places),
        finding.mend,
        finding.facts,
        finding.codes,
        finding.details,
    )


def findings_of(findings: Iterable[Found], release: Release) -> tuple[Finding, ...]:
    """Findings, errors first, each kind in its order."""
    ordered = sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)
    return tuple(finding_of(finding, release) for finding in ordered)


def fact_of(one: Graded, done: Read) -> Fact:
    """A figure as a plain value."""
    fact = one.fact
    concept, period = fact.concept, fact.context.period
    figure, place = fact.figure, fact.places[0] if fact.places else None
    assert figure is not None
    language = done.definition.company.language
    return Fact(
        id=fact.id,
        concept=concept.name,
        element=concept.element if concept.relation == "exact" else None,
        label=concept.label.get(language) or next(iter(concept.label.values()), concept.name),
        start=period.start,
        end=period.end,
        unit=fact.unit.measure if fact.unit is not None else None,
        members=dict(fact.context.members),
        value=figure.value,
        decimals=figure.decimals,
        printed=one.printed,
        place=place_of(place, done.release) if place is not None else None,
        grade=one.grade,
        sure=one.sure,
        relations=one.relations,
        notes=tuple(note[language] for note in fact.notes if note.get(language)),
        places=tuple(place_of(place, done.release) for place in fact.places),
    )


def relations_of(tied: Tied | None, release: Release) -> tuple[Relation, ...]:
    """The relations that were checked, each in its context."""
    checks = tied.checks if tied is not None else ()
    sums = proven(checks)
    return tuple(_relation(check, sums, release) for check in checks)


def _relation(check: Check, sums: Sequence[Proven], release: Release) -> Relation:
    return Relation(
        name=check.relation,
        holds=check.holds,
        difference=check.residue,
        cells=tuple(place_of(fact.places[0], release) for fact in check.facts if fact.places),
        equation=equation(shortened(check, sums)).text,
        facts=tuple(fact.id for fact in check.facts),
    )


def statements_of(done: Read, facts: Iterable[Fact]) -> tuple[Statement, ...]:
    """The statements that print figures, in the order of the definitions; each with its facts as printed."""
    by_id = {fact.id: fact for fact in facts}
    inside = _by_statement(done.facts)
    return tuple(
        Statement(one.name, first_of(one.title), tuple(by_id[name] for name in inside[one.name]))
        for one in done.definition.company.statements
        if one.name in inside
    )


def _by_statement(facts: FactSet) -> dict[str, list[str]]:
    """The ids of the facts that each statement prints, each once."""
    figures = {fact.id for fact in facts.facts if fact.figure is not None}
    found: dict[str, dict[str, None]] = {}
    for fact_id, printed in facts.printed:
        if fact_id in figures:
            found.setdefault(printed.statement, {})[fact_id] = None
    return {name: list(ids) for name, ids in found.items()}


def unread(traced: Iterable[Traced]) -> int:
    """The number of printed numbers that nothing read; any makes the build fail."""
    return sum(row.outcome == "unread" for row in traced)


def report_of(built: Built) -> Report:
    """The result of a build, whether or not the report is published."""
    done = built.read
    facts = tuple(fact_of(one, done) for one in graded(done))
    definition, tied = done.definition, done.tied
    good = not built.findings
    return Report(
        status="published" if good else "draft",
        scope=definition.scope,
        unread=unread(done.traced),
        company=_company(done),
        facts=facts,
        relations=relations_of(tied, done.release),
        findings=findings_of((*built.findings, *done.notices), done.release),
        build=Build(
            out=str(built.out),
            page=str(built.page) if built.page is not None else None,
            changes=built.changes,
            facts=built.counts.facts,
            contexts=built.counts.contexts,
            relationships=built.counts.relationships,
            readings=tuple(
                Reading(one.table, one.row, one.column, one.printed, one.read, one.why)
                for one in definition.readings
            ),
            accepted=tuple(
                Exempt(one.kind, one.subject, str(one.period), one.by, one.why)
                for one in (tied.accepted if tied is not None else ())
            ),
        ),
        statements=statements_of(done, facts),
    )


def known_number(code: str) -> str:
    """A number in a register; empty for the zeros that a draft's contexts have where nothing says it."""
    return code if code.strip("0") else ""


def _company(done: Read) -> Company:
    definition = done.definition
    company = definition.company
    year, quarter = definition.fiscal_year, definition.quarter
    of_release = {"quarter", "published"}
    keys = ("name", "currency", "language", "fiscal-year-end", "quarter", "published", "identifier")
    return Company(
        name=company.name.get(company.language) or first_of(company.name),
        currency=company.currency,
        language=company.language,
        fiscal_year_end=company.calendar.quarter(year, 4).end,
        quarter=f"{year}q{quarter}",
        published=definition.published,
        identifier=known_number(company.code),
        sources={key: _RELEASE if key in of_release else _COMPANY for key in keys},
    )
