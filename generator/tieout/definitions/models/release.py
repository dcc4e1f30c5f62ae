"""A release: `release.yaml`."""

import datetime
from typing import Literal

from pydantic import Field, model_validator

from tieout.definitions.models.base import Model, Name, Text


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


class CommentModel(Model):
    """What a person says of a number, for those who look at it next."""

    line: int = Field(ge=1, description="The line of the release's text, from 1.")
    printed: str = Field(description="The number as printed.")
    says: str = Field(description="What there is to say.")


class SignedModel(Model):
    """Who signed the release off, and for which text of it."""

    name: str = Field(description="Who signed.")
    on: datetime.date = Field(description="The day.")
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$",
        description="The digest of the text that was signed: of another it is void.",
    )


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
    scope: Literal["all", "tables"] = Field(
        "all",
        description="`tables` publishes what its tables say, whatever prose is not read: the report says so.",
    )
    editions: list[str] = Field(
        default_factory=list,
        description="The editions that a build makes beside our own: us-gaap. docs/editions.md lists them.",
    )
    readings: list[ReadingModel] = Field(
        default_factory=list, description="Cells that a person has read; each only where nothing proves it."
    )
    exceptions: list[ExceptionModel] = Field(
        default_factory=list, description="What contradicts itself in the release and is tagged as printed."
    )
    comments: list[CommentModel] = Field(
        default_factory=list, description="What people say of numbers; it changes no report."
    )
    signed: SignedModel | None = Field(None, description="Who signed the release off.")
