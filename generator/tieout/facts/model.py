"""Facts, contexts and units: the report in terms of XBRL 2.1 and the Open Information Model."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Figure, Period, Place
from tieout.definitions import Concept, Members
from tieout.mapping import Damaged, Dropped, Printed, Unknown


@dataclass(frozen=True, slots=True)
class Context:
    """A period with members, under a readable id. The entity is the report's."""

    id: str
    period: Period
    members: Members


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under a readable id; `measure` is as in `Printed.measure`."""

    id: str
    measure: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `value` is a Decimal for numeric concepts, a text for others, None for nil.

    `decimals` is XBRL's decimals attribute, None for texts and nil. `places` are all cells that print it; its
    value comes from the first.
    """

    id: str
    concept: Concept
    context: Context
    unit: Unit | None
    value: Decimal | str | None
    decimals: int | None
    places: tuple[Place, ...] = ()
    notes: tuple[dict[str, str], ...] = ()

    @property
    def text(self) -> str | None:
        """The value as text with all its digits; None where it is nil."""
        return format(self.value, "f") if isinstance(self.value, Decimal) else self.value

    @property
    def figure(self) -> Figure | None:
        """The value with its precision; None where the fact is no number."""
        if isinstance(self.value, Decimal) and self.decimals is not None:
            return Figure(self.value, self.decimals)
        return None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A further printing of a fact. `agrees`: both printings can be of one amount."""

    fact: str
    printed: Printed
    agrees: bool


@dataclass(frozen=True, slots=True)
class FactSet:
    """Everything that a release reports. Facts have the order of the statements.

    `damaged` are unreadable cells that arithmetic did not prove, `unknown` figures in rows without a known
    line.
    """

    facts: tuple[Fact, ...]
    contexts: tuple[Context, ...]
    units: tuple[Unit, ...]
    repeats: tuple[Repeat, ...]
    printed: tuple[tuple[str, Printed], ...]
    damaged: tuple[Damaged, ...]
    dropped: tuple[Dropped, ...]
    unknown: tuple[Unknown, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes that facts use, by name."""
        return tuple(sorted({axis for context in self.contexts for axis, _ in context.members}))

    def by_id(self) -> dict[str, Fact]:
        """The facts by id."""
        return {fact.id: fact for fact in self.facts}
