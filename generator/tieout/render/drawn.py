"""Markup that a macro of a template draws once for each kind, and that is filled in for each of that kind.

A report has tags, rows and contexts by the hundred thousand, and few kinds of them. What a kind looks like is
the template's, which need not be asked again for each.
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
    footnote: Draw


def pattern(drawn: str) -> str:
    """What a macro drew, as a pattern for `%`: each OPEN is to be filled with markup, in their order."""
    return "%s".join(piece.replace("%", "%%") for piece in str(drawn).split(OPEN))
