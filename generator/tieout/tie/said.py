"""Writes the finding of a relation that fails: by how much, in printed units, and the likely cause."""

from collections.abc import Sequence
from decimal import Decimal

from tieout.core import Finding, Slip, half_unit, read_number
from tieout.facts import Fact, FactSet
from tieout.mapping import Printed
from tieout.relations import Bound, Key
from tieout.tie.empty import Empty
from tieout.tie.mends import Mend
from tieout.tie.model import Check

_COMPARE = "Compare these cells with the release. If it is printed so, accept it under `exceptions`."
_BY: dict[Slip, str] = {
    "digit": "one digit",
    "sign": "its sign",
    "swap": "two digits that are swapped",
    "lost": "a digit that is lost or one too many",
    "scale": "its scale",
}
_HARDLY = "Rounding of each figure may make so much, but hardly ever does."
# Words of our own messages, whatever the release's.
_SCALES = {3: "thousand", 6: "million", 9: "billion"}
# So many likely cells are named in the mend; where more are as likely, none is.
_NAMED = 3
# So many single changes are listed in the details.
_LISTED = 5


class Said:
    """Writes findings of relations that fail, in the units in which each fact is printed."""

    def __init__(self, facts: FactSet) -> None:
        self._printed: dict[str, Printed] = {}
        for fact_id, printed in facts.printed:
            self._printed.setdefault(fact_id, printed)

    def off(
        self,
        check: Check,
        bound: Bound,
        likely: Sequence[Mend],
        empty: Empty | None = None,
        *,
        rounded: bool = False,
    ) -> Finding:
        """The finding of a relation that fails.

        `likely` are its figures, the likeliest cause first; `empty` is an empty cell that is likelier than
        any of them. `rounded` tells that it holds within rounding.
        """
        facts = dict(zip(bound.keys, check.facts, strict=True))
        order = [facts[mend.key] for mend in likely] or list(check.facts)
        first = _fill(empty) if empty is not None else self._first(likely, facts)
        return Finding(
            "tie.total-off",
            self._message(check),
            " ".join((*first, _COMPARE)),
            (
                *((empty.place,) if empty is not None else ()),
                *(place for fact in order for place in fact.places[:1]),
            ),
            facts=tuple(fact.id for fact in check.facts),
            details=(
                *(
                    f"{'+' if weight > 0 else '-'} {self._valued(fact):>20}  {_at(fact)}"
                    for weight, fact in check.parts
                ),
                *((f"/ {self._valued(check.per):>20}  {_at(check.per)}",) if check.per is not None else ()),
                *(crossed := self._all_hold(likely, facts)),
                *self._mended(likely, facts),
                *((_HARDLY,) if rounded else self._rounded(check) if not crossed else ()),
            ),
            subject=check.relation,
        )

    def _message(self, check: Check) -> str:
        """The message, in the release's words and units,
        and then the amount as `exceptions` of release.yaml needs it.
        """
        total = check.total
        what = "does not add up beyond rounding" if check.slack else "does not add up"
        if check.per is not None:
            what = "is not the quotient of its figures, rounding allowed for,"
        named = f'"{total.places[0].row}"' if total.places and total.places[0].row else total.concept.name
        is_, made, by = (
            self._amount(total, value) for value in (check.reported, check.computed, abs(check.residue))
        )
        off = "too little" if check.residue > 0 else "too much"
        said = f"{named} is {is_}{self._scale(total)}, its parts make {made}: {by} {off}"
        return f"{said}. {check.relation} {what} for {total.context.id}, off by {check.residue:,f}"

    def _scale(self, fact: Fact) -> str:
        """The word for the unit that a fact is printed in."""
        printed = self._printed.get(fact.id)
        if printed is None or printed.figure is None or printed.text.endswith("%"):
            return ""
        power = read_number(printed.text.strip("$%")).places - printed.figure.decimals
        return f" {_SCALES[power]}" if power in _SCALES else ""

    def _amount(self, fact: Fact, value: Decimal) -> str:
        """A value in the unit that a fact is printed in."""
        printed = self._printed.get(fact.id)
        if printed is None or printed.figure is None:
            return f"{value:,f}"
        shown = value.scaleb(printed.figure.decimals - read_number(printed.text.strip("$%")).places)
        plain = shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()
        return f"{plain:,f}"

    def _valued(self, fact: Fact) -> str:
        """A fact's value in the unit that it is printed in."""
        assert isinstance(fact.value, Decimal)
        return self._amount(fact, fact.value)

    def _as_printed(self, fact: Fact, value: Decimal) -> str:
        """A value as the cell of a fact would print it: in its unit, with its sign or brackets."""
        printed = self._printed.get(fact.id)
        if printed is None or printed.figure is None:
            return f"{value:,f}"
        cell = read_number(printed.text.strip("$%"))
        turned = cell.value is not None and (cell.value < 0) != (printed.figure.value < 0)
        amount = self._amount(fact, -value if turned else value)
        return f"({amount.removeprefix('-')})" if amount.startswith("-") and "(" in printed.text else amount

    def _first(self, likely: Sequence[Mend], facts: dict[Key, Fact]) -> list[str]:
        """Where to look first and what would mend it: the causes that no other is as likely as."""
        named = [mend for mend in likely if mend.slip is not None and mend.meant is not None]
        best = min((mend.cost for mend in named), default=0)
        named = [mend for mend in named if mend.cost == best]
        if not named or len(named) > _NAMED:
            return []
        told = [self._would(facts[mend.key], mend) for mend in named]
        return [f"Look first at {'; or at '.join(told)}."]

    def _would(self, fact: Fact, mend: Mend) -> str:
        assert isinstance(fact.value, Decimal) and mend.meant is not None and mend.slip is not None
        was, would = self._as_printed(fact, fact.value), self._as_printed(fact, mend.meant.value)
        return f"{_at(fact)}: {was} is off by {_BY[mend.slip]} from {would}, which would mend it"

    def _all_hold(self, likely: Sequence[Mend], facts: dict[Key, Fact]) -> list[str]:
        """The only figure with which every relation around it would hold, if there is just one.

        It is named and not used: a figure that can be read stays as printed.
        """
        found = [mend for mend in likely if mend.meant is not None and mend.exact and mend.cost <= 0]
        crossed = [mend for mend in found if mend.around > 1]
        if len(crossed) != 1:
            return []
        (mend,) = crossed
        assert mend.meant is not None
        fact = facts[mend.key]
        meant = self._as_printed(fact, mend.meant.value)
        return [f"All {mend.around} relations hold if it is {meant}: {_at(fact)}"]

    def _rounded(self, check: Check) -> list[str]:
        """A hint that rounding may be the cause, where a sum of exact figures is off by no more than that.

        The page cannot tell: other columns add up to the last digit.
        """
        reach = sum((half_unit(part.figure.decimals) for _, part in check.parts if part.figure), Decimal(0))
        if check.slack or check.per is not None or abs(check.residue) > reach:
            return []
        return ["Or each part is rounded by itself: that alone may make so much."]

    def _mended(self, likely: Sequence[Mend], facts: dict[Key, Fact]) -> list[str]:
        """The single changes that would mend it, those first that leave the fewest relations failing."""
        single = [(mend, facts[mend.key]) for mend in likely if mend.slip is not None]
        return [
            f"One change mends it: {self._as_printed(fact, mend.meant.value)} for "
            f"{self._as_printed(fact, fact.value)}, {_at(fact)}"
            for mend, fact in single[:_LISTED]
            if mend.meant is not None and isinstance(fact.value, Decimal)
        ]


def _fill(empty: Empty) -> list[str]:
    at = f"{empty.row}, {empty.place.line}:{empty.place.column}"
    return [f"Look first at {at}: nothing is printed there, and {empty.printed} would mend it."]


def _at(fact: Fact) -> str:
    """The cell that prints a fact: its caption as printed, its line and column."""
    if not fact.places:
        return fact.concept.name
    place = fact.places[0]
    return f"{place.row}, {place.line}:{place.column}"
