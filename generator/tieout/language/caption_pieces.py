"""Divides a caption into pieces: amounts, dates, words that count, and signs between them.

Each piece has a code of one letter, so that groups are patterns over codes: `1,796 shares at July 30, 2023`
is `QN@D`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz.distance import OSA

from tieout.core import Figure
from tieout.definitions import Vocabulary
from tieout.language.caption_numbers import NumberFinder
from tieout.language.currencies import Currencies
from tieout.language.dates import day_of, full_months, readers
from tieout.language.model import CaptionPiece
from tieout.language.pieces import year_of
from tieout.language.tokens import Token, tokens
from tieout.language.wordings import Match, Wordings

MAX_LENGTH = 4_000
"""Longer captions are prose: no amounts are sought in them."""


_KINDS = {"at": "@", "status": "S", "each": "E", "above": "w", "none": "Z", "name": "name", "limit": "limit"}
_SIGNS = {"(": "(", ")": ")", "[": "(", "]": ")", "&": "&", "/": "/"}
_GAPS = {",": ",", "、": ",", ";": ";", "；": ";", ":": ":", "：": ":"} | dict.fromkeys("-–—−‐‑", "-")
_SHORTEST_MENDED = 4
# What makes a word for zero a number, behind and before it: `no shares`, `none issued`, `2023, nil`.
_COUNTED = re.compile(r"w{0,2}N|S|,?&[MQ]")
_BESIDE = re.compile(r"[DY][,:-]{0,2}$|[MQ],?&$")
# `issued: none`, where nothing follows that could be meant: `issued, no par value`.
_STATED, _ENDS = re.compile(r"S[,:-]{1,2}$"), ("", ";", ",", ")")
_ZERO = Figure(Decimal(0), 0)


class CaptionPieces:
    """Reads captions by the amount words, dates, scales and currencies of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies) -> None:
        self._nouns = vocabulary.nouns
        self._months = full_months(vocabulary)
        self._and = vocabulary.glue.get("and", "")
        words = vocabulary.amount_words
        forms = [(kind, form) for kind in ("date", "year") for form in vocabulary.headings.get(kind, ())]
        forms += [(code, form) for kind, code in _KINDS.items() for form in words.get(kind, ())]
        forms += [("N", noun) for noun in vocabulary.nouns]
        forms += [("&", self._and), ("R", vocabulary.glue.get("respectively", ""))]
        forms += [("scale", scale) for scale in vocabulary.scales]
        self._wordings = Wordings(forms, readers(vocabulary))
        scales = {word.casefold(): power for word, power in vocabulary.scales.items()}
        self._numbers = NumberFinder(currencies, self._wordings, scales)
        self._zero = re.compile("|".join([r"\d", *map(re.escape, words.get("none", ()))]), re.IGNORECASE)
        self._stock = tuple(word.casefold() for word in words.get("stock", ()))

    def pieces(self, text: str) -> list[CaptionPiece]:
        """The pieces of a caption; empty where it has neither a number nor a word for zero."""
        if self._zero.search(text) is None:
            return []
        said = self._apart(tokens(text, MAX_LENGTH))
        found: list[CaptionPiece] = []
        at = end = 0
        while at < len(said):
            found += _signs(text, end, said[at].start)
            piece, at = self._piece(text, said, at, found)
            end = piece.end
            found.append(piece)
        found += _signs(text, end, len(text))
        return _settled([piece for piece in found if piece.code])

    def of_stock(self, text: str) -> bool:
        """Whether a caption speaks of stock, so that plain numbers in it count shares."""
        plain = text.casefold()
        return any(word in plain for word in self._stock)

    def _apart(self, said: Sequence[Token]) -> list[Token]:
        """The tokens; those that ran together without a space are divided: `andDecember 31`, `and3,937`."""
        done: list[Token] = []
        size = len(self._and)
        for token in said:
            lost = token.kind == "word" and size and token.printed[:size] == self._and
            if lost and token.printed[size : size + 1].isupper():
                middle = token.start + size
                done.append(replace(token, text=self._and, end=middle, printed=self._and))
                rest = token.printed[size:]
                done.append(
                    replace(token, text=rest.casefold(), start=middle, printed=rest, gap="", joined=False)
                )
            else:
                after = done and done[-1].text == self._and
                done.append(replace(token, joined=False) if token.joined and after else token)
        return done

    # One piece ---------------------------------------------------------------------------------------

    def _piece(
        self, text: str, said: Sequence[Token], at: int, before: Sequence[CaptionPiece]
    ) -> tuple[CaptionPiece, int]:
        """The piece that begins at a token, and the token behind it."""
        token = said[at]
        if token.kind == "mark":
            return CaptionPiece("", token.start, token.end), at + 1
        if (money := self._numbers.money(text, said, at)) is not None:
            return money
        match = self._wordings.at(said, at)
        if match is not None and match.kind in ("date", "year") and not self._is_count(said, match, before):
            return self._dated(said, match, before), match.end
        if (number := self._numbers.count(text, said, at, before)) is not None:
            return number
        if match is not None and match.kind not in ("date", "year", "scale"):
            end = said[match.end - 1].end
            if match.kind == "Z":
                return CaptionPiece(
                    "Z", token.start, end, _ZERO, text[token.start : end], token.start
                ), match.end
            measure = self._nouns.get(match.form, "") if match.kind == "N" else ""
            return CaptionPiece(match.kind, token.start, end, measure=measure), match.end
        if (month := self._misprinted(said, at)) is not None:
            return month, at + 3
        return CaptionPiece(_SIGNS.get(token.text, "w"), token.start, token.end), at + 1

    # Dates -------------------------------------------------------------------------------------------

    def _is_count(self, said: Sequence[Token], match: Match, before: Sequence[CaptionPiece]) -> bool:
        """Whether a number that looks like a year counts something:
        `2000 shares`; not directly behind `at`.
        """
        if match.kind != "year" or match.end >= len(said) or (before and before[-1].code == "@"):
            return False
        after = self._wordings.at(said, match.end)
        return after is not None and after.kind in ("N", "S", "scale")

    @staticmethod
    def _dated(said: Sequence[Token], match: Match, before: Sequence[CaptionPiece]) -> CaptionPiece:
        start, end = said[match.start].start, said[match.end - 1].end
        if match.kind == "year":
            named = bool(before) and before[-1].code == "name"
            return CaptionPiece("w" if named else "Y", start, end, label=year_of(match))
        values = match.values
        month, day = values.get("month") or values.get("m"), values.get("day") or values.get("d")
        if len(month or ()) != 1 or len(day or ()) != 1:
            return CaptionPiece("X", start, end)
        assert month is not None and day is not None
        date = day_of(int(month[0]), int(day[0]), year_of(match))
        return CaptionPiece("X" if date is None else "D", start, end, label=date)

    def _misprinted(self, said: Sequence[Token], at: int) -> CaptionPiece | None:
        """A date with a misspelled month, read as the only month that one slip explains: `Jnue 30, 2018`."""
        if at + 3 > len(said) or said[at].kind != "word" or said[at + 1].joined:
            return None
        word, day, year = said[at], said[at + 1], said[at + 2]
        if day.kind != "digits" or len(day.text) > 2 or year.kind != "digits" or len(year.text) != 4:
            return None
        near = [name for name in self._months if OSA.distance(name.casefold(), word.text) == 1]
        sure = len(near) == 1 and len(word.text) >= _SHORTEST_MENDED
        date = day_of(self._months[near[0]], int(day.text), int(year.text)) if sure else None
        if date is None or not 1900 <= date.year <= 2999:
            return CaptionPiece("X", word.start, year.end)
        return CaptionPiece("D", word.start, year.end, label=date, month=(word.printed, near[0]))


