"""load: releases, drafts and datasets into a database."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from tieout.cli.base import FOLDER, GOOD, USAGE, main, quiet_option


@main.command()
@click.argument("url")
@click.argument("folders", metavar="DIR...", type=FOLDER, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print what became of each as a line of JSON.")
@quiet_option
def load(url: str, folders: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
    """Load releases into a database: PostgreSQL, DuckDB or SQLite, by its URL.

    A DIR is the folder of a release, a draft, a dataset, or any folder that holds some. Tables are made where
    there are none. A document that is there already stays as it is; one that was read otherwise since is
    replaced. Each is in the database whole or not at all, whoever else loads meanwhile.

    \b
    Examples:
      tieout load postgresql://me@server/facts batch/
      tieout load duckdb:///facts.duckdb facts/               a dataset, as batch writes it
      tieout load sqlite:///facts.db release.draft instances/acme-2025q1

    A password is better kept in the file ~/.pgpass or in PGPASSWORD than in a URL.

    Exit codes: 0 all is in the database, 2 the database or a folder could not be used.
    """
    from tieout.cli.progress import Bar
    from tieout.cli.show import counted, findings_json, show
    from tieout.cli.terminal import say
    from tieout.core import library

    for name in ("sqlalchemy", "alembic", "pyarrow"):
        library(name, "database")
    from tieout.database import load as put
    from tieout.database import sources_in

    often: Counter[str] = Counter()
    facts = 0
    sources = sources_in(folders)
    # Elsewhere than on a terminal the lines are the progress.
    drawn = not (quiet or as_json) and sys.stdout.isatty() and sys.stderr.isatty()
    with Bar(len(sources), show=drawn) as bar:
        for one in put(url, sources):
            often[one.state] += 1
            facts += one.facts
            line = f"{one.source.folder}: {one.state}, {counted(one.facts, 'fact')}"
            if as_json:
                told = {"folder": str(one.source.folder), "state": one.state, "facts": one.facts}
                told["findings"] = findings_json(one.findings)
                click.echo(json.dumps(told, ensure_ascii=True))
            elif drawn:
                bar.step(line)
            elif one.state == "refused" or not (quiet or one.state == "unchanged"):
                say(line)
            if one.findings and not as_json:
                show(one.findings)
    if not as_json:
        states = ", ".join(f"{often[state]} {state}" for state in sorted(often))
        say(f"{counted(often.total(), 'document')}: {states}; {counted(facts, 'fact')}", "bold")
    sys.exit(USAGE if often["refused"] else GOOD)
