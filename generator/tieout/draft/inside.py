"""Amounts printed inside captions: `common stock, 75,520,000 shares authorized`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.language import Amounts, Language

# Never within a word or a number.
_START = re.compile(r"(?<!\w)(?<!\d[.,])(?:[A-Za-z]{3}\s+|[A-Z]{0,2}[$¥€£]\s*)?\(?\d")
_STOPS = " ,;:—–-"
_STOP = re.compile(r"[,;:—–]")


@dataclass(frozen=True, slots=True)
class Inside:
    """Amounts in a caption from `start` to `end`, and the words beside them that say what they are."""

    start: int
    end: int
    said: str
    amounts: Amounts


def amounts_in(caption: str, language: Language) -> list[Inside]:
    """The amounts in a caption, each as far as it reaches: with its dates, if it has any."""
    found: list[tuple[int, int, Amounts]] = []
    at = 0
    while (match := _START.search(caption, at)) is not None:
        longest = _longest(caption, match.start(), language)
        at = match.end() if longest is None else longest[0]
        if longest is not None:
            found.append((match.start(), *longest))
    edges = [0, *(end for _, end, _ in found)]
    begins = [*(start for start, _, _ in found), len(caption)]
    # What stands between two amounts is of the one before it as far as the first stop, then of the next.
    gaps = [_STOP.split(caption[end:begin], maxsplit=1) for end, begin in zip(edges, begins, strict=True)]
    gaps[0] = ["", _STOP.split(caption[: begins[0]].rstrip(_STOPS))[-1]]
    return [
        Inside(start, end, f"{gap[1] if len(gap) > 1 else ''} {'' if amounts.dates else after[0]}", amounts)
        for (start, end, amounts), gap, after in zip(found, gaps, gaps[1:], strict=False)
    ]


def _longest(caption: str, start: int, language: Language) -> tuple[int, Amounts] | None:
    if start and caption[start - 1].isalnum():
        return None
    ends = [match.start() for match in re.finditer(r"(?=[\s,;:)])|$", caption) if match.start() > start]
    for end in reversed(ends):
        if (amounts := language.amounts(caption[start:end])) is not None:
            return end, amounts
    return None


def with_placeholders(caption: str, found: Sequence[Inside], names: Sequence[str]) -> str:
    """The caption with a {name} for each of the amounts."""
    text, done = [], 0
    for inside, name in zip(found, names, strict=True):
        text.append(caption[done : inside.start] + f"{{{name}}}")
        done = inside.end
    return "".join(text) + caption[done:]
