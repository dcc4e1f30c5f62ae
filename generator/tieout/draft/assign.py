"""The best assignment of rows to columns, each column once (Kuhn-Munkres, by shortest augmenting paths)."""

from collections.abc import Sequence

_FAR = float("inf")


def assign(scores: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row, so that the scores together are as high as they can be.

    There are at least as many columns as rows.
    """
    if not scores:
        return []
    paths = _Paths(scores)
    for row in range(1, len(scores) + 1):
        paths.add(row)
    found = [0] * len(scores)
    for column, row in enumerate(paths.taken[1:]):
        if row:
            found[row - 1] = column
    return found


class _Paths:
    """The rows assigned so far. `taken` is the row of each column. Row 0 and column 0 stand for none."""

    def __init__(self, scores: Sequence[Sequence[float]]) -> None:
        self._scores = scores
        self._columns = len(scores[0])
        self.taken = [0] * (self._columns + 1)
        # The potentials of rows and columns.
        self._of_row = [0.0] * (len(scores) + 1)
        self._of_column = [0.0] * (self._columns + 1)

    def add(self, row: int) -> None:
        """Assigns one more row; rows assigned before may move to other columns for it."""
        self.taken[0], at = row, 0
        least = [_FAR] * (self._columns + 1)
        way = [0] * (self._columns + 1)
        seen = [False] * (self._columns + 1)
        while True:
            seen[at] = True
            step, following = self._nearest(at, least, way, seen)
            for column in range(self._columns + 1):
                if seen[column]:
                    self._of_row[self.taken[column]] += step
                    self._of_column[column] -= step
                else:
                    least[column] -= step
            at = following
            if not self.taken[at]:
                break
        while at:
            self.taken[at] = self.taken[way[at]]
            at = way[at]

    def _nearest(
        self, at: int, least: list[float], way: list[int], seen: Sequence[bool]
    ) -> tuple[float, int]:
        """The column that is cheapest to reach next, and the cost of that step."""
        row, step, following = self.taken[at], _FAR, 0
        for column in range(1, self._columns + 1):
            if seen[column]:
                continue
            cost = -self._scores[row - 1][column - 1] - self._of_row[row] - self._of_column[column]
            if cost < least[column]:
                least[column], way[column] = cost, at
            if least[column] < step:
                step, following = least[column], column
        return step, following
