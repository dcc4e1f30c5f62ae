"""Judges a proposed sum column by column: exact, within rounding, or off.

A column that is off does not refute a sum: where other columns agree, one wrong figure is the likelier cause.
Such a sum is kept, and its failure reported, if one slip of the pen in one cell explains each failing column,
or if its caption says that it is a total.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from tieout.core import beyond_rounding, slip_within

Signed = tuple[int, int]
"""The index of a part, and the sign with which its printed figure enters."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A line's amounts by column, in half units of the last digit. None: the cell cannot be read.

    `halves` are what rounding may hide in each. `hint`: its words call it a total. `tone`: its side of the
    books.
    """

    values: tuple[int | None, ...]
    halves: tuple[int, ...]
    caption: str
    hint: bool = False
    tone: int = 0

    @property
    def zero(self) -> bool:
        """Whether all amounts that can be read are zero or a dash."""
        return not any(self.values)


@dataclass(slots=True)
class Verdict:
    """The columns of a proposed sum, by how they hold, and how many digits agree in those that do.

    In `near` columns it is off by no more than rounding explains, in those of them that are `far` by more
    than it hardly ever makes; in `coarse` columns figures of several precisions agree. `sound` is the
    evidence of the columns in which the total is not just one of its parts.
    """

    exact: list[int] = field(default_factory=list)
    coarse: list[int] = field(default_factory=list)
    near: list[int] = field(default_factory=list)
    far: list[int] = field(default_factory=list)
    off: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    evidence: float = 0.0
    sound: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether no column that can be read fails."""
        return not self.off

    @property
    def held(self) -> int:
        """The number of columns in which it holds."""
        return len(self.exact) + len(self.coarse) + len(self.near)


def judge(whole: Amounts, parts: Sequence[tuple[Amounts, int]], *, failing: bool = True) -> Verdict:
    """The verdict on a total and its parts; without `failing` it ends at the first column that fails."""
    found = Verdict()
    rounded: list[float] = []
    for column, value in enumerate(whole.values):
        terms = [part.values[column] for part, _ in parts]
        if value is None or None in terms:
            found.unread.append(column)
            continue
        off = abs(value - _made(parts, column))
        halves = [whole.halves[column], *(part.halves[column] for part, _ in parts)]
        if off > sum(halves):
            found.off.append(column)
            if failing:
                continue
            return found
        # How unlikely it is by chance: parts of thousands that leave just 34 agree in all their digits. Parts
        # that leave nothing are alike, and no more.
        largest = max(abs(term) for term in (value, *terms) if term is not None) if value else 0
        size = largest / (2 * max(halves)) + 1
        if off == 0 and len(set(halves)) == 1:
            found.exact.append(column)
            agreed = math.log10(size)
        else:
            (found.near if off else found.coarse).append(column)
            found.far += [column] if _is_far(whole, parts, column, off) else []
            agreed = math.log10(max(size / (len(halves) + 1), 1))
        alone = any(term is not None and abs(term) == abs(value) for term in terms)
        # Parts that cancel each other out make any line the sum of itself and them.
        found.evidence += 0 if alone and sum(map(bool, terms)) > 1 else agreed
        found.sound += 0 if alone else agreed
        rounded.append(math.log10(max((abs(value) / (2 * whole.halves[column]) + 1) / (len(parts) + 2), 1)))
    if found.near or found.coarse:
        found.evidence = min(found.evidence, sum(rounded))
    return found


def _is_far(whole: Amounts, parts: Sequence[tuple[Amounts, int]], column: int, off: int) -> bool:
    """Whether rounding of its figures hardly makes what a column is off by."""
    lines = (whole, *(part for part, _ in parts))
    return beyond_rounding(off, [line.halves[column] for line in lines if line.values[column]])


class Sums:
    """Adds one part after the other to a sum beside a total,
    and knows at once whether they can still agree.
    """

    def __init__(self, whole: Amounts) -> None:
        self._whole = whole
        self._made: list[int | None] = [0] * len(whole.values)
        self._slack = list(whole.halves)

    def add(self, part: Amounts) -> None:
        """Adds one part. A column in which it cannot be read is out of the sum from then on."""
        for column, value in enumerate(part.values):
            made = self._made[column]
            self._made[column] = None if made is None or value is None else made + value
            self._slack[column] += part.halves[column]

    @property
    def off(self) -> bool:
        """Whether a readable column is off by more than rounding explains, in the sense of `judge`."""
        return any(
            value is not None and made is not None and abs(value - made) > slack
            for value, made, slack in zip(self._whole.values, self._made, self._slack, strict=True)
        )


def explained(whole: Amounts, parts: Sequence[tuple[Amounts, int]], column: int) -> bool:
    """Whether one slip of the pen in one cell explains why the parts of a column do not make its total.

    Besides the slip it may be off by what rounding explains.
    """
    value = whole.values[column]
    if value is None:
        return False
    off = value - _made(parts, column)
    slack = whole.halves[column] + sum(part.halves[column] for part, _ in parts)
    if _slipped(whole, column, value - off, slack):
        return True
    return any(
        _slipped(part, column, printed + sign * off, slack)
        for part, sign in parts
        if (printed := part.values[column]) is not None
    )


def _slipped(line: Amounts, column: int, meant: int, slack: int) -> bool:
    """Whether one slip turns the intended amount into the printed one. A dash is never a slip."""
    unit, printed = 2 * line.halves[column], line.values[column]
    least, most = -((slack - meant) // unit), (meant + slack) // unit
    if not printed or least > most:
        return False
    return slip_within(printed // unit, least, most) is not None


def _made(parts: Sequence[tuple[Amounts, int]], column: int) -> int:
    return sum(sign * value for part, sign in parts if (value := part.values[column]) is not None)
