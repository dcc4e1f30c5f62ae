"""mcp: a server for assistants."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from tieout.cli.base import FOLDER, main


@main.command()
@click.argument("folder", type=FOLDER)
def mcp(folder: Path) -> None:
    """Serve the releases in FOLDER to an assistant, over the Model Context Protocol on standard input.

    It offers read, explain and check; it writes nothing, and reads nothing outside FOLDER. Needs the extra
    `mcp`.

    \b
    Example:
      tieout mcp releases
    """
    from tieout.core import Finding, InputError, Place

    if find_spec("mcp") is None:
        what = "the server needs the package mcp, which is not installed"
        raise InputError(Finding("input.package", what, 'Run pip install "tieout[mcp]".'))
    if not folder.is_dir():
        place = (Place(str(folder)),)
        raise InputError(
            Finding("input.file", f"{folder} is no folder", "Name the folder of releases.", place)
        )
    from tieout.mcp import server

    server(folder).run()
