"""The outcome of tying out: each relation in each context, and the release's own contradictions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.core import Finding, Period
from tieout.definitions import AcceptedException
from tieout.facts import Fact


@dataclass(frozen=True, slots=True)
class Check:
    """A relation in one context: the reported total, what its parts make, and whether these agree.

    `per` is the divisor of the parts, if there is one; `computed` is then rounded, for display. `slack` is
    the tolerance for rounding (0 where the relation is exact). `less` is subtracted from a quotient: 1 for a
    rate of growth.
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
        """All its facts, the total first."""
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
    """A contradiction that release.yaml accepts and that occurs.

    The kind is `rounding` for a sum that holds within rounding and is off by more than rounding makes.
    `total` is the fact that is a total, or is printed again; `on` is the fact that gets the footnote.
    `printed` is the other printing with its line in `line`; for a relation, what the parts make.
    """

    kind: Literal["relation", "rounding", "repeat"]
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
    """A quotient that holds within rounding, although the figures as printed beside it round to another
    value.

    `printed` is that value, in the total's precision. `finer`: the facts, printed more precisely elsewhere,
    do give the total.
    """

    check: Check
    printed: Decimal
    finer: bool


@dataclass(frozen=True, slots=True)
class Tied:
    """The outcome of tying out. `idle` are the relations (STATEMENT/NAME) that had nothing to compare.

    `far` are the sums, each by its relation and the id of its total, that hold within rounding and are off by
    more than rounding makes.
    """

    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    accepted: tuple[Accepted, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...] = ()
    idle: frozenset[str] = frozenset()
    far: frozenset[tuple[str, str]] = frozenset()

    def fails(self, check: Check) -> bool:
        """Whether a relation does not hold, or only by a rounding that hardly ever is."""
        return not check.holds or (check.relation, check.total.id) in self.far