def _settled(pieces: Sequence[CaptionPiece]) -> list[CaptionPiece]:
    """The pieces. Words for zero stay numbers only beside a number, or where something is counted."""
    limits = {at for at, piece in enumerate(pieces) if piece.code == "limit"}
    codes = "".join(
        "w"
        if piece.code in ("name", "limit") or (piece.code in "MQ" and {at - 1, at + 1} & limits)
        else piece.code
        for at, piece in enumerate(pieces)
    )
    done = []
    for at, piece in enumerate(pieces):
        before, after = codes[max(at - 3, 0) : at], codes[at + 1 : at + 2]
        stated = after in _ENDS and _STATED.search(before)
        counts = _COUNTED.match(codes, at + 1) or _BESIDE.search(before) or stated
        # `in treasury`, `at cost` are of no date.
        plain = after not in tuple("@DYX") if codes[at] == "@" else codes[at] == "Z" and not counts
        code = "w" if plain else codes[at]
        done.append(replace(piece, code=code) if code != piece.code else piece)
    return done


def _signs(text: str, start: int, end: int) -> list[CaptionPiece]:
    """The punctuation marks between two words, as pieces; a hyphen inside a word is none."""
    found = []
    for at in range(start, end):
        code = _GAPS.get(text[at])
        if (
            code == "-"
            and text[at] in "-‐‑"
            and text[at - 1 : at].isalpha()
            and text[at + 1 : at + 2].isalpha()
        ):
            continue
        if code is not None:
            found.append(CaptionPiece(code, at, at + 1))
    return found
