"""view: the interactive viewer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tieout.cli.base import FINDINGS, FOLDER, GOOD, main
from tieout.cli.progress import Line
from tieout.cli.show import show
from tieout.cli.terminal import echo


@main.command()
@click.argument("release_dir", type=FOLDER)
@click.option("--save", type=FOLDER, metavar="DIR", help="Write the viewer into this folder; serve nothing.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=0,
    help="Serve on this port.  [default: a free one]",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings only, and the address.")
def view(release_dir: Path, save: Path | None, port: int, no_open: bool, quiet: bool) -> None:
    """Show a report and from there the interactive viewer, to this machine alone, until Ctrl-C.

    First its index.html; in the viewer each fact has its labels, documentation, references, calculations and
    notes. RELEASE_DIR is a release's folder, or a report's own.

    \b
    Examples:
      tieout view instances/acme-2025q1
      tieout view instances/acme-2025q1 --port 8000 --no-open
      tieout view instances/acme-2025q1 --save /tmp/viewer    open its index.html from disk
    """
    from tieout import view as viewing
    from tieout.publish import altered

    report = viewing.inline_report(release_dir)
    if save is not None:
        viewing.check_target(save, report)
    with Line(show=not quiet) as line:
        line("making the viewer")
        viewer = viewing.make_viewer(report)
    changed = altered(report.parent)
    show(changed)

    def tell(address: str) -> None:
        echo(address if quiet else f"{address} shows {report.name} until Ctrl-C")
        if not no_open and sys.stdout.isatty():
            viewing.open_browser(address)

    if save is None:
        viewing.serve(viewer, port, tell)
    else:
        viewing.save_viewer(viewer, save)
        if not quiet:
            echo(f"written to {save}: open {save / viewing.INDEX}")
    sys.exit(FINDINGS if changed else GOOD)
