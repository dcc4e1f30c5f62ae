"""Headings that name parts, each above the same rows: `Americas` above its sales and its income."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tieout.draft.axes import plain
from tieout.draft.model import Drafted
from tieout.draft.nested import Section, all_of

# Rows are the same under two headings if so much of the fewer is; so many headings make a breakdown.
_ALIKE, _SEVERAL = 0.5, 2


@dataclass(frozen=True, slots=True)
class Run:
    """The lines below one heading, in a table that prints the same lines below several headings.

    `heading` is its caption, "" where it names the whole (`Consolidated`) and no part.
    """

    heading: str
    lines: tuple[int, ...]


def runs_of(drafted: Drafted, table: Section, is_part: Callable[[str], bool]) -> list[Run]:
    """The runs of a table whose headings name parts,
    as `is_part` tells; empty where there is no such table.
    """
    runs = list(_runs(drafted, table))
    said = [{plain(drafted.lines[at].entry.caption) for at in run.lines} for run in runs]
    alike = [
        run
        for at, run in enumerate(runs)
        if any(_share(one, said[at]) for one in (*said[:at], *said[at + 1 :]))
    ]
    found = [run if is_part(run.heading) else Run("", run.lines) for run in alike]
    named = {plain(run.heading) for run in found if run.heading}
    return found if len(named) >= _SEVERAL else []


def _runs(drafted: Drafted, table: Section) -> Iterator[Run]:
    """The lines directly below each heading, down to the line that adds them up."""
    for section in all_of(table):
        if section.heading is not None and section.lines:
            yield Run(drafted.lines[section.heading].entry.caption, tuple(section.lines))


def _share(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * min(len(one), len(other)) > 0


def twins_of(drafted: Drafted, runs: Sequence[Run]) -> dict[int, int]:
    """Each line of a run, with the line of the same words in the run of the whole,
    or else in the first run.
    """
    first: dict[str, int] = {}
    for run in sorted(runs, key=lambda run: bool(run.heading)):
        for at in run.lines:
            first.setdefault(plain(drafted.lines[at].entry.caption), at)
    return {at: first[plain(drafted.lines[at].entry.caption)] for run in runs for at in run.lines}
