"""What came of a release, graded: each fact with how far it is proven, for people and for machines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tieout.contact.meet import Contact
from tieout.contact.prose import NO_PROSE, Prose, ProseReader, Tie
from tieout.core import Finding, Place, Severity
from tieout.definitions import load_contact
from tieout.facts import Fact
from tieout.layout import Release, Table
from tieout.tie import Check

Grade = Literal["exact", "rounded", "repeated", "single", "failed"]
GRADES: Mapping[Grade, str] = {
    "failed": "a relation that it is part of does not hold, or another printing of it differs",
    "exact": "tied: an exact relation holds with it",
    "rounded": "tied within rounding",
    "repeated": "printed elsewhere alike, and part of no relation",
    "single": "read once, and covered by nothing",
}
"""The grades of facts, from what needs a look most; and what each says."""
_UNREAD = "trace.unread"


@dataclass(frozen=True, slots=True)
class Graded:
    """A fact with its grade, whether its concept is sure, and the relations that it is part of."""

    fact: Fact
    grade: Grade
    sure: bool
    printed: str
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """All that came of a release. `findings` are the errors first, as they are worth looking at."""

    contact: Contact
    facts: tuple[Graded, ...]
    relations: tuple[Check, ...]
    findings: tuple[Finding, ...]
    prose: Prose = NO_PROSE

    def as_json(self) -> dict[str, object]:
        """The result as one document of plain types; its keys are described in docs/draft.md."""
        release = self.contact.done.release
        return {
            "status": "draft",
            "company": _company_json(self.contact),
            "facts": [_fact_json(one, self.contact) for one in self.facts],
            "relations": [_check_json(check, release) for check in self.relations],
            "findings": [_finding_json(finding, release) for finding in self.findings],
            "prose": {
                "figures": self.prose.figures,
                "tied": [_tie_json(tie, self) for tie in self.prose.ties],
            },
        }


def result_of(contact: Contact) -> Result:
    """The facts of a release that has been met, each graded."""
    done = contact.done
    checks = done.tied.checks if done.tied is not None else ()
    doubted = {(doubt.statement, doubt.line.entry.line) for doubt in contact.begun.doubts}
    by_fact: dict[str, list[Check]] = {}
    for check in checks:
        for fact in check.facts:
            by_fact.setdefault(fact.id, []).append(check)
    texts: dict[str, str] = {}
    lines: dict[str, set[tuple[str, int]]] = {}
    for fact_id, printed in done.facts.printed:
        texts.setdefault(fact_id, printed.text)
        lines.setdefault(fact_id, set()).add((printed.statement, printed.place.line))
    unlike = {repeat.fact for repeat in done.facts.repeats if not repeat.agrees}
    prose = prose_of(contact)
    said = {tie.fact for tie in prose.ties if tie.as_ == "fact"}
    graded = []
    for fact in done.facts.facts:
        if fact.figure is None:
            continue
        mine = by_fact.get(fact.id, [])
        names = tuple(dict.fromkeys(check.relation for check in mine))
        sure = not lines.get(fact.id, set()) & doubted
        graded.append(Graded(fact, _grade(fact, mine, unlike, said), sure, texts.get(fact.id, ""), names))
    findings = (*_findings(contact, prose), *map(done.release.located, prose.findings))
    return Result(contact, tuple(graded), tuple(checks), findings, prose)


def _findings(contact: Contact, said: Prose) -> Iterator[Finding]:
    """What a person should look at, by what it is worth: sums that fail, tables, then what is only told.

    Doubtful concepts are told at their facts. Prose is not read in a draft, and tables that date nothing lay
    out letterheads: each is counted in a notice.
    """
    done = contact.done
    yield from done.tied.findings if done.tied is not None else ()
    dated = {table.caption for table in done.release.tables if _is_dated(table)}
    prose: list[Finding] = []
    tied = len(said.ties)
    for finding in done.errors:
        place = finding.places[0] if finding.places else Place()
        if finding.code == _UNREAD and (not place.table or place.table not in dated):
            prose.append(finding)
        else:
            yield finding
    yield from done.notices
    if prose:
        yield Finding(
            "draft.prose",
            f"of the {said.figures} amounts in the prose {tied} are tied to the tables; numbers in "
            f"{len(prose)} sentences and undated tables are not read",
            "Patterns of sentences read them once the company is described.",
            tuple(finding.places[0] for finding in prose if finding.places),
            Severity.NOTICE,
        )


def _is_dated(table: Table) -> bool:
    columns = any(column.period is not None or column.duration is not None for column in table.columns)
    return columns or table.dated_rows


def prose_of(contact: Contact) -> Prose:
    """The figures of the prose that repeat the tables."""
    done, identity = contact.done, contact.identity
    company = done.definition.company
    words = load_contact(company.language)
    if words.prose is None:
        return NO_PROSE
    quarter = identity.quarter.value
    return ProseReader(done.release, done.facts, company, words.prose, quarter).read()


def _grade(fact: Fact, checks: Iterable[Check], unlike: set[str], said: set[str]) -> Grade:
    checks = list(checks)
    if fact.id in unlike or any(not check.holds for check in checks):
        return "failed"
    if any(not check.slack for check in checks):
        return "exact"
    if checks:
        return "rounded"
    return "repeated" if len(fact.places) > 1 or fact.id in said else "single"


# JSON ------------------------------------------------------------------------------------------------


def _company_json(contact: Contact) -> dict[str, object]:
    identity = contact.identity
    calendar, (year, quarter) = identity.calendar.value, identity.quarter.value
    said = {
        "name": (identity.name.value, identity.name.source),
        "currency": (identity.currency.value, identity.currency.source),
        "language": (identity.language.value, identity.language.source),
        "fiscal-year-end": (calendar.year_start(year + 1).isoformat(), identity.calendar.source),
        "quarter": (f"{year}q{quarter}", identity.quarter.source),
        "published": (identity.published.value.isoformat(), identity.published.source),
        "identifier": (identity.identifier.value, identity.identifier.source),
    }
    end = calendar.quarter(year, 4).end.isoformat()
    said["fiscal-year-end"] = (end, identity.calendar.source)
    return {
        **{key: value for key, (value, _) in said.items()},
        "sources": {key: source for key, (_, source) in said.items()},
    }


def _fact_json(one: Graded, contact: Contact) -> dict[str, object]:
    fact, done = one.fact, contact.done
    concept, period = fact.concept, fact.context.period
    language = done.definition.company.language
    element = concept.element if concept.relation == "exact" else None
    place = fact.places[0] if fact.places else None
    return {
        "concept": concept.name,
        "element": element,
        "label": concept.label.get(language) or next(iter(concept.label.values()), concept.name),
        "start": period.start.isoformat() if period.start is not None else None,
        "end": period.end.isoformat(),
        "unit": fact.unit.measure if fact.unit is not None else None,
        "members": dict(fact.context.members),
        "value": fact.text,
        "decimals": str(fact.decimals),
        "printed": one.printed,
        "place": place_json(place, done.release) if place is not None else None,
        "grade": one.grade,
        "sure": one.sure,
        "relations": list(one.relations),
    }


def _check_json(check: Check, release: Release) -> dict[str, object]:
    places = [fact.places[0] for fact in check.facts if fact.places]
    return {
        "name": check.relation,
        "holds": check.holds,
        "difference": format(check.reported - check.computed, "f"),
        "cells": [place_json(place, release) for place in places],
    }


def _tie_json(tie: Tie, result: Result) -> dict[str, object]:
    facts = {one.fact.id: one.fact for one in result.facts}
    fact = facts[tie.fact]
    return {
        "printed": tie.printed,
        "place": place_json(tie.place, result.contact.done.release),
        "concept": fact.concept.name,
        "end": fact.context.period.end.isoformat(),
        "value": fact.text,
    }


def _finding_json(finding: Finding, release: Release) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "places": [place_json(place, release) for place in finding.places],
        "hint": finding.mend,
    }


def place_json(place: Place, release: Release) -> dict[str, object]:
    """A place: of a page the line of its file and the XPath of the element; else line and column."""
    source = place.source
    if source is None and place.file == release.file:
        source = release.source(place.line, place.column)
    said: dict[str, object] = {"file": place.file, "line": place.line, "column": place.column}
    if source is not None:
        said |= {"line": source.line, "column": 0, "path": source.path}
    for key, value in (("table", place.table), ("row", place.row), ("head", place.head)):
        if value:
            said[key] = value
    return said
