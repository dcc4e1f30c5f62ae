"""A release, resolved: its text, its quarter, and what people have stated about it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from tieout.core import Period, Place
from tieout.definitions.company import Company
from tieout.definitions.taxonomy import Members


@dataclass(frozen=True, slots=True)
class StatedReading:
    """A person's reading of a cell that cannot be read as it stands. `read` is "" for no figure."""

    table: str
    row: str
    column: int
    printed: str
    read: str
    why: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class AcceptedException:
    """A contradiction of the release's own that stays as printed.

    `subject` is STATEMENT/CONCEPT; `kind` says whether a total does not add up or a repeat differs.
    `by` is in whole units (yen, not thousands), as text of exact amount.
    """

    kind: Literal["relation", "repeat"]
    subject: str
    period: str
    members: Members
    by: str
    on: str | None
    why: dict[str, str]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Comment:
    """A person's comment on a number printed in a line of the release."""

    line: int
    printed: str
    says: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a release off, when, and the SHA-256 of the text that was signed."""

    name: str
    on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseDefinition:
    """One release of one company: its text, its quarter, and what people have stated about it.

    `scope` tells whether all of it has to be read before a report is published, or its tables alone.
    `editions` are the taxonomies in which it is reported besides our own. `comments` and `signed` do not
    affect the report.
    """

    folder: Path
    shown: str
    company: Company
    text: Path
    fiscal_year: int
    quarter: int
    published: date
    document_type: str
    remark: dict[str, str] | None
    readings: tuple[StatedReading, ...]
    exceptions: tuple[AcceptedException, ...]
    scope: Literal["all", "tables"] = "all"
    comments: tuple[Comment, ...] = ()
    signed: Signed | None = None
    editions: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The quarter that is reported."""
        return self.company.calendar.quarter(self.fiscal_year, self.quarter)

    @property
    def to_date(self) -> Period:
        """The fiscal year to the end of that quarter: the period of the cover."""
        return self.company.calendar.to_date(self.fiscal_year, self.quarter)

    @property
    def periods(self) -> dict[str, tuple[Period, ...]]:
        """The periods that the release reports, by the names that definitions use."""
        day = {"published": (Period(self.published, self.published),)}
        return self.company.calendar.named(self.fiscal_year, self.quarter) | day

    @property
    def stem(self) -> str:
        """The stem of the file names: prefix-yyyymmdd."""
        return f"{self.company.own.prefix}-{self.period.end:%Y%m%d}"
