"""Compares captions without regard to case, dashes, spaces and footnote marks."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_DASH = re.compile(r"\s*[-–—―−‐‑]+\s*")
# A letter or letters in brackets are a mark behind words; what stands before them may be no letter alone.
_LETTER = r"(?<=\w\w\w) ?\([A-Za-z](?:(?: ?& ?|, ?)[A-Za-z])*\)|(?<=\)) ?\([A-Za-z]\)"
_MARKS = re.compile(
    rf"(?:{_LETTER}|\s*(?:\([*※]?\d{{1,2}}\)|\([*※]\)|[*※]\d+(?:,\s*[*※]?\d+)*|[*※†‡]++|[¹²³⁴⁵⁶⁷⁸⁹]++))+\s*$"
)
_MARKED = re.compile(r"^[¹²³⁰⁴-⁹]+\s+")
# One mark of those at the end of a caption, and that a note begins with. A run of stars is taken whole:
# in parts it would be tried in all the ways that it has parts.
_MARK = r"\([A-Za-z]\)|\([*※]?\d{1,2}\)|⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]++⁾?|[*※]\d+\)?|\[\d{1,2}\]|[*※†‡§]++"
_FIGURE_MARKS = re.compile(r"(?:⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]++⁾?|[*※†‡§]++)$")
# Marks stand within so many characters before the end.
_TAIL = 80
_ONE_MARK = re.compile(_MARK)
_LAST_MARKS = re.compile(rf"(?:(?:^|(?<=\w)|(?<=[.)%])|\s)(?:{_MARK})(?:\s*+(?:[,&]\s*+)?(?:{_MARK}))*)\s*$")
_NOTE = re.compile(rf"\s*(?P<mark>{_MARK}|\d{{1,2}}\)|[A-Za-z]\))\s*(?P<text>\S.*)", re.DOTALL)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "()[]⁽⁾ ")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_PLACEHOLDER = re.compile(r"\{([\w-]+)\}")


@lru_cache(maxsize=10_000)
def tidy(text: str) -> str:
    """A caption without what varies between printings: spaces, dashes, quotes, footnote marks, a final colon.

    A footnote mark stands at the end of a caption, or raised.
    """
    text = " ".join(text.replace("’", "'").replace("\u00a0", " ").split())
    text = _MARKED.sub("", text)
    found = _MARKS.search(text, max(len(text) - _TAIL, 0))
    return _DASH.sub("-", text[: found.start()] if found is not None else text).rstrip(": ")


@lru_cache(maxsize=20_000)
def marks(text: str) -> tuple[str, ...]:
    """The footnote marks at the end of a caption or a header: `1` of `(1)` and of `¹`."""
    found = _LAST_MARKS.search(" ".join(text.split())[-_TAIL:])
    return tuple(_plain(mark) for mark in _ONE_MARK.findall(found[0])) if found is not None else ()


def marks_of_figure(text: str) -> tuple[str, ...]:
    """The marks behind a printed figure: raised ones and stars, as a number in brackets is a negative one."""
    found = _FIGURE_MARKS.search(text[-_TAIL:])
    return tuple(_plain(mark) for mark in _ONE_MARK.findall(found[0])) if found is not None else ()


def note(text: str) -> tuple[str, str] | None:
    """The mark that a line begins with, as `marks` has it, and what is noted there; None without a mark."""
    found = _NOTE.fullmatch(text.replace("\t", " "))
    return (_plain(found["mark"]), " ".join(found["text"].split())) if found is not None else None


def _plain(mark: str) -> str:
    return mark.translate(_PLAIN)


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
