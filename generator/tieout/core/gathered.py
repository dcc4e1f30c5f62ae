"""Combines findings with one code in one table into one, if `codes.yaml` says `gathers` for the code."""

from collections.abc import Iterable
from dataclasses import replace

from tieout.core.catalogue import meaning
from tieout.core.findings import Finding, Place, Severity

_Key = tuple[str, Severity, tuple[tuple[str, str], ...]]


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order; those of a table with a code that gathers are one, where the first stood.

    It has the first one's message and the number of others, the places and facts of all, and the others'
    messages as details. A misread unit is wrong in every cell of a table; sixty such findings would hide all
    else.
    """
    groups: dict[_Key | int, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_key(finding) or number, []).append(finding)
    return tuple(_one(group) for group in groups.values())


def _key(finding: Finding) -> _Key | None:
    """What findings to be combined share; None for a finding that stays single."""
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
    """The message of another finding, and its cell."""
    where = _cell(finding.places[0])
    return f"{finding.message} ({where})" if where else finding.message


def _cell(place: Place) -> str:
    at = ":".join(str(part) for part in (place.line, place.column) if part)
    return ", ".join(part for part in (place.row, place.head, at) if part)
