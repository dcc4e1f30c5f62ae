"""A thousand ways to damage the release: each is found, mended with the right value, or touches nothing.

So are two at once. Those to a release that nobody has described are in test_first_contact_damages. The
damages come from a fixed seed. Whether a damage could have been found is judged here by the figures of the
undamaged release, not by what the damaged run says of itself.
"""

import random
import re
from collections import ChainMap, Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from tieout.core import Figure, Finding, InputError, consistent
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.pipeline import follow
from tieout.relations import Bound, Key, bind, figures_of, holds, key_of

pytestmark = pytest.mark.slow

_SEED = 20180808
_COUNT = 1_000
_PARTS = 10
_PAIRS, _PARTS_OF_PAIRS = 200, 2
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Damage:
    """A damaged release and what was done to which lines."""

    kind: str
    lines: tuple[int, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.kind} in line {' and '.join(map(str, self.lines))}"


@dataclass(frozen=True)
class Outcome:
    """What a run over a damaged release gives."""

    facts: dict[Key, Figure]
    errors: tuple[Finding, ...]
    notices: tuple[Finding, ...]


def _run(text: str, definition: ReleaseDefinition, path: Path) -> Outcome:
    path.write_text(text, encoding="utf-8", newline="\n")
    try:
        done = follow(replace(definition, text=path))
    except InputError as error:
        return Outcome({}, error.findings, ())
    return Outcome(figures_of(done.facts), done.findings, done.notices)


class Truth:
    """The undamaged release: its figures, its relations, and every printing of every figure."""

    def __init__(self, facts: FactSet, definition: ReleaseDefinition) -> None:
        self.figures = figures_of(facts)
        self.bounds: dict[Key, list[Bound]] = {}
        for bound in bind(definition.company, self.figures):
            if holds(bound, self.figures):
                for key in dict.fromkeys(bound.keys):
                    self.bounds.setdefault(key, []).append(bound)
        self.printed: dict[Key, list[tuple[int, Figure]]] = {}
        accepted = {repeat.printed.place for repeat in facts.repeats if not repeat.agrees}
        for _, printed in facts.printed:
            if printed.figure is not None and printed.place not in accepted:
                key = key_of(printed.concept.name, printed.members, printed.period)
                self.printed.setdefault(key, []).append((printed.place.line, printed.figure))

    def could_be_shown(self, outcome: Outcome, damage: Damage) -> Iterator[str]:
        """What is wrong with a run that ended well, as far as arithmetic could have shown it."""
        for key, figure in outcome.facts.items():
            right = self.figures.get(key)
            if right is None:
                yield f"{key} is reported and is not in the release"
            elif figure.value != right.value:
                trial = ChainMap({key: figure}, self.figures)
                for bound in self.bounds.get(key, ()):
                    if not holds(bound, trial):
                        yield f"{key} is {figure.value}, not {right.value}: {bound.relation} shows it"
                for line, other in self.printed.get(key, ()):
                    if line not in damage.lines and not consistent(figure, other):
                        yield f"{key} is {figure.value}, not {right.value}: line {line} shows it"
        lost = self.figures.keys() - outcome.facts.keys()
        if lost and not outcome.notices:
            yield f"{lost} are lost without a word"


# Damages ---------------------------------------------------------------------------------------------------

# Each damage is the first of its release, so that where one can be done is looked for once.


@lru_cache(maxsize=1)
def _numbers(lines: tuple[str, ...]) -> list[tuple[int, re.Match[str]]]:
    """The numbers of the release, in tables and in sentences."""
    return [(at, match) for at, line in enumerate(lines) for match in _NUMBER.finditer(line)]


@lru_cache(maxsize=1)
def _cells(lines: tuple[str, ...]) -> list[tuple[int, int]]:
    """The figure cells of the tables: the line, and which of its cells it is."""
    return [
        (at, number)
        for at, line in enumerate(lines)
        if len(cells := line.split("\t")) > 2
        for number in range(1, len(cells))
        if _NUMBER.search(cells[number])
    ]


@lru_cache(maxsize=1)
def _signs(lines: tuple[str, ...]) -> list[tuple[int, re.Match[str]]]:
    """The figures in brackets."""
    return [(at, m) for at, line in enumerate(lines) for m in re.finditer(r"\((\d[\d,.]*)\)", line)]


@lru_cache(maxsize=1)
def _units(lines: tuple[str, ...]) -> list[tuple[int, int, tuple[str, str]]]:
    """The unit lines of tables, and the words after amounts in prose; each with what is written instead."""
    swaps = (
        ("Thousands of JPY", "JPY millions"),
        ("JPY millions", "Thousands of JPY"),
        (" million", " billion"),
        ("In thousands", "In millions"),
    )
    return [
        (at, match.start(), swap)
        for at, line in enumerate(lines)
        for swap in swaps
        for match in re.finditer(re.escape(swap[0]), line)
    ]


def _cell(chance: random.Random, lines: list[str]) -> tuple[int, list[str], int]:
    """Any figure cell: its line, the cells of the line, and which it is."""
    at, number = chance.choice(_cells(tuple(lines)))
    return at, lines[at].split("\t"), number


def _digit_changed(chance: random.Random, lines: list[str]) -> int:
    at, match = chance.choice(_numbers(tuple(lines)))
    spot = chance.choice([n for n in range(match.start(), match.end()) if lines[at][n].isdigit()])
    other = chance.choice([digit for digit in "0123456789" if digit != lines[at][spot]])
    lines[at] = lines[at][:spot] + other + lines[at][spot + 1 :]
    return at


