"""The weights for how sure a drafted choice is, from `sureness.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tieout.definitions import models
from tieout.definitions.files import base_folder, read_model
from tieout.definitions.models.drafting import Signal


@dataclass(frozen=True, slots=True)
class Sureness:
    """The weight of each signal in hundredths of log-odds,
    and the score from which a choice counts as sure.
    """

    sure_from: int
    weights: Mapping[Signal, int]


@cache
def load_sureness() -> Sureness:
    """The table of the base layer."""
    _, file = read_model(base_folder() / "sureness.yaml", models.SurenessFile)
    return Sureness(file.sure_from, dict(file.weights))
