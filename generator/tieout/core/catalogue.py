"""What the codes of findings mean, in plain words, and what steps decide by: `codes.yaml` lists them."""

from functools import cache
from importlib import resources
from typing import Literal, NamedTuple


class Meaning(NamedTuple):
    """What a code says is so, and what is to be done, whatever it is found in.

    `tells` is which part of a survey of a new release it belongs to: a `new` line, what is `gone`, a
    `remark`. `of` is `sentences` where it is about prose alone, so that no table is the worse for it.
    `detailed` says that the details of such a finding name its places already.
    """

    means: str
    mend: str
    tells: Literal["new", "gone", "remark"] | None = None
    of: Literal["sentences"] | None = None
    detailed: bool = False


@cache
def meaning(code: str) -> Meaning:
    """The meaning of a finding's code, or of the beginning of it that is known."""
    return next(found for beginning, found in _catalogue().items() if code.startswith(beginning))


@cache
def _catalogue() -> dict[str, Meaning]:
    # Here, since it takes longer to import than the command's help takes to be shown.
    import yaml  # noqa: PLC0415

    text = resources.files("tieout.core").joinpath("codes.yaml").read_text(encoding="utf-8")
    return {beginning: Meaning(**entry) for beginning, entry in yaml.safe_load(text)["codes"].items()}
