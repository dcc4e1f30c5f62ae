"""Combines several readings of a page: a figure counts where all agree, and is damaged where they differ.

Two scales of a page seldom fail alike, so that agreement is better evidence than a reading's confidence in
itself. For text that is no figure, the most frequent reading or the surest one counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tieout.document.typography import is_figure, is_sign, without_currency
from tieout.sources.scan.engine import Read

LOST = "\ufffd"
"""What stands for a letter on which the readings do not agree."""
NO_LINE = ("", "", "")
"""The line of a word that the first reading has not."""
# Words of two readings are of one place that share so much of the lower one's height, the shorter's width.
_HIGH, _WIDE = 0.5, 0.3
# What a rule beside a figure, a speck or a fold is read as; it is no part of a figure.
_SPECKS = "_|~'\"`‘’“”«»¦·*^°"
_BRACKETS = str.maketrans("{[}]", "(())")
_FLAT = 0.4
_SIGNS = "$€£¥"
_DASHES = frozenset("-–—―−_=~")
# What one reading alone sees is a figure if it is so long, and else a speck.
_LONG = 3
_WORD = 3


@dataclass(frozen=True, slots=True)
class Voted:
    """A word on which the readings agree, or with marks where they differ.

    `said` is what each reading has for a figure on which they differ. `sure`: all readings agree.
    """

    text: str
    read: Read
    said: tuple[str, ...] = ()
    sure: bool = True


def voted(readings: Sequence[Sequence[Read]]) -> list[Voted]:
    """The words of a page by all its readings. Their lines are those of the first reading."""
    high = _usual([read.bottom - read.top for words in readings for read in words])
    return [
        replace(word, read=replace(word.read, line=cluster[0][0].line if cluster[0] else NO_LINE))
        for cluster in _clusters(readings)
        for word in _decided(cluster, high)
    ]


Cluster = list[list[Read]]


def _clusters(readings: Sequence[Sequence[Read]]) -> Iterator[Cluster]:
    """The words of the readings grouped by place: for each place the words of each reading, from the left."""
    every = [(number, read) for number, words in enumerate(readings) for read in words]
    parents = list(range(len(every)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    bands: dict[int, list[int]] = {}
    band = max(_usual([read.bottom - read.top for _, read in every]), 1.0)
    for at, (number, read) in enumerate(every):
        here = int(read.middle // band)
        for near in (here - 1, here, here + 1):
            for other in bands.get(near, ()):
                if every[other][0] != number and _is_same(read, every[other][1]):
                    parents[root(at)] = root(other)
        bands.setdefault(here, []).append(at)
    found: dict[int, Cluster] = {}
    for at, (number, read) in enumerate(every):
        found.setdefault(root(at), [[] for _ in readings])[number].append(read)
    for cluster in found.values():
        yield [sorted(words, key=lambda read: read.left) for words in cluster]


def _usual(numbers: Iterable[float]) -> float:
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2] if ordered else 0.0


def _is_same(one: Read, two: Read) -> bool:
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    wide = min(one.right, two.right) - max(one.left, two.left)
    lower = min(one.bottom - one.top, two.bottom - two.top)
    shorter = min(one.right - one.left, two.right - two.left)
    return high > _HIGH * lower and wide > _WIDE * shorter


def _decided(cluster: Cluster, high: float) -> Iterator[Voted]:
    texts = [_clean("".join(read.text for read in words)) for words in cluster]
    if not _is_of_figures(texts):
        yield from _label(cluster)
        return
    seen = [text for text in texts if text]
    dashes = [words[0] for words, text in zip(cluster, texts, strict=True) if _is_dash(text)]
    if len(dashes) == len(seen) or _are_flat(dashes, high):
        if len(dashes) > 1:
            yield Voted("-", dashes[0])
        return
    if len(set(texts)) == 1:
        yield from _agreed(texts[0], cluster)
    elif len(seen) > 1 or any(len(text) >= _LONG for text in seen):
        yield Voted(LOST, _around(cluster), tuple(texts), sure=False)


def settled(word: Voted, more: Sequence[str]) -> Voted:
    """A doubtful figure by majority, with `more` readings of it alone; damaged where there is no majority.

    A majority is two thirds of all. The figure is still not sure, since another reading differs.
    """
    # What is cut out close to its letters ends with a speck now and then.
    said = [*word.said, *(_clean(text.rstrip(".,")) for text in more)]
    often = Counter(text for text in said if text)
    text = max(often, key=lambda one: (often[one], one), default="")
    if is_figure(text) and often[text] * 3 >= 2 * len(said):
        return replace(word, text=text)
    merged = _merged(sorted(often, key=lambda one: (-often[one], one))).lstrip(_SIGNS)
    # A bracket without a digit is as likely a part of one.
    return replace(word, text=merged if any(map(str.isdigit, merged)) else LOST)


def _clean(text: str) -> str:
    """A text without characters that no figure has."""
    if len(text) > 1:
        text = text.strip(_SPECKS) or text
    if any(map(str.isdigit, text)):
        text = text.replace("_", "").translate(_BRACKETS)
    return text


def _is_of_figures(texts: Sequence[str]) -> bool:
    """Whether a place holds a figure: some reading has one, and no reading has a word."""
    if any(sum(map(str.isalpha, text)) >= _WORD for text in texts) or any(map(is_sign, texts)):
        return False
    return any(is_figure(text) or _is_dash(text) for text in texts if text)


def _is_dash(text: str) -> bool:
    return bool(text) and len(text) <= 2 and _DASHES.issuperset(text)


def _are_flat(dashes: Sequence[Read], high: float) -> bool:
    """Whether what several readings have as a dash is as low as one, whatever another reading has there."""
    return len(dashes) > 1 and all(read.bottom - read.top < _FLAT * high for read in dashes)


def _label(cluster: Cluster) -> Iterator[Voted]:
    """The words of a text by majority, or by the surest reading; specks are left out."""
    seen = [words for words in cluster if words]
    often = Counter(" ".join(read.text for read in words) for words in seen)
    best = max(
        seen,
        key=lambda words: (
            often[" ".join(read.text for read in words)],
            sum(read.sure for read in words) / len(words),
        ),
    )
    for read in best:
        if any(map(str.isalnum, read.text)) or len(seen) > 1:
            text = read.text.strip("|_") if len(read.text) > 1 else read.text
            if text not in ("|", "_", ""):
                yield Voted(text, read)


def _agreed(text: str, cluster: Cluster) -> Iterator[Voted]:
    """A figure on which all agree; a sign before it is a word of its own if it is in any reading."""
    for words in cluster:
        if len(words) > 1 and is_sign(words[0].text):
            yield Voted(words[0].text, words[0])
            yield Voted(without_currency(text)[0], replace(words[1], right=words[-1].right))
            return
    yield Voted(text, _around(cluster))


def _around(cluster: Cluster) -> Read:
    """The box around the words at a place, in the first reading that has them."""
    words = next(words for words in cluster if words)
    return replace(
        words[0],
        right=max(read.right for read in words),
        top=min(read.top for read in words),
        bottom=max(read.bottom for read in words),
    )


def _merged(texts: Sequence[str]) -> str:
    """The letters that all texts have in common, with a mark for each that differs: `1,2?4`."""
    done = texts[0] if texts else LOST
    for text in texts[1:]:
        parts = []
        for how, start, end, begin, stop in SequenceMatcher(None, done, text, autojunk=False).get_opcodes():
            same = how == "equal"
            parts.append(done[start:end] if same else LOST * max(end - start, stop - begin))
        done = "".join(parts)
    return done
