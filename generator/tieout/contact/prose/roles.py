"""Decides whether a figure in the prose is an amount or a change, and whether it rose or fell."""

import re
from typing import Literal, Protocol

from tieout.contact.prose.model import Kind, Printed
from tieout.contact.prose.phrases import any_of, finder, last
from tieout.definitions import ProseWords

Role = Literal["level", "change"]
# `growth in the third quarter 5 %`: so far a percentage may stand behind its word.
_NEAR = 12
_BREAKS = re.compile(r"[,;()]")


class Before(Protocol):
    """The figure before another one in its sentence."""

    @property
    def role(self) -> Role:
        """Whether it is an amount or a change."""

    @property
    def turn(self) -> int:
        """1 for a rise, -1 for a fall."""

    @property
    def kind(self) -> Kind:
        """What it counts."""


class RoleReader:
    """Reads the roles of figures by the words of a language."""

    def __init__(self, words: ProseWords) -> None:
        turns = (*words.rises, *words.falls)
        turn = rf"(?P<turn>{any_of(turns)})"
        noun = rf"(?P<turn>{any_of(words.nouns)})" if words.nouns else "(?P<turn>(?!))"
        by, or_ = any_of(words.by), any_of(words.or_)
        held = any_of(said for some in words.against.values() for said in some)
        away = [said for said in words.compared if said.split(maxsplit=1)[0] in {*turns}]
        self._rises = frozenset(words.rises)
        self._turns = finder(turns)
        self._verbs = finder((*words.verbs, *turns))
        self._because = finder(words.because)
        # `over` stands before amounts and before times.
        self._compared = finder(tuple(said for said in words.compared if said not in words.by))
        self._to = _pattern(rf"{any_of(words.to)}\s*\(?$")
        self._came = _pattern(rf"{any_of(words.verbs)}\s+{any_of(words.to)}\s*\(?$")
        self._by = _pattern(rf"{turn}(?:\s+{by})*\s*\(?$")
        # `, an increase of`; `and are up`
        begins = rf"(?:,|{or_})\s*(?:{any_of(words.verbs)}\s+)?(?:{by}\s+)?"
        self._added = _pattern(rf"{begins}{any_of(turns)}(?:\s+{by})*\s*\(?$")
        self._away = _pattern(rf"{any_of(away)}\s*\(?$" if away else "(?!)")
        self._of = _pattern(rf"{by}\s*$")
        # `9 % increase`, and no `9 % increased`.
        self._behind = _pattern(rf"\s*\)?\s*(?:{held}\s+)?{noun}")
        self._than = _pattern(rf"\s*\)?\s*{any_of(words.than)}" if words.than else "(?!)")
        self._over = _pattern(rf"\s*\)?\s*{any_of(words.over)}\s" if words.over else "(?!)")
        self._against = _pattern(rf"\s*\)?\s*{any_of(words.compared)}")
        self._joins = _pattern(rf",?\s*{or_}\s*$")
        self._either = _pattern(rf"\s*[,(]?\s*{any_of(words.either)}\s*")
        self._in_another = _pattern(rf"{any_of(words.either)}\W*$")
        # `decreased 10 % year over year, or 8 %`
        self._held_or = _pattern(rf"\s*{held}\s*,?\s*{or_}\s*")
        self._hedge = _pattern(rf"{any_of(words.hedges)}\s*\(?$")
        self._or = _pattern(rf"\s*[,(]?\s*{or_}?\s*\(?")

    def role(self, lead: str, tail: str, before: Before | None, one: Printed) -> tuple[Role, int]:
        """The role of a figure between the words `lead` and `tail`, and 1 for a rise, -1 for a fall."""
        if self._to.search(lead):
            turn = last(self._turns, lead)
            return "level", self._sign(turn[0]) if turn is not None else 0
        if self._away.search(lead):
            # `up from 50.8 %`: what it rose from, and no rise.
            return "level", 0
        found = self._by.search(lead)
        if found is None and one.kind in ("percent", "points"):
            found = self._behind.match(tail)
        if found is not None:
            return "change", self._sign(found["turn"])
        if (than := self._than.match(tail)) is not None:
            # `$2 million higher than`
            return "change", self._sign(than[0].split()[0])
        turn = last(self._turns, lead)
        if turn is not None and self._compared.search(lead, turn.start()) is not None:
            # `a decrease compared to revenue of`
            turn = None
        if turn is not None and not _BREAKS.search(lead, turn.end()):
            # `an increase in net sales of $12 million`
            of = self._of.search(lead) is not None and one.kind != "shares"
            if of or (one.kind == "percent" and len(lead) - turn.end() <= _NEAR):
                return "change", self._sign(turn[0])
        if before is not None and self._goes_on(lead, tail, before, one):
            return "change", before.turn
        if before is not None and before.turn and one.kind == "percent" and self._either.fullmatch(lead):
            # `increased to $459.8 million, or 10 %`
            return ("change", before.turn) if self._over.match(tail) is None else ("level", 0)
        return "level", 0

    def is_part(self, text: str, one: Printed) -> bool:
        """Whether a figure is only one cause of a rise or fall, and no amount of its own."""
        because = self._because.search(text, 0, one.start)
        return because is not None and self._turns.search(text, 0, because.start()) is not None

    def is_added(self, lead: str, tail: str) -> bool:
        """Whether a change is added to what was said before: `, an increase of`; `$2 million higher than`."""
        if self._added.search(lead) is not None or self._than.match(tail) is not None:
            return True
        return self._is_next(lead, tail)

    def is_same(self, between: str) -> bool:
        """Whether there is no more than an `or` between two figures: both are of one amount."""
        return self._or.fullmatch(between) is not None

    def is_or(self, lead: str) -> bool:
        """Whether a figure is the one before in another unit: `$9 million in charges, or`."""
        return self._in_another.search(lead) is not None

    def is_in_row(self, between: str) -> bool:
        """Whether two figures stand in a row, `and`; an `or` says that they are one amount."""
        return bool(between) and self.is_same(between) and self._either.fullmatch(between) is None

    def further(self, lead: str) -> str | None:
        """The words of a further rise or fall right before a figure: `, a rise of`, `and decreased`; None
        where there are none.
        """
        found = self._added.search(lead)
        return found[0] if found is not None else None

    def is_reached(self, lead: str) -> bool:
        """Whether a figure is what something changed to; what came to an amount did not change."""
        return self._to.search(lead) is not None and self._came.search(lead) is None

    def is_hedged(self, lead: str) -> bool:
        """Whether the words before a figure say that it is not exact, such as "about"."""
        return self._hedge.search(lead) is not None

    def without_of(self, text: str) -> str:
        """A text without an `of` at its end."""
        return self._of.sub("", text)

    def _is_next(self, lead: str, tail: str) -> bool:
        """Whether a change is against a further time: `of $2 million from May and $3 million from April`."""
        against = self._against.match(lead) is not None and self._against.match(tail) is not None
        return against and self._joins.search(lead) is not None

    def _goes_on(self, lead: str, tail: str, before: Before, one: Printed) -> bool:
        """Whether a change is continued: `$2 million, or 4 %`; `of $2 million and in rent of $1 million`."""
        if before.role != "change":
            return False
        if self._is_next(lead, tail) or self._or.fullmatch(lead) or self._held_or.fullmatch(lead):
            return True
        both = before.kind == one.kind == "money"
        return both and self._of.search(lead) is not None and self._verbs.search(lead) is None

    def _sign(self, word: str) -> int:
        return 1 if " ".join(word.casefold().split()) in self._rises else -1


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
