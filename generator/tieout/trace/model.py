"""What became of every number that a release prints."""

from dataclasses import dataclass
from typing import Literal, get_args

from tieout.core import Source

Outcome = Literal[
    "fact", "repeat", "contradicts", "recovered", "inferred", "set aside", "stated", "no figure", "unread"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Traced:
    """A printed number: where it stands (line and column count from 1) and what became of it.

    Of a page, line and column are those of the text that was made of it; `source` is the page's own place.

    One that `contradicts` repeats a fact and cannot be of its amount. A `recovered` figure is a fact or
    repeats one, by the proof that is its reason; an `inferred` one is left out. One is `set aside` by a rule,
    and `stated` by a person, to be no figure. An `unread` one fails the build. `fact` is set where it
    is a fact's figure or repeats one; `reason` where it is neither, or where it was read by a person or
    disagrees with its fact.
    """

    line: int
    column: int
    printed: str
    table: str
    row: str
    head: str
    outcome: Outcome
    fact: str = ""
    reason: str = ""
    source: Source | None = None
