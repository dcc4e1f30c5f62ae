"""The words by which the first contact with a release finds out who publishes it."""

from pydantic import Field

from tieout.definitions.models.base import Model


class ContactFile(Model):
    """`contact/LANGUAGE.yaml`: how a release says who publishes it."""

    announces: list[str] = Field(description="Words after the company's name in a title: reports, announces.")
    exchanges: list[str] = Field(description="Stock exchanges, as they stand in brackets behind the name.")
    forms: list[str] = Field(description="What the name of a company ends with by its legal form: Inc., plc.")
    titles: list[str] = Field(description="What a line begins with that is a title and no company's name.")
    scales: dict[str, int] = Field(
        description="Words behind an amount of the prose, and their powers of ten."
    )
    small: list[str] = Field(description="Words that count in no name of an amount.")
    compared: list[str] = Field(description="Words before an amount that is of the year before.")
    ranges: list[str] = Field(description="What stands behind the lower end of a range.")
    per_share: list[str] = Field(description="Words behind an amount per share.")
    earnings: list[str] = Field(description="What is earned on a share.")
    plain: list[str] = Field(description="Words that say nothing of what an amount is.")
