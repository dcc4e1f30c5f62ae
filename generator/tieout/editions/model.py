"""An edition: the facts of a release in one taxonomy, and the origin of each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Protocol

from tieout.core import Finding, Period
from tieout.definitions import Members, ReleaseDefinition
from tieout.facts import FactSet
from tieout.layout import Release
from tieout.render import Rendered
from tieout.tie import Tied
from tieout.trace import Traced


@dataclass(frozen=True, slots=True)
class Report:
    """The input of every edition: a release that ties, the same for all editions.

    `formats` are those in which our own edition is written besides the instance.
    """

    definition: ReleaseDefinition
    release: Release
    facts: FactSet
    tied: Tied
    traced: tuple[Traced, ...]
    formats: tuple[str, ...] = ()


Pairs = tuple[tuple[str, str], ...]
"""Axis and member of an edition, by their qualified names, sorted by axis."""


@dataclass(frozen=True, slots=True)
class EditionFact:
    """A fact as an edition reports it.

    `of` is the id of our fact, or "" where the edition's own data states it; `how` says how its concept was
    chosen, or where the data is. `concept` and `members` are the edition's qualified names; `unit` is as in
    `Printed.measure`. `value` is None for nil. `stands_for` are the period and members of our fact, by our
    names, where the edition's context differs.
    """

    id: str
    of: str
    concept: str
    period: Period
    members: Pairs
    unit: str
    decimals: int | None
    value: Decimal | str | None
    how: str
    stands_for: tuple[Period, Members] | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact of ours that an edition does not report, and the reason in words."""

    of: str
    why: str


@dataclass(frozen=True, slots=True)
class Made:
    """A report in one edition: its files, and the outcome for each fact.

    `report` is the file with the facts, to be validated and viewed. `members` maps our axes and members to
    the edition's. `needs` are the addresses of official schemas that are imported but not included.
    `findings` prevent publication, `told` do not. `roundings` are rounding modes of `decimal` that the
    edition allows for figures finer than its own.
    """

    report: str
    files: Iterator[Rendered]
    facts: tuple[EditionFact, ...]
    left_out: tuple[LeftOut, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()
    roundings: tuple[str, ...] = (ROUND_HALF_UP, ROUND_HALF_EVEN)


class Edition(Protocol):
    """One way of reporting a release: a taxonomy with its concepts, files and rules.

    `name` is what people call it by. `folder` is where its files stand within the report's, "" for the
    report's folder itself. `title` says in a line what it is.
    """

    @property
    def name(self) -> str:
        """The name for `--edition`."""
        ...

    @property
    def folder(self) -> str:
        """The folder of its files within the report's; "" for the report's folder itself."""
        ...

    @property
    def title(self) -> str:
        """What it is, in a line."""
        ...

    def make(self, report: Report) -> Made:
        """The report in this edition. Raises InputError where its data is unusable."""
        ...
