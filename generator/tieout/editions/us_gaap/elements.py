"""The elements of us-gaap, srt and dei of a year: kind, period and balance, as far as the edition lists them.

`taxonomy/editions/us-gaap/elements.csv` has those that the base layer is aligned with; elements for figures
that a company alone is aligned with are found among the base layer's own lists.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tieout.core import Place
from tieout.definitions import Concept, editions_folder, figure_elements

ENGLISH = "en"
_ENDS = ("LineItems", "Abstract", "Table", "Axis", "Domain", "Member")
_KINDS = {"line-items": "heading", "domain": "member"}


@dataclass(frozen=True, slots=True)
class Official:
    """An official element in a year. `kind` is a concept's type, with one word for types that are alike
    there.

    `deprecated` is the year since which it is deprecated, 0 for none; `successors` replaced it.
    """

    name: str
    kind: str
    period: str
    balance: str
    deprecated: int = 0
    successors: tuple[str, ...] = ()


def kind_of(type_: str) -> str:
    """The kind of element that a concept of this type needs."""
    return _KINDS.get(type_, type_)


def end_of(name: str) -> str:
    """The end of a name that tells the kind of element, or "" (Filer Manual, 6.7.23 to 6.7.27)."""
    return next((end for end in _ENDS if name.endswith(end)), "")


def bare(element: str, label: str, type_: str = "string") -> Concept:
    """An official element, by prefix:Name, of which only an English `label` is needed."""
    prefix, _, name = element.partition(":")
    return Concept(
        name=name,
        prefix=prefix,
        type=type_,
        balance=None,
        period="duration",
        label={ENGLISH: label},
        total=None,
        doc={},
        relation="exact",
        element=element,
        topic=None,
        default=None,
        unit=None,
        derived=None,
        place=Place(),
        align_place=Place(),
    )


def official(element: str, year: int) -> Official | None:
    """An element of a year, by prefix:Name; None where the year lacks it or it is unknown."""
    listed = _listed()
    if element in listed:
        return next((found for years, found in listed[element] if year in years), None)
    prefix, _, name = element.partition(":")
    known = figure_elements().get(name) if prefix == "us-gaap" else None
    if known is None or not known.is_of(year):
        return None
    return Official(element, known.type, known.period, known.balance or "")


@cache
def _listed() -> dict[str, list[tuple[frozenset[int], Official]]]:
    found: dict[str, list[tuple[frozenset[int], Official]]] = {}
    for row in _rows():
        years = frozenset(map(int, row["years"].split()))
        gone = int(row["deprecated"] or 0)
        successors = tuple(row["successors"].split())
        element = Official(row["element"], row["kind"], row["period"], row["balance"], gone, successors)
        found.setdefault(row["element"], []).append((years, element))
    return found


def _rows() -> Iterator[dict[str, str]]:
    path = editions_folder() / "us-gaap" / "elements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
