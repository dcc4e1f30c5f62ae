"""changes: what corrections changed in a dataset, and quarters that do not fit into their years to date."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import FINDINGS, FOLDER, GOOD, main

if TYPE_CHECKING:
    from tieout.dataset import Change

_HEADS = (
    "company", "period", "concept", "start", "end", "members", "unit", "old", "new", "document",
    "superseded by",
)  # fmt: skip


@main.command()
@click.option("--dataset", type=FOLDER, required=True, help="The folder of a dataset, as batch writes it.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the changes as CSV.")
@click.option("--sql", is_flag=True, help="Print the views of DuckDB that answer this, to ask more of them.")
def changes(dataset: Path, as_csv: bool, sql: bool) -> None:
    """What documents of a dataset say of one another: what corrections changed, quarters that do not fit.

    A document is superseded by the next later one of the same company, period and language that has most of
    its facts again. A quarter is held against its year to date and the one before, whichever documents print
    them.

    \b
    Examples:
      tieout changes --dataset facts/
      tieout changes --dataset facts/ --csv > changes.csv
      tieout changes --dataset facts/ --sql                  views to ask by DuckDB

    Exit codes: 0 good, 1 a quarter whose concept is sure does not fit into its years to date, 2 there is no
    dataset.
    """
    from tieout.cli.show import counted, show
    from tieout.cli.terminal import say, table
    from tieout.core import Severity, for_people
    from tieout.dataset import changes as asked
    from tieout.dataset import views_over

    if sql:
        click.echo(views_over(str(dataset)))
        return
    found = asked(dataset)
    rows = [_row(one) for one in found.changes]
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        # Names come from documents: what a spreadsheet would run is text in it.
        writer.writerows((_HEADS, *(map(for_people, row) for row in rows)))
    else:
        if rows:
            table(_HEADS, rows, right=(7, 8))
        show(found.findings)
        corrected = len({one.document for one in found.changes})
        told = f"{counted(len(rows), 'change')} in {counted(corrected, 'document')} that later ones correct"
        say(f"{told}; {counted(len(found.findings), 'quarter')} off", "bold")
    off = any(finding.severity is Severity.ERROR for finding in found.findings)
    sys.exit(FINDINGS if off else GOOD)


def _row(one: Change) -> tuple[str, ...]:
    members = "; ".join(f"{axis}={member}" for axis, member in one.members)
    period = (one.start.isoformat() if one.start is not None else "", one.end.isoformat())
    old, new = (f"{amount:f}" if amount is not None else "" for amount in (one.old, one.new))
    documents = (one.document, one.superseded_by)
    return (one.company, one.period, one.concept, *period, members, one.unit or "", old, new, *documents)
