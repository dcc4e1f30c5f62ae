"""Column headers in text set with spaces: each is centered over its columns, or over the rule below it."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.document import GridCell

Bounds = Sequence[tuple[int, int]]
"""The columns as characters [start, end), from left to right."""

# So many characters a head may stand beside its columns, or a title left of the first.
_BESIDE = 2
# What it costs to leave a column without a head, in half characters off the middle.
_UNCOVERED = 1
_NEVER = 1_000_000
# In a table of more columns heads are of those alone that they stand over.
_WIDEST = 30


def heads_over(cells: Sequence[GridCell], bounds: Bounds, *, centered: bool = True) -> list[GridCell | None]:
    """The header over each column, None where there is none. `centered` tells whether headers are centered.

    `Twelve Months` over the last two of five columns belongs to these alone, since its middle is theirs. A
    header no wider than the one column below it belongs to that column. The others go to neighbouring columns
    whose middle is nearest; of two equally good choices, to the wider.
    """
    over: list[GridCell | None] = [None] * len(bounds)
    for cell, (first, last) in zip(cells, _ranges(cells, bounds, centered), strict=True):
        for at in range(first, last):
            other = over[at]
            over[at] = cell if other is None else replace(other, text=f"{other.text} {cell.text}")
    return over


def _ranges(cells: Sequence[GridCell], bounds: Bounds, centered: bool) -> list[tuple[int, int]]:
    """The columns [first, last) of each header: none overlap, and the sum of the distances is least."""
    # By the count of columns that are given away: the least cost, and the columns of each head so far.
    best: dict[int, tuple[int, list[tuple[int, int]]]] = {0: (0, [])}
    for cell in cells:
        choices = _choices(cell, bounds, centered)
        after: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        for taken, (cost, ranges) in best.items():
            for first, last, off in choices:
                # A head that has no column of its own left shares one with the head before it.
                begin = max(first, taken) if last > taken else last - 1
                total = cost + off + _UNCOVERED * max(begin - taken, 0) + (_NEVER if begin != first else 0)
                end = max(last, taken)
                if end not in after or total <= after[end][0]:
                    after[end] = (total, [*ranges, (begin, last)])
        best = after
    count = len(bounds)
    return min(best.items(), key=lambda item: item[1][0] + _UNCOVERED * (count - item[0]))[1][1]


def _choices(cell: GridCell, bounds: Bounds, centered: bool) -> list[tuple[int, int, int]]:
    """The columns [first, last) that a header may belong to,
    each with the distance of its middle from theirs.
    """
    under = [at for at, (start, end) in enumerate(bounds) if start < cell.end and cell.start < end]
    if not under:
        nearest = min(range(len(bounds)), key=lambda at: _gap(cell, *bounds[at]))
        under = [nearest]
    low, high = under[0], under[-1] + 1
    start, end = bounds[low]
    if not centered or len(bounds) > _WIDEST:
        return [(low, high, 0)]
    if high - low == 1 and start - _BESIDE <= cell.start and cell.end <= end + _BESIDE:
        return [(low, high, 0)]
    return [
        (first, last, abs(cell.start + cell.end - bounds[first][0] - bounds[last - 1][1]))
        for first in range(low + 1)
        for last in range(high, len(bounds) + 1)
    ]


def _gap(cell: GridCell, start: int, end: int) -> int:
    """The characters between a header and a column; negative where they overlap."""
    return max(cell.start, start) - min(cell.end, end)


def is_title(cells: Sequence[GridCell], first: int) -> bool:
    """Whether a line is a title: one text that begins well to the left of the first column."""
    return len(cells) == 1 and cells[0].start < first - _BESIDE
