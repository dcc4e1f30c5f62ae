"""Sums that hold within rounding, and yet are off by more than rounding makes.

Rounding may hide half a unit in each figure, so a sum of twenty may be off by ten and hold. But halves hardly
ever add up all one way: what is off by so much has a slip of the pen in it, most likely.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.core import Figure, beyond_rounding, half_unit
from tieout.relations import Bound, Key
from tieout.tie.model import Check


def strictly(
    tried: Sequence[tuple[Bound, Check]], figures: Mapping[Key, Figure]
) -> list[tuple[Bound, Check]]:
    """The relations, with those as exact ones that fail which rounding alone hardly lets hold.

    Such a sum is off by more than chance explains, and by over a unit more than it ever is elsewhere: in
    another column, or for another part.
    """
    by_relation: dict[str, list[Check]] = {}
    for bound, check in tried:
        if _is_rounded(bound, check):
            by_relation.setdefault(bound.relation, []).append(check)
    return [
        (replace(bound, exact=True), replace(check, slack=Decimal(0), holds=False))
        if _is_rounded(bound, check) and _is_far(bound, check, by_relation[bound.relation], figures)
        else (bound, check)
        for bound, check in tried
    ]


def _is_rounded(bound: Bound, check: Check) -> bool:
    """Whether a relation is a sum that holds, to the last digit or within rounding."""
    return check.holds and not bound.exact and bound.per is None and not bound.plus


def _is_far(bound: Bound, check: Check, alike: Sequence[Check], figures: Mapping[Key, Figure]) -> bool:
    """Whether a sum is off by more than what its figures were rounded by adds up to, and more than usual."""
    unit = 2 * max(half_unit(figures[key].decimals) for key in bound.keys)
    usual = max((abs(other.residue) for other in alike if other is not check), default=Decimal(0))
    halves = (half_unit(figures[key].decimals) for key in bound.keys if figures[key].value)
    return abs(check.residue) > usual + unit and beyond_rounding(check.residue, halves)
