"""Input and outcome of a comparison."""

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
    """Something that only one release reports: a concept, for members or for the whole.

    `place` is where it is printed first.
    """

    concept: str
    members: tuple[str, ...]
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between the taxonomies: `subject` is a concept or a statement, `what` its attribute or
    part.

    `was` and `now` are texts; one is "" where something was added or removed.
    """

    subject: str
    what: str
    was: str
    now: str
    place: Place


@dataclass(frozen=True, slots=True)
class Difference:
    """The outcome of a comparison.

    `compared` is the number of figures that both releases print for the same period, `summed` the number of
    years to date compared with their quarters. `findings` are restatements, and quarters that do not add up
    to the year. `taxonomy` are changes of the definitions.
    """

    compared: int
    summed: int
    findings: tuple[Finding, ...]
    came: tuple[Line, ...]
    gone: tuple[Line, ...]
    taxonomy: tuple[Change, ...] = ()
