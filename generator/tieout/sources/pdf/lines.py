"""Makes lines and words of letters: by their base lines, and by the gaps between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.sources.pdf.marks import Glyph, Sheet

# What stands within so much of its size on one height is one line.
_ON_LINE = 0.3
# What stands beside all of a line, as figures beside a label, may be off it by so much.
_BESIDE = 0.6
# A gap between words, by the size of the letters: where a blank is set, and where none is.
_GAP_SET, _GAP = 0.05, 0.18
# A mark is smaller than what it stands at, and so far above it.
_SMALL, _LOWEST, _HIGHEST = 0.88, 0.12, 0.65
# How far from what it marks it may stand.
_NEAR = 1.2
# The same letter drawn once more, as bold letters are made.
_AGAIN = 0.12
_DOTS = 3
# A currency sign behind an amount that is at its end begins the next one, however close they stand.
_SIGNS, _ENDS = frozenset("$€£¥"), frozenset("%)—–")
LOST = "\ufffd"
"""What stands for a letter that its font does not name."""


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap. `parts` are its texts, each with whether it is raised.

    `sure` is False for a word of a scan on which readings differ.
    """

    parts: tuple[tuple[str, bool], ...]
    left: float
    right: float
    bold: bool
    size: float
    sure: bool = True

    @property
    def text(self) -> str:
        """Its letters, raised ones included."""
        return "".join(text for text, _ in self.parts)


@dataclass(slots=True)
class Line:
    """The words of a line from left to right. `base` is its base line, `size` the size of its letters."""

    page: int
    turned: int
    base: float
    size: float
    top: float
    words: list[Word]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is set bold."""
        return all(word.bold for word in self.words)


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a sheet from top to bottom; raised marks are in the line that they stand over."""
    rows = _with_beside(_with_marks(_rows(sheet.glyphs)))
    blanks = sorted(((y, x) for x, y in sheet.blanks))
    done: list[Line] = []
    start = 0
    for row in rows:
        base, size = _base(row), max(glyph.size for glyph in row.letters)
        while start < len(blanks) and blanks[start][0] < base - size:
            start += 1
        near = _blanks(blanks, start, base, size)
        words = _words(row, near, size)
        if words:
            top = min(glyph.top for glyph in row.letters)
            done.append(Line(sheet.number, sheet.turned, base, size, top, words))
    return done


@dataclass(slots=True)
class _Row:
    """Letters on one base line, and the marks raised above them."""

    letters: list[Glyph]
    marks: list[Glyph]


def _base(row: _Row) -> float:
    return row.letters[0].base


def _rows(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[_Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        if rows:
            last = rows[-1].letters
            size = min(glyph.size, last[0].size)
            if glyph.base - last[0].base <= _ON_LINE * size:
                last.append(glyph)
                continue
        rows.append(_Row([glyph], []))
    return rows


def _with_marks(rows: list[_Row]) -> list[_Row]:
    """The rows; small letters over and behind those of the row below become that row's raised marks."""
    done: list[_Row] = []
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if below is None or not _is_over(row, below):
            done.append(row)
            continue
        kept: list[Glyph] = []
        for glyph in row.letters:
            (below.marks if _is_mark(glyph, below) else kept).append(glyph)
        below.marks += row.marks
        if kept:
            done.append(_Row(kept, []))
    return done


def _with_beside(rows: Iterable[_Row]) -> list[_Row]:
    """The rows; letters a little lower and beside the row above are joined to it."""
    done: list[_Row] = []
    for row in rows:
        if done and _is_beside(done[-1], row):
            done[-1].letters += row.letters
            done[-1].marks += row.marks
        else:
            done.append(row)
    return done


def _is_beside(one: _Row, two: _Row) -> bool:
    size = min(one.letters[0].size, two.letters[0].size)
    if _base(two) - _base(one) > _BESIDE * size:
        return False
    return _right(one) < _left(two) or _right(two) < _left(one)


def _left(row: _Row) -> float:
    return min(glyph.left for glyph in (*row.letters, *row.marks))


def _right(row: _Row) -> float:
    return max(glyph.right for glyph in (*row.letters, *row.marks))


def _is_over(row: _Row, below: _Row) -> bool:
    size = max(glyph.size for glyph in below.letters)
    return _LOWEST * size <= _base(below) - _base(row) <= _HIGHEST * size


def _is_mark(glyph: Glyph, below: _Row) -> bool:
    near = min(
        below.letters,
        key=lambda one: max(one.left - glyph.right, glyph.left - one.right, 0),
    )
    gap = max(near.left - glyph.right, glyph.left - near.right)
    apart = -_AGAIN * near.size <= gap <= _NEAR * near.size
    return glyph.size <= _SMALL * near.size and apart and glyph.bottom < near.base


def _blanks(blanks: Sequence[tuple[float, float]], start: int, base: float, size: float) -> list[float]:
    found = []
    for at in range(start, len(blanks)):
        y, x = blanks[at]
        if y > base + _ON_LINE * size:
            break
        if y >= base - size:
            found.append(x)
    return sorted(found)


def _words(row: _Row, blanks: list[float], size: float) -> list[Word]:
    raised = {id(glyph) for glyph in row.marks}
    letters = sorted((*row.letters, *row.marks), key=lambda glyph: (glyph.left, glyph.base))
    words: list[list[Glyph]] = []
    at = 0
    end = 0.0
    for glyph in letters:
        if words and _is_again(glyph, words[-1]):
            continue
        while at < len(blanks) and blanks[at] < end - _ON_LINE * size:
            at += 1
        gap = glyph.left - end
        blank = at < len(blanks) and blanks[at] < glyph.left + _GAP_SET * size
        closed = words and glyph.text in _SIGNS and words[-1][-1].text in _ENDS
        if not words or gap > _GAP * size or (blank and gap > _GAP_SET * size) or closed:
            words.append([])
            end = glyph.right
        words[-1].append(glyph)
        end = max(end, glyph.right)
    return list(_without_leaders([_word(word, raised, size) for word in words]))


def _is_again(glyph: Glyph, word: list[Glyph]) -> bool:
    return any(
        one.text == glyph.text
        and abs(one.left - glyph.left) < _AGAIN * glyph.size
        and abs(one.base - glyph.base) < _AGAIN * glyph.size
        for one in word[-3:]
    )


def _word(glyphs: list[Glyph], raised: set[int], size: float) -> Word:
    parts: list[tuple[str, bool]] = []
    for glyph in glyphs:
        up = id(glyph) in raised
        text = glyph.text or LOST
        if parts and parts[-1][1] == up:
            parts[-1] = (parts[-1][0] + text, up)
        else:
            parts.append((text, up))
    bold = all(glyph.bold for glyph in glyphs if id(glyph) not in raised)
    return Word(tuple(parts), glyphs[0].left, max(glyph.right for glyph in glyphs), bold, size)


def _without_leaders(words: list[Word]) -> Iterator[Word]:
    """The words without the dots that lead from a label to its figures."""
    dotted = [set(word.text) <= {".", "…"} for word in words]
    for word, dots, before, after in zip(
        words, dotted, [False, *dotted[:-1]], [*dotted[1:], False], strict=True
    ):
        if dots and (len(word.text) >= _DOTS or before or after):
            continue
        bare = word.text.rstrip(".")
        if len(word.text) - len(bare) > _DOTS:
            if not bare:
                continue
            # Its letters take as much of its width as they are of it, or less: a dot is narrow.
            yield Word(
                ((bare, False),), word.left, word.left + (word.right - word.left) * 0.5, word.bold, word.size
            )
            continue
        yield word
