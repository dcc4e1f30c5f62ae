"""Methods that cache their results for as long as their object lives."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

# What one method of one object remembers.
_MOST = 20_000


class Remembered(Generic[P, R]):
    """The descriptor behind `remembered`: it makes each object a cached method of its own when first used."""

    def __init__(self, method: Callable[Concatenate[Any, P], R]) -> None:
        self._method = method
        self._name = ""
        self.__doc__ = method.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Keeps the name of the method in its class."""
        self._name = name

    def __get__(self, one: object, owner: type | None = None) -> Callable[P, R]:
        """The method of an object, which finds it directly from then on."""
        # What it is called with stays the same: the cache asks only that it can be hashed.
        found = cast("Callable[P, R]", lru_cache(maxsize=_MOST)(partial(self._method, one)))
        one.__dict__[self._name] = found
        return found


def remembered(method: Callable[Concatenate[Any, P], R]) -> Remembered[P, R]:
    """Like `lru_cache`, for a method: the cache ends with its object, which `lru_cache` would keep alive."""
    return Remembered(method)
