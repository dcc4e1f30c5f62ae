"""A form that an exchange prescribes, as data, and what a company states for it."""

import datetime
from typing import Literal

from pydantic import Field, StrictBool, model_validator

from tieout.definitions.models.base import Derivation, Language, Model, Name, PeriodName

Rounding = Literal["nearest", "down"]


class FormTaxonomyModel(Model):
    """The exchange's taxonomy: found by its official addresses, never shipped."""

    prefix: str = Field(description="The prefix of its elements.")
    namespace: str = Field(description="The namespace of its elements.")
    schema_: str = Field(description="The address of its schema.")
    labels: list[str] = Field(default_factory=list, description="The addresses of its label linkbases.")


class FormReportModel(Model):
    """How a report in this form is named; `{code}` is the entity's, `{published}` the day, yyyymmdd."""

    scheme: str = Field(description="The scheme of the entity's identifier that the form needs.")
    prefix: str = Field(description="The prefix of the report's namespace.")
    namespace: str = Field(description="The namespace of the report's schema.")
    file: str = Field(description="The names of its files, up to their endings.")


class FormDateModel(Model):
    """How dates are written from a day on, with `{y}`, `{m}`, `{d}`; `{Y}`, `{M}`, `{D}` are wide digits."""

    from_: datetime.date = Field(description="The first day that is written so.")
    year_before: int = Field(0, description="The calendar year before the first of the era; 0 for our era.")
    written: str = Field(description="A date that is a fact.")
    heading: str = Field(description="A date in a heading.")
    month: str = Field(description="The month that a year ends in, which names the year.")
    short: str = Field(description="The same at the head of a row.")
    format: str = Field(description="The transformation that reads a date that is a fact.")


class FormMarksModel(Model):
    """What stands for a minus, and for no value."""

    negative: str = Field(description="Before a negative figure.")
    nil: str = Field(description="In a cell without a value.")


class YesNoModel(Model):
    """What the form prints for true and for false."""

    yes: str = Field(description="For true.")
    no: str = Field(description="For false.")


class ChoiceModel(Model):
    """One of the elements that a company may choose for a line of the form."""

    element: Name = Field(description="The element of the figure.")
    change: Name = Field(description="The element of its change.")
    head: str = Field(description="The column's head.")
    concept: Name = Field(description="Our concept that it is of.")


class PieceModel(Model):
    """A piece of a line: words, or the fact of an element that is no figure."""

    text: str | None = Field(None, description="Words that are no fact, with the form's names in braces.")
    element: Name | None = Field(None, description="The element of the fact.")
    is_: Literal["text", "boolean", "date"] = Field("text", description="What its value is.")
    says: str | None = Field(None, description="The value, where the form has it, with names in braces.")
    from_: Literal["published", "company", "code", "year-end", "rounding"] | None = Field(
        None,
        description="Where its value is ours: the day of publication, the company's name in the form's "
        "language, its code, the end of the fiscal year, the form's words for the company's rounding.",
    )
    of: Literal["company", "release"] | None = Field(
        None, description="Whose editions/NAME.yaml states it, where neither the form nor we have it."
    )
    needed: bool = Field(True, description="Whether a report without it is incomplete.")
    yes: str | None = Field(None, description="What is printed for true, if not the form's usual word.")
    no: str | None = Field(None, description="What is printed for false.")
    unshown: int = Field(0, description="How many characters at its end are part of it and not seen.")
    context: str | None = Field(None, description="The period of its context, if not the block's.")
    members: list[Name] = Field(default_factory=list, description="The members of its context.")

    @model_validator(mode="after")
    def _one(self) -> "PieceModel":
        if (self.text is None) == (self.element is None):
            raise ValueError("a piece is either text or element")
        sources = (self.says, self.from_, self.of)
        if self.element is not None and sum(source is not None for source in sources) != 1:
            raise ValueError("give one of says, from and of")
        return self


class FormLineModel(Model):
    """A line of the form, of pieces."""

    style: Literal["plain", "title", "right", "heading", "hidden"] = Field(
        "plain", description="How it looks; `hidden` facts stand in the report's header."
    )
    pieces: list[PieceModel] = Field(description="Its pieces, from left to right.")


