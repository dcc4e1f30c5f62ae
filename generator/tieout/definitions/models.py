"""The YAML files as people write them: one model a file, checked by pydantic.

The JSON Schemas in `taxonomy/schemas/` are generated from these models, so that an editor completes and
checks the files. Everything behind this module works on the frozen dataclasses of `taxonomy.py`.
"""

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

from tieout.core import PERIOD_NAMES

Name = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=200)]
Text = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], Annotated[str, Field(min_length=1)]],
    Field(description="A text by language: {en: ..., ja: ...}."),
]
ConceptType = Literal[
    "monetary", "shares", "per-share", "percent", "pure", "integer", "decimal",
    "string", "normalized-string", "date", "year", "month-day", "boolean",
    "heading", "hypercube", "line-items", "axis", "domain", "member",
]  # fmt: skip


# Besides those of the calendar: the day of publication, on which dividends are declared.
_PERIODS = (*PERIOD_NAMES, "published")


def _period_name(name: str) -> str:
    if name not in _PERIODS:
        raise ValueError(f"no period is called so: use one of {', '.join(_PERIODS)}")
    return name


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"it is no regular expression: {error}") from None
    return pattern


Derivation = Literal["growth", "movement"]
PeriodName = Annotated[str, Field(json_schema_extra={"enum": list(_PERIODS)}), AfterValidator(_period_name)]


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

    type: ConceptType = Field(description="What its facts are; the last six kinds carry none.")
    balance: Literal["debit", "credit"] | None = Field(
        None, description="On money: the side of the books on which a positive value stands."
    )
    period_type: Literal["instant", "duration"] = Field(
        "duration", description="Whether it is of a point in time or of a time."
    )
    label: Text = Field(description="The standard label: unique among all concepts of a language.")
    total_label: Text | None = Field(None, description="The label where the concept is a total.")
    doc: Text = Field(description="What the concept measures and what a positive value means.")
    align: Literal["exact", "none"] | Alignment = Field(description="The relation to us-gaap 2018.")
    topic: str | None = Field(None, pattern=r"^\d{3}-\d{2,3}$", description="ASC topic and subtopic.")
    default: Name | None = Field(None, description="On an axis: its default member.")
    unit: str | None = Field(
        None,
        pattern=r"^[A-Za-z]{1,30}$",
        description="On a decimal: a unit of its own, where no registered fits.",
    )


class ConceptsFile(Model):
    """`concepts/*.yaml`: concepts by name."""

    concepts: dict[Name, ConceptModel] = Field(description="Each concept by its name.")


class TableModel(Model):
    """A printed table that lines of a statement stand in, and how to know it in a release."""

    caption: str | None = Field(None, description="Words of the caption printed above the table.")
    columns: Literal["instants", "durations"] | None = Field(
        None, description="What its columns are dated by."
    )
    rows: Literal["instants", "durations"] | None = Field(
        None, description="Instead of `columns`: its rows are dated, and its columns are the lines."
    )
    under: str | None = Field(
        None,
        description="Where it is a part of a longer printed table: the caption of the row that it stands "
        "under, as far as the next part.",
    )
    unit: str = Field(description='The unit line as printed, or "in-line" where each row names its unit.')
    change: Derivation | None = Field(
        None,
        description="What its column of changes shows; where rows are dated, a column of % beside a line.",
    )
    periods: list[PeriodName] = Field(
        default_factory=list,
        description="The periods that it is of, where not the reported quarter, year to date or balance date "
        "with the ones that they are compared with.",
    )
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis, of all its figures.")
    forecast: dict[Name, Name] = Field(
        default_factory=dict, description="Member by axis, of the figures in rows marked as forecast."
    )
    optional: bool = Field(False, description="A release may be without it: it is then told, and no error.")

    @model_validator(mode="after")
    def _dated(self) -> "TableModel":
        if (self.columns is None) == (self.rows is None):
            raise ValueError("give one of columns and rows")
        return self


