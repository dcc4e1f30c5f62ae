"""Weighs what speaks for a concept: words, section and sign, what filers use, and repeated figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.definitions import CLOSES, Concept, Drafting, Signal
from tieout.draft.evidence import Claim, Evidence
from tieout.draft.likeness import Terms
from tieout.draft.match import Matcher, Placed, Spot, alike_words, closer
from tieout.draft.model import At
from tieout.draft.officials import Officials
from tieout.draft.own import Own
from tieout.draft.same import prints_changes_alone
from tieout.draft.sheet import Entry
from tieout.draft.sureness import of_claim

# One of the company's own that stands for other figures has to have the same words.
_OWN = 0.88
_SUPERSEDED = 0.12
# What it costs that filers show an element, and never in such a statement.
_SHOWN_ELSEWHERE = 0.2
# So few companies do not outweigh the words of a section.
FEW = 5
# An element that only its name speaks for is not preferred to a concept of the base layer.
_BY_NAME = 0.04
# What filers say weighs against words as the companies that print the caption against so many; less beside
# the face of a statement.
_DOUBTING, _ELSEWHERE_LESS = 1.0, 0.4
_CLAIMED, _BY_SHARE = 0.55, 0.45
# A concept does not say what its heading says is all that its lines are of, such as discontinued operations.
_UNSAID = 0.25
# A total that adds up and says that it is one is that, where filers have no other element for it.
_SAID, _CERTAIN = 0.95, frozenset({"CA", "A", "CL", "L", "T", "G", "OI", "O", "I", "F"})
_REPEATED = 0.97
_ONE = 1
# What no line is assigned.
_NEVER = -9.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate for a line: its score among the candidates, the signals for how sure it is, and why.

    `repeated` is how sure the line with the same figures is, 0 to 1; 0 where there is none.
    """

    concept: Concept
    at: At
    score: float
    signals: dict[Signal, float]
    why: tuple[str, ...]
    repeated: float = 0.0

    @property
    def key(self) -> tuple[str, At]:
        """A concept with the end of its period: only one line of a statement may have it."""
        return self.concept.name, self.at


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that candidates are sought for: its words, its surroundings, and what filers use for it.

    `exact`: filers print its very caption. `statement`: its code among filers' captions. `placed`: its place
    counts. `telling`: words of its headings that count as its own.
    """

    entry: Entry
    said: Terms
    spot: Spot
    claims: dict[str, Claim]
    exact: bool
    statement: str
    placed: bool
    telling: frozenset[str]

    @property
    def face(self) -> bool:
        """Whether it stands on the face of a statement."""
        return bool(self.statement)


class Weigher:
    """Weighs what speaks for each concept."""

    def __init__(
        self, drafting: Drafting, matcher: Matcher, own: Own, evidence: Evidence, officials: Officials
    ) -> None:
        self._drafting = drafting
        self._matcher = matcher
        self._own = own
        self._evidence = evidence
        self._officials = officials

    def fit(self, concept: Concept, at: At, asked: Asked, same: tuple[float, Placed] | None) -> Fit | None:
        """The candidate that a concept makes for a line; None where nothing speaks for it.

        `same` is a placed line of this concept with the same figures, and how surely they are the same.
        """
        words = self._matcher.words(asked.said, concept, asked.spot.context)
        claim = asked.claims.get(concept.name)
        own = concept.name in self._own.concepts and concept.name not in self._own.official
        if same is None and claim is None and (words == 0 or (own and words < _OWN)):
            return None
        if same is None and own and prints_changes_alone(asked.entry):
            return None
        sign = self._matcher.sign(concept, asked.spot)
        score, why = self._score(concept, asked, words, claim)
        signals = self._signals(concept, asked, words, claim)
        repeated = 0.0
        if asked.telling and not self._matcher.says(concept, asked.telling):
            score -= _UNSAID
            signals["heading"] = 1.0
            why.append("its heading says something else")
        if same is not None:
            score = closer(score, same[0])
            # Beside the face a repeat is asked of once: where it stands first.
            repeated = same[0] * (min(same[1].sure, _REPEATED) if asked.face else _REPEATED)
            why.append(f"the figures of line {same[1].entry.line}")
        if sign < 0:
            signals["sign"] = 1.0
            why.append("its sign speaks against it")
        return Fit(concept, at, score + sign, signals, tuple(why), repeated)

    def _score(
        self, concept: Concept, asked: Asked, words: float, claim: Claim | None
    ) -> tuple[float, list[str]]:
        """The joint score of words, section and filers' use, and the reasons."""
        fits = self._matcher.section(concept.name, asked.spot.around)
        why = [alike_words(words)] + ([] if not fits else ["its section" if fits > 0 else "not its section"])
        score = words + fits + self._matcher.total(concept, asked.spot)
        if concept.name in self._drafting.superseded:
            score -= _SUPERSEDED
        if claim is None and not self._evidence.is_shown(concept.name, asked.statement):
            score -= _SHOWN_ELSEWHERE
        if self._officials.concept(concept.name) is not None:
            score -= _BY_NAME
        if claim is not None:
            why.insert(0, claim.why)
        claimed = _CLAIMED + _BY_SHARE * claim.share**0.5 if claim is not None else 0.0
        if claim is not None and fits < 0 and claim.here < FEW:
            claimed += fits
        if asked.exact:
            companies = max(one.companies for one in asked.claims.values())
            usual = self._matcher.is_usual(asked.said, concept)
            if companies <= _ONE and usual and not self._is_said(asked):
                return score, why  # what one company files does not outweigh the usual words
            weight = companies / (companies + _DOUBTING)
            weight = weight if asked.face else min(weight, _ELSEWHERE_LESS)
            return (1 - weight) * score + weight * claimed, why
        return max(score, claimed * claim.likeness**0.5 if claim is not None else 0.0), why

    def _is_said(self, asked: Asked) -> bool:
        """Whether an element that filers use for a caption has all its words in its name."""
        known = (self._matcher.named(name) or self._officials.concept(name) for name in asked.claims)
        return any(concept is not None and self._matcher.says(concept, asked.said.words) for concept in known)

    def _signals(
        self, concept: Concept, asked: Asked, words: float, claim: Claim | None
    ) -> dict[Signal, float]:
        """The signals for how sure the choice of this concept would be."""
        section = self._matcher.section(concept.name, asked.spot.around)
        closes = CLOSES.get((asked.statement, concept.name)) in _CERTAIN
        found: dict[Signal, float] = {
            "always": 1.0,
            "words": min(words, 1.0),
            "usual": float(self._matcher.is_usual(asked.said, concept)),
            "unlike": float(section < 0),
            "official": float(self._officials.concept(concept.name) is not None),
            "closes": float(asked.spot.total and words >= _SAID and closes),
            "changed": float(concept.name in self._drafting.changed),
            "beside": float(not asked.face),
        }
        found.update(of_claim(claim))
        return found


def scores(
    rows: Sequence[int], fits: dict[int, list[Fit]], keys: Sequence[tuple[str, At]], good: float
) -> list[list[float]]:
    """The scores of lines for `assign`: a column for each concept, then one for each line that may get none.

    `rows` are the lines, `fits` their candidates, `keys` the concepts with the end of their period; `good` is
    the score that a concept has to beat.
    """
    column = {key: number for number, key in enumerate(keys)}
    table = []
    for number, index in enumerate(rows):
        row = [0.0] * len(keys) + [good if n == number else _NEVER for n in range(len(rows))]
        for fit in fits[index]:
            if fit.key in column:
                row[column[fit.key]] = fit.score
        table.append(row)
    return table
