"""What mapping gives: each printed figure with its meaning, and what became of every other cell."""

from dataclasses import dataclass

from tieout.core import Figure, Finding, Period, Place
from tieout.definitions import Concept, Members


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure, mapped: what it measures, when, for whom, in what unit, and where it is printed.

    `figure` is the fact's (its sign turned where the line is negated), None for a line that is printed
    without figures. `text` is what is printed. `measure` is a currency, `shares`, `JPY/shares` or `pure`.
    """

    concept: Concept
    members: Members
    period: Period
    measure: str
    figure: Figure | None
    text: str
    place: Place
    statement: str
    line: int
    stated: str = ""

    @property
    def key(self) -> tuple[str, Members, Period, str]:
        """What makes two printings the same figure."""
        return self.concept.name, self.members, self.period, self.measure


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cell with a printed number that is no fact, and why."""

    text: str
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """The outcome of mapping a release."""

    printed: tuple[Printed, ...]
    dropped: tuple[Dropped, ...]
    findings: tuple[Finding, ...]
