"""A figure with what its sentence says of it, and the state of reading a sentence."""

from dataclasses import dataclass

from tieout.contact.prose.model import Kind, Printed
from tieout.contact.prose.periods import When
from tieout.contact.prose.roles import Role


@dataclass(frozen=True, slots=True)
class Said:
    """A figure and what its sentence says of it.

    `near` are the words of its phrase, `words` those of its clause, `aside` those in brackets, `behind` those
    after it. `lead` is the text from the figure before to it, `tail` that from it to the next one. `whens`
    are its possible periods, and `sure` tells whether they are certain; `base` are the periods with which a
    change is compared. `compared`: another figure is compared with it. `turn` is 1 for a rise, -1 for a fall.
    `leads` is the number of the figure whose name it shares. `listed`: names and figures are listed in one
    order, `respectively`; `paired`: its name is known by that. `statement` is where its main clause begins,
    `before` all that the sentence says before it without asides. `same`: it is the figure before in another
    unit, behind an `or`; `in_another`: the same, with words between. `per_share`: what it is called by is an
    amount per share. `limited`: words tell what it excludes.
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
    lead: str
    tail: str
    text: str
    forecast: bool = False
    listed: bool = False
    paired: bool = False
    sure: bool = True
    statement: int = 0
    before: str = ""
    same: bool = False
    in_another: bool = False
    per_share: bool = False
    limited: bool = False

    @property
    def beside(self) -> str:
        """The text from the figure before to the next one, without the figure itself."""
        return f"{self.lead} {self.tail}"

    @property
    def kind(self) -> Kind:
        """What it counts."""
        return self.printed.kind


@dataclass(slots=True)
class State:
    """What has been said in a sentence so far. `part`: the name is of what another amount includes,
    `limited`: words tell what it excludes.
    """

    near: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    leads: int | None = None
    part: bool = False
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """The position of a figure: behind its `lead`, before its `tail`; `fresh` where its clause begins with
    it. `reached`: something rose or fell to it. `statement` is where its main clause begins.
    """

    number: int
    one: Printed
    lead: str
    tail: str
    fresh: bool
    compared: bool
    reached: bool = False
    statement: int = 0
