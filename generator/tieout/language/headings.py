"""Reads what a heading says of a period, piece by piece."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.dates import day_of
from tieout.language.merging import merged
from tieout.language.model import DayInDigits, Heading
from tieout.language.parts import (
    GROWING,
    KINDS,
    is_alike,
    is_repeated,
    is_several,
    part_of,
    ranges_of,
)
from tieout.language.pieces import LENGTHS, OTHER, PieceReader, year_of
from tieout.language.tokens import MAX_LENGTH, Token, excerpt, tokens
from tieout.language.wordings import Match

# A quarter and the word between it and a length; how many months it has.
_WITH_AND, _QUARTER = 2, 3
_MONTHS = 12
# Where a line of a cell ended, and nothing was left between its last word and the next.
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]{2})")


@dataclass(slots=True)
class _Said:
    """What the pieces said so far; `doubled` are the pieces that contradict an earlier one."""

    heading: Heading = field(default_factory=Heading)
    doubled: list[Match] = field(default_factory=list)


class HeadingReader:
    """Reads headings with the wordings of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._pieces = PieceReader(vocabulary)
        self._and = vocabulary.glue.get("and", "")

    @remembered
    def heading(self, text: str) -> Heading | None:
        """What a text says of a period; None where it says nothing.

        A text with several things of one kind, `2024 and 2023`, has these in `rest` only. Words that ran
        together, `EndedMarch 31`, are parted where all is understood then.
        """
        heading = self._heading(text)
        if heading is None or not heading.rest or (parted := _JOINT.sub(" ", text)) == text:
            return heading
        again = self._heading(parted)
        return again if again is not None and not again.rest else heading

    def _heading(self, text: str) -> Heading | None:
        said = tokens(text)
        pieces = self._pieces.pieces(said)
        if not any(piece.kind in KINDS for piece in pieces):
            return None
        heading, doubled = _folded(pieces)
        if heading == Heading():
            return None
        return replace(heading, rest=_rest(text, said, pieces, doubled))

    @remembered
    def headings(self, text: str) -> tuple[Heading, ...]:
        """Each period that a text names, in its order and with an empty `rest`.

        `Three and six months ended June 30, 2025 and 2024` are four.
        """
        pieces = self._pieces.pieces(tokens(text))
        # `First quarters ended March 30, 2025 and March 31, 2024`: the quarter is of both days.
        quarters = [piece for piece in pieces if piece.kind == "quarter"]
        days = any(
            piece.kind == "date" and ("day" in piece.values or "d" in piece.values) for piece in pieces
        )
        of_all = quarters if days and len(quarters) == 1 and not is_several(quarters[0]) else []
        lengths: list[Match] = []
        dates: list[Match] = []
        common: list[Match] = []
        for piece in pieces:
            kinds = dates if piece.kind in ("date", "year", "quarter-of-year", "quarter") else common
            if piece not in of_all:
                (lengths if piece.kind in GROWING else kinds).append(piece)
        base, _ = _folded(common)
        quarter = [said for piece in of_all if (said := part_of(piece)) is not None]
        lasting = _lengths(lengths)
        if quarter and all(one.of == "months" and one.count == _QUARTER for one in lasting):
            base, quarter = merged(base, quarter[0]) or base, []
        found: list[Heading] = []
        for dated in _dates(dates) or [Heading()]:
            for length in [*quarter, *lasting] or [Heading()]:
                both = merged(merged(base, length), dated)
                if both is not None and both != Heading():
                    found.append(both)
        return tuple(dict.fromkeys(found))

    def run_together(self, text: str) -> tuple[Heading, ...]:
        """Headings that stand one behind the other with no word between them: `1Q17 1Q18`."""
        said = tokens(_apart(text)) if len(text) <= MAX_LENGTH else ()
        groups: list[list[Match]] = []
        for piece in self._pieces.pieces(said):
            if piece.kind == OTHER or said[piece.start].text == self._and:
                return ()
            if piece.kind == "through" and groups and _folded(groups[-1])[0].month is not None:
                return ()
            if not groups or _begins_another(groups[-1], piece):
                groups.append([])
            groups[-1].append(piece)
        # A word between two headings is no begin of the second where the first has none: `1Q17 or 1Q18`.
        if any(group[-1].kind == "glue" for group in groups[:-1]) and groups[0][0].kind != "glue":
            return ()
        headings = [_folded(group) for group in groups]
        if any(doubled for _, doubled in headings):
            return ()
        return tuple(heading for heading, _ in headings if heading != Heading())

    @remembered
    def day_in_digits(self, text: str) -> DayInDigits | None:
        """The first day of a text that is printed in digits, day and month before the year: `5.4.2024`."""
        for piece in self._pieces.pieces(tokens(text)):
            values, year = piece.values, year_of(piece)
            if piece.kind != "date" or year is None or piece.form.startswith("{year}"):
                continue
            day, month = (int(values[name][0]) if name in values else 0 for name in ("d", "m"))
            said = day_of(month or None, day or None, year)
            if said is not None:
                other = day_of(day, month, year) if day <= _MONTHS and day != month else None
                return DayInDigits(said, other, piece.form.startswith("{d}"))
        return None

    def is_understood(self, text: str) -> bool:
        """Whether every word of a text can belong to a heading; true of `For the` too."""
        pieces = self._pieces.pieces(tokens(text))
        asides = ("bracket", "mark", "remark")
        return all(piece.kind != OTHER for piece in pieces) and any(p.kind not in asides for p in pieces)

    def without_headings(self, text: str) -> tuple[str, ...]:
        """The runs of words in a text that name no day, year or length."""
        said = tokens(text)
        dated = {*LENGTHS, "date", "year", "quarter-of-year", "quarter", "ended", "instant", "fiscal"}
        left: list[str] = []
        run: list[Token] = []
        for piece in self._pieces.pieces(said):
            if piece.kind in dated:
                left += [excerpt(text, tuple(run))] if run else []
                run = []
            else:
                run += said[piece.start : piece.end]
        return (*left, excerpt(text, tuple(run))) if run else tuple(left)


