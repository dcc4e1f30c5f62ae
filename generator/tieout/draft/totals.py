"""Finds the totals of a statement by arithmetic alone: which lines are the sums of others.

A sum is believed where it would hardly come about by chance: the digits in which it agrees, over all columns
that can be read, have to outweigh the number of sums that were tried. Amounts are whole numbers of half units
of the last printed digit, so that nothing is rounded here.

Sums that hold in every column are found first; then those that hold in some, and fail in others by what one
wrong figure explains. A wrong digit is told by its total, and never ends that the total is one.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product

from tieout.core import Figure, Period
from tieout.draft.footing import Amounts, Signed, Verdict, explained, judge
from tieout.draft.sheet import Entry

# So many digits more than chance explains make a sum; a caption that says "total" is worth some. Where a
# column fails, it has to be more.
_ENOUGH, _HINT, _FAILS = 2.0, 1.5, 0.5
# How far is looked for sums with signs, and for sums that leave lines out.
_SIGNED, _WINDOW, _SKIPPED = 7, 8, 2
# More lines than that are taken off or added as their words say, but for a few of them.
_TONED, _FLIPS = 14, 2


@dataclass(frozen=True, slots=True)
class Total:
    """A line that is the sum of others, (index, sign as printed).

    `unread` are the columns in which a cell cannot be read: the others are the evidence. In those of `near`
    it is off by no more than rounding explains, in those of `off` by more; `coarse` is whether figures of
    several precisions are summed.
    """

    total: int
    parts: tuple[Signed, ...]
    unread: tuple[Period, ...] = ()
    near: tuple[Period, ...] = ()
    off: tuple[Period, ...] = ()
    coarse: bool = False


def amounts_of(
    entries: Sequence[Entry], hint: Callable[[Entry], bool], tone: Callable[[Entry], int]
) -> tuple[tuple[Period, ...], list[Amounts | None]]:
    """The columns of a statement and the amounts of its entries; None for headings."""
    figures = [figure for entry in entries for figure in entry.figures.values()]
    finest = max((figure.decimals for figure in figures), default=0)
    columns = tuple(dict.fromkeys(period for entry in entries for period in entry.figures))

    def scaled(figure: Figure) -> int:
        return int(figure.value.scaleb(finest) * 2)

    found: list[Amounts | None] = []
    for entry in entries:
        if entry.heading or not entry.figures:
            found.append(None)
            continue
        shown = set(entry.figures) | entry.unread
        blank = all(period in shown or entry.type == "heading" for period in columns)
        coarse = min(figure.decimals for figure in entry.figures.values())
        values: list[int | None] = []
        halves: list[int] = []
        for period in columns:
            figure = entry.figures.get(period)
            if figure is not None:
                values.append(scaled(figure))
            else:
                # Printed blank beside other figures: nothing. A column that its table has not: unknown.
                values.append(None if period in entry.unread or not (blank or entry.cells) else 0)
            halves.append(int(Decimal(10) ** (finest - (figure.decimals if figure else coarse))))
        found.append(Amounts(tuple(values), tuple(halves), entry.caption, hint(entry), tone(entry)))
    return columns, found


def find_totals(
    lines: Sequence[Amounts | None],
    headings: frozenset[int],
    columns: tuple[Period, ...],
    *,
    above: bool = True,
    signed: bool = True,
) -> tuple[Total, ...]:
    """The totals among the lines of a statement, in the order in which they are found.

    `headings` are the indices of headings, over which no line without amounts is added to a sum. Without
    `above` a total may stand before its parts as well; without `signed` nothing is taken off.
    """
    return _Finder(lines, headings, columns, both=not above, signed=signed).run()


@dataclass(slots=True)
class _Finder:
    lines: Sequence[Amounts | None]
    headings: frozenset[int]
    columns: tuple[Period, ...]
    both: bool
    signed: bool = True
    failing: bool = False
    found: dict[int, Total] = field(default_factory=dict)
    shapes: set[tuple[str, ...]] = field(default_factory=set)

    def run(self) -> tuple[Total, ...]:
        steps: list[Callable[[], bool]] = (
            [self._plain_above] if self.both else [self._one_line, self._plain_above]
        )
        if self.both:
            steps += [self._plain_below, self._skipping_below]
        if self.signed:
            steps += [self._left_over_above, self._by_tone_above]
        steps.append(self._skipping_above)
        while any(step() for step in steps) or self._any_failing():
            pass
        self._of_same_caption()
        return tuple(self.found.values())

    def _any_failing(self) -> bool:
        """Takes one total that fails in some columns, if there is one; then others may hold by it."""
        self.failing = True
        steps = [self._plain_above, *([self._left_over_above, self._by_tone_above] if self.signed else [])]
        done = any(step() for step in steps)
        self.failing = False
        return done

    def _line(self, index: int) -> Amounts:
        line = self.lines[index]
        assert line is not None
        return line

    # What is believed ------------------------------------------------------------------------------------

    def _tested(self, total: int, parts: Sequence[Signed], tried: int) -> Total | None:
        """The total, where it agrees with its parts and that is no chance."""
        whole, terms = self._line(total), [(self._line(index), sign) for index, sign in parts]
        found = judge(whole, terms)
        needed = _ENOUGH + math.log10(max(tried, 1)) - (_HINT if whole.hint else 0)
        if found.holds != (not self.failing) or not self._is_sum(total, parts):
            return None
        if not found.holds:
            needed += _FAILS
            if not self._may_fail(found, whole, terms):
                return None
        if found.evidence < needed:
            return None
        unread, near, off = (self._periods(columns) for columns in (found.unread, found.near, found.off))
        return Total(total, tuple(parts), unread, near, off, coarse=bool(found.coarse))

    def _periods(self, columns: Sequence[int]) -> tuple[Period, ...]:
        return tuple(self.columns[column] for column in columns)

    @staticmethod
    def _may_fail(found: Verdict, whole: Amounts, terms: Sequence[tuple[Amounts, int]]) -> bool:
        """Whether a sum that fails in some columns is one all the same."""
        if len(found.off) > found.held:
            return False
        return all(explained(whole, terms, column) for column in found.off)

    def _is_sum(self, total: int, parts: Sequence[tuple[int, int]]) -> bool:
        """Whether it says more than that two lines are equal: two amounts, or the form of another total."""
        if sum(not self._line(index).zero for index, _ in parts) > 1:
            return True
        shape = tuple(self._line(index).caption.casefold() for index, _ in parts)
        return len(parts) > 1 and (self._line(total).hint or shape in self.shapes)

    def _take(self, total: Total) -> bool:
        self.found[total.total] = total
        self.shapes.add(tuple(self._line(index).caption.casefold() for index, _ in total.parts))
        return True

    # Where sums are looked for ---------------------------------------------------------------------------

    def _open(self) -> Iterator[int]:
        """Each line that is no total yet."""
        for index, line in enumerate(self.lines):
            if line is not None and not line.zero and index not in self.found:
                yield index

    def _above(self, index: int) -> list[int]:
        """The lines above that are part of no total above, the nearest first."""
        return self._free(range(index))[::-1]

    def _below(self, index: int) -> list[int]:
        """The lines below that are part of no total below, the nearest first."""
        return self._free(range(index + 1, len(self.lines)))

    def _free(self, side: range) -> list[int]:
        covered: set[int] = set()
        for total in self.found.values():
            members = [total.total, *(index for index, _ in total.parts)]
            first, last = min(members), max(members)
            if first in side and last in side:
                # What a sum leaves out is a part of a part.
                covered |= set(range(first, last + 1)) - {total.total}
        return [at for at in side if self.lines[at] is not None and at not in covered]

    def _holds(self, index: int, part: int) -> bool:
        """Whether a total already sums a line, by itself or by its parts; or one that prints the same."""
        values = self._line(part).values
        return any(
            (other == part or self._line(other).values == values) and self._sums(other, index)
            for other in self.found
        )

    def _sums(self, total: int, index: int) -> bool:
        found = self.found.get(total)
        return found is not None and any(p == index or self._sums(p, index) for p, _ in found.parts)

    def _one_line(self) -> bool:
        """Takes a total of the one line between it and its heading: no proof of the line, but what it is of."""
        for index in self._open():
            line = index - 1
            whole, part = self._line(index), self.lines[line] if line > 0 else None
            begins = line - 1 in self.headings or line - 1 in self.found
            if part is not None and whole.hint and begins and line not in self.found:
                found = judge(whole, [(part, 1)])
                if found.exact and found.holds and not part.zero:
                    return self._take(Total(index, ((line, 1),), self._periods(found.unread)))
        return False

    def _plain_above(self) -> bool:
        return any(self._plain(index, self._above(index), below=False) for index in self._open())

    def _plain_below(self) -> bool:
        return any(self._plain(index, self._below(index), below=True) for index in reversed([*self._open()]))

    def _plain(self, index: int, near: list[int], *, below: bool) -> bool:
        """Whether a line is the sum of all lines next to it, up to some line."""
        found: list[Total] = []
        for count in range(2, len(near) + 1):
            window = near[:count]
            total = self._tested(index, [(part, 1) for part in sorted(window)], len(near))
            if total is not None and not (below and self._toned(index, window)):
                found.append(total)
        if not found:
            return False
        # Lines that cancel each other out, or that print a dash, may be added: as far as the heading above.
        whole = [total for total in found if self._begins(total)]
        return self._take(whole[-1] if whole else found[0])

    def _begins(self, total: Total) -> bool:
        """Whether a sum begins right below a heading."""
        return min(index for index, _ in total.parts) - 1 in self.headings

    def _toned(self, index: int, parts: Sequence[int]) -> bool:
        """Whether parts below are of the other side: then the last of them is what is left of the first."""
        tone = self._line(index).tone
        return bool(tone) and any(self._line(part).tone == -tone for part in parts)

    def _skipping_below(self) -> bool:
        return any(self._skipping(index, self._below(index)) for index in reversed([*self._open()]))

    def _skipping_above(self) -> bool:
        return any(self._skipping(index, self._above(index)) for index in self._open())

    def _skipping(self, index: int, near: list[int]) -> bool:
        """Whether a line is the sum of lines next to it but for one or two, which are parts of parts."""
        near = near[:_WINDOW]
        ways = [
            [part for part in near[:count] if part not in left]
            for count in range(3, len(near) + 1)
            for often in range(1, _SKIPPED + 1)
            for left in combinations(near[1 : count - 1], often)
        ]
        for parts in ways:
            if len(parts) < 2 or any(self._holds(index, part) for part in parts):
                continue
            total = self._tested(index, [(part, 1) for part in sorted(parts)], len(ways))
            if total is not None and not self._toned(index, parts):
                return self._take(total)
        return False

    def _left_over_above(self) -> bool:
        return any(self._left_over(index, self._above(index)) for index in self._open())

    def _left_over(self, index: int, above: list[int]) -> bool:
        """Whether a line is what is left of the ones above it, as gross profit is of revenues."""
        tried = 0
        for count in range(2, min(len(above), _SIGNED) + 1):
            window = above[:count][::-1]
            for signs in product((1, -1), repeat=count - 1):
                tried += 1
                parts = [(window[0], 1), *zip(window[1:], signs, strict=True)]
                taken = any(sign < 0 and self._line(part).zero for part, sign in parts)
                if -1 not in signs or taken or any(self._holds(index, part) for part, _ in parts):
                    continue
                total = self._tested(index, parts, tried)
                if total is not None:
                    return self._take(total)
        return False

    def _by_tone_above(self) -> bool:
        return any(self._by_tone(index, self._above(index)) for index in self._open())

    def _by_tone(self, index: int, above: list[int]) -> bool:
        """Whether a line is what many lines above it leave: income less expenses, as their words say."""
        for count in range(_SIGNED + 1, min(len(above), _TONED) + 1):
            window = above[:count][::-1]
            signs = [1, *(self._entering(part) for part in window[1:])]
            flips = [left for often in range(_FLIPS + 1) for left in combinations(range(1, count), often)]
            for left in flips:
                parts = [
                    (part, -sign if at in left else sign)
                    for at, (part, sign) in enumerate(zip(window, signs, strict=True))
                ]
                total = self._tested(index, parts, len(flips))
                if total is not None and not any(self._holds(index, part) for part, _ in parts):
                    return self._take(total)
        return False

    def _entering(self, part: int) -> int:
        """The sign by which a line enters what is left of income: expenses are taken off, in brackets or not."""
        line = self._line(part)
        taken_off = line.tone < 0 or (not line.tone and part not in self.found)
        return -1 if taken_off and any(value and value > 0 for value in line.values) else 1

    def _of_same_caption(self) -> None:
        """Lines under one caption: the third what the second leaves of the first, or the sum of them all."""
        alike: dict[str, list[int]] = {}
        for index, line in enumerate(self.lines):
            if line is not None:
                alike.setdefault(line.caption.casefold(), []).append(index)
        for group in alike.values():
            for at, index in enumerate(group[2:], 2):
                pairs = combinations(group[:at], 2)
                self._first(index, [[(a, 1), (b, -1)] for a, b in pairs], at * at)
        groups = [group for group in alike.values() if len(group) > 1]
        for index in list(self._open()):
            above = [group for group in groups if max(group) < index]
            sums = [[(part, sign) for part in group] for group in above for sign in (1, -1)]
            self._first(index, sums, 2 * len(groups))

    def _first(self, index: int, ways: Sequence[list[tuple[int, int]]], tried: int) -> None:
        """Takes the first of some sums that a line is."""
        for parts in ways:
            if index not in self.found and (total := self._tested(index, parts, tried)) is not None:
                self.found[index] = total
