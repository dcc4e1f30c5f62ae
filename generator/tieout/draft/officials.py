"""The elements of us-gaap that the base layer has no concept for: what a line may be beside its concepts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tieout.definitions import Company, Concept, Element
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.own import Own

# How alike an element's name has to be to a caption, and how many are looked at.
_NAMED, _LOOKED_AT = 0.8, 120
_WORDS = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")


class Officials:
    """Elements of a year as concepts, made when they are asked for."""

    def __init__(
        self, company: Company, elements: Mapping[str, Element], lexicon: Lexicon, own: Own, year: int
    ) -> None:
        self._base = company.base.concepts
        self._elements = elements
        self._lexicon = lexicon
        self._own = own
        self._year = year
        self._terms: dict[str, Terms] = {}
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)

    def fits(self, name: str, kind: str, period: str) -> bool:
        """Whether an element is one of the year, for such figures."""
        element = self._elements.get(name)
        if element is None:
            concept = self._base.get(name)
            return concept is not None and (concept.type, concept.period) == (kind, period)
        return (element.type, element.period) == (kind, period) and element.is_of(self._year)

    def is_past(self, name: str) -> bool:
        """Whether an element is none of the year."""
        element = self._elements.get(name)
        return element is not None and not element.is_of(self._year)

    def concept(self, name: str) -> Concept | None:
        """The element as a concept, if the base layer has none by its name."""
        if name in self._base or (element := self._elements.get(name)) is None:
            return None
        return self._own.concepts.get(name) or self._own.official_concept(element)

    def named_like(self, said: Terms, kind: str, period: str) -> Iterator[Concept]:
        """The elements whose names say what a caption does."""
        for name in self._sharing(said):
            if not self.fits(name, kind, period):
                continue
            terms = self._terms.get(name) or self._terms.setdefault(name, self._name_of(name))
            if self._lexicon.likeness(said, terms, frozenset()) >= _NAMED:
                concept = self.concept(name)
                if concept is not None:
                    yield concept

    def _name_of(self, name: str) -> Terms:
        return self._lexicon.terms(" ".join(_WORDS.findall(name)))

    def _sharing(self, said: Terms) -> dict[str, None]:
        """The names that have a word of a caption, the rarest words first."""
        if not self._by_word:
            for name in self._elements:
                for word in _WORDS.findall(name):
                    self._by_word[self._lexicon.form(word.casefold())].append(name)
        known = sorted((self._by_word[word] for word in said.words if word in self._by_word), key=len)
        found: dict[str, None] = {}
        for names in known:
            if found and len(found) + len(names) > _LOOKED_AT:
                break
            found |= dict.fromkeys(names)
        return found
