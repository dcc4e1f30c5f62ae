"""The words of a language: how a text is split into words, each in its basic form."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from tieout.definitions import Wordings, figure_elements
from tieout.layout import tidy

PARENT = "parent"
"""What stands for the name of the company."""

_WORD = re.compile(r"[^\W_]+")
# The words that the name of an element is put together of.
_IN_NAME = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")


class Phrases:
    """Replaces phrases by the one word that stands for each, the longest first."""

    def __init__(self, wordings: Wordings, names: Iterable[str] = ()) -> None:
        """`names` are those of a company."""
        phrases = [(phrase, word) for word, some in wordings.phrases.items() for phrase in some]
        phrases = [(name, PARENT) for name in names] + phrases
        self._words = dict(sorted(phrases, key=lambda pair: -len(pair[0])))
        inner = "|".join(map(re.escape, self._words)) or "(?!)"
        self._pattern = re.compile(rf"(?<!\w)(?:{inner})s?(?!\w)")

    def put(self, plain: str) -> str:
        """A text with each phrase replaced by its word."""
        return self._pattern.sub(lambda found: self._words[self._phrase_of(found[0])], plain)

    def _phrase_of(self, found: str) -> str:
        return found if found in self._words else found.removesuffix("s")


class Words:
    """The words of one language. There is one such object for each language, shared by all releases."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._one = {other: word for word, others in wordings.synonyms.items() for other in (word, *others)}
        self._phrases = Phrases(wordings)
        self.form = lru_cache(maxsize=20_000)(self._form)
        self._ours: dict[str, tuple[str, tuple[str, ...]]] = {}

    def _form(self, word: str) -> str:
        """The basic form of a word: its singular, and one word for all synonyms."""
        if word in self._one:
            return self._one[word]
        for ending, singular in self._wordings.endings:
            if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
                word = word.removesuffix(ending) + singular
                break
        return self._one.get(word, word)

    def forms(self, words: Iterable[str]) -> frozenset[str]:
        """Words, each in its basic form."""
        return frozenset(map(self.form, words))

    def split(self, text: str, phrases: Phrases) -> tuple[str, ...]:
        """The words of a text that count, in their order."""
        return self._split(_plain(text), phrases)

    def ours(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A text of the base layer in plain letters, with its words. Each is split once for all releases."""
        found = self._ours.get(text)
        if found is None:
            plain = _plain(text)
            found = self._ours[text] = (plain, self._split(plain, self._phrases))
        return found

    def _split(self, plain: str, phrases: Phrases) -> tuple[str, ...]:
        stop = self._wordings.stop
        return tuple(word for word in map(self.form, _WORD.findall(phrases.put(plain))) if word not in stop)

    @cached_property
    def elements(self) -> Mapping[str, Sequence[str]]:
        """The elements that figures may be of: their names, by each word in them."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in figure_elements():
            for word in _IN_NAME.findall(name):
                found[self.form(word.casefold())].append(name)
        return dict(found)


@lru_cache(maxsize=20_000)
def spelled(name: str) -> str:
    """The name of an element as words: `CostOfSales` is `Cost Of Sales`."""
    return " ".join(_IN_NAME.findall(name))


@lru_cache(maxsize=4)
def words_of(wordings: Wordings) -> Words:
    """The words of a language."""
    return Words(wordings)


def _plain(text: str) -> str:
    return tidy(text).casefold().replace("'s ", " ").replace("'", "")
