"""Surveys a release: its tables, columns, lines and sentences, and what a person has to look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from tieout.core import BETWEEN_SENTENCES, Finding, Period, Place, Severity, meaning
from tieout.layout import Table
from tieout.pipeline import Read

_UNREAD = "trace.unread"


@dataclass(frozen=True, slots=True)
class Matched:
    """A printed table that is read: the periods of its columns, and the number of its printed lines."""

    statement: str
    table: str
    line: int
    periods: tuple[Period, ...]
    printed: int
    lines: int


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A sentence with figures that no pattern covers."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The survey of a release. `text` is the file of its text, as in findings.

    `unread` are tables that nothing reads, `said` the defined sentences that are read, `unsaid` sentences
    that nothing reads. `new` are printed lines without a definition, with proposals; `gone` are defined lines
    that are not printed; `remarks` are doubtful readings; `others` are further findings that prevent a build.
    """

    text: str
    facts: int
    matched: tuple[Matched, ...]
    unread: tuple[Place, ...]
    said: int
    sentences: int
    unsaid: tuple[Unsaid, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    others: tuple[Finding, ...]

    @property
    def open(self) -> int:
        """The number of things that a person has to look at before a build."""
        lost = sum(finding.severity is Severity.ERROR for finding in self.gone)
        return len(self.unread) + len(self.unsaid) + len(self.new) + lost + len(self.others)


def survey(done: Read) -> Survey:
    """The survey of a release that was read."""
    matched = tuple(sorted(_matched(done), key=lambda table: table.line))
    read = {printed.place.line for _, printed in done.facts.printed}
    sentences = {sentence.name for sentence in done.definition.company.sentences}
    said = {printed.statement for _, printed in done.facts.printed if printed.line < 0}
    numbers = {row.line for row in done.traced if row.outcome == "unread"}
    unread = [
        table for table in done.release.tables if not read & (lines := set(table.lines)) and numbers & lines
    ]
    found = (*done.findings, *done.notices)
    told = {
        name: tuple(f for f in found if meaning(f.code).tells == name) for name in ("new", "gone", "remark")
    }
    others = tuple(f for f in done.findings if meaning(f.code).tells not in ("new", "gone"))
    return Survey(
        text=done.release.file,
        facts=len(done.facts.facts),
        matched=matched,
        unread=tuple(done.release.place(table) for table in unread),
        said=len(said & sentences),
        sentences=len(sentences),
        unsaid=tuple(_unsaid(done)),
        new=told["new"],
        gone=told["gone"],
        remarks=told["remark"],
        others=tuple(finding for finding in others if not _is_told(finding, done, unread)),
    )


def _unsaid(done: Read) -> Iterator[Unsaid]:
    """The sentences with numbers that nothing reads, each once, with its first place."""
    seen: set[tuple[int, int]] = set()
    for row in done.traced:
        if row.outcome == "unread" and not row.table:
            line = done.release.lines[row.line - 1]
            edges = [0, *(found.end() for found in BETWEEN_SENTENCES.finditer(line)), len(line)]
            start = max(edge for edge in edges if edge < row.column)
            if (row.line, start) not in seen:
                seen.add((row.line, start))
                end = min(edge for edge in edges if edge >= row.column)
                place = Place(done.release.file, row.line, row.column)
                yield Unsaid(place, " ".join(line[start:end].split()))


def _is_told(finding: Finding, done: Read, unread: list[Table]) -> bool:
    """Whether a finding about unread numbers repeats another part of the survey.

    That is a sentence without a pattern, a table that nothing reads, or a line that is unknown or has a
    finding of its own.
    """
    if finding.code != _UNREAD:
        return False
    place = finding.places[0]
    table = next((table for table in done.release.tables if place.line in table.lines), None)
    if table is None or table in unread:
        return True
    told = {place.line for other in done.findings if other.code != _UNREAD for place in other.places}
    lines = table.lines
    return {row.line for row in done.traced if row.outcome == "unread" and row.line in lines} <= told


def _matched(done: Read) -> Iterator[Matched]:
    printed: dict[tuple[str, int], list[tuple[int, Period]]] = {}
    for _, figure in done.facts.printed:
        printed.setdefault((figure.statement, figure.line), []).append((figure.cell.line, figure.period))
    for statement in done.definition.company.statements:
        for name in statement.tables:
            lines = [
                line
                for line in statement.lines
                if line.table == name and not line.heading and not line.concept.derived
            ]
            there = [found for line in lines if (found := printed.get((statement.name, line.index)))]
            if there:
                cells = [cell for found in there for cell in found]
                periods = sorted({period for _, period in cells}, key=lambda p: (p.end, p.start or p.end))
                first = min(line for line, _ in cells)
                yield Matched(statement.name, name, first, tuple(periods), len(there), len(lines))
