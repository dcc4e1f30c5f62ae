"""The us-gaap edition: `taxonomy/editions/us-gaap/edition.yaml`, and what a company and a release add."""

from typing import Annotated, Literal

from pydantic import Field

from tieout.definitions.models.base import Model, Name


class OfficialModel(Model):
    """An official taxonomy: its namespace, and the address of its schema."""

    namespace: str = Field(description="The namespace of its elements.")
    schema_: str = Field(description="The address by which reports import it.")


class YearModel(Model):
    """The official taxonomies of a year."""

    us_gaap: OfficialModel = Field(description="The elements of financial statements.")
    srt: OfficialModel = Field(description="Those that statements of all standards share.")
    dei: OfficialModel = Field(description="Those of covers.")
    types: dict[Literal["num", "nonnum"], OfficialModel] = Field(
        description="Where the types of numeric and of other elements are declared."
    )


class FormModel(Model):
    """A form that reports are filed under: what its cover says."""

    period: Literal["published", "to-date"] = Field(
        description="What the cover is of: the day of publication, or the year to the end of the quarter."
    )
    cover: dict[Name, str | None] = Field(
        description="The elements of dei with what they say, in order; null is for the company to state. "
        "Filled in are {company}, {cik}, {published}, {period-end}, {fiscal-year}, {quarter} and {year-end}."
    )


class UsGaapFile(Model):
    """The us-gaap edition: what ships of it; a company's and a release's `editions/us-gaap.yaml` over it."""

    years: dict[Annotated[int, Field(ge=2009, le=2999)], YearModel] = Field(
        description="The official taxonomies by year."
    )
    scheme: str = Field(description="The register that contexts name the company in.")
    forms: dict[str, FormModel] = Field(description="Each form by its name.")
    cover_labels: dict[Name, str] = Field(description="What the elements of covers are called, in English.")
    year: int | None = Field(
        None, description="The year of the official taxonomies. Left out, the latest up to the publication's."
    )
    form: str | None = Field(None, description="The form: one of `forms`.")
    cik: str | None = Field(
        None,
        pattern=r"^\d{10}$",
        description="The company's number in the register, if that is not its identifier anyway.",
    )
    ticker: str | None = Field(
        None,
        pattern=r"^[a-z][a-z0-9]{0,13}$",
        description="The prefix of its elements and files. Left out, that of its own taxonomy.",
    )
    cover: dict[Name, str] = Field(
        default_factory=dict, description="What the company states of its form's cover, by element of dei."
    )