Foots = Literal["exactly", "within-rounding"]
BalanceAt = Literal["opening", "closing"]
TermPeriod = Literal["year-earlier", "quarter-1", "quarter-2", "quarter-3", "quarter-4"]


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
    caption: str | list[str] | None = Field(
        None,
        description="How it is printed, where not as its label, which it answers to as well unless another "
        "line of its table does; {name} stands for amounts named under `parenthetical`.",
    )
    label: Text | None = Field(None, description="The label on this line, where not the concept's own.")
    negated: bool = Field(False, description="It prints with the opposite sign of the fact.")
    as_of: BalanceAt | None = Field(
        None, description="In a table of durations: the opening or the closing balance of the period."
    )
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis.")
    parenthetical: dict[str, Name | list[Name]] = Field(
        default_factory=dict, description="Amounts printed inside the caption: placeholder to concept(s)."
    )
    blank: Literal["nil"] | None = Field(None, description="The line is printed without figures: nil facts.")
    weight: Literal[1, -1] | None = Field(
        None, description="Its weight in the total, where balances do not decide it."
    )
    derive: list[Derivation] = Field(
        default_factory=list,
        description="Concepts derived from this line's and shown below it: growth over a year, movement.",
    )
    within: int | None = Field(
        None, ge=1, le=4, description="Where rows are dated by years: the quarter of the year that it is for."
    )
    note: Text | None = Field(None, description="A footnote on the facts of this line.")
    optional: bool = Field(False, description="A release may be without it: it is then told, and no error.")
    value: str | None = Field(None, description="A cover fact's text, with {placeholders}.")
    scheme: str | None = Field(
        None, description="Only of entities that a register knows: the scheme of their identifier."
    )
    table: str | None = Field(
        None, description="The printed table in which this line and those below it stand."
    )
    lines: list["LineModel"] = Field(default_factory=list, description="The lines below it.")

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


class TermModel(Model):
    """A figure that a relation speaks of: a concept, for a member, of another period where that is said."""

    concept: Name = Field(description="What it is a figure of.")
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis.")
    as_of: BalanceAt | None = Field(
        None, description="The opening or the closing balance of the period that the relation is of."
    )
    period: TermPeriod | None = Field(
        None, description="The figure of a year earlier, or that of a quarter of the year."
    )

    @model_validator(mode="after")
    def _one(self) -> "TermModel":
        if self.as_of is not None and self.period is not None:
            raise ValueError("give one of as-of and period")
        return self


class PartModel(TermModel):
    """A part of a relation."""

    weight: Literal[1, -1] = Field(1, description="Whether it is added or taken off.")


class RelationModel(Model):
    """What has to be equal and no calculation linkbase can say; it becomes a formula assertion."""

    relation: Name = Field(description="Its name within the statement.")
    says: Text = Field(description="The relation in a plain sentence.")
    result: TermModel = Field(description="What the parts make.")
    parts: list[PartModel] = Field(min_length=1, description="What is summed.")
    per: TermModel | None = Field(None, description="The result is the sum of the parts divided by this.")
    less_one: bool = Field(False, description="The result is that quotient less one: a rate of growth.")
    foots: Foots | None = Field(
        None, description="Where not as the statement does; a quotient never is exact."
    )


class MemberTree(RootModel[list["Name | dict[Name, MemberTree]"]]):
    """The members of an axis in their order. One that others are parts of is a key above them:
    `- ProductMember: [PhoneMember, TabletMember]`.
    """

    model_config = ConfigDict(frozen=True)


class StatementFile(Model):
    """`statements/*.yaml`: one statement; it drives presentation, calculation, mapping and rendering."""

    statement: Name = Field(description="Its name: the last part of its role URI.")
    sort: int = Field(ge=1, le=9_999_999, description="Its place among the statements.")
    role_type: Literal["Document", "Statement", "Disclosure"] = Field(
        description="The type in its role's definition: a face statement, or a disclosure of details."
    )
    title: Text = Field(description="Its title, as its role's definition and the report show it.")
    root: Name = Field(description="The abstract concept at the top of its tree.")
    foots: Foots = Field(
        "exactly", description="Whether its totals add up to the last printed digit or within rounding."
    )
    hypercube: Name = Field("StatementTable", description="The hypercube that its axes belong to.")
    line_items: Name = Field("StatementLineItems", description="The line items of its hypercube.")
    axes: dict[Name, MemberTree] = Field(
        default_factory=dict,
        description="Its axes with their members.",
    )
    tables: dict[str, TableModel] = Field(default_factory=dict, description="The printed tables, by a name.")
    lines: list[LineModel] = Field(description="Its lines, in the order in which they are printed.")
    relations: list[RelationModel] = Field(
        default_factory=list, description="What has to be equal beside its totals."
    )


