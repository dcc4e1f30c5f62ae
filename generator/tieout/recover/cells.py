"""Reads what is left in a damaged cell, and compares it with a figure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rapidfuzz.distance import OSA

from tieout.core import Figure, Place, half_unit, read_number
from tieout.mapping import Damaged
from tieout.relations import Interval

_PIECE = re.compile(r"\(?\d[\d,]*(?:\.\d+)?\)?")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
# A word with a letter in it that nobody can read: no digits of it are a number of their own.
_LOST = "\ufffd"
_MARKED = re.compile(rf"[^\s{_LOST}]*+{_LOST}\S*")
# A rounded relation that leaves more figures says nothing.
_MAX_FIGURES = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A number that can be read inside a damaged cell: its text, its place, its value as printed."""

    cell: Damaged
    offset: int
    text: str
    value: Decimal
    places: int

    @property
    def place(self) -> Place:
        """Where the number itself stands."""
        return replace(self.cell.place, column=self.cell.place.column + self.offset)


def pieces_in(cell: Damaged) -> Iterator[Piece]:
    """The numbers in a cell, and the number that they make if a comma was read as a space."""
    legible = _MARKED.sub(lambda found: " " * len(found[0]), cell.text)
    for pattern in (_PIECE, _THOUSANDS):
        for match in pattern.finditer(legible):
            reading = read_number(match[0].replace(" ", ","))
            if reading.kind == "number" and reading.value is not None:
                yield Piece(cell, match.start(), match[0], reading.value, reading.places)


def value_of(piece: Piece, cell: Damaged) -> Decimal:
    """A piece's value in the cell's scale, and with its line's sign."""
    return (piece.value * cell.sign).scaleb(cell.scale)


def figure_of(value: Decimal, cell: Damaged) -> Figure:
    """A value as a figure with the cell's precision."""
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return Figure(value, cell.decimals)


def on_grid(figure: Figure, cell: Damaged) -> bool:
    """Whether a figure can be printed with the cell's precision."""
    scaled = figure.value.scaleb(cell.decimals)
    return scaled == scaled.to_integral_value()


def grid(cell: Damaged, limits: Iterable[Interval]) -> Iterator[Figure]:
    """The figures with the cell's precision that all limits allow."""
    limits = list(limits)
    half = half_unit(cell.decimals)
    low = (max(limit.low for limit in limits) - half).scaleb(cell.decimals).to_integral_value(ROUND_CEILING)
    high = (min(limit.high for limit in limits) + half).scaleb(cell.decimals).to_integral_value(ROUND_FLOOR)
    if high - low <= _MAX_FIGURES:
        for step in range(int(low), int(high) + 1):
            yield figure_of(Decimal(step).scaleb(-cell.decimals), cell)


def printed_as(figure: Figure, cell: Damaged) -> str:
    """A figure as the cell would print it, without brackets; a minus stands for these."""
    printed = (figure.value * cell.sign).scaleb(-cell.scale)
    return format(printed, f",.{cell.places}f")


def fits(cell: Damaged, figure: Figure) -> bool:
    """Whether the legible part of the cell is the figure, its beginning, or has it among other numbers."""
    printed = printed_as(figure, cell)
    negative, digits = printed.startswith("-"), printed.lstrip("-")
    seen = cell.text.strip()
    bare = seen.lstrip("(-△▲ ").rstrip(") ")
    if bare and digits.startswith(bare) and negative == (seen[:1] in "(-△▲"):
        return True
    return any(piece.value == Decimal(printed.replace(",", "")) for piece in pieces_in(cell))


def like(cell: Damaged, figure: Figure) -> bool:
    """Whether the cell is a poor scan of the figure: digits are lost, the others stand in their places.

    A legible digit counts. One that differs is not lost: it may be right, and another figure wrong.
    """
    if _LOST in cell.text:
        return _is_marked(cell.text, printed_as(figure, cell))
    printed = printed_as(figure, cell).lstrip("-")
    digits, seen = _digits(printed), _digits(cell.text)
    if len(seen) == len(digits):
        return seen == digits
    return (
        _is_left_of(seen, digits) and _stands(cell.text.strip("(-△▲ )"), printed) and resembles(cell, figure)
    )


def _is_marked(seen: str, printed: str) -> bool:
    """Whether a figure has every legible character of a cell in its place,
    with at most one per lost character.
    """
    seen, bare = seen.replace(" ", ""), printed.lstrip("-")
    ways = [printed] if bare == printed else [printed, f"({bare})", f"△{bare}", f"▲{bare}"]
    if not bare.strip("0.,"):
        ways = [bare, "-"]  # nothing is neither more nor less
    return any(_has_letters(seen, form) for way in ways for form in (way, way.replace(",", "")))


def _has_letters(seen: str, printed: str) -> bool:
    ends = {0}
    for letter in seen:
        after = {end + 1 for end in ends if end < len(printed) and letter in (printed[end], _LOST)}
        ends = ends | after if letter == _LOST else after
    return len(printed) in ends


def _is_left_of(seen: str, digits: str) -> bool:
    """Whether some digits are other digits with some left out, in their order."""
    rest = iter(digits)
    return all(digit in rest for digit in seen)


def _stands(seen: str, printed: str) -> bool:
    """Whether each digit stands in its place, where the separators show the places: `5,4S5,171`."""
    pairs = list(zip(seen, printed, strict=False))
    if len(seen) != len(printed) or any(of == "," != one for one, of in pairs):
        return True
    return all(one == of or not one.isdigit() for one, of in pairs)


def resembles(cell: Damaged, figure: Figure) -> bool:
    """Whether most digits of the cell are in the figure's places:
    enough if the figure is printed beside it.
    """
    digits, seen = _digits(printed_as(figure, cell)), _digits(cell.text)
    return bool(seen) and OSA.distance(digits, seen) <= max(1, len(digits) // 3)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
