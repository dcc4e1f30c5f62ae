"""What is understood of a release: its tables, columns, lines and sentences, and what is left to a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from tieout.core import Finding, Period, Place
from tieout.pipeline import Read

_NEW = frozenset({"mapping.line-unknown", "mapping.caption-misprinted"})
_GONE = frozenset({"mapping.line-missing", "mapping.table-missing", "mapping.sentence-missing"})


@dataclass(frozen=True, slots=True)
class Matched:
    """A printed table that is read: the periods of its columns, and how many of its lines are printed."""

    statement: str
    table: str
    line: int
    periods: tuple[Period, ...]
    printed: int
    lines: int


@dataclass(frozen=True, slots=True)
class Survey:
    """A release as it is understood.

    `unread` are the tables of the release that nothing reads, `said` the sentences that are read of those
    that are defined. `new` are printed lines that no definition has, with the nearest that are known;
    `gone` is what is defined and not printed; `others` is what else keeps it from being built.
    """

    facts: int
    matched: tuple[Matched, ...]
    unread: tuple[Place, ...]
    said: int
    sentences: int
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    others: tuple[Finding, ...]


def survey(done: Read) -> Survey:
    """What was understood of a release that is read."""
    matched = tuple(sorted(_matched(done), key=lambda table: table.line))
    read = {printed.place.line for _, printed in done.facts.printed}
    sentences = {sentence.name for sentence in done.definition.company.sentences}
    said = {printed.statement for _, printed in done.facts.printed if printed.line < 0}
    found = done.findings
    return Survey(
        facts=len(done.facts.facts),
        matched=matched,
        unread=tuple(
            done.release.place(table)
            for table in done.release.tables
            if not read & {row.line for row in table.rows}
        ),
        said=len(said & sentences),
        sentences=len(sentences),
        new=tuple(finding for finding in found if finding.code in _NEW),
        gone=tuple(finding for finding in found if finding.code in _GONE),
        others=tuple(finding for finding in found if finding.code not in _NEW | _GONE),
    )


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
