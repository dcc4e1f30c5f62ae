"""What `tieout diff RELEASE FILING` prints: a release against the company's own filed report."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tieout.cli.base import FINDINGS, GOOD
from tieout.cli.show import findings_json, print_json, show

if TYPE_CHECKING:
    from pathlib import Path

    from tieout.filing import Line
    from tieout.results import Report

_HEADS = ("", "statement", "line", "period", "members", "release", "filing", "unit", "element")
# What is told of a draft whose facts are as they were drafted, though somebody has worked on it since.
_STALE = "draft.worked-on"
_SHOWN = ("differs", "tagged otherwise", "only in the filing")


def against(release: Path, *filing: Path, as_json: bool, verbose: bool) -> int:
    """Prints the comparison of a release and a filing with the pages `filing`; returns the exit code.

    Raises InputError where one of them cannot be used.
    """
    from tieout.cli.show import counted
    from tieout.cli.terminal import say, table
    from tieout.filing import STATES, diff, read_filing
    from tieout.results import findings_json as told

    report = _report(release)
    found = diff(report, read_filing(*filing))
    stale = tuple(finding for finding in report.findings if finding.code == _STALE)
    if as_json:
        lines = [_plain(line) for line in found.lines]
        print_json({"lines": lines, "findings": [*told(stale), *findings_json(found.findings)]})
    else:
        shown = STATES if verbose else _SHOWN
        rows = [_row(line) for line in found.lines if line.state in shown]
        if rows:
            table(_HEADS, rows, right=(5, 6))
        for finding in stale:
            say(f"{finding.message}. {finding.hint}", "red")
        if verbose:
            show(found.findings)
        often = Counter(line.state for line in found.lines)
        counts = ", ".join(f"{often[state]} {state}" for state in reversed(STATES) if often[state])
        left = (
            f"; {counted(len(found.findings), 'tagged number')} could not be read" if found.findings else ""
        )
        say(f"{counts}{left}", "bold")
    return FINDINGS if found.of("differs") else GOOD


def _report(release: Path) -> Report:
    from tieout.api import read
    from tieout.results import report_in

    return report_in(release) if release.is_dir() else read(release)


def _row(line: Line) -> tuple[str, ...]:
    period = f"{line.start} – {line.end}" if line.start is not None else f"{line.end}"
    members = "; ".join(member for _, member in line.members)
    release, filing = (f"{value:,f}" if value is not None else "" for value in (line.release, line.filing))
    return (
        line.state, line.statement, line.label, period, members, release, filing, line.unit or "",
        _named(line),
    )  # fmt: skip


def _named(line: Line) -> str:
    """The filing's element, and the release's where that differs."""
    if not line.element or not line.concept:
        return line.element or line.concept
    if line.element != line.concept:
        return f"{line.element}, not {line.concept}"
    return f"{line.element} of other members" if line.state == "tagged otherwise" else line.element


def _plain(line: Line) -> dict[str, Any]:
    amounts = {"release": line.release, "filing": line.filing}
    return {
        **asdict(line),
        "start": line.start.isoformat() if line.start is not None else None,
        "end": line.end.isoformat(),
        "members": dict(line.members),
        **{side: f"{value:f}" if value is not None else None for side, value in amounts.items()},
    }
