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

    `blank`: it is printed without figures by custom. `negated`: its facts have the other sign than its
    figures. `inside` are the amounts in its caption, by name. `alike` is the index of the line that is the
    same amount for another part or for the whole. `changes`: a column of changes gives it a fact too.
    `repeats`: its concept was chosen since another line has the same figures. `guessed`: that other line, or
    the whole that this is a part of, is doubtful. `moves`: it moves a balance of its table, or is
    taken off it, and no statement shows what moves that balance.
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
    moves: bool = False
    inside: tuple[tuple[str, tuple[Concept, ...]], ...] = ()

    @property
    def concept(self) -> Concept | None:
        """The concept that is proposed."""
        return self.proposal.concept if self.proposal is not None else None


@dataclass(slots=True)
class Drafted:
    """A drafted statement: its lines in the order of the release, and how they are nested."""

    group: Group
    outline: Outline
    kind: Kind | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a decided sum: its line, its weight, and whether the YAML has to state the weight."""

    line: int
    weight: int
    stated: bool
