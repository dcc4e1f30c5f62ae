"""Lines that no concept of the base layer is good for: official elements, and a company's own concepts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from tieout.definitions import Company, Concept, Drafting
from tieout.draft.inside import Inside
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.match import Matcher, Placed, Spot
from tieout.draft.model import Drafted, Line, Proposal
from tieout.draft.own import Own
from tieout.draft.spots import Spots, entering

# An element is official where the words of its name are those of the caption; it is no more sure than this.
_SAME_WORDS, _OFFICIAL = 0.93, 85
# A heading of a company's own is no matter; a line is the surer its own, the less the nearest concept fits.
_HEADING, _NEAREST, _LEAST = 60, 95, 20
# Amounts in captions: how alike their words are, and how much two readings of them may differ.
_INSIDE, _BOTH = 0.5, 0.03
_CLAUSE = re.compile(r"[,;:(—–]")

# Period type and balance by name.
Elements = Mapping[str, tuple[str, str]]


class Filler:
    """Gives the lines that are left a concept."""

    def __init__(
        self, company: Company, drafting: Drafting, tools: tuple[Lexicon, Matcher, Spots, Own]
    ) -> None:
        self._company = company
        self._drafting = drafting
        self._lexicon, self._matcher, self._spots, self._own = tools
        self._inside: set[str] = set()
        self._status = company.vocabulary.amount_words.get("status", ())
        self._elements: list[tuple[str, tuple[str, str], Terms]] = []
        self._by_word: dict[str, list[int]] = {}

    def know(self, elements: Elements) -> None:
        """Takes the official elements: those with a balance are amounts of money."""
        known = self._company.base.concepts
        for name, (period, balance) in elements.items():
            if balance and name not in known:
                words = " ".join(re.findall(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+", name))
                self._elements.append((name, (period, balance), self._lexicon.terms(words)))
        for number, (*_, terms) in enumerate(self._elements):
            for word in terms.words:
                self._by_word.setdefault(word, []).append(number)

    def fill(self, drafted: Drafted) -> None:
        """Gives each line of a statement that has no concept one."""
        for index, line in enumerate(drafted.lines):
            if line.proposal is None and line.entry.heading:
                concept = self._own.heading(line.entry.caption)
                why = ("no heading of the base layer is like it",)
                line.proposal = Proposal(concept, "own", _HEADING, why)
            elif line.proposal is None:
                line.proposal = self._official(drafted, index) or self._proper(drafted, index)

    def _official(self, drafted: Drafted, index: int) -> Proposal | None:
        """The element whose name says what the caption does, if there is one."""
        line, said = drafted.lines[index], self._spots.said(drafted, index)
        if line.entry.type != "monetary":
            return None
        spot, period = self._spots.spot(drafted, index), self._spots.period(drafted, index)
        near = sorted({number for word in said.words for number in self._by_word.get(word, ())})
        scored = [
            (score, -len(name), name, known)
            for name, known, terms in (self._elements[number] for number in near)
            if known[0] == period
            and self._may_be(name, known[1], spot)
            and (score := self._lexicon.likeness(said, terms, frozenset())) >= _SAME_WORDS
        ]
        if not scored:
            return None
        score, _, name, known = max(scored)
        concept = self._own.element(name, known, self._spots.caption(drafted, index), line.entry)
        return Proposal(concept, "official", round(_OFFICIAL * score), ("an official element",))

    def _may_be(self, name: str, balance: str, spot: Spot) -> bool:
        """Whether section and sign allow an element."""
        if self._matcher.section(name, spot.around) < 0:
            return False
        return not spot.sign or Matcher.weight(balance, spot.balance) * spot.sign > 0

    def _proper(self, drafted: Drafted, index: int) -> Proposal:
        """A concept of the company's own, under the element of the total that it enters."""
        line = drafted.lines[index]
        concept = self._own.concept(
            self._spots.caption(drafted, index),
            line.entry,
            self._spots.period(drafted, index),
            self._balance(drafted, index),
            self._wider(drafted, index),
            self._named(drafted, index),
        )
        nearest = line.others[0].score if line.others else 0
        near = f"no concept is good for it: the nearest has {nearest}"
        why = (near if nearest else "no concept is like it",)
        return Proposal(concept, "own", max(_LEAST, _NEAREST - nearest), why)

    @staticmethod
    def _upward(drafted: Drafted, index: int) -> list[Line]:
        """The totals that a line enters, the innermost first."""
        found: list[Line] = []
        seen = {index}
        while (entered := drafted.outline.part_of.get(index)) is not None and entered[0] not in seen:
            index = entered[0]
            seen.add(index)
            found.append(drafted.lines[index])
        return found

    def _wider(self, drafted: Drafted, index: int) -> str | None:
        """The official element that a line's own concept is a part of."""
        above = (line.concept for line in self._upward(drafted, index))
        return next((concept.element for concept in above if concept is not None and concept.element), None)

    def _named(self, drafted: Drafted, index: int) -> tuple[str, str]:
        """What the name of a line's own concept says beside its caption: what it is a part of."""
        base = self._company.base.concepts
        above = (line.concept for line in self._upward(drafted, index))
        whole = next((concept for concept in above if concept is not None and concept.name in base), None)
        return self._drafting.named.get(whole.name, ("", "")) if whole is not None else ("", "")

    def _balance(self, drafted: Drafted, index: int) -> Literal["debit", "credit"] | None:
        """The balance by which a line's figures are positive, as the total says that it enters."""
        line = drafted.lines[index]
        if line.entry.type != "monetary":
            return None
        sign, balance = entering(drafted, index)
        entered = drafted.outline.part_of.get(index)
        total = drafted.lines[entered[0]].concept if entered is not None else None
        if total is not None and total.name in self._drafting.as_is_of:
            balance = "debit"
        if entered is None or balance is None:
            return "debit" if self._matcher.tone(self._lexicon.terms(line.entry.caption)) < 0 else "credit"
        along = (sign or entered[1]) > 0
        return "debit" if (balance == "debit") == along else "credit"

    # Amounts in captions ---------------------------------------------------------------------------------

    def inside(
        self, drafted: Drafted, index: int, inside: Inside, placed: Sequence[Placed]
    ) -> tuple[Concept, ...]:
        """The concepts of amounts in a caption: one, or two where one number is said to be two things.

        Where another caption has the concept that is best, such as that of another class of stock, the
        amounts are of a concept of their own: the second best would be another thing.
        """
        entry = drafted.lines[index].entry
        counted = inside.amounts.measure == "shares"
        type_ = "shares" if counted else "per-share" if inside.each else "monetary"
        used = self._inside | {other.concept.name for other in placed}
        caption = self._spots.cut(entry.caption)
        # What shares there are may be said by the line itself: `Treasury stock, at cost, 795 shares`.
        stated = any(word in inside.said.casefold() for word in self._status)
        for said in (inside.said, caption)[: 2 if counted and not stated else 1]:
            alike = self._alike(drafted, index, said, type_)
            if alike and alike[0].name not in used:
                chosen = [c for c in alike if c.name not in used][: 2 if counted else 1]
                self._inside |= {concept.name for concept in chosen}
                return tuple(chosen)
            if alike:
                break
        named, said = _CLAUSE.split(caption)[0].strip(), inside.said.strip()
        named = said if said.startswith(named) else f"{named}, {said}"
        period = self._spots.period(drafted, index)
        return (self._own.concept(named, replace(entry, type=type_), period, None, None),)

    def _alike(self, drafted: Drafted, index: int, said: str, type_: str) -> list[Concept]:
        """The concepts of a type that are as good as the best for words in a line's caption."""
        period, spot = self._spots.period(drafted, index), self._spots.spot(drafted, index)
        context = self._lexicon.terms(self._spots.cut(drafted.lines[index].entry.caption)).words
        scored = self._matcher.ranked(
            self._lexicon.terms(said),
            context | spot.context,
            lambda concept: concept.type == type_ and concept.period == period,
            spot.around,
        )
        best = scored[0][0] if scored else 0
        return [concept for score, concept in scored if score >= max(best - _BOTH, _INSIDE)]
