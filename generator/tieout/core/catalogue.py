"""What the codes of findings mean, in plain words, and what steps decide by: `codes.yaml` lists them."""

from functools import cache
from typing import Literal, NamedTuple

from tieout.core.shipped import shipped


class Meaning(NamedTuple):
    """What a code says is so, and what is to be done, whatever it is found in.

    `tells` is which part of a survey of a new release it belongs to: a `new` line, what is `gone`, a
    `remark`. `of` is `sentences` where it is about prose alone, so that no table is the worse for it.
    `detailed` says that the details of such a finding name its places already. `gathers` says that those of
    one table have one cause, mostly, and are told as one.
    """

    means: str
    mend: str
    tells: Literal["new", "gone", "remark"] | None = None
    of: Literal["sentences"] | None = None
    detailed: bool = False
    gathers: bool = False


@cache
def meaning(code: str) -> Meaning:
    """The meaning of a finding's code, or of the beginning of it that is known."""
    return next(found for beginning, found in _catalogue().items() if code.startswith(beginning))


def known_meaning(code: str) -> Meaning | None:
    """As `meaning`, and None where no code of the catalogue is it or begins it.

    >>> known_meaning("tie.total-off").means
    'a figure is not what the figures it relates to make'
    """
    found = meaning(code)
    return found if found is not _catalogue()[""] else None


@cache
def _catalogue() -> dict[str, Meaning]:
    codes = shipped("tieout.core", "codes.yaml")["codes"]
    return {beginning: Meaning(**entry) for beginning, entry in codes.items()}
