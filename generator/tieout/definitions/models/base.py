"""What the files share: names, texts, periods; and how keys are written."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from tieout.core import PERIOD_NAMES

LANGUAGES = "languages"
"""In the context of a validation, the languages that texts are kept in, in this order."""


def _kept(text: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """A text in the languages that its company has, in their order; whole where no company is known."""
    kept = (info.context or {}).get(LANGUAGES)
    return text if kept is None else {key: text[key] for key in kept if key in text}


Name = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=200)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Text = Annotated[
    dict[Language, Annotated[str, Field(min_length=1)]],
    AfterValidator(_kept),
    Field(description="A text in each of the company's languages: {en: ...}. Others are not read."),
]
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


Pattern = Annotated[str, AfterValidator(_regular)]
Derivation = Literal["growth", "movement"]
PeriodName = Annotated[str, Field(json_schema_extra={"enum": list(_PERIODS)}), AfterValidator(_period_name)]
Foots = Literal["exactly", "within-rounding"]
BalanceAt = Literal["opening", "closing"]


class Model(BaseModel):
    """Keys are written with hyphens; an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )


class NotFigureModel(Model):
    """A form of number that is no figure, and what it is."""

    pattern: Annotated[str, AfterValidator(_regular)] = Field(
        description="A regular expression; all numbers that it covers are explained by it."
    )
    why: str = Field(description="What such a number is.")
