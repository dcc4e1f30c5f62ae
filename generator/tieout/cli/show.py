"""What every command prints alike: findings for people, JSON and SARIF for machines."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from tieout import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tieout.core import Finding, InputError


def unusable(error: InputError | OSError) -> tuple[Finding, ...]:
    """What is wrong with input that cannot be used."""
    from tieout.core import Finding, Place

    if not isinstance(error, OSError):
        return error.findings
    place = (Place(str(error.filename)),) if error.filename else ()
    return (Finding("input.file", error.strerror or str(error), "Name another file.", place),)


def print_sarif(*releases: Iterable[Finding]) -> None:
    """The findings of each release as one log."""
    from tieout.core import sarif

    print_json(sarif(*releases, version=__version__))


def print_json(data: object) -> None:
    """JSON in the letters of its languages where the output can carry them, in escapes elsewhere."""
    wide = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(data, ensure_ascii=not wide, indent=2))


def show(findings: tuple[Finding, ...], colour: str = "red") -> None:
    """Findings as people read them: where, what, and how to mend it."""
    from tieout.core import meaning

    for finding in findings:
        first, *others = finding.places or ("",)
        click.secho(f"{first}: " if first else "", nl=False, bold=True)
        click.secho(f"{finding.code}: ", fg=colour, nl=False)
        click.echo(finding.message)
        for detail in finding.details:
            click.echo(f"    {detail}")
        if not meaning(finding.code).detailed:
            for place in others:
                click.echo(f"    see {place}")
        if finding.codes:
            click.echo(f"    Arelle: {', '.join(finding.codes)}")
        if finding.mend:
            click.echo(f"    {finding.mend}")
