"""One finding for what has one cause: those of one code in one table, where `codes.yaml` says `gathers`."""

from collections.abc import Iterable
from dataclasses import replace

from tieout.core.catalogue import meaning
from tieout.core.findings import Finding, Place, Severity

_Key = tuple[str, Severity, tuple[tuple[str, str], ...]]


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their order, a table's of a code that gathers as one, where its first stood.

    That one has the message of the first and how many more there are, the places and facts of all, and in its
    details what the others say and where. A unit that is misread is wrong in each cell of its table, and a
    person who reads it sixty times finds nothing else.
    """
    groups: dict[_Key | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_key(finding) or number, []).append(finding)
    return tuple(_one(group) for group in groups.values())


def _key(finding: Finding) -> _Key | None:
    """What findings of one cause share; None of a finding that stands alone."""
    tables = tuple((place.file, place.table) for place in finding.places)
    if not meaning(finding.code).gathers or not any(table for _, table in tables):
        return None
    return finding.code, finding.severity, tables


def _one(group: list[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    return replace(
        first,
        message=f"{first.message} (and {len(others)} more like it in this table)",
        places=tuple(dict.fromkeys(place for finding in group for place in finding.places)),
        facts=tuple(dict.fromkeys(fact for finding in group for fact in finding.facts)),
        details=tuple(_detail(finding) for finding in others),
    )


def _detail(finding: Finding) -> str:
    """What another finding says, and of which cell of the table."""
    where = _cell(finding.places[0])
    return f"{finding.message} ({where})" if where else finding.message


def _cell(place: Place) -> str:
    at = ":".join(str(part) for part in (place.line, place.column) if part)
    return ", ".join(part for part in (place.row, place.head, at) if part)
