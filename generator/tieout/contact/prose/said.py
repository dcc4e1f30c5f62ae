"""A figure of a sentence with what the sentence says of it, and what has been said so far."""

from dataclasses import dataclass

from tieout.contact.prose.model import Kind, Printed
from tieout.contact.prose.periods import When
from tieout.contact.prose.roles import Role


@dataclass(frozen=True, slots=True)
class Said:
    """A figure and what its sentence says of it.

    `near` are the words of the phrase that it stands in, `words` those of all its clause, `aside` those in
    brackets, `behind` those that follow it. `beside` is the text from the figure before to the one behind,
    `tail` that behind it.
    `whens` are the times it may be of, `sure` whether they are certain; `base` are those that it is compared
    with, if it is a change. `compared` is whether it stands in what another is compared with; `turn` is 1 for
    a rise, -1 for a fall. `leads` is the number of the figure whose name it has, in its sentence. `listed` is
    whether names and figures stand in one order, `respectively`. `statement` is where in the sentence the
    main clause begins that it belongs to.
    """

    printed: Printed
    role: Role
    near: frozenset[str]
    words: frozenset[str]
    behind: frozenset[str]
    aside: frozenset[str]
    whens: tuple[When, ...]
    base: tuple[When, ...]
    compared: bool
    turn: int
    leads: int | None
    beside: str
    tail: str
    text: str
    forecast: bool = False
    listed: bool = False
    sure: bool = True
    statement: int = 0

    @property
    def kind(self) -> Kind:
        """What is counted."""
        return self.printed.kind


@dataclass(slots=True)
class State:
    """What has been said in a sentence so far."""

    near: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    leads: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: behind its `lead` and before its `tail`, `fresh` where its clause begins."""

    number: int
    one: Printed
    lead: str
    tail: str
    fresh: bool
    compared: bool
