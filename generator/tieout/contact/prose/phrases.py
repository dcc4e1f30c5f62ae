"""Finds phrases of a language in a text."""

import re
from collections.abc import Iterable
from functools import cache

_BEGINS = r"(?<!\w)"


def any_of(phrases: Iterable[str], *, behind_number: bool = False) -> str:
    """A pattern that matches any of some phrases, the longest first, but not inside a word.

    With `behind_number` a phrase may follow a digit directly: `5.8bn`.
    """
    found = (_alone(phrase) for phrase in sorted({*phrases}, key=lambda p: (-len(p), p)))
    return "(?:" + "|".join(one.removeprefix(_BEGINS) if behind_number else one for one in found) + ")"


@cache
def finder(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that matches any of some phrases in any case."""
    return re.compile(any_of(phrases) if phrases else "(?!)", re.IGNORECASE)


def _alone(phrase: str) -> str:
    """A phrase as a pattern that needs a word boundary on both sides, except at Japanese letters."""
    inner = re.escape(phrase).replace(r"\ ", r"\s+")
    before = _BEGINS if phrase[0].isascii() and phrase[0].isalpha() else ""
    behind = r"(?!\w)" if phrase[-1].isascii() and phrase[-1].isalpha() else ""
    return f"{before}{inner}{behind}"


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of a pattern in a text."""
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