class LayerFile(Model):
    """`taxonomy.yaml` of the base layer."""

    prefix: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="The prefix of its namespace.")
    authority: str = Field(pattern=r"^http://[a-z0-9.-]+$", description="Namespaces begin with it.")
    date: datetime.date = Field(description="The version: the last part of the namespace.")
    languages: dict[str, str] = Field(description="xml:lang of each language key.")
    official: dict[str, str] = Field(description="Where each official schema that is aligned with stands.")


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class WeeksModel(Model):
    """A fiscal year of 52 or 53 weeks: the weekday that it ends on, and where its 53rd week goes."""

    day: Weekday = Field(description="The last day of each week.")
    ends: Literal["last", "nearest"] = Field(
        description="On the last such day of the month, or on the one nearest to the month's last day."
    )
    quarters: tuple[int, int, int, int] = Field(
        (13, 13, 13, 13), description="The weeks of each quarter in a year of 52 weeks."
    )
    extra: int = Field(4, ge=1, le=4, description="The quarter that takes the 53rd week.")

    @model_validator(mode="after")
    def _year(self) -> "WeeksModel":
        if sum(self.quarters) != 52 or min(self.quarters) < 1:
            raise ValueError("the quarters make no year of 52 weeks")
        return self


class FiscalYearModel(Model):
    """The fiscal year: the month it ends in and the calendar year that names it."""

    end_month: int = Field(ge=1, le=12, description="The month that it ends in.")
    named_by: Literal["start", "end"] = Field(description="The calendar year in which it starts or ends.")
    weeks: WeeksModel | None = Field(None, description="Where it has 52 or 53 weeks instead of 12 months.")


class IdentifierModel(Model):
    """The entity's identifier: its scheme and code."""

    scheme: str = Field(description="The register, as a URI: http://www.sec.gov/CIK.")
    code: str = Field(description="The entity's number in that register.")


class NotFigureModel(Model):
    """A form of number that is no figure, and what it is."""

    pattern: Annotated[str, AfterValidator(_regular)] = Field(
        description="A regular expression; all numbers that it covers are explained by it."
    )
    why: str = Field(description="What such a number is.")


class BridgeModel(Model):
    """A walk along the sums of the statements from one total to another."""

    from_: Name = Field(description="The concept that it sets out from.")
    to: Name = Field(description="The concept that it arrives at.")


class BreakdownModel(Model):
    """What a total consists of, down to the lines that are no totals."""

    of: Name = Field(description="The total.")
    in_: Name = Field(description="The statement whose sums it follows.")


class PictureModel(Model):
    """A picture on the sign-off page; exactly one of `bridge` and `breakdown` is given."""

    title: Text = Field(description="What stands above it.")
    bridge: BridgeModel | None = Field(None, description="A waterfall from one total to another.")
    breakdown: BreakdownModel | None = Field(None, description="Beside the year before, with the change.")

    @model_validator(mode="after")
    def _one(self) -> "PictureModel":
        if (self.bridge is None) == (self.breakdown is None):
            raise ValueError("give either bridge or breakdown")
        return self


HeadingKind = Literal[
    "months", "months-to-date", "weeks", "quarters", "half-years", "half-to-date", "years", "quarter",
    "quarter-of-year", "fiscal", "ended", "instant", "to-date", "forecast", "date", "year", "month", "through",
    "glue",
]  # fmt: skip
Wordings = Annotated[list[str], Field(description="Wordings that stand for each other.")]


class UnitWords(Model):
    """What unit lines are made of, besides scales and the names of currencies."""

    filler: Wordings = Field([], description="Words that change nothing: in, amounts, expressed.")
    except_: Wordings = Field([], description="After one of them stands what is not in the scale.")
    unscaled: Wordings = Field([], description="What never is in the scale; {per} {share} is per share.")
    counted: Wordings = Field([], description="Counts of shares: printed one by one where excepted.")
    shares: Wordings = Field([], description="The header of a column of counts of shares.")
    whole: Wordings = Field([], description="Words of a scale of one: in whole dollars.")
    scales: dict[str, int] = Field(
        {}, description="Powers of ten of signs that are scales beside a currency alone: the M of $M."
    )
    share: Wordings = Field([], description="What {share} stands for.")
    per: Wordings = Field([], description="What {per} stands for.")


