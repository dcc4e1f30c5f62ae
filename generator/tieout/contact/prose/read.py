"""Ties figures in the prose to facts without sentence patterns: `$44.2 million` is 44,172 thousand.

A figure is tied if exactly one fact (or change or ratio of facts) with the sentence's name and period has its
value, once rounded. If name and period are as certain and the value differs, that is a finding.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.contact.prose import amounts
from tieout.contact.prose.clauses import ClauseReader
from tieout.contact.prose.contradict import Contradictions
from tieout.contact.prose.differs import differs
from tieout.contact.prose.figures import FigureFinder
from tieout.contact.prose.found import CERTAIN, TELLING, Found, best
from tieout.contact.prose.losses import Losses
from tieout.contact.prose.model import As, Kind, Prose, Tie, Unread, Why
from tieout.contact.prose.names import Named, Names
from tieout.contact.prose.periods import When, Whens, bases
from tieout.contact.prose.phrases import finder
from tieout.contact.prose.ratios import Ratios
from tieout.contact.prose.said import Said
from tieout.contact.prose.sentences import sentences
from tieout.core import Figure, Finding, Place
from tieout.definitions import Company, ProseWords
from tieout.facts import Fact, FactSet
from tieout.language import language_of
from tieout.layout import Release

# So many times as often as not the quarter that goes without saying has to fit.
_OFTEN = 2


class ProseReader:
    """Ties the prose of one release to the facts of its tables."""

    def __init__(
        self,
        release: Release,
        facts: FactSet,
        company: Company,
        words: ProseWords,
        quarter: tuple[int, int],
    ) -> None:
        """`quarter` is the reported one: its fiscal year and number."""
        self._release = release
        language = language_of(company)
        self._names = Names(facts, company, words, release.lines)
        self._whens = Whens(language, words, quarter)
        self._opening = language.fiscal.quarter(quarter[0], 1).opening().end
        forms = [pattern for pattern, _ in company.vocabulary.not_figures]
        self._finder = FigureFinder(words, language, forms)
        self._clauses = ClauseReader(words, self._names, self._whens)
        self._ratios = Ratios(words, self._names)
        self._printings: defaultdict[str, list[Figure]] = defaultdict(list)
        for fact_id, printed in facts.printed:
            if printed.figure is not None:
                self._printings[fact_id].append(printed.figure)
        self._another = finder(words.another)
        self._otherwise = finder(words.otherwise)
        self._share_names = finder(words.share_names)
        self._losses = Losses(words)
        self._contradictions = Contradictions(words, self._names)
        self._apart: frozenset[str] = frozenset()
        self._context: frozenset[str] = frozenset()
        self._parts: frozenset[str] = frozenset()

    def read(self) -> Prose:
        """The outcome for all figures of the prose."""
        ties: list[Tie] = []
        findings: list[Finding] = []
        unread: list[Unread] = []
        kinds: Counter[Kind] = Counter()
        inherited: tuple[When, ...] = ()
        # Ties and findings of the quarter that goes without saying.
        unsaid: list[Place] = []
        doubtful: list[Place] = []
        for sentence in sentences(self._release):
            section = self._names.words(sentence.section)
            if sentence.begins:
                inherited, self._context, self._parts = (), section, frozenset()
            self._apart = self._parts
            if not sentence.titled:
                self._apart |= self._names.apart(sentence.section)
            figures = self._finder.figures(sentence.text)
            said = self._clauses.read(sentence.text, figures, inherited, sentence.section)
            for one, outcome in zip(said, self._outcomes(said), strict=True):
                kinds[one.printed.kind] += 1
                line, column = sentence.at(one.printed.at)
                place = Place(self._release.file, line, column)
                if not isinstance(outcome, Found):
                    unread.append(Unread(place, one.printed.digits, one.printed.kind, outcome))
                elif outcome.fits:
                    first, *others = outcome.ids
                    printed = one.printed
                    ties.append(Tie(place, printed.digits, printed.figure, first, outcome.as_, tuple(others)))
                else:
                    findings.append(differs(one, outcome, place))
                    unread.append(Unread(place, one.printed.digits, one.printed.kind, "differs"))
                if isinstance(outcome, Found) and not any(when.said for when in one.whens):
                    (unsaid if outcome.fits else doubtful).append(place)
            mains = [one for one in said if not one.compared]
            if mains:
                self._context = section | mains[0].words
                if sentence.begins:
                    self._parts = self._names.parts(mains[0].words) | self._clauses.topic(sentence.text)
                whens = tuple(when for when in mains[-1].whens if when.said)
                inherited = tuple(dict.fromkeys((*whens, self._whens.reported))) if whens else ()
        if len(unsaid) < _OFTEN * len(doubtful):
            # Where what goes without saying does not fit mostly, the release is of another quarter.
            findings = [finding for finding in findings if finding.places[0] not in doubtful]
        return Prose(tuple(ties), tuple(findings), tuple(unread), tuple(sorted(kinds.items())))

    # One figure --------------------------------------------------------------------------------------

    def _outcomes(self, said: Sequence[Said]) -> list[Found | Why]:
        """The outcome for each figure of a sentence: first those that fit, then those that may contradict."""
        outcomes: list[Found | Why] = []
        readings: list[list[Found]] = []
        for one in said:
            found = list(self._found(one, outcomes)) if not one.forecast else []
            readings.append(found)
            outcomes.append(self._tied(one, found))
        for number, one in enumerate(said):
            if outcomes[number] == "unsure":
                outcomes[number] = self._of_beside(readings[number], outcomes) or "unsure"
            elif outcomes[number] == "no such fact":
                beside = [
                    other
                    for n, other in enumerate(outcomes)
                    if isinstance(other, Found)
                    and other.fits
                    and (_lead(said, n) == _lead(said, number) or self._is_ratio(one, readings[number]))
                ]
                outcomes[number] = (
                    self._contradictions.contradicted(one, readings[number], beside) or "no such fact"
                )
        return outcomes

    @staticmethod
    def _of_beside(found: Sequence[Found], outcomes: Sequence[Found | Why]) -> Found | None:
        """The change of an amount that another figure of the sentence gives and that is tied;
        None if there is none.
        """
        beside = [f.facts[0] for f in outcomes if isinstance(f, Found) and f.fits and f.as_ == "fact"]
        changes = (f for f in found if f.fits and f.as_ in ("change", "rate"))
        fitting = [f for f in changes if any(f.facts[0] is fact for fact in beside)]
        return best(fitting) if fitting else None

    @staticmethod
    def _is_ratio(one: Said, found: Sequence[Found]) -> bool:
        """Whether a figure is a margin of an amount that the sentence gives elsewhere."""
        return one.printed.kind == "percent" and all(f.as_ == "ratio" for f in found)

    def _tied(self, one: Said, found: Sequence[Found]) -> Found | Why:
        """The only reading that fits; else the reason why there is none."""
        if one.forecast:
            return "forecast"
        if not found:
            named = (one.words or one.behind) and self._names.named(one.words, one.printed.measure)
            return "no period" if named else "no name"
        fitting = [f for f in found if f.fits and (_is_exact(one, f) or one.printed.significant >= TELLING)]
        if fitting:
            return best(fitting) or "several facts"
        return "unsure" if any(f.fits for f in found) else "no such fact"

    # Readings ----------------------------------------------------------------------------------------

    def _found(self, one: Said, outcomes: Sequence[Found | Why]) -> Iterator[Found]:
        """All readings of a figure that the words of its sentence allow."""
        kind = one.printed.kind
        if kind in ("money", "per-share", "shares", "count"):
            if one.role == "level":
                yield from self._levels(one)
            else:
                yield from self._changes(one, outcomes, "change")
        elif kind == "percent" and one.role == "change":
            yield from self._changes(one, outcomes, "rate")
        elif kind == "percent":
            yield from self._percents(one)
        elif kind == "points":
            yield from self._points(one)

    def _candidates(self, one: Said, measure: str) -> Iterator[tuple[Named, int]]:
        """The facts that the words of a figure name, each with the number of unexplained words."""
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
        return stray, lent, bool(self._apart - named.known)

    def _levels(self, one: Said) -> Iterator[Found]:
        for named, rest in self._candidates(one, one.printed.measure):
            if any(when.fits(named.fact.context.period) for when in one.whens):
                printings = self._printings[named.fact.id]
                fits = any(amounts.is_figure(one.printed, figure) for figure in printings)
                if one.printed.significant >= CERTAIN:
                    fits = fits or any(amounts.is_unscaled(one.printed, figure) for figure in printings)
                fits = fits and not self._losses.contradicts(one, named.fact)
                value = _value(named.fact)
                weak = self._weak(one, named)
                yield Found((named.fact,), "fact", fits, value, len(named.name), rest, named.known, *weak)

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
        called = self._share_names.search(one.lead) is not None
        for measure in self._names.measures:
            per_share = "/" in measure
            if measure != "pure" and (per_share if called else last is not None or not per_share):
                yield measure

    def _before(self, one: Said, fact: Fact) -> Iterator[Fact]:
        """The facts of the same line with which a change may be compared."""
        period = fact.context.period
        when = next(when for when in one.whens if when.fits(period))
        against = one.base or tuple(bases(when, self._opening, period.instant))
        for other in self._names.siblings(fact):
            if other is not fact and any(base.fits(other.context.period) for base in against):
                yield other

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


def _is_exact(one: Said, found: Found) -> bool:
    """Whether nothing near a figure hints at another amount. With few digits, equality may be chance."""
    return not found.rest and not found.apart and (not one.listed or one.words <= found.known)


def _lead(said: Sequence[Said], number: int) -> int:
    """The number of the figure from which another one takes its name."""
    leads = said[number].leads
    return number if leads is None else leads


def _value(fact: Fact) -> Decimal:
    assert fact.figure is not None
    return fact.figure.value
