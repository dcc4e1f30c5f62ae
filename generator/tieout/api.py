"""tieout as a library: the same functions that serve the command line.

>>> import tieout
>>> report = tieout.read("release.htm")
>>> [(fact.label, fact.value, fact.unit, fact.grade) for fact in report.facts]

Everything that these give is frozen and typed; `tieout.results` describes each field.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tieout.contact import Given, draft_into, meet, result_of
from tieout.core import InputError
from tieout.dataset import Printing
from tieout.results import Fact, Finding, Place, Relation, Report, Statement, report_of

if TYPE_CHECKING:
    from tieout.validate import Verdict

__all__ = [
    "Explained",
    "Fact",
    "Finding",
    "Given",
    "InputError",
    "Place",
    "Printing",
    "Relation",
    "Report",
    "Statement",
    "build",
    "explain",
    "history",
    "read",
    "validate",
    "write_draft",
]


@dataclass(frozen=True, slots=True)
class Explained:
    """A fact, and the relations that it is part of."""

    fact: Fact
    relations: tuple[Relation, ...]


def read(file: str | Path, given: Given | None = None) -> Report:
    """Reads and drafts a release of an unknown company; nothing is written.

    `given` overrides the page, where that is wrong or silent. Raises InputError with findings where the file
    cannot be read, or no table in it is understood.
    """
    with tempfile.TemporaryDirectory(prefix="tieout-") as beside:
        folder = Path(beside) / "definitions"
        return result_of(meet(Path(file), folder, given, named=Path(folder.name))).report


def write_draft(
    file: str | Path, out: str | Path, given: Given | None = None, *, validate: bool = False
) -> Report:
    """As `read`, and writes page, tables, report and definitions into the folder `out`.

    With `validate`, Arelle proves the report.
    """
    return draft_into(Path(file), Path(out), given, validate=validate).report


def build(
    folder: str | Path, out: str | Path | None = None, *, scope: Literal["all", "tables"] | None = None
) -> Report:
    """Builds, proves and publishes the report of a release that is defined, as `tieout build` does."""
    from tieout.publication import build as make

    return report_of(make(Path(folder), Path(out) if out is not None else None, scope=scope))


def validate(path: str | Path) -> Verdict:
    """Has Arelle prove a report, yours or another's, offline."""
    from tieout.validate import validate as prove

    return prove(Path(path))


def explain(report: Report, cell: str | Place | Fact) -> tuple[Explained, ...]:
    """The facts that a cell prints, each with the relations that it is part of.

    A cell is a Place, the LINE:COLUMN of a text, the XPath of an element of a page, the id of a fact, or the
    fact itself.
    """
    found = [fact for fact in report.facts if cell in (fact, fact.id) or any(_is_at(fact, cell))]
    return tuple(
        Explained(fact, tuple(one for one in report.relations if fact.id in one.facts)) for fact in found
    )


def history(
    dataset: str | Path,
    company: str,
    concept: str,
    *,
    whole: bool = False,
    plot: str | Path | None = None,
) -> tuple[Printing, ...]:
    """A figure over all releases of a dataset, as `tieout history` lists it: see `tieout.dataset.history`.

    With `plot` it is drawn into that file, too, as an SVG.
    """
    from tieout.dataset import history as asked
    from tieout.dataset import write_plot

    found = asked(Path(dataset), company, concept, whole=whole)
    if plot is not None:
        write_plot(found, f"{concept} of {company}", Path(plot))
    return found


def _is_at(fact: Fact, cell: str | Place | Fact) -> list[bool]:
    """For each place that prints a fact, whether it is the cell."""
    line, _, column = cell.partition(":") if isinstance(cell, str) else ("", "", "")
    wide = max(len(fact.printed), 1)
    return [
        cell == place
        or (bool(place.path) and cell == place.path)
        or (line == str(place.line) and column.isdecimal() and 0 <= int(column) - place.column < wide)
        for place in fact.places
    ]