class ColumnWords(Model):
    """What columns are called that are of no period."""

    change: Wordings = Field([], description="A change from one period to another.")
    beside: Wordings = Field([], description="What may stand beside words of a change.")
    versus: Wordings = Field([], description="What stands between the periods that are compared.")
    percent_of: Wordings = Field([], description="How a percentage of another line begins: % of.")
    percent: Wordings = Field([], description="A percentage of what is not said.")
    note: Wordings = Field([], description="A column of numbers of notes.")


class CaptionWords(Model):
    """What captions of rows and tables say of their form."""

    total: Wordings = Field([], description="They begin the caption of a total.")
    total_end: Wordings = Field([], description="They end the caption of a total.")
    open: Wordings = Field([], description="A caption that ends so goes on in the next row.")
    note: Wordings = Field([], description="What stands before the number of a note in brackets.")
    instants: Wordings = Field([], description="Names of statements at a point in time.")
    durations: Wordings = Field([], description="Names of statements over a time.")


class CompanyVocabulary(Model):
    """Wordings that a company adds to those of its language; where they differ, its own count."""

    short_months: dict[str, int] = Field(
        {}, description="Names of months beside those that are usual in the language, and the month's number."
    )
    numbers: dict[str, int] = Field({}, description="Numbers in words, of months, weeks and quarters.")
    ordinals: dict[str, int] = Field({}, description="Words for the quarters of a year.")
    eras: dict[str, int] = Field({}, description="Eras that years are counted in, and the year before each.")
    scales: dict[str, int] = Field({}, description="Words of units and the power of ten that each is.")
    currencies: dict[str, list[str]] = Field(
        {}, description="Names of a currency by its code, beside those that are usual in the language."
    )
    shared_currencies: dict[str, list[str]] = Field(
        {},
        description="Signs and names that several currencies share, with their codes: the company's own is "
        "meant where it is one of them or is called as the first is, else the first.",
    )
    headings: dict[HeadingKind, list[str]] = Field(
        {},
        description="What headings say of a period, piece by piece and in any order, by what it is. {number}, "
        "{ordinal}, {q}, {month}, {m}, {day}, {d}, {year}, {yy}, {era} stand for such; a space for any space "
        "or comma. A hyphen, full stop or apostrophe beside one of them has to be printed.",
    )
    unit_words: UnitWords = Field(UnitWords(), description="What unit lines are made of.")
    column_words: ColumnWords = Field(
        ColumnWords(), description="What columns are called that are of no period."
    )
    parts: dict[str, list[str]] = Field(
        {}, description="What a column says of its figures: GAAP, as adjusted, as restated."
    )
    types: dict[Literal["per-share", "shares", "percent"], list[str]] = Field(
        {}, description="Words that say what a row or a column is counted in."
    )
    captions: CaptionWords = Field(CaptionWords(), description="What captions say of their form.")
    remarks: list[str] = Field(
        [], description="What may stand beside a date or a unit, in brackets or not, and changes neither."
    )


class CompanyFile(Model):
    """`company.yaml`: who reports."""

    company: Text = Field(description="Its name.")
    prefix: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$", description="The prefix of its namespace, and of its files' names."
    )
    authority: str = Field(
        pattern=r"^http://[a-z0-9.-]+$", description="Its namespaces begin with it: a domain of its own."
    )
    identifier: IdentifierModel = Field(description="How contexts name it.")
    publisher: str = Field(description="Who publishes the taxonomy, as its package says.")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="What it reports in, by ISO 4217.")
    accounting_standard: str = Field(description="As the cover names it: US GAAP.")
    fiscal_year: FiscalYearModel = Field(description="When its years end, and what they are called.")
    language: str = Field("en", description="The language of its releases.")
    not_figures: list[NotFigureModel] = Field(
        default_factory=list, description="Numbers in its releases that are no figures."
    )
    vocabulary: CompanyVocabulary = Field(
        CompanyVocabulary(),
        description="Wordings of its headings, unit lines and columns that its language does not have.",
    )
    pictures: list[PictureModel] = Field(
        default_factory=list, description="What is drawn on the sign-off page."
    )


