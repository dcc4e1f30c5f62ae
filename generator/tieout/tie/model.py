"""What tying gives: each sum in each context, and what the release itself contradicts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.core import Finding, Period
from tieout.definitions import AcceptedException
from tieout.facts import Fact


@dataclass(frozen=True, slots=True)
class Check:
    """A relation in one context: the total as reported, what its parts make, and whether they agree.

    `per` is what the parts are divided by, if anything; `computed` is then rounded for showing. `slack` is
    what rounding may account for (0 where the relation is exact). `less` is what is taken off a quotient: 1
    makes a rate of growth of it.
    """

    relation: str
    total: Fact
    parts: tuple[tuple[int, Fact], ...]
    per: Fact | None
    computed: Decimal
    slack: Decimal
    holds: bool
    less: int = 0

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that it relates, the total first."""
        return (self.total, *(fact for _, fact in self.parts), *((self.per,) if self.per else ()))

    @property
    def reported(self) -> Decimal:
        """The total as printed."""
        assert isinstance(self.total.value, Decimal)
        return self.total.value

    @property
    def residue(self) -> Decimal:
        """Reported less computed."""
        return self.reported - self.computed


@dataclass(frozen=True, slots=True)
class Accepted:
    """A contradiction that release.yaml accepts and that does occur.

    `total` is the fact that is the total, or is repeated; `on` is the fact with the footnote. `printed` is
    the other printing, `line` where it stands; for a relation what the parts make.
    """

    kind: Literal["relation", "repeat"]
    subject: str
    period: Period
    by: Decimal
    total: str
    printed: str
    line: int
    on: str
    why: dict[str, str]
    definition: AcceptedException


@dataclass(frozen=True, slots=True)
class Note:
    """A quotient that holds within rounding, and that the figures as printed beside it would not round to.

    `printed` is what they make, at the precision of the total. `finer` is whether the facts, which are
    printed more precisely elsewhere, do make the total.
    """

    check: Check
    printed: Decimal
    finer: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """The outcome of tying out. `idle` are the rules (STATEMENT/NAME) that had nothing to compare."""

    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    accepted: tuple[Accepted, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...] = ()
    idle: frozenset[str] = frozenset()