def _digits_swapped(chance: random.Random, lines: list[str]) -> int:
    at, match = chance.choice(_numbers(tuple(lines)))
    digits = [n for n in range(match.start(), match.end()) if lines[at][n].isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if lines[at][a] != lines[at][b]]
    if not pairs:
        return _digit_changed(chance, lines)
    a, b = chance.choice(pairs)
    letters = list(lines[at])
    letters[a], letters[b] = letters[b], letters[a]
    lines[at] = "".join(letters)
    return at


def _cell_lost(chance: random.Random, lines: list[str]) -> int:
    at, cells, number = _cell(chance, lines)
    cells[number] = ""
    lines[at] = "\t".join(cells)
    return at


def _cells_run_together(chance: random.Random, lines: list[str]) -> int:
    at, cells, number = _cell(chance, lines)
    other = number + 1 if number + 1 < len(cells) else number - 1
    first, second = min(number, other), max(number, other)
    cells[first : second + 1] = [f"{cells[first]} {cells[second]}".strip(), ""]
    lines[at] = "\t".join(cells)
    return at


def _row_split(chance: random.Random, lines: list[str]) -> int:
    at, cells, number = _cell(chance, lines)
    lines[at : at + 1] = ["\t".join([*cells[:number], ""]), "\t".join(["", *cells[number:]])]
    return at


def _sign_lost(chance: random.Random, lines: list[str]) -> int:
    at, match = chance.choice(_signs(tuple(lines)))
    lines[at] = lines[at][: match.start()] + match[1] + lines[at][match.end() :]
    return at


def _column_shifted(chance: random.Random, lines: list[str]) -> int:
    at, cells, number = _cell(chance, lines)
    cells.insert(number, "")
    lines[at] = "\t".join(cells)
    return at


def _unit_changed(chance: random.Random, lines: list[str]) -> int:
    at, start, (old, new) = chance.choice(_units(tuple(lines)))
    lines[at] = lines[at][:start] + new + lines[at][start + len(old) :]
    return at


KINDS: dict[str, Callable[[random.Random, list[str]], int]] = {
    "a digit changed": _digit_changed,
    "two digits swapped": _digits_swapped,
    "a cell lost": _cell_lost,
    "two cells run together": _cells_run_together,
    "a row split": _row_split,
    "a sign lost": _sign_lost,
    "a column shifted": _column_shifted,
    "a unit changed": _unit_changed,
}


def _damages(text: str, count: int = _COUNT, at_once: int = 1) -> list[Damage]:
    """So many damaged releases, each with so many damages."""
    chance = random.Random(_SEED)
    kinds = list(KINDS)
    # What a slip of the pen does most is tried most.
    kinds += ["a digit changed"] * 3 + ["two digits swapped"] * 2 + ["a cell lost"] * 2
    damages: list[Damage] = []
    whole = text.split("\n")
    while len(damages) < count:
        lines = list(whole)
        said: list[str] = []
        places: list[int] = []
        splits: list[int] = []
        for _ in range(at_once):
            said.append(chance.choice(kinds))
            long = len(lines)
            at = KINDS[said[-1]](chance, lines)
            # Lines are counted in the release as it was.
            places.append(at + 1 - sum(at > split for split in splits))
            splits += [at] if len(lines) > long else []
        damages.append(Damage(" and ".join(said), tuple(places), "\n".join(lines)))
    return damages


@pytest.fixture(scope="module")
def truth(facts: FactSet, definition: ReleaseDefinition) -> Truth:
    return Truth(facts, definition)


@pytest.mark.parametrize("part", range(_PARTS))
def test_no_damage_ends_well_that_arithmetic_could_have_shown(
    part: int, truth: Truth, definition: ReleaseDefinition, tmp_path: Path
) -> None:
    text = definition.text.read_text(encoding="utf-8")
    _holds_of(_damages(text)[part::_PARTS], truth, definition, tmp_path / "release.txt")


@pytest.mark.parametrize("part", range(_PARTS_OF_PAIRS))
def test_no_two_damages_end_well_that_arithmetic_could_have_shown(
    part: int, truth: Truth, definition: ReleaseDefinition, tmp_path: Path
) -> None:
    text = definition.text.read_text(encoding="utf-8")
    pairs = _damages(text, _PAIRS, at_once=2)[part::_PARTS_OF_PAIRS]
    _holds_of(pairs, truth, definition, tmp_path / "release.txt")


def _holds_of(damages: list[Damage], truth: Truth, definition: ReleaseDefinition, path: Path) -> None:
    became: Counter[str] = Counter()
    wrong: list[str] = []
    for damage in damages:
        outcome = _run(damage.text, definition, path)
        if outcome.errors:
            became["found"] += 1
            continue
        became["mended" if outcome.facts == truth.figures else "not provable"] += 1
        wrong += [f"{damage}: {what}" for what in truth.could_be_shown(outcome, damage)]
    assert not wrong, "\n".join(wrong)
    # The test could not fail if nothing were found, or everything.
    assert became["found"] > len(damages) / 2
    assert became["mended"] > 0


def test_the_undamaged_release_ends_well(truth: Truth, definition: ReleaseDefinition, tmp_path: Path) -> None:
    outcome = _run(definition.text.read_text(encoding="utf-8"), definition, tmp_path / "release.txt")
    assert not outcome.errors
    assert outcome.facts == truth.figures
