"""history: a figure over the releases of a dataset."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import DRAWING, FINDINGS, FOLDER, GOOD, main

if TYPE_CHECKING:
    from tieout.dataset import Printing

_HEADS = ("start", "end", "members", "value", "unit", "state", "published", "document", "grade", "sure")


@main.command()
@click.argument("company")
@click.argument("concept")
@click.option("--dataset", type=FOLDER, required=True, help="The folder of a dataset, as batch writes it.")
@click.option("--whole", is_flag=True, help="Only figures without members: of no segment or class.")
@click.option("--plot", "plotted", type=DRAWING, help="Draw it into this file, too: an SVG.")
@click.option("--csv", "as_csv", is_flag=True, help="Print it as CSV.")
def history(
    company: str, concept: str, dataset: Path, whole: bool, plotted: Path | None, as_csv: bool
) -> None:
    """A figure over all releases of a dataset: as first published, repeated, restated, and by which document.

    COMPANY is its number in a register or its name; CONCEPT a concept, an official element or a label.
    Quarters that nobody prints are derived of years to date, and say so; those that lack are told below.

    \b
    Examples:
      tieout history "Acme Inc." us-gaap:Revenues --dataset facts/
      tieout history 0000320193 NetIncomeLoss --dataset facts/ --whole --csv
      tieout history 0000320193 us-gaap:Revenues --dataset facts/ --whole --plot revenues.svg

    Exit codes: 0 good, 1 documents of one day contradict each other, 2 the dataset holds nothing of it.
    """
    from tieout.cli.terminal import say, table
    from tieout.core import for_people
    from tieout.dataset import gaps, write_plot
    from tieout.dataset import history as asked

    found = asked(dataset, company, concept, whole=whole)
    if plotted is not None:
        write_plot(found, f"{concept} of {company}", plotted)
    rows = [_row(one) for one in found]
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        # Names come from documents: what a spreadsheet would run is text in it.
        writer.writerows((_HEADS, *(map(for_people, row) for row in rows)))
    else:
        table(_HEADS, rows, right=(3,))
    names = sorted({one.company for one in found})
    if len(names) > 1:
        say(f"taken for one company: {', '.join(names)}", err=True)
    for gap in gaps(found):
        of = "".join(f" of {member}" for _, member in gap.members)
        say(f"no quarter{of} in {gap.unit} from {gap.start} to {gap.end}", err=True)
    sys.exit(FINDINGS if any(one.state == "contradicted" for one in found) else GOOD)


def _row(one: Printing) -> tuple[str, ...]:
    start = one.start.isoformat() if one.start is not None else ""
    members = "; ".join(f"{axis}={member}" for axis, member in one.members)
    sure = "yes" if one.sure else "no"
    told = (one.unit or "", one.state, one.published.isoformat(), one.document, one.grade, sure)
    return (start, one.end.isoformat(), members, f"{one.value:f}", *told)
