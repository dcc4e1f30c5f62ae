"""Amounts that a caption names: `JPY 453 thousand at March 31, 2018`."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from tieout.core import Figure, read_number
from tieout.definitions import Vocabulary
from tieout.language.currencies import Currencies
from tieout.language.dates import full_months, is_date, month_names

_AMOUNT = r"\(?\d[\d,]*(?:\.\d+)?\)?"
_DAY = r"[^\W\d]+\.?\s+\d{1,2},?\s*\d{4}"
_MAX_LENGTH = 600
_SHORTEST_MENDED = 4


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


class AmountReader:
    """Reads amounts with the currencies, scales and months of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies) -> None:
        self._vocabulary, self._currencies = vocabulary, currencies
        self._months = {name.casefold(): number for name, number in month_names(vocabulary).items()}
        self._scales = {name.casefold(): power for name, power in vocabulary.scales.items()}

    @cached_property
    def _amount(self) -> re.Pattern[str]:
        names = sorted(self._currencies.names, key=len, reverse=True)
        currency = "|".join(re.escape(name) for name in names if " " not in name or "." in name)
        scale = "|".join(map(re.escape, sorted(self._scales, key=len, reverse=True)))
        code = r"(?-i:[A-Z]{3})\b"
        amount = rf"(?P<amount>{_AMOUNT})(?:\s+(?P<scale>{scale})\b)?"
        one = rf"(?:(?P<currency>{code}|{currency})\s*)?{amount}"
        return re.compile(one, re.IGNORECASE)

    @cached_property
    def _amounts(self) -> re.Pattern[str]:
        noun = "|".join(map(re.escape, self._vocabulary.nouns)) or "(?!)"
        one = re.sub(r"\?P<\w+>", "?:", self._amount.pattern)
        glue = self._vocabulary.glue
        also, at, each = (re.escape(glue[key]) for key in ("and", "at", "respectively"))
        return re.compile(
            rf"(?P<amounts>{one}(?:\s+{also}\s+{one})*)(?:\s+(?P<noun>{noun}))?"
            rf"(?P<dated>[^\d;]*?\b{at}\s+(?P<dates>{_DAY}(?:\s+{also}\s+{_DAY})*)(?:,?\s+{each})?)?",
            re.IGNORECASE,
        )

    def amounts(self, text: str) -> Amounts | None:
        """The amounts that all of a text names; None where any of it leaves a doubt."""
        if len(text) > _MAX_LENGTH or not any(character.isdecimal() for character in text):
            return None
        match = self._amounts.fullmatch(text.strip())
        if match is None:
            return None
        figures: list[Figure] = []
        texts: list[str] = []
        measures: set[str] = set()
        scales: set[str | None] = set()
        for part in self._amount.finditer(match["amounts"]):
            reading = read_number(part["amount"])
            if reading.value is None:
                return None
            scale = part["scale"]
            scales.add(scale)
            power = self._scales[scale.casefold()] if scale else 0
            figures.append(Figure.scaled(reading.value, reading.places, power))
            texts.append(part["amount"])
            measures.add(self._currencies.code(part["currency"] or "") or "")
        measure = self._measure(match["noun"] or "", measures)
        dates, months = self._dates(match["dates"] or "")
        if not measure or dates is None:
            return None
        return Amounts(tuple(figures), measure, dates, months, tuple(texts), scales == {None})

    def _measure(self, noun: str, measures: set[str]) -> str:
        """What amounts are counted in; nothing where that is not said, or two are."""
        if len(measures) != 1:
            return ""
        return self._vocabulary.nouns.get(noun.casefold(), "") if noun else next(iter(measures))

    def _dates(self, text: str) -> tuple[tuple[datetime.date, ...] | None, tuple[tuple[str, str], ...]]:
        dates: list[datetime.date] = []
        mended: list[tuple[str, str]] = []
        for match in re.finditer(r"([^\W\d]+)\.?\s+(\d{1,2}),?\s*(\d{4})", text):
            name = match[1]
            if name.casefold() not in self._months:
                near = self._nearest_month(name)
                if near is None:
                    return None, ()
                mended.append((name, near))
                name = near
            month, day, year = self._months[name.casefold()], int(match[2]), int(match[3])
            if not 1900 <= year <= 2999 or not is_date(month, day, year):
                return None, ()
            dates.append(datetime.date(year, month, day))
        return tuple(dates), tuple(mended)

    def _nearest_month(self, word: str) -> str | None:
        """The only month within one slip of the pen of a misprinted one: `Jnue` is June."""
        names = full_months(self._vocabulary)
        near = [name for name in names if OSA.distance(name.casefold(), word.casefold()) == 1]
        return near[0] if len(near) == 1 and len(word) >= _SHORTEST_MENDED else None
