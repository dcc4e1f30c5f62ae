"""Who reports: `company.yaml`."""

from typing import Literal

from pydantic import Field, model_validator

from tieout.definitions.models.base import Language, Model, Name, NotFigureModel, Text
from tieout.definitions.models.vocabulary import CompanyVocabulary

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class WeeksModel(Model):
    """A fiscal year of 52 or 53 weeks: the weekday that it ends on, and where its 53rd week goes.

    Also a year of twelve months whose quarters end on a weekday.
    """

    day: Weekday = Field(description="The last day of each week.")
    ends: Literal["last", "nearest"] = Field(
        description="On the last such day of the month, or on the one nearest to the month's last day."
    )
    quarters: tuple[int, int, int, int] = Field(
        (13, 13, 13, 13), description="The weeks of each quarter in a year of 52 weeks."
    )
    extra: int = Field(4, ge=1, le=4, description="The quarter that takes the 53rd week.")
    year: Literal["weeks", "months"] = Field(
        "weeks",
        description="Whether the year is of weeks too, or of twelve months: then its first three quarters "
        "alone end on that day.",
    )

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


class CompanyFile(Model):
    """`company.yaml`: who reports."""

    company: Text = Field(description="Its name.")
    prefix: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$", description="The prefix of its namespace, and of its files' names."
    )
    authority: str = Field(
        pattern=r"^http://[a-z0-9.-]+$",
        description="Its namespaces begin with it: a domain of whoever publishes the taxonomy.",
    )
    identifier: IdentifierModel = Field(description="How contexts name it.")
    publisher: str = Field(description="Who publishes the taxonomy, as its package says.")
    currency: str = Field(pattern=r"^[A-Z]{3}$", description="What it reports in, by ISO 4217.")
    accounting_standard: str = Field(description="As the cover names it: US GAAP.")
    fiscal_year: FiscalYearModel = Field(description="When its years end, and what they are called.")
    languages: list[Language] | None = Field(
        None,
        min_length=1,
        description="The languages of its texts and reports: every text is needed in each of them, and what "
        "stands in another is not read. The first comes first in a report. Left out, they are those that its "
        "name is in, that of its releases first.",
    )
    language: Language | None = Field(
        None, description="The language of its releases: the first of `languages`, or en."
    )
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