class ReadingModel(Model):
    """A cell that no arithmetic proves, read by a person, with the reason."""

    table: str = Field(description="The printed table's name: STATEMENT/TABLE.")
    row: str = Field(description="The printed caption of the row.")
    column: int = Field(ge=1, description="The figure column, from 1.")
    printed: str = Field(description="What the cell holds; a different text is a finding.")
    read: str = Field(description='The figure as it should have been printed, or "" for none.')
    why: str = Field(description="How it is known.")


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
    why: Text = Field(description="The contradiction in a sentence: it becomes the footnote.")

    @model_validator(mode="after")
    def _one(self) -> "ExceptionModel":
        if (self.relation is None) == (self.repeat is None):
            raise ValueError("give one of relation and repeat")
        return self


class ReleaseFile(Model):
    """`release.yaml`: one release of one company."""

    company: str = Field(description="The company's folder, relative to this file.")
    text: str = Field("release.txt", description="The release, relative to this file.")
    fiscal_year: int = Field(ge=1900, le=2999, description="The fiscal year, as the company calls it.")
    quarter: int = Field(ge=1, le=4, description="The quarter of it that is reported.")
    published: datetime.date = Field(description="The day on which the release was published.")
    document_type: str = Field("Earnings release", description="What the cover calls it.")
    remark: Text | None = Field(
        None, description="What a reader has to know of the document, said at the head of the report."
    )
    readings: list[ReadingModel] = Field(
        default_factory=list, description="Cells that a person has read; each only where nothing proves it."
    )
    exceptions: list[ExceptionModel] = Field(
        default_factory=list, description="What contradicts itself in the release and is tagged as printed."
    )


class HeadModel(Model):
    """A form in which a column or a row is dated."""

    pattern: str = Field(description="Its words, with {date} and the like.")
    period: Literal["months", "weeks", "instant", "quarter", "year", "interim"] = Field(
        description="What the words tell: so many months (three, without {count}) or weeks, a day, "
        "a quarter by its number."
    )
    forecast: bool = Field(False, description="Its figures are forecasts.")


class UnitModel(Model):
    """A form of unit line that speaks of counts of shares besides amounts of money."""

    pattern: str = Field(description="How it is worded.")
    shares: int = Field(description="The power of ten that counts of shares are printed in below it.")


class VocabularyFile(CompanyVocabulary):
    """`vocabulary/LANGUAGE.yaml`: the words in which releases of a language date and measure."""

    months: list[str] = Field([], description="The months by name.")
    counts: dict[str, int] = Field({}, description="Words for numbers of months.")
    weeks: dict[str, int] = Field({}, description="Words for the weeks that a period may have.")
    nouns: dict[str, str] = Field(description="Counted things and the unit that they are counted in.")
    glue: dict[Literal["and", "at", "respectively"], str] = Field(
        description="The words between amounts and dates."
    )
    words: dict[str, list[str]] = Field(
        {}, description="Words that stand for each other in heads and unit lines, by a {name}."
    )
    heads: list[HeadModel] = Field([], description="How columns and rows are dated.")
    units: list[str | UnitModel] = Field(
        [],
        description="How unit lines are worded, with {scale} and {currency}. One without {currency} is of "
        "the company's, and of counts of shares in the same {scale}, or in {shares}."
    )
    changes: list[str] = Field([], description="Heads of a column of changes.")
    directions: dict[str, Literal[1, -1]] = Field(
        description="Words that say a change's or an amount's sign."
    )
    percents: list[str] = Field(
        description="How a percentage is printed: {number} with what stands around it."
    )
    phrases: dict[str, list[str]] = Field(description="Words that stand for each other, by a {name}.")
    not_figures: list[NotFigureModel] = Field(description="Numbers that are no figures.")


class DerivedModel(Model):
    """A kind of concept that is derived from others: their labels and documentation with {label} in them."""

    suffix: Name = Field(description="What is added to the name of the concept that it is derived from.")
    type: Literal["same", "percent"] = Field(description="Its type: that of the other, or a ratio.")
    label: Text = Field(description="Its label, with {label} for that of the other.")
    doc: Text = Field(description="Its documentation, likewise.")
    says: Text = Field(
        description="The relation to the concept that it is derived from, in a plain sentence."
    )


