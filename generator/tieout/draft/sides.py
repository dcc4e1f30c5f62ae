"""Tells by a line's own words whether its figures keep their signs, whatever total takes them.

Arithmetic says with which sign a figure enters a total, and not what the figure is: a cost that is added back
to a result is still a cost.
"""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from tieout.definitions import Company, Concept, Drafting, Members
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher
from tieout.draft.model import Line
from tieout.draft.own import Own, camel, spaced

# What stands in brackets and may be a direction: one word or two.
_BRACKETED = re.compile(r"\(\s*([^\W\d]+(?:[\s-]+[^\W\d]+)?)\s*\)")
_EXACT = "exact"


class Sides:
    """Tells captions of one side of the books from those whose figures may have either sign."""

    def __init__(
        self, company: Company, drafting: Drafting, lexicon: Lexicon, matcher: Matcher, own: Own
    ) -> None:
        self._base = company.base.concepts
        self._matcher = matcher
        self._own = own
        self._language = company.language
        self._adjustments = drafting.adjustments
        self._others = frozenset(drafting.unless_printed)
        self._two_sided = drafting.two_sided
        self._lexicon = lexicon
        # What says little is no side: `payments for`.
        light = {lexicon.form(word) for word in drafting.words.light}
        groups = [frozenset(map(lexicon.form, group)) for group in drafting.words.opposites]
        self._opposites = [group - light for group in groups]
        words = [word for group in drafting.words.opposites for word in group]
        self._directions = frozenset(map(self._form, (*words, *drafting.words.directions)))
        self._of_both = frozenset(map(lexicon.form, drafting.words.of_both))
        self._costs = frozenset(map(lexicon.form, drafting.words.costs))

    def of_both(self, caption: str) -> bool:
        """Whether the figures of a caption may have either sign: `Gain (loss)`, `Change in inventories`."""
        if self._lexicon.terms(caption).words & self._of_both:
            return True
        for found in _BRACKETED.findall(caption.casefold()):
            said = self._form(found)
            if said in self._directions or not self._directions.isdisjoint(said.split()):
                return True
        return False

    def is_cost(self, caption: str) -> bool:
        """Whether a caption ends in a word for costs: `Employee severance and transition costs`."""
        words = _BRACKETED.sub("", caption).casefold().split()
        return bool(words) and self._lexicon.form(words[-1].strip(".,:")) in self._costs

    def turned(self, caption: str) -> bool:
        """Whether the first of two directions is the one in brackets: `(Gain) loss on sales`, `Tax (paid)
        received`.

        An own concept is named after its caption, first word first, and its first direction is the positive
        one, as in official names (`GainLoss...`). Here that direction is printed in brackets.
        """
        found = _BRACKETED.search(caption)
        if found is None:
            return False
        sides = self._two_sided.match(camel(caption[found.start() :]))
        return sides is not None and sides.end() > len(camel(found[1]))

    def _form(self, text: str) -> str:
        """Words in the form for comparison: `write downs` as `write-down`."""
        return " ".join(self._lexicon.form(word) for word in text.casefold().replace("-", " ").split())

    def as_printed(self, line: Line, *, costs: bool) -> bool:
        """Whether a line's facts have the signs of its printed figures.

        They do for an own concept, unless all figures are in brackets; for an official cost printed without
        brackets, where `costs` allows it to be one; and for a total of the balance sheet whose words name no
        deficit: equity above the liabilities is taken off assets.
        """
        concept = line.concept
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if concept is None or not printed:
            return False
        known = self.is_known(concept)
        # A member's figures of a known concept are parts of the whole's, and have its side.
        if line.members and (known or self._is_adjustment(line.members)):
            return False
        bare = all(value > 0 for value in printed)
        if known:
            total = concept.period == "instant" and concept.total is not None
            if total and bare and self._matcher.tone(self._lexicon.terms(line.entry.caption)) >= 0:
                return True
            return (
                costs
                and bare
                and concept.balance == "debit"
                and not self.has_both(concept, line.entry.caption)
            )
        if self.turned(line.entry.caption):
            return False
        any_bare = any(value > 0 for value in printed)
        return any_bare or concept.balance is None or self.of_both(line.entry.caption)

    def _is_adjustment(self, members: Members) -> bool:
        """Whether some members are those of an adjustment between parts, such as eliminations."""
        return any(set(model.members) <= set(members) for model in self._adjustments)

    def named(self, line: Line) -> int:
        """What the caption alone says: facts as printed (1), with the other sign (-1), or either (0).

        `Decrease in receivables` is the other side of an increase (decrease), whatever total takes it. In a
        `(Gain) loss` the loss is printed bare, and the gain is the positive fact.
        """
        concept = line.concept
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if concept is None or not printed or line.members:
            return 0
        if not self.is_known(concept):
            return -1 if self.turned(line.entry.caption) else 0
        # What others have of an income may be printed as what it leaves the parent.
        if concept.name in self._others:
            return 0
        if all(value > 0 for value in printed):
            return self._side(concept, line.entry.caption)
        if all(value < 0 for value in printed):
            # In brackets a figure is of a side only where the caption's own word stands in them, too:
            # elsewhere brackets may say the contrary of it.
            return -self._side(concept, " ".join(_BRACKETED.findall(line.entry.caption)))
        return 0

    def _side(self, concept: Concept, caption: str) -> int:
        """The side of a two-sided concept that a caption names:
        1 the first, -1 the second, 0 none or both.
        """
        said = self._lexicon.terms(caption).words
        for words in pairwise(spaced(concept.name).split()):
            if self._two_sided.search("".join(words)) is None:
                continue
            first, other = (self._lexicon.form(word.casefold()) for word in words)
            for group in self._opposites:
                if first != other and first in group and other in group:
                    found = said & group
                    return (found == {first}) - (found == {other})
        return 0

    def turn(self, line: Line) -> None:
        """Gives the own concept of a line the balance with which its printed figures enter the total.

        It gets none where its words are on the other side, as those of a cost that is added back to a result.
        """
        concept = line.concept
        if line.proposal is None or concept is None or line.proposal.source != "own" or not concept.balance:
            return
        credit = concept.balance == "debit"
        against = self._matcher.tone(self._lexicon.terms(line.entry.caption)) == (-1 if credit else 1)
        balance: Literal["debit", "credit"] = "credit" if credit else "debit"
        turned = self._own.turn(concept, None if against else balance)
        line.proposal = replace(line.proposal, concept=turned)

    def again(self, line: Line) -> None:
        """Replaces a line's concept by the one of that name as it is now:
        its balance may have been turned since.
        """
        concept = line.concept
        if line.proposal is not None and concept is not None:
            now = self._own.concepts.get(concept.name, concept)
            if now.balance != concept.balance:
                line.proposal = replace(line.proposal, concept=now)

    def is_known(self, concept: Concept) -> bool:
        """Whether a concept is of the base layer or an official element, and none of the company's own."""
        return concept.name in self._base or concept.relation == _EXACT

    def has_both(self, concept: Concept, caption: str) -> bool:
        """Whether the figures of a concept may have either sign, by its name, its label or its caption."""
        name = (concept.element or concept.name).rpartition(":")[2]
        label = concept.label[self._language]
        return "(" in label or self._two_sided.search(name) is not None or self.of_both(caption)
