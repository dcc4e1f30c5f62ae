"""Counts of shares by class in captions: `12 (Class A 7, Class B 5) and 11 (Class A 6, Class B 5) shares`.

The first count, with what its bracket divides it into, is of the first column and the second of the second.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.language.amount_groups import CaptionScan
from tieout.language.model import CaptionPiece, Nth

# Over the codes of pieces: a bracket of classes, each with or without its count, and what they divide.
_BRACKET = r"\(w+Q?(?:,w+Q?)*\)"
_LISTED = re.compile(rf"Q{_BRACKET}(?:,?&Q{_BRACKET})*(?P<words>w{{0,2}}N(?:&?S)*)")
_DIVIDED = re.compile(rf"Q(?P<words>w{{0,2}}N(?:&?S)*)(?P<bracket>{_BRACKET})")
_ONE = re.compile(rf"Q(?={_BRACKET})")
# Each count is rounded by so much at most.
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A count: the index of its piece, what is counted, the words that say so, and of which column it is."""

    at: int
    measure: str
    said: str
    column: Nth | None


def counts_by_class(scan: CaptionScan) -> Iterator[ClassCount]:
    """The counts by class in a caption, in reading order, where the classes of each make it up."""
    for match in _LISTED.finditer(scan.codes):
        wholes = [one.start() for one in _ONE.finditer(scan.codes, match.start(), match.start("words"))]
        runs = [_run(scan, at + 1) for at in wholes]
        if all(_makes_up(scan, at, run) for at, run in zip(wholes, runs, strict=True)):
            for number, (at, run) in enumerate(zip(wholes, runs, strict=True)):
                column = Nth(number, len(wholes)) if len(wholes) > 1 else None
                yield from (_count(scan, one, match.span("words"), column) for one in (at, *run))
    for match in _DIVIDED.finditer(scan.codes):
        run = _run(scan, match.start("bracket"))
        if _makes_up(scan, match.start(), run):
            yield from (_count(scan, one, match.span("words"), None) for one in run)


def _run(scan: CaptionScan, at: int) -> list[int]:
    """The indices of the counts in a bracket that opens at a piece."""
    return [one for one in range(at, scan.codes.index(")", at)) if scan.codes[one] == "Q"]


def _makes_up(scan: CaptionScan, whole: int, parts: Sequence[int]) -> bool:
    """Whether the counts of a bracket, each rounded, make up the count before it."""
    total, *counts = (_value(scan.pieces[at]) for at in (whole, *parts))
    return bool(counts) and abs(total - sum(counts)) <= _HALF * (len(counts) + 1)


def _value(piece: CaptionPiece) -> Decimal:
    return piece.figure.value if piece.figure is not None else Decimal(0)


def _count(scan: CaptionScan, at: int, words: tuple[int, int], column: Nth | None) -> ClassCount:
    first, last = words
    noun = scan.pieces[scan.codes.index("N", first)]
    said = scan.text[scan.pieces[first].start : scan.pieces[last - 1].end]
    return ClassCount(at, noun.measure, said, column)
