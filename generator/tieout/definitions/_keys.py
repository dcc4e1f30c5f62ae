"""Looks up the models of the YAML by key: which values may stand at a path of a file."""

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from tieout.definitions._yaml import Key


def kinds_at(model: type[BaseModel], path: Key) -> list[Any]:
    """The types that the value at a path may have."""
    kinds: list[Any] = [model]
    for part in path:
        kinds = [inner for kind in kinds for inner in kinds_under(kind, part)]
    return kinds


def kinds_under(kind: Any, part: str | int) -> Iterator[Any]:
    """The types of the values under a key, or in a list."""
    if is_model(kind):
        for name, field in kind.model_fields.items():
            if key_of(name, field) == part:
                yield from plain_kinds(field.annotation)
    elif (inner := get_args(kind)) and get_origin(kind) in (dict, list, tuple):
        yield from plain_kinds(inner[-1] if get_origin(kind) is dict else inner[0])


def plain_kinds(kind: Any) -> Iterator[Any]:
    """The type without its constraints; for a union, each of its types."""
    if get_origin(kind) in (Union, types.UnionType):
        for one in get_args(kind):
            yield from plain_kinds(one)
    elif hasattr(kind, "__metadata__"):
        yield from plain_kinds(get_args(kind)[0])
    else:
        yield kind


def is_model(kind: Any) -> bool:
    """Whether a type is a model of a part of a file: a map with known keys."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def key_of(name: str, field: Any) -> str:
    """The key of a field as files write it."""
    return str(field.alias or name)
