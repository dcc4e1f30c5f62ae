"""Finds lines that break an amount down:
they are members of its concept, and need no concepts of their own.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from tieout.definitions import BrokenDown, Concept, Drafting
from tieout.draft.disclosed import Disclosures
from tieout.draft.dissect import between
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed, alike_words
from tieout.draft.members import Parts
from tieout.draft.model import Drafted, Line
from tieout.draft.own import Own
from tieout.draft.same import repeats
from tieout.draft.spots import Spots, entering
from tieout.draft.totals import Total
from tieout.layout import tidy

# How alike words have to be: of a repeat's, of a line of one class of stock.
_REPEAT, _CLASS = 0.9, 0.6
# The parts of a breakdown may be members, or elements of their own; those of a member's amount even more so.
_LIKELY, _INNER = 70, 60
# So many captions under two amounts are of parts of both.
_SHARED = 2


class Breakdowns:
    """Finds the lines of a statement that are members of an amount."""

    def __init__(
        self,
        drafting: Drafting,
        tools: tuple[Lexicon, Matcher, Spots, Own],
        language: str,
    ) -> None:
        self._drafting = drafting
        self._lexicon, self._matcher, self._spots, self._own = tools
        # Whether filers use another element for a line; and whether members tell what is sold.
        self.dissects = False
        self.claimed: Callable[[Drafted, int], bool] = self._no_claim
        self._parts = Parts(drafting, self._lexicon, self._spots, self._own)
        self.disclosures = Disclosures(
            drafting, self._lexicon, self._matcher, self._own, self._parts, language
        )

    @staticmethod
    def _no_claim(_: Drafted, __: int) -> bool:
        return False

    def find(self, drafted: Drafted, placed: list[Placed]) -> None:
        """Gives such lines their concept and members. `placed` are the lines of earlier statements."""
        classes = self._classes(drafted)
        if drafted.kind is not None and drafted.kind.kind == "Statement":
            self._of_face(drafted, placed)
        else:
            self.disclosures.claimed, self.disclosures.dissects = self.claimed, self.dissects
            for number, _ in enumerate(drafted.group.sheets):
                self.disclosures.take_apart(drafted, number, placed)
        for index, line in enumerate(drafted.lines):
            if line.proposal is None and not line.entry.heading:
                self._repeat(drafted, index, placed)
            if line.proposal is None and (line.entry.type in ("shares", "per-share") or index in classes):
                self._of_class(drafted, index)

    def _of_face(self, drafted: Drafted, placed: list[Placed]) -> None:
        """Gives the parts of the totals on a statement's face their members,
        where they break the total down.
        """
        for index, total in drafted.outline.totals.items():
            line = drafted.lines[index]
            axis = self._axis(drafted, index, line.concept, placed) if line.concept is not None else None
            if axis is not None:
                self._members_of(drafted, total, line, axis, placed)

    # Which totals are broken down ------------------------------------------------------------------------

    def _axis(self, drafted: Drafted, index: int, concept: Concept, placed: list[Placed]) -> str | None:
        """The axis on which the parts of a total are members,
        by what is printed above them; None where none is.
        """
        heading = drafted.outline.heading_of(index)
        rows = [drafted.lines[part].entry.caption for part, _ in drafted.outline.totals[index].parts]
        above = drafted.lines[heading].entry.caption if heading is not None else ""
        if concept.name in self._drafting.broken_down and (said := self.disclosures.said(rows, above)):
            return said
        if self._repeated(drafted, index, concept) or self._dissected(drafted, index, concept):
            return "product"
        elsewhere = any(other.concept is concept and not other.members for other in placed)
        twin = any(
            other != index and drafted.lines[other].concept is concept for other in drafted.outline.totals
        )
        if not (elsewhere or twin):
            return None
        said = self._above(drafted, index)
        for name, model in self._drafting.breakdowns.items():
            if any(re.search(rf"\b{re.escape(word)}\b", said) for word in model.words):
                return name
        # A line of the statement of income, taken apart.
        return "product" if elsewhere and self._own.is_part(concept, self._drafting.broken_down) else None

    def _dissected(self, drafted: Drafted, index: int, concept: Concept) -> bool:
        """Whether the total is what was sold or what it cost, printed line by line in a statement of income.

        US-GAAP has no elements any more for the sale of goods and of services: members tell them apart.
        """
        if not self.dissects or concept.name not in self._drafting.broken_down:
            return False
        parts = [part for part, _ in drafted.outline.totals[index].parts]
        # What is taken off is nothing that was sold.
        if any(entering(drafted, part)[0] < 0 for part in parts):
            return False
        told = [part for part in parts if not self.claimed(drafted, part)]
        return len(parts) > 1 and 2 * len(told) > len(parts)

    def _repeated(self, drafted: Drafted, index: int, concept: Concept) -> bool:
        """Whether the parts of a total stand under another amount too:
        the same products, sold and at their cost.
        """
        said = self._captions(drafted, index)
        if concept.name not in self._drafting.broken_down or len(said) < 2:
            return False
        others = ((other, drafted.lines[other].concept) for other in drafted.outline.totals)
        return any(
            there is not None
            and there is not concept
            and there.name in self._drafting.broken_down
            and (said <= (there_said := self._captions(drafted, other)) or len(said & there_said) >= _SHARED)
            for other, there in others
        )

    @staticmethod
    def _captions(drafted: Drafted, index: int) -> set[str]:
        parts = drafted.outline.totals[index].parts
        return {tidy(drafted.lines[part].entry.caption).casefold() for part, _ in parts}

    @staticmethod
    def _above(drafted: Drafted, index: int) -> str:
        """The text printed above the parts of a total."""
        spans = drafted.outline.spans
        around = [span.heading for span in spans if span.total == index or span.first <= index <= span.last]
        texts = [drafted.lines[at].entry.caption for at in around if at is not None]
        return " ".join(tidy(text).casefold() for text in texts)

    # Members ---------------------------------------------------------------------------------------------

    def _members_of(
        self, drafted: Drafted, total: Total, whole: Line, name: str, placed: list[Placed]
    ) -> None:
        model = self._drafting.breakdowns[name]
        assert whole.proposal is not None
        concept = whole.proposal.concept
        adjusted = {
            part: self._parts.adjustment(drafted.lines[part].entry.caption) for part, _ in total.parts
        }
        for part in between(drafted, total.total):
            line, beside = drafted.lines[part], adjusted.get(part, ())
            if line.members or (self.dissects and self.claimed(drafted, part)):
                continue
            if name != "segment" and not beside and self._parts.stands_alone(line, concept, placed):
                continue
            if not beside:
                member = self._own.member(line.entry.caption, model.axis, self._lexicon)
                together = model.together if any(adjusted.values()) else ()
                named = tuple(sorted({(model.axis, member.name), *together}))
                beside = self._parts.known(line.entry, concept, placed) or named
            line.members = beside
            why = (f"a part of {concept.name} by {name}",)
            line.proposal = replace(whole.proposal, score=min(whole.proposal.score, _LIKELY), why=why)
            if (inner := drafted.outline.totals.get(part)) is not None:
                self._inner(drafted, inner, line, model)

    def _inner(self, drafted: Drafted, total: Total, whole: Line, model: BrokenDown) -> None:
        """The lines below a member's own total: further members, or amounts from others and from itself."""
        assert whole.proposal is not None
        own = tuple(pair for pair in whole.members if pair[0] == model.axis)
        adjusted = {
            part: self._parts.adjustment(drafted.lines[part].entry.caption) for part, _ in total.parts
        }
        for part, _ in total.parts:
            line = drafted.lines[part]
            if not any(adjusted.values()):
                member = self._own.member(line.entry.caption, model.axis, self._lexicon)
                line.members = ((model.axis, member.name),)
            else:
                line.members = tuple(sorted({*own, *adjusted[part]}))
            line.proposal = replace(whole.proposal, score=min(whole.proposal.score, _INNER))

    def _repeat(self, drafted: Drafted, index: int, placed: list[Placed]) -> None:
        """Gives a line that repeats a member's words and figures the same concept and members."""
        line = drafted.lines[index]
        said = self._spots.said(drafted, index)
        same, _ = repeats(line.entry, placed)
        scored = [
            (self._lexicon.likeness(said, other.said, frozenset()), not other.members, -at)
            for at in same
            if (other := placed[at]).at is None
        ]
        likeness, alone, at = max(scored, default=(0.0, True, 0))
        if likeness >= _REPEAT and not alone:
            other = placed[-at]
            line.members = other.members
            why = (f"the figures and the words of line {other.entry.line}",)
            line.proposal = self._own.proposal(other.concept, likeness, why)

    def _classes(self, drafted: Drafted) -> set[int]:
        """The lines of a balance sheet that are each of one class of stock;
        none where there is but one class.
        """
        model = self._drafting.breakdowns.get("stock-class")
        if model is None or drafted.kind is None or drafted.kind.by != "instants":
            return set()
        begins = tuple(f"{word} " for word in model.words)
        found = {
            index
            for index, line in enumerate(drafted.lines)
            if line.entry.type == "monetary" and tidy(line.entry.caption).casefold().startswith(begins)
        }
        return found if len(found) > 1 else set()

    def _of_class(self, drafted: Drafted, index: int) -> None:
        """Gives a count of shares or an amount per share the member of the class of stock that it names."""
        line = drafted.lines[index]
        model = self._drafting.breakdowns.get("stock-class")
        if model is None:
            return
        words = "|".join(map(re.escape, sorted(model.words, key=len, reverse=True)))
        pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
        found = pattern.search(tidy(line.entry.caption).casefold())
        if found is None:
            return
        bare = pattern.sub(" ", self._spots.cut(line.entry.caption).casefold())
        spot, period = self._spots.spot(drafted, index), self._spots.period(drafted, index)
        # Where a line only says of which class it is, the heading above says what it is.
        for text in (bare, self._spots.cut(line.entry.under)) if line.entry.under else (bare,):
            ranked = self._matcher.ranked(
                self._lexicon.terms(text),
                spot.context,
                lambda concept: concept.type == line.entry.type and concept.period == period,
            )
            if ranked and ranked[0][0] >= _CLASS:
                break
        if ranked and ranked[0][0] >= _CLASS:
            score, concept = ranked[0]
            member = self._own.member(found[0], model.axis, self._lexicon)
            line.members = ((model.axis, member.name),)
            line.proposal = self._own.proposal(concept, score, (alike_words(score), "of one class of stock"))
