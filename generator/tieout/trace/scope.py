"""Reports of the tables alone: what may stay unread in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tieout.core import Finding, Severity, meaning
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.layout import Release

_UNREAD = "trace.unread"
# The line of the cover that says what the report is: its fact carries the footnote.
_COVER = "{document-type}"


def of_prose(finding: Finding) -> bool:
    """Whether a finding is only about what is printed outside tables."""
    return meaning(finding.code).of == "sentences" or (
        finding.code == _UNREAD and not any(place.table for place in finding.places)
    )


def tables_alone(findings: Iterable[Finding], release: Release, count: int) -> Iterator[Finding]:
    """The findings of a report of the tables alone: those about prose become notices.

    Numbers in a table without dates count as prose. All `count` unread numbers are reported in one notice.
    """
    dated = {table.caption for table in release.tables if table.dated}
    unread = []
    for finding in findings:
        table = next((place.table for place in finding.places if place.table), "")
        if finding.code == _UNREAD and (not table or table not in dated):
            unread.append(finding)
        elif of_prose(finding):
            yield replace(finding, severity=Severity.NOTICE)
        else:
            yield finding
    if unread:
        yield Finding(
            "trace.tables-alone",
            f"the report is of the tables alone: {count} numbers besides are not read",
            "Leave out `scope` in release.yaml, or --scope, and each of them is a finding.",
            tuple(finding.places[0] for finding in unread if finding.places),
            Severity.NOTICE,
        )


def footnoted(facts: FactSet, definition: ReleaseDefinition, count: int) -> FactSet:
    """The facts with a footnote at the document type: this report is of the tables alone."""
    company = definition.company
    lines = (line for statement in company.statements for line in statement.lines)
    names = {line.concept.name for line in lines if line.value == _COVER}
    texts = company.proofs["tables-alone"].items()
    note = {language: text.replace("{count}", f"{count:,}") for language, text in texts}
    told = (
        replace(fact, notes=(*fact.notes, note)) if fact.concept.name in names else fact
        for fact in facts.facts
    )
    return replace(facts, facts=tuple(told))
