"""Decides whether a figure in the prose contradicts a table, or is another amount."""

from collections.abc import Sequence
from decimal import Decimal

from tieout.contact.prose.amounts import slipped
from tieout.contact.prose.found import CERTAIN, TELLING, Found
from tieout.contact.prose.names import Names
from tieout.contact.prose.phrases import finder
from tieout.contact.prose.said import Said
from tieout.definitions import ProseWords


class Contradictions:
    """Tells contradictions from other amounts."""

    def __init__(self, words: ProseWords, names: Names) -> None:
        self._names = names
        self._another = finder(words.another)
        self._compared = finder(words.compared)

    def contradicted(self, one: Said, found: Sequence[Found], beside: Sequence[Found]) -> Found | None:
        """The reading that a figure contradicts: name and period are certain, or one slip explains it. Else
        None.

        A line counts as certain too if another figure of the same name, `beside` this one, is of that line.
        """
        if not one.sure:
            return None
        if one.role == "change" and not one.base and self._compared.search(one.tail):
            # It is against something that is not understood.
            return None
        lines = {id(self._names.siblings(fact)) for f in beside if f.as_ != "ratio" for fact in f.facts[:1]}
        # What has been said already is not said again: the next amount is another.
        already = {f.ids for f in beside}
        alike = [f for f in found if id(self._names.siblings(f.facts[0])) in lines and f.ids not in already]
        alike = [f for f in alike if not self._is_another(one.beside, f)]
        # Of several times the figure may be of, those that are said beside it are another's.
        told = [fact.context.period for f in beside for fact in f.facts[:1]]
        ends = {
            (when.end, when.months) for when in one.whens if not any(when.fits(period) for period in told)
        }
        if (
            alike
            and len({self._rounded(one, f) for f in alike}) == 1
            and (len(ends) < 2 or one.role == "change")
        ):
            return alike[0]
        certain = [f for f in found if not f.rest]
        if certain:
            longest = max(f.longest for f in certain)
            best = [f for f in certain if f.longest == longest]
            weak = any(f.lent or f.apart or f.stray for f in best)
            if not weak and self._is_plain(one, best[0]) and len({self._line(one, f) for f in best}) == 1:
                return min(best, key=lambda f: abs(f.value - one.printed.figure.value))
        likely = one.printed.significant >= CERTAIN
        near = [f for f in found if f.rest <= likely and self._slipped(one, f)]
        if len({self._rounded(one, f) for f in near}) != 1:
            return None
        weak = near[0].lent or near[0].apart or bool(near[0].rest)
        return near[0] if likely or (not weak and one.printed.significant >= TELLING) else None

    @staticmethod
    def _rounded(one: Said, found: Found) -> Decimal:
        """The value of a reading, in the precision of the figure."""
        return (found.value.scaleb(one.printed.figure.decimals)).to_integral_value()

    def _is_another(self, text: str, found: Found) -> bool:
        """Whether words around a figure mark it as another amount: `in constant currency`."""
        said = (self._names.words(match[0]) for match in self._another.finditer(text))
        return any(not words or not words <= found.known for words in said)

    def _line(self, one: Said, found: Found) -> object:
        """What tells readings apart. Basic and diluted amounts are one where the sentence names neither."""
        if one.printed.kind != "per-share" or self._names.share_kind(one.beside):
            return found.value
        return found.facts[0].context.period

    @staticmethod
    def _slipped(one: Said, found: Found) -> bool:
        figure = found.facts[0].figure
        if slipped(one.printed, found.value) is not None:
            return True
        # Notes below a table in thousands print them as they are.
        unscaled = found.as_ == "fact" and one.printed.figure.decimals == 0 and figure is not None
        if not unscaled or figure is None or figure.decimals >= 0:
            return False
        return slipped(one.printed, found.value.scaleb(figure.decimals)) is not None

    def _is_plain(self, one: Said, found: Found) -> bool:
        """Whether nothing in its sentence marks a figure as another amount."""
        ends = {(when.end, when.months) for when in one.whens}
        clause = f"{one.text[one.statement : one.printed.end]} {one.beside}"
        return (
            one.near == one.words
            and len(ends) == 1
            and not one.listed
            and not self._is_another(clause, found)
        )
