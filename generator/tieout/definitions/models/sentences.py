"""Sentences: `sentences/*.yaml`; and what their figures are by name, `figures.yaml`."""

from typing import Literal

from pydantic import Field

from tieout.definitions.models.base import Derivation, Model, Name, PeriodName, Text


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


Proof = Literal["and", "exact", "read", "rounded", "repeat", "tables-alone", "assertion", "duration"]


class FiguresFile(Model):
    """`figures.yaml` of the base layer: derived concepts, and what the figures of sentences are by name."""

    derived: dict[Derivation, DerivedModel] = Field(description="Derived concepts by kind.")
    roles: dict[str, RoleModel] = Field(description="What a figure of a sentence is, by its name.")
    forecast: dict[Name, Name] = Field(description="Member by axis that makes a figure a forecast.")
    proofs: dict[Proof, Text] = Field(
        description="The footnote on a figure that is proven, with {printed}, {value}, {relations}, "
        "{rounded}; `and` stands between several relations. `tables-alone`, with {count}, is that of a "
        "report whose scope is its tables. `assertion` is what a validator says of a relation that does not "
        "hold, with {says}, {period}, {total} and {computed} in this order; `duration`, with {start} and "
        "{end}, is a period in it that is no day."
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
