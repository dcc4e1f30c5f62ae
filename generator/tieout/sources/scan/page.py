"""Makes lines of a picture of a page: it is straightened, read at several scales, and the readings vote."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import atan, cos, degrees, sin
from typing import Any

from tieout.sources.pdf.lines import Line, Word
from tieout.sources.scan.again import Box, alone
from tieout.sources.scan.engine import Read, languages_for, words_of
from tieout.sources.scan.points import with_lost_points
from tieout.sources.scan.rules import without_rules
from tieout.sources.scan.votes import NO_LINE, Voted, settled, voted

# Heights of words in pixels at which Tesseract reads well, each a reading of its own.
_HEIGHTS = (22.0, 30.0, 39.0)
# A reading whose words are so high counts as one of them.
_LOWEST, _HIGHEST = 17.0, 48.0
BICUBIC = 3
"""Pillow's own number of the way to turn and scale that keeps the edges of letters."""
MOST_PIXELS = 30_000_000
"""More pixels than a page has at 600 dots an inch, in one colour."""
# A page leans if a line of it rises or falls so much of its length; so long a line tells it.
_LEANS, _LONG = 0.0025, 0.2
# How high words are by the size of their letters, and how far from the middle of its line a word may be.
_HEIGHT, _OFF = 0.8, 0.7
# Letters of a line are of the page's usual size unless they differ so much.
_SIZES = 0.3
# Letters that reach below the line, by so much of their size; lines that begin so near are alike.
_BELOW, _DEPTH = frozenset("gjpqyQ,;()[]{}$|"), 0.17
_ALIKE = 0.3
# A reading that is less sure of its words, of a hundred, is none.
_SURE = 70.0


def lines_of(picture: Any, number: int, size: tuple[float, float]) -> list[Line]:
    """The lines of a page of `size` points, from top to bottom; figures on which readings differ are damaged.

    Empty for a page on which nothing can be read well, such as a photograph. Raises ScanError where Tesseract
    gives no answer.
    """
    picture = without_rules(_bounded(picture))
    languages = "eng"
    first = words_of(picture, languages)
    if first and _trust(first) < _SURE:
        # Specks that are read as letters: each point as most of those around it are, and black on white.
        picture = _cleaned(picture)
        first = words_of(picture, languages)
        if first and _trust(first) < _SURE:
            languages = languages_for(picture)
    slope = _slope(first, picture.width)
    if abs(slope) > _LEANS:
        picture = picture.rotate(degrees(atan(slope)), BICUBIC, fillcolor=255)
        first = [_turned(read, slope, picture) for read in first]
    high = _usual([read.bottom - read.top for read in first])
    if not high:
        return []
    heights = list(_HEIGHTS)
    done: list[list[Read]] = []
    if _LOWEST <= high <= _HIGHEST and languages == "eng":
        heights.remove(min(heights, key=lambda one: abs(one - high)))
        done.append(first)
    scales = [min(one / high, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5) for one in heights]

    def read(scale: float) -> list[Read]:
        return _scaled(words_of(_resized(picture, scale), languages), 1 / scale)

    with ThreadPoolExecutor(max_workers=2) as pool:
        done += pool.map(read, scales)
    if min(map(_trust, done)) < _SURE:
        return []
    points = size[0] / picture.width
    readings = [_scaled(words, points) for words in done]
    words = voted(readings)
    doubtful = [word for word in words if word.said]
    if doubtful:
        boxes = [_box(word.read, points) for word in doubtful]
        more = [alone(picture, boxes, one / high, languages) for one in _HEIGHTS]
        known = {id(word): settled(word, texts) for word, *texts in zip(doubtful, *more, strict=True)}
        words = [known.get(id(word), word) for word in words]
    return with_lost_points(_lines(words, number))


def _box(read: Read, points: float) -> Box:
    return read.left / points, read.top / points, read.right / points, read.bottom / points


def _bounded(picture: Any) -> Any:
    """A picture in shades of grey, scaled down to a maximum number of pixels."""
    if picture.mode != "L":
        picture = picture.convert("L")
    scale = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    return _resized(picture, scale) if scale < 1 else picture


