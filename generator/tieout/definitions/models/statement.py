"""A statement: `statements/*.yaml`."""

from typing import Literal

from pydantic import ConfigDict, Field, RootModel, model_validator

from tieout.definitions.models.base import BalanceAt, Derivation, Foots, Model, Name, PeriodName, Text

TermPeriod = Literal["year-earlier", "quarter-1", "quarter-2", "quarter-3", "quarter-4"]


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
    periods: list[PeriodName | Literal["any"]] = Field(
        default_factory=list,
        description="The periods that it is of, where not the reported quarter, year to date or balance date "
        "with the ones that they are compared with. With `any`, those named have to be there, and other "
        "quarters and years of the fiscal calendar may.",
    )
    members: dict[Name, Name] = Field(default_factory=dict, description="Member by axis, of all its figures.")
    forecast: dict[Name, Name] = Field(
        default_factory=dict, description="Member by axis, of the figures in rows marked as forecast."
    )
    parts: dict[str, dict[Name, Name]] = Field(
        default_factory=dict,
        description="Where columns of one period are of a segment, a class of stock and the like: member by "
        "axis, by the words of the header; none for the column that is of the whole company.",
    )
    optional: bool = Field(False, description="A release may be without it: it is then told, and no error.")

    @model_validator(mode="after")
    def _dated(self) -> "TableModel":
        if (self.columns is None) == (self.rows is None):
            raise ValueError("give one of columns and rows")
        return self


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
    changes: bool = Field(
        True,
        description="Whether what its table's column of changes shows is a change of this line's concept.",
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
    of_whole: bool = Field(False, description="It relates facts without members alone, never a segment's.")
    of_all: bool = Field(
        False, description="It relates where every part is reported: one that is not counts for nothing else."
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