def _folded(pieces: Sequence[Match]) -> tuple[Heading, list[Match]]:
    """What all pieces say together, and the pieces that contradict an earlier one."""
    said = _Said()
    ranges = ranges_of(pieces)
    before: Match | None = None
    for number, piece in enumerate(pieces):
        if piece.kind == OTHER:
            before = piece
            continue
        if number in ranges:
            part: Heading | None = ranges[number]
        elif piece.kind == "through":
            part = Heading(ended=before is not None and before.kind in (*GROWING, "quarters", "years"))
        else:
            part = part_of(piece)
        if is_several(piece) or is_repeated(piece, pieces[:number]):
            said.doubled.append(piece)
        elif (other := _beside_length(pieces, number)) is not None:
            said.doubled += [other, piece]
        elif part is not None:
            both = merged(said.heading, part)
            if both is None:
                said.doubled.append(piece)
                said.doubled += [piece_ for piece_ in pieces[:number] if is_alike(piece_, piece)]
            else:
                said.heading = both
        if piece.kind != "glue":
            before = piece
    return _without_doubled(said), said.doubled


def _beside_length(pieces: Sequence[Match], number: int) -> Match | None:
    """The quarter that stands, with `and`, before a longer time: `third quarter and nine months`; or None."""
    piece = pieces[number]
    before = [one for one in pieces[:number] if one.kind not in ("bracket", "mark")]
    if piece.kind not in GROWING or len(before) < _WITH_AND or before[-1].kind != "glue":
        return None
    other = before[-_WITH_AND]
    quarter = other.kind == "quarter" and int(piece.values.get("number", (3,))[0]) != _QUARTER
    return other if quarter else None


def _without_doubled(said: _Said) -> Heading:
    """What is said only once: `December 31, 2024 and 2023` keeps month and day, but no year."""
    heading = said.heading
    for piece in said.doubled:
        values = piece.values
        if year_of(piece) is not None:
            heading = replace(heading, year=None, start=None)
        if "month" in values or "m" in values:
            same = part_of(piece)
            if same is not None and (same.month, same.day) != (heading.month, heading.day):
                heading = replace(heading, month=None, day=None, year=None, start=None)
        if piece.kind in ("quarter", "quarter-of-year"):
            heading = replace(heading, quarter=None)
        if piece.kind in (*GROWING, "quarters", "years", "half-years", "trailing"):
            heading = replace(heading, count=None, of=None)
    return heading


def _lengths(pieces: Iterable[Match]) -> list[Heading]:
    found: list[Heading] = []
    for piece in pieces:
        for number in piece.values.get("number", (3,)):
            found.append(Heading(count=int(number), of=GROWING[piece.kind]))
    return found


def _dates(pieces: Sequence[Match]) -> list[Heading]:
    """The dates in a text: a year alone completes the day before it,
    a day without a year takes the next year.
    """
    found: list[Heading] = []
    for piece in pieces:
        for number in piece.values.get("ordinal", (0,)):
            part = Heading(quarter=int(number)) if number else part_of(piece)
            if part is None:
                continue
            last = found[-1] if found else None
            if last is not None and part.month is None and part.quarter is None:
                if last.year is None:
                    found = [replace(one, year=one.year or part.year) for one in found]
                    continue
                part = replace(part, month=last.month, day=last.day, quarter=last.quarter)
            found.append(part)
    years = [one.year for one in found if one.year is not None]
    return [replace(one, year=years[0]) if one.year is None and years else one for one in found]


def _begins_another(group: Sequence[Match], piece: Match) -> bool:
    """Whether a piece says something that its group has said already."""
    heading, _ = _folded(group)
    part = part_of(piece)
    if part is None or heading == Heading():
        return False
    if heading.year is not None and (part.quarter or part.year or part.month or part.count or part.instant):
        return True
    return merged(heading, part) is None


def _apart(text: str) -> str:
    """Quarters that are printed without a space, `1Q171Q18`, with one."""
    parts: list[str] = []
    for at, character in enumerate(text):
        before = text[max(at - 3, 0) : at]
        joins = len(before) == 3 and before[0].isalpha() and before[1:].isdecimal()
        if joins and character.isdecimal() and at + 1 < len(text) and text[at + 1].isalpha():
            parts.append(" ")
        parts.append(character)
    return "".join(parts)


def _rest(text: str, said: Sequence[Token], pieces: Sequence[Match], doubled: Sequence[Match]) -> str:
    """The words of a text that are no piece, with the small words and brackets between them."""
    kinds = [OTHER if piece.kind == OTHER or piece in doubled else piece.kind for piece in pieces]
    following = ""
    for number in range(len(kinds) - 1, -1, -1):
        if kinds[number] == "glue" and following == OTHER:
            kinds[number] = OTHER
        following = kinds[number] if kinds[number] != "bracket" else following
    left: list[Token] = []
    for number, piece in enumerate(pieces):
        beside = OTHER in (*kinds[number - 1 : number], *kinds[number + 1 : number + 2])
        if kinds[number] == OTHER or (kinds[number] == "bracket" and beside):
            left += said[piece.start : piece.end]
    return excerpt(text, tuple(left))
