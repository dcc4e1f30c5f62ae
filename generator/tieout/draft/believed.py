"""The totals that are found so far, and which further sum is believed.

A sum is believed where it would hardly come about by chance: the digits in which it agrees, over all columns
that can be read, have to outweigh the number of sums that were tried.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tieout.core import Period
from tieout.draft.footing import Amounts, Signed, Verdict, explained, judge

# So many digits more than chance explains make a sum; a caption that says "total" is worth some. Where a
# column fails, it has to be more.
_ENOUGH, _HINT, _FAILS = 2.0, 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Total:
    """A line that is the sum of others, (index, sign as printed).

    `unread` are the columns in which a cell cannot be read: the others are the evidence. In those of `near`
    it is off by no more than rounding explains, in those of `off` by more; `coarse` is whether figures of
    several precisions are summed. `said` is whether its caption and its section say so, whatever they make.
    """

    total: int
    parts: tuple[Signed, ...]
    unread: tuple[Period, ...] = ()
    near: tuple[Period, ...] = ()
    off: tuple[Period, ...] = ()
    coarse: bool = False
    said: bool = False

    @property
    def exact(self) -> bool:
        """Whether it holds to the last digit in every column."""
        return not (self.unread or self.near or self.off or self.coarse)


@dataclass(slots=True)
class Believed:
    """The lines of a statement with the totals among them. With `failing` sums are believed that fail.

    `headings` are the indices of headings, `columns` the periods.
    """

    lines: Sequence[Amounts | None]
    headings: frozenset[int]
    columns: tuple[Period, ...]
    failing: bool = False
    found: dict[int, Total] = field(default_factory=dict)
    _summed: dict[int, tuple[int, set[tuple[int | None, ...]]]] = field(default_factory=dict)
    _shapes: set[tuple[str, ...]] = field(default_factory=set)
    _spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    _near: dict[int, tuple[int, list[int]]] = field(default_factory=dict)
    _vain: dict[tuple[str, int, bool], tuple[object, ...]] = field(default_factory=dict)

    def line(self, index: int) -> Amounts:
        """A line with amounts."""
        line = self.lines[index]
        assert line is not None
        return line

    # What is believed ------------------------------------------------------------------------------------

    def tested(self, total: int, parts: Sequence[Signed], tried: int) -> Total | None:
        """The total, where it agrees with its parts and that is no chance."""
        whole, terms = self.line(total), [(self.line(index), sign) for index, sign in parts]
        verdict = judge(whole, terms, failing=self.failing)
        if verdict.holds == self.failing or not self._is_sum(total, parts):
            return None
        needed = _ENOUGH + math.log10(max(tried, 1)) - (_HINT if whole.hint else 0)
        if self.failing:
            needed += _FAILS
        evidence = verdict.sound if self.failing else verdict.evidence
        if evidence < needed or (self.failing and not may_fail(verdict, whole, terms)):
            return None
        return self.total(total, parts, verdict)

    def total(self, total: int, parts: Sequence[Signed], verdict: Verdict) -> Total:
        """A total with its parts and the columns in which it holds, is near or is off, by their periods."""
        unread, near, off = (
            tuple(self.columns[column] for column in columns)
            for columns in (verdict.unread, verdict.near, verdict.off)
        )
        return Total(total, tuple(parts), unread, near, off, coarse=bool(verdict.coarse))

    def _is_sum(self, total: int, parts: Sequence[Signed]) -> bool:
        """Whether it says more than that two lines are equal: two amounts, or the form of another total."""
        if sum(not self.line(index).zero for index, _ in parts) > 1:
            return True
        shape = tuple(self.line(index).caption.casefold() for index, _ in parts)
        return len(parts) > 1 and (self.line(total).hint or shape in self._shapes)

    def take(self, total: Total) -> bool:
        """Adds a total to those that are found."""
        self.found[total.total] = total
        self._shapes.add(tuple(self.line(index).caption.casefold() for index, _ in total.parts))
        return True

    def in_vain(self, step: str, index: int, near: Sequence[int], reach: int) -> bool:
        """Whether a step was tried at a line before with all that it looks at as it is now; it is noted.

        It looks at up to `reach` lines that are next to it. Totals found elsewhere since then only rule more
        sums out.
        """
        seen = tuple(near[:reach])
        state = (seen, len(near), len(self._shapes), tuple(part in self.found for part in seen))
        key = (step, index, self.failing)
        if self._vain.get(key) == state:
            return True
        self._vain[key] = state
        return False

    # Which lines are left --------------------------------------------------------------------------------

    def first(self, index: int) -> int:
        """The first line of all that a line sums, itself where it is no total; a total may stand above."""
        found = self.found.get(index)
        return index if found is None else min(index, *(self.first(part) for part, _ in found.parts))

    def open(self) -> Iterator[int]:
        """Each line that is no total yet."""
        for index, line in enumerate(self.lines):
            if line is not None and not line.zero and index not in self.found:
                yield index

    def above(self, index: int) -> list[int]:
        """The lines above that are part of no total above, the nearest first."""
        # Each step asks for it: looked up until another total is found.
        known, near = self._near.get(index, (-1, []))
        if known != len(self.found):
            near = self._free(range(index))[::-1]
            self._near[index] = len(self.found), near
        return near

    def below(self, index: int) -> list[int]:
        """The lines below that are part of no total below, the nearest first."""
        return self._free(range(index + 1, len(self.lines)))

    def _free(self, side: range) -> list[int]:
        covered: set[int] = set()
        for index, total in self.found.items():
            if index not in self._spans:
                members = [total.total, *(part for part, _ in total.parts)]
                self._spans[index] = min(members), max(members)
            first, last = self._spans[index]
            if first >= side.start and last < side.stop:
                # What a sum leaves out is a part of a part.
                covered.update(range(first, index), range(index + 1, last + 1))
        return [at for at in side if self.lines[at] is not None and at not in covered]

    def sums_already(self, index: int, part: int) -> bool:
        """Whether a total already sums a line, by itself or by its parts; or one that prints the same."""
        # Asked for each part of each sum that is tried: gathered once, until another total is found.
        known, values = self._summed.get(index, (-1, set()))
        if known != len(self.found):
            values = {self.line(other).values for other in self.found if self._sums(other, index)}
            self._summed[index] = len(self.found), values
        return self.line(part).values in values

    def _sums(self, total: int, index: int) -> bool:
        found = self.found.get(total)
        return found is not None and any(p == index or self._sums(p, index) for p, _ in found.parts)


def may_fail(verdict: Verdict, whole: Amounts, terms: Sequence[tuple[Amounts, int]]) -> bool:
    """Whether a sum that fails in some columns is one all the same.

    It holds in as many others, and in each that is off one damaged or wrong figure explains why.
    """
    return len(verdict.off) <= verdict.held and all(explained(whole, terms, column) for column in verdict.off)
