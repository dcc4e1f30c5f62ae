"""Losses in the prose that a table shows as income."""

import re

from tieout.contact.prose.phrases import any_of, finder, last
from tieout.contact.prose.said import Said
from tieout.definitions import ProseWords
from tieout.facts import Fact

# `Net income (loss)` is called neither.
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
# So many words may stand between what an amount is called and the amount: `a loss before taxes of`.
_WORDS = 4


class Losses:
    """Tells whether the prose calls a figure a loss that a table shows as income."""

    def __init__(self, words: ProseWords) -> None:
        self._called = finder(words.losses)
        self._compared = finder(words.compared)
        between = rf"(?:\s+[^\W\d]+){{0,{_WORDS}}}\s*$"
        said = any_of(words.losses) + between if words.losses else "(?!)"
        self._before = re.compile(said, re.IGNORECASE)

    def contradicts(self, one: Said, fact: Fact) -> bool:
        """Whether the words directly before a figure call it a loss, but its fact is an income by line and
        sign.

        A line that is called a loss may print it without brackets. An allowance for losses is no loss.
        """
        figure, concept = fact.figure, fact.concept
        income = concept.type == "monetary" and concept.balance == "credit" and concept.period == "duration"
        if figure is None or not income or figure.value <= 0:
            return False
        rows = (_BRACKETED.sub("", place.row) for place in fact.places)
        if any(self._called.search(row) for row in rows):
            return False
        before = _BRACKETED.sub("", one.text[one.statement : one.printed.start])
        compared = last(self._compared, before)
        before = before[compared.end() :] if compared is not None else before
        return self._before.search(before) is not None
