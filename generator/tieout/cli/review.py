"""review: the page that a release is worked in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tieout.cli.base import FOLDER, main
from tieout.cli.progress import Line
from tieout.cli.terminal import echo


@main.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=0,
    help="Serve on this port.  [default: a free one]",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--quiet", "-q", is_flag=True, help="Print the address only.")
def review(folder: Path, port: int, no_open: bool, quiet: bool) -> None:
    """Work on a release in its own page, on this machine alone, until Ctrl-C.

    Settle doubts, choose other concepts, accept what the release itself contradicts, comment and sign off.
    Each decision is shown as a diff, written into the YAML, and can be taken back. DIR is a release's folder,
    or a draft's.

    \b
    Examples:
      tieout review release.draft
      tieout review instances/acme-2025q1 --port 8000 --no-open
    """
    from tieout.core import Finding, InputError

    try:
        from tieout.review.server import serve
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        what = f"the review needs the package {error.name}, which is not installed"
        raise InputError(Finding("input.package", what, 'Install it: pip install "tieout[review]"')) from None
    from tieout.review import Session
    from tieout.view import open_browser

    with Line(show=not quiet) as line:
        line("reading")
        session = Session(folder)

    def tell(address: str) -> None:
        echo(address if quiet else f"{address} is the page to work in, until Ctrl-C")
        if not no_open and sys.stdout.isatty():
            open_browser(address)

    try:
        serve(session, port, tell)
    finally:
        session.close()
