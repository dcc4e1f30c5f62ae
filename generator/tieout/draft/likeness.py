"""How alike a printed caption and the label of a concept are, word by word."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tieout.definitions import Wordings
from tieout.draft.words import Phrases, words_of

# A word that no label has is read as the one that is so near: captions are scanned, and lose letters.
_NEAR, _LONG = 86, 4
# What a word costs that only one of the two has: where its opposite is in both, where the context has it.
_OPPOSITE, _KNOWN, _REPEATED = 0.08, 0.2, 0.4
# What a word tells that both have, where it goes without saying.
_EXPECTED = 0.4
_LIGHT = 0.12
# What is left of a likeness where one says the contrary of the other, or leaves out what tells them apart.
_CONTRARY, _UNSAID = 0.6, 0.85
# The share of the likeness that the order of the words decides: enough to tell two equals apart.
_ORDER = 0.05
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a text that count, each in its basic form; `text` has them in their order."""

    words: frozenset[str]
    text: str


class Lexicon:
    """Splits texts of one language into words, and says how alike two texts are."""

    def __init__(self, wordings: Wordings, labels: Iterable[str], names: Iterable[str]) -> None:
        """`labels` are those of all concepts:
        a word that is rare in them weighs more. `names` are the company's.
        """
        self._words = words = words_of(wordings)
        self._called = tuple(name.casefold() for name in names if name)
        self._phrases = Phrases(wordings, self._called)
        self._groups: dict[str, frozenset[str]] = {}
        for group in wordings.opposites:
            alike = words.forms(group)
            for word in alike:
                self._groups[word] = self._groups.get(word, frozenset()) | alike
        self._apart = [(words.forms(one), words.forms(other)) for one, other in wordings.apart]
        self._told_apart = frozenset().union(*(one | other for one, other in self._apart))
        self._telling = words.forms(wordings.telling)
        self._measures = words.forms(wordings.own_measures)
        self.shared = words.forms(wordings.shared)
        self._light = words.forms(wordings.light)
        # What has been split goes with the lexicon, which is made for one release.
        self._terms: dict[str, Terms] = {}
        self._near: dict[str, str] = {}
        self._known: frozenset[str] = frozenset()
        self._choices: tuple[str, ...] = ()
        texts = [self.known(label).words for label in labels]
        self._counts = Counter(word for said in texts for word in said)
        self._texts = max(len(texts), 2)
        self._choices = tuple(sorted(self._counts))
        self._known = frozenset(self._choices)
        self._weights: dict[str, float] = {}
        # What was split before the words of the labels were known is split anew.
        self._terms.clear()

    def form(self, word: str) -> str:
        """The basic form of a word: its singular, and one word for all synonyms."""
        return self._words.form(word)

    @property
    def elements(self) -> Mapping[str, Sequence[str]]:
        """The elements that figures may be of: their names, by each word in them."""
        return self._words.elements

    def terms(self, text: str) -> Terms:
        """The words of a text."""
        found = self._terms.get(text)
        if found is None:
            found = self._terms[text] = self._mended(self._words.split(text, self._phrases))
        return found

    def known(self, text: str) -> Terms:
        """The words of a text of the base layer. It gives what `terms` gives, from a store."""
        found = self._terms.get(text)
        if found is None:
            plain, words = self._words.ours(text)
            if any(name in plain for name in self._called):
                return self.terms(text)
            found = self._terms[text] = self._mended(words)
        return found

    def _mended(self, words: Sequence[str]) -> Terms:
        # `Tangible equity` is no slip for intangible equity.
        known, measures = self._known, self._measures
        mended = [word if word in known or word in measures else self._nearest(word) for word in words]
        mended = [word for word in mended if not word.isdigit()]
        return Terms(frozenset(mended), " ".join(mended))

    def _nearest(self, word: str) -> str:
        if not self._known or len(word) < _LONG:
            return word
        found = self._near.get(word)
        if found is None:
            near = process.extractOne(word, self._choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
            found = self._near[word] = near[0] if near is not None else word
        return found

    def weight(self, word: str) -> float:
        """The weight of a word: the rarer among labels, the higher."""
        # Asked for every word of every caption and label: reckoned once.
        found = self._weights.get(word)
        if found is None:
            rarity = math.log(self._texts / (self._counts[word] + 1)) / math.log(self._texts)
            found = self._weights[word] = _LIGHT if word in self._light else 0.35 + 0.65 * rarity
        return found

    def likeness(
        self, caption: Terms, label: Terms, context: frozenset[str] = _NONE, *, least: float = 0
    ) -> float:
        """How alike a caption and a label are, 0 to 1; may be 0 where it is below `least`.

        Words of the `context`, the headings above and the total below, may be missing from the caption.
        """
        both = caption.words & label.words
        if not both:
            return 0.0
        # Exact sums: words of a set come in no order.
        same = 2 * math.fsum(
            [self.weight(word) * (_EXPECTED if word in context else 1) for word in both]
            if context
            else map(self.weight, both)
        )
        costs = self._costs(caption.words - both, both, context, _REPEATED)
        costs += self._costs(label.words - both, both, context, _KNOWN)
        likeness = (1 - _ORDER) * same / (same + costs)
        if likeness + _ORDER < least:
            return 0.0
        likeness += _ORDER * (fuzz.token_sort_ratio(caption.text, label.text) / 100)
        return likeness * self._agreement(caption.words, label.words, context)

    def _agreement(self, one: frozenset[str], other: frozenset[str], context: frozenset[str]) -> float:
        """The factor for how far two texts can mean the same:
        low where one is of purchases, the other of sales.
        """
        for side, contrary in self._apart if self._told_apart & one and self._told_apart & other else ():
            a, b = (bool(one & side), bool(one & contrary)), (bool(other & side), bool(other & contrary))
            if a in ((True, False), (False, True)) and b == a[::-1]:
                return _CONTRARY
        return _UNSAID if (one ^ other) & self._telling - context else 1.0

    def _costs(
        self, words: frozenset[str], both: frozenset[str], context: frozenset[str], known: float
    ) -> float:
        """The cost of the words that only one of two texts has; `both` are the words in both."""
        costs = []
        for word in words:
            weight, opposites = self.weight(word), self._groups.get(word)
            if opposites is not None and not opposites.isdisjoint(both):
                weight *= _OPPOSITE
            elif word in context:
                weight *= known
            costs.append(weight)
        return math.fsum(costs)
