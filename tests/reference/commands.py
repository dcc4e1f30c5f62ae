"""Writes docs/commands.md for the site: each command as its --help says it, the library as its docstrings.

It is made anew for each site and never committed, so that it is never out of date.
"""

import inspect
import sys
from pathlib import Path

import click

import tieout
from tieout.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "commands.md"
_WIDE = 100
_HEAD = """# Commands, and the library

Made from the program itself: what follows is what `tieout COMMAND --help` prints. `tieout FILE` is
`tieout draft FILE`.
"""
_LIBRARY = """
## In Python

`import tieout` answers at once; what a name needs is imported when it is first used. What it raises is
`tieout.InputError`, with the findings that say why.
"""


def page() -> str:
    """The page, made from the commands and the names of the library."""
    return _HEAD + "".join(_command(name) for name in sorted(main.commands)) + _LIBRARY + _library()


def _command(name: str) -> str:
    command = main.commands[name]
    if isinstance(command, click.Group):
        return "".join(_helped(f"{name} {sub}", command.commands[sub]) for sub in sorted(command.commands))
    return _helped(name, command)


def _helped(name: str, command: click.Command) -> str:
    full = f"tieout {name}"
    context = click.Context(command, info_name=full, max_content_width=_WIDE, terminal_width=_WIDE)
    return f"\n## {full}\n\n```\n{command.get_help(context)}\n```\n"


def _library() -> str:
    told = []
    for name in sorted(tieout.__all__):
        thing = getattr(tieout, name)
        if inspect.isfunction(thing):
            said = inspect.getdoc(thing) or ""
            told.append(f"\n### tieout.{name}\n\n```\n{name}{inspect.signature(thing)}\n\n{said}\n```\n")
    return "".join(told)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.exit(0)
