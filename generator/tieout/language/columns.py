"""Tells what columns and rows are, apart from periods, and what captions say of their form."""

import re
from collections.abc import Sequence
from typing import Literal

from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.headings import HeadingReader
from tieout.language.model import ColumnWord
from tieout.language.pieces import aside
from tieout.language.tokens import Token, excerpt, tokens
from tieout.language.wordings import Match, Phrases, Wordings

RowType = Literal["shares", "per-share", "percent", "measure", "ratio"]
"""`ratio` is of what words call one: the form of the figures says whether it is in per cent."""
_TYPES = ("shares", "per-share", "percent", "measure", "ratio")
PeriodType = Literal["instant", "duration"]
End = Literal["start", "end"]
_BALANCES = {"opening": "start", "closing": "end", "balances": "whole", "moved": "moved"}
_ASIDE = frozenset({"remark", "bracket", "mark"})
# A percentage of a line names it in a few words: `% of total net revenues`.
_MOST_WORDS = 6


class ColumnReader:
    """Classifies headers and captions by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, headings: HeadingReader) -> None:
        self._headings = headings
        words = vocabulary.column_words
        remarks = [("remark", remark) for remark in vocabulary.remarks]
        self._columns = Wordings([(kind, form) for kind in _KINDS for form in words.get(kind, ())], {})
        others = vocabulary.other_columns
        self._others = Wordings([(kind, form) for kind, forms in others.items() for form in forms], {})
        self._remarks = Wordings(remarks, {})
        parts = [(part, form) for part, forms in vocabulary.parts.items() for form in forms]
        self._parts = Wordings(parts, {})
        self._types = Wordings(
            [(kind, form) for kind in _TYPES for form in vocabulary.types.get(kind, ())], {}
        )
        awards: dict[str, int | str] = dict.fromkeys(vocabulary.unit_words.get("awards-beside", ()), 0)
        self._awards = Phrases(awards | dict.fromkeys(vocabulary.unit_words.get("awards", ()), 1))
        self._captions = vocabulary.captions
        self._notes = re.compile(_note_pattern(vocabulary.captions.get("note", ())), re.IGNORECASE)
        statements = (*vocabulary.captions.get("instants", ()), *vocabulary.captions.get("durations", ()))
        kinds = dict.fromkeys(vocabulary.captions.get("instants", ()), "instant")
        self._statements = Wordings([(kinds.get(form, "duration"), form) for form in statements], {})
        self._balances = Wordings(
            [(kind, form) for key, kind in _BALANCES.items() for form in vocabulary.captions.get(key, ())], {}
        )
        self._trailing = Wordings(
            [("trailing", form) for form in vocabulary.captions.get("trailing", ())], {}
        )
        self._rates = Wordings([("rate", form) for form in vocabulary.captions.get("rates", ())], {})
        self._lasting = Wordings([("lasting", form) for form in vocabulary.captions.get("lasting", ())], {})
        published = [("published", form) for form in vocabulary.captions.get("published", ())]
        self._published = Wordings(published, {})
        amounts = [("amount", form) for form in vocabulary.captions.get("amounts", ())]
        beside = [("beside", form) for form in vocabulary.captions.get("amounts-beside", ())]
        self._amounts = Wordings([*amounts, *beside], {})

    @remembered
    def column_word(self, text: str) -> ColumnWord | None:
        """The kind of column that a header names: `% Change`,
        `% of net sales`, `Note`; None where it names none.
        """
        said = tokens(text)
        if not said:
            return None
        other = {piece.kind for piece in _all(self._others, said) if piece.kind not in _ASIDE}
        if len(other) == 1 and "other" not in other:
            return other.pop()
        pieces = _all(self._columns, said)
        kinds = [piece.kind for piece in pieces if piece.kind not in _ASIDE]
        if kinds and kinds[0] == "percent-of":
            return "percent-of" if len(said) <= _MOST_WORDS + pieces[0].end else None
        if kinds and all(kind == "note" for kind in kinds):
            return "note"
        if (
            kinds
            and all(kind in ("percent", "beside") for kind in kinds)
            and _is_percent(self._columns, said)
        ):
            return "per-cent"
        return "change" if self._is_change(text, said, pieces) else None

    def says_percent_of(self, text: str) -> bool:
        """Whether a text speaks of a percentage of another line: `as a percentage of sales`."""
        said = tokens(text)
        found = (self._columns.at(said, at) for at in range(len(said)))
        return any(match is not None and match.kind == "percent-of" for match in found)

    def _is_change(self, text: str, said: Sequence[Token], pieces: Sequence[Match]) -> bool:
        """Whether a header consists of words for a change, and perhaps the periods that are compared."""
        kinds = {piece.kind for piece in pieces}
        if not kinds & {"change", "versus"}:
            return False
        others = tuple(
            token for piece in pieces if piece.kind == "other" for token in said[piece.start : piece.end]
        )
        if not others:
            return "change" in kinds
        compares = "versus" in kinds or len(self._headings.headings(text)) > 1
        return compares and self._headings.is_understood(excerpt(text, others))

    def part(self, text: str) -> str | None:
        """What a header says of the column's figures: `gaap`,
        `adjustment`, `adjusted` and the like; None: nothing.
        """
        pieces = [piece for piece in _all(self._parts, tokens(text)) if piece.kind not in _ASIDE]
        kinds = {piece.kind for piece in pieces}
        return kinds.pop() if len(kinds) == 1 and "other" not in kinds else None

    @remembered
    def remark(self, text: str) -> bool:
        """Whether a text is only a remark, such as `(unaudited)`, or a footnote mark."""
        kinds = [piece.kind for piece in _all(self._remarks, tokens(text))]
        return bool(kinds) and "other" not in kinds and kinds != ["bracket"] * len(kinds)

    @remembered
    def names_awards(self, text: str) -> bool:
        """Whether a header names a column of options or the like: `RSUs`, `Number of options`.

        `Aggregate intrinsic value of options` is money.
        """
        said = [token for token in tokens(text) if token.kind in ("word", "digits")]
        at, named = 0, False
        while at < len(said):
            found = next(iter(self._awards(said, at)), None)
            if found is None:
                return False
            named, at = named or bool(found[0]), found[1]
        return named

    @remembered
    def row_type(self, text: str) -> RowType | None:
        """What a caption or header says that its figures count:
        `Weighted average shares` are shares; None: nothing.
        """
        said = tokens(text)
        counts: RowType | None = None
        # The first that is said counts: shares are used in computing an amount per share. What only says that
        # something is counted, `Number of`, gives way to what is.
        for at in range(len(said)):
            match = self._types.at(said, at)
            if match is not None and match.kind != "measure":
                return match.kind  # type: ignore[return-value]
            counts = counts if match is None else "measure"
        return counts

    # Captions ----------------------------------------------------------------------------------------

    def is_total(self, caption: str) -> bool:
        """Whether a caption begins or ends as those of totals do: `Total assets`, `資産合計`."""
        plain = caption.strip().casefold()
        if any(plain.endswith(word.casefold()) for word in self._captions.get("total-end", ())):
            return True
        return any(_begins(caption, word) for word in self._captions.get("total", ()))

    def asks_for_more(self, caption: str) -> bool:
        """Whether a caption ends in the middle, so that it goes on in the next row: `Cash provided by`."""
        plain = " ".join(caption.split())
        return any(_ends(plain, word) for word in self._captions.get("open", ()))

    def without_note(self, caption: str) -> str:
        """A caption without the number of a note at its end: `Inventories (Note 9)` is `Inventories`."""
        return self._notes.sub("", caption).rstrip() or caption

    @remembered
    def names_amount(self, header: str) -> bool:
        """Whether a header names an amount, such as `Net earnings/(loss)`, and nothing else."""
        kinds = {piece.kind for piece in _all(self._amounts, tokens(header)) if piece.kind not in _ASIDE}
        return "amount" in kinds and kinds <= {"amount", "beside"}

    @remembered
    def balance(self, caption: str) -> End | None:
        """The end of a period at which a caption names a balance: `Cash, end of period`, `Total assets`.

        None where it names no balance, or is of a movement: `Revenue recognized that was included in the
        balance at the beginning of the year`.
        """
        said = tokens(caption)
        found = [match for at in range(len(said)) if (match := self._balances.at(said, at)) is not None]
        kinds = {match.kind for match in found}
        if "moved" in kinds:
            return None
        if "start" in kinds or "end" in kinds:
            return "start" if "start" in kinds else "end"
        whole = {piece.kind for piece in _all(self._balances, said) if piece.kind not in _ASIDE}
        return "end" if whole == {"whole"} else None

    def speaks_of_amount(self, caption: str) -> bool:
        """Whether a caption has a word for an amount or a movement: `Capital expenditures`."""
        said = tokens(caption)
        amounts = (piece.kind == "amount" for piece in _all(self._amounts, said))
        balances = (self._balances.at(said, at) for at in range(len(said)))
        return any(amounts) or any(found is not None for found in balances)

    @remembered
    def trailing(self, caption: str) -> bool:
        """Whether a row is of the twelve months to the end of its columns: `LTM Adjusted EBITDA`."""
        said = tokens(caption)
        return any(self._trailing.at(said, at) is not None for at in range(len(said)))

    def names_rate(self, caption: str) -> bool:
        """Whether a caption may name a rate: `Operating margin`, which may be money as well."""
        said = tokens(caption)
        return any(self._rates.at(said, at) is not None for at in range(len(said)))

    def lasts(self, caption: str) -> bool:
        """Whether a caption says that its row is of a period: `Sold during the quarter`."""
        said = tokens(caption)
        return any(self._lasting.at(said, at) is not None for at in range(len(said)))

    def publishes(self, caption: str) -> bool:
        """Whether a line says when or by whom a release was published. Its date is no date of figures."""
        said = tokens(caption)
        return any(self._published.at(said, at) is not None for at in range(len(said)))

    def period_type(self, caption: str) -> PeriodType | None:
        """Whether a caption names a statement at a point in time, such as a balance sheet, or over a time."""
        said = tokens(caption)
        kinds = {
            match.kind for at in range(len(said)) if (match := self._statements.at(said, at)) is not None
        }
        return kinds.pop() if len(kinds) == 1 else None  # type: ignore[return-value]


_KINDS = ("percent-of", "percent", "change", "note", "versus", "beside")


def _all(wordings: Wordings, said: Sequence[Token]) -> list[Match]:
    """A whole text as pieces of some wordings; other words are `other`, brackets and marks stay single."""
    found: list[Match] = []
    at = 0
    while at < len(said):
        piece = wordings.at(said, at)
        if piece is None:
            piece = aside(said, at) or Match("other", at, at + 1, {})
        found.append(piece)
        at = piece.end
    return found


def _is_percent(wordings: Wordings, said: Sequence[Token]) -> bool:
    """Whether a text is one word for per cent, apart from brackets."""
    pieces = [piece for piece in _all(wordings, said) if piece.kind not in _ASIDE]
    return len(pieces) == 1 and pieces[0].kind == "percent"


def _begins(caption: str, word: str) -> bool:
    plain = caption.casefold().strip()
    return plain == word or plain.startswith((f"{word} ", f"{word},", f"{word}:"))


def _ends(caption: str, word: str) -> bool:
    """Whether a word ends a caption. A single letter counts only as printed:
    the `A` of `Class A` is no word.
    """
    plain = caption if len(word) == 1 else caption.casefold()
    return plain == word or plain.endswith(f" {word}")


def _note_pattern(words: Sequence[str]) -> str:
    """A bracket with the number of a note at the end of a caption."""
    said = "|".join(re.escape(word) for word in words) or "(?!)"
    number = r"\d{1,2}[A-Za-z]?"
    numbers = rf"{number}(?:\s*(?:,|、|and|&)\s*(?:(?:{said})\s*)?{number})*"
    return rf"\s*[(（](?:{said})s?\.?\s*{numbers}[)）]\s*$"
