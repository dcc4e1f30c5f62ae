"""Replaces the folder that a draft was written in by the one where it will stand, in all that names it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tieout.core import Finding
from tieout.definitions import Line, shown_path
from tieout.pipeline import Read


def read_renamed(done: Read, written: Path, named: Path) -> Read:
    """The outcome with all paths changed from the folder `written` to the folder `named`."""
    company = done.definition.company
    statements = tuple(
        replace(one, lines=tuple(_line(line, written, named) for line in one.lines))
        for one in company.statements
    )
    definition = replace(done.definition, company=replace(company, statements=statements))

    def told(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(renamed(finding, written, named) for finding in findings)

    tied = done.tied
    if tied is not None:
        tied = replace(tied, findings=told(tied.findings), notices=told(tied.notices))
    return replace(done, definition=definition, told=told(done.told), open=told(done.open), tied=tied)


def _line(line: Line, written: Path, named: Path) -> Line:
    """A line of a statement with its path changed."""
    file = line.place.file.replace(shown_path(written), str(named)).replace(str(written), str(named))
    return replace(line, place=replace(line.place, file=file))


def renamed(finding: Finding, written: Path, named: Path) -> Finding:
    """A finding with its paths changed from the folder `written` to the folder `named`."""

    def told(text: str) -> str:
        return text.replace(shown_path(written), str(named)).replace(str(written), str(named))

    places = tuple(replace(place, file=told(place.file)) for place in finding.places)
    return replace(
        finding,
        message=told(finding.message),
        mend=told(finding.mend),
        details=tuple(map(told, finding.details)),
        places=places,
    )
