"""The facts, changes, rates and ratios that a figure of the prose may be, by the words of its sentence."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tieout.contact.prose import amounts
from tieout.contact.prose.found import CERTAIN, Found
from tieout.contact.prose.losses import Losses
from tieout.contact.prose.model import As, Why
from tieout.contact.prose.names import Named, Names
from tieout.contact.prose.periods import bases
from tieout.contact.prose.phrases import any_of, finder
from tieout.contact.prose.ratios import Ratios
from tieout.contact.prose.said import Said
from tieout.core import Figure
from tieout.definitions import ProseWords
from tieout.facts import Fact, FactSet

_QUARTER = 3
# The end of what follows `of`.
_PHRASE_ENDS = re.compile(r"[,;:().]")


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a sentence: `context` are those of its heading and of the sentence before, which may
    name its figures too; `apart` those that limit its figures to a part of the company.
    """

    context: frozenset[str]
    apart: frozenset[str]


class Readings:
    """Finds the possible readings of figures among the facts of a release."""

    def __init__(self, facts: FactSet, names: Names, words: ProseWords, opening: date) -> None:
        """`opening` is the last day before the fiscal year."""
        self._names = names
        self._opening = opening
        self._ratios = Ratios(words, names)
        self._printings: defaultdict[str, list[Figure]] = defaultdict(list)
        for fact_id, printed in facts.printed:
            if printed.figure is not None:
                self._printings[fact_id].append(printed.figure)
        self._another = finder(words.another)
        self._otherwise = finder(words.otherwise)
        self._yearly = names.words(" ".join(words.yearly))
        self._changed = finder(words.changed)
        self._over = re.compile(rf"\s*\)?\s*{any_of(words.over)}\s" if words.over else "(?!)", re.IGNORECASE)
        self._losses = Losses(words)
        self._apart: frozenset[str] = frozenset()
        self._context: frozenset[str] = frozenset()

    def of(self, one: Said, outcomes: Sequence[Found | Why], around: Around) -> Iterator[Found]:
        """All readings of a figure that the words of its sentence allow; `outcomes` are those of the figures
        before it.
        """
        self._context, self._apart = around.context, around.apart
        kind = one.printed.kind
        if kind in ("money", "per-share", "shares", "count"):
            if one.role == "level":
                last = outcomes[-1] if outcomes and one.same else None
                tied = isinstance(last, Found) and last.fits and last.as_ == "fact"
                yield from self._levels(one, last if tied and isinstance(last, Found) else None)
            else:
                yield from self._changes(one, outcomes, "change")
        elif kind == "percent" and one.role == "change":
            rates = list(self._changes(one, outcomes, "rate"))
            yield from rates
            if not any(found.fits for found in rates):
                yield from self._printed_rates(one)
        elif kind == "percent":
            yield from self._percents(one)
            yield from self._shares(one, outcomes)
        elif kind == "points":
            yield from self._points(one)

    def _candidates(
        self, one: Said, measure: str, before: Found | None = None
    ) -> Iterator[tuple[Named, int]]:
        """The facts that the words of a figure name, each with the number of unexplained words; `before` as
        in `_levels`.
        """
        section = self._context
        sets = (one.near, one.words, one.words | one.aside, one.words | one.behind, one.words | section)
        seen: dict[str, tuple[tuple[int, bool, int], Named, int]] = {}
        own = one.near | one.words | one.aside | one.behind
        marked = self._marked(one.tail)
        for words in dict.fromkeys(sets):
            for named in self._names.named(words, measure):
                if not named.name & (one.words or one.behind) or not self._is_share_kind(one, named.fact):
                    continue
                rest = named.rest - section | (one.near - named.name) & named.rest
                if one.limited and not any(self._another.search(word) for word in named.known):
                    continue
                if one.kind == "percent" and one.role == "level":
                    rest -= self._yearly
                if before is not None and _shares_table(before.facts[0], named.fact):
                    rest -= before.known
                if any(self._another.search(word) for word in rest) or not marked <= named.known:
                    continue
                order = (len(rest), not named.name <= own, -len(named.name))
                if named.fact.id not in seen or order < seen[named.fact.id][0]:
                    seen[named.fact.id] = (order, named, len(rest))
        yield from ((named, rest) for _, named, rest in seen.values())

    def _marked(self, tail: str) -> frozenset[str]:
        """The words right behind a figure that make it another amount than its name says:
        `7 % at constant currency`.
        """
        found = self._otherwise.match(tail.lstrip())
        return self._names.words(found[0]) if found is not None else frozenset()

    def _is_share_kind(self, one: Said, fact: Fact) -> bool:
        if fact.unit is None or "/" not in fact.unit.measure:
            return True
        said, own = self._names.share_kind(one.beside), self._names.fact_kind(fact)
        return not said or not own or said == own

    def _weak(self, one: Said, named: Named) -> tuple[bool, bool, bool]:
        """Three weaknesses: unexplained words behind it, a name from elsewhere, a heading of another part."""
        own = one.near | one.words | one.aside | one.behind
        stray = bool(one.behind - named.known)
        lent = not named.name <= own or not one.near - named.rest <= named.known
        # Words that the heading has too, and not the fact, may be of another line.
        lent = lent or bool(one.words & self._context & named.rest)
        return stray, lent, bool(self._apart - named.known)

    def _levels(self, one: Said, before: Found | None = None) -> Iterator[Found]:
        """The facts that a figure can be; `before` is the tied amount that it repeats in another unit."""
        for named, rest in self._candidates(one, one.printed.measure, before):
            if self._fits(one, named.fact):
                printings = self._printings[named.fact.id]
                fits = any(amounts.is_figure(one.printed, figure) for figure in printings)
                if one.printed.significant >= CERTAIN:
                    fits = fits or any(amounts.is_unscaled(one.printed, figure) for figure in printings)
                fits = fits and not self._losses.contradicts(one, named.fact)
                value = _value(named.fact)
                weak = self._weak(one, named)
                yield Found((named.fact,), "fact", fits, value, len(named.name), rest, named.known, *weak)

    @staticmethod
    def _fits(one: Said, fact: Fact) -> bool:
        """Whether a fact is of a time that a figure may be of; a ratio of a quarter, of its last day too."""
        period = fact.context.period
        whens = one.whens
        if one.printed.kind == "percent":
            whens += tuple(replace(when, point=False, months=_QUARTER) for when in whens if when.point)
        return any(when.fits(period) for when in whens)

    def _changes(self, one: Said, outcomes: Sequence[Found | Why], as_: As) -> Iterator[Found]:
        # A change is of the amount that stands before it, where that is called the same.
        tied = (f for f in reversed(outcomes) if isinstance(f, Found) and f.fits and f.as_ == "fact")
        mine = (f for f in tied if any(when.fits(f.facts[0].context.period) for when in one.whens))
        last = next(mine, None)
        measures: Sequence[str] = (one.printed.measure,)
        if one.printed.measure == "pure":
            measures = list(self._measures_of_rate(one, last))
        candidates = [pair for measure in measures for pair in self._candidates(one, measure)]
        if last is not None and any(named.fact is last.facts[0] for named, _ in candidates):
            candidates = [(named, rest) for named, rest in candidates if named.fact is last.facts[0]]
        for named, rest in candidates:
            now = named.fact
            if not any(when.fits(now.context.period) for when in one.whens):
                continue
            for before in self._before(one, now):
                made = _value(now) - _value(before)
                if as_ == "rate":
                    fits = amounts.is_rate(one.printed, one.turn, now, before)
                    made = made / abs(_value(before)) if _value(before) else made
                else:
                    fits = amounts.is_change(one.printed, one.turn, now, before)
                weak = self._weak(one, named)
                yield Found((now, before), as_, fits, abs(made), len(named.name), rest, named.known, *weak)

    def _measures_of_rate(self, one: Said, last: Found | None) -> Iterator[str]:
        """The units of the amounts of which a rate can be: `Diluted EPS decreased 14 %` is of those per
        share.
        """
        for measure in self._names.measures:
            per_share = "/" in measure
            if measure != "pure" and (per_share if one.per_share else last is not None or not per_share):
                yield measure

    def _before(self, one: Said, fact: Fact) -> Iterator[Fact]:
        """The facts of the same line with which a change may be compared."""
        period = fact.context.period
        when = next(when for when in one.whens if when.fits(period))
        against = one.base or tuple(bases(when, self._opening, period.instant))
        for other in self._names.siblings(fact):
            if other is not fact and any(base.fits(other.context.period) for base in against):
                yield other

    def _printed_rates(self, one: Said) -> Iterator[Found]:
        """The rates of change that a table prints in a column or table of such."""
        for found in self._levels(one):
            (fact,) = found.facts
            told = any(
                self._changed.search(text)
                for place in fact.places
                for text in (place.head, place.table, place.row)
            )
            rises = _value(fact) * one.turn >= 0
            if found.fits and told and rises and fact.concept.derived is None:
                yield replace(found, as_="fact")

    def _shares(self, one: Said, outcomes: Sequence[Found | Why]) -> Iterator[Found]:
        """What an amount is a share of, where both are named: `$20.5 million, or 8.0 % of sales`."""
        name = self._over.match(one.tail)
        whole = self._names.words(_PHRASE_ENDS.split(one.tail[name.end() :])[0]) if name is not None else None
        if not whole:
            return
        last = outcomes[-1] if outcomes else None
        if one.same and isinstance(last, Found) and last.fits and last.as_ == "fact":
            parts: list[tuple[Fact, int, frozenset[str]]] = [(last.facts[0], 0, last.known)]
        else:
            money = [measure for measure in self._names.measures if measure != "pure" and "/" not in measure]
            parts = [(n.fact, rest, n.known) for m in money for n, rest in self._candidates(one, m)]
        for above, rest, known in parts:
            if above.unit is None or not any(when.fits(above.context.period) for when in one.whens):
                continue
            for named in self._names.named(whole, above.unit.measure):
                below = named.fact
                same = below.context.period == above.context.period and below is not above
                alike = below.context.members in ((), above.context.members)
                if same and alike and not named.rest and amounts.is_ratio(one.printed, above, below):
                    found = self._of_ratio((above, below), True, _value(above) / _value(below), 0, rest)
                    yield replace(found, apart=bool(self._apart - known))

    def _percents(self, one: Said) -> Iterator[Found]:
        """The readings of a percentage: those that a table prints, and margins."""
        yield from (f for f in self._levels(one) if f.facts[0].concept.derived is None)
        for above, below, own, rest in self._ratios.named(one, self._context):
            found = amounts.ratio(above, below)
            if found is not None and any(when.fits(above.context.period) for when in one.whens):
                fits = amounts.is_ratio(one.printed, above, below)
                yield self._of_ratio((above, below), fits, found.low, own, rest)

    def _points(self, one: Said) -> Iterator[Found]:
        pairs = list(self._ratios.named(one, self._context))
        for above, below, own, rest in pairs:
            if not any(when.fits(above.context.period) for when in one.whens):
                continue
            for before in self._before(one, above):
                other = next((b for a, b, *_ in pairs if a is before), None)
                now = amounts.ratio(above, below)
                then = amounts.ratio(before, other) if other is not None else None
                if now is not None and then is not None:
                    fits = amounts.is_points(one.printed, one.turn, now, then)
                    made = abs(now.low - then.low)
                    yield self._of_ratio((above, below, before), fits, made, own, rest)

    def _of_ratio(self, facts: tuple[Fact, ...], fits: bool, made: Decimal, own: int, rest: int) -> Found:
        return Found(facts, "ratio", fits, made, 1 + own, rest, lent=own > 0, apart=bool(self._apart))


def _shares_table(one: Fact, other: Fact) -> bool:
    """Whether two facts are printed in one table."""
    return bool({place.table for place in one.places} & {place.table for place in other.places} - {""})


def _value(fact: Fact) -> Decimal:
    assert fact.figure is not None
    return fact.figure.value
