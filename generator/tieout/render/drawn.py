"""Renders markup once for each kind of element, to be filled in for each element of that kind.

A report has tags, rows and contexts by the hundred thousand, but of few kinds. So the template runs once for
each kind.
"""

from collections.abc import Callable
from typing import Protocol

Draw = Callable[..., str]
"""A macro: it draws markup from what it is given."""

OPEN = "\0"
"""What a macro is given for what is filled in later. No XML has this letter."""


class Macros(Protocol):
    """The macros of `_inline.j2`."""

    tag: Draw
    row: Draw
    context: Draw


def pattern(drawn: str) -> str:
    """The output of a macro as a `%` pattern: each OPEN in it becomes a place to be filled, in order."""
    return "%s".join(piece.replace("%", "%%") for piece in str(drawn).split(OPEN))
