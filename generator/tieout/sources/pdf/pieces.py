"""Divides a line into pieces: texts with wide gaps between them, and figures with their signs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise

from tieout.document.typography import CURRENCY_SIGN, is_dash, is_figure, is_year
from tieout.sources.characters import carried
from tieout.sources.pdf.lines import LOST, Line, Word

# A gap so wide, by the size of the letters, parts a line; a sign may stand further from its amount.
_WIDE, _CLOSER = 0.85, 3.0
# Among several gaps one is wide that is so often the usual one, and this much.
_SEVERAL, _TIMES, _WIDER = 4, 1.55, 0.42
_OPENS = re.compile(rf"[(\[~≈<>]*\s*{CURRENCY_SIGN}?\s*[(\[]?|[△▲]")
_CLOSES = re.compile(r"\)?\s*[%％]?\s*\)?")
# Digits in groups of three, apart by the blank of a word.
_GROUP, _FIRST = re.compile(r"\d{3}(?:[.,]\d+)?\)?"), re.compile(r"[(\-−–]?\d{1,3}(?: \d{3})*")
_NARROW = 0.4


@dataclass(frozen=True)
class Piece:
    """Words that belong together. `figure`: they are an amount or a dash for one.

    `core` is the span of its digits, without signs.
    """

    words: tuple[Word, ...]
    figure: bool
    core: tuple[float, float]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.words[-1].right

    @property
    def size(self) -> float:
        """The size of its line."""
        return self.words[0].size

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2

    @cached_property
    def text(self) -> str:
        """Its letters, without raised ones."""
        return self._joined(_on_line(word) for word in self.words)

    @property
    def year(self) -> bool:
        """Whether it is a year and nothing else."""
        return is_year(self.text)

    @property
    def html(self) -> str:
        """Its letters as HTML, raised ones in their place."""
        said = self._joined(_html(word) for word in self.words)
        return f"<b>{said}</b>" if all(word.bold for word in self.words) else said

    def _joined(self, texts: Iterable[str]) -> str:
        if not self.figure:
            return " ".join(text for text in texts if text)
        done = ""
        for text in texts:
            blank = _FIRST.fullmatch(done) and _GROUP.fullmatch(text)
            done += f" {text}" if blank else text
        return done


def _on_line(word: Word) -> str:
    return "".join(text for text, raised in word.parts if not raised)


def _html(word: Word) -> str:
    return "".join(
        f"<sup>{escape(carried(text))}</sup>" if raised else escape(carried(text))
        for text, raised in word.parts
    )


def pieces_of(line: Line) -> list[Piece]:
    """The pieces of a line from left to right."""
    pieces: list[Piece] = []
    for chunk in _chunks(line):
        pieces += _figures(chunk, line.size) or [_text(chunk)]
    return _with_signs(pieces, line.size)


def parted(piece: Piece, at: float) -> tuple[Piece, Piece] | None:
    """A text in two: the part left of a position,
    and the words right of it, which must be an amount; else None.
    """
    rest = [word for word in piece.words if word.left >= at]
    before = [word for word in piece.words if word.left < at]
    if piece.figure or not before or not rest or before[-1].right > rest[0].left:
        return None
    label = any(not _bare(_on_line(word)) for word in before)
    figures = _figures(rest, 0.0) if label else []
    return (_text(before), figures[0]) if len(figures) == 1 else None


def split(piece: Piece, at: float) -> tuple[Piece, Piece] | None:
    """A text in two at the gap between words at a position (in points); None where there is none."""
    before = [word for word in piece.words if word.right <= at]
    rest = [word for word in piece.words if word.right > at]
    if not before or not rest or rest[0].left < at:
        return None
    return _piece(before), _piece(rest)


def _piece(words: Sequence[Word]) -> Piece:
    figures = _figures(words, 0.0)
    return figures[0] if len(figures) == 1 else _text(words)


def _chunks(line: Line) -> Iterator[list[Word]]:
    """The words of a line between wide gaps: wide compared with its letters, or with its other gaps."""
    gaps = sorted(two.left - one.right for one, two in pairwise(line.words))
    usual = gaps[len(gaps) // 2] if len(gaps) >= _SEVERAL else 0.0
    wide = min(_WIDE * line.size, max(_WIDER * line.size, _TIMES * usual)) if usual else _WIDE * line.size
    chunk: list[Word] = []
    end = 0.0
    for word in line.words:
        if chunk and word.left - end > wide:
            yield chunk
            chunk = []
        chunk.append(word)
        end = max(end, word.right)
    if chunk:
        yield chunk


def _text(words: Sequence[Word]) -> Piece:
    return Piece(tuple(words), False, (words[0].left, words[-1].right))


def _figures(words: Sequence[Word], size: float) -> list[Piece]:
    """The amounts formed by words; empty where any word is neither an amount nor its sign."""
    found: list[list[Word]] = []
    for word in words:
        text = _on_line(word)
        amount = _is_amount(text)
        if not text and found:
            found[-1].append(word)  # a raised mark
        elif amount and found and (not _has_digits(found[-1]) or _goes_on(found[-1], word, size)):
            found[-1].append(word)
        elif amount:
            found.append([word])
        elif found and _has_digits(found[-1]) and _CLOSES.fullmatch(text) and text:
            found[-1].append(word)
        elif text and _OPENS.fullmatch(text):
            found.append([word])
        else:
            return []
    return [_figure(one) for one in found]


def _is_amount(text: str) -> bool:
    if text.endswith(","):
        return False  # the day of a date
    # A letter that cannot be read stands for a digit where it is alone or among digits.
    text = text.replace(LOST, "0")
    return is_figure(text) or (re.match(r"[(~≈]?\(?[$€£¥]?\(?[-−–]?[.\d]", text) is not None and _bare(text))


def _bare(text: str) -> bool:
    return not any(character.isalpha() for character in text) and "/" not in text


def _has_digits(words: Iterable[Word]) -> bool:
    return any(_is_amount(_on_line(word)) for word in words)


def _goes_on(words: Sequence[Word], word: Word, size: float) -> bool:
    """Whether digits continue those before them, as groups of three after a blank."""
    close = word.left - words[-1].right < _NARROW * size
    before = " ".join(_on_line(one) for one in words)
    return close and _FIRST.fullmatch(before) is not None and _GROUP.fullmatch(_on_line(word)) is not None


def _figure(words: Sequence[Word]) -> Piece:
    core = [word for word in words if _is_amount(_on_line(word))]
    if not core:
        return Piece(tuple(words), False, (words[0].left, words[-1].right))
    return Piece(tuple(words), True, (core[0].left, core[-1].right))


def _with_signs(pieces: Sequence[Piece], size: float) -> list[Piece]:
    """The pieces, with separate signs joined to their amounts."""
    done: list[Piece] = []
    opened: Piece | None = None
    for piece in pieces:
        if opened is not None:
            if piece.figure and not _begins_signed(piece):
                done.append(Piece((*opened.words, *piece.words), True, piece.core))
                opened = None
                continue
            done.append(opened)
            opened = None
        if not piece.figure and piece.text and _OPENS.fullmatch(piece.text):
            opened = piece
            continue
        last = done[-1] if done else None
        if last is not None and last.figure and _closes(last, piece, size):
            done[-1] = Piece((*last.words, *piece.words), True, last.core)
        else:
            done.append(piece)
    return [*done, opened] if opened is not None else done


def _begins_signed(piece: Piece) -> bool:
    return re.match(CURRENCY_SIGN, piece.text) is not None


def _closes(last: Piece, piece: Piece, size: float) -> bool:
    ends = bool(piece.text) and _CLOSES.fullmatch(piece.text) is not None
    near = piece.left - last.right < _CLOSER * size
    open_ = not last.year and (")" not in piece.text or "(" in last.text)
    return ends and near and open_ and not (is_dash(piece.text) and piece.figure)
