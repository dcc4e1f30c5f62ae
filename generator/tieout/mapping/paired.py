"""A printed table with its definition, and the outcome of mapping it: shared by the steps that map it."""

from dataclasses import dataclass, field
from typing import Literal

from tieout.core import Finding, Period, Place, Severity
from tieout.definitions import Company, Concept, Line, Members, ReleaseDefinition
from tieout.language import Language, Unit
from tieout.layout import Column, Release, Table
from tieout.mapping.model import Damaged, Dropped, Missing, Printed, Unknown
from tieout.mapping.tables import Wanted


@dataclass(frozen=True, slots=True)
class Paired:
    """A table of a release, and the definition by which it is read.

    `again`: another table is read by it too, and this one prints the same lines for other periods.
    """

    release: Release
    definition: ReleaseDefinition
    language: Language
    wanted: Wanted
    table: Table
    again: bool = False

    @property
    def company(self) -> Company:
        """The company that publishes the release."""
        return self.definition.company

    def header_place(self, column: Column) -> Place:
        """The place of a column's header."""
        line = column.line or self.table.line
        return Place(self.release.file, line, column.column, self.table.caption, "", column.text)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a cell is for: concept, period, members, line and unit.

    `sign` is -1 where the printed figure has the opposite sign of the fact.
    """

    line: Line
    concept: Concept
    period: Period
    members: Members
    unit: Unit
    sign: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is for. `members` are those of its part, such as a segment; `why` is why it is left out.

    An `unclear` column has one finding of its own, and its cells have none.
    """

    kind: Literal["period", "change", "left-out", "unclear"]
    column: Column
    period: Period | None = None
    members: Members = ()
    why: str = ""


@dataclass(slots=True)
class Outcome:
    """Collects the outcome of mapping a table: figures, other cells, findings.

    `used` are the indices of the manual readings that were used. `other_units` has, by column, a finding
    about its unit and whether that is coarser than defined; the whole release decides which to believe.
    """

    printed: list[Printed] = field(default_factory=list)
    damaged: list[Damaged] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    other_units: dict[int, tuple[Finding, bool]] = field(default_factory=dict)
    in_column: dict[int, list[Printed]] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)

    def say(
        self, code: str, message: str, mend: str, *places: Place, severity: Severity = Severity.ERROR
    ) -> None:
        """Adds a finding of mapping; its code is `mapping.` followed by `code`."""
        self.findings.append(Finding(f"mapping.{code}", message, mend, places, severity))


def settled(line: Line, concept: Concept, period: Period) -> Period:
    """The period of a fact: for a balance in a table of durations, the end that its line names."""
    if concept.period == "instant" and not period.instant:
        return period.opening() if line.at == "start" else period.closing()
    return period


def merged(*members: Members) -> Members:
    """Members of a line, a table and a column together."""
    return tuple(sorted({pair for some in members for pair in some}))
