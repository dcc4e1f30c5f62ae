"""Output shared by all commands: findings for people, JSON and SARIF for machines."""

from __future__ import annotations

import errno
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from tieout import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tieout.core import Finding, InputError
    from tieout.results import Report

# Places and details of a finding that are shown, and how much of a paragraph stands before its figure.
_PLACES, _DETAILS, _AROUND = 3, 10, 40
# Of those that are like the first of a table one more is enough to see of what kind they are.
_LIKE = 1
# The disk, or the user's share of it.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_BLANK = re.compile(r"\s*\t\s*|\s{3,}")


def unusable(error: InputError | OSError) -> tuple[Finding, ...]:
    """The findings about input that cannot be used."""
    from tieout.core import Finding, Place

    if not isinstance(error, OSError):
        return error.findings
    place = (Place(str(error.filename)),) if error.filename else ()
    what, mend = error.strerror or str(error), "Name another file."
    if error.errno in _FULL:
        # The file that could not be written is of no account: it is the disk.
        what, mend = f"the disk is full: {what}", "Make room where it is to be written, and run it again."
        return (Finding("publish.no-space", what, mend, place),)
    return (Finding("input.file", what, mend, place),)


def print_sarif(*releases: Iterable[Finding]) -> None:
    """Prints the findings of each release as one SARIF log."""
    from tieout.core import sarif

    print_json(sarif(*releases, version=__version__))


def findings_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings for machines."""
    from tieout import results

    return results.findings_json(tuple(results.finding_of(finding) for finding in findings))


def print_document(report: Report) -> None:
    """Prints the result for a release as JSON."""
    from tieout.results import as_json

    print_json(as_json(report))


def print_json(data: object) -> None:
    """Prints JSON with its letters where the output's encoding has them, and escapes elsewhere."""
    wide = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    from tieout.cli.terminal import visible

    click.echo(visible(json.dumps(data, ensure_ascii=not wide, indent=2)))


def print_line(data: object) -> None:
    """Prints JSON on one line in ASCII, at once, for whoever waits for it."""
    click.echo(json.dumps(data, ensure_ascii=True))
    sys.stdout.flush()


def counted(count: int, what: str) -> str:
    """A count with its noun, in the singular or plural."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def show(
    findings: Sequence[Finding], *, lines: Sequence[str] = (), file: str = "", most: int | None = None
) -> None:
    """Prints findings for people: message, printed line, hint, places.

    `lines` are those of the release `file`. Beyond `most` findings only their number is printed.
    """
    for finding in findings[:most]:
        own = bool(finding.places) and finding.places[0].file == file
        _show(finding, lines if own else (), None if most is None else _DETAILS)


def _show(finding: Finding, lines: Sequence[str], most: int | None) -> None:
    from tieout.cli.terminal import say, say_on_one_line
    from tieout.core import meaning

    say(finding.message, "bold red" if finding.severity == "error" else "bold", hang=4)
    first = finding.places[0] if finding.places else None
    if first is not None and 0 < first.line <= len(lines):
        # The row as printed; of a paragraph what stands around the figure.
        row = lines[first.line - 1]
        begins = 0 if "\t" in row else max(first.column - _AROUND, 0)
        say_on_one_line(f"| {_BLANK.sub('  ', row[begins:].strip())}", "dim", indent=4)
    told = meaning(finding.code)
    most = _LIKE if told.gathers and most is not None else most
    for detail in finding.details[:most]:
        say(detail, indent=4, hang=4)
    if most is not None and len(finding.details) > most:
        say(f"and {counted(len(finding.details) - most, 'more detail')}: -v tells them", indent=4)
    if finding.mend:
        say(finding.mend, indent=4)
    named = told.detailed or (told.gathers and finding.details)
    places = finding.places[:1] if named else finding.places
    for place in places[:_PLACES]:
        say(str(place) if most is None else place.brief, "cyan", indent=4, hang=4)
    if len(places) > _PLACES:
        say(f"and {len(places) - _PLACES} more places", "cyan", indent=4)
    others = f"; Arelle: {', '.join(finding.codes)}" if finding.codes else ""
    say(f"[{finding.code}]{others}", "dim", indent=4, hang=4)
