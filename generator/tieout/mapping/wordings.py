"""Wordings of sentences as patterns: `Revenue from {subject} {was} {now}[, {growth} {yoy}|]`.

`{name}` is a figure, a phrase of the vocabulary or the subject; `{@name}` is a printed date or period that
has to be the one of that name; `{sign-of-name}` is a word that gives a figure's sign; `[a|b]` are
alternatives, one of which may be empty; `...` is any run of words without a figure. White space is as wide as
it may be, and none is needed beside an alternative that is empty; quotation marks may be missing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tieout.core import Figure, read_number
from tieout.definitions import Company, Sentence, SentenceFigure

_PART = re.compile(r"\.\.\.|\{@?[a-z0-9-]+\}|[\[\]|]|[^\[\]|{.]+|[.{]")
_NUMBER = r"(?:\(\d+(?:,\d+)*(?:\.\d+)?\)|\d+(?:,\d+)*(?:\.\d+)?)"
_SIGN = "sign-of-"
# Digits of numbers that are no figures become control characters: to a pattern they are no digits.
_HIDING = {ord("0") + digit: 0x90 + digit for digit in range(10)}
_DIGIT = r"[0-9\x90-\x99]"
# What may be a date or a quarter, with the words that make a period of it: the vocabulary decides.
_DATED = (
    rf"(?:[^\W\d]+\s+){{0,6}}?[^\W\d]+\s+{_DIGIT}{{1,2}},\s*{_DIGIT}{{4}}(?:\s+\([^\W\d]+\))?"
    rf"|{_DIGIT}[^\W\d]{_DIGIT}{{2}}"
)
_PLAIN = str.maketrans("“”‘’–—", "\"\"''--")
_QUOTES = dict.fromkeys(map(ord, "\"'"))
_GAP = r"[^\d\n]*?"
# Between two parts of a wording, of which one may be empty.
_SPACE = r"(?:\s+|(?<=\s))"


def hidden(text: str) -> str:
    """A text of the same length, with the numbers replaced that are no figures."""
    return text.translate(_HIDING)


def plain(text: str) -> str:
    """A text of the same length, in small letters and with one sort of quotation mark and of dash."""
    small = text.lower()
    return (small if len(small) == len(text) else text).translate(_PLAIN)


@dataclass(frozen=True, slots=True)
class Said:
    """A figure found in a sentence: its name, its sign and precision as printed, and its position.

    `figure` is None where it cannot be read, and `why` says why.
    """

    name: str
    figure: Figure | None
    why: str
    text: str
    start: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence found in a text: its span, its figures, and the dates in it, by their names."""

    start: int
    end: int
    figures: tuple[Said, ...]
    dates: tuple[tuple[str, str, int], ...]


