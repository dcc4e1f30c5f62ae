"""Finds numbers in captions, with the currency before them and the scale or currency behind them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from tieout.core import Figure, read_number
from tieout.language.currencies import Currencies
from tieout.language.model import CaptionPiece
from tieout.language.tokens import Token
from tieout.language.wordings import Wordings

_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|\.\d+")
_CENT = "¢"
_SLASHES = frozenset("/\u2044\u2215")


class NumberFinder:
    """Finds numbers in the tokens of captions: `$5`, `JPY 453 thousand`, `1,650 shares`, `(1,650) shares`."""

    def __init__(self, currencies: Currencies, wordings: Wordings, scales: dict[str, int]) -> None:
        """`wordings` has two kinds of forms: `scale`, a word in `scales`, and `N`, a noun that is counted."""
        self._currencies, self._wordings, self._scales = currencies, wordings, scales

    def money(self, text: str, said: Sequence[Token], at: int) -> tuple[CaptionPiece, int] | None:
        """An amount behind the name or sign of its currency: `$5`, `JPY 453 thousand`, `$(5)`."""
        if said[at].joined:
            return None
        for code, end in self._currencies(said, at):
            bracket = end + 1 < len(said) and said[end].text == "("
            found = self._number(text, said, end + bracket)
            if found is None:
                continue
            piece, after = found
            piece = replace(piece, start=said[at].start, measure=str(code), strong=True)
            if bracket:
                if after >= len(said) or said[after].text != ")":
                    return None
                piece = _negative(replace(piece, end=said[after].end), text, said[end].start)
                after += 1
            return replace(piece, code="M" if piece.code == "Q" else "U"), after
        return None

    def count(
        self, text: str, said: Sequence[Token], at: int, before: Sequence[CaptionPiece]
    ) -> tuple[CaptionPiece, int] | None:
        """A number without a currency before it; one in brackets of its own is negative: `(1,650) shares`."""
        bracket = said[at].text == "("
        found = self._number(text, said, at + bracket)
        if found is None:
            return None
        piece, end = found
        if bracket:
            noun = self._wordings.at(said, end + 1) if end + 1 < len(said) else None
            if end >= len(said) or said[end].text != ")" or noun is None or noun.kind != "N":
                return None
            return _negative(replace(piece, end=said[end].end), text, said[at].start), end + 1
        named = bool(before) and before[-1].code == "name"
        if named or _is_name(text, said, at, piece.end, end):
            return replace(piece, code="w"), end
        if piece.code == "Q" and end < len(said):
            for code, after in self._currencies(said, end):
                if self._number(text, said, after) is None:
                    return replace(piece, code="M", end=said[after - 1].end, measure=str(code)), after
        return piece, end

    def _number(self, text: str, said: Sequence[Token], at: int) -> tuple[CaptionPiece, int] | None:
        """The number at a token with the scale behind it, and the token behind both."""
        if at >= len(said) or said[at].kind not in ("digits", "figure"):
            return None
        match = _NUMBER.match(text, said[at].start)
        if match is None:
            return None
        printed, start, end = match[0], match.start(), match.end()
        after = next((n for n in range(at + 1, len(said)) if said[n].start >= end), len(said))
        strong = "," in printed
        fraction = _fraction(said, after)
        if fraction is not None:
            end, after = said[fraction - 1].end, fraction
        cents = after < len(said) and said[after].text == _CENT
        if fraction is not None or cents:
            # A fraction of money is none that XBRL has; others are words, as in a 1/100th interest.
            code, end = ("U", said[after].end) if cents else ("w", end)
            return CaptionPiece(code, start, end, text=text[start:end], at=start, strong=cents), after + cents
        reading = read_number(unicodedata.normalize("NFKC", f"0{printed}" if printed[0] == "." else printed))
        if reading.value is None:
            return CaptionPiece("U", start, end, text=printed, at=start, strong=strong), after
        scale = self._wordings.at(said, after) if after < len(said) else None
        if scale is None or scale.kind != "scale":
            figure = Figure.scaled(reading.value, reading.places, 0)
            return CaptionPiece("Q", start, end, figure, printed, start, strong=strong), after
        figure = Figure.scaled(reading.value, reading.places, self._scales[scale.form.casefold()])
        end = said[scale.end - 1].end
        return CaptionPiece("Q", start, end, figure, printed, start, scaled=True, strong=True), scale.end


def _negative(piece: CaptionPiece, text: str, start: int) -> CaptionPiece:
    """A number in brackets of its own, as a negative one."""
    if piece.figure is None:
        return replace(piece, start=start)
    figure = Figure(-piece.figure.value, piece.figure.decimals)
    printed = text[start : piece.end] if not piece.scaled else piece.text
    return replace(piece, start=start, figure=figure, text=printed, at=start)


def _fraction(said: Sequence[Token], at: int) -> int | None:
    """The index of the token behind a fraction at `at`; None where there is none.

    Fractions are the `/3` of `1.662/3`, ` 2/3` of `1 2/3`, and `²/³`.
    """
    numerator = at < len(said) and len(said[at].text) == 1 and said[at].kind in ("digits", "mark")
    if numerator:
        at += 1
    if at + 1 < len(said) and said[at].text in _SLASHES and said[at + 1].kind in ("digits", "mark"):
        return at + 2
    if at < len(said) and said[at].kind == "word" and not said[at].printed[0].isalpha():
        return at + 1
    return None


def _is_name(text: str, said: Sequence[Token], at: int, end: int, after: int) -> bool:
    """Whether a number belongs to a name or a rate: `401(k)`, `B2`, `20-year`, `1st`, `4.5 %`."""
    if said[at].joined:
        return True
    if after >= len(said):
        return False
    behind, close = said[after], said[after].start == end
    if behind.text == "%":
        return True
    if close and behind.text == "(":
        return after + 1 < len(said) and said[after + 1].kind == "word"
    if behind.kind == "word" and close:
        return behind.joined
    return behind.kind == "word" and text[end : behind.start] in ("-", "‐", "‑")
