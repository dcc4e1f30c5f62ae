"""The result of drafting a release: its graded facts and its findings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tieout import results
from tieout.contact.fiscal import guessed_quarter
from tieout.contact.identity import Said
from tieout.contact.meet import Contact
from tieout.contact.prose import NO_PROSE, Prose, ProseReader, Tie
from tieout.contact.unsaid import unsaid_units
from tieout.core import Finding, Place, Severity, gathered
from tieout.definitions import load_contact
from tieout.language import language_of
from tieout.layout import Release
from tieout.pipeline import Read
from tieout.results import Graded
from tieout.tie import Check

_UNREAD = "trace.unread"


@dataclass(frozen=True)
class Result:
    """The result for a release. `findings` has the errors first, the most important on top."""

    contact: Contact
    facts: tuple[Graded, ...]
    relations: tuple[Check, ...]
    findings: tuple[Finding, ...]
    prose: Prose = NO_PROSE

    @cached_property
    def report(self) -> results.Report:
        """The same as plain values, made once, for tables and callers."""
        done, release = self.contact.done, self.contact.done.release
        facts = tuple(results.fact_of(one, done) for one in self.facts)
        by_id = {one.id: one for one in facts}
        tied = tuple(_repeat(tie, by_id[tie.fact], release) for tie in self.prose.ties)
        return results.Report(
            status="draft",
            scope="tables",
            unread=results.unread(done.traced),
            company=_company(self.contact),
            facts=facts,
            relations=results.relations_of(done.tied, release),
            findings=results.findings_of(self.findings, release),
            prose=results.Prose(self.prose.figures, tied),
            statements=results.statements_of(done, facts),
        )


def result_of(contact: Contact) -> Result:
    """The result for a release that was drafted and tied out."""
    done = contact.done
    prose = prose_of(done)
    doubted = {(doubt.statement, at) for doubt in contact.begun.doubts for at in doubt.line.entry.lines}
    doubted |= contact.begun.draft.guessed
    said = {tie.fact for tie in prose.ties if tie.as_ == "fact"}
    facts = results.graded(done, said, doubted)
    checks = done.tied.checks if done.tied is not None else ()
    findings = (*_findings(contact, prose), *map(done.release.located, prose.findings))
    return Result(contact, facts, checks, gathered(findings), prose)


def _findings(contact: Contact, said: Prose) -> Iterator[Finding]:
    """What a person should look at, by importance: failing sums, then tables, then notices.

    Doubtful concepts are shown at their facts. In a draft, prose that no sentence reads and tables without
    dates (letterheads are laid out in such) are only counted, in a notice each.
    """
    done = contact.done
    language = language_of(done.definition.company)
    unsaid = guessed_quarter(done.release, contact.identity.calendar, language)
    if unsaid is not None:
        yield done.release.located(unsaid)
    yield from done.tied.findings if done.tied is not None else ()
    dated = {table.caption for table in done.release.tables if table.dated}
    prose: list[Finding] = []
    tied = len(said.ties)
    for finding in done.errors:
        place = finding.places[0] if finding.places else Place()
        if finding.code == _UNREAD and (not place.table or place.table not in dated):
            prose.append(finding)
        else:
            yield finding
    yield from map(done.release.located, unsaid_units(done, contact.identity.currency))
    yield from done.notices
    if prose:
        yield Finding(
            "draft.prose",
            f"amounts in the prose: {said.figures}, of which tied to the tables: {tied}; sentences and "
            f"undated tables with numbers that are not read: {len(prose)}",
            "Patterns of sentences read them once the company is described.",
            tuple(finding.places[0] for finding in prose if finding.places),
            Severity.NOTICE,
        )


def by_worth(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with the errors first, each kind in its order."""
    return tuple(sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR))


def prose_of(done: Read) -> Prose:
    """The figures in the prose that repeat the tables."""
    definition = done.definition
    company, quarter = definition.company, (definition.fiscal_year, definition.quarter)
    words = load_contact(company.language)
    if words.prose is None:
        return NO_PROSE
    return ProseReader(done.release, done.facts, company, words.prose, quarter).read()


def _company(contact: Contact) -> results.Company:
    identity = contact.identity
    calendar, (year, quarter) = identity.calendar.value, identity.quarter.value
    said: dict[str, Said[Any]] = {
        "name": identity.name,
        "currency": identity.currency,
        "language": identity.language,
        "fiscal-year-end": identity.calendar,
        "quarter": identity.quarter,
        "published": identity.published,
        "identifier": identity.identifier,
    }
    return results.Company(
        name=identity.name.value,
        currency=identity.currency.value,
        language=identity.language.value,
        fiscal_year_end=calendar.quarter(year, 4).end,
        quarter=f"{year}q{quarter}",
        published=identity.published.value,
        identifier=results.known_number(identity.identifier.value),
        sources={key: one.source for key, one in said.items()},
    )


def _repeat(tie: Tie, fact: results.Fact, release: Release) -> results.Repeat:
    return results.Repeat(
        tie.printed, tie.as_, results.place_of(tie.place, release), fact.concept, fact.end, fact.value
    )