class Wording:
    """One wording of a sentence, compiled."""

    def __init__(self, wording: str, sentence: Sentence, company: Company) -> None:
        """Raises ValueError where the wording is not well formed."""
        self._sentence = sentence
        self._vocabulary = company.vocabulary
        self._currency = company.vocabulary.currencies.get(company.currency, (company.currency,))
        self._groups: dict[str, tuple[str, str]] = {}
        self._scales = {word.casefold(): power for word, power in self._vocabulary.scales.items()}
        self._directions = {word.casefold(): sign for word, sign in self._vocabulary.directions.items()}
        self._anchors: set[str] = set()
        # Without flags and assertions before it, a pattern that begins with words is looked for by them.
        self._source = self._compile(wording)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """The compiled pattern. It is made when first needed, since most wordings are of other releases."""
        return _compiled(self._source)

    def find(self, text: str, shown: str) -> Iterator[Match]:
        """Every match of this wording in a text, in order.

        `shown` is `text` letter for letter as `hidden` and `plain` make it. It is searched, and spans apply
        to both.
        """
        said = _flat(shown)
        if not all(anchor in said for anchor in self._anchors):
            return
        for found in self._pattern.finditer(shown):
            if shown[found.start()].isalnum() and shown[max(found.start() - 1, 0) : found.start()].isalnum():
                continue
            match = self._match(found, text)
            derived = (said for said in match.figures if self._sentence.figures[said.name].concept.derived)
            # A change without a word for its direction has no sign.
            if all(said.signed for said in derived):
                yield match

    def _sign(self, words: str) -> int:
        return self._directions[" ".join(words.split())]

    def _match(self, found: re.Match[str], text: str) -> Match:
        signs, dates, figures = {}, [], []
        for group, (kind, name) in self._groups.items():
            if found[group] is None:
                continue
            if kind == "sign":
                signs[name] = self._sign(found[group])
            elif kind == "date":
                dates.append((name, text[found.start(group) : found.end(group)], found.start(group)))
        for group, (kind, name) in self._groups.items():
            if kind == "number" and found[group] is not None:
                figures.append(self._said(found, group, name, signs.get(name)))
        return Match(found.start(), found.end(), tuple(figures), tuple(dates))

    def _said(self, found: re.Match[str], group: str, name: str, given: int | None) -> Said:
        wanted = self._sentence.figures[name]
        words = found.groupdict()
        printed, start = found[group], found.start(group)
        direction = words.get(group.replace("number", "direction"))
        sign = wanted.sign * (given or 1) * (self._sign(direction) if direction else 1)
        signed = given is not None or direction is not None
        reading = read_number(printed)
        if reading.value is None:
            return Said(name, None, reading.why, printed, start, signed)
        scale = words.get(group.replace("number", "scale"))
        power = self._scales[scale.casefold()] if scale else 0
        if wanted.concept.type == "percent":
            power = -2
        # Adding zero turns a negated zero, -0, into 0.
        figure = Figure.scaled(reading.value * sign + 0, reading.places, power)
        return Said(name, figure, "", printed, start, signed)

    # Patterns ------------------------------------------------------------------------------------------

    def _compile(self, wording: str) -> str:
        built, depth = [], 0
        for part in _PART.findall(wording):
            if part == "[":
                depth += 1
                built.append("(?:")
            elif part == "]":
                depth -= 1
                built.append(")")
            elif part == "|":
                built.append("|" if depth else re.escape(part))
            elif part == "...":
                built.append(_GAP)
            elif part.startswith("{") and len(part) > 1:
                built.append(self._placeholder(part[1:-1]))
            else:
                built.append(_literal(part))
                if depth == 0:
                    self._anchors.add(_flat(plain(part)))
            if depth < 0:
                break
        if depth:
            raise ValueError(f"the brackets of {wording!r} do not pair")
        return "".join(built)

    def _placeholder(self, name: str) -> str:
        if name == "subject":
            outside = set(self._anchors)
            built = [self._compile(subject) for subject in self._sentence.subject]
            # Which of several subjects a text has is not known: their words are no anchors.
            self._anchors = self._anchors if len(built) == 1 else outside
            return f"(?:{'|'.join(built)})"
        if name.startswith("@"):
            return self._group("date", name[1:], _DATED)
        if name.startswith(_SIGN):
            return self._group("sign", name.removeprefix(_SIGN), rf"\b(?:{self._words(self._directions)})\b")
        if name in self._sentence.figures:
            return self._figure(name, self._sentence.figures[name])
        if name in self._vocabulary.phrases:
            return self._phrase(name)
        raise ValueError(f"{{{name}}} is no figure and no phrase")

    def _phrase(self, name: str) -> str:
        return f"(?:{self._words(dict.fromkeys(self._vocabulary.phrases.get(name, ()), 0))})"

    @staticmethod
    def _words(words: Mapping[str, int]) -> str:
        return "|".join(_literal(word) for word in sorted(words, key=lambda word: (-len(word), word)))

    def _group(self, kind: str, name: str, pattern: str) -> str:
        group = f"{kind}{len(self._groups)}"
        self._groups[group] = (kind, name)
        return f"(?P<{group}>{pattern})"

    def _figure(self, name: str, figure: SentenceFigure) -> str:
        """A pattern for a number with its direction, currency, scale and percent sign."""
        number = self._group("number", name, _NUMBER)
        group = next(reversed(self._groups))
        direction = rf"\b(?P<{group.replace('number', 'direction')}>{self._words(self._directions)})"
        the, of = (self._phrase(phrase) for phrase in ("the", "of"))
        if figure.concept.type == "percent":
            # One group cannot stand in two alternatives: what is around the number is optional instead.
            ends = [form.split("{number}") for form in self._vocabulary.percents]
            before, after = (self._words({end[side]: 0 for end in ends}) for side in (0, 1))
            way = rf"{direction}(?:\s+{of})?\s+" if figure.concept.derived else ""
            return rf"{way}(?:{before}){number}(?:{after})"
        if figure.concept.type in ("monetary", "per-share"):
            currency = "|".join(_literal(word) for word in self._currency)
            scale = f"(?P<{group.replace('number', 'scale')}>{self._words(self._scales)})"
            return (
                rf"(?:(?:{the}\s+)?{direction}\s+{of}\s+)?(?:{currency})\s?{number}(?!\d|[.,]\d)"
                rf"(?:\s+{scale}\b)?"
            )
        return rf"{number}(?!\d|[.,]\d)"


@lru_cache(maxsize=1_000)
def _compiled(source: str) -> re.Pattern[str]:
    """A compiled pattern. It is kept, since a definition that is read again has the same wordings."""
    return re.compile(source)


@lru_cache(maxsize=1_000)
def _flat(text: str) -> str:
    """A text in plain letters without what printings may vary,
    to see whether it contains a wording's words.
    """
    return " ".join(hidden(text).translate(_QUOTES).split())


@lru_cache(maxsize=10_000)
def _literal(text: str) -> str:
    """Words as a pattern: any white space, with or without quotation marks, digits hidden or not."""
    built = re.escape(plain(text))
    built = re.sub(r"^(?:\\?\s)+|(?:\\?\s)+$", lambda _: _SPACE, built)
    built = re.sub(r"(?:\\\s)+", lambda _: r"\s+", built)
    built = re.sub(r"[0-9]", lambda digit: f"[{digit[0]}{hidden(digit[0])}]", built)
    return re.sub(r"[\"']", "[\"']?", built)
