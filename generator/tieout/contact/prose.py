"""Figures of the prose that repeat the tables, tied without patterns: `$44.2 million` is 44,172 thousand.

A figure is tied where exactly one fact of the name, the period and the unit that its sentence says is it,
rounded.
Where name and period are as certain and the amount is another, that is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieout.core import Figure, Finding, Period, Place, Severity, consistent, read_number
from tieout.definitions import ContactWords
from tieout.facts import Fact
from tieout.language import Heading, Language
from tieout.layout import Release, tidy

# A sentence is looked at as far as this; what is longer is no sentence.
_LONG = 1_500
_BETWEEN = re.compile(r"(?<=[.!?;])[\"'”’)]*\s+(?=[^\W\d_a-z]|[\"“(•·])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = r"\(?\d[\d,]*(?:\.\d+)?\)?"
# The end of a quarter in weeks may be so many days from the one that a fact ends on.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure of the prose and the fact that it repeats."""

    place: Place
    printed: str
    fact: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What of the prose was read: `ties`, figures that differ from a fact, and the count of all figures."""

    ties: tuple[Tie, ...]
    findings: tuple[Finding, ...]
    figures: int


NO_PROSE = Prose((), (), 0)


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure in a sentence: its value in whole units, its unit, where it stands, the words before it."""

    figure: Figure
    measure: str
    printed: str
    place: Place
    words: frozenset[str]
    period: Heading | None
    compared: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A fact by the words of a caption that prints it."""

    fact: Fact
    words: frozenset[str]
    measure: str


class ProseReader:
    """Ties the prose of one release to the facts of its tables."""

    def __init__(
        self, release: Release, facts: Sequence[Fact], language: Language, words: ContactWords, end: date
    ) -> None:
        """`end` is the last day of the quarter that the release reports."""
        self._release = release
        self._language = language
        self._words = words
        self._end = end
        self._stop = frozenset(words.small)
        self._named = [named for fact in facts for named in self._names(fact)]
        self._sign = re.compile(self._pattern(), re.IGNORECASE)

    def read(self) -> Prose:
        """The figures of all the prose, tied where that is certain."""
        ties: list[Tie] = []
        findings: list[Finding] = []
        count = 0
        for said in self._figures():
            count += 1
            fits = self._fits(said)
            alike = {named.fact.id: named for named in fits if self._rounds(named.fact, said)}
            if len(alike) == 1:
                ties.append(Tie(said.place, said.printed, next(iter(alike))))
            elif not alike and len({named.fact.id for named in fits}) == 1 and self._is_plain(said, fits[0]):
                findings.append(_differs(said, fits[0].fact))
        return Prose(tuple(ties), tuple(findings), count)

    # Names -------------------------------------------------------------------------------------------

    def _names(self, fact: Fact) -> Iterator[_Named]:
        """The captions that print a fact, each by the words that count."""
        if fact.figure is None or fact.unit is None or fact.context.members:
            return
        captions = {tidy(place.row).casefold() for place in fact.places if place.row}
        for caption in sorted(captions):
            words = self._counting(caption)
            if words:
                yield _Named(fact, words, fact.unit.measure)
            # `Basic` and `Diluted` are amounts of income per share, which the prose calls so.
            if (
                "/" in fact.unit.measure
                and words
                and words <= self._counting(" ".join(self._words.per_share))
            ):
                for name in self._words.earnings:
                    yield _Named(fact, self._counting(name), fact.unit.measure)

    def _counting(self, text: str) -> frozenset[str]:
        return frozenset(_stem(word) for word in _WORD.findall(text.casefold())) - self._stop

    # Figures -----------------------------------------------------------------------------------------

    def _pattern(self) -> str:
        scales = "|".join(map(re.escape, sorted(self._words.scales, key=len, reverse=True)))
        sign = r"(?P<sign>[A-Z]{0,3}[$€£¥]|\b[A-Z]{3}\s)"
        return rf"{sign}\s?(?P<number>{_NUMBER})(?:\s+(?P<scale>{scales})\b)?"

    def _figures(self) -> Iterator[_Said]:
        tables = {
            line
            for table in self._release.tables
            for line in range(table.line, (table.rows[-1].line if table.rows else table.line) + 1)
        }
        for number, line in enumerate(self._release.lines, 1):
            if number in tables or "\t" in line or not any(character.isdigit() for character in line):
                continue
            start = 0
            for end in [*(found.start() for found in _BETWEEN.finditer(line)), len(line)]:
                if end - start <= _LONG:
                    yield from self._in_sentence(line[start:end], number, start)
                start = end

    def _in_sentence(self, sentence: str, line: int, offset: int) -> Iterator[_Said]:
        periods = self._language.headings(sentence)
        begin = 0
        for match in self._sign.finditer(sentence):
            figure, measure = self._amount(match, sentence)
            before = sentence[begin : match.start()]
            if figure is None or measure is None:
                continue
            # Only a second amount can be compared with the first: a loss from operations is of no other year.
            compared = begin > 0 and any(word in f" {before.casefold()} " for word in self._words.compared)
            place = Place(self._release.file, line, offset + match.start("number") + 1)
            words = self._counting(sentence[: match.end()] if not compared else sentence[: match.start()])
            per_share = self._per_share(sentence, match.end())
            measure = f"{measure}/shares" if per_share else measure
            # Of several periods the figure's is the first, unless it is compared with another.
            period = periods[0] if len(periods) == 1 or (periods and not compared) else None
            yield _Said(figure, measure, match["number"], place, words, period, compared)
            begin = match.end()

    def _amount(self, match: re.Match[str], sentence: str) -> tuple[Figure | None, str | None]:
        reading = read_number(match["number"])
        currency = self._language.currency(match["sign"].strip())
        if reading.value is None or currency is None:
            return None, None
        # A figure with a range, `$1.2 to $1.4 billion`, is a forecast.
        if any(sentence[match.end() :].lstrip().casefold().startswith(word) for word in self._words.ranges):
            return None, None
        scale = self._words.scales[match["scale"].casefold()] if match["scale"] else 0
        return Figure.scaled(abs(reading.value), reading.places, scale), currency

    def _per_share(self, sentence: str, end: int) -> bool:
        behind = sentence[end : end + 40].casefold()
        return any(behind.lstrip().startswith(word) for word in self._words.per_share)

    # Ties --------------------------------------------------------------------------------------------

    def _fits(self, said: _Said) -> list[_Named]:
        """The facts whose names stand in the sentence before a figure, the longest names alone."""
        fits = [
            named
            for named in self._named
            if named.measure == said.measure
            and named.words <= said.words
            and self._in_period(named.fact, said)
        ]
        most = max((len(named.words) for named in fits), default=0)
        return [named for named in fits if len(named.words) == most]

    def _is_plain(self, said: _Said, named: _Named) -> bool:
        """Whether the words before a figure say no more than its name: `adjusted` net income is another."""
        plain = self._counting(" ".join(self._words.plain))
        return not said.words - named.words - plain

    def _in_period(self, fact: Fact, said: _Said) -> bool:
        """Whether a fact is of the period that a sentence speaks of: the reported one where it says none."""
        period = fact.context.period
        end = _year_before(self._end) if said.compared else self._end
        heading = said.period
        if heading is not None and heading.year is not None and not said.compared:
            day = Heading(month=heading.month, day=heading.day, year=heading.year)
            named = self._language.period(heading) or self._language.period(day)
            if named is None:
                return False
            end = named.end
        if abs((period.end - end).days) > _NEAR:
            return False
        return period.instant or _lasts(period, heading)

    @staticmethod
    def _rounds(fact: Fact, said: _Said) -> bool:
        """Whether the figure may be the fact, printed no more precisely, with its sign or without."""
        figure = fact.figure
        if figure is None or said.figure.decimals > figure.decimals:
            return False
        if said.figure.decimals == figure.decimals:
            return abs(figure.value) == said.figure.value
        return consistent(Figure(abs(figure.value), figure.decimals), said.figure)


def _lasts(period: Period, heading: Heading | None) -> bool:
    """Whether a period lasts as long as a heading says; a quarter where it says nothing."""
    assert period.start is not None
    months = round_to_months((period.end - period.start).days + 1)
    if heading is None or heading.of is None:
        return months == 3 if heading is None or not heading.to_date else months > 3
    count = heading.count or 1
    due = {"months": count, "weeks": (count * 12 + 26) // 52, "quarters": 3 * count, "years": 12 * count}
    return months == due[heading.of]


def round_to_months(days: int) -> int:
    """Days in months: 91 are three, 182 six."""
    return (days * 12 + 182) // 365


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)


def _stem(word: str) -> str:
    """A word without the ending of its plural: `sales` and `sale` are one."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _differs(said: _Said, fact: Fact) -> Finding:
    value = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
    place = fact.places[0] if fact.places else Place()
    return Finding(
        "draft.prose-differs",
        f"the prose says {said.printed} where the table has {place.row or fact.concept.name} of {value:,f}",
        "Look which of the two is right, or whether another amount is meant.",
        (said.place, place),
        Severity.NOTICE,
        facts=(fact.id,),
    )
