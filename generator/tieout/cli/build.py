"""build and taxonomy: what a release is turned into."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import FINDINGS, FOLDER, GOOD, USAGE, format_option, json_option, main, quiet_option
from tieout.cli.progress import Line, say_where
from tieout.cli.show import print_json, print_sarif, show, unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tieout.core import Finding, InputError
    from tieout.pipeline import Built, Progress


@main.command()
@click.argument("release_dirs", metavar="RELEASE_DIR...", type=FOLDER, nargs=-1, required=True)
@click.option("--out", type=FOLDER, help="The report's folder.  [default: RELEASE_DIR/xbrl]")
@click.option("--release", "text", type=FOLDER, help="Read this text instead of the release's own.")
@click.option(
    "--formats",
    help="Beside the instance, any of inline, json, packages, csv, table, parquet, excel; or none.  "
    "[default: inline,json,packages]",
)
@click.option("--check", is_flag=True, help="Write nothing; fail if the report would change.")
@json_option
@format_option
@quiet_option
def build(  # noqa: PLR0913, PLR0917 - its options
    release_dirs: tuple[Path, ...],
    out: Path | None,
    text: Path | None,
    formats: str | None,
    check: bool,
    as_json: bool,
    form: str,
    quiet: bool,
) -> None:
    """Build the XBRL report of a release: read, map, tie out, render, validate, publish.

    Of several releases each is built, whatever is found in another: the outcome tells of all of them, and
    the exit code is the worst.

    \b
    Examples:
      tieout build instances/acme-2025q1
      tieout build instances/acme-2025q1 --out /tmp/report --json
      tieout build instances/acme-2025q1 --out /tmp/report --formats json,csv,table
      tieout build instances/* --check --format sarif
    """
    from tieout.pipeline import build as run

    several = len(release_dirs) > 1
    if several and (out is not None or text is not None):
        raise click.UsageError("--out and --release are for one release: name one, or leave them out")
    make = partial(run, out=out, text=text, formats=_formats(formats), check=check)
    with Line(show=not (as_json or quiet or form != "text")) as line:
        done = _each(release_dirs, make, line)
    if form == "sarif":
        print_sarif(*(_told(outcome) for outcome in done.values()))
    elif as_json or form == "json":
        rows = [_outcome_json(outcome) for outcome in done.values()]
        named = [{"release": str(folder), **row} for folder, row in zip(done, rows, strict=True)]
        print_json(named if several else rows[0])
    else:
        for outcome in done.values():
            _show_outcome(outcome, quiet=quiet)
    sys.exit(max(map(_code, done.values())))


def _each(
    folders: tuple[Path, ...], make: Callable[..., Built], progress: Progress
) -> dict[Path, Built | InputError | OSError]:
    """What became of each release; where there are several, one that cannot be used keeps no other back."""
    from tieout.core import InputError

    if len(folders) == 1:
        return {folder: make(folder, progress=progress) for folder in folders}
    done: dict[Path, Built | InputError | OSError] = {}
    for number, folder in enumerate(folders, 1):
        where = f"{number} of {len(folders)}, {folder}"
        try:
            done[folder] = make(folder, progress=partial(say_where, progress, where))
        except (InputError, OSError) as error:
            done[folder] = error
    return done


def _code(outcome: Built | InputError | OSError) -> int:
    if isinstance(outcome, Exception):
        return USAGE
    return FINDINGS if outcome.findings else GOOD


def _formats(given: str | None) -> tuple[str, ...]:
    """The formats of an option: names with commas between, or none."""
    from tieout.render import DEFAULT_FORMATS, FORMATS

    if given is None:
        return DEFAULT_FORMATS
    names = tuple(name.strip() for name in given.split(",") if name.strip() not in ("", "none"))
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.UsageError(f"there is no format {unknown[0]}: choose of {', '.join(FORMATS)}, or none")
    return names


@main.command()
@click.argument("release_dir", type=FOLDER)
@click.option("--out", type=FOLDER, required=True, help="The folder for the taxonomy's files and package.")
@quiet_option
def taxonomy(release_dir: Path, out: Path, quiet: bool) -> None:
    """Write a release's taxonomy alone: schemas, linkbases, crosswalk and taxonomy package.

    \b
    Example:
      tieout taxonomy instances/acme-2025q1 --out dist/taxonomy
    """
    from tieout.pipeline import build_taxonomy

    with Line(show=not quiet) as line:
        verdict, package = build_taxonomy(release_dir, out, progress=line)
    show(verdict.findings)
    if not verdict.findings and not quiet:
        click.echo(f"{package}: {verdict.counts.relationships} calculation relationships, valid")
    sys.exit(FINDINGS if verdict.findings else GOOD)


_NOTICES = {
    "recover.recovered": "recovered",
    "recover.inferred": "left out",
    "recover.dash": "set aside",
    "trace.set-aside": "set aside",
    "trace.excused": "no figures",
}


def _show_built(built: Built, *, quiet: bool) -> None:
    from tieout.definitions import first_of

    if not quiet:
        definition, tied = built.read.definition, built.read.tied
        codes = [notice.code for notice in built.read.notices]
        click.secho(f"{first_of(definition.company.name)}, {definition.period}", bold=True)
        rows = (
            ("facts", built.counts.facts),
            ("contexts", built.counts.contexts),
            *(
                (
                    ("calculation relationships checked", built.counts.relationships),
                    ("relations checked, in every context", len(tied.checks)),
                    ("stated readings", len(definition.readings)),
                    ("recovered by arithmetic", codes.count("recover.recovered")),
                    ("inferred and left out", codes.count("recover.inferred")),
                    ("set aside as no figures", sum(r.outcome == "set aside" for r in built.read.traced)),
                    ("accepted exceptions", len(tied.accepted)),
                )
                if tied
                else ()
            ),
            ("findings", len(built.findings)),
        )
        for name, count in rows:
            click.echo(f"  {name:<36}{count:>8,}")
        for reading in definition.readings:
            what = f'read as "{reading.read}"' if reading.read else "read as no figure"
            click.echo(f'  stated reading: "{reading.printed}" in "{reading.row}" {what}. {reading.why}')
        for entry in tied.accepted if tied else ():
            click.echo(f"  accepted: {entry.subject} for {entry.period}, off by {entry.by:,f}")
        for notice in built.read.notices:
            what = _NOTICES.get(notice.code, "notice")
            click.echo(f"  {what}: {notice.places[0] if notice.places else ''}: {notice.message}")
    show(built.findings)
    if built.published and not quiet:
        click.echo(f"written to {built.out}")
    elif built.findings:
        left = f"{built.out} is as it was" if built.out.is_dir() else f"there is no {built.out}"
        click.secho(f"not published: {left}", fg="red", err=True)
        if built.page is not None and not quiet:
            click.echo(f"the findings in the text of the release: {built.page}", err=True)


def _told(outcome: Built | InputError | OSError) -> tuple[Finding, ...]:
    """All that a build has to tell; what is wrong with a release that cannot be used."""
    return unusable(outcome) if isinstance(outcome, Exception) else (*outcome.findings, *outcome.read.notices)


def _show_outcome(outcome: Built | InputError | OSError, *, quiet: bool) -> None:
    if isinstance(outcome, Exception):
        show(unusable(outcome))
    else:
        _show_built(outcome, quiet=quiet)


def _outcome_json(outcome: Built | InputError | OSError) -> dict[str, object]:
    if isinstance(outcome, Exception):
        return {"findings": [finding.as_json() for finding in unusable(outcome)]}
    return _built_json(outcome)


def _built_json(built: Built) -> dict[str, object]:
    from tieout.definitions import first_of

    definition, tied = built.read.definition, built.read.tied
    return {
        "company": first_of(definition.company.name),
        "period": str(definition.period),
        "out": str(built.out),
        "published": built.published,
        "page": str(built.page) if built.page is not None else None,
        "changes": list(built.changes),
        "facts": built.counts.facts,
        "contexts": built.counts.contexts,
        "calculation relationships": built.counts.relationships,
        "sums": len(tied.checks) if tied else 0,
        "stated readings": [
            {
                "table": r.table,
                "row": r.row,
                "column": r.column,
                "printed": r.printed,
                "read": r.read,
                "why": r.why,
            }
            for r in definition.readings
        ],
        "accepted": [
            {
                "kind": a.kind,
                "subject": a.subject,
                "period": str(a.period),
                "by": format(a.by, "f"),
                "why": a.why,
            }
            for a in (tied.accepted if tied else ())
        ],
        "findings": [finding.as_json() for finding in built.findings],
        "notices": [notice.as_json() for notice in built.read.notices],
    }