class RoleModel(Model):
    """What a figure named so in a sentence is, unless the sentence says otherwise."""

    period: PeriodName = Field(description="The period or date that it is of.")
    derive: Derivation | None = Field(None, description="How its concept is derived from the sentence's.")


class FiguresFile(Model):
    """`figures.yaml` of the base layer: derived concepts, and what the figures of sentences are by name."""

    derived: dict[Derivation, DerivedModel] = Field(description="Derived concepts by kind.")
    roles: dict[str, RoleModel] = Field(description="What a figure of a sentence is, by its name.")
    forecast: dict[Name, Name] = Field(description="Member by axis that makes a figure a forecast.")
    proofs: dict[Literal["and", "exact", "read", "rounded", "repeat"], Text] = Field(
        description="The footnote on a figure that is proven, with {printed}, {value}, {relations}, "
        "{rounded}; `and` stands between several relations."
    )


class FigureModel(Model):
    """A figure in a sentence: what it measures, where that differs from the sentence's own."""

    concept: Name | None = Field(None, description="Its concept, where not the sentence's.")
    members: dict[Name, Name] | None = Field(None, description="Member by axis.")
    period: PeriodName | None = Field(None, description="The period or date that it is of.")
    derive: Derivation | None = Field(None, description="How its concept is derived from the sentence's.")
    sign: Literal[1, -1] = Field(1, description="-1 where the sentence prints it with the opposite sign.")


class SentenceModel(Model):
    """A sentence: how it may be worded, and what its figures are."""

    sentence: str = Field(pattern=r"^[a-z0-9-]+$", description="Its name, unique among the sentences.")
    subject: list[str] | str = Field(
        default_factory=list, description="What {subject} stands for, alternatives."
    )
    says: str | list[str] = Field(
        description="Names of forms, or wordings with {figures}, {phrases}, {@periods}, [a|b] alternatives, "
        "and ... for words and dates that may be any."
    )
    concept: Name | None = Field(None, description="The concept of its figures, unless a figure has its own.")
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis.")
    figures: dict[str, FigureModel] = Field(
        default_factory=dict, description="Its figures by the names that stand in its wordings."
    )
    optional: bool = Field(False, description="A release may be without it: it is then told, and no error.")


class SentencesFile(Model):
    """`sentences/*.yaml`: what the prose of a company's releases says, and in which forms."""

    forms: dict[str, list[str]] = Field(default_factory=dict, description="Wordings shared by sentences.")
    sentences: list[SentenceModel] = Field(description="The sentences, in any order.")


class KindModel(Model):
    """A kind of statement that companies print, and the statement that is drafted of it."""

    statement: Name = Field(description="The name of the statement.")
    title: Text = Field(description="Its title, where the caption above it says none.")
    root: Name = Field(description="The abstract concept at the top of its tree.")
    role_type: Literal["Statement", "Disclosure"] = Field(
        "Statement", description="The type in its role's definition."
    )
    columns: Literal["instants", "durations"] = Field(description="What its columns are dated by.")
    hypercube: Name = Field("StatementTable", description="The hypercube that its axes belong to.")
    line_items: Name = Field("StatementLineItems", description="The line items of its hypercube.")


Pattern = Annotated[str, AfterValidator(_regular)]


class SectionModel(Model):
    """What the names of concepts are like that stand in a section of a statement."""

    fits: Pattern | None = Field(None, description="Names that belong here.")
    unlike: Pattern | None = Field(None, description="Names that belong elsewhere.")


class BreakdownAxisModel(Model):
    """How an amount is broken down: the words for it are in the language's own file, by the same name."""

    axis: Name = Field(description="The axis of the members.")
    together: dict[Name, Name] = Field(
        default_factory=dict,
        description="Member by axis that stands with each member, where eliminations stand beside them.",
    )


class NamedModel(Model):
    """What the name of a part says beside its caption."""

    before: Name | None = Field(None, description="What stands before the caption's words.")
    after: Name | None = Field(None, description="What stands after them.")


class UnlessModel(Model):
    """What a concept gives way to where a release prints none of some lines."""

    of: list[Name] = Field(description="The lines, by their concepts.")
    instead: dict[Name, Name] = Field(description="A concept, and the one that takes its place.")


