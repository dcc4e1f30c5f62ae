"""The words of a release: dates, periods, units and amounts, read by patterns from the vocabulary.

Nothing here knows a language, a company or a date: the patterns are data, the calendar is the company's.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from tieout.core import Figure, FiscalCalendar, Period, WeekCalendar, read_number
from tieout.definitions import Company, Vocabulary
from tieout.release.model import Dated, Unit

_AMOUNT = r"\(?\d[\d,]*(?:\.\d+)?\)?"
# What stands between two words of a pattern that `re.escape` has been through, and what may be printed there.
_GAP = re.compile(r"(?:\\?[\s-])+")
_JOINT = r"[\\s‐‑-]+"
_BRACKETS = re.compile(r"\([^()]*\)")
# A footnote mark behind a date.
_MARK = r"\((?:[a-z]|\d{1,2}|[*※†‡§]{1,3})\)|[*※†‡§¹²³⁰⁴-⁹]+"


_SOME_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts printed inside a caption: in reading order, with the dates they are given for, if any.

    `months` are words read as the one month that they are nearest to, as (printed, read). `bare` amounts name
    no scale of their own.
    """

    figures: tuple[Figure, ...]
    measure: str
    dates: tuple[datetime.date, ...]
    months: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a period is printed to last, and the day that it ends on, whatever the calendar."""

    count: int
    of: Literal["months", "weeks"]
    end: datetime.date


class Words:
    """Reads dates, column heads, unit lines and amounts with one vocabulary and one fiscal calendar."""

    def __init__(self, vocabulary: Vocabulary, fiscal: FiscalCalendar, currency: str = "") -> None:
        """`currency` is that of unit lines which name none. The patterns are compiled when first needed."""
        self._vocabulary = vocabulary
        self._fiscal = fiscal
        self._currency = currency
        self._months = {month.casefold(): number for number, month in enumerate(vocabulary.months, 1)}
        self._months |= {month.casefold(): number for month, number in vocabulary.short_months.items()}
        self._currencies = {
            name.casefold(): code for code, names in vocabulary.currencies.items() for name in names
        }

    # Dates -----------------------------------------------------------------------------------------

    def date(self, text: str) -> datetime.date | None:
        """`June 30, 2018`; None where the words are no day of the calendar."""
        match = re.fullmatch(r"\s*([^\W\d]+)\.?\s+(\d{1,2}),\s*(\d{4})\s*", text)
        month = self._months.get(match[1].casefold()) if match else None
        return _day(int(match[3]), month, int(match[2])) if match and month else None

    def _mended_month(self, word: str) -> str | None:
        """The only month within one slip of the pen of a misprinted one (`Jnue`)."""
        near = [m for m in self._vocabulary.months if OSA.distance(m.casefold(), word.casefold()) == 1]
        return near[0] if len(near) == 1 and len(word) > 3 else None

    # Column heads ------------------------------------------------------------------------------------

    @cached_property
    def _heads(self) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
        return tuple((self._pattern(p), kind, forecast) for p, kind, forecast in self._vocabulary.heads)

    @cached_property
    def _units(self) -> tuple[tuple[re.Pattern[str], int | None], ...]:
        return tuple((self._pattern(pattern), shares) for pattern, shares in self._vocabulary.units)

    def _pattern(self, pattern: str) -> re.Pattern[str]:
        alternatives = {
            "count": "|".join(map(re.escape, self._vocabulary.counts)),
            "weeks": rf"\d\d?|{'|'.join(map(re.escape, self._vocabulary.weeks))}",
            "date": rf"(?:{'|'.join(map(re.escape, self._months))})\.?\s+\d{{1,2}},\s*\d{{4}}",
            "q": "[1-4]",
            "ordinal": "|".join(map(re.escape, self._vocabulary.ordinals)) or "(?!)",
            "yy": r"\d\d",
            "year": r"(?:19|20)\d\d",
            "scale": "|".join(map(re.escape, self._vocabulary.scales)),
            "shares": "|".join(map(re.escape, self._vocabulary.scales)),
            "currency": "|".join(map(re.escape, self._currencies)),
        }
        alternatives |= {name: "|".join(map(_loose, said)) for name, said in self._vocabulary.words.items()}
        parts = re.split(r"\{(\w+)\}", pattern)
        built = [
            f"(?P<{part}>{alternatives[part]})" if index % 2 else _loose(part)
            for index, part in enumerate(parts)
        ]
        return re.compile("".join(built), re.IGNORECASE)

    @cached_property
    def _remarks(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """Remarks alone, before what they are of, and behind it, where a footnote mark may stand too."""
        also = re.escape(self._vocabulary.glue["and"])
        words = "|".join(map(_loose, self._vocabulary.remarks)) or "(?!)"
        one = rf"(?:\((?:{words})\)|{words})"
        before = rf"{one}(?:\s*[;,:–—-]\s*(?:{also}\s+)?|\s+{also}\s+|\s+|(?<=\)))"
        apart = rf"(?:\s*[;,:–—-]\s*(?:{also}\s+)?|\s+{also}\s+|\s+|(?=\())"
        behind = rf"(?:{apart}{one}|\s*(?:{_MARK}))$"
        patterns = (re.compile(said, re.IGNORECASE) for said in (one, before, behind))
        return tuple(patterns)  # type: ignore[return-value]

    def remark(self, text: str) -> bool:
        """Whether a text only remarks something, such as `(unaudited)`."""
        return self._remarks[0].fullmatch(text.strip()) is not None

    def _plain(self, text: str) -> str:
        """A head or a unit line without the remarks around it."""
        _, before, behind = self._remarks
        while (found := before.match(text)) is not None and found.end() < len(text):
            text = text[found.end() :]
        while (found := behind.search(text)) is not None and found.start():
            text = text[: found.start()].rstrip()
        return text

    def period(self, text: str) -> Period | None:
        """The period that a column head names: `Three Months Ended June 30, 2018`, `1Q18`."""
        dated = self.dated(text)
        return dated.period if dated is not None else None

    @lru_cache(maxsize=10_000)  # noqa: B019 - there are few: `words_of` keeps one for each company
    def dated(self, text: str) -> Dated | None:
        """The period that a head or caption names, and whether it is marked as a forecast."""
        matched = self._matched(text)
        if matched is None:
            return None
        kind, forecast, match = matched
        period = self._period(kind, match)
        return Dated(period, forecast) if period is not None else None

    def _matched(self, text: str) -> tuple[str, bool, re.Match[str]] | None:
        """The first form of head that a text is, as it stands or without the remarks around it."""
        said = text.strip()
        for plain in dict.fromkeys((said, self._plain(said))):
            for pattern, kind, forecast in self._heads:
                if match := pattern.fullmatch(plain):
                    return kind, forecast, match
        return None

    def lasting(self, text: str) -> Lasting | None:
        """How long the period lasts that a head names, also where the fiscal calendar has no such period."""
        matched = self._matched(text)
        if matched is None or matched[0] in ("instant", "quarter"):
            return None
        kind, _, match = matched
        day = self.date(match["date"])
        if day is None:
            return None
        if kind == "weeks":
            return Lasting(self._weeks(match), "weeks", day)
        return Lasting(self._count(kind, match), "months", day)

    def begins(self, text: str) -> bool:
        """Whether a head may begin so: `Three months ended`, `As of June 30,`, or is all of it."""
        day = f"{self._vocabulary.months[0]} 1"
        said = (text, f"{text} {_SOME_YEAR}", f"{text}, {_SOME_YEAR}", f"{text} {day}, {_SOME_YEAR}")
        return any(self._matched(one) is not None for one in said)

    def _weeks(self, match: re.Match[str]) -> int:
        said = match["weeks"]
        return int(said) if said.isdecimal() else _numbers(self._vocabulary.weeks)[said.casefold()]

    def _count(self, kind: str, match: re.Match[str]) -> int:
        """The months of a period, a quarter's where no number is named."""
        said = match.groupdict().get("count")
        if said is not None:
            return _numbers(self._vocabulary.counts)[said.casefold()]
        return {"year": 12, "interim": 6}.get(kind, 3)

    def periods(self, text: str) -> tuple[Period, ...]:
        """The periods of heads that have run together, `1Q17 1Q18`; none where anything else stands there."""
        found, rest = [], text.strip()
        while rest:
            ends = [
                (match.end(), period)
                for pattern, kind, _ in self._heads
                if (match := pattern.match(rest)) and (period := self._period(kind, match)) is not None
            ]
            if not ends:
                return ()
            end, period = max(ends, key=lambda entry: entry[0])
            found.append(period)
            rest = rest[end:].strip()
        return tuple(found)

    def change(self, text: str) -> bool:
        """Whether a head is that of a column of changes."""
        said = " ".join(text.split()).casefold()
        return any(said == head.casefold() for head in self._vocabulary.changes)

    def _period(self, kind: str, match: re.Match[str]) -> Period | None:
        if kind == "quarter":
            said = match.groupdict()
            year = int(said["year"]) if "year" in said else 2000 + int(match["yy"])
            number = (
                int(said["q"])
                if "q" in said
                else _numbers(self._vocabulary.ordinals)[said["ordinal"].casefold()]
            )
            return self._fiscal.quarter(year, number)
        day = self.date(match["date"])
        if day is None or kind == "instant":
            return Period(day) if day else None
        if kind == "weeks":
            weeks = self._weeks(match)
            return self._fiscal.weeks_ended(weeks, day) if isinstance(self._fiscal, WeekCalendar) else None
        return self._fiscal.months_ended(self._count(kind, match), day)

    @lru_cache(maxsize=10_000)  # noqa: B019 - there are few: `words_of` keeps one for each company
    def unit(self, text: str) -> Unit | None:
        """The unit that a unit line names: `Thousands of JPY`, `JPY`, `%`, `(In millions)`."""
        stripped = text.strip()
        if stripped.startswith("(") and stripped.endswith(")"):
            stripped = stripped[1:-1].strip()
        for plain in dict.fromkeys((stripped, self._plain(stripped))):
            for pattern, shares in self._units:
                if match := pattern.fullmatch(plain):
                    return self._unit(match.groupdict(), shares)
        return None

    def names_currency(self, text: str) -> bool:
        """Whether a text names a currency, by its code, its name or its sign."""
        names = "|".join(map(re.escape, sorted(self._currencies, key=len, reverse=True)))
        return re.search(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])", text, re.IGNORECASE) is not None

    def unit_above(self, caption: str) -> tuple[Unit | None, str]:
        """The unit that a line above a table names, alone or in brackets, and the words that name it."""
        said = ((self.unit(text), text) for text in (caption, *_BRACKETS.findall(caption)))
        return next(((unit, text) for unit, text in said if unit is not None), (None, ""))

    def _unit(self, said: dict[str, str | None], shares: int | None) -> Unit | None:
        """A unit by what its line says. A line that names no currency is of all that stands below it."""
        currency, scale = said.get("currency"), self._scale(said.get("scale"))
        if currency is not None:
            # One that names exceptions is of counts of shares as well.
            counted = scale if shares is None and "except" in said else shares
            return Unit(self._currencies[currency.casefold()], scale, counted)
        if "scale" not in said:
            return Unit("pure", -2)
        if in_shares := said.get("shares"):
            shares = self._scale(in_shares)
        return Unit(self._currency, scale, scale if shares is None else shares) if self._currency else None

    def head(self, text: str) -> tuple[Period | None, Unit | None, str]:
        """A column head that may name its unit too: the period, the unit, and the unit's words."""
        if (period := self.period(text)) is not None:
            return period, None, ""
        words = text.split()
        for cut in range(len(words) - 1, 0, -1):
            left, right = " ".join(words[:cut]), " ".join(words[cut:])
            unit = self.unit(right)
            if unit is not None and (period := self.period(left)) is not None:
                return period, unit, right
        return None, self.unit(text), text if self.unit(text) else ""

    def _scale(self, word: str | None) -> int:
        scales = {name.casefold(): power for name, power in self._vocabulary.scales.items()}
        return scales[word.casefold()] if word else 0

    # Amounts inside captions ---------------------------------------------------------------------------

    @cached_property
    def _amount(self) -> re.Pattern[str]:
        currency = "|".join(map(re.escape, self._currencies))
        scale = "|".join(map(re.escape, self._vocabulary.scales))
        one = rf"(?:(?P<currency>{currency})\s*)?(?P<amount>{_AMOUNT})(?:\s+(?P<scale>{scale})\b)?"
        return re.compile(one, re.IGNORECASE)

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        noun = "|".join(map(re.escape, self._vocabulary.nouns))
        one = re.sub(r"\?P<\w+>", "?:", self._amount.pattern)
        also, at, each = (re.escape(self._vocabulary.glue[key]) for key in ("and", "at", "respectively"))
        day = r"[^\W\d]+\s+\d{1,2},\s*\d{4}"
        return re.compile(
            rf"(?P<amounts>{one}(?:\s+{also}\s+{one})*)(?:\s+(?P<noun>{noun}))?"
            rf"(?P<dated>[^\d;]*?\b{at}\s+(?P<dates>{day}(?:\s+{also}\s+{day})*)(?:,?\s+{each})?)?",
            re.IGNORECASE,
        )

    def amounts(self, text: str) -> Amounts | None:
        """Reads `JPY 123,453 thousand and JPY 117,995 thousand at March 31, 2018 and June 30, 2018`."""
        match = self._amounts.fullmatch(text.strip())
        if match is None:
            return None
        figures, texts, measures, scales = [], [], set(), set()
        for part in self._amount.finditer(match["amounts"]):
            reading = read_number(part["amount"])
            if reading.kind != "number" or reading.value is None:
                return None
            scales.add(part["scale"])
            figures.append(Figure.scaled(reading.value, reading.places, self._scale(part["scale"])))
            texts.append(part["amount"])
            measures.add(self._currencies.get((part["currency"] or "").casefold(), ""))
        noun = (match["noun"] or "").casefold()
        measure = self._vocabulary.nouns.get(noun, "") if noun else next(iter(measures), "")
        if len(measures) != 1 or not measure:
            return None
        dates, months = self._dates(match["dates"] or "")
        if dates is None:
            return None
        return Amounts(tuple(figures), measure, dates, months, tuple(texts), scales == {None})

    def _dates(self, text: str) -> tuple[tuple[datetime.date, ...] | None, tuple[tuple[str, str], ...]]:
        dates, mended = [], []
        for match in re.finditer(r"([^\W\d]+)\s+(\d{1,2}),\s*(\d{4})", text):
            month = match[1]
            if month.casefold() not in self._months:
                near = self._mended_month(month)
                if near is None:
                    return None, ()
                mended.append((month, near))
                month = near
            day = _day(int(match[3]), self._months[month.casefold()], int(match[2]))
            if day is None:
                return None, ()
            dates.append(day)
        return tuple(dates), tuple(mended)


@lru_cache(maxsize=8)
def words_of(company: Company) -> Words:
    """The words of a company's releases, kept with the patterns that are compiled of them."""
    return Words(company.vocabulary, company.calendar, company.currency)


def _loose(text: str) -> str:
    """A pattern of words: as often joined by a hyphen as not, per-share amounts, and commas are left out."""
    return _GAP.sub(_JOINT, re.escape(text)).replace(",", ",?")


def _numbers(words: dict[str, int]) -> dict[str, int]:
    return {word.casefold(): number for word, number in words.items()}


def _day(year: int, month: int, day: int) -> datetime.date | None:
    if not 1900 <= year <= 2999 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return datetime.date(year, month, day)
