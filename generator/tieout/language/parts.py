"""Makes a heading of each single piece: what it says by itself."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.language.dates import day_of
from tieout.language.model import Heading, Length
from tieout.language.pieces import LENGTHS, year_of
from tieout.language.wordings import Match

GROWING: dict[str, Length] = {"months": "months", "months-to-date": "months", "weeks": "weeks"}
"""Lengths that are counted, with what they are counted in."""

KINDS = frozenset(
    {
        *LENGTHS, "half-to-date", "half-of-year", "quarter", "quarter-of-year", "fiscal", "ended", "instant",
        "to-date", "forecast", "date", "month", "year",
    }
)  # fmt: skip
"""The kinds of pieces that say a part of a period."""


def part_of(piece: Match) -> Heading | None:
    """What one piece says of a period; None where it only joins others."""
    kind, values = piece.kind, piece.values
    if kind not in KINDS:
        return None
    date = _date(piece)
    if kind in ("date", "month", "year"):
        return date
    number = int(values["number"][0]) if "number" in values else None
    if kind in GROWING:
        return replace(date, count=number or 3, of=GROWING[kind], to_date=kind == "months-to-date")
    quarter = quarter_of(piece)
    said = {
        "quarters": replace(date, count=number or 1, of="quarters"),
        "half-years": replace(date, count=6, of="months"),
        "half-to-date": replace(date, quarter=2, to_date=True),
        "half-of-year": replace(date, quarter=4, count=6, of="months"),
        "years": replace(date, count=number or 1, of="years"),
        "quarter": replace(date, quarter=quarter),
        "quarter-of-year": replace(date, quarter=quarter),
        "fiscal": replace(date, fiscal=True),
        "ended": replace(date, ended=True),
        "instant": replace(date, instant=True),
        "to-date": replace(date, to_date=True),
        "forecast": replace(date, forecast=True, fiscal=date.year is not None),
    }
    return said[kind]


def _date(piece: Match) -> Heading:
    """The day, month and year of a piece, as far as it has them."""
    values = piece.values
    month, day = values.get("month") or values.get("m"), values.get("day") or values.get("d")
    return Heading(
        month=int(month[0]) if month else None, day=int(day[0]) if day else None, year=year_of(piece)
    )


def quarter_of(piece: Match) -> int | None:
    """The number of the quarter that a piece names, or None."""
    value = piece.values.get("q") or piece.values.get("ordinal") or piece.values.get("number")
    return int(value[0]) if value else None


def ranges_of(pieces: Sequence[Match]) -> dict[int, Heading]:
    """Two dates with `to` between them: their joint heading at the index of the second, and none at the
    first.

    Two months, `Apr - Jun 2025`, are as many months up to the second.
    """
    found: dict[int, Heading] = {}
    dates = [(number, piece) for number, piece in enumerate(pieces) if piece.kind in ("date", "month")]
    for (first, one), (second, other) in pairwise(dates):
        between = [
            piece.kind for piece in pieces[first + 1 : second] if piece.kind not in ("glue", "bracket")
        ]
        if between != ["through"] or first in found:
            continue
        begin, end = part_of(one), part_of(other)
        if begin is not None and end is not None and (months := _months(begin, end)):
            found |= {first: Heading(), second: replace(end, count=months, of="months")}
        if begin is None or end is None or None in (begin.month, begin.day, end.month, end.day, end.year):
            continue
        assert begin.month and begin.day and end.month and end.day and end.year
        year = begin.year or (end.year if begin.month <= end.month else end.year - 1)
        start = day_of(begin.month, begin.day, year)
        last = day_of(end.month, end.day, end.year)
        if start is not None and last is not None and start < last:
            found |= {first: Heading(), second: replace(end, start=start)}
    return found


def _months(begin: Heading, end: Heading) -> int | None:
    """The number of months from one bare month to another; None for other dates, or for one month."""
    if begin.day or end.day or not begin.month or not end.month or begin.year not in (None, end.year):
        return None
    return (end.month - begin.month) % 12 + 1 if begin.month != end.month else None


def is_several(piece: Match) -> bool:
    """Whether one piece names two things: `three and six months`."""
    return any(len(set(said)) > 1 for said in piece.values.values())


def is_repeated(piece: Match, before: Sequence[Match]) -> bool:
    """Whether the same date or quarter stands before: `1Q17 1Q17` are two columns."""
    if piece.kind not in ("date", "year", "quarter", "quarter-of-year"):
        return False
    return any(other.kind == piece.kind and other.values == piece.values for other in before)


def is_alike(one: Match, other: Match) -> bool:
    """Whether two pieces say the same kind of thing about a period, such as a year."""
    if one.kind == other.kind or (one.kind in GROWING and other.kind in GROWING):
        return True
    return year_of(one) is not None and year_of(other) is not None