class DraftingFile(Model):
    """`drafting.yaml` of the base layer: what a company's statements are drafted by, in any language."""

    statements: dict[str, KindModel] = Field(description="The kinds of statement, in their usual order.")
    sections: dict[Name, SectionModel] = Field(
        description="By the total or the heading of the section: the innermost one counts."
    )
    as_is: list[Name] = Field(description="Concepts that enter a total without balance as they are.")
    as_is_of: list[Name] = Field(description="Totals without balance that they enter.")
    blank: list[Name] = Field(description="Concepts that by custom are printed without a figure.")
    broken_down: list[Name] = Field(
        description="Amounts that are shown by product or service where a table breaks them down."
    )
    breakdowns: dict[str, BreakdownAxisModel] = Field(description="What amounts are broken down by.")
    adjustments: dict[str, dict[Name, Name]] = Field(
        description="Rows beside the members of a breakdown, such as eliminations: member by axis."
    )
    named: dict[Name, NamedModel] = Field(description="By the concept that it is a part of.")
    unless_printed: UnlessModel = Field(description="What a release has not that prints none of some lines.")
    superseded: dict[Name, Name] = Field(description="A concept, and the one that took its place.")
    titles: dict[Literal["parenthetical", "details"], Text] = Field(
        description="What the titles of statements end with that show amounts in captions, or details."
    )
    says: dict[Literal["roll-forward", "equal", "sum"], Text] = Field(
        description="The plain sentence of a relation that is found by arithmetic, with {total} in it."
    )


class DraftingWordsFile(Model):
    """`drafting/LANGUAGE.yaml`: the words by which captions of a language are likened to concepts."""

    kinds: dict[str, list[str]] = Field(description="Words of the captions above each kind of statement.")
    breakdowns: dict[str, list[str]] = Field(description="Words that say what an amount is broken down by.")
    adjustments: dict[str, list[str]] = Field(description="Words of rows beside the members.")
    phrases: dict[str, list[str]] = Field(description="A word, and the phrases that it stands for.")
    synonyms: dict[str, list[str]] = Field(description="A word, and others that mean the same.")
    opposites: list[list[str]] = Field(
        description="Words of which one may stand for all: `decrease` for `increase (decrease)`."
    )
    endings: list[tuple[str, str]] = Field(description="Endings of the plural, and of the singular.")
    stop: list[str] = Field(description="Words that say nothing.")
    light: list[str] = Field(description="Words that say little.")
    totals: list[str] = Field(description="Words that begin the caption of a total.")
    less: list[str] = Field(description="Words after which a caption only says what is taken off.")
    of_which: list[str] = Field(description="Words before what a line is attributed to.")
    as_of: dict[BalanceAt, list[str]] = Field(description="Words for the ends of a period.")
    within: dict[int, list[str]] = Field(description="Heads of columns that are for a quarter of the year.")
    types: dict[Literal["per-share", "shares", "percent"], list[str]] = Field(
        description="Words that say what a line is counted in."
    )
    capitals: list[str] = Field(description="Words within a label that keep their capital letter.")
    implied: dict[Name, list[str]] = Field(
        description="Words that go without saying in a section, by its total or heading."
    )
    usual: dict[Name, list[str]] = Field(
        description="Captions under which a concept is usually printed, beside its labels."
    )


class OpenModel(Model):
    """A drafted line that a person has to look at."""

    line: str = Field(description="Its printed caption.")
    under: str | None = Field(None, description="The heading above it.")
    printed_at: str = Field(description="Where the release prints it.")
    edit: str = Field(description="Where it was defined when it was drafted.")
    statement: Name = Field(description="The statement that it is a line of.")
    concept: Name = Field(description="What the draft takes it for. Another in the statement settles this.")
    score: int = Field(ge=0, le=100, description="How sure the draft is of it.")
    why: str = Field(description="What speaks for it.")
    or_: dict[Name, int] = Field(default_factory=dict, description="The next best, with their scores.")
    settled: bool = Field(False, description="A person has looked at it, and it is right as it is.")


class ReviewFile(Model):
    """`review.yaml` of a company that was drafted: what is still open, the doubtful first."""

    open: list[OpenModel] = Field(default_factory=list, description="The lines to look at.")
    translate: list[str] = Field(
        default_factory=list,
        description="Concepts, statements or `company` with the words of one language in all of them: done "
        "where they differ.",
    )
    notes: list[str] = Field(default_factory=list, description="What else to know of the draft.")
