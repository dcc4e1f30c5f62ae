"""watch: a folder whose releases are done as they arrive."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import (
    FOLDER,
    GOOD,
    Seconds,
    companies_option,
    limit_option,
    main,
    processes_option,
    quiet_option,
)
from tieout.cli.show import print_line
from tieout.cli.signals import STOPPED

if TYPE_CHECKING:
    from tieout.batch import Told

_FEED, _FACTS, _LOCK = "feed.jsonl", "facts", ".watched"


@main.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--out", type=FOLDER, help="The folder for results.  [default: DIR.results, beside it]")
@click.option(
    "--dataset", type=FOLDER, help="The dataset that all is added to.  [default: facts in the results]"
)
@companies_option
@processes_option
@limit_option
@click.option(
    "--every",
    type=Seconds(0.1),
    default=2,
    show_default=True,
    help="Seconds from one look at the folder to the next.",
)
@click.option(
    "--still",
    type=Seconds(0),
    default=4,
    show_default=True,
    help="Seconds for which a file that is whole has not changed.",
)
@click.option("--once", is_flag=True, help="End when all that is there is done.")
@click.option("--json", "as_json", is_flag=True, help="Print the lines of the feed, as they come.")
@quiet_option
def watch(  # noqa: PLR0913, PLR0917 - its options
    folder: Path,
    out: Path | None,
    dataset: Path | None,
    companies: tuple[Path, ...],
    processes: int,
    limit: float,
    every: float,
    still: float,
    once: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Do releases as they arrive in a folder, until Ctrl-C.

    A file is taken once nobody writes it any more: its size and time stand still, and its name is none that
    programs give to files that they are writing. Results stand beside the folder: a draft of each file, a
    dataset of all facts, and feed.jsonl with a line of JSON for each document. Each is done once, by its
    bytes, whatever it is called and however often the command is ended and begun again.

    \b
    Examples:
      tieout watch inbox/
      tieout watch inbox/ --companies taxonomy/ --json | jq .state
      tieout watch inbox/ --once                         what has arrived since the last time

    Exit codes: 0 all that was there is done, with --once; 130 it was ended by Ctrl-C; 2 it cannot be watched.
    """
    from tieout.batch import Arrivals, Feed, Processes, Watch, company_folders
    from tieout.cli.terminal import echo
    from tieout.contact import sweep_below
    from tieout.core import Finding, InputError, Place
    from tieout.core.lock import held

    if not folder.is_dir():
        raise InputError(
            Finding("input.file", "there is no such folder", "Name another.", (Place(str(folder)),))
        )
    out = out or _beside(folder)
    dataset = _dataset(dataset, out, quiet=quiet)
    _refuse_arriving(folder, out, dataset)
    out.mkdir(parents=True, exist_ok=True)
    lock = held(out / _LOCK)
    if lock is None:
        what = "another tieout watch writes there"
        raise InputError(Finding("input.out", what, "Name another folder with --out.", (Place(str(out)),)))
    with lock:
        # What an earlier watch had begun when it was ended.
        sweep_below(out)
        seen = Watch(folder, out, Feed(out / _FEED), Arrivals(folder, out, still))
        seen.dataset, seen.companies = dataset, company_folders([*companies])
        done = 0
        try:
            with Processes(processes, limit) as engine:
                for told in seen.run(engine, every=every, once=once):
                    done += told.outcome is not None
                    _say(told, as_json=as_json, quiet=quiet)
        except KeyboardInterrupt:
            from tieout.cli.show import counted

            left = f"; {seen.under_way} more under way, done at the next start" if seen.under_way else ""
            echo(f"stopped: {counted(done, 'release')} done{left}", err=True)
            sys.exit(STOPPED)
    sys.exit(GOOD)


def _dataset(asked: Path | None, out: Path, *, quiet: bool) -> Path | None:
    """The dataset for results: the one asked for, or one beside the results if pyarrow is installed."""
    from tieout.cli.terminal import echo
    from tieout.dataset import refuse_no_folder

    if asked is not None:
        refuse_no_folder(asked)
        return asked
    if find_spec("pyarrow") is not None:
        return out / _FACTS
    if not quiet:
        echo('no dataset: it needs pip install "tieout[dataset]"', err=True)
    return None


def _refuse_arriving(folder: Path, out: Path, dataset: Path | None) -> None:
    """Raises InputError where results would arrive in the watched folder, and be done again without end."""
    from tieout.core import Finding, InputError, Place, resolved

    watched, results = resolved(folder), resolved(out)
    option, path = "--out", out
    arrives = results == watched
    if not arrives and dataset is not None:
        option, path, added = "--dataset", dataset, resolved(dataset)
        arrives = added.is_relative_to(watched) and not added.is_relative_to(results)
    if arrives:
        what = f"{path} is in the folder that is watched: what is written would arrive there and be done"
        mend = f"Name a folder beside it with {option}."
        raise InputError(Finding("input.out", what, mend, (Place(str(path)),)))


def _beside(folder: Path) -> Path:
    from tieout.core import resolved

    folder = folder if folder.name else resolved(folder)
    return folder.with_name(f"{folder.name}.results")


def _say(told: Told, *, as_json: bool, quiet: bool) -> None:
    from tieout.cli.batch import line_of
    from tieout.cli.terminal import echo

    if told.outcome is None:
        if not quiet:
            echo(f"{told.path}: {told.why}", err=True)
    elif as_json:
        print_line(json.loads(told.line))
    elif not (quiet and told.outcome.state == "ties"):
        echo(line_of(told.outcome))
