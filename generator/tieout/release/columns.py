"""Finds the columns of figures in a grid of cells that lays them out with gutters, signs and spans."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tieout.core import read_number

# A currency sign, alone or after the letters of a country: $, US$.
_SIGN = r"[A-Z]{0,3}[$¢£¤¥֏₠-⃀￠￡￥￦]"
_CURRENCY = re.compile(rf"(?P<open>\(?){_SIGN}\s*(?P<rest>\S.*)")
_OPENS = re.compile(rf"\(?{_SIGN}\(?|\(")
_CLOSES = re.compile(r"\)?%?\)?")
_BEGINS = re.compile(r"\(?\s*\d")
_AMOUNT = re.compile(r"\(?\s*[-−△▲]?[\d.][\d.,]*\s*\)?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK = re.compile(r"[^\w\s]{1,3}|[(*※]*(?:\w|\d{1,2}|[ivx]{1,4})[).:*]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A cell with text, and the columns [start, end) of the grid that it covers.

    `at` is whatever tells where it stands; `mark` is whether a raised footnote mark is all of it.
    """

    start: int
    end: int
    text: str
    at: object
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells by column; `spans[row][column]` is the cell there, None where nothing is printed.

    `ends[row]` are the columns at which a head to their left ends, as its span says.
    """

    rows: tuple[tuple[Span | None, ...], ...]
    ends: tuple[frozenset[int], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in self.rows), default=0)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a printed amount or a dash, a bracket of it perhaps missing."""
    return _AMOUNT.fullmatch(text) is not None or read_number(text).kind == "dash"


def is_mark(text: str) -> bool:
    """Whether a text is what an item of a list begins with: a bullet, `(1)`, `*2`, `a.`."""
    return _MARK.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a text is a year alone, the second line of a date's head."""
    return _YEAR.fullmatch(text) is not None


def without_currency(text: str) -> str:
    """`$1,234` and `($1,234)` without the sign; other text as it is."""
    found = _CURRENCY.fullmatch(text)
    if found is None:
        return text
    rest = found["open"] + found["rest"]
    return rest if read_number(rest).kind in ("number", "dash") else text


def joined(row: Sequence[Span]) -> list[Span]:
    """The cells of a row, left to right, with signs and brackets that have cells of their own put back.

    A currency sign before an amount is left out; a bracket and a per cent sign are part of the text.
    """
    done: list[Span] = []
    opened: Span | None = None
    for printed in row:
        cell = printed
        # What a sign belongs to is an amount, readable or not.
        if opened is not None and (is_figure(cell.text) or _BEGINS.match(cell.text)):
            text = "(" * opened.text.count("(") + cell.text
            cell = replace(cell, start=opened.start, text=text)
        elif opened is not None:
            done.append(opened)
        opened = None
        last = done[-1] if done else None
        if last is not None and _ends(last, cell):
            text = last.text + ("" if cell.mark else cell.text)
            done[-1] = replace(last, end=cell.end, text=text)
        elif _OPENS.fullmatch(cell.text):
            opened = cell
        else:
            done.append(cell)
    if opened is not None:
        done.append(opened)
    return [replace(cell, text=without_currency(cell.text)) for cell in done]


def _ends(last: Span, cell: Span) -> bool:
    """Whether a cell only ends the one before it: with a bracket, a per cent sign or a footnote mark."""
    if cell.mark:
        return is_figure(last.text)
    if not _CLOSES.fullmatch(cell.text):
        return False
    if "%" in cell.text and is_year(last.text):
        # Heads: the column after that of the year is one of percentages.
        return False
    pairs = last.text.count("(") + cell.text.count("(") >= last.text.count(")") + cell.text.count(")")
    return pairs and (is_figure(last.text) or (")" in cell.text and "(" in last.text))


