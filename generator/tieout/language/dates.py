"""Reads the placeholders of wordings: numbers, ordinals, months, days and years, at a token."""

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence

from tieout.definitions import Vocabulary
from tieout.language.locales import locale_of
from tieout.language.tokens import Token
from tieout.language.wordings import Phrases, Reader

_LEAP_YEAR = 2000
_LAST_DAYS = range(28, 32)


def readers(vocabulary: Vocabulary) -> dict[str, Reader]:
    """A reader for each placeholder that wordings of headings may hold."""
    day, month = _Digits(1, 31), _Digits(1, 12)
    number = _NumberWords(vocabulary.numbers | vocabulary.counts | vocabulary.weeks)
    return {
        "number": number,
        "ordinal": Phrases(vocabulary.ordinals),
        "q": _Digits(1, 4, most=1),
        "month": Phrases(month_names(vocabulary)),
        "m": month,
        "day": day,
        "d": day,
        "year": _Digits(1900, 2999, least=4, most=4),
        "yy": _ShortYear(0, 99, least=2),
        "ny": _NoLastDay(0, 99, least=2),
        "era": Phrases(vocabulary.eras),
        "n": number,
    }


def day_of(month: int | None, day: int | None, year: int | None) -> datetime.date | None:
    """The day with this month, day and year; None where one is missing, or there is no such day."""
    if month is None or day is None or year is None or not is_date(month, day, year):
        return None
    return datetime.date(year, month, day)


class _Digits:
    """Reads a number from `low` to `high`, with at least `least` and at most `most` digits."""

    def __init__(self, low: int, high: int, *, least: int = 1, most: int = 2) -> None:
        self._low, self._high, self._least, self._most = low, high, least, most

    def begins(self, token: Token) -> bool:
        """Whether a token is such a number."""
        fits = token.kind == "digits" and self._least <= len(token.text) <= self._most
        return fits and self._low <= int(token.text) <= self._high

    def __call__(self, text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        """The number at a token, if it is one."""
        return ((self.value(int(text[at].text)), at + 1),) if self.begins(text[at]) else ()

    def value(self, number: int) -> int:
        """What the digits stand for."""
        return number


class _ShortYear(_Digits):
    """Reads the last two digits of a year."""

    def value(self, number: int) -> int:
        """The year, from 1970 to 2069."""
        return 2000 + number - (100 if number >= 70 else 0)


class _NoLastDay(_ShortYear):
    """Reads the last two digits of a year that cannot be the last day of a month: `Mar-25`, not `Mar-31`."""

    def begins(self, token: Token) -> bool:
        """Whether a token is such a number."""
        return super().begins(token) and int(token.text) not in _LAST_DAYS


class _NumberWords:
    """Reads a number of months or weeks, in words or digits."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words, self._digits = Phrases(words), _Digits(1, 99)

    def begins(self, token: Token) -> bool:
        """Whether a number begins with a token."""
        return self._digits.begins(token) or self._words.begins(token)

    def __call__(self, text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        """The numbers at a token, each with the token behind it."""
        return (*self._digits(text, at), *self._words(text, at))


def month_names(vocabulary: Vocabulary) -> dict[str, int]:
    """The number of each month's name: those of the vocabulary, then those usual in its language."""
    names: dict[str, int] = dict(locale_of(vocabulary.language).months)
    names |= {name: number for number, name in enumerate(vocabulary.months, 1)}
    return names | vocabulary.short_months


def full_months(vocabulary: Vocabulary) -> Mapping[str, int]:
    """The months by their full names alone."""
    if vocabulary.months:
        return {name: number for number, name in enumerate(vocabulary.months, 1)}
    names = locale_of(vocabulary.language).months
    return dict(list(names.items())[:12])


def is_date(month: int, day: int | None, year: int | None) -> bool:
    """Whether this day exists; without a year, whether it exists in some year."""
    return day is None or 1 <= day <= calendar.monthrange(year or _LEAP_YEAR, month)[1]
