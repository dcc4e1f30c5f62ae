"""Reads unit lines: `(Dollars in millions, except per share amounts)`.

A unit line consists of known pieces in any order: a scale, a currency, counts of shares, exceptions, and
words that change nothing. A line with any other word is no unit line.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.currencies import Currencies
from tieout.language.headings import HeadingReader
from tieout.language.model import Unit
from tieout.language.pieces import aside
from tieout.language.scale_signs import SIGN, ScaleSigns
from tieout.language.tokens import MAX_LENGTH, Token, excerpt, tokens
from tieout.language.unit_line import HUNDREDTH, UnitLine
from tieout.language.wordings import Match, Phrases, Reader, Wordings

_BRACKET = re.compile(r"\([^()]{1,300}\)|（[^（）]{1,300}）|\[[^\[\]]{1,300}\]")
_ASIDE = frozenset({"remark", "filler", "bracket", "mark"})
# One word in so many may be unknown in what is still evidently a unit line; in brackets every other.
_KNOWN_PARTS = 3
_FEW = 8


class UnitReader:
    """Reads unit lines by the words of a vocabulary. A line without a currency is in the company's."""

    def __init__(
        self, vocabulary: Vocabulary, currencies: Currencies, own: str, headings: HeadingReader
    ) -> None:
        """`own` is the code of the company's currency."""
        self._currencies, self._own, self._headings = currencies, own, headings
        words = vocabulary.unit_words
        forms = [(kind, form) for kind in _KINDS for form in words.get(kind, ())]
        forms += [("remark", remark) for remark in vocabulary.remarks]
        self._measures = {
            form: name for name, said in vocabulary.measures.items() for form in said if name[0] != "/"
        }
        forms += [("filler", form) for form in words.get("times", ())]
        forms += [("measure", form) for form in self._measures]
        forms += [("per-measure", f"{{per}} {form}") for form in self._measures]
        forms += [("scale", "{scale}"), ("currency", "{currency}"), ("hundredth", "{hundredth}")]
        scales = {word.casefold(): power for word, power in vocabulary.scales.items()}
        signs = Phrases(vocabulary.unit_scales)
        self._goods = frozenset(words.get("goods", ()))
        readers: dict[str, Reader] = {
            "share": Phrases({share: share for share in words.get("share", ())}),
            "per": Phrases(dict.fromkeys(words.get("per", ()), 0)),
            "scale": Phrases(scales),
            "currency": currencies,
            "sign": signs,
            "hundredth": Phrases(currencies.hundredths),
        }
        forms += [(SIGN, "{sign}")]
        self._signs = ScaleSigns(vocabulary, currencies)
        self._wordings = Wordings(forms, readers)

    @remembered
    def unit(self, text: str) -> Unit | None:
        """The unit that a text consists of;
        None where a word of it is unknown, or two contradict each other.
        """
        unit = self._line(text) or self._line(_bracketed(text))
        if unit is not None:
            return unit
        parts = self._headings.without_headings(text)
        return self._line(" ".join(parts)) if parts and " ".join(parts) != text else None

    @remembered
    def unit_in(self, text: str) -> tuple[Unit | None, str]:
        """The unit that a caption or header names,
        all of it or a part of it, with its words; (None, "") for none.
        """
        if len(text) > MAX_LENGTH:
            return None, ""
        whole = self.unit(text)
        for part in _BRACKET.findall(text):
            if (unit := self.unit(part)) is not None and whole in (None, unit):
                return unit, part
        heading = self._headings.heading(text)
        if heading is not None and heading.rest and (unit := self._line(heading.rest)) is not None:
            return unit, heading.rest
        if whole is not None:
            return whole, text
        for part in _pieces_of_line(text):
            unit = self.unit(part)
            if unit is not None and unit.scaled and unit.measure != "pure":
                return unit, part
        for bracket in _BRACKET.findall(text):
            unit, words = self._at_end(bracket[1:-1])
            if unit is not None and unit.in_hundredths:  # `(diluted US cents)` has no scale to mistake
                return unit, words
        return self._at_end(text)

    def _at_end(self, text: str) -> tuple[Unit | None, str]:
        """The unit at the end of a short header: `Revenue $M`, `Sales in millions of dollars`."""
        said = tokens(text)
        if len(said) <= _FEW:
            for before, token in pairwise(said):
                if before.numeric or (token.start == before.end and token.kind == "sign"):
                    continue  # `50 cents`, `2.5 million barrels` are amounts, the `$` of `B$` another's
                unit = self._line(text[token.start :]) if not token.joined else None
                if unit is None or not unit.scaled or not unit.named or unit.measure == "pure":
                    continue
                # The last word of a name is no unit: `Equity transactions` are counted in money.
                if unit.money or unit.scale or "/" in unit.measure or _stands_apart(said[-1], text):
                    return unit, text[token.start :]
        return None, ""

    def seems_unit(self, text: str) -> bool:
        """Whether a text looks like a unit line, or has one in brackets, even if it is not understood."""
        if len(text) > MAX_LENGTH:
            return False
        unit, _ = self.unit_in(text)
        if unit is not None:
            return unit.measure != "pure"
        return self._seems(text, _KNOWN_PARTS) or any(self._seems(part, 2) for part in _BRACKET.findall(text))

    def unknown_in(self, text: str) -> tuple[str, bool]:
        """The first unknown words of a unit line, and whether they stand behind a word of exception."""
        parts = [part for part in _BRACKET.findall(text) if self._seems(part, 2)]
        line = parts[0] if parts else text
        said = tokens(line)
        unknown: list[Token] = []
        excepted = False
        for piece in self._pieces(said):
            if piece.kind == "other":
                unknown += said[piece.start : piece.end]
            elif piece.kind == "except" and not unknown:
                excepted = True
        return excerpt(line, tuple(unknown[: _run(unknown, line)])), excepted

    def _seems(self, text: str, parts: int) -> bool:
        """Whether a text has words of a unit line, and at most `parts` words that are none."""
        said = tokens(text)
        if not said or any(token.kind == "figure" for token in said):
            return False
        pieces = self._pieces(said)
        kinds = {piece.kind for piece in pieces}
        unknown = sum(piece.kind == "other" for piece in pieces)
        if unknown * parts > len(said):
            return False
        if any(token.kind == "digits" for token, piece in _each(said, pieces) if piece.kind == "other"):
            return False
        exceptions = "except" in kinds and ("unscaled" in kinds or "counted" in kinds)
        return "scale" in kinds or exceptions or ("currency" in kinds and not unknown)

    # The line ----------------------------------------------------------------------------------------

    def _line(self, text: str) -> Unit | None:
        said = tokens(text)
        if not said or not _is_paired(text):
            return None
        line = UnitLine()
        counted: list[str] = []
        for piece in self._pieces(said):
            if piece.kind == "other":
                return None
            words = text[said[piece.start].start : said[piece.end - 1].end]
            counted += [words.casefold()] if piece.kind in ("counted", "shares") else []
            line.take(piece, words)
        unit = self._unit(line)
        goods = bool(counted) and self._goods.issuperset(counted)
        # `Units in whole numbers`: no share has been named.
        return replace(unit, measure=_GOODS) if goods and unit and unit.measure == "shares" else unit

    def _pieces(self, said: Sequence[Token]) -> list[Match]:
        """All of a text as pieces."""
        found: list[Match] = []
        at = 0
        while at < len(said):
            piece = self._wordings.at(said, at)
            joined = self._signs.joined(said[at], at) if piece is None else []
            found += joined or [piece or aside(said, at) or Match("other", at, at + 1, {})]
            at = found[-1].end
        return self._signs.read(said, found)

    def _unit(self, line: UnitLine) -> Unit | None:
        """The unit of a line that was collected; None where it says none, or contradicts itself."""
        if line.wrong or len(line.currencies | line.of_unscaled) > 1:
            return None
        if line.of_money and (line.shares is None or line.excepted):
            return None  # `Net sales` is what a column is of, beside its unit
        if line.measures or line.per_measures:
            return self._measured(line)
        named = next(iter(line.currencies), "")
        if line.whole and not named and not line.beside:
            return None
        if line.scale is None and line.shares is None and not named:
            return self._bare(line)
        if line.beside and not named and None in (line.scale, line.shares):
            # `shares in thousands`, `thousands of shares`
            scale = line.scale if line.shares is None else line.shares
            return Unit("shares", scale or 0, named=False)
        return self._money(line, named)

    def _measured(self, line: UnitLine) -> Unit | None:
        """The unit of a line that names a measure other than money and shares:
        `In millions of KWHs`, `$/Mcf`.
        """
        names = {self._measures[form] for form in (*line.measures, *line.per_measures)}
        if len(names) != 1 or line.beside or line.excepted or line.unscaled:
            return None
        if line.per_measures and not line.measures and len(line.currencies) == 1:
            return Unit(f"{next(iter(line.currencies))}/{names.pop()}", line.scale or 0)
        return Unit(names.pop(), line.scale or 0) if line.measures and not line.currencies else None

    def _money(self, line: UnitLine, named: str) -> Unit | None:
        of_unscaled = next(iter(line.of_unscaled), "")
        measure = named or of_unscaled or self._own
        if not measure or (line.unscaled and line.scale is None and not named):
            return None
        scale = line.scale
        if scale == HUNDREDTH and line.unscaled:
            return Unit(f"{measure}/shares", HUNDREDTH)  # `US cents per share`
        if scale is None and line.beside:
            scale = line.shares  # `dollars and shares in millions`
        shares = line.shares
        if shares is None and line.counted:
            shares = 0
        elif shares is None and (line.excepted or line.beside or not named):
            shares = scale or 0
        return Unit(measure, scale or 0, shares, scaled=scale is not None, named=bool(named or of_unscaled))

    @staticmethod
    def _bare(line: UnitLine) -> Unit | None:
        """The unit of a line with neither a scale nor a currency: per cent, or shares."""
        if line.excepted:
            return None
        if line.beside and line.alone and not line.unscaled:
            return Unit("shares", 0, scaled=False, named=False)
        percent = len(line.unscaled) == 1 and not line.beside and line.unscaled[0] in _PERCENT
        return Unit("pure", -2) if percent else None


