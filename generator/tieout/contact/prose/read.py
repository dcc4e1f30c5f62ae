"""Ties figures in the prose to facts without sentence patterns: `$44.2 million` is 44,172 thousand.

A figure is tied if exactly one fact (or change or ratio of facts) with the sentence's name and period has its
value, once rounded. If name and period are as certain and the value differs, that is a finding.
"""

from collections import Counter
from collections.abc import Sequence

from tieout.contact.prose.clauses import ClauseReader
from tieout.contact.prose.contradict import Contradictions
from tieout.contact.prose.differs import differs
from tieout.contact.prose.figures import FigureFinder
from tieout.contact.prose.found import TELLING, Found, best
from tieout.contact.prose.model import Kind, Prose, Tie, Unread, Why
from tieout.contact.prose.names import Names
from tieout.contact.prose.periods import When, Whens
from tieout.contact.prose.readings import Around, Readings
from tieout.contact.prose.said import Said
from tieout.contact.prose.sentences import sentences
from tieout.core import Finding, Place
from tieout.definitions import Company, ProseWords
from tieout.facts import FactSet
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
        opening = language.fiscal.quarter(quarter[0], 1).opening().end
        forms = [pattern for pattern, _ in company.vocabulary.not_figures]
        self._finder = FigureFinder(words, language, forms)
        self._clauses = ClauseReader(words, self._names, self._whens)
        self._readings = Readings(facts, self._names, words, opening)
        self._contradictions = Contradictions(words, self._names)

    def read(self) -> Prose:
        """The outcome for all figures of the prose."""
        ties: list[Tie] = []
        findings: list[Finding] = []
        unread: list[Unread] = []
        kinds: Counter[Kind] = Counter()
        inherited: tuple[When, ...] = ()
        context = parts = frozenset[str]()
        # Ties and findings of the quarter that goes without saying.
        unsaid: list[Place] = []
        doubtful: list[Place] = []
        for sentence in sentences(self._release):
            section = self._names.words(sentence.section)
            if sentence.begins:
                inherited, context, parts = (), section, self._clauses.topic(sentence.text)
            apart = parts if sentence.titled else parts | self._names.apart(sentence.section)
            figures = self._finder.figures(sentence.text)
            said = self._clauses.read(sentence.text, figures, inherited, sentence.section)
            for one, outcome in zip(said, self._outcomes(said, Around(context, apart)), strict=True):
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
                context = section | mains[0].words
                if sentence.begins:
                    parts |= self._names.parts(mains[0].words)
                whens = tuple(when for when in mains[-1].whens if when.said)
                inherited = tuple(dict.fromkeys((*whens, self._whens.reported))) if whens else ()
        if len(unsaid) < _OFTEN * len(doubtful):
            # Where what goes without saying does not fit mostly, the release is of another quarter.
            findings = [finding for finding in findings if finding.places[0] not in doubtful]
        return Prose(tuple(ties), tuple(findings), tuple(unread), tuple(sorted(kinds.items())))

    # One figure --------------------------------------------------------------------------------------

    def _outcomes(self, said: Sequence[Said], around: Around) -> list[Found | Why]:
        """The outcome for each figure of a sentence: first those that fit, then those that may contradict."""
        outcomes: list[Found | Why] = []
        readings: list[list[Found]] = []
        for one in said:
            found = list(self._readings.of(one, outcomes, around)) if not one.forecast else []
            readings.append(found)
            outcomes.append(self._tied(one, found))
        for number, one in enumerate(said):
            if outcomes[number] == "unsure" and (one.paired or not one.listed):
                outcomes[number] = self._of_beside(readings[number], outcomes) or "unsure"
            elif outcomes[number] == "no such fact" and not self._of_untied(said, number, outcomes):
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
    def _of_untied(said: Sequence[Said], number: int, outcomes: Sequence[Found | Why]) -> bool:
        """Whether a figure is an amount that is no fact, per share: `$9 million in losses, or $4.49`."""
        before = outcomes[number - 1]
        per_share = said[number].in_another and said[number].kind == "per-share" != said[number - 1].kind
        return per_share and before != "unsure" and not (isinstance(before, Found) and before.fits)

    def _of_beside(self, found: Sequence[Found], outcomes: Sequence[Found | Why]) -> Found | None:
        """The reading that another figure of the sentence confirms, which is tied to the same line; None if
        there is none. A change is confirmed by its amount alone.
        """
        tied = [f for f in outcomes if isinstance(f, Found) and f.fits and f.as_ != "ratio"]
        amounts = [f.facts[0] for f in tied if f.as_ == "fact"]
        lines = {id(self._names.siblings(f.facts[0])) for f in tied}
        fitting = [
            f
            for f in found
            if f.fits
            and (
                any(f.facts[0] is fact for fact in amounts)
                if f.as_ in ("change", "rate")
                else f.as_ == "fact" and id(self._names.siblings(f.facts[0])) in lines
            )
        ]
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


def _is_exact(one: Said, found: Found) -> bool:
    """Whether nothing near a figure hints at another amount. With few digits, equality may be chance."""
    listed = one.listed and not one.paired
    return not found.rest and not found.apart and (not listed or one.words <= found.known)


def _lead(said: Sequence[Said], number: int) -> int:
    """The number of the figure from which another one takes its name."""
    leads = said[number].leads
    return number if leads is None else leads
