"""What figures can be, as `taxonomy/base/plausible.yaml` has it."""

from pydantic import Field

from tieout.definitions.models.base import Model, Name


class PerShareModel(Model):
    """An amount a share and what makes it. Of each list of elements the first that is reported counts."""

    per_share: list[Name] = Field(min_length=1, description="The amount a share.")
    amount: list[Name] = Field(min_length=1, description="The amount that is divided.")
    shares: list[Name] = Field(min_length=1, description="The shares that it is divided by.")


class PlausibleFile(Model):
    """`plausible.yaml`: what figures of any report can be, by the local names of elements."""

    never_negative: list[Name] = Field(description="Elements whose figures without members are not negative.")
    per_share: list[PerShareModel] = Field(description="Amounts a share that go with an amount and shares.")
    period_end: list[Name] = Field(description="Elements that say the day that a report is to.")