def aligned(rows: Sequence[Sequence[Span]], held: Sequence[Iterable[tuple[int, int]]], width: int) -> Grid:
    """The cells of `rows` in the columns that they are printed in; a column without text is none.

    `held[row]` are the grid columns [start, end) that cells of the rows above still cover. What stands in
    two columns in any row stays in two; a column is several columns of the grid where a cell says so, by its
    span or by the signs that were cells of their own.
    """
    taken: list[dict[int, int]] = [{} for _ in range(width)]
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            for column in range(cell.start, min(cell.end, width)):
                taken[column][number] = index
    groups = _Groups(taken)
    # Narrow cells say where columns are, wide ones what belongs together; figures before words.
    cells = [(number, cell) for number, row in enumerate(rows) for cell in row]
    for _, cell in sorted(cells, key=lambda one: (not is_figure(one[1].text), one[1].end - one[1].start)):
        groups.add(cell)
    groups.join_stub(rows)
    bounds = groups.bounds
    # Figures never stand in the place of captions.
    bare = (
        bool(bounds)
        and bounds[0][0] > 0
        and any(cell.start == bounds[0][0] and is_figure(cell.text) for row in rows for cell in row)
    )
    shift = 1 if bare else 0
    placed: list[tuple[Span | None, ...]] = []
    ends: list[frozenset[int]] = []
    for number, row in enumerate(rows):
        line: list[Span | None] = [None] * (len(bounds) + shift)
        stops: set[int] = set()
        for cell in row:
            low, high = groups.meeting(cell.start, cell.end)
            covers = range(low + shift, high + shift)
            free = next((at for at in covers if line[at] is None), None)
            at = covers[-1] if free is None else free
            other = line[at]
            # Where two cells stand in one column all the same, neither is lost.
            line[at] = cell if other is None else replace(other, text=f"{other.text} {cell.text}")
            if len(covers) > 1:
                stops.add(covers[-1] + 1)
        for start, end in held[number]:
            low, high = groups.meeting(start, end)
            stops.update(range(low + shift, high + shift))
        placed.append(tuple(line))
        ends.append(frozenset(stops))
    return Grid(tuple(placed), tuple(ends))


class _Groups:
    """Columns of the grid that together are one printed column, in order and apart from each other."""

    def __init__(self, taken: list[dict[int, int]]) -> None:
        self._taken = taken
        self._known: dict[tuple[int, int], bool] = {}
        self.bounds: list[tuple[int, int]] = []

    def meeting(self, start: int, end: int) -> tuple[int, int]:
        """The columns, from and below, that stand above any of those of the grid from `start` below `end`."""
        low = bisect_left(self.bounds, (start,))
        if low and self.bounds[low - 1][1] > start:
            low -= 1
        return low, bisect_left(self.bounds, (end,))

    def add(self, cell: Span) -> None:
        """Finds the column of a cell, makes one, or joins those that an amount stands across."""
        low, high = self.meeting(cell.start, cell.end)
        meets = self.bounds[low:high]
        if not meets:
            self.bounds.insert(low, (cell.start, cell.end))
        elif is_figure(cell.text) and not is_year(cell.text):
            whole = (min(cell.start, meets[0][0]), max(cell.end, meets[-1][1]))
            if whole != meets[0] and not self._apart(*whole):
                self._join(meets, whole)

    def join_stub(self, rows: Sequence[Sequence[Span]]) -> None:
        """Captions may be indented by columns: those before the figures are one where none is beside."""
        while len(self.bounds) > 1:
            (start, _), (second, end) = self.bounds[:2]
            beside = (
                any(second <= cell.start < end for cell in row) and any(is_figure(cell.text) for cell in row)
                for row in rows
            )
            inside = any(is_figure(cell.text) and cell.start < end for row in rows for cell in row)
            if inside or self._apart(start, end) or not any(beside):
                return
            self._join(self.bounds[:2], (start, end))

    def _join(self, meets: list[tuple[int, int]], whole: tuple[int, int]) -> None:
        self.bounds = sorted([*(bound for bound in self.bounds if bound not in meets), whole])

    def _apart(self, start: int, end: int) -> bool:
        """Whether any row has two cells between two columns of the grid."""
        if (start, end) not in self._known:
            seen: dict[int, int] = {}
            self._known[start, end] = any(
                seen.setdefault(row, index) != index
                for column in range(start, min(end, len(self._taken)))
                for row, index in self._taken[column].items()
            )
        return self._known[start, end]
