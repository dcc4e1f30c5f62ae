"""Reads names that stand behind figures: `a $2.0 million increase in rent`, `paid $93 million in tax`."""

import re

from tieout.contact.prose.model import Kind
from tieout.contact.prose.phrases import any_of, finder
from tieout.definitions import ProseWords

# A name between a rate and what it is the rate of has no more words: `18 % noninterest income growth`.
_NAME = r"(?P<name>[^\W\d_][\w&'’-]*(?:\s+[\w&'’-]+){0,4}?)"
_WHAT = r"\s+(?P<name>[^,;:()]*)"
_AFTER = r"\s*\)?\s*"


class BehindReader:
    """Reads names behind figures by the words of a language."""

    def __init__(self, words: ProseWords) -> None:
        turn = rf"(?P<turn>{any_of((*words.rises, *words.falls))})"
        noun = rf"(?P<turn>{any_of(words.nouns)})" if words.nouns else "(?P<turn>(?!))"
        by, between = any_of(words.by), any_of((*words.in_, *words.of))
        held = any_of(said for some in words.against.values() for said in some)
        self._rises = frozenset(words.rises)
        self._change = re.compile(
            rf"{_AFTER}(?:{held}\s+)?{turn}\s+{any_of(words.in_)}{_WHAT}", re.IGNORECASE
        )
        self._rate = re.compile(rf"{_AFTER}(?:{held}\s+)?{_NAME}\s+{noun}(?!\w)", re.IGNORECASE)
        self._bare = re.compile(rf"{_AFTER},?\s*{noun}(?!\s+{between})", re.IGNORECASE)
        self._in = re.compile(rf"{_AFTER}{between}{_WHAT}", re.IGNORECASE)
        self._article = re.compile(
            rf"{any_of(words.articles)}\s*$" if words.articles else "(?!)", re.IGNORECASE
        )
        self._turned = re.compile(rf"{turn}(?:\s+{by})+\s*$", re.IGNORECASE)
        self._gives = re.compile(
            rf"{any_of(words.gives)}(?:\s+{any_of((*words.by, *words.hedges))})*\s*\(?$", re.IGNORECASE
        )
        self._ends = finder((*words.because, *words.compared, *words.ended))
        self._stops = finder(
            (*words.because, *words.compared, *words.ended, *words.or_, *words.in_, *words.of)
        )
        self._joins = re.compile(rf"(?:\s+{any_of((*words.or_, *words.by))})+\s*$", re.IGNORECASE)

    def change_of(self, lead: str, tail: str, kind: Kind, *, bare: bool) -> tuple[str, int] | None:
        """What a figure is the change of, where its name stands behind it, and 1 for a rise, -1 for a fall:
        `a $2.0 million, or 81.1 % increase in other income`. None for any other figure.

        The name is "" where it is called as what stands before, `a 4.7 % increase`. `bare`: no name stands
        before the figure.
        """
        found = self._change.match(tail)
        if found is not None:
            name = self._ended(found["name"])
            return (name, self._sign(found)) if name else None
        turned = self._turned.search(lead) if bare else None
        if turned is not None and (name := self.named(tail)):
            return name, self._sign(turned)
        if self._article.search(lead) is not None and (found := self._bare.match(tail)) is not None:
            return "", self._sign(found)
        if bare and kind == "percent" and (found := self._rate.match(tail)) is not None:
            return (found["name"], self._sign(found)) if not self._stops.search(found["name"]) else None
        return None

    def given(self, lead: str, tail: str) -> str:
        """The name of what a verb says of a figure, `paid $93 million in dividends`; "" where none does."""
        return self.named(tail) if self._gives.search(lead) is not None else ""

    def named(self, tail: str) -> str:
        """The name that stands behind a figure, `in dividends`; "" where none does."""
        found = self._in.match(tail)
        return self._ended(found["name"]) if found is not None else ""

    def _ended(self, name: str) -> str:
        """A name without what stands behind it."""
        end = self._ends.search(name)
        return self._joins.sub("", name[: end.start()] if end is not None else name).strip()

    def _sign(self, found: re.Match[str]) -> int:
        return 1 if " ".join(found["turn"].casefold().split()) in self._rises else -1
