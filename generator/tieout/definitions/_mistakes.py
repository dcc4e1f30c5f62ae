"""Describes mistakes in a YAML file in words: the key, its value, and what it may be."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from tieout.core import Finding, Place
from tieout.definitions._keys import is_model, key_of, kinds_at
from tieout.definitions._yaml import Document, Key
from tieout.definitions.renamed import OldWord, old_words

_SHAPES = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a day such as 2025-03-31",
    "date_type": "a day such as 2025-03-31",
    "dict_type": "a map of keys",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of less digits",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "a map of keys",
    "string_type": "text, a number between quotation marks",
    "tuple_type": "a list",
}
# What a value is told in full of; longer ones are cut.
_LONG = 60
_LIKE = 60
# The folders below that of a company or the base layer.
_FOLDERS = frozenset({"concepts", "drafting", "sentences", "statements", "vocabulary"})


def mistakes(document: Document, model: type[BaseModel], error: ValidationError) -> Iterator[Finding]:
    """A finding for each mistake, at its place. Where several forms are allowed, each is reported once.

    Renamed words come first; mistakes that only follow from them are left out.
    """
    old = tuple(old_words(document.data, model))
    yield from _renamed(document, old)
    told: set[tuple[Key, str]] = set()
    for one in error.errors():
        path = _there(document.data, one["loc"])
        if any(_is_of(word, one, path) for word in old):
            continue
        message, mend = _said(one, path, model)
        if (path, message) not in told:
            told.add((path, message))
            place = document.place((*path, one["loc"][-1]) if one["type"] == "missing" else path)
            yield Finding("definition.yaml", message, f"{mend} docs/yaml.md has every key.", (place,))


def _renamed(document: Document, old: Iterable[OldWord]) -> Iterator[Finding]:
    """A finding for each word that has another name now, at its first place in the file."""
    places: dict[tuple[str, str], list[Place]] = {}
    for word in old:
        places.setdefault(word.said, []).append(document.place(word.path))
    file = Path(document.file)
    folder = file.parent.parent if file.parent.name in _FOLDERS else file.parent
    for (was, now), found in places.items():
        often = f", in {len(found)} places" if len(found) > 1 else ""
        yield Finding(
            "definition.renamed",
            f"`{was}` is called `{now}` now{often}",
            f"Rewrite it, and all the others, with: tieout migrate {shlex.quote(str(folder))}",
            tuple(found[:1]),
        )


def _is_of(word: OldWord, one: ErrorDetails, path: Key) -> bool:
    """Whether a renamed word causes a mistake: the word is unknown, or its new name is missing."""
    if one["type"] == "missing":
        return path == word.path[:-1] and one["loc"][-1] == word.rule.new
    return path[: len(word.path)] == word.path


def _there(data: Any, path: Sequence[str | int]) -> Key:
    """The part of a path that the file has; without forms that pydantic tried, or a missing key."""
    found: list[str | int] = []
    for part in path:
        inside = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if inside:
            data = data[part]
            found.append(part)
    return tuple(found)


def _said(one: ErrorDetails, path: Key, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if one["type"] == "extra_forbidden":
        keys = _keys(model, path[:-1])
        near = [name for name, _, _ in process.extract(key, keys, limit=2, score_cutoff=_LIKE)]
        meant = f"Is it {' or '.join(near)}? " if near else ""
        return f"there is no key {key} here", f"{meant}There are: {', '.join(keys)}."
    if one["type"] == "missing":
        key = str(one["loc"][-1])
        return f"the key {key} is missing", _described(model, (*path, key))
    value = _short(one["input"])
    of = key if path and isinstance(path[-1], str) else f"an entry of {key}"
    of = of if path else "the file"
    if (shape := _SHAPES.get(one["type"])) is not None:
        return f"{of} is {value} and has to be {shape}", _described(model, path)
    said = str(one["msg"]).removeprefix("Value error, ")
    if isinstance(one["input"], dict):
        # What is wrong is how its keys go together.
        return said, _described(model, path)
    if one["type"] == "literal_error":
        said = f"it can be {one.get('ctx', {}).get('expected', '')}"
    elif one["type"] == "too_short":
        said = "it needs at least one entry"
    elif one["type"] == "string_pattern_mismatch":
        said = f"its form is {one.get('ctx', {}).get('pattern', '')}"
    return f"{of} is {value}: {said.replace('Input', 'it', 1)}", _described(model, path)


def _short(value: object) -> str:
    if value is None:
        return "empty"
    text = repr(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _keys(model: type[BaseModel], path: Key) -> list[str]:
    """The keys that may stand at a path."""
    models = [kind for kind in kinds_at(model, path) if is_model(kind)]
    return sorted({key_of(name, field) for kind in models for name, field in kind.model_fields.items()})


def _described(model: type[BaseModel], path: Key) -> str:
    """The description of the key at a path, from its model."""
    for end in range(len(path), 0, -1):
        for kind in kinds_at(model, path[: end - 1]):
            if is_model(kind):
                for name, field in kind.model_fields.items():
                    if key_of(name, field) == path[end - 1] and field.description:
                        return f"{path[end - 1]}: {field.description}"
    return "Mend it."
