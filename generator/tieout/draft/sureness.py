"""How sure a choice is: several signals, each with its weight in a table of the base layer.

A choice is sure where many companies use the element for these very words, few use another, they print it in
this section, the words of caption and element agree, no other element is nearly as good, and the line adds up
as what it says it is. No signal decides alone. `sureness.yaml` has the weights, fitted to what companies
filed; they add up to log-odds, so that a score of 90 means that such a choice is right nine times in ten.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tieout.definitions import Signal
from tieout.draft.evidence import Claim

# A share is told from all and from none as far as so many companies can tell it.
_LEAST, _MOST = 0.02, 0.99
# Beyond this lead another choice is out of question.
_LEAD = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """Weighs signals. `weights` are in hundredths of log-odds."""

    weights: Mapping[Signal, int]

    def of(self, signals: Mapping[Signal, float]) -> float:
        """How often a choice with such signals is right, 0 to 1."""
        odds = sum(self.weights[name] * value for name, value in signals.items()) / 100
        return 1 / (1 + math.exp(-odds))


def of_claim(claim: Claim | None) -> dict[Signal, float]:
    """The signals by which what filers say for an element weighs, as `Weights.of` takes them."""
    if claim is None:
        return {"unclaimed": 1.0}
    share, recent = _log_odds(claim.filed), math.log1p(claim.recent)
    if claim.likeness >= 1:
        return {"printed": 1.0, "share": share, "recent": recent}
    return {"alike": claim.likeness, "share-alike": share, "recent": recent}


def of_lead(score: float, next_best: float) -> dict[Signal, float]:
    """The signal of how far a choice's score leads that of the next best; 0 where it is behind."""
    return {"lead": min(max(score - next_best, 0.0), _LEAD)}


def _log_odds(share: float) -> float:
    share = min(max(share, _LEAST), _MOST)
    return math.log(share / (1 - share))
