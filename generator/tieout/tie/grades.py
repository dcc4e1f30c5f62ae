"""Grades each fact by how far it is proven."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from tieout.facts import Fact, FactSet
from tieout.tie.model import Check, Tied

Grade = Literal["exact", "rounded", "repeated", "single", "failed"]

GRADES: Mapping[Grade, str] = {
    "failed": "a relation that it is part of does not hold, or another printing of it differs",
    "exact": "tied: an exact relation holds with it",
    "rounded": "tied within rounding",
    "repeated": "printed elsewhere alike, and part of no relation",
    "single": "read once, and covered by nothing",
}
"""The grades of facts, and what each says: what fails first, then by how far a fact is proven."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A fact with its grade, whether its concept is sure, and the relations that it is in."""

    fact: Fact
    grade: Grade
    sure: bool
    printed: str
    relations: tuple[str, ...]


def graded(
    facts: FactSet,
    tied: Tied | None,
    said: Collection[str] = (),
    doubted: Collection[tuple[str, int]] = (),
) -> tuple[Graded, ...]:
    """The facts of a release, each with its grade.

    `said` are the ids of facts that the prose repeats. `doubted` are the lines whose concept is a guess, as
    (statement, line of the release).
    """
    by_fact: dict[str, list[Check]] = {}
    for check in tied.checks if tied is not None else ():
        for fact in check.facts:
            by_fact.setdefault(fact.id, []).append(check)
    texts: dict[str, str] = {}
    lines: dict[str, set[tuple[str, int]]] = {}
    for fact_id, printed in facts.printed:
        texts.setdefault(fact_id, printed.text)
        lines.setdefault(fact_id, set()).add((printed.statement, printed.place.line))
    unlike = {repeat.fact for repeat in facts.repeats if not repeat.agrees}
    doubtful = frozenset(doubted)
    found = []
    for fact in facts.facts:
        if fact.figure is None:
            continue
        mine = by_fact.get(fact.id, [])
        names = tuple(dict.fromkeys(check.relation for check in mine))
        sure = not lines.get(fact.id, set()) & doubtful
        fails = tied is not None and any(map(tied.fails, mine))
        grade = "failed" if fails or fact.id in unlike else _grade(fact, mine, said)
        found.append(Graded(fact, grade, sure, texts.get(fact.id, ""), names))
    return tuple(found)


def _grade(fact: Fact, checks: Collection[Check], said: Collection[str]) -> Grade:
    """How far a fact is proven that is in no relation that fails."""
    if any(not check.slack for check in checks):
        return "exact"
    if checks:
        return "rounded"
    return "repeated" if len(fact.places) > 1 or fact.id in said else "single"
