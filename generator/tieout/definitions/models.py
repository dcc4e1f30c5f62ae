"""The YAML files as people write them: one model a file, checked by pydantic.

The JSON Schemas in `taxonomy/schemas/` are generated from these models, so that an editor completes and
checks the files. Everything behind this module works on the frozen dataclasses of `taxonomy.py`.
"""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Name = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=200)]
Text = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Annotated[str, Field(min_length=1)]],
    Field(description="A text by language: {en: ..., ja: ...}."),
]
ConceptType = Literal[
    "monetary", "shares", "per-share", "percent", "pure", "integer", "decimal",
    "string", "normalized-string", "date", "year", "month-day", "boolean",
    "heading", "table", "line-items", "axis", "domain", "member",
]  # fmt: skip


class Model(BaseModel):
    """Keys are written with hyphens; an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )


class Alignment(Model):
    """How a concept stands to an official element of 2018; exactly one key is given."""

    exact: str | None = Field(None, description="The same measure: same name, type, balance and period type.")
    narrower: str | None = Field(None, description="This concept is narrower than that element.")
    wider: str | None = Field(None, description="This concept is wider than that element.")

    @model_validator(mode="after")
    def _one(self) -> "Alignment":
        if len(self.model_fields_set) != 1:
            raise ValueError("give exactly one of exact, narrower, wider")
        return self


class ConceptModel(Model):
    """One concept of a taxonomy layer."""

    type: ConceptType
    balance: Literal["debit", "credit"] | None = None
    period: Literal["instant", "duration"] = "duration"
    label: Text = Field(description="The standard label: unique among all concepts of a language.")
    total: Text | None = Field(None, description="The label where the concept is a total.")
    doc: Text = Field(description="What the concept measures and what a positive value means.")
    align: Literal["exact", "none"] | Alignment = Field(description="The relation to us-gaap 2018.")
    topic: str | None = Field(None, pattern=r"^\d{3}-\d{2}$", description="ASC topic and subtopic.")
    default: Name | None = Field(None, description="On an axis: its default member.")


class ConceptsFile(Model):
    """`concepts/*.yaml`: concepts by name."""

    concepts: dict[Name, ConceptModel]


class TableModel(Model):
    """A printed table that lines of a statement stand in, and how to know it in a release."""

    caption: str | None = Field(None, description="Words of the caption printed above the table.")
    columns: Literal["instants", "durations"] = Field(description="What its columns are dated by.")
    unit: str = Field(description='The unit line as printed, or "in-line" where each row names its unit.')


class LineModel(Model):
    """A line of a statement: a heading, a concept, a total, or a group that only has lines."""

    heading: Name | None = Field(None, description="An abstract concept that groups the lines below it.")
    concept: Name | None = Field(None, description="The concept of this line.")
    total: Name | None = Field(None, description="The concept of this line, which is a sum.")
    of: list[str] | dict[str, Literal[1, -1]] | None = Field(
        None,
        description="What the total sums: concepts or line ids of this statement. Without it, the total sums "
        "the lines of its group, each nested group by its own total.",
    )
    id_: str | None = Field(None, description="A name for this line within its statement, for `of`.")
    print_: str | list[str] | None = Field(
        None, description="Other printed captions of this line; {name} stands for amounts named in `inside`."
    )
    label: Text | None = Field(None, description="The label on this line, where not the concept's own.")
    negated: bool = Field(False, description="It prints with the opposite sign of the fact.")
    at: Literal["start", "end"] | None = Field(
        None, description="A balance at the start or end of the period."
    )
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis.")
    inside: dict[str, Name | list[Name]] = Field(
        default_factory=dict, description="Amounts printed inside the caption: placeholder to concept(s)."
    )
    blank: Literal["nil"] | None = Field(None, description="The line is printed without figures: nil facts.")
    weight: Literal[1, -1] | None = Field(
        None, description="Its weight in the total, where balances do not decide it."
    )
    note: Text | None = Field(None, description="A footnote on the facts of this line.")
    value: str | None = Field(None, description="A cover fact's text, with {placeholders}.")
    table: str | None = Field(
        None, description="The printed table in which this line and those below it stand."
    )
    lines: list["LineModel"] = Field(default_factory=list)

    @model_validator(mode="after")
    def _kind(self) -> "LineModel":
        kinds = [k for k in (self.heading, self.concept, self.total) if k]
        if len(kinds) > 1:
            raise ValueError("a line is one of heading, concept, total")
        if not kinds and not self.lines:
            raise ValueError("a line needs heading, concept, total or lines")
        if self.lines and (self.concept or self.total):
            raise ValueError("only a heading or a group has lines below it")
        if self.of is not None and not self.total:
            raise ValueError("`of` belongs to a total")
        return self


class TotalModel(Model):
    """The total of a relation: a concept, for a member, at an end of the period."""

    concept: Name
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis.")
    at: Literal["start", "end"] | None = Field(
        None, description="A balance at the start or end of the period."
    )


class TermModel(TotalModel):
    """A part of a relation."""

    weight: Literal[1, -1] = 1


class RelationModel(Model):
    """What has to be equal and no calculation linkbase can say; it becomes a formula assertion."""

    relation: Name = Field(description="Its name within the statement.")
    says: Text = Field(description="The relation in a plain sentence.")
    total: TotalModel
    parts: list[TermModel] = Field(min_length=1)


class StatementFile(Model):
    """`statements/*.yaml`: one statement; it drives presentation, calculation, mapping and rendering."""

    statement: Name = Field(description="Its name: the last part of its role URI.")
    sort: int = Field(ge=1, le=9_999_999, description="Its place among the statements.")
    kind: Literal["Document", "Statement", "Disclosure"]
    title: Text
    root: Name = Field(description="The abstract concept at the top of its tree.")
    foots: Literal["exactly", "within-rounding"] = Field(
        "exactly", description="Whether its totals add up to the last printed digit or within rounding."
    )
    table: Name = Field("StatementTable", description="Its hypercube.")
    line_items: Name = Field("StatementLineItems", description="The line items of its hypercube.")
    axes: dict[Name, list[Name]] = Field(default_factory=dict, description="Its axes with their members.")
    tables: dict[str, TableModel] = Field(default_factory=dict, description="The printed tables, by a name.")
    lines: list[LineModel]
    relations: list[RelationModel] = Field(default_factory=list)


class LayerFile(Model):
    """`taxonomy.yaml` of the base layer."""

    prefix: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    authority: str = Field(pattern=r"^http://[a-z0-9.-]+$", description="Namespaces begin with it.")
    date: datetime.date = Field(description="The version: the last part of the namespace.")
    languages: dict[str, str] = Field(description="xml:lang of each language key.")
    official: dict[str, str] = Field(description="Where each official schema that is aligned with stands.")


class FiscalYearModel(Model):
    """The fiscal year: the month it ends in and the calendar year that names it."""

    end_month: int = Field(ge=1, le=12)
    named_by: Literal["start", "end"] = Field(description="The calendar year in which it starts or ends.")


class IdentifierModel(Model):
    """The entity's identifier: its scheme and code."""

    scheme: str
    code: str


