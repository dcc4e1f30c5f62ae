"""How well a concept fits a printed line: its words, its section, the sign, and what is printed elsewhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tieout.definitions import Concept, Drafting, Members
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.model import At
from tieout.draft.sheet import Entry

# What tells for a concept and against it, beside the likeness of the words (0 to 1).
_FITS, _UNLIKE = 0.06, 0.3
_SIGN = 0.08
_TOTAL = 0.06
_SURE = 0.7
_USUAL, _EXACT = 0.02, 0.97
_PRINTED = 0.7
# How far figures that agree close the gap that the words leave.
_SAME = 0.62


@dataclass(frozen=True, slots=True)
class Spot:
    """What surrounds a line: words that its caption need not repeat, concepts around it, its sign in its
    total.

    `around` are the concepts of its headings and totals, the innermost first. `sign` is the sign of its
    figures as the total takes them, `balance` that total's balance.
    """

    context: frozenset[str]
    around: tuple[str, ...]
    total: bool
    sign: int = 0
    balance: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A concept in use for a line: the line's words and figures, and how sure the concept is, 0 to 1."""

    concept: Concept
    members: Members
    at: At
    entry: Entry
    said: Terms
    sure: float = 0.0


class Matcher:
    """Scores how well concepts fit a line."""

    def __init__(
        self, drafting: Drafting, lexicon: Lexicon, language: str, concepts: Sequence[Concept]
    ) -> None:
        """`concepts` are those of the base layer that have figures."""
        self._drafting = drafting
        self._lexicon = lexicon
        self._language = language
        self._concepts = self._all = concepts
        self._labels: dict[str, tuple[Terms, ...]] = {}
        self._captions: dict[str, frozenset[Terms]] = {}
        self._old: tuple[Concept, ...] = ()
        self._by_word: dict[str, set[str]] = {}
        self._tones: dict[str, int] = {}
        self._measures = frozenset(map(lexicon.form, drafting.words.own_measures))
        self._limits = frozenset(map(lexicon.form, drafting.words.limits))
        self._flows = _flows(concepts)
        self._likenesses: dict[tuple[str, str, frozenset[str]], float] = {}

    # Words -----------------------------------------------------------------------------------------------

    def labels(self, concept: Concept) -> tuple[Terms, ...]:
        """The words that name a concept: its labels, and the captions that are usual for it."""
        if concept.name not in self._labels:
            alike = (concept, *(old for old in self._old if self._drafting.instead[old.name] == concept.name))
            texts = [text for one in alike for text in self._texts(one)]
            self._labels[concept.name] = tuple(dict.fromkeys(map(self._lexicon.terms, texts)))
        return self._labels[concept.name]

    def _texts(self, concept: Concept) -> list[str]:
        labels = [concept.label, *([concept.total] if concept.total is not None else [])]
        texts = [label[self._language].split("[")[0] for label in labels]
        return [*texts, *self._drafting.words.usual.get(concept.name, ())]

    def named(self, name: str) -> Concept | None:
        """The base layer's concept of this name, if it has figures; None where another replaces it."""
        return next((concept for concept in self._concepts if concept.name == name), None)

    def give_way(self, instead: Mapping[str, str]) -> None:
        """Replaces concepts by others, which answer to their labels from then on. Keys give way to values."""
        self._old = tuple(concept for concept in self._concepts if concept.name in instead)
        self._concepts = [concept for concept in self._concepts if concept.name not in instead]
        self._flows = _flows(self._concepts)
        self._labels.clear()
        self._likenesses.clear()
        self._by_word.clear()
        self._tones.clear()

    def words(self, caption: Terms, concept: Concept, context: frozenset[str]) -> float:
        """How alike a caption and the best label of a concept are."""
        labels = self.labels(concept)
        if all(caption.words.isdisjoint(label.words) for label in labels):  # most: told fast
            return 0.0
        # A line is weighed more than once: for its totals, then without its place and with it.
        key = (caption.text, concept.name, context)
        likeness = self._likenesses.get(key, -1)
        if likeness < 0:
            likeness = max(self._lexicon.likeness(caption, label, context) for label in labels)
            self._likenesses[key] = likeness
        # Of two that have the words, it is the one that they are usual for.
        return likeness + (_USUAL if likeness >= _EXACT and caption in self._usual(concept) else 0)

    def sharing(self, said: Terms) -> set[str]:
        """The names of the concepts of the base layer whose labels have a word of a caption."""
        if not self._by_word:
            for concept in self._concepts:
                for word in frozenset().union(*(label.words for label in self.labels(concept))):
                    self._by_word.setdefault(word, set()).add(concept.name)
        return set().union(*(self._by_word.get(word, ()) for word in said.words))

    def says(self, concept: Concept, words: frozenset[str]) -> bool:
        """Whether a concept's own name contains some words."""
        return words <= self._lexicon.terms(" ".join(re.findall("[A-Z][a-z]+", concept.name))).words

    def is_other_measure(self, caption: Terms, concept: Concept, context: frozenset[str]) -> bool:
        """Whether only one of a caption and a concept is of a measure outside the accounting standard.

        `Non-GAAP operating income` is no `Operating income`, and no line below says what `Non-GAAP gross
        profit` does. Words of the `context` may be missing from the caption.
        """
        named = [label.words & self._measures for label in self.labels(concept)]
        said = caption.words & self._measures
        return not any(words <= said | context and said <= words for words in named)

    def leaves_out(self, caption: Terms, concept: Concept) -> bool:
        """Whether a caption leaves something out that a concept includes: `EPS excluding merger costs`."""
        said = caption.words & self._limits
        return bool(said) and not any(label.words & self._limits for label in self.labels(concept))

    def is_of_others(self, caption: Terms) -> bool:
        """Whether a caption names noncontrolling interests."""
        known = [concept for concept in self._all if concept.name in self._drafting.unless_printed]
        if any(self.words(caption, concept, frozenset()) >= _PRINTED for concept in known):
            return True
        # It may say more than whose share it is: that of redeemable interests too.
        flows = (label for concept in known if concept.period == "duration" for label in self.labels(concept))
        return any(label.words <= caption.words for label in flows)

    def is_usual(self, caption: Terms, concept: Concept) -> bool:
        """Whether a caption is one of those that are usual for a concept."""
        return caption in self._usual(concept)

    def _usual(self, concept: Concept) -> frozenset[Terms]:
        return self._captions.setdefault(
            concept.name,
            frozenset(map(self._lexicon.terms, self._drafting.words.usual.get(concept.name, ()))),
        )

    def ranked(
        self,
        said: Terms,
        context: frozenset[str],
        wanted: Callable[[Concept], bool],
        around: Sequence[str] = (),
    ) -> list[tuple[float, Concept]]:
        """The concepts that `wanted` accepts, with their scores by words and section, the best first."""
        scored = [
            (self.words(said, concept, context) + self.section(concept.name, around), concept)
            for concept in filter(wanted, self._concepts)
        ]
        return sorted(scored, key=lambda row: (-row[0], row[1].name))

    def tone(self, said: Terms) -> int:
        """The side of the books that a flow is on, if its words alone tell: 1 credit, -1 debit, 0 unknown."""
        found = self._tones.get(said.text)
        if found is None:
            found = self._tones[said.text] = self._tone(said)
        return found

    def _tone(self, said: Terms) -> int:
        near = self.sharing(said)
        flows = [c for c in self._flows if c.name in near]
        scored = [(-self.words(said, concept, frozenset()), concept.name, concept) for concept in flows]
        if not scored or -min(scored)[0] < _SURE:
            return 0
        return 1 if min(scored)[2].balance == "credit" else -1

    def balance(self, said: Terms) -> Literal["debit", "credit"] | None:
        """The side of the books that a balance is on, as the nearest by its words is.

        None where a flow is nearer: the words of an end speak of something else, `Store closing costs`.
        """
        nearest = next(iter(self.ranked(said, frozenset(), lambda c: bool(c.balance))), None)
        return nearest[1].balance if nearest is not None and nearest[1].period == "instant" else None

    # Place -----------------------------------------------------------------------------------------------

    def section(self, name: str, around: Iterable[str]) -> float:
        """What the section that a line stands in says of a concept."""
        found = next((s for place in around if (s := self._drafting.sections.get(place))), None)
        if found is None:
            return 0.0
        if found.unlike is not None and found.unlike.search(name):
            return -_UNLIKE
        return _FITS if found.fits is not None and found.fits.search(name) else 0.0

    def sign(self, concept: Concept, spot: Spot) -> float:
        """A score for a line's sign in its total: above 0 if the concept's balance explains it."""
        if not spot.sign or not concept.balance or self.two_sided(concept):
            return 0.0
        weight = self.weight(concept.balance, spot.balance)
        return _SIGN / 3 if weight * spot.sign > 0 else -_SIGN

    def two_sided(self, concept: Concept) -> bool:
        """Whether a concept's label names both signs: income (loss)."""
        return "(" in concept.label[self._language]

    @staticmethod
    def weight(part: str | None, total: str | None) -> int:
        """The weight with which a balance enters that of a total, as the definitions decide it."""
        if part and total:
            return 1 if part == total else -1
        return -1 if not total and part == "credit" else 1

    @staticmethod
    def total(concept: Concept, spot: Spot) -> float:
        """Whether both are totals."""
        return _TOTAL if spot.total and concept.total is not None else 0.0


def _flows(concepts: Iterable[Concept]) -> list[Concept]:
    """Those that are of a period, and on one side of the books."""
    return [concept for concept in concepts if concept.balance and concept.period == "duration"]


def closer(score: float, sureness: float) -> float:
    """A likeness that figures which agree have closed the gap of."""
    return score + (1 - score) * _SAME * sureness


def alike_words(likeness: float) -> str:
    """How alike words are, as a reason; what is added for order may go beyond all of them."""
    return f"words {min(round(100 * likeness), 100)} % alike"
