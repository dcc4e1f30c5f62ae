"""The names of the official elements, with period type and balance where these are certain.

`taxonomy/base/elements/` lists them. The lists were made from public sources, not from the official schemas,
which we may not ship. Deprecated elements are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tieout.core import Finding
from tieout.definitions._statements import finding, nearest
from tieout.definitions.files import base_folder
from tieout.definitions.taxonomy import Concept

OFFICIAL_PREFIXES = ("us-gaap", "srt", "dei")
"""The official taxonomies, by the prefixes of their elements."""


def check_alignment(folder: Path, concepts: dict[str, Concept]) -> Iterator[Finding]:
    """Findings for aligned elements that do not exist,
    or differ from their concept in period type or balance.
    """
    lists: dict[str, dict[str, str]] = {}
    for concept in concepts.values():
        if concept.element is None:
            continue
        prefix, _, name = concept.element.partition(":")
        if prefix not in lists:
            lists[prefix] = elements(folder / f"{prefix}.csv")
        known = lists[prefix].get(name)
        if known is None:
            yield finding(
                "unknown-element",
                f"{concept.name} is aligned with {concept.element}, which does not exist",
                nearest(name, list(lists[prefix])),
                concept.align_place,
            )
        elif concept.relation == "exact":
            yield from _exact(concept, name, known)


def _exact(concept: Concept, name: str, known: str) -> Iterator[Finding]:
    period, _, balance = known.partition(",")
    ours = (concept.name, concept.period, concept.balance or "")
    # Where the list has no period it is not sure of the attributes: they are not held against us.
    if period and ours != (name, period, balance):
        yield finding(
            "not-exact",
            f"{concept.name} is said to be exactly {concept.element}, which is {name}, {period}, "
            f"{balance or 'without balance'}",
            "Exact means the same name, type, balance and period type: mend one, or say narrower or wider.",
            concept.align_place,
        )


@cache
def elements(path: Path) -> dict[str, str]:
    """Period type and balance, as `period,balance`, by name. The list is read once in the program's run."""
    return {name: f"{period},{balance}" for name, period, balance, *_ in _rows(path)}


@dataclass(frozen=True, slots=True)
class Element:
    """An official element for figures. `since` is the first year that has it, `until` the first without it.

    Both are 0 where unknown. `aligned` tells whether concepts are aligned with it.
    """

    name: str
    type: str
    period: str
    balance: str | None
    since: int
    until: int
    aligned: bool

    def is_of(self, year: int) -> bool:
        """Whether the taxonomy of this year has it."""
        return self.since <= year and (not self.until or year < self.until)


def elements_for_figures(folder: Path) -> dict[str, Element]:
    """The elements of us-gaap with certain attributes,
    by name; those added after the aligned year included.
    """
    found: dict[str, Element] = {}
    for file, aligned in (("us-gaap.csv", True), ("us-gaap-later.csv", False)):
        for name, period, balance, kind, year in _rows(folder / file):
            if kind and period:
                number = int(year) if year else 0
                since, until = (0, number) if aligned else (number, 0)
                found[name] = Element(name, kind, period, balance or None, since, until, aligned)
    return found


@dataclass(frozen=True, slots=True)
class Replaced:
    """An official element for figures that was removed, with the elements and members that took its place.

    `until` is the first year without it, 0 where that is long ago.
    """

    until: int
    successors: tuple[str, ...]


@cache
def replaced_elements() -> dict[str, Replaced]:
    """The removed elements of us-gaap that others replaced, by name."""
    path = base_folder() / "elements" / "us-gaap-replaced.csv"
    return {
        name: Replaced(int(year) if year else 0, tuple(successors.split()))
        for name, year, successors in _rows(path)
    }


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of one of our own files: plain commas, no quotes."""
    if path.is_file():
        yield from (line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:])


@cache
def official_elements(prefix: str) -> dict[str, tuple[str, str]]:
    """Period type and balance of the official elements with a prefix, by name; "" where not certain.

    Empty for a prefix that is not official: it may come from anybody's file.
    """
    if prefix not in OFFICIAL_PREFIXES:
        return {}
    known: dict[str, tuple[str, str]] = {}
    for name, row in elements(base_folder() / "elements" / f"{prefix}.csv").items():
        period, _, balance = row.partition(",")
        known[name] = (period, balance)
    return known


def is_official_name(name: str) -> bool:
    """Whether any official taxonomy has an element of this name."""
    return any(name in official_elements(prefix) for prefix in OFFICIAL_PREFIXES)


@cache
def figure_elements() -> dict[str, Element]:
    """The elements of us-gaap for figures, by name."""
    return elements_for_figures(base_folder() / "elements")
