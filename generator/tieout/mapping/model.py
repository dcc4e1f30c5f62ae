"""The outcome of mapping: each printed figure with its meaning, and what became of every other cell."""

from dataclasses import dataclass

from tieout.core import Figure, Finding, Period, Place
from tieout.definitions import Concept, Members

NOT_GIVEN = "it says that no figure is given"
"""Why a cell such as `n/a` cannot be read: nothing is wrong unless a figure belongs there."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A mapped printed figure: its concept, members, period and unit, and where it is printed.

    `figure` has the sign of the fact (turned where the line is negated), and is None for a line printed
    without figures by custom. `text` is as printed. `measure` is a currency, `shares`, `JPY/shares`, `pure`
    or a unit of a layer's own. `statement` is the statement of the table, or the name of the sentence; `line`
    is -1 in a sentence. `stated` is a person's reason for the reading, `proof` that of arithmetic, by
    language. `fills` is the cell in which the figure belongs, where it ran into another one.
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
        """What two printings of one fact have in common: concept, members, period and unit."""
        return self.concept.name, self.members, self.period, self.measure


@dataclass(frozen=True, slots=True)
class Damaged:
    """A cell that should hold a figure but is unreadable or empty, with the meaning that the figure would
    have.

    `scale` and `places` are those of the figures beside it. A `blank` cell may simply have no figure.
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
        """What tells this cell from every other: the meaning of its figure, and its place."""
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
        """The same key as that of a printed figure."""
        return self.concept.name, self.members, self.period, self.measure

    def printed(self, figure: Figure, text: str, place: Place, proof: dict[str, str]) -> Printed:
        """The figure, once it is proven: printed as `text` at `place`,
        which may be a part of this cell or another.
        """
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
    """A cell with a number that is no fact, and why. `stated`: a person has said so."""

    text: str
    place: Place
    why: str
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Something defined that is not printed: the finding about it, and the facts that are missing.

    `keys` are concept name, members and period of each, None where unknown; `decimals` is the precision with
    which the table would print them. `optional`: the definition allows a release without it.
    """

    finding: Finding
    optional: bool
    keys: tuple[tuple[str, Members, Period], ...] | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure in a row without a known line:
    its table gives the period and the unit, but not the concept.
    """

    statement: str
    members: Members
    period: Period
    measure: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A column whose unit line has another power of ten than its table's definition, with its figures.

    `coarser`: its figures have fewer digits for that. `finding` is the finding, should the unit line be
    wrong.
    """

    table: str
    coarser: bool
    printed: tuple[Printed, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Mapped:
    """The outcome of mapping a release.

    `missing` is reported among the findings too. `coarser` are the tables (STATEMENT/TABLE) whose figures are
    less precise than their definition.
    """

    printed: tuple[Printed, ...]
    damaged: tuple[Damaged, ...]
    dropped: tuple[Dropped, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...] = ()
    coarser: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
