"""What drafting gives: statements with their lines and what is proposed for each, as data."""

from dataclasses import dataclass, field
from typing import Literal

from tieout.definitions import Concept, Kind, Members
from tieout.draft.outline import Group, Outline
from tieout.draft.sheet import Entry

Source = Literal["base", "official", "own"]
At = Literal["start", "end"] | None
"""The end of its period at which a line of a table of durations is a balance, if it is one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept for a line, how sure it is (0 to 100), and why."""

    concept: Concept
    source: Source
    score: int
    why: tuple[str, ...]


@dataclass(slots=True)
class Line:
    """A printed line as it is drafted. `proposal` is the choice, `others` are the next best.

    `blank` is whether it is printed without figures by custom, `negated` what the arithmetic of its totals
    and the balances say. `inside` are amounts in its caption by name. `alike` is the line that is the same
    amount for another part, or for the whole. `changes` is whether what a column of changes shows for it is
    one of its concept. `repeats` is whether its concept was chosen since another line has the very figures;
    `guessed` whether the line that its concept was taken from, as a repeat or as a part, is doubtful.
    """

    entry: Entry
    proposal: Proposal | None = None
    others: tuple[Proposal, ...] = ()
    members: Members = ()
    at: At = None
    blank: bool = False
    negated: bool = False
    alike: int | None = None
    changes: bool = True
    repeats: bool = False
    guessed: bool = False
    inside: tuple[tuple[str, tuple[Concept, ...]], ...] = ()

    @property
    def concept(self) -> Concept | None:
        """The concept that is proposed."""
        return self.proposal.concept if self.proposal is not None else None


@dataclass(slots=True)
class Drafted:
    """A statement as it is drafted: its lines in the order of the release, and how they are nested."""

    group: Group
    outline: Outline
    kind: Kind | None
    lines: list[Line] = field(default_factory=list)
