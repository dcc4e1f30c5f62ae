"""What a comparison takes and gives."""

from dataclasses import dataclass

from tieout.core import Finding, Place
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases."""

    definition: ReleaseDefinition
    facts: FactSet


@dataclass(frozen=True, slots=True)
class Line:
    """What one release reports and the other does not: a concept, for members or for the whole.

    `place` is where it is printed first.
    """

    concept: str
    members: tuple[str, ...]
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in the taxonomy: `subject` is a concept or a statement, `what` its attribute or part.

    `was` and `now` are texts; one is empty where something came or went.
    """

    subject: str
    what: str
    was: str
    now: str
    place: Place


@dataclass(frozen=True, slots=True)
class Difference:
    """What came of it.

    `compared` is how many figures both releases print of the same period, `summed` how many years to date
    were held against their quarters. `findings` are restatements and quarters that do not make the year.
    `taxonomy` is what changed in the definitions.
    """

    compared: int
    summed: int
    findings: tuple[Finding, ...]
    came: tuple[Line, ...]
    gone: tuple[Line, ...]
    taxonomy: tuple[Change, ...] = ()
