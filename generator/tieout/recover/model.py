"""The outcome of recovery: figures for damaged cells, and cells that stay open."""

from dataclasses import dataclass
from typing import Literal

from tieout.core import Figure, Finding
from tieout.mapping import Damaged, Mapped


@dataclass(frozen=True, slots=True)
class Recovered:
    """A damaged cell and its outcome.

    A `recovered` figure becomes a fact, or repeats one. An `inferred` one rests on a single rounded relation,
    or on one that allows several figures, and is left out. `relations` are STATEMENT/NAME. `candidates` are
    the figures that an inference allows, in print order.
    """

    cell: Damaged
    outcome: Literal["recovered", "inferred"]
    figure: Figure | None
    relations: tuple[str, ...]
    candidates: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovery:
    """The mapping with every proven figure in it, how each was proven, and findings about the others."""

    mapped: Mapped
    recovered: tuple[Recovered, ...]
    findings: tuple[Finding, ...]