class CellModel(Model):
    """What a row, a column or a table says of its cells; a cell is all three together."""

    label: str = Field("", description="What stands at the head of a row.")
    head: str | None = Field(None, description="What stands at the head of a column.")
    shown: str | None = Field(None, description="The unit as it is printed below a column's head.")
    choice: str | None = Field(None, description="The line of `choices` that the element is chosen from.")
    element: Name | None = Field(None, description="The element, where there is no choice.")
    concept: Name | None = Field(None, description="Our concept that it is of.")
    derived: Derivation | None = Field(None, description="The figure is the change of that concept.")
    context: str | None = Field(None, description="The period of the context, one of `periods`.")
    members: list[Name] = Field(default_factory=list, description="Members of the context, one an axis.")
    within: int | None = Field(None, ge=1, le=4, description="The quarter of that period, in our facts.")
    forecast: bool = Field(False, description="Whether it is our fact under the forecast scenario.")
    ranges: dict[Name, Name] = Field(
        default_factory=dict,
        description="Members that stand for the two ends of a range, with ours of the axis `range`: such "
        "a cell holds three facts, and those that nothing is forecast for are nil.",
    )
    only: Literal["past", "to-come"] | None = Field(
        None, description="Only columns whose quarter is over, or is to come; the year is to come."
    )
    quarters: list[int] | None = Field(
        None, description="The quarters whose report has it; all, if left out."
    )
    unit: str | None = Field(None, description="The id of its unit, one of `units`.")
    scale: int | None = Field(None, description="The power of ten that the figure is printed in; else 0.")
    decimals: int | None = Field(None, description="Its decimals; a finer figure of ours is rounded to them.")


class FormTableModel(Model):
    """A table of figures."""

    cells: CellModel = Field(CellModel(), description="What all cells have in common.")
    rows: list[CellModel] = Field(min_length=1, description="The rows.")
    columns: list[CellModel] = Field(min_length=1, description="The columns.")


class BlockModel(Model):
    """A part of the page: a heading, then lines or a table."""

    heading: str | None = Field(None, description="Above it.")
    note: str | None = Field(None, description="Below the heading, at the right.")
    context: str | None = Field(None, description="The period of the contexts of its lines.")
    lines: list[FormLineModel] = Field(
        default_factory=list, description="Lines of facts that are no figures."
    )
    table: FormTableModel | None = Field(None, description="A table of figures.")


class FormFile(Model):
    """`taxonomy/editions/tdnet/FORM.yaml`: a form of the exchange, as data.

    Texts may hold names in braces: quarter, quarter-wide, year, year-short, year-before-short, year-start,
    year-end, to-date-start, to-date-end, code, published.
    """

    form: str = Field(description="Its name.")
    quarters: list[int] = Field(description="The quarters that it is for.")
    definitions: str = Field(description="The address of its definition linkbase.")
    report: FormReportModel = Field(description="How a report is named.")
    periods: dict[str, PeriodName | Literal["year-end"]] = Field(
        description="The periods of contexts, by the beginnings of their ids."
    )
    roundings: dict[Rounding, str] = Field(description="How the form says that it is rounded.")
    choices: dict[str, list[ChoiceModel]] = Field(
        default_factory=dict, description="Elements that companies choose among, by the line's name."
    )
    blocks: list[BlockModel] = Field(description="The page, from top to bottom.")


class TdnetFile(Model):
    """`editions/tdnet.yaml` of a company or a release: what a form needs and no release prints."""

    form: str | None = Field(None, description="The form that the company reports in.")
    code: str | None = Field(
        None, description="Its securities code in five characters, where its identifier is another."
    )
    rounding: Rounding | None = Field(
        None, description="How the company rounds to the form's unit: to the nearest, or down towards zero."
    )
    elements: dict[str, Name] = Field(
        default_factory=dict, description="The element that it chooses, by the name of the form's choice."
    )
    facts: dict[Name, StrictBool | str] = Field(
        default_factory=dict, description="Facts that are no figures, by element; a date is YYYY-MM-DD."
    )
    figures: dict[str, str] = Field(
        default_factory=dict,
        description="Figures that the release does not print, by ELEMENT/CONTEXT, as the form prints them: "
        "with its sign for a minus, and for no value.",
    )


class TdnetEdition(TdnetFile):
    """`taxonomy/editions/tdnet/edition.yaml`, which all forms have in common, with what is stated over it."""

    language: Language = Field(description="The language of the forms.")
    taxonomy: FormTaxonomyModel = Field(description="The exchange's taxonomy.")
    title: Name = Field(description="The element whose fact names the page of a report.")
    published: Name = Field(description="Our concept of the day of publication.")
    range_: Name = Field(description="Our axis of the two ends of a range.")
    units: dict[str, str] = Field(description="What each unit counts in, by its id.")
    axes: dict[Name, list[Name]] = Field(description="The members of each axis, in the order of ids.")
    dates: list[FormDateModel] = Field(min_length=1, description="How dates are written; the latest holds.")
    marks: FormMarksModel = Field(description="Signs for a minus and for no value.")
    booleans: YesNoModel = Field(description="What is printed for true and false.")
