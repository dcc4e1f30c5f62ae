"""Gives concepts to the lines that no concept of the base layer fits: the company's own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tieout.definitions import Company, Concept, Drafting
from tieout.draft.axes import plain
from tieout.draft.inside import Inside
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed
from tieout.draft.model import Drafted, Line, Proposal
from tieout.draft.own import Own, spaced
from tieout.draft.sides import Sides
from tieout.draft.spots import Spots, entering
from tieout.draft.untold import measured_by
from tieout.language import Label, language_of

# A heading of a company's own is no matter; a line is the surer its own, the less the nearest concept fits.
_HEADING, _NEAREST, _LEAST, _FACE = 60, 95, 20, 50
# Amounts in captions: how alike their words are, and how much two readings of them may differ.
_INSIDE, _BOTH = 0.5, 0.03
_CLAUSE = re.compile(r"[,;:(—–]")
# A heading of more words is a sentence.
_SHORT = 7
# What a line is called that has no caption.
_SUBTOTAL, _TABLE = "Subtotal", "Table"


class Filler:
    """Gives a concept to each line that is left without one."""

    def __init__(
        self, company: Company, drafting: Drafting, tools: tuple[Lexicon, Matcher, Spots, Own], sides: Sides
    ) -> None:
        self._company = company
        self._drafting = drafting
        self._language = language_of(company)
        self._sides = sides
        self._lexicon, self._matcher, self._spots, self._own = tools
        # The concepts of amounts in captions, each with its line and the dates that it is given for there.
        self._inside: dict[str, tuple[Drafted, int, frozenset[Label]]] = {}
        self._inside_own: dict[str, list[tuple[Concept, Drafted, int, frozenset[Label]]]] = {}
        # The captions, in plain words, that are of several amounts.
        self.ambiguous: frozenset[str] = frozenset()
        self._status = company.vocabulary.amount_words.get("status", ())

    def fill(self, drafted: Drafted) -> None:
        """Gives each line of a statement that has no concept one."""
        for index, line in enumerate(drafted.lines):
            if _first_alike(drafted, index) != index:
                continue
            if line.proposal is None and line.entry.heading:
                concept = self._own.heading(line.entry.caption)
                why = ("no heading of the base layer is like it",)
                line.proposal = Proposal(concept, "own", _HEADING, why)
            elif line.proposal is None:
                line.proposal = self.own_concept(drafted, index)
        for index, line in enumerate(drafted.lines):
            if line.proposal is None:
                line.proposal = drafted.lines[_first_alike(drafted, index)].proposal
                line.at = self._spots.at(drafted, index)

    def own_concept(self, drafted: Drafted, index: int) -> Proposal:
        """A concept of the company's own for a line, aligned with the official element of its total."""
        line = drafted.lines[index]
        line.at = self._spots.at(drafted, index)
        called = self._called(drafted, index)
        concept = self._own.concept(
            called,
            line.entry,
            "instant" if line.at is not None else self._spots.period(drafted, index),
            self._balance(drafted, index),
            self._wider(drafted, index),
            self._named(drafted, index),
        )
        nearest = line.others[0].score if line.others else 0
        near = f"no concept is good for it: the nearest has {nearest}"
        why: tuple[str, ...] = (near if nearest else "no concept is like it",)
        score = max(_LEAST, _NEAREST - nearest)
        # Filers have an element for nearly all that the face of a statement shows.
        face = drafted.kind is not None and drafted.kind.kind == "Statement"
        # `Total` of a table that nothing names tells nothing.
        unsure = face or called.endswith(f" of {_TABLE}")
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if concept.balance == "credit" and printed and all(value < 0 for value in printed):
            unsure, why = True, (*why, "all of it is in brackets: a cost, or an income that is none")
        return Proposal(concept, "own", min(score, _FACE) if unsure else score, why)

    def _called(self, drafted: Drafted, index: int) -> str:
        """The name for a line's own concept: its caption, or "Total of WHOLE" where the caption is too bare.

        Where several amounts share a caption, the heading above is added, or what the columns measure.
        """
        caption = self._spots.caption(drafted, index)
        if self._spots.says(self._lexicon.terms(caption)):
            entry = drafted.lines[index].entry
            if plain(entry.caption) not in self.ambiguous:
                return caption
            sheet = drafted.group.sheets[drafted.group.sheet_of[index]]
            of = measured_by(sheet, self._language) or self._spots.cut(self._heading(drafted, index))
            return f"{of}, {caption}" if self._spots.says(self._lexicon.terms(of)) else caption
        above = (line.concept for line in self._upward(drafted, index))
        whole = next((concept.name for concept in above if concept is not None), "")
        whole = whole or (drafted.kind.statement if drafted.kind is not None else _title(drafted, index))
        return f"{caption or _SUBTOTAL} of {spaced(whole) or _TABLE}"

    @staticmethod
    def _heading(drafted: Drafted, index: int) -> str:
        """The heading above a line; "" where it is a sentence,
        is common to all companies, or has been closed.
        """
        under = drafted.lines[index].entry.under
        if len(under.split()) > _SHORT:
            return ""
        for at in range(index - 1, -1, -1):
            entry = drafted.lines[at].entry
            if entry.heading and entry.caption == under:
                # One that every company has, `Liabilities and equity`, says where a line stands and not what.
                proposal = drafted.lines[at].proposal
                return "" if proposal is not None and proposal.source == "base" else under
            if at in drafted.outline.totals:
                return ""
        return ""

    @staticmethod
    def _upward(drafted: Drafted, index: int) -> list[Line]:
        """The totals that a line enters, directly or through others, the innermost first."""
        found: list[Line] = []
        seen = {index}
        while (entered := drafted.outline.part_of.get(index)) is not None and entered[0] not in seen:
            index = entered[0]
            seen.add(index)
            found.append(drafted.lines[index])
        return found

    def _wider(self, drafted: Drafted, index: int) -> str | None:
        """The official element of the nearest total that has one; the line's own concept is a part of it."""
        above = (line.concept for line in self._upward(drafted, index))
        return next((concept.element for concept in above if concept is not None and concept.element), None)

    def _named(self, drafted: Drafted, index: int) -> tuple[str, str]:
        """The words that the name of a line's own concept gets before and after its caption, by its total."""
        base = self._company.base.concepts
        above = (line.concept for line in self._upward(drafted, index))
        whole = next((concept for concept in above if concept is not None and concept.name in base), None)
        return self._drafting.named.get(whole.name, ("", "")) if whole is not None else ("", "")

    def _balance(self, drafted: Drafted, index: int) -> Literal["debit", "credit"] | None:
        """The balance by which a line's figures are positive,
        as its total takes them; None where it is no money.
        """
        line = drafted.lines[index]
        if line.entry.type != "monetary":
            return None
        sign, balance = entering(drafted, index)
        if line.at is not None:
            # What a balance is made of is on its side of the books, be it taken off: less restricted cash.
            said = self._matcher.balance(self._spots.said(drafted, index))
            return said or ("credit" if balance == "credit" else "debit")
        entered = drafted.outline.part_of.get(index)
        total = drafted.lines[entered[0]].concept if entered is not None else None
        if total is not None and total.name in self._drafting.as_is_of:
            balance = "debit"
        if entered is None or balance is None:
            return self._by_words(drafted, index)
        if self._sides.of_both(line.entry.caption):
            sign = -entered[1] if self._sides.turned(line.entry.caption) else entered[1]
        along = (sign or entered[1]) * self._turned(drafted, entered[0]) > 0
        return "debit" if (balance == "debit") == along else "credit"

    def _by_words(self, drafted: Drafted, index: int) -> Literal["debit", "credit"]:
        """The balance of a line that enters no total whose balance is known: by its words alone.

        Where these tell nothing, what a table of points in time prints is what a company has.
        """
        caption = drafted.lines[index].entry.caption
        if self._spots.period(drafted, index) == "instant":
            return self._matcher.balance(self._spots.said(drafted, index)) or "debit"
        tone = self._matcher.tone(self._lexicon.terms(caption))
        return "debit" if tone < 0 or (tone == 0 and self._sides.is_cost(caption)) else "credit"

    def _turned(self, drafted: Drafted, index: int) -> int:
        """-1 where a two-sided total is printed as its negative side, else 1.

        `Total costs and other deductions`, taken off revenues, sums costs, although its concept may have both
        signs.
        """
        entered = drafted.outline.part_of.get(index)
        inner = drafted.lines[index].concept
        outer = drafted.lines[entered[0]].concept if entered is not None else None
        if entered is None or inner is None or outer is None or not self._matcher.two_sided(inner):
            return 1
        if not (inner.balance and outer.balance):
            return 1
        return entered[1] * (1 if inner.balance == outer.balance else -1)

    # Amounts in captions ---------------------------------------------------------------------------------

    def inside(
        self, drafted: Drafted, index: int, inside: Inside, placed: Sequence[Placed]
    ) -> tuple[Concept, ...]:
        """The concepts of an amount in a caption; two where one number is issued and outstanding at once.

        Where the best concept is taken by another caption, the amount gets a concept of its own: the second
        best would mean something else.
        """
        entry = drafted.lines[index].entry
        counted = inside.amounts.measure == "shares"
        type_ = "per-share" if inside.each else "monetary"
        if counted:
            type_ = "shares"
        used = {other.concept.name for other in placed} | set(self._inside)
        dates = frozenset(inside.amounts.labels)
        for name, (of, at, others) in self._inside.items():
            # Another date of the same line's amounts: `10 issued at May 4, 2024; 9 issued at May 3, 2023`.
            same = of is drafted and at == index
            # Or another class of stock, which its line is of.
            if (same and dates and others and not dates & others) or (
                not same and of.lines[at].members != drafted.lines[index].members
            ):
                used.discard(name)
        caption = self._spots.cut(entry.caption)
        # What shares there are may be said by the line itself: `Treasury stock, at cost, 795 shares`.
        stated = any(word in inside.said.casefold() for word in self._status)
        for said in (inside.said, caption)[: 2 if counted and not stated else 1]:
            alike = self._alike(drafted, index, said, type_)
            if alike and alike[0].name not in used:
                chosen = [c for c in alike if c.name not in used][: 2 if counted else 1]
                self._inside |= {concept.name: (drafted, index, dates) for concept in chosen}
                return tuple(chosen)
            if alike:
                break
        named, said = _CLAUSE.split(caption)[0].strip(), inside.said.strip()
        named = said if inside.named or said.startswith(named) else f"{named}, {said}"
        period = self._spots.period(drafted, index)
        # The same of another date is the same thing.
        for concept, of, at, others in self._inside_own.get(named, ()):
            if of is drafted and at == index and dates and others and not dates & others:
                return (concept,)
        own = self._own.concept(named, replace(entry, type=type_), period, None, None)
        self._inside_own.setdefault(named, []).append((own, drafted, index, dates))
        return (own,)

    def _alike(self, drafted: Drafted, index: int, said: str, type_: str) -> list[Concept]:
        """The concepts of a type that fit the words around an amount as well as the best one does."""
        period, spot = self._spots.period(drafted, index), self._spots.spot(drafted, index)
        line = drafted.lines[index]
        context = self._lexicon.terms(self._spots.cut(line.entry.caption)).words
        # What stands inside a caption is another thing than the line: `Receivables, net of allowance of $5`.
        own = line.concept.name if line.concept is not None else ""
        scored = self._matcher.ranked(
            self._lexicon.terms(said),
            context | spot.context,
            lambda concept: concept.type == type_ and concept.period == period and concept.name != own,
            spot.around,
        )
        best = scored[0][0] if scored else 0
        return [concept for score, concept in scored if score >= max(best - _BOTH, _INSIDE)]


def _first_alike(drafted: Drafted, index: int) -> int:
    """The line that a line is in the end the same amount as: itself where it is like none.

    Of lines that are like one another in a circle it is the first.
    """
    seen = [index]
    while (other := drafted.lines[seen[-1]].alike) is not None:
        if other in seen:
            return min(seen[seen.index(other) :])
        seen.append(other)
    return seen[-1]


def _title(drafted: Drafted, index: int) -> str:
    """The title of a line's table; "" where it is a sentence or holds a number or a date."""
    text = drafted.group.named or drafted.group.sheets[drafted.group.sheet_of[index]].table.caption
    return "" if len(text.split()) > _SHORT or any(letter.isdigit() for letter in text) else text
