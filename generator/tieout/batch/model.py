"""A release to be done, and its outcome."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

State = Literal["ties", "findings", "unusable", "failed", "timed-out", "killed"]
STATES: tuple[State, ...] = get_args(State)
"""From the best to the worst: all ties; there are findings; the input cannot be used, which is told; the
program failed, or could not write the result; it took longer than it may; its process was ended from outside,
for want of memory perhaps."""

_RELEASE = ".release"
"""What the folder of a described company's release is called by, in the place of a draft's."""

RENEWED = 100
"""Releases that a process does before another takes its place: what libraries keep does not add up."""

# What comes of a release again if it is done again. The others may go better another time.
_SETTLED: tuple[State, ...] = ("ties", "findings", "unusable")


@dataclass(frozen=True, slots=True)
class Task:
    """A release to be done: a file that is drafted into the folder `out`, or a folder that is built.

    A built folder is published in its usual place, which is its `out`. `dataset` is the folder of a dataset
    to which the result is added, or "". `companies` are the folders of described companies: a file of one of
    these is built into `out` with the company's definitions, and not drafted.
    """

    release: str
    kind: Literal["draft", "build"]
    out: str
    dataset: str = ""
    companies: tuple[str, ...] = ()

    @property
    def described_out(self) -> str:
        """The folder for its release, where the file is one of a described company."""
        return str(Path(self.out).with_suffix(_RELEASE))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a task.

    `made_from` is the SHA-256 of everything that the release was made from: the file, or the folder and the
    company's definitions. `grades` counts the facts by grade, and `doubtful` those with a guessed concept.
    `described` is the company's folder where a file was built with its definitions. `findings` counts errors,
    and `first` is the first one's message.
    """

    release: str
    kind: Literal["draft", "build"]
    out: str
    state: State
    made_from: str = ""
    company: str = ""
    identifier: str = ""
    quarter: str = ""
    facts: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)
    doubtful: int = 0
    findings: int = 0
    first: str = ""
    seconds: float = 0.0
    version: str = ""
    dataset: str = ""
    described: str = ""
    companies: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether doing it again would give the same result."""
        return is_settled(self.state, self.made_from)


def is_settled(state: object, made_from: object) -> bool:
    """Whether this state would come again, and everything that the release was made from was read.

    If a company's definitions could not be read, they may be corrected, so the outcome is not settled.
    """
    return state in _SETTLED and bool(made_from)