def _cleaned(picture: Any) -> Any:
    from PIL import ImageFilter, ImageOps  # noqa: PLC0415 - of the extra

    return ImageOps.autocontrast(picture.filter(ImageFilter.MedianFilter(3)), cutoff=1)


def _trust(words: Sequence[Read]) -> float:
    """The median confidence of a reading in its words, 0 to 100."""
    return _usual([read.sure for read in words])


def _resized(picture: Any, scale: float) -> Any:
    if scale == 1:
        return picture
    wide, high = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize((wide, high), BICUBIC)


def _scaled(words: Sequence[Read], scale: float) -> list[Read]:
    return [
        replace(
            read,
            left=read.left * scale,
            top=read.top * scale,
            right=read.right * scale,
            bottom=read.bottom * scale,
        )
        for read in words
    ]


def _slope(words: Sequence[Read], width: int) -> float:
    """The slope of a page's lines: how far they fall for each pixel to the right."""
    lines: dict[tuple[str, str, str], list[Read]] = {}
    for read in words:
        if read.sure > _SURE:
            lines.setdefault(read.line, []).append(read)
    slopes = []
    for line in lines.values():
        wide = line[-1].left - line[0].left
        if wide > _LONG * width:
            slopes.append((line[-1].bottom - line[0].bottom) / wide)
    return _usual(slopes)


def _turned(read: Read, slope: float, picture: Any) -> Read:
    """A word moved to its place on the straightened page, around the middle of the picture."""
    turn = atan(slope)
    x, y = (read.left + read.right - picture.width) / 2, read.middle - picture.height / 2
    right = x * cos(turn) + y * sin(turn) - x
    down = y * cos(turn) - x * sin(turn) - y
    return replace(
        read,
        left=read.left + right,
        right=read.right + right,
        top=read.top + down,
        bottom=read.bottom + down,
    )


def _usual(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else 0.0


def _lines(words: Sequence[Voted], number: int) -> list[Line]:
    """Words grouped by Tesseract's lines; a word off its line is put into the nearest one."""
    size = _usual([word.read.bottom - word.read.top for word in words]) / _HEIGHT
    rows: dict[tuple[str, str, str], list[Voted]] = {}
    for word in words:
        if word.read.line != NO_LINE:
            rows.setdefault(word.read.line, []).append(word)
    middles = {line: _usual([word.read.middle for word in row]) for line, row in rows.items()}
    placed: dict[tuple[str, str, str], list[Voted]] = {}
    for word in words:
        line = word.read.line
        if line == NO_LINE or abs(word.read.middle - middles[line]) > _OFF * size:
            near = min(middles, key=lambda one: abs(middles[one] - word.read.middle), default=line)
            # What is near no line is one of its own.
            own = near == NO_LINE or abs(word.read.middle - middles[near]) > _OFF * size
            line = ("", "", str(round(word.read.middle / size))) if own else near
        placed.setdefault(line, []).append(word)
    lines = _begun_alike([_line(row, number, size) for row in placed.values()])
    return sorted(lines, key=lambda line: (line.base, line.left))


def _begun_alike(lines: list[Line]) -> list[Line]:
    """The lines, where those that begin at nearly one place begin at exactly one."""
    lines.sort(key=lambda line: line.left)
    start = 0.0
    for line in lines:
        first = line.words[0]
        if first.left - start > _ALIKE * line.size:
            start = first.left
        elif first.right > start:
            line.words[0] = replace(first, left=start)
    return lines


def _base(word: Voted, size: float) -> float:
    """The base line of a word; some letters reach below it."""
    below = not _BELOW.isdisjoint(word.text)
    return word.read.bottom - (_DEPTH * size if below else 0)


def _line(row: Sequence[Voted], number: int, usual: float) -> Line:
    size = _usual([word.read.bottom - word.read.top for word in row]) / _HEIGHT
    if abs(size - usual) < _SIZES * usual:
        size = usual
    words = [
        Word(((word.text, False),), word.read.left, word.read.right, False, size, word.sure)
        for word in sorted(row, key=lambda word: word.read.left)
    ]
    base = _usual([_base(word, size) for word in row])
    return Line(number, 0, base, size, min(word.read.top for word in row), words)