class LaterModel(Model):
    """A printed table whose figures are not read yet, and why."""

    row: str = Field(description="The caption of a row that it has.")
    why: str


class CompanyFile(Model):
    """`company.yaml`: who reports."""

    company: Text
    prefix: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    authority: str = Field(pattern=r"^http://[a-z0-9.-]+$")
    identifier: IdentifierModel
    publisher: str = Field(description="Who publishes the taxonomy, as its package says.")
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    accounting_standard: str
    fiscal_year: FiscalYearModel
    language: str = Field("en", description="The language of its releases.")
    not_yet_read: list[LaterModel] = Field(default_factory=list)


class ReadingModel(Model):
    """A cell that cannot be read as it stands, read by a person, with the reason."""

    table: str = Field(description="The printed table's name: STATEMENT/TABLE.")
    row: str = Field(description="The printed caption of the row.")
    column: int = Field(ge=1, description="The figure column, from 1.")
    printed: str = Field(description="What the cell holds; a different text is a finding.")
    read: str = Field(description='The figure as it should have been printed, or "" for none.')
    why: str


class ExceptionModel(Model):
    """A contradiction within the release itself that is tagged as printed."""

    relation: str | None = Field(None, description="STATEMENT/TOTAL: a total that does not add up.")
    repeat: str | None = Field(None, description="STATEMENT/CONCEPT: a repeat unlike the figure it repeats.")
    period: str = Field(description="2018-06-30 or 2018-04-01/2018-06-30.")
    members: dict[Name, Name] = Field(
        default_factory=dict, description="Member by axis, of the total or figure."
    )
    by: str = Field(
        pattern=r"^-?\d+(\.\d+)?$",
        description="Printed total less the sum of its parts; or the repeat less the figure. In whole units.",
    )
    on: str | None = Field(None, description="The concept whose fact carries the footnote, if another.")
    why: Text

    @model_validator(mode="after")
    def _one(self) -> "ExceptionModel":
        if (self.relation is None) == (self.repeat is None):
            raise ValueError("give one of relation and repeat")
        return self


class ReleaseFile(Model):
    """`release.yaml`: one release of one company."""

    company: str = Field(description="The company's folder, relative to this file.")
    text: str = Field("release.txt", description="The release, relative to this file.")
    fiscal_year: int = Field(ge=1900, le=2999)
    quarter: int = Field(ge=1, le=4)
    published: datetime.date = Field(description="The day on which the release was published.")
    document_type: str = "Earnings release"
    readings: list[ReadingModel] = Field(default_factory=list)
    exceptions: list[ExceptionModel] = Field(default_factory=list)


class HeadModel(Model):
    """A form of a column head."""

    pattern: str
    period: Literal["months", "instant", "quarter"]


class NotFigureModel(Model):
    """A form of number that is no figure, and what it is."""

    pattern: str = Field(description="A regular expression; all numbers that it covers are explained by it.")
    why: str


class VocabularyFile(Model):
    """`vocabulary/LANGUAGE.yaml`: the words in which releases of a language date and measure."""

    months: list[str] = Field(min_length=12, max_length=12)
    counts: dict[str, int]
    scales: dict[str, int]
    currencies: dict[str, list[str]]
    nouns: dict[str, str] = Field(description="Counted things and the unit that they are counted in.")
    glue: dict[Literal["and", "at", "respectively"], str] = Field(
        description="The words between amounts and dates."
    )
    heads: list[HeadModel]
    units: list[str]
    not_figures: list[NotFigureModel] = Field(description="Numbers that are no figures.")
