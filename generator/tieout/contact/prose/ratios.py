"""Margins and rates in the prose, as ratios of two facts."""

from collections.abc import Iterator, Sequence

from tieout.contact.prose.names import Names
from tieout.contact.prose.phrases import finder
from tieout.contact.prose.said import Said
from tieout.definitions import ProseWords
from tieout.facts import Fact


class Ratios:
    """Finds the numerator and the denominator of a margin."""

    def __init__(self, words: ProseWords, names: Names) -> None:
        self._names = names
        self._ratios = [(finder(one.names), one.of, one.over) for one in words.ratios]

    def named(self, one: Said, context: frozenset[str]) -> Iterator[tuple[Fact, Fact, int, int]]:
        """The pairs of facts, for all periods, whose ratio the margin named before a figure can be.

        With each pair the number of `context` words that it needs, such as a segment's name, and the number
        of the sentence's words that remain unexplained.
        """
        found = [
            (match.end(), match[0], of, over)
            for names, of, over in self._ratios
            for match in names.finditer(one.text, 0, one.printed.start)
        ]
        if not found:
            return
        _, name, of, over = max(found, key=lambda one: one[0])
        both = self._names.words(" ".join((*of, *over)))
        strange = one.near - both - self._names.words(name)
        for above, own in self._facts(of, context | one.near | one.words):
            for below, others in self._facts(over, own):
                same = (above.context.period, above.unit) == (below.context.period, below.unit)
                if same and own - both == others - both:
                    yield above, below, len(own - both), len(strange - own)

    def _facts(self, names: Sequence[str], context: frozenset[str]) -> Iterator[tuple[Fact, frozenset[str]]]:
        """The facts with one of some names, each with the context words that its name uses as well."""
        seen: set[tuple[str, frozenset[str]]] = set()
        for name in names:
            words = self._names.words(name)
            for measure in self._names.measures:
                for named in self._names.named(words | context, measure):
                    own = named.name - words
                    if words & named.rest or (named.fact.id, own) in seen or "/" in measure:
                        continue
                    if not own and named.fact.context.members:
                        continue
                    seen.add((named.fact.id, own))
                    yield named.fact, own
