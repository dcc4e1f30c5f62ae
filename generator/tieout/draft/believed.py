"""The totals found so far in a statement, and the rule by which one more sum is accepted.

A sum is accepted where chance is an unlikely explanation: the number of digits that agree, over all columns
that can be read, has to outweigh the number of sums that were tried.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tieout.core import Period
from tieout.draft.footing import Amounts, Signed, Verdict, explained, judge

# So many digits more than chance explains make a sum; a caption that says "total" is worth some. Where a
# column fails, it has to be more.
_ENOUGH, _HINT, _FAILS = 2.0, 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Total:
    """A line that is the sum of others. `total` is its index, `parts` are (index, sign as printed).

    `unread` are the columns with a cell that cannot be read; the other columns are the evidence. In `near`
    columns it is off by no more than rounding explains, in `off` columns by more. `coarse`: figures of
    several precisions are summed. `said`: its caption and its section call it a total, whether or not the
    figures do. `loose`: it may be off by what rounding makes, as amounts per share are, whatever other sums
    are.
    """

    total: int
    parts: tuple[Signed, ...]
    unread: tuple[Period, ...] = ()
    near: tuple[Period, ...] = ()
    off: tuple[Period, ...] = ()
    coarse: bool = False
    said: bool = False
    loose: bool = False

    @property
    def exact(self) -> bool:
        """Whether it holds to the last digit in every column."""
        return not (self.unread or self.near or self.off or self.coarse)

    def moved(self, by: int) -> "Total":
        """The total with all its lines so many further down."""
        if not by:
            return self
        return replace(self, total=self.total + by, parts=tuple((at + by, sign) for at, sign in self.parts))


@dataclass(slots=True)
class Believed:
    """The lines of a statement, and the totals found among them.

    `headings` are the indices of headings, `columns` the periods. With `failing`, sums that fail in some
    columns are accepted too; with `lenient` those that only an unlikely rounding lets hold, `unlikely` tells
    that there was one.
    """

    lines: Sequence[Amounts | None]
    headings: frozenset[int]
    columns: tuple[Period, ...]
    failing: bool = False
    lenient: bool = False
    unlikely: bool = False
    found: dict[int, Total] = field(default_factory=dict)
    _summed: dict[int, set[tuple[int | None, ...]]] = field(default_factory=dict)
    _shapes: set[tuple[str, ...]] = field(default_factory=set)
    # How many of the shapes begin with a caption.
    _begun: Counter[str] = field(default_factory=Counter)
    _spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    _near: dict[int, tuple[int, list[int]]] = field(default_factory=dict)
    _vain: dict[tuple[str, int, bool, bool], tuple[object, ...]] = field(default_factory=dict)

    def line(self, index: int) -> Amounts:
        """The amounts of the line at `index`, which has some."""
        line = self.lines[index]
        assert line is not None
        return line

    # What is believed ------------------------------------------------------------------------------------

    def tested(self, total: int, parts: Sequence[Signed], tried: int) -> Total | None:
        """The total with its parts, where they agree well enough that chance is no explanation; else None.

        `tried` is how many sums were tried for this line.
        """
        whole, terms = self.line(total), [(self.line(index), sign) for index, sign in parts]
        verdict = judge(whole, terms, failing=self.failing)
        if verdict.holds == self.failing or not self._is_sum(total, parts):
            return None
        if verdict.far and not (self.lenient or self.failing):
            self.unlikely = True
            return None
        needed = _ENOUGH + math.log10(max(tried, 1)) - (_HINT if whole.hint else 0)
        if self.failing:
            needed += _FAILS
        evidence = verdict.sound if self.failing else verdict.evidence
        if evidence < needed or (self.failing and not may_fail(verdict, whole, terms)):
            return None
        return None if self.is_circle(total, parts) else self.total(total, parts, verdict)

    def is_circle(self, total: int, parts: Sequence[Signed]) -> bool:
        """Whether a part sums the total itself: two lines of one amount, with nothing but dashes between."""
        return any(self._sums(part, total) for part, _ in parts)

    def total(self, total: int, parts: Sequence[Signed], verdict: Verdict) -> Total:
        """A `Total` made of a verdict: its columns are named by their periods."""
        unread, near, off = (
            tuple(self.columns[column] for column in columns)
            for columns in (verdict.unread, verdict.near, verdict.off)
        )
        return Total(total, tuple(parts), unread, near, off, coarse=bool(verdict.coarse))

    def _is_sum(self, total: int, parts: Sequence[Signed]) -> bool:
        """Whether it says more than "two lines are equal":
        several amounts, or parts called as another total's are.
        """
        if sum(not self.line(index).zero for index, _ in parts) > 1:
            return True
        shape = tuple(self.line(index).caption.casefold() for index, _ in parts)
        return len(parts) > 1 and (self.line(total).hint or shape in self._shapes)

    def take(self, total: Total) -> bool:
        """Adds a total to those that are found. It always returns True, so that a step can return it."""
        self.found[total.total] = total
        shape = tuple(self.line(index).caption.casefold() for index, _ in total.parts)
        if shape not in self._shapes:
            self._shapes.add(shape)
            self._begun[shape[0]] += 1
        # What it sums is summed by whatever sums the total, too.
        wider = {self.line(other).values for other in self.found if self._sums(other, total.total)}
        for part in self._summed_by(total.total):
            self._summed.setdefault(part, set()).update(wider, [self.line(total.total).values])
        return True

    def in_vain(self, step: str, index: int, near: Sequence[int]) -> bool:
        """Whether this step was tried at this line before, with the same lines near it. The try is noted.

        A total found elsewhere since then can only exclude sums, so it is no reason to try again, unless a
        sum of lines with these captions was found for the first time.
        """
        shapes = sum(self._begun[self.line(part).caption.casefold()] for part in near)
        state = (tuple(near), shapes, tuple(part in self.found for part in near))
        key = (step, index, self.failing, self.lenient)
        if self._vain.get(key) == state:
            return True
        self._vain[key] = state
        return False

    # Which lines are left --------------------------------------------------------------------------------

    def first(self, index: int) -> int:
        """The index of the first line that a total covers,
        through totals of totals; its own where it is no total.
        """
        found = self.found.get(index)
        return index if found is None else min(index, *(self.first(part) for part, _ in found.parts))

    def open(self) -> Iterator[int]:
        """The index of each line that is not a total yet."""
        for index, line in enumerate(self.lines):
            if line is not None and not line.zero and index not in self.found:
                yield index

    def above(self, index: int) -> list[int]:
        """The lines above `index` that are in no total above it, the nearest first."""
        # Each step asks for it: looked up until another total is found.
        known, near = self._near.get(index, (-1, []))
        if known != len(self.found):
            near = self._free(range(index))[::-1]
            self._near[index] = len(self.found), near
        return near

    def below(self, index: int) -> list[int]:
        """The lines below `index` that are in no total below it, the nearest first."""
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
        """Whether a total already sums the line `index` and prints the same figures as the line `part`."""
        return self.line(part).values in self._summed.get(index, ())

    def _summed_by(self, total: int) -> Iterator[int]:
        """The lines that a total sums, itself or through its parts."""
        for part, _ in self.found[total].parts:
            yield part
            if part in self.found:
                yield from self._summed_by(part)

    def _sums(self, total: int, index: int) -> bool:
        found = self.found.get(total)
        return found is not None and any(p == index or self._sums(p, index) for p, _ in found.parts)


def may_fail(verdict: Verdict, whole: Amounts, terms: Sequence[tuple[Amounts, int]]) -> bool:
    """Whether a sum that fails in some columns is accepted nevertheless.

    It has to hold in at least as many columns, and one wrong figure has to explain each column that is off.
    """
    return len(verdict.off) <= verdict.held and all(explained(whole, terms, column) for column in verdict.off)
