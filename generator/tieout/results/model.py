"""What comes of a release, for those who use it as data: facts, relations and findings as plain values.

Each class is frozen; the JSON of `--json` and its JSON Schema are made of these fields, and the words here
are what the schema says of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, PlainSerializer

from tieout.tie import Grade

if TYPE_CHECKING:
    import pandas
    import pyarrow

Status = Literal["draft", "published"]
Scope = Literal["all", "tables"]

# Digit by digit: JSON has no decimals, and a float would lose some.
Amount = Annotated[Decimal, PlainSerializer(lambda value: format(value, "f"), return_type=str)]
_Decimals = Annotated[int, PlainSerializer(str, return_type=str)]


def _is_empty(value: object) -> bool:
    return not value


def _told(description: str) -> object:
    """A field that is left out of the JSON where it says nothing."""
    return Field(description=description, exclude_if=_is_empty)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column from 1, or an element of a page."""

    file: Annotated[str, Field(description="The file, as it was named.")]
    line: Annotated[int, Field(description="The line in the file, from 1; 0 where none is known.")]
    column: Annotated[int, Field(description="The character in the line, from 1; 0 in a page.")]
    path: Annotated[str, _told("In a page the XPath of the element.")] = ""
    table: Annotated[str, _told("The caption of the table, as printed.")] = ""
    row: Annotated[str, _told("The caption of the row, as printed.")] = ""
    head: Annotated[str, _told("The head of the column, as printed.")] = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the release: what it is of, how much it is, where it is printed, how far it is proven.

    `places` are all the cells that print it, `place` first.
    """

    id: Annotated[str, Field(description="Its concept and context: no other fact of the document has it.")]
    concept: Annotated[str, Field(description="The concept's name.")]
    element: Annotated[str | None, Field(description="The official element that it is exactly, or null.")]
    label: Annotated[str, Field(description="What the concept is called, in the release's language.")]
    start: Annotated[date | None, Field(description="The first day; null for a point in time.")]
    end: Annotated[date, Field(description="The last day, itself included.")]
    unit: Annotated[str | None, Field(description="Such as USD, USD/shares, shares or pure.")]
    members: Annotated[Mapping[str, str], Field(description="Axis to member; empty for the whole.")]
    value: Annotated[Amount, Field(description="The amount in whole units, digit by digit.")]
    decimals: Annotated[_Decimals, Field(description="To which decimal it is printed: -3 is thousands.")]
    printed: Annotated[str, Field(description="The text of its cell.")]
    place: Annotated[Place | None, Field(description="The cell that it is taken from.")]
    grade: Annotated[Grade, Field(description="How far it is proven.")]
    sure: Annotated[bool, Field(description="Whether its concept is sure; false where it is a guess.")]
    relations: Annotated[tuple[str, ...], Field(description="The names of the relations that it is in.")]
    notes: Annotated[tuple[str, ...], Field(description="What is noted of it: the release's footnotes.")]
    places: Annotated[tuple[Place, ...], Field(exclude=True)] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation in one context: a total and its parts, a ratio, a rate of change.

    `equation` writes it out, as in `44,704,918 − 43,525,051 = 1,179,867`; `facts` are the ids of its facts.
    """

    name: Annotated[str, Field(description="STATEMENT/NAME.")]
    holds: Annotated[bool, Field(description="Whether it holds, as far as the printed digits go.")]
    difference: Annotated[Amount, Field(description="What is printed less what its parts make.")]
    cells: Annotated[tuple[Place, ...], Field(description="The cells that it relates, the total first.")]
    equation: Annotated[str, Field(description="The relation written out, as in 3 + 4 = 7.")]
    facts: Annotated[tuple[str, ...], Field(description="The ids of the facts that it relates.")]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, or worth knowing."""

    code: Annotated[str, Field(description="What kind of finding it is: stable, and dotted.")]
    severity: Annotated[Literal["error", "notice"], Field(description="A notice keeps nothing back.")]
    message: Annotated[str, Field(description="What is so.")]
    places: Annotated[tuple[Place, ...], Field(description="Where, the first place foremost.")]
    hint: Annotated[str, Field(description="What to do about it.")]
    facts: Annotated[tuple[str, ...], _told("The ids of the facts concerned.")] = ()
    codes: Annotated[tuple[str, ...], _told("What Arelle calls the same.")] = ()
    details: Annotated[tuple[str, ...], _told("What else is to be known, a line each.")] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement or table: its name, its title, and the facts that it prints, in its order."""

    name: str
    title: str
    facts: tuple[Fact, ...]


