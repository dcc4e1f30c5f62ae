"""Facts, contexts and units: the report as XBRL 2.1 and the Open Information Model know it."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Figure, Period, Place
from tieout.definitions import Concept, Members
from tieout.mapping import Damaged, Dropped, Printed, Unknown


@dataclass(frozen=True, slots=True)
class Context:
    """A period and the members it speaks of, under a readable id. The entity is the report's."""

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
    """One fact. `value` is a Decimal for numeric concepts, text for others, None for nil.

    `decimals` is XBRL's decimals attribute, None for text and nil. `places` are all the cells that print
    it, the one that it is taken from first.
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
        """The value as text, digit by digit; None where it is nil."""
        return format(self.value, "f") if isinstance(self.value, Decimal) else self.value

    @property
    def figure(self) -> Figure | None:
        """The fact as a figure, if it is one."""
        if isinstance(self.value, Decimal) and self.decimals is not None:
            return Figure(self.value, self.decimals)
        return None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A further printing of a fact's figure. `agrees` is whether both can be of one amount."""

    fact: str
    printed: Printed
    agrees: bool


@dataclass(frozen=True, slots=True)
class FactSet:
    """Everything that a release reports. Facts stand in the order of the statements.

    `damaged` are the cells that could not be read and are not proven, `unknown` the figures of rows that no
    line is known for.
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
