"""Concepts: `concepts/*.yaml`; and the layer that those of the base are in."""

import datetime
from typing import Literal

from pydantic import Field, model_validator

from tieout.definitions.models.base import Model, Name, Text

ConceptType = Literal[
    "monetary", "shares", "per-share", "percent", "pure", "integer", "decimal",
    "string", "normalized-string", "date", "year", "month-day", "boolean",
    "heading", "hypercube", "line-items", "axis", "domain", "member",
]  # fmt: skip


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
        pattern=r"^[A-Za-z]{1,30}(/[A-Za-z]{1,30})?$",
        description="On a decimal: a unit of its own, where no registered fits: `MWh`, `USD/MWh`.",
    )


class ConceptsFile(Model):
    """`concepts/*.yaml`: concepts by name."""

    concepts: dict[Name, ConceptModel] = Field(description="Each concept by its name.")


class LayerFile(Model):
    """`taxonomy.yaml` of the base layer."""

    prefix: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="The prefix of its namespace.")
    authority: str = Field(pattern=r"^http://[a-z0-9.-]+$", description="Namespaces begin with it.")
    date: datetime.date = Field(description="The version: the last part of the namespace.")
    publisher: str = Field(description="Who publishes it, as its package says.")
    languages: dict[str, str] = Field(description="xml:lang of each language key.")
    official: dict[str, str] = Field(description="Where each official schema that is aligned with stands.")
