"""What mapping gives: each printed figure with its meaning, and what became of every other cell."""

from dataclasses import dataclass

from tieout.core import Figure, Finding, Period, Place
from tieout.definitions import Concept, Members


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed figure, mapped: what it measures, when, for whom, in what unit, and where it is printed.

    `figure` is the fact's (its sign turned where the line is negated), None for a line that is printed
    without figures. `text` is what is printed. `measure` is a currency, `shares`, `JPY/shares`, `pure` or a
    unit of a layer's own. `statement` is that of the table, or the sentence; `line` is -1 in a sentence.
    `stated` is a person's reason for a reading, `proof` the arithmetic's, by language; `fills` is the cell
    that a figure belongs in which ran into another.
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
    proof: tuple[tuple[str, str], ...] = ()
    fills: Place | None = None

    @property
    def cell(self) -> Place:
        """The cell that the figure belongs in."""
        return self.fills or self.place

    @property
    def key(self) -> tuple[str, Members, Period, str]:
        """What makes two printings the same figure."""
        return self.concept.name, self.members, self.period, self.measure


@dataclass(frozen=True, slots=True)
class Damaged:
    """A cell that should hold a figure and cannot be read, or holds nothing: what the figure would be.

    `scale` and `places` are those of the figures beside it. `blank` cells may as well have no figure.
    """

    concept: Concept
    members: Members
    period: Period
    measure: str
    scale: int
    places: int
    sign: int
    text: str
    why: str
    place: Place
    statement: str
    line: int

    @property
    def id(self) -> tuple[str, Members, Period, str, int, int]:
        """What tells it from every other cell: the figure that it would be, and where it stands."""
        return (*self.key, self.place.line, self.place.column)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in the cell."""
        return not self.text

    @property
    def decimals(self) -> int:
        """The precision that the figure would be printed with."""
        return self.places - self.scale

    @property
    def key(self) -> tuple[str, Members, Period, str]:
        """As of a printed figure."""
        return self.concept.name, self.members, self.period, self.measure

    def printed(self, figure: Figure, text: str, place: Place, proof: dict[str, str]) -> Printed:
        """The figure, once it is proven: as text at a place, which may be a part of this cell or another."""
        return Printed(
            concept=self.concept,
            members=self.members,
            period=self.period,
            measure=self.measure,
            figure=figure,
            text=text,
            place=place,
            statement=self.statement,
            line=self.line,
            proof=tuple(proof.items()),
            fills=self.place if place != self.place else None,
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cell with a printed number that is no fact, and why. `stated` is whether a person has said so."""

    text: str
    place: Place
    why: str
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """What is defined and not printed: the finding that says so, and the figures that would be there.

    `keys` are concept name, members and period of each, None where they are not known; `decimals` is how
    precisely a table would print them. `optional` is whether the definition lets a release be without.
    """

    finding: Finding
    optional: bool
    keys: tuple[tuple[str, Members, Period], ...] | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure of a row that no line is known for: what it is of the table says, but not what it is."""

    statement: str
    members: Members
    period: Period
    measure: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A column whose unit line names another power of ten than its table is defined in, and its figures.

    `coarser` is whether its figures are less precise so. `finding` says what is so, for a person to mend.
    """

    table: str
    coarser: bool
    printed: tuple[Printed, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Mapped:
    """The outcome of mapping a release.

    `missing` are among the findings, too. `coarser` are the tables (STATEMENT/TABLE) whose figures are less
    precise than they are defined.
    """

    printed: tuple[Printed, ...]
    damaged: tuple[Damaged, ...]
    dropped: tuple[Dropped, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...] = ()
    coarser: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
