"""The outcome for every number that a release prints."""

from dataclasses import dataclass
from typing import Literal, get_args

from tieout.core import Source

Outcome = Literal[
    "fact", "repeat", "contradicts", "recovered", "inferred", "set aside", "stated", "no figure", "unread"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Traced:
    """A printed number: its place (line and column from 1) and its outcome.

    For a web page, line and column are those of the text made from it; `source` is the place in the page.
    `contradicts`: it repeats a fact but differs from it. Outcomes: `recovered` is a fact or repeats one,
    proven by the reason given; `inferred` is left out. `set aside` is no figure by a rule, `stated` by a
    person's word. `unread` fails the build. `fact` is set where it is or repeats a fact. `reason` is set
    where it does not, where a person read it, or where it differs.
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
