"""Finds the names of a dataset that are most like one that it does not have."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz

# How many names are told.
_MOST = 5
_PREFIX = re.compile(r"^[\w-]+:(?=\S)")
_SIGN = re.compile(r"[\W_]+")
# Between two words of an element's name: before a capital behind a small letter.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def nearest(asked: str, names: Mapping[str, str]) -> list[str]:
    """The names most like one, the likest first. `names` has a text for each, by which it is compared."""
    words = _words(asked)

    def unlike(name: str) -> tuple[float, str]:
        return -fuzz.WRatio(words, _words(names[name])), name

    return sorted(names, key=unlike)[:_MOST]


def _words(name: str) -> str:
    """The words of a caption or of an element's name: of `us-gaap:GrossProfit` they are `gross profit`."""
    return " ".join(_HUMP.sub(" ", _SIGN.sub(" ", _PREFIX.sub("", name))).casefold().split())
