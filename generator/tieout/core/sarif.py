"""Findings as SARIF 2.1.0, by which code review shows each on its line of the release or of the YAML."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from tieout.core.catalogue import meaning
from tieout.core.findings import Finding, Place, Severity
from tieout.core.names import resolved

_LEVELS = {Severity.ERROR: "error", Severity.NOTICE: "note"}


def sarif(*releases: Iterable[Finding], version: str) -> dict[str, object]:
    """A log with one run of the findings of each release; the rules are their codes, in their order."""
    found = [finding for findings in releases for finding in _placed(tuple(findings))]
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tieout",
                        "version": version,
                        "rules": [_rule(code) for code in dict.fromkeys(f.code for f in found)],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding) for finding in found],
            }
        ],
    }


def _placed(findings: tuple[Finding, ...]) -> Iterable[Finding]:
    """Findings that all stand somewhere, since code review refuses a log in which one does not.

    One without a place is about the release as a whole.
    """
    release = Place(next((place.file for finding in findings for place in finding.places if place.file), ""))
    return (finding if finding.places else replace(finding, places=(release,)) for finding in findings)


def _rule(code: str) -> dict[str, object]:
    means, mend, *_ = meaning(code)
    said = f"{means[0].upper()}{means[1:]}."
    return {
        "id": code,
        "shortDescription": {"text": said},
        "fullDescription": {"text": f"{said} {mend}"},
        "help": {"text": mend},
    }


def _result(finding: Finding) -> dict[str, object]:
    first, *others = finding.places
    text = " ".join((finding.message + ".", *finding.details, finding.mend)).strip()
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
    }
    if first.file:
        result["locations"] = [_location(first)]
    if related := [_location(place) for place in others if place.file]:
        result["relatedLocations"] = related
    return result


def _location(place: Place) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    # Code review shows the file itself, not the text that was made of it.
    line = place.line if place.source is None else place.source.line
    if line:
        region = {"startLine": line}
        if place.column and place.source is None:
            region["startColumn"] = place.column
        physical["region"] = region
    location: dict[str, object] = {"physicalLocation": physical}
    if cell := " / ".join(part for part in (place.table, place.row, place.head) if part):
        location["message"] = {"text": cell}
    return location


def _uri(file: str) -> str:
    """The file from where the command runs: code review runs it at the repository's root."""
    path, here = resolved(Path(file)), Path.cwd()
    return quote(path.relative_to(here).as_posix()) if path.is_relative_to(here) else path.as_uri()
