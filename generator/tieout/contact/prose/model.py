"""The outcome of reading the prose: figures that repeat the tables, that differ from them, and the rest."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.core import Figure, Finding, Place

Kind = Literal["money", "per-share", "percent", "points", "shares", "count"]
"""What a figure of the prose is. `points` are hundredths of a percent: `40 basis points` are 40."""
As = Literal["fact", "change", "rate", "ratio"]
"""How a figure repeats facts: as one of them, as the change between two, as the rate of that, as a ratio."""
Why = Literal[
    "forecast", "another basis", "no name", "no period", "no such fact", "several facts", "unsure", "differs"
]


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure in the prose and the fact that it repeats; `with_` are further facts from which it is made.

    `figure` is its number in whole units, without a sign.
    """

    place: Place
    printed: str
    figure: Figure
    fact: str
    as_: As = "fact"
    with_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure of the prose that is not tied, and why."""

    place: Place
    printed: str
    kind: Kind
    why: Why


@dataclass(frozen=True, slots=True)
class Prose:
    """The outcome for the prose of a release: `ties`,
    `findings` about what differs, `unread`, counts by kind.
    """

    ties: tuple[Tie, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    kinds: tuple[tuple[Kind, int], ...] = ()

    @property
    def figures(self) -> int:
        """The number of figures in the prose."""
        return sum(count for _, count in self.kinds)

    @property
    def reasons(self) -> Counter[Why]:
        """The number of untied figures by reason."""
        return Counter(one.why for one in self.unread)


NO_PROSE = Prose()


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a sentence prints it: `text[start:end]`, with its sign and scale.

    `figure` is in whole units, `digits` is its number alone, which begins at `at`.
    """

    kind: Kind
    figure: Figure
    measure: str
    digits: str
    at: int
    start: int
    end: int

    @property
    def significant(self) -> int:
        """The number of significant digits: three for 0.512."""
        return len("".join(filter(str.isdigit, self.digits)).lstrip("0"))


@dataclass(frozen=True, slots=True)
class Range:
    """The amounts that a figure may stand for, both ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Range") -> bool:
        """Whether both can be of one amount."""
        return self.low <= other.high and other.low <= self.high
