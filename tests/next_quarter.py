"""Makes the release of a later quarter of a company from what it has published, figures and all.

Nothing here lists a line, a table or a sentence: what is printed comes from the company's definitions. What
is published already is kept, other figures grow, each line at a rate of its own, and what relations decide is
solved: every total, roll-forward and year to date ties to the last digit before it is rounded to the unit
that it is printed in.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from release_page import At, Look, Page
from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.relations import Key, bind

Figures = dict[Key, Decimal]

_THOUSANDS, _MILLIONS = -3, -6
_LATEST = {"to-date": "quarter", "to-date-before": "quarter-before"}
_GROWING = ("quarter", "quarter-before", "to-date", "to-date-before", "end", "end-before", "over-year")


@dataclass(frozen=True)
class Books:
    """What a company has published up to a quarter, to the last digit, and how precisely it printed it."""

    year: int
    quarter: int
    figures: Figures
    decimals: dict[Key, int]

    @classmethod
    def of(cls, company: Company, facts: FactSet, year: int, quarter: int) -> "Books":
        """What is printed in millions alone is settled so that it ties with what is printed in thousands."""
        found = {(f.concept.name, f.context.members, f.context.period): f for f in facts.facts}
        figures = {key: fact.value for key, fact in found.items() if isinstance(fact.value, Decimal)}
        decimals = {key: fact.decimals for key, fact in found.items() if fact.decimals is not None}
        fine = {key: value for key, value in figures.items() if decimals[key] > _MILLIONS}
        return cls(year, quarter, _solved(company, figures, fine), decimals)


@dataclass(frozen=True)
class Events:
    """What happened since: lines with their first figure, and what published figures are restated by."""

    new: Mapping[str, Decimal]
    restated: Mapping[Key, Decimal]


def next_release(
    company: Company, books: Books, quarter: int, events: Events, look: Look
) -> tuple[str, Books]:
    """The text of the release of a later quarter of the same fiscal year, and the books after it."""
    sheet = _Sheet(company, books, quarter, events, look)
    page = Page(company, books.year, quarter, look, sheet.ask)
    # Printed twice: to learn which figures are asked for, and with them.
    page.text()
    sheet.fill()
    return page.text(), sheet.books()


class _Sheet:
    """The figures of a release. What is asked of it is in `asked` afterwards."""

    def __init__(self, company: Company, before: Books, quarter: int, events: Events, look: Look) -> None:
        self._company, self._before, self._events, self._look = company, before, events, look
        self._quarter = quarter
        self._then = company.calendar.named(before.year, before.quarter)
        self._now = company.calendar.named(before.year, quarter)
        self._asked: dict[Key, At] = {}
        self._figures: Figures = {}

    def ask(self, key: Key, at: At) -> tuple[Decimal, int] | None:
        """A figure and its decimals; zero as long as nothing is filled in."""
        if self._known(key, at) is None:
            return None
        self._asked.setdefault(key, at)
        decimals = self._before.decimals
        printed = decimals.get(key, decimals.get(self._base(key, at), _THOUSANDS))
        return self._figures.get(key, Decimal(0)), printed

    def fill(self) -> None:
        """Keeps what is published, lets the others grow, and solves what relations decide."""
        published = self._before.figures
        fixed = {
            key: published[key] + self._events.restated.get(key, 0) for key in self._asked if key in published
        }
        targets = {key: self._target(key, at) for key, at in self._asked.items() if key not in fixed}
        self._figures = _solved(self._company, fixed | targets, fixed, self._years(targets))

    def books(self) -> Books:
        """What is published with this release."""
        decimals = {key: told[1] for key, at in self._asked.items() if (told := self.ask(key, at))}
        figures = self._before.figures | self._figures
        return Books(self._before.year, self._quarter, figures, decimals | self._before.decimals)

    def _base(self, key: Key, at: At) -> Key:
        """The same figure one release ago: of the period that had this name."""
        then, now = self._then[at.name][at.number], self._now[at.name][at.number]
        if key[2] != now and now.start is not None:
            then = then.opening() if key[2] == now.opening() else then.closing()
        return key[0], key[1], then

    def _known(self, key: Key, at: At) -> Decimal | None:
        """What a figure sets out from: itself, that of one release ago, or what was forecast."""
        forecast = (key[0], tuple(sorted({*key[1], *self._company.forecast})), key[2])
        for known in (key, self._base(key, at), forecast):
            if known in self._before.figures:
                return self._before.figures[known]
        derived = self._company.concept(key[0]).derived
        of = derived is not None and self._known((derived[1], *key[1:]), at) is not None
        return Decimal(0) if of or key[0] in self._events.new else None

    def _target(self, key: Key, at: At) -> Decimal:
        """Where a figure goes if no relation decides: a few per cent up."""
        known = self._known(key, at)
        assert known is not None
        if key[0] in self._look.gone:
            return Decimal(0)
        if key[0] in self._events.new and at.name in ("quarter", "to-date"):
            return self._events.new[key[0]]
        if at.name not in _GROWING:
            return known
        if at.name in _LATEST and self._company.concept(key[0]).type == "monetary":
            # What is told of the year to date alone happened at its beginning.
            latest = self._latest(key, at)
            return known + (self._target(latest, self._asked[latest]) if latest in self._asked else 0)
        rate = Decimal(zlib.crc32(f"{key[0]} {key[1]} {at.name}".encode()) % 7) / 100
        grid = Decimal(1).scaleb(-self._before.decimals.get(self._base(key, at), 0))
        return (known * (1 + rate)).quantize(grid, ROUND_HALF_UP)

    def _latest(self, key: Key, at: At) -> Key:
        return key[0], key[1], self._now[_LATEST[at.name]][0]

    def _years(self, keys: Iterable[Key]) -> Iterator[tuple[dict[Key, int], Decimal]]:
        """A year to date is the one that was published and the quarter since."""
        for key in keys:
            at, concept = self._asked[key], self._company.concept(key[0])
            if at.name in _LATEST and concept.type == "monetary" and concept.derived is None:
                latest = self._latest(key, at)
                if latest in self._asked:
                    yield {key: 1, latest: -1}, self._before.figures.get(self._base(key, at), Decimal(0))


def _solved(
    company: Company,
    values: Figures,
    fixed: Figures,
    years: Iterable[tuple[dict[Key, int], Decimal]] = (),
) -> Figures:
    """The values with which every relation holds: its total gives way, or the largest figure that is free."""
    bounds = bind(company, values)
    sums = [({b.total: 1, **{key: -w for w, key in b.parts}}, Decimal(0)) for b in bounds if b.per is None]
    rows: list[tuple[Key, dict[Key, int], Decimal]] = []
    for terms, constant in (*years, *sums):
        rest = constant - sum(weight * fixed[key] for key, weight in terms.items() if key in fixed)
        left = {key: weight for key, weight in terms.items() if key not in fixed}
        for pivot, others, start in rows:
            if weight := left.pop(pivot, 0):
                rest -= weight * start
                for key, by in others.items():
                    left[key] = left.get(key, 0) + weight * by
        if free := [key for key, weight in left.items() if abs(weight) == 1]:
            pivot = (
                next(iter(terms))
                if next(iter(terms)) in free
                else max(free, key=lambda key: abs(values[key]))
            )
            sign = left.pop(pivot)
            rows.append((pivot, {key: -sign * weight for key, weight in left.items() if weight}, sign * rest))
    made = values | fixed
    for pivot, others, start in reversed(rows):
        made[pivot] = start + sum(weight * made[key] for key, weight in others.items())
    for bound in bounds:
        if bound.per is not None and bound.total not in fixed and made[bound.per]:
            made[bound.total] = sum(w * made[key] for w, key in bound.parts) / made[bound.per] - bound.plus
    return made
