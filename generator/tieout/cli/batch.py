"""batch: many releases at once."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from tieout.cli.base import (
    FINDINGS,
    FOLDER,
    GOOD,
    USAGE,
    companies_option,
    limit_option,
    main,
    processes_option,
    quiet_option,
)
from tieout.cli.progress import Bar
from tieout.cli.show import print_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tieout.batch import Engine, Journal, Outcome, Task

# The exit code that a release in each state asks for; the worst of them is the command's.
_CODES = {"ties": GOOD, "findings": FINDINGS}
_SAID = {
    "ties": "tied",
    "findings": "with findings",
    "unusable": "unusable",
    "failed": "failed",
    "timed-out": "timed out",
    "killed": "killed from outside",
}


@main.command()
@click.argument("paths", metavar="PATH...", type=FOLDER, nargs=-1)
@click.option("--out", type=FOLDER, default=Path("batch"), show_default=True, help="The folder for drafts.")
# A mark before its first letter, as some editors set, is none of it; what is not UTF-8 is refused as a name.
@click.option(
    "--from",
    "listing",
    type=click.File(encoding="utf-8-sig", errors="surrogateescape"),
    help="A list of paths; - is the input.",
)
@processes_option
@limit_option
@companies_option
@click.option("--dataset", type=FOLDER, help="Add what comes of each to this dataset of Parquet files, too.")
@click.option("--dask", "cluster", metavar="ADDRESS", help="Do them on the workers of this Dask cluster.")
@click.option("--send", is_flag=True, help="Send each file with its task: the workers of --dask see none.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run into the same folder stopped.")
@click.option("--json", "as_json", is_flag=True, help="Print each outcome as a line of JSON, as it comes.")
@quiet_option
def batch(  # noqa: PLR0913, PLR0917 - its options
    paths: tuple[Path, ...],
    out: Path,
    listing: IO[str] | None,
    processes: int,
    limit: float,
    companies: tuple[Path, ...],
    dataset: Path | None,
    cluster: str | None,
    send: bool,
    resume: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Do many releases at once: files are drafted, folders of releases are built.

    A PATH is a file, the folder of a release, any other folder (all that is in it), or a pattern in quotes.
    Each gives the same files as it gives alone: a draft in a folder of --out, a report in its own xbrl/. One
    that fails, hangs or is killed stops no other. OUT/batch.jsonl tells what became of each.

    \b
    Examples:
      tieout batch season/
      tieout batch season/ --resume                       only what is new or changed
      tieout batch 'inbox/*.htm' instances/* --out drafts --processes 8
      tieout batch season/ --dataset facts/                and one dataset of all of them
      tieout batch inbox/ --companies taxonomy/            known companies by their definitions
      tieout batch season/ --dask tcp://10.0.0.5:8786       on a cluster that sees the same folders
      find . -name 'ex99*' | tieout batch --from - --json

    Exit codes: 0 all that was read ties, 1 there are findings, 2 a release could not be used or failed.
    """
    from tieout.batch import JOURNAL, Journal, company_folders, listed, refuse_unsendable, tasks_in
    from tieout.dataset import refuse_no_folder

    if dataset is not None:
        refuse_no_folder(dataset)
    named = [*paths, *listed(listing or ())]
    if not named:
        raise click.UsageError("name files or folders, or a list of them with --from")
    tasks = tasks_in(named, out, dataset, company_folders([*companies]))
    if send:
        if cluster is None:
            raise click.UsageError("--send is of --dask")
        refuse_unsendable(tasks)
    journal = Journal(out / JOURNAL, resume=resume)
    known = journal.known(tasks) if resume else {}
    left = [task for task in tasks if task not in known]
    began = time.monotonic()
    engine = _engine(cluster, min(processes, max(len(left), 1)), limit, send=send)
    done: list[Outcome] = []
    with Bar(len(tasks), show=not (quiet or as_json)) as bar:
        for outcome in chain(known.values(), _noted(engine, left, journal)):
            done.append(outcome)
            bar.step(line_of(outcome))
            if as_json:
                print_line(asdict(outcome))
    if not as_json:
        order = {task.release: number for number, task in enumerate(tasks)}
        done.sort(key=lambda outcome: order[outcome.release])
        _show(done, len(known), time.monotonic() - began, quiet=quiet)
    sys.exit(max((_CODES.get(outcome.state, USAGE) for outcome in done), default=GOOD))


def _engine(cluster: str | None, processes: int, limit: float, *, send: bool) -> Engine:
    """What does the tasks: the workers of a cluster, if one is named, else processes of this machine."""
    from tieout.batch import Cluster, Processes

    return Processes(processes, limit) if cluster is None else Cluster(cluster, limit, send=send)


def _noted(engine: Engine, tasks: Sequence[Task], journal: Journal) -> Iterator[Outcome]:
    """Each outcome, written to the journal before it is shown."""
    from tieout.batch import outcomes

    for outcome in outcomes(engine, tasks):
        journal.add(outcome)
        yield outcome


def line_of(outcome: Outcome) -> str:
    """The outcome of a release in one line."""
    from tieout.cli.show import counted

    said = f"{counted(outcome.facts, 'fact')}, {counted(outcome.findings, 'finding')}"
    if outcome.state not in _CODES:
        said = f"{outcome.state}: {outcome.first}"
    return f"{outcome.release}: {said}, {outcome.seconds:.1f} s"


def _show(done: Sequence[Outcome], known: int, seconds: float, *, quiet: bool) -> None:
    """Prints a row for each release, in the order in which they were named, then the count of each state."""
    from tieout.batch import STATES
    from tieout.cli.show import counted
    from tieout.cli.terminal import say, table

    shown = [one for one in done if not quiet or one.state != "ties"]
    heads = ("release", "company", "quarter", "facts", "exact", "doubtful", "findings", "state", "")
    table(heads, [_row(one) for one in shown], right=(3, 4, 5, 6))
    often = Counter(one.state for one in done)
    counts = ", ".join(f"{often[state]} {_SAID[state]}" for state in STATES if often[state])
    fresh = len(done) - known
    rate = f"; {fresh} in {seconds:.0f} s, {fresh * 60 / max(seconds, 0.01):.0f} a minute" if fresh else ""
    kept = f"; {known} as they were" if known else ""
    say(f"{counted(len(done), 'release')}: {counts or 'nothing to do'}{kept}{rate}", "bold")


def _row(one: Outcome) -> tuple[str, ...]:
    told = one.first if one.state not in _CODES else ""
    counts = (f"{count:,}" for count in (one.facts, one.grades.get("exact", 0), one.doubtful, one.findings))
    return (one.release, one.company, one.quarter, *counts, one.state, told)
