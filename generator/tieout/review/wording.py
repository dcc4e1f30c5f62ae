"""Proposes a wording for a number's sentence, using the facts that the release prints elsewhere.

An amount that a table prints too becomes a figure with its concept and period. Where several facts are
possible, the one whose label is most like the words before the amount comes first. A person tries the wording
and decides.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, utils

from tieout.core import BETWEEN_SENTENCES, PERIOD_NAMES, Figure, Period, half_unit, read_number
from tieout.definitions import Company, Members, ReleaseDefinition, Sentence, first_of
from tieout.facts import Fact
from tieout.language import language_of
from tieout.pipeline import Read
from tieout.trace import Excuses

_NUMBER = r"\(\d+(?:,\d+)*(?:\.\d+)?\)|\d+(?:,\d+)*(?:\.\d+)?"
# A date, with which more words may make a period: so many does a wording take before it.
_DATE = re.compile(r"[^\W\d]+\s+(?P<day>\d{1,2}),\s*\d{4}|\b\d[^\W\d]\d{2}\b")
_DATE_WORDS = 7
# Marks of footnotes, which wordings do without.
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
# What a figure of the quarter, and of the one a year before, is called in wordings.
_NAMES = {"quarter": "now", "quarter-before": "before"}
_MANY = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A figure in a wording: its concept, period and members, by the names that definitions use.

    A `directed` figure includes the word before it that gives its sign: `up 4%`, `a loss of $3 million`.
    """

    name: str
    concept: str
    period: str
    members: Members = ()
    label: str = ""
    directed: bool = False

    def said(self) -> dict[str, object]:
        """Its keys and values for the page."""
        return {
            "name": self.name,
            "concept": self.concept,
            "period": self.period,
            "members": dict(self.members),
            "label": self.label,
        }


@dataclass(slots=True)
class Begun:
    """A wording with its figures; `others` are further facts that the number may be."""

    wording: str
    figures: list[Named] = field(default_factory=list)
    others: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in a text: its span with currency and scale, and its value."""

    start: int
    end: int
    number: int
    figure: Figure
    types: frozenset[str]


def begun(done: Read, line: int, column: int, sentence: Sentence | None = None) -> Begun:
    """A wording for the sentence around a number. For an existing `sentence`, its names are used."""
    text, at = _around(done.release.lines, line, column)
    company, facts, made = done.definition.company, _Facts(done), Begun("")
    direction = _direction(company)
    parts: list[str] = []
    behind = 0
    for amount in _amounts(company, text):
        words = text[behind : amount.start]
        meant = amount.number <= at < amount.end
        named = _named(facts.of(amount, words), sentence, made.figures, done.definition)
        if meant and not named and sentence is None:
            named = [Named("now", "", "quarter")]
        if named:
            one, *others = named
            made.figures.append(one)
            made.others = others[:_MANY] if meant else made.others
            words = direction.sub("", words) if one.directed else words
            parts += [_dated(words, done.definition), f"{{{one.name}}}"]
            behind = amount.end
    made.wording = " ".join(_RAISED.sub("", "".join(parts or [text])).split())
    return made


def _dated(words: str, definition: ReleaseDefinition) -> str:
    """Words with each date replaced by its name, so that they fit other quarters."""
    language, periods = language_of(definition.company), _periods(definition.periods)
    for date in reversed(list(_DATE.finditer(words))):
        starts = [found.start() for found in re.finditer(r"\S+", words[: date.start() + 1])]
        # The name of a quarter is whole by itself.
        for start in starts[-_DATE_WORDS:] if date["day"] else [date.start()]:
            period = language.period(" ".join(words[start : date.end()].split()))
            if period in periods:
                words = f"{words[:start]}{{@{periods[period]}}}{words[date.end() :]}"
                break
    return words


def _direction(company: Company) -> re.Pattern[str]:
    """The pattern of a word, at the end of a text, that gives the sign of the amount behind it."""
    vocabulary = company.vocabulary
    ways, the, of = (
        "|".join(map(re.escape, words))
        for words in (vocabulary.directions, *(vocabulary.phrases.get(name, ()) for name in ("the", "of")))
    )
    return re.compile(rf"(?:\b(?:{the})\s+)?\b(?:{ways})(?:\s+(?:{of}))?\s+$", re.IGNORECASE)


def _around(lines: Iterable[str], line: int, column: int) -> tuple[str, int]:
    """The sentence around a number, over as many lines as it has, and the number's position in it."""
    every = list(lines)
    first = last = line - 1
    if not 0 <= first < len(every):
        return "", -1
    while first > 0 and every[first - 1].strip() and "\t" not in every[first - 1]:
        first -= 1
    while last + 1 < len(every) and every[last + 1].strip() and "\t" not in every[last + 1]:
        last += 1
    paragraph = "\n".join(every[first : last + 1])
    at = sum(len(text) + 1 for text in every[first : line - 1]) + column - 1
    between = list(BETWEEN_SENTENCES.finditer(paragraph))
    begins = max((end.end() for end in between if end.end() <= at), default=0)
    ends = next((end.start() for end in between if end.start() > at), len(paragraph))
    text = paragraph[begins:ends].rstrip(" \n.;。")
    return text, at - begins


