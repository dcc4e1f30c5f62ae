"""What people read: lines no wider than their terminal, in colour where there is one.

What is piped has neither colour nor breaks: a line of it is a whole statement, for grep and for logs.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

# A terminal narrower than this breaks in the middle of words anyway.
_NARROWEST = 30
# The exit code where the output cannot be written.
_UNWRITTEN = 2
# Wider than any line: nothing is broken.
_UNBOUNDED = 100_000


# What would do something to a terminal, or turn the order of letters about.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_BREAK = re.compile(r"[\t\n]")


def visible(text: str) -> str:
    """A text with control characters replaced by their codes, as in JSON, since it may come from anywhere."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_a_line(text: str) -> str:
    """A text on one line: tabs and line breaks, which a file's name may have, become blanks."""
    return _BREAK.sub(" ", text)


@contextmanager
def outlet() -> Iterator[None]:
    """Inside it, both output streams exist, if only ones that drop everything; all output is flushed at the
    end.

    If the output cannot be written, as on a full disk, the command ends with a message and exit code 2; if
    nobody reads it any more, without a message.
    """
    # Either is missing where whoever started the command has closed it.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except OSError as error:
        # Python would try once more when it ends, and print what comes of that.
        sys.stdout = _nowhere()
        if not isinstance(error, BrokenPipeError):
            with suppress(OSError):
                echo(f"the output cannot be written: {error.strerror}", err=True)
        sys.exit(_UNWRITTEN)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def echo(text: str, *, err: bool = False) -> None:
    """Prints a line, with control characters replaced."""
    click.echo(visible(text), err=err)


def width() -> int | None:
    """The width of the terminal in columns; None where the output is a file or a pipe."""
    if os.environ.get("COLUMNS", "").isdecimal() or sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, _NARROWEST)
    return None


def console(*, err: bool = False) -> Console:
    """The terminal as rich uses it, without markup in texts."""
    from rich.console import Console

    return Console(
        file=sys.stderr if err else sys.stdout,
        width=width() or _UNBOUNDED,
        highlight=False,
        markup=False,
        emoji=False,
    )


def say(text: str, style: str = "", *, indent: int = 0, hang: int = 0, err: bool = False) -> None:
    """Prints a text wrapped between words; `hang` is the indent of all lines but the first."""
    _say("", text, style, indent, hang, err=err)


def _say(name: str, text: str, style: str, indent: int, hang: int, *, err: bool = False) -> None:
    """Prints a text behind a name, whose width is the indent of further lines."""
    from rich.text import Text

    out, wide = console(err=err), width()
    text, name = visible(text), visible(name)
    lines = [text]
    if wide is not None:
        broken = Text(text).wrap(out, max(wide - indent - hang, 1), overflow="fold")
        lines = [line.plain.rstrip() for line in broken]
    for number, line in enumerate(lines):
        before = " " * (indent + hang) if number else " " * indent + name
        out.print(Text(before + line, style), soft_wrap=True)


def say_on_one_line(text: str, style: str = "", *, indent: int = 0) -> None:
    """Prints a text on one line, cut off with an ellipsis at the end of the terminal."""
    from rich.text import Text

    line = Text(" " * indent + visible(text), style)
    if (wide := width()) is not None:
        line.truncate(wide, overflow="ellipsis")
    console().print(line, soft_wrap=True)


def say_rows(rows: Iterable[tuple[str, str]], *, indent: int = 2) -> None:
    """Prints names and texts in two columns."""
    rows = list(rows)
    column = max((len(name) for name, _ in rows), default=0) + 2
    for name, said in rows:
        _say(f"{name:<{column}}", said, "", indent, column)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Prints rows below their headers; the columns `right` are aligned right.
    Piped, cells are separated by tabs.
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    if width() is None:
        for row in (heads, *shown):
            click.echo("\t".join(map(in_a_line, row)))
        return
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        drawn.add_column(head, justify="right" if number in right else "left", overflow="fold")
    for row in shown:
        drawn.add_row(*row)
    console().print(drawn)
