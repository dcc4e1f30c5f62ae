"""How alike a printed caption and the label of a concept are, word by word."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from tieout.definitions import Wordings
from tieout.layout import tidy

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
PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a text that count, each in one form; `text` has them in their order."""

    words: frozenset[str]
    text: str


class Lexicon:
    """Splits texts into words and compares them, by the words of one language."""

    def __init__(self, wordings: Wordings, labels: Iterable[str], names: Iterable[str]) -> None:
        """`labels` are those of all concepts: a rare word weighs more. `names` are those of the company."""
        self._wordings = wordings
        self._one = {other: word for word, others in wordings.synonyms.items() for other in (word, *others)}
        phrases = [(phrase, word) for word, some in wordings.phrases.items() for phrase in some]
        phrases = [(name.casefold(), PARENT) for name in names if name] + phrases
        self._phrases = dict(sorted(phrases, key=lambda pair: -len(pair[0])))
        inner = "|".join(map(re.escape, self._phrases)) or "(?!)"
        self._phrase = re.compile(rf"(?<!\w)(?:{inner})s?(?!\w)")
        self._groups: dict[str, frozenset[str]] = {}
        for group in wordings.opposites:
            alike = frozenset(self._form(word) for word in group)
            for word in alike:
                self._groups[word] = self._groups.get(word, frozenset()) | alike
        self._apart = [
            (frozenset(map(self._form, one)), frozenset(map(self._form, other)))
            for one, other in wordings.apart
        ]
        self._told_apart = frozenset().union(*(one | other for one, other in self._apart))
        self._telling = frozenset(map(self._form, wordings.telling))
        self.shared = frozenset(map(self._form, wordings.shared))
        self._light = frozenset(self._form(word) for word in wordings.light)
        self._known: dict[str, None] = {}
        texts = [self.terms(label).words for label in labels]
        self._counts = Counter(word for words in texts for word in words)
        self._texts = max(len(texts), 2)
        self._known = dict.fromkeys(sorted(self._counts))
        self._weights: dict[str, float] = {}
        self.terms.cache_clear()

    def form(self, word: str) -> str:
        """The one form of a word: that of the singular, and of all that mean the same."""
        return self._form(word)

    @lru_cache(maxsize=50_000)  # noqa: B019 - one lexicon is made for a draft
    def _form(self, word: str) -> str:
        if word in self._one:
            return self._one[word]
        for ending, singular in self._wordings.endings:
            if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
                word = word.removesuffix(ending) + singular
                break
        return self._one.get(word, word)

    @lru_cache(maxsize=50_000)  # noqa: B019 - as above
    def terms(self, text: str) -> Terms:
        """The words of a text."""
        plain = tidy(text).casefold().replace("'s ", " ").replace("'", "")
        plain = self._phrase.sub(lambda found: self._phrases[self._phrase_of(found[0])], plain)
        words = [self._form(word) for word in re.findall(r"[^\W_]+", plain)]
        words = [self._mended(word) for word in words if word not in self._wordings.stop]
        words = [word for word in words if not word.isdigit()]
        return Terms(frozenset(words), " ".join(words))

    def _phrase_of(self, found: str) -> str:
        return found if found in self._phrases else found.removesuffix("s")

    @lru_cache(maxsize=10_000)  # noqa: B019 - as above
    def _mended(self, word: str) -> str:
        if not self._known or word in self._known or len(word) < _LONG:
            return word
        near = process.extractOne(word, tuple(self._known), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return near[0] if near is not None else word

    def weight(self, word: str) -> float:
        """What a word weighs: rare ones tell more."""
        # Asked for every word of every caption and label: reckoned once.
        found = self._weights.get(word)
        if found is None:
            rarity = math.log(self._texts / (self._counts[word] + 1)) / math.log(self._texts)
            found = self._weights[word] = _LIGHT if word in self._light else 0.35 + 0.65 * rarity
        return found

    def likeness(self, caption: Terms, label: Terms, context: frozenset[str]) -> float:
        """From 0 to 1. Words of the `context` go without saying: the headings above, the total below."""
        both = caption.words & label.words
        if not both:
            return 0.0
        # Exact sums: words of a set come in no order.
        same = 2 * math.fsum(self.weight(word) * (_EXPECTED if word in context else 1) for word in both)
        costs = math.fsum(self._cost(word, both, context, _REPEATED) for word in caption.words - both)
        costs += math.fsum(self._cost(word, both, context, _KNOWN) for word in label.words - both)
        order = fuzz.token_sort_ratio(caption.text, label.text) / 100
        likeness = (1 - _ORDER) * same / (same + costs) + _ORDER * order
        return likeness * self._agreement(caption.words, label.words, context)

    def _agreement(self, one: frozenset[str], other: frozenset[str], context: frozenset[str]) -> float:
        """How far two texts may mean the same: not where one is of purchases, and the other of sales."""
        for side, contrary in self._apart if self._told_apart & one and self._told_apart & other else ():
            a, b = (bool(one & side), bool(one & contrary)), (bool(other & side), bool(other & contrary))
            if a in ((True, False), (False, True)) and b == a[::-1]:
                return _CONTRARY
        return _UNSAID if (one ^ other) & self._telling - context else 1.0

    def _cost(self, word: str, both: frozenset[str], context: frozenset[str], known: float) -> float:
        if self._groups.get(word, frozenset()) & both:
            return _OPPOSITE * self.weight(word)
        return self.weight(word) * (known if word in context else 1)
