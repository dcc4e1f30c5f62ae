"""What the program makes of the prose of a release: the contact of `prose.py` with its inside."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Cells = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ProseTie:
    """A figure that was tied, and to what; whether that is right, where it is known; told once altered."""

    line: int
    printed: str
    as_: str
    facts: str
    sentence: str
    right: bool | None
    altered: str
    told: bool


@dataclass(frozen=True, slots=True)
class ProseMeasured:
    """The prose of a release: its figures by kind, those tied, those that contradict, those unread."""

    kinds: Mapping[str, int]
    ties: tuple[ProseTie, ...]
    differs: tuple[str, ...]
    unread: Mapping[str, int]

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return sum(self.kinds.values())


def measured_prose(page: Path, definitions: Path | None, alter: Callable[[str], str]) -> ProseMeasured:
    """Reads the prose of a release that nobody described, then again with each of its ties altered.

    `definitions` is the folder of the release's own definitions, whose patterns say what is right.
    """
    from tieout.contact import meet

    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        contact = meet(page, Path(beside) / "met")
    return measured(contact, definitions, alter)


def measured(contact: Any, definitions: Path | None, alter: Callable[[str], str]) -> ProseMeasured:
    """The same of a release that has been read."""
    release = contact.done.release
    prose = _prose(contact, release)
    truth = _Truth(definitions) if definitions is not None else None
    facts = contact.done.facts.by_id()
    cells = _cells(contact.done.facts.printed)
    ties = []
    for tie in prose.ties:
        line, column = tie.place.line, tie.place.column
        altered = alter(tie.printed)
        text = release.lines[line - 1]
        other = text[: column - 1] + altered + text[column - 1 + len(tie.printed) :]
        lines = (*release.lines[: line - 1], other, *release.lines[line:])
        again = _prose(contact, replace(release, lines=lines))
        told = any(finding.places[0] == tie.place for finding in again.findings)
        ids = (tie.fact, *tie.with_)
        made = [facts[one] for one in ids]
        right = truth.says((line, column), tie.as_, made, cells) if truth is not None else None
        shown = "; ".join(f"{one.id} {one.text}" for one in made)
        ties.append(ProseTie(line, tie.printed, tie.as_, shown, text, right, altered, told))
    return ProseMeasured(
        dict(prose.kinds),
        tuple(ties),
        tuple(f"line {one.places[0].line}: {one.message}" for one in prose.findings),
        dict(prose.reasons),
    )


def _prose(contact: Any, release: Any) -> Any:
    from tieout.contact.result import prose_of

    return prose_of(replace(contact.done, release=release))


def _cells(printed: Any) -> dict[str, Cells]:
    """The cells of tables that print a fact, by its id."""
    found: dict[str, set[tuple[int, int]]] = {}
    for fact, one in printed:
        if one.line >= 0:
            found.setdefault(fact, set()).add((one.place.line, one.place.column))
    return {fact: frozenset(cells) for fact, cells in found.items()}


class _Truth:
    """What the definitions of a release say its sentences print."""

    def __init__(self, folder: Path) -> None:
        from tieout.pipeline import read

        done = read(folder, progress=lambda _: None)
        self._facts = done.facts.by_id()
        self._cells = _cells(done.facts.printed)
        self._by_name: dict[tuple[Any, ...], list[Any]] = {}
        for fact in self._facts.values():
            self._by_name.setdefault((fact.concept.name, fact.context.members), []).append(fact)
        self._printed = {
            (one.place.line, one.place.column): fact
            for fact, one in done.facts.printed
            if one.line < 0 and one.figure is not None
        }

    def says(self, at: tuple[int, int], as_: str, made: Any, cells: Mapping[str, Cells]) -> bool | None:
        """Whether a figure is what it was tied to; None where no pattern reads it."""
        said = self._facts.get(self._printed.get(at, ""))
        if said is None:
            return None
        now = made[0]
        if as_ == "fact":
            return self._is(said, now, cells)
        if as_ == "ratio":
            return said.context.period == now.context.period and said.concept.type == "percent"
        if said.concept.derived is None:
            # A movement that a statement prints itself.
            moved = made[0].value - made[1].value
            return (
                as_ == "change" and said.context.period.end == now.context.period.end and said.value == moved
            )
        _, of = said.concept.derived
        bases = self._by_name.get((of, said.context.members), ())
        return any(
            base.context.period.end == now.context.period.end and self._is(base, now, cells) for base in bases
        )

    def _is(self, said: Any, fact: Any, cells: Mapping[str, Cells]) -> bool:
        """Whether two facts are one: printed by one cell, or of one amount and time; in no table, alike."""
        ours, theirs = cells.get(fact.id, frozenset()), self._cells.get(said.id, frozenset())
        if ours & theirs:
            return True
        same = said.context.period == fact.context.period and said.unit.measure == fact.unit.measure
        return same and (said.value == fact.value or (not theirs and said.concept.name == fact.concept.name))
