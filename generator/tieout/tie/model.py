"""What tying gives: each sum in each context, and what the release itself contradicts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.core import Finding, Period
from tieout.definitions import AcceptedException
from tieout.facts import Fact


@dataclass(frozen=True, slots=True)
class Check:
    """A sum in one context: the total as reported, the sum of its parts, and whether they agree.

    `slack` is what rounding may account for (0 where the statement foots exactly).
    """

    relation: str
    total: Fact
    parts: tuple[tuple[int, Fact], ...]
    computed: Decimal
    slack: Decimal

    @property
    def reported(self) -> Decimal:
        """The total as printed."""
        assert isinstance(self.total.value, Decimal)
        return self.total.value

    @property
    def residue(self) -> Decimal:
        """Reported less computed."""
        return self.reported - self.computed

    @property
    def holds(self) -> bool:
        """Whether the two agree."""
        return abs(self.residue) <= self.slack


@dataclass(frozen=True, slots=True)
class Accepted:
    """A contradiction that release.yaml accepts and that does occur. `on` is the fact with the footnote."""

    kind: Literal["relation", "repeat"]
    subject: str
    period: Period
    by: Decimal
    on: str
    why: dict[str, str]
    definition: AcceptedException


@dataclass(frozen=True, slots=True)
class Tied:
    """The outcome of tying out."""

    checks: tuple[Check, ...]
    accepted: tuple[Accepted, ...]
    findings: tuple[Finding, ...]