def _amounts(company: Company, text: str) -> Iterator[_Amount]:
    """The amounts in a text, from left to right, without numbers that are no figures, such as dates."""
    vocabulary = company.vocabulary
    money = "|".join(map(re.escape, vocabulary.currencies.get(company.currency, (company.currency,))))
    scales = {word.casefold(): power for word, power in vocabulary.scales.items()}
    words = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    ends = "|".join(re.escape(form.partition("{number}")[2]) for form in vocabulary.percents)
    pattern = (
        rf"(?P<money>(?:{money})\s?)?(?P<number>{_NUMBER})(?:(?P<percent>{ends})|\s+(?P<scale>{words})\b)?"
    )
    none = [(start - 1, end - 1) for start, end, _ in Excuses(company).spans(text)]
    for found in re.finditer(pattern, text, re.IGNORECASE):
        start = found.start("number")
        reading = read_number(found["number"])
        if reading.value is None or any(a <= start < b for a, b in none):
            continue
        power = -2 if found["percent"] else 0
        if found["scale"]:
            power = scales[found["scale"].casefold()]
        yield _Amount(
            found.start(),
            found.end(),
            start,
            Figure.scaled(reading.value, reading.places, power),
            _types(found),
        )


def _types(found: re.Match[str]) -> frozenset[str]:
    if found["percent"]:
        return frozenset({"percent"})
    if found["money"] or found["scale"]:
        return frozenset({"monetary", "per-share"})
    return frozenset({"shares", "integer", "pure", "decimal"})


class _Facts:
    """The facts that tables print, by value."""

    def __init__(self, done: Read) -> None:
        self._company = done.definition.company
        self._facts = [fact for fact in done.facts.facts if fact.figure is not None]

    def of(self, amount: _Amount, before: str) -> list[Fact]:
        """The facts that can be this amount, the likeliest first."""
        found = [
            fact
            for fact in self._facts
            if fact.figure is not None
            and fact.concept.type in amount.types
            and _is_one(fact.figure, amount.figure)
        ]
        return sorted(
            found, key=lambda fact: (-self._alike(fact, before), bool(fact.context.members), fact.id)
        )

    def _alike(self, fact: Fact, words: str) -> int:
        members = [first_of(self._company.concept(member).label) for _, member in fact.context.members]
        label = " ".join((first_of(fact.concept.label), *members))
        return int(fuzz.token_set_ratio(label, words, processor=utils.default_process))


def _is_one(one: Figure, other: Figure) -> bool:
    """Whether two printings can be of one amount; signs do not matter, since prose names losses in words.

    Neighbours whose rounding intervals only touch, 20 and 21, are different.
    """
    return abs(abs(one.value) - abs(other.value)) < half_unit(one.decimals) + half_unit(other.decimals)


def _named(
    facts: Iterable[Fact], sentence: Sentence | None, taken: Iterable[Named], definition: ReleaseDefinition
) -> list[Named]:
    """Facts as figures of a wording: under the names of an existing sentence, else under new ones."""
    names = {one.name for one in taken}
    periods = _periods(definition.periods)
    found = []
    for fact in facts:
        concept, members, period = fact.concept.name, fact.context.members, periods.get(fact.context.period)
        if period is None:
            continue
        label = first_of(fact.concept.label)
        directed = fact.concept.derived is not None or (fact.figure is not None and fact.figure.value < 0)
        if sentence is None:
            name = _free(_NAMES.get(period, period), names)
            found.append(Named(name, concept, period, members, label, directed))
        else:
            found += [
                Named(name, concept, wanted.at, members, label, directed)
                for name, wanted in sentence.figures.items()
                if name not in names
                and (wanted.concept.name, wanted.members) == (concept, members)
                and periods.get(definition.periods[wanted.at][0]) == period
            ]
    return found


def _periods(named: Mapping[str, tuple[Period, ...]]) -> dict[Period, str]:
    """A name for each named period; the first one where it has several."""
    found: dict[Period, str] = {}
    for name in PERIOD_NAMES:
        for period in named.get(name, ())[:1]:
            found.setdefault(period, name)
    return found


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
