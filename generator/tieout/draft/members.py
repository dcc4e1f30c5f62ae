"""Finds the members of a line that may be a part, and tells parts from eliminations and adjustments."""

from tieout.definitions import Concept, Drafting, Members
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Placed
from tieout.draft.model import Line
from tieout.draft.own import Own
from tieout.draft.same import repeats
from tieout.draft.sheet import Entry
from tieout.draft.spots import Spots
from tieout.layout import tidy

# How alike words have to be: of a line that stands for itself elsewhere, of a member's.
_ALONE, _KNOWN = 0.5, 0.4
_FIGURES = 0.3


class Parts:
    """Knows the members that a draft uses."""

    def __init__(self, drafting: Drafting, lexicon: Lexicon, spots: Spots, own: Own) -> None:
        self._drafting = drafting
        self._lexicon = lexicon
        self._spots = spots
        self._own = own
        # The axis of what stands beside parts: totals of some, transfers between them.
        self._beside = next(axis for one in drafting.adjustments for axis, _ in one.members)

    def member(self, caption: str, axis: str) -> Members:
        """The member that a caption names on an axis."""
        return ((axis, self._own.member(caption, axis, self._lexicon).name),)

    def axes_of(self, caption: str) -> frozenset[str]:
        """The axes on which a caption has named a member before."""
        return self._own.axes_of(caption, self._lexicon)

    def is_own(self, concept: Concept) -> bool:
        """Whether a concept is one of the company's own."""
        return concept.name in self._own.concepts and concept.name not in self._own.official

    def names(self, axis: str) -> bool:
        """Whether a caption has named a member on an axis before."""
        return self._own.names(axis)

    def beside(self, caption: str) -> Members:
        """The member for an amount that is no part,
        such as eliminations: on the axis of consolidation items.
        """
        return self.member(caption, self._beside)

    def adjustment(self, caption: str) -> Members:
        """The member for a line that is taken off between parts,
        such as eliminations; () for any other line.
        """
        plain = tidy(caption).casefold()
        found = (a.members for a in self._drafting.adjustments if any(word in plain for word in a.words))
        return next(found, ())

    def stands_alone(self, line: Line, whole: Concept, placed: list[Placed]) -> bool:
        """Whether a part is also printed elsewhere as a line with a concept of its own."""
        said = self._lexicon.terms(self._spots.cut(line.entry.caption))
        same, _ = repeats(line.entry, placed)
        return any(
            placed[at].concept is not whole
            and not placed[at].members
            and self._lexicon.likeness(said, placed[at].said, frozenset()) >= _ALONE
            for at, sureness in same.items()
            if sureness >= _FIGURES
        )

    def known(self, entry: Entry, concept: Concept, placed: list[Placed]) -> Members:
        """The members of an earlier line of the concept that prints the same figures under similar words."""
        same, _ = repeats(entry, placed)
        said = self._lexicon.terms(entry.caption)
        found = [
            (self._lexicon.likeness(said, other.said, frozenset()), -at)
            for at in same
            if (other := placed[at]).concept is concept and other.members
        ]
        likeness, at = max(found, default=(0.0, 0))
        return placed[-at].members if likeness > _KNOWN else ()
