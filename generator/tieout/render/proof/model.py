"""The data that the page is made of."""

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
    """A report in another edition: its name, its description, the files of its facts and its crosswalk.

    `facts` counts its facts, `left_out` those of ours that it lacks; `validated`: the official taxonomy was
    available to prove it.
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
    """Everything known about a release at the end of a build.

    `tied` is None where errors kept figures from becoming facts. `files` are the written files, none where
    nothing is published. `open` is what a person still has to decide about drafted definitions; a build has
    it among its `findings` too. `before` is the company's previous release, where known.
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
