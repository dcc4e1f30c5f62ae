"""The pieces that a heading is made of, found in its tokens whatever their order.

`Fiscal Second Quarter Ended June 30, 2025 (unaudited)` has the pieces fiscal, quarter, ended, date, remark.
"""

from collections.abc import Iterator, Sequence

from tieout.definitions import Vocabulary
from tieout.language.dates import is_date, readers
from tieout.language.tokens import Token
from tieout.language.wordings import Match, Wordings

OTHER = "other"
"""The kind of a token that is no piece of a heading."""

LENGTHS = frozenset({"months", "months-to-date", "weeks", "quarters", "half-years", "years"})
# What says by itself that a period is spoken of, and what does so only beside such: `at`, `ended`, `year`.
_STRONG = frozenset(
    {
        "months",
        "months-to-date",
        "weeks",
        "half-to-date",
        "half-of-year",
        "quarter",
        "quarter-of-year",
        "date",
        "year",
    }
)
_WEAK = frozenset(
    {
        "instant", "ended", "to-date", "through", "years", "quarters", "half-years", "fiscal", "month",
        "forecast",
    }
)  # fmt: skip
_ASIDE = frozenset({"bracket", "mark", "remark", "glue"})
_BRACKETS = frozenset("()[]")
# What stands for `to` between two dates or months.
_DASHES = frozenset("-‐‑–—−")


class PieceReader:
    """Finds pieces by the wordings of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        forms = [(kind, form) for kind, forms in vocabulary.headings.items() for form in forms]
        forms += [("remark", remark) for remark in vocabulary.remarks]
        self._wordings = Wordings(forms, readers(vocabulary))

    def pieces(self, text: Sequence[Token]) -> list[Match]:
        """All of a text as pieces; words that are no piece are `OTHER`, one for each token."""
        found = list(self._found(text))
        if not any(piece.kind == OTHER for piece in found):
            return found
        return _without_chance(found)

    def _found(self, text: Sequence[Token]) -> Iterator[Match]:
        at = 0
        before = ""
        while at < len(text):
            piece = aside(text, at) or self._wordings.at(text, at)
            if piece is None or not _is_sound(piece):
                piece = _alone(text, at)
            dates = {before, piece.kind} <= {"date", "month"}
            if dates and not _DASHES.isdisjoint(text[at].gap):
                yield Match("through", at, at, {})
            yield from _each_date(piece)
            before = piece.kind
            at = piece.end


def aside(text: Sequence[Token], at: int) -> Match | None:
    """A footnote mark, `(1)` or `*`, or a bracket, as a piece; None for anything else."""
    token = text[at]
    if token.kind == "mark":
        return Match("mark", at, at + 1, {})
    if token.text not in _BRACKETS:
        return None
    inner = text[at + 1] if at + 2 < len(text) and text[at + 2].text in _BRACKETS else None
    if inner is not None and _is_mark(inner):
        return Match("mark", at, at + 3, {})
    return Match("bracket", at, at + 1, {})


def _each_date(piece: Match) -> Iterator[Match]:
    """The piece itself; a piece with two days, `1.1.-31.3.2025`, as both days with `to` between them."""
    days = piece.values.get("d", ())
    if len(days) == 1 or piece.kind != "date" or not days:
        yield piece
        return
    months, middle = piece.values["m"], piece.start + 2  # a day and a month in digits are two tokens
    yield Match("date", piece.start, middle, {"d": days[:1], "m": months[:1]})
    yield Match("through", middle, middle, {})
    yield Match("date", middle, piece.end, {**piece.values, "d": days[1:], "m": months[1:]})


def _alone(text: Sequence[Token], at: int) -> Match:
    """A word as a piece by itself, where no form begins or the date is not in the calendar."""
    end = at + 1
    while end < len(text) and text[end].joined:
        end += 1
    return Match(OTHER, at, end, {})


def _is_mark(token: Token) -> bool:
    if token.kind == "digits":
        return len(token.text) <= 2
    return token.kind == "mark" or (token.kind == "word" and len(token.text) == 1)


def _is_sound(piece: Match) -> bool:
    """Whether a date exists: June 31 does not."""
    values = piece.values
    month = values.get("month") or values.get("m")
    day = values.get("day") or values.get("d")
    if not month or not day:
        return True
    return is_date(int(month[0]), int(day[0]), year_of(piece))


def year_of(piece: Match) -> int | None:
    """The year that a piece says."""
    values = piece.values
    if "era" in values and "n" in values:
        return int(values["era"][0]) + int(values["n"][0])
    year = values.get("year") or values.get("yy") or values.get("ny")
    return int(year[0]) if year else None


def _without_chance(pieces: list[Match]) -> list[Match]:
    """The pieces, without those that only look like one among other words, as `at` in `at cost` does."""
    kept: list[Match] = []
    following: Match | None = None
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        if piece.kind in _WEAK and piece.kind != "month":
            before = _before(pieces, number)
            if not _belongs(piece, before, following):
                piece = Match(OTHER, piece.start, piece.end, {})
        elif piece.kind == "month":
            piece = Match(OTHER, piece.start, piece.end, {})
        kept.insert(0, piece)
        if piece.kind not in _ASIDE:
            following = piece
    return kept


def _before(pieces: Sequence[Match], number: int) -> Match | None:
    return next((piece for piece in reversed(pieces[:number]) if piece.kind not in _ASIDE), None)


def _belongs(piece: Match, before: Match | None, following: Match | None) -> bool:
    """Whether a weak piece, such as `at`, stands beside one that names a period."""
    if year_of(piece) is not None:
        return True
    if following is not None and (following.kind in _STRONG or following.kind in _WEAK):
        return True
    if before is None or piece.kind == "instant":
        return False
    return before.kind in _STRONG or (before.kind in LENGTHS and following is None)
