"""Which figures of a filing stand in a sum or an identity, by what was filed: the program is not asked.

A sum is a printed total whose parts, as filers of `calculation-parents.csv` put them under it, or as they are
printed above it, make it in every column. An identity is one of a few that hold between statements.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product

from filed import REFERENCE, Cell, Filed, Filing
from reading import balance_of

_FACE = ("BS", "IS", "CF", "CI")
# So many parts of unknown sign are tried both ways.
_UNKNOWN = 3
# Pairs that are one amount: a total, and what it is equal to.
_EQUAL = (("Assets", "LiabilitiesAndStockholdersEquity"),)

Context = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of a statement: its element and its figures by period."""

    name: str
    number: int
    figures: Mapping[Context, Filed]


@dataclass(frozen=True, slots=True)
class Footing:
    """The cells of one sum in one column: the total first."""

    name: str
    cells: tuple[Cell, ...]


@cache
def _parents() -> dict[str, dict[str, tuple[int, int]]]:
    """By element: the totals it is put under, each with its weight and by how many companies."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    with (REFERENCE / "calculation-parents.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["statement"] in ("BS", "IS", "CF", "CI", "EPS"):
                above = found.setdefault(row["concept"], {})
                weight, often = int(Decimal(row["weight"])), int(row["n_companies"])
                if often > above.get(row["parent"], (0, 0))[1]:
                    above[row["parent"]] = weight, often
    return found


def footings(filing: Filing) -> Iterator[Footing]:
    """The sums and identities of a filing's statements that hold as they were filed."""
    for table, kind in enumerate(filing.tables):
        if kind in _FACE:
            rows = list(_rows(filing, table))
            yield from _sums(rows)
            yield from _equal(rows)
            yield from _rolled(rows)


def _rows(filing: Filing, table: int) -> Iterator[Row]:
    by_row: dict[int, list[Filed]] = {}
    for fact in filing.facts:
        if fact.at[0] == table and not (fact.members or fact.caption):
            by_row.setdefault(fact.at[1], []).append(fact)
    for number, facts in sorted(by_row.items()):
        yield Row(facts[0].name, number, {(fact.start, fact.end): fact for fact in facts})


def _sums(rows: Sequence[Row]) -> Iterator[Footing]:
    inside: set[int] = set()
    totals = {parent for above in _parents().values() for parent in above}
    for at, total in enumerate(rows):
        if total.name not in totals:
            continue
        ways = [_put_under(rows, at), *_printed_above(rows, at, inside)]
        parts = next((found for way in ways if (found := _holding(rows, at, way))), None)
        if parts is None:
            continue
        first = min([at, *(part for part, _ in parts)])
        inside |= set(range(first, at)) - {at}
        for context, fact in total.figures.items():
            cells = [rows[part].figures[context].at for part, _ in parts if context in rows[part].figures]
            yield Footing(total.name, (fact.at, *cells))


def _put_under(rows: Sequence[Row], at: int) -> list[int]:
    """The rows that most filers put under a total, of the totals that the table prints."""
    printed = {row.name for row in rows}
    parts = []
    for index, row in enumerate(rows):
        above = {name: often for name, (_, often) in _parents().get(row.name, {}).items() if name in printed}
        if index != at and above and max(above, key=lambda name: above[name]) == rows[at].name:
            parts.append(index)
    return parts


def _printed_above(rows: Sequence[Row], at: int, inside: set[int]) -> Iterator[list[int]]:
    """The rows above a total that are in no other total yet, the nearest first."""
    free = [index for index in range(at - 1, -1, -1) if index not in inside]
    for count in range(2, len(free) + 1):
        yield free[:count][::-1]


def _holding(rows: Sequence[Row], at: int, parts: Sequence[int]) -> list[tuple[int, int]] | None:
    """The parts with the weights by which they make the total in every column; None where they do not."""
    weights = [_weight(rows[part].name, rows[at].name) for part in parts]
    unknown = [number for number, weight in enumerate(weights) if not weight]
    if len(parts) < 2 or len(unknown) > _UNKNOWN:
        return None
    for signs in product((1, -1), repeat=len(unknown)):
        trial = list(weights)
        for number, sign in zip(unknown, signs, strict=True):
            trial[number] = sign
        pairs = list(zip(parts, trial, strict=True))
        if all(_foots(rows, at, pairs, context) for context in rows[at].figures):
            return pairs
    return None


def _weight(part: str, total: str) -> int:
    known = _parents().get(part, {}).get(total)
    if known is not None:
        return known[0]
    above, below = balance_of(total), balance_of(part)
    if not below:
        return 0
    return 1 if (above or "debit") == below else -1


def _foots(rows: Sequence[Row], at: int, parts: Sequence[tuple[int, int]], context: Context) -> bool:
    there = [(weight, rows[part].figures[context]) for part, weight in parts if context in rows[part].figures]
    total = rows[at].figures[context]
    made = sum(weight * fact.value for weight, fact in there)
    if sum(bool(fact.value) for _, fact in there) < 2 or not total.value:
        return False
    unit = Decimal(10) ** min(_ends(fact) for fact in (total, *(fact for _, fact in there)))
    return abs(total.value - made) <= unit * (len(there) + 1) / 2


def _ends(fact: Filed) -> int:
    """The power of ten of a figure's last printed digit."""
    places = len(fact.text.partition(".")[2].strip("() "))
    shift = fact.value.adjusted() if fact.value else 0
    digits = fact.text.replace(",", "").strip("() $-—")
    whole = len(digits.partition(".")[0]) or 1
    return shift - whole + 1 - places if fact.value else 99


def _equal(rows: Sequence[Row]) -> Iterator[Footing]:
    by_name = {row.name: row for row in rows}
    for one, other in _EQUAL:
        if one in by_name and other in by_name:
            for context, fact in by_name[one].figures.items():
                twin = by_name[other].figures.get(context)
                if twin is not None and twin.value == fact.value:
                    yield Footing(one, (fact.at, twin.at))


def _rolled(rows: Sequence[Row]) -> Iterator[Footing]:
    """Cash at the end of a period, at its start, and the change between."""
    balances: dict[str, Filed] = {}
    for row in rows:
        balances |= {end: fact for (start, end), fact in row.figures.items() if start is None}
    for row in rows:
        for (start, end), fact in row.figures.items():
            if start is None or "PeriodIncreaseDecrease" not in row.name:
                continue
            opening = balances.get(str(date.fromisoformat(start) - timedelta(days=1)))
            closing = balances.get(end)
            if opening and closing and closing.value == opening.value + fact.value:
                yield Footing("opening and change", (closing.at, opening.at, fact.at))
