"""The limits within which figures of any report are plausible, from the base layer."""

from dataclasses import dataclass
from functools import cache

from tieout.definitions import models
from tieout.definitions.files import base_folder, read_model

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plausible:
    """Local names of elements; `per_share` are triples of an amount per share, the amount, and the shares."""

    never_negative: frozenset[str]
    per_share: tuple[tuple[Names, Names, Names], ...]
    period_end: frozenset[str]


@cache
def load_plausible() -> Plausible:
    """The content of the base layer's `plausible.yaml`."""
    _, file = read_model(base_folder() / "plausible.yaml", models.PlausibleFile)
    ratios = tuple((tuple(one.per_share), tuple(one.amount), tuple(one.shares)) for one in file.per_share)
    return Plausible(frozenset(file.never_negative), ratios, frozenset(file.period_end))
