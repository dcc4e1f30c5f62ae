"""What the page is made of."""

from dataclasses import dataclass
from typing import Literal

from tieout.compare import Side
from tieout.core import Finding
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.layout import Release
from tieout.tie import Tied
from tieout.trace import Traced

Status = Literal["published", "draft", "unpublished"]


@dataclass(frozen=True, slots=True)
class InEdition:
    """A report in an edition beside our own: its name, what it is, the files of its facts and its crosswalk.

    `facts` are how many it has, `left_out` how many of ours it has not; `validated` is whether the official
    taxonomy was at hand to prove it with.
    """

    name: str
    title: str
    report: str
    crosswalk: str
    facts: int
    left_out: int
    validated: bool


@dataclass(frozen=True, slots=True)
class SignOff:
    """All that is known of a release when its build ends.

    `tied` is None where errors kept figures from being facts. `files` are what was written, none where
    nothing is published. `open` is what a person has still to settle of definitions that were drafted; it is
    among the `findings` of a build, and beside those of a draft. `before` is the company's last release
    before this one, where it is known.
    """

    definition: ReleaseDefinition
    release: Release
    facts: FactSet
    tied: Tied | None
    traced: tuple[Traced, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
    open: tuple[Finding, ...] = ()
    status: Status = "unpublished"
    before: Side | None = None
    editions: tuple[InEdition, ...] = ()
