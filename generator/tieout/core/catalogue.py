"""The meanings of finding codes, in plain words, and how steps treat each code, from `codes.yaml`."""

from functools import cache
from typing import Literal, NamedTuple

from tieout.core.shipped import is_shipped, shipped


class Meaning(NamedTuple):
    """What a code means, and what to do about it.

    `tells` is the part of a survey of a new release to which it belongs: a `new` line, what is `gone`, a
    `remark`. `of` is `sentences` where it is about prose alone and leaves the tables valid. `detailed`: the
    finding's details name its places already. `gathers`: those of one table usually have one cause and are
    combined.
    """

    means: str
    mend: str
    tells: Literal["new", "gone", "remark"] | None = None
    of: Literal["sentences"] | None = None
    detailed: bool = False
    gathers: bool = False


class Said(NamedTuple):
    """The same in another language: what a code means, and what to do about it."""

    means: str
    mend: str


@cache
def meaning(code: str) -> Meaning:
    """The meaning of a finding's code, or of its longest known beginning."""
    return next(found for beginning, found in _catalogue().items() if code.startswith(beginning))


def known_meaning(code: str) -> Meaning | None:
    """As `meaning`, and None where no code of the catalogue is it or begins it.

    >>> known_meaning("tie.total-off").means
    'a figure is not what the figures it relates to make'
    """
    found = meaning(code)
    return found if found is not _catalogue()[""] else None


@cache
def said_in(code: str, language: str) -> Said | None:
    """What a code means and what to do about it in a language other than English.

    None where there are no words for it in that language.

    >>> said_in("tie.total-off", "ja").means
    '数値が、関係する数値からの計算結果と一致しません'
    """
    return next((said for beginning, said in _words(language).items() if code.startswith(beginning)), None)


@cache
def _words(language: str) -> dict[str, Said]:
    """What `codes-LANGUAGE.yaml` says by the beginnings of codes; nothing where there is no such file."""
    name = f"codes-{language}.yaml"
    if not is_shipped("tieout.core", name):
        return {}
    codes = shipped("tieout.core", name)["codes"]
    return {beginning: Said(**entry) for beginning, entry in codes.items()}


@cache
def _catalogue() -> dict[str, Meaning]:
    codes = shipped("tieout.core", "codes.yaml")["codes"]
    return {beginning: Meaning(**entry) for beginning, entry in codes.items()}
