"""The words that stay in a bundle: those of the program's own data, which say nothing of who reports."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tieout.definitions import base_folder, draftable, load_contact
from tieout.definitions.schemas import json_schemas
from tieout.language import countries_of
from tieout.language.locales import locale_of

WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Of the elements of the official taxonomies, words of a few alone may be names.
_OFTEN = 3
_LONG = 4
# What a number in digits stands for in a pattern of heads or dates, and the letters that touch it.
_COUNTS = "m|d|n|q|number|weeks|yy|year"
_BEHIND = re.compile(rf"\{{(?:{_COUNTS})\}}[ '’]?([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W\d_]+)\{(?:m|d|n|q|number|weeks)\}")
_BEFORE_SHORT = re.compile(r"([^\W\d_]+|['’])\{yy\}")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in small letters that are not replaced.

    `own` stay as they are. `months` are names of months. A number of one or two digits stays before a word in
    `behind` or after one in `before`, since it counts weeks or is a day; after one in `short` it is a year's
    last digits. `forms` are legal forms of companies, which name nobody. `counted` are YAML keys whose values
    are counts.
    """

    own: frozenset[str]
    months: frozenset[str]
    behind: frozenset[str]
    before: frozenset[str]
    short: frozenset[str]
    forms: frozenset[str]
    counted: frozenset[str]


def parts(text: str) -> list[str]:
    """The parts of a word: `OperatingIncome` has two."""
    return _CAMEL.split(text)


@cache
def own_words() -> Words:
    """The words of everything that ships with the program, of all its languages."""
    base = base_folder()
    texts = [_without_comments(path) for path in sorted(base.rglob("*.yaml"))]
    found = set(_folded(texts)) | set(_folded(schema for _, schema in json_schemas()))
    found |= _official(base)
    words, months = "\n".join(_vocabulary(base)), set[str]()
    for language in _languages(base):
        locale = locale_of(language)
        months |= {word for name in locale.months for word in _folded([name])}
        found |= set(_folded([*locale.months, *locale.currencies, *locale.codes]))
    for language in _languages(base):
        # A country or a continent is a name, and so are the longer words of one.
        for country in countries_of(language):
            found -= {word for word in _folded([country]) if len(word) >= _LONG or word == country}
    return Words(
        own=frozenset(found | months),
        months=frozenset(months),
        behind=frozenset(_folded(_BEHIND.findall(words))),
        before=frozenset(_folded(_BEFORE.findall(words))),
        short=frozenset(word.casefold() for word in _BEFORE_SHORT.findall(words)),
        forms=frozenset(
            _folded(form for language in _languages(base) for form in load_contact(language).forms)
        ),
        counted=frozenset(key for _, schema in json_schemas() for key in _counted(json.loads(schema))),
    )


def _folded(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in WORD.findall(text):
            yield from (part.casefold() for part in parts(word))


def _without_comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def _vocabulary(base: Path) -> Iterator[str]:
    for path in sorted((base / "vocabulary").glob("*.yaml")):
        yield _without_comments(path)


def _languages(base: Path) -> list[str]:
    return sorted({path.stem for path in (base / "vocabulary").glob("*.yaml")} | set(draftable()))


def _official(base: Path) -> set[str]:
    """Words of the names of official elements, each of several."""
    often: dict[str, int] = {}
    for path in sorted((base / "elements").glob("*.csv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            for word in set(_folded([line.partition(",")[0]])):
                often[word] = often.get(word, 0) + 1
    return {word for word, count in often.items() if count >= _OFTEN}


def _counted(schema: object) -> Iterator[str]:
    """The keys of a schema whose values are whole numbers."""
    if isinstance(schema, list):
        for part in schema:
            yield from _counted(part)
    elif isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            if isinstance(value, dict) and '"integer"' in json.dumps([value.get("type"), value.get("anyOf")]):
                yield key
        for value in schema.values():
            yield from _counted(value)
