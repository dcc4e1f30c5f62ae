"""Each printed number of a release, with its place and colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tieout.definitions import Company
from tieout.facts import Fact
from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import key_of
from tieout.tie import Graded, graded
from tieout.trace import Traced

SHADES = ("unread", "failed", "accepted", "contradicts", "single", "repeated", "rounded", "exact")
"""The colours of numbers that are facts or should be, from what needs a look most."""


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number at its place; if it is several facts, `rows` has one row for each.

    `shade` is the grade of its facts (the worst one), or its outcome where it is no fact; a failing relation
    that is accepted has its own shade. `marks` are further signs: doubtful, recovered, accepted.
    """

    index: int
    line: int
    column: int
    printed: str
    rows: tuple[Traced, ...]
    shade: str
    marks: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of its facts."""
        return tuple(dict.fromkeys(row.fact for row in self.rows if row.fact))


class Numbers:
    """The numbers in the order of the release, with what is known of their facts."""

    def __init__(self, done: SignOff) -> None:
        self.grades = {one.fact.id: one for one in graded(done.facts, done.tied, (), _doubted(done))}
        # What is off in the release itself and accepted is no finding.
        self._off = {fact for finding in done.findings for fact in finding.facts}
        accepted = done.tied.accepted if done.tied is not None else ()
        self._accepted = {entry.total for entry in accepted} | {entry.on for entry in accepted}
        ordered = sorted(done.traced, key=lambda row: (row.line, row.column))
        places = groupby(ordered, lambda row: (row.line, row.column))
        self.all = tuple(self._number(index, list(rows)) for index, (_, rows) in enumerate(places))
        self._by_line: dict[int, list[Number]] = {}
        self._by_fact: dict[str, list[Number]] = {}
        for number in self.all:
            self._by_line.setdefault(number.line, []).append(number)
            for fact in number.facts:
                self._by_fact.setdefault(fact, []).append(number)

    def _number(self, index: int, rows: list[Traced]) -> Number:
        facts = [self.grades[row.fact] for row in rows if row.fact in self.grades]
        shades = {key_of(row.outcome) for row in rows if row.outcome in ("contradicts", "unread")}
        shades |= {self._shade(one) for one in facts} or {key_of(rows[0].outcome)}
        shade = next((shade for shade in SHADES if shade in shades), min(shades))
        longest = max(rows, key=lambda row: len(row.printed))
        return Number(
            index, rows[0].line, rows[0].column, longest.printed, tuple(rows), shade, self._marks(rows, facts)
        )

    def _shade(self, one: Graded) -> str:
        return one.grade if one.grade != "failed" or one.fact.id in self._off else "accepted"

    def _marks(self, rows: list[Traced], facts: list[Graded]) -> tuple[str, ...]:
        said = {
            "doubtful": any(not one.sure for one in facts),
            "recovered": any(row.outcome == "recovered" for row in rows),
            "accepted": any(one.fact.id in self._accepted for one in facts),
        }
        return tuple(mark for mark, so in said.items() if so)

    def on(self, line: int) -> list[Number]:
        """The numbers on a line, from left to right."""
        return self._by_line.get(line, [])

    def of_fact(self, fact: Fact) -> list[Number]:
        """The numbers that print a fact, the one that gives its value first."""
        first = [(place.line, place.column) for place in fact.places[:1]]
        found = self._by_fact.get(fact.id, [])
        return sorted(found, key=lambda number: (number.line, number.column) not in first)

    def at(self, places: Iterable[tuple[int, int]]) -> list[Number]:
        """The numbers at some places; for a place without a number, those of its line."""
        found: dict[int, Number] = {}
        for line, column in places:
            here = self.on(line)
            exact = [number for number in here if number.column == column]
            found |= {number.index: number for number in exact or here}
        return list(found.values())


def _doubted(done: SignOff) -> set[tuple[str, int]]:
    """The lines whose concept a person still has to decide, by statement and line of the release."""
    defined = {place for finding in done.open for place in finding.places[:1]}
    lines = _lines(done.definition.company) if defined else {}
    return {
        (printed.statement, printed.place.line)
        for _, printed in done.facts.printed
        if lines.get((printed.statement, printed.line)) in defined
    }


def _lines(company: Company) -> dict[tuple[str, int], object]:
    """The place where each line of a statement is defined."""
    return {
        (statement.name, line.index): line.place
        for statement in company.statements
        for line in statement.lines
    }
