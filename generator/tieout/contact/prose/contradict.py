"""Decides whether a figure in the prose contradicts a table, or is another amount."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.contact.prose.amounts import is_change, is_figure, slipped
from tieout.contact.prose.found import CERTAIN, TELLING, Found
from tieout.contact.prose.names import Names
from tieout.contact.prose.phrases import finder
from tieout.contact.prose.said import Said
from tieout.definitions import ProseWords
from tieout.facts import Fact

# So many decimal places are those of an amount in cents.
_CENTS = 2


class Contradictions:
    """Tells contradictions from other amounts."""

    def __init__(self, words: ProseWords, names: Names) -> None:
        self._names = names
        self._another = finder(words.another)
        self._compared = finder(words.compared)
        self._losses = finder(words.losses)
        self._to_date = finder(words.to_date)

    def contradicted(self, one: Said, found: Sequence[Found], beside: Sequence[Found]) -> Found | None:
        """The reading that a figure contradicts: name and period are certain, or one slip explains it. Else
        None.

        A line counts as certain too if another figure of the same name, `beside` this one, is of that line.
        """
        if not one.sure:
            return None
        found = [f for f in found if not self._is_finer(one, f) and not self._is_to_date(f)]
        told = self._told(one, found, beside)
        return None if told is not None and self._is_of_another(one, told, beside) else told

    def _told(self, one: Said, found: Sequence[Found], beside: Sequence[Found]) -> Found | None:
        """What a figure contradicts, of all that it may be."""
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
        near = [f for f in near if not self._is_limited(one.before, f)]
        if len({self._rounded(one, f) for f in near}) != 1:
            return None
        weak = near[0].lent or near[0].apart or bool(near[0].rest)
        return near[0] if likely or (not weak and one.printed.significant >= TELLING) else None

    @staticmethod
    def _is_finer(one: Said, found: Found) -> bool:
        """Whether a figure has cents and what it may be is printed in thousands: it is per share, unsaid."""
        figure = found.facts[0].figure
        cents = one.printed.kind == "money" and one.printed.figure.decimals >= _CENTS
        return found.as_ == "fact" and cents and figure is not None and figure.decimals < 0

    def _is_to_date(self, found: Found) -> bool:
        """Whether a row says that its amounts are of the year so far, whatever its columns say."""
        return any(self._to_date.search(place.row) for fact in found.facts for place in fact.places)

    def _is_of_another(self, one: Said, told: Found, beside: Sequence[Found]) -> bool:
        """Whether a figure is what the table has for another line or time that the sentence speaks of.

        `from $308 million to $460 million` says both, and `Net income` may be that of the parent alone.
        """
        if told.as_ == "change":
            # To another time: `$3 million higher than in May, and $5 million higher than in April`.
            line = self._names.siblings(told.facts[0])
            return any(is_change(one.printed, one.turn, now, told.facts[-1]) for now in line)
        if told.as_ != "fact":
            return False
        others = self._names.speaking_of(one.near, told.facts[0])
        if _is_sum(one, told.facts[0], others):
            return True
        if told.ids in {f.ids for f in beside}:
            others += self._names.siblings(told.facts[0])
        return any(fact.figure is not None and is_figure(one.printed, fact.figure) for fact in others)

    @staticmethod
    def _rounded(one: Said, found: Found) -> Decimal:
        """The value of a reading, in the precision of the figure."""
        return (found.value.scaleb(one.printed.figure.decimals)).to_integral_value()

    def _is_another(self, text: str, found: Found) -> bool:
        """Whether words around a figure mark it as another amount: `in constant currency`."""
        said = (self._names.words(match[0]) for match in self._another.finditer(text))
        return any(not words or not words <= found.known for words in said)

    def _is_limited(self, text: str, found: Found) -> bool:
        """Whether words before a figure limit it to a part of what its name says: `excluding`."""
        said = (self._names.words(match[0]) for match in self._another.finditer(text))
        return any(words and not words <= found.known for words in said)

    def _line(self, one: Said, found: Found) -> object:
        """What tells readings apart. Basic and diluted amounts are one where the sentence names neither."""
        if one.printed.kind != "per-share" or self._names.share_kind(one.beside):
            return found.value
        return found.facts[0].context.period

    def _slipped(self, one: Said, found: Found) -> bool:
        figure = found.facts[0].figure
        if one.listed and found.as_ == "ratio":
            return False
        if found.as_ == "fact" and found.value < 0 and self._losses.search(one.lead) is None:
            return False
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


def _is_sum(one: Said, fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether a figure is a balance with one other that is called the same and more: deposits, and those of
    public funds.
    """
    return fact.context.period.instant and any(
        fact.figure is not None
        and other.figure is not None
        and other is not fact
        and is_figure(one.printed, replace(fact.figure, value=fact.figure.value + other.figure.value))
        for other in others
    )
