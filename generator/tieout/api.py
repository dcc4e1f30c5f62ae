"""tieout as a library: the same functions that serve the command line.

>>> import tieout
>>> result = tieout.read("release.htm")
>>> [(fact.fact.concept.name, fact.fact.text, fact.grade) for fact in result.facts]
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tieout.contact import Contact, Given, Graded, Result, draft_into, meet, result_of

if TYPE_CHECKING:
    from tieout.pipeline import Built
    from tieout.validate import Verdict

__all__ = ["Contact", "Given", "Graded", "Result", "build", "explain", "read", "validate", "write_draft"]


def read(file: str | Path, given: Given | None = None) -> Result:
    """Reads a release of a company that nobody has described; nothing is written.

    `given` says what the page says wrong or not at all. Raises InputError (`tieout.core`), whose findings
    say what is wrong, where the file cannot be read or no table in it is understood.
    """
    with tempfile.TemporaryDirectory(prefix="tieout-") as beside:
        return result_of(meet(Path(file), Path(beside) / "definitions", given))


def write_draft(file: str | Path, out: str | Path, given: Given | None = None) -> Result:
    """As `read`, and writes the page, the tables, the report and the definitions into the folder `out`."""
    return draft_into(Path(file), Path(out), given)


def build(folder: str | Path, out: str | Path | None = None) -> Built:
    """Builds and proves the report of a release that is defined, as `tieout build` does."""
    from tieout.pipeline import build as make
    from tieout.pipeline import silent

    return make(Path(folder), Path(out) if out is not None else None, progress=silent)


def validate(path: str | Path) -> Verdict:
    """Has Arelle prove a report, yours or another's, offline."""
    from tieout.validate import validate as prove

    return prove(Path(path))


def explain(result: Result, line: int, column: int) -> tuple[Graded, ...]:
    """The facts that are printed at a place of the release's text, each with its grade and relations."""
    found = []
    for one in result.facts:
        for place in one.fact.places:
            if place.line == line and place.column <= column <= place.column + max(len(one.printed), 1):
                found.append(one)
                break
    return tuple(found)
