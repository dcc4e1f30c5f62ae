"""Whether two lines print the same figures, how surely, and whether they would but for a slip of the pen."""

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.core import Figure, Period, consistent, slip
from tieout.draft.likeness import Terms
from tieout.draft.match import Placed
from tieout.draft.model import At
from tieout.draft.sheet import Entry

# So many digits that agree are certain, and so few are chance.
_DIGITS, _FEW = 7.0, 2.5
_ROUNDED, _LITTLE = 0.7, 0.2


def same_figures(entry: Entry, other: Entry) -> float | None:
    """How surely two lines print the same figures, 0 to 1; None where they print different ones.

    Signs are left out of it: what is taken off in one table may stand by itself in another.
    """
    digits, shared, off = 0.0, 0, 0
    for period, figure in entry.figures.items():
        twin = other.figures.get(period)
        if twin is None:
            continue
        shared += 1
        a, b = _plain(figure), _plain(twin)
        if consistent(a, b):
            step = min(a.decimals, b.decimals)
            digits += math.log10(float(abs(min(a.value, b.value)).scaleb(step)) + 1)
        elif abs(a.value - b.value) <= _step(a, b):
            off += 1
        else:
            return None
    if not shared:
        return 0.0
    # Figures that are rounded by hand may be off by one.
    if off:
        return _ROUNDED * min(digits / _DIGITS, 1.0) if digits >= _FEW else _LITTLE
    return min(digits / _DIGITS, 1.0) if digits >= _FEW else 0.0


def is_other_balance(entry: Entry, at: At, other: Entry) -> bool:
    """Whether a line of balances, each at an end of its period, is not the balance of another table.

    It is another one if all figures that both print are others, and not by a slip of the pen: one that is
    wrong by a digit is the same balance.
    """
    shared = 0
    for period, figure in entry.figures.items():
        twin = other.figures.get(period.at(at))
        if twin is None:
            continue
        shared += 1
        if consistent(figure, twin) or _is_slip(figure, twin):
            return False
    return shared > 0


def prints_changes_alone(entry: Entry) -> bool:
    """Whether a line prints nothing that could show it to be one of another table: `Organic  -8%` in each."""
    return not (entry.heading or entry.figures or entry.parts or entry.unread)


def _plain(figure: Figure) -> Figure:
    return Figure(abs(figure.value), figure.decimals)


def _step(a: Figure, b: Figure) -> Decimal:
    return Decimal(1).scaleb(-min(a.decimals, b.decimals)) * Decimal("1.5")


def repeats(
    entry: Entry, placed: Sequence[Placed], said: Terms | None = None
) -> tuple[dict[int, float], set[int]]:
    """Of what is in use, by index: what prints the same figures, how surely; and what prints others.

    Where it is `said` in words and nothing prints just the same, what does but for a figure that is wrong by
    a slip is neither, and the same if it has the words, too.
    """
    same: dict[int, float] = {}
    different: set[int] = set()
    alike = [
        n for n, one in enumerate(placed) if (one.entry.type, one.entry.unit) == (entry.type, entry.unit)
    ]
    for index in alike:
        found = same_figures(entry, placed[index].entry)
        if found is None:
            different.add(index)
        elif found:
            same[index] = found
    for index in sorted(different) if said is not None and not same else ():
        slipped = but_for_a_slip(entry, placed[index].entry)
        if slipped is not None:
            different.remove(index)
            if said is not None and said.words == placed[index].said.words:
                same[index] = slipped
    return same, different


def but_for_a_slip(entry: Entry, other: Entry) -> float | None:
    """How surely two lines print the same figures but for one that is wrong by a slip; None of others."""
    slipped = _slipped(entry, other)
    return (same_figures(_without(entry, slipped), other) or None) if slipped is not None else None


def _slipped(entry: Entry, other: Entry) -> Period | None:
    """The one period in which two lines print figures that are each other's by one slip of the pen.

    None where they differ in more, or print no figure alike.
    """
    unlike: Period | None = None
    alike = False
    for period, figure in entry.figures.items():
        twin = other.figures.get(period)
        if twin is None:
            continue
        if consistent(_plain(figure), _plain(twin)):
            alike = alike or bool(figure.value)
        elif unlike is not None:
            return None
        else:
            unlike = period
    if unlike is None or not alike:
        return None
    return unlike if _is_slip(_plain(entry.figures[unlike]), _plain(other.figures[unlike])) else None


def _without(entry: Entry, period: Period) -> Entry:
    return replace(entry, figures={at: figure for at, figure in entry.figures.items() if at != period})


def _is_slip(one: Figure, other: Figure) -> bool:
    places = min(one.decimals, other.decimals)
    printed, meant = (int(abs(figure.value).scaleb(places).to_integral_value()) for figure in (one, other))
    return bool(printed) and slip(printed, meant) is not None