UNNAMED = "Unnamed company"
"""The name of a company that no page says."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who reports, and of when. `sources` says what each was taken from."""

    name: Annotated[str, Field(description="Its name.")]
    currency: Annotated[str, Field(description="A code of ISO 4217.")]
    language: Annotated[str, Field(description="The language of the release, such as en.")]
    fiscal_year_end: Annotated[
        date, Field(alias="fiscal-year-end", description="The last day of the fiscal year.")
    ]
    quarter: Annotated[str, Field(description="The fiscal year and quarter, such as 2025q1.")]
    published: Annotated[date, Field(description="The day of the release.")]
    identifier: Annotated[
        str, Field(description="Its number at the SEC, or in another register; empty where nothing says it.")
    ]
    sources: Annotated[Mapping[str, str], Field(description="What each of these was taken from.")]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A figure of the prose that repeats a fact, or follows from it: a change of it, a rate, a ratio."""

    printed: Annotated[str, Field(description="As it is printed.")]
    as_: Annotated[
        Literal["fact", "change", "rate", "ratio"],
        Field(
            alias="as", description="Whether it is the fact, or what it changed by, at which rate, a ratio."
        ),
    ]
    place: Annotated[Place, Field(description="Where.")]
    concept: Annotated[str, Field(description="The concept of the fact.")]
    end: Annotated[date, Field(description="The last day of the fact's period.")]
    value: Annotated[Amount, Field(description="The amount of the fact.")]


@dataclass(frozen=True, slots=True)
class Prose:
    """What of the prose was tied to the tables without patterns."""

    figures: Annotated[int, Field(description="The amounts in it.")]
    tied: Annotated[tuple[Repeat, ...], Field(description="Those that repeat a fact.")]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that a person has read, under `readings` of release.yaml."""

    table: str
    row: str
    column: int
    printed: str
    read: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Exempt:
    """A contradiction of the release itself that release.yaml accepts."""

    kind: Literal["relation", "rounding", "repeat"]
    subject: Annotated[str, Field(description="STATEMENT/NAME.")]
    period: str
    by: Annotated[Amount, Field(description="What it is off by, in whole units.")]
    why: Annotated[Mapping[str, str], Field(description="The reason, by language.")]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build of a report did."""

    out: Annotated[str, Field(description="The report's folder.")]
    page: Annotated[str | None, Field(description="The findings in the text of the release, if any.")]
    changes: Annotated[tuple[str, ...], Field(description="The files that changed, or would with --check.")]
    facts: Annotated[int, Field(description="All facts, those of the cover included.")]
    contexts: int
    relationships: Annotated[int, Field(description="Calculation relationships that Arelle checked.")]
    readings: Annotated[tuple[Reading, ...], Field(description="Cells that a person has read.")]
    accepted: Annotated[tuple[Exempt, ...], Field(description="Contradictions that are accepted.")]


@dataclass(frozen=True, slots=True)
class Report:
    """All that came of a release, drafted or published."""

    status: Annotated[Status, Field(description="Whether it is a report that was published.")]
    scope: Annotated[Scope, Field(description="Whether its prose had to be read, or its tables alone.")]
    unread: Annotated[int, Field(description="Numbers that are printed and that nothing read.")]
    company: Company
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    findings: Annotated[tuple[Finding, ...], Field(description="Errors first.")]
    prose: Annotated[Prose | None, _told("Of a draft.")] = None
    build: Annotated[Build | None, _told("Of a build.")] = None
    statements: Annotated[tuple[Statement, ...], Field(exclude=True)] = ()

    def to_json(self) -> str:
        """The document that `--json` prints."""
        from tieout.results.serial import to_json  # noqa: PLC0415 - knows this module

        return to_json(self)

    def to_pandas(self) -> "pandas.DataFrame":
        """The facts as a data frame, a row each; needs the extra `pandas`."""
        from tieout.results.frames import to_pandas  # noqa: PLC0415 - an extra

        return to_pandas(self.facts)

    def to_arrow(self) -> "pyarrow.Table":
        """The facts as an Arrow table, a row each, amounts as exact decimals; needs the extra `parquet`."""
        from tieout.results.frames import to_arrow  # noqa: PLC0415 - an extra

        return to_arrow(self.facts)


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong with input that cannot be used: nothing came of it."""

    findings: tuple[Finding, ...]
