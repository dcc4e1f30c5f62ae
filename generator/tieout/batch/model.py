"""A release to be done, and what became of it."""

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

    A folder is published where it always is, so that its `out` is its own. `dataset` is the folder of the
    dataset that what comes of it is added to, if any. `companies` are the folders of companies that are
    described: a file of one of these is built into `out` with its definitions, and not drafted.
    """

    release: str
    kind: Literal["draft", "build"]
    out: str
    dataset: str = ""
    companies: tuple[str, ...] = ()

    @property
    def described_out(self) -> str:
        """The folder of its release where the file is one of a described company."""
        return str(Path(self.out).with_suffix(_RELEASE))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    `made_from` is the SHA-256 of all that the release was made from: of the file, or of the folder with its
    company's definitions. `grades` counts the facts by how far they are proven, and `doubtful` those whose
    concept is a guess. `described` is the company's folder where a file was built with its definitions.
    `findings` counts the errors, and `first` is the message of the first.
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
        """Whether doing it again would give the same."""
        return is_settled(self.state, self.made_from)


def is_settled(state: object, made_from: object) -> bool:
    """Whether it is a state of what would come of a release again, where all that it is made from was read.

    Definitions that could not be read, of a company that may be its own, can be mended.
    """
    return state in _SETTLED and bool(made_from)
