"""The elements of us-gaap that the base layer has no concept for, as further candidates for a line."""

from collections.abc import Iterator, Mapping

from tieout.definitions import Company, Concept, Element
from tieout.definitions.captions import sharing
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.own import Own
from tieout.draft.words import spelled

# How alike an element's name has to be to a caption, and how many are looked at.
_NAMED, _LOOKED_AT = 0.8, 120


class Officials:
    """The elements of one year's taxonomy, made into concepts when they are asked for."""

    def __init__(
        self, company: Company, elements: Mapping[str, Element], lexicon: Lexicon, own: Own, year: int
    ) -> None:
        self._base = company.base.concepts
        self._elements = elements
        self._lexicon = lexicon
        self._own = own
        self._year = year

    def fits(self, name: str, kind: str, period: str) -> bool:
        """Whether an element belongs to the year and has the type and the period type asked for."""
        element = self._elements.get(name)
        if element is None:
            concept = self._base.get(name)
            return concept is not None and (concept.type, concept.period) == (kind, period)
        return (element.type, element.period) == (kind, period) and element.is_of(self._year)

    def is_past(self, name: str) -> bool:
        """Whether an element is known but not in the year's taxonomy:
        it was removed before, or came later.
        """
        element = self._elements.get(name)
        return element is not None and not element.is_of(self._year)

    def concept(self, name: str) -> Concept | None:
        """The element as a concept; None where the base layer has a concept of that name."""
        if name in self._base or (element := self._elements.get(name)) is None:
            return None
        return self._own.concepts.get(name) or self._own.official_concept(element)

    def named_like(self, said: Terms, kind: str, period: str) -> Iterator[Concept]:
        """The elements whose names share words with a caption, as concepts of a type and period type."""
        for name in sharing(self._lexicon.elements, said.words, _LOOKED_AT):
            if not self.fits(name, kind, period):
                continue
            terms = self._lexicon.known(spelled(name))
            if self._lexicon.likeness(said, terms, least=_NAMED) >= _NAMED:
                concept = self.concept(name)
                if concept is not None:
                    yield concept
