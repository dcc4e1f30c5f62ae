"""The outcome of validation."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.core import Finding


@dataclass(frozen=True, slots=True)
class Message:
    """A message of Arelle's, copied out of its session.

    `facts` are the ids of the facts concerned; `relation`, `context` and `residue` (reported less computed)
    are set for a failed calculation.
    """

    level: str
    code: str
    text: str
    facts: tuple[str, ...] = ()
    relation: str = ""
    context: str = ""
    residue: Decimal | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The size of what was validated: facts and contexts of a report, relationships of its taxonomy."""

    facts: int = 0
    contexts: int = 0
    relationships: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Arelle's messages about a file; `relations` are the sums and assertions in its taxonomy."""

    messages: tuple[Message, ...]
    counts: Counts = Counts()
    relations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one path. `accepted` are findings covered by the report's own exceptions."""

    path: str
    counts: Counts
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
