"""Signs that are scales depending on what stands beside them: `$M`, `US$ '000`, `in 1,000 SEK`, `MSEK`."""

from collections.abc import Sequence

from tieout.definitions import Vocabulary
from tieout.language.currencies import Currencies
from tieout.language.tokens import Token
from tieout.language.wordings import Match

SIGN = "scale-sign"
# Signs of so many letters may be a measure, `mm`, or a class.
_SHORT = 2
_DIGITS = frozenset({"digits", "figure"})


class ScaleSigns:
    """Tells which signs of a line are scales, and divides words that join a scale and a currency."""

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies) -> None:
        words = vocabulary.unit_words
        self._currencies = currencies
        self._before = vocabulary.unit_prefixes
        self._behind = vocabulary.unit_scales
        self._filler = frozenset(words.get("filler", ()))
        self._times = frozenset(words.get("times", ()))

    def joined(self, token: Token, at: int) -> list[Match]:
        """The scale and the currency of a word that is both, `MSEK` or `EURm`; empty for any other word."""
        said = token.printed
        for sign, power in (*self._before.items(), *((sign.lower(), n) for sign, n in self._before.items())):
            if said.startswith(sign) and self._is_code(said[len(sign) :]):
                return [_scale(power, at), _currency(said[len(sign) :], at)]
        if self._is_code(said[:3]):
            for sign, power in self._behind.items():
                if said[3:].casefold() == sign.casefold():
                    return [_currency(said[:3], at), _scale(power, at)]
        return []

    def _is_code(self, word: str) -> bool:
        """Whether a word is a currency's code and no common word: the `ALL` of `MALL` is none."""
        return self._currencies.is_code(word) and word.casefold() not in self._filler

    def read(self, said: Sequence[Token], pieces: Sequence[Match]) -> list[Match]:
        """The pieces of a line, with each sign decided: a scale, or another word."""
        return [self._read(said, pieces, number) for number in range(len(pieces))]

    def _read(self, said: Sequence[Token], pieces: Sequence[Match], number: int) -> Match:
        piece = pieces[number]
        if piece.kind != SIGN:
            return piece
        if self._is_scale(said, pieces, number):
            return Match("scale", piece.start, piece.end, {"scale": piece.values["sign"]})
        return Match("other", piece.start, piece.end, {})

    def _is_scale(self, said: Sequence[Token], pieces: Sequence[Match], number: int) -> bool:
        piece = pieces[number]
        first = said[piece.start]
        zeros = first.text.startswith("000")
        if first.kind in _DIGITS and not zeros:
            return self._is_counted(said, pieces, number)
        others = [other for other in pieces if other.kind not in ("filler", "bracket")]
        at = next(place for place, other in enumerate(others) if other is piece)
        if any(other.kind == "currency" for other in others[max(at - 1, 0) : at + 2]):
            return True
        # `(000)` is one by itself, and so is `in MM` in capitals: `in mm` may be a length.
        if len(others) == 1 and zeros:
            return len(pieces) > 1
        excepted = any(other.kind == "except" for other in others)
        sure = excepted or first.printed.isupper() or len(first.text) > _SHORT
        before = pieces[number - 1].kind if number else ""
        return sure and before in ("filler", "bracket") and first.kind not in _DIGITS

    def _is_counted(self, said: Sequence[Token], pieces: Sequence[Match], number: int) -> bool:
        """Whether a thousand in digits is a scale: `in $1,000`, `x 1,000`, `1000s`. Others are amounts."""
        piece = pieces[number]
        if piece.end - piece.start > 1:
            return True
        before = number
        while before and pieces[before - 1].kind == "currency":
            before -= 1
        return before > 0 and said[pieces[before - 1].start].text in self._times


def _scale(power: int, at: int) -> Match:
    return Match("scale", at, at + 1, {"scale": (power,)})


def _currency(code: str, at: int) -> Match:
    return Match("currency", at, at + 1, {"currency": (code,)})
