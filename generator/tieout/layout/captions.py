"""Compares captions without regard to case, dashes, spaces and footnote marks."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_DASH = re.compile(r"\s*[-–—―−‐‑]+\s*")
# A letter or letters in brackets are a mark behind words; what stands before them may be no letter alone.
_LETTER = r"(?<=\w\w\w) ?\([A-Za-z](?:(?: ?& ?|, ?)[A-Za-z])*\)|(?<=\)) ?\([A-Za-z]\)"
_MARKS = re.compile(
    rf"(?:{_LETTER}|\s*(?:\([*※]?\d{{1,2}}\)|\([*※]\)|[*※]\d+(?:,\s*[*※]?\d+)*|[*※†‡]+|[¹²³⁴⁵⁶⁷⁸⁹]+))+\s*$"
)
_MARKED = re.compile(r"^[¹²³⁰⁴-⁹]+\s+")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_PLACEHOLDER = re.compile(r"\{([\w-]+)\}")


@lru_cache(maxsize=10_000)
def tidy(text: str) -> str:
    """A caption without what varies between printings: spaces, dashes, quotes, footnote marks, a final colon.

    A footnote mark stands at the end of a caption, or raised.
    """
    text = " ".join(text.replace("’", "'").replace("\u00a0", " ").split())
    return _DASH.sub("-", _MARKS.sub("", _MARKED.sub("", text))).rstrip(": ")


def same(a: str, b: str) -> bool:
    """Whether two captions differ only in what varies between printings."""
    return tidy(a).casefold() == tidy(b).casefold()


@lru_cache(maxsize=2_000)
def pattern(caption: str) -> re.Pattern[str]:
    """The caption as a pattern over tidied captions; each {name} is a group of its own."""
    parts = _PLACEHOLDER.split(tidy(caption))
    built = [
        f"(?P<{part.replace('-', '_')}>.+?)" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    ]
    return re.compile("".join(built), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def match(caption: str, printed: str) -> Mapping[str, str] | None:
    """The texts that stand for the placeholders of `caption` in `printed`; None where it does not match."""
    plain, text = tidy(caption), tidy(printed)
    if "{" not in caption and plain.isascii() and text.isascii():
        # Most are words alone, and compare as they are: a pattern of each takes long to make.
        return _NOTHING if plain.lower() == text.lower() else None
    found = pattern(caption).fullmatch(text)
    if found is None:
        return None
    return MappingProxyType({name.replace("_", "-"): text for name, text in found.groupdict().items()})


@lru_cache(maxsize=20_000)
def match_any(captions: tuple[str, ...], printed: str) -> Mapping[str, str] | None:
    """As `match`, by the first of several captions that matches."""
    return next((found for caption in captions if (found := match(caption, printed)) is not None), None)
