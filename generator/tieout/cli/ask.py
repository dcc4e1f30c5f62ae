"""check and trace: questions about a whole release that need no Arelle."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import (
    FINDINGS,
    FOLDER,
    GOOD,
    format_option,
    json_option,
    main,
    release_in,
    scope_option,
    verbose_option,
)
from tieout.cli.remarks import notices, show_findings, show_remarks
from tieout.cli.show import counted, findings_json, print_json, print_sarif
from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from tieout.facts import Fact
    from tieout.pipeline import Read, Scope


@main.command()
@click.argument("release_dir", type=FOLDER)
@click.option("--release", "text", type=FOLDER, help="Read this text instead of the release's own.")
@click.option("--unrelated", is_flag=True, help="List the figures that no relation covers, as Markdown.")
@scope_option
@json_option
@format_option
@verbose_option
def check(  # noqa: PLR0913, PLR0917 - its options
    release_dir: Path,
    text: Path | None,
    unrelated: bool,
    scope: Scope | None,
    as_json: bool,
    form: str,
    verbose: bool,
) -> None:
    """Tie a release out without Arelle: what is off, and how many relations hold.

    With -v every relation is told, with its residue and what rounding allows.

    \b
    Examples:
      tieout check instances/acme-2025q1
      tieout check instances/acme-2025q1 --unrelated
    """
    from tieout.pipeline import read

    done = read(release_in(release_dir), text, scope=scope)
    checks = done.tied.checks if done.tied else ()
    if unrelated:
        _show_unrelated(done)
    elif form == "sarif":
        print_sarif((*done.findings, *done.notices))
    elif as_json or form == "json":
        rows = [
            {
                "relation": c.relation,
                "context": c.total.context.id,
                "reported": format(c.reported, "f"),
                "computed": format(c.computed, "f"),
                "residue": format(c.residue, "f"),
                "slack": format(c.slack, "f"),
                "holds": c.holds,
            }
            for c in checks
        ]
        print_json({"checks": rows, "findings": findings_json(done.findings)})
    else:
        _show_checked(done, verbose=verbose)
    sys.exit(FINDINGS if done.findings else GOOD)


def _show_checked(done: Read, *, verbose: bool) -> None:
    from tieout.cli.terminal import say

    show_findings(done, done.findings, verbose=verbose)
    checks, entries = (done.tied.checks, done.tied.accepted) if done.tied else ((), ())
    accepted = {(entry.subject, entry.period, entry.by) for entry in entries}
    for c in checks if verbose else ():
        verdict = "holds   " if c.holds else "OFF     "
        if (c.relation, c.total.context.period, c.residue) in accepted:
            verdict = "accepted"
        within = f" within {c.slack:,f}" if c.slack else ""
        say(f"{verdict} {c.residue:>14,f}{within}  {c.relation}  {c.total.context.id}", hang=4)
    show_remarks(done, verbose=verbose)
    off = sum(not c.holds for c in checks)
    held = (
        f"{len(checks) - off} relations hold, {off} off"
        if done.tied
        else "no relation is checked before that"
    )
    found = f"{counted(len(done.findings), 'finding')}{notices(done)}"
    say(f"{held}; {counted(len(entries), 'exception')} accepted; {found}", "bold")


@main.command()
@click.argument("release_dir", type=FOLDER)
@click.option("--release", "text", type=FOLDER, help="Read this text instead of the release's own.")
@click.option(
    "--outcome",
    help="Only the numbers that became this, such as fact, recovered or unread.",
)
@click.option("--line", type=int, help="Only the numbers of this line.")
@json_option
def trace(release_dir: Path, text: Path | None, outcome: str | None, line: int | None, as_json: bool) -> None:
    """Show what became of every number that a release prints, and how many became what.

    \b
    Examples:
      tieout trace instances/acme-2025q1 --outcome recovered
      tieout trace instances/acme-2025q1 --line 376
    """
    from dataclasses import asdict

    from tieout.pipeline import read
    from tieout.trace import OUTCOMES, coverage

    if outcome not in (None, *OUTCOMES):
        raise click.UsageError(f"there is no outcome {outcome}: choose of {', '.join(OUTCOMES)}")
    done = read(release_in(release_dir), text)
    rows = [
        row
        for row in done.traced
        if (outcome is None or row.outcome == outcome) and (line is None or row.line == line)
    ]
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        became = " ".join(part for part in (row.fact, row.reason) if part)
        # Of a page the line is told that an editor goes to.
        at = f"{row.line:>5}:{row.column:<4}" + (
            f" {row.source.line or row.source.named:>5}" if row.source else ""
        )
        echo(f"{at} {row.printed:>16}  {row.outcome:<13} {became}")
    total = len(done.traced)
    shares = (
        f"{count:,} {name} ({count / total:.1%})" for name, count in coverage(done.traced).most_common()
    )
    echo(f"{total:,} numbers: {', '.join(shares)}")


def _show_unrelated(done: Read) -> None:
    """Prints, as Markdown, the figures in no relation,
    and those that relations do not fix to the last digit.
    """
    from tieout.tie import loose, unrelated

    rows = unrelated(done.facts, done.tied.checks if done.tied else ())
    once = sum(count == 1 for _, count in rows)
    echo(f"# Figures of {done.definition.stem} that no relation covers\n")
    echo(f"{len(rows)} of {len(done.facts.facts)} facts take part in no relation. {once} of them are printed")
    echo("once: a slip in one of these would go unnoticed. The others are compared with their repeats.\n")
    echo("| Line | Printed | Times | Fact |\n| ---: | ---: | ---: | --- |")
    for fact, count in rows:
        echo(f"| {_printed_at(done, fact)} | {count} | {fact.id} |")
    roughly = list(loose(done.facts, done.definition.company)) if done.tied else []
    echo(f"\n# Figures of {done.definition.stem} that relations hold but roughly\n")
    echo(
        f"{len(roughly)} facts are held by relations that allow for rounding. Each could as well be another,"
    )
    echo("from one bound to the other: a slip within the bounds would go unnoticed.\n")
    echo("| Line | Printed | From | To | Fact |\n| ---: | ---: | ---: | ---: | --- |")
    for held in roughly:
        bounds = " | ".join("" if bound is None else f"{bound:,f}" for bound in (held.low, held.high))
        echo(f"| {_printed_at(done, held.fact)} | {bounds} | {held.fact.id} |")


def _printed_at(done: Read, fact: Fact) -> str:
    """The line of the file from which a fact is taken, and what is printed there."""
    place = fact.places[0]
    text = next(p.text for fact_id, p in done.facts.printed if fact_id == fact.id and p.place == place)
    source = done.release.source(place.line, place.column)
    return f"{source.line or source.named if source is not None else place.line} | {text}"
