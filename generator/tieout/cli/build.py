"""build and taxonomy: what a release is turned into."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import (
    FINDINGS,
    FOLDER,
    GOOD,
    USAGE,
    format_option,
    json_option,
    main,
    official_option,
    quiet_option,
    scope_option,
    verbose_option,
)
from tieout.cli.progress import Line, say_where
from tieout.cli.remarks import notices, show_findings, show_remarks
from tieout.cli.show import counted, print_json, print_sarif, show, unusable
from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Callable

    from tieout.core import Finding, InputError
    from tieout.pipeline import Progress, Scope
    from tieout.publication import Built
    from tieout.results import Refused, Report


@main.command()
@click.argument("release_dirs", metavar="RELEASE_DIR...", type=FOLDER, nargs=-1, required=True)
@click.option("--out", type=FOLDER, help="The report's folder.  [default: RELEASE_DIR/xbrl]")
@click.option("--release", "text", type=FOLDER, help="Read this text instead of the release's own.")
@click.option(
    "--formats",
    help="Beside the instance, any of inline, statements, json, packages, csv, table, parquet, excel; or "
    "none.  [default: inline,json,packages]",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    help="An edition to make beside our own, such as us-gaap; more than one, each with the option; "
    "tieout for none.  [default: as release.yaml says]",
)
@official_option
@scope_option
@click.option(
    "--processes",
    type=click.IntRange(1),
    envvar="TIEOUT_PROCESSES",
    default=lambda: min(os.cpu_count() or 1, 2),
    help="How many processes validate, side by side.  [default: 2 where there are two cores]",
)
@click.option("--check", is_flag=True, help="Write nothing; fail if the report would change.")
@json_option
@format_option
@quiet_option
@verbose_option
def build(  # noqa: PLR0913, PLR0917 - its options
    release_dirs: tuple[Path, ...],
    out: Path | None,
    text: Path | None,
    formats: str | None,
    editions: tuple[str, ...],
    official: tuple[Path, ...],
    scope: Scope | None,
    processes: int,
    check: bool,
    as_json: bool,
    form: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build the XBRL report of a release: read, map, tie out, render, validate, publish.

    Of several releases each is built, whatever is found in another: the outcome tells of all of them, and
    the exit code is the worst.

    \b
    Examples:
      tieout build instances/acme-2025q1
      tieout build instances/acme-2025q1 --out /tmp/report --json
      tieout build instances/acme-2025q1 --out /tmp/report --formats json,csv,table
      tieout build instances/acme-2025q1 --edition us-gaap
      tieout build instances/* --check --format sarif
    """
    from tieout.publication import build as run
    from tieout.results import as_json as plain
    from tieout.validate import official as at_hand

    several = len(release_dirs) > 1
    if several and (out is not None or text is not None):
        raise click.UsageError("--out and --release are for one release: name one, or leave them out")
    make = partial(run, out=out, text=text, formats=_formats(formats), scope=scope, check=check)
    make = partial(make, editions=editions or None, official=at_hand(official), processes=processes)
    with Line(show=not (as_json or quiet or form != "text")) as line:
        done = _each(release_dirs, make, line)
    if form == "sarif":
        print_sarif(*(_told(outcome) for outcome in done.values()))
    elif as_json or form == "json":
        documents = [plain(_outcome(outcome)) for outcome in done.values()]
        named = [{"release": str(folder), **said} for folder, said in zip(done, documents, strict=True)]
        print_json(named if several else documents[0])
    else:
        for outcome in done.values():
            _show_outcome(outcome, quiet=quiet, verbose=verbose)
    sys.exit(max(map(_code, done.values())))


def _each(
    folders: tuple[Path, ...], make: Callable[..., Built], progress: Progress
) -> dict[Path, Built | InputError | OSError]:
    """The outcome of each release; one that cannot be used does not stop the others."""
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
    """The formats in an option: names separated by commas, or none."""
    from tieout.render import DEFAULT_FORMATS, FORMATS

    if given is None:
        return DEFAULT_FORMATS
    names = tuple(name.strip() for name in given.split(",") if name.strip() not in ("", "none"))
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.UsageError(f"there is no format {unknown[0]}: choose of {', '.join(FORMATS)}, or none")
    return names


@main.command()
@click.argument("release_dir", type=FOLDER, required=False)
@click.option("--base", is_flag=True, help="The base layer by itself, with all its labels, of no release.")
@click.option("--out", type=FOLDER, required=True, help="The folder for the taxonomy's files and package.")
@quiet_option
def taxonomy(release_dir: Path | None, base: bool, out: Path, quiet: bool) -> None:
    """Write a release's taxonomy alone: schemas, linkbases, crosswalk and taxonomy package.

    \b
    Examples:
      tieout taxonomy instances/acme-2025q1 --out dist/taxonomy
      tieout taxonomy --base --out dist/base
    """
    from tieout.publication import build_base, build_taxonomy

    if base == (release_dir is not None):
        raise click.UsageError("name the folder of a release, or say --base")
    with Line(show=not quiet) as line:
        verdict, package = (
            build_taxonomy(release_dir, out, progress=line)
            if release_dir is not None
            else build_base(out, progress=line)
        )
    show(verdict.findings)
    if not verdict.findings and not quiet:
        echo(f"{package}: {verdict.counts.relationships} calculation relationships, valid")
    sys.exit(FINDINGS if verdict.findings else GOOD)


def _show_built(built: Built, *, quiet: bool, verbose: bool) -> None:
    from tieout.cli.terminal import say

    done = built.read
    show_findings(done, built.findings, verbose=verbose, page=None if quiet else built.page)
    if not quiet:
        _show_counts(built, verbose=verbose)
    if built.findings and not built.published:
        left = f"{built.out} is as it was" if built.out.is_dir() else f"there is no {built.out}"
        say(f"not published: {left}", "red", err=True)


def _show_counts(built: Built, *, verbose: bool) -> None:
    from tieout.cli.terminal import say
    from tieout.definitions import first_of

    done = built.read
    say(f"{first_of(done.definition.company.name)}, {done.definition.period}", "bold")
    show_remarks(done, verbose=verbose)
    counts = built.counts
    checked = f"{len(done.tied.checks):,} relations" if done.tied is not None else "no relation"
    say(
        f"{counts.facts:,} facts in {counts.contexts:,} contexts; {checked} checked here, "
        f"{counts.relationships:,} calculation relationships by Arelle; "
        f"{counted(len(built.findings), 'finding')}{notices(done)}",
        indent=2,
        hang=2,
    )
    if built.published:
        say(f"written to {built.out}", indent=2, hang=2)


def _told(outcome: Built | InputError | OSError) -> tuple[Finding, ...]:
    """All findings of a build, or of a release that cannot be used."""
    return unusable(outcome) if isinstance(outcome, Exception) else (*outcome.findings, *outcome.read.notices)


def _show_outcome(outcome: Built | InputError | OSError, *, quiet: bool, verbose: bool) -> None:
    if isinstance(outcome, Exception):
        show(unusable(outcome))
    else:
        _show_built(outcome, quiet=quiet, verbose=verbose)


def _outcome(outcome: Built | InputError | OSError) -> Report | Refused:
    from tieout.results import Refused, finding_of, report_of

    if isinstance(outcome, Exception):
        return Refused(tuple(finding_of(finding) for finding in unusable(outcome)))
    return report_of(outcome)