# What is counted by `Units` alone.
_GOODS = "unit"
_KINDS = ("except", "money", "unscaled", "shares", "counted", "whole", "filler")
_PERCENT = frozenset({"%", "％"})


def _run(unknown: Sequence[Token], line: str) -> int:
    """How many of the unknown tokens stand side by side, counted from the first."""
    for count in range(1, len(unknown)):
        if line[unknown[count - 1].end : unknown[count].start].strip():
            return count
    return len(unknown)


def _each(said: Sequence[Token], pieces: Sequence[Match]) -> list[tuple[Token, Match]]:
    return [(token, piece) for piece in pieces for token in said[piece.start : piece.end]]


def _stands_apart(last: Token, text: str) -> bool:
    """Whether a text's last word is not part of a name:
    a comma stands before it, or it is a sign like `MBbl`.
    """
    plain = last.printed in (last.text, last.text.capitalize()) or text.isupper()
    return not plain or bool(last.gap.strip())


def _is_paired(text: str) -> bool:
    return text.count("(") == text.count(")") and text.count("（") == text.count("）")


def _bracketed(text: str) -> str:
    """A text with the bracket that it lacks: what a printer or a page has lost of `(in millions`.

    What has a comma may go on in the next line: `(in thousands, except share`.
    """
    plain = text.strip()
    if "," in plain:
        return text
    if plain.startswith("(") and ")" not in plain:
        return f"{plain})"
    return f"({plain}" if plain.endswith(")") and "(" not in plain else text


def _pieces_of_line(text: str) -> list[str]:
    """The parts of a caption that may be its unit line: those behind a dash, a semicolon or a line break."""
    return [part for part in re.split(r"\s+[–—-]\s+|[;\n|]", text) if part.strip() and part != text]
