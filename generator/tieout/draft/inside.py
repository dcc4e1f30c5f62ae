"""Amounts printed inside captions: `common stock, 75,520,000 shares authorized`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.language import Amounts, Language

_STOPS = " ,;:—–-("
_STOP = re.compile(r"[,;:(—–]|\s-\s")


@dataclass(frozen=True, slots=True)
class Inside:
    """An amount in a caption from `start` to `end`, and the words beside it that say what it is.

    `each` tells that it is an amount per share: a par value. `named`: these words are all of its name.
    """

    start: int
    end: int
    said: str
    amounts: Amounts
    each: bool
    named: bool = False


def amounts_in(caption: str, language: Language) -> list[Inside]:
    """The amounts in a caption, each with the dates that belong to it."""
    groups = language.amounts_in(caption)
    edges = [0, *(group.end for group in groups)]
    begins = [*(group.start for group in groups), len(caption)]
    gaps = [_shared(caption[end:begin]) for end, begin in zip(edges, begins, strict=True)]
    # Behind `and` the next amounts are spoken of: `issued 41 and outstanding 31`.
    for at, group in enumerate(groups, 1):
        if group.goes_on:
            gaps[at] = ("", " ".join(gaps[at]))
    gaps[0] = ("", _STOP.split(caption[: begins[0]].rstrip(_STOPS))[-1])
    gaps[-1] = (_STOP.split(caption[edges[-1] :])[0], "")
    found = []
    for group, (_, before), (after, _) in zip(groups, gaps, gaps[1:], strict=False):
        if group.amounts is not None:
            # Behind the bracket that dated amounts stand in a new matter begins.
            beside = after.split(")")[0] if group.amounts.labels else after
            own = before.rpartition(",")[2] if group.named else before
            said = f"{own} {group.said or beside}"
            found.append(Inside(group.start, group.end, said, group.amounts, group.each, group.named))
    return found


def _shared(text: str) -> tuple[str, str]:
    """The words between two amounts, divided: those for the amount before, and those for the one behind.

    The first comma or other stop divides them; words before a colon belong to what follows: `Issued shares:
    5`.
    """
    stop = _STOP.search(text)
    if stop is None:
        return text, ""
    if stop[0] == ":":
        return "", text
    return text[: stop.start()], text[stop.end() :]


def with_placeholders(caption: str, found: Sequence[Inside], names: Sequence[str]) -> str:
    """The caption with {name} in the place of each amount."""
    text, done = [], 0
    for inside, name in zip(found, names, strict=True):
        text.append(caption[done : inside.start] + f"{{{name}}}")
        done = inside.end
    return "".join(text) + caption[done:]
