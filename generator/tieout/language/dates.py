"""The placeholders of wordings: numbers, ordinals, months, days and years, as they stand in tokens."""

import calendar
from collections.abc import Iterable, Mapping, Sequence

from tieout.definitions import Vocabulary
from tieout.language.locales import locale_of
from tieout.language.tokens import Token
from tieout.language.wordings import Phrases, Reader

_LEAP_YEAR = 2000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def readers(vocabulary: Vocabulary) -> dict[str, Reader]:
    """A reader for each placeholder that wordings of headings may hold."""
    months = month_names(vocabulary)
    number = Phrases(vocabulary.numbers | vocabulary.counts | vocabulary.weeks)

    def numbers(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        yield from _digits(text, at, 1, 99, most=2)
        yield from number(text, at)

    def quarter(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        return _digits(text, at, 1, 4, most=1)

    def month(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        return _digits(text, at, 1, 12, most=2)

    def day(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        return _digits(text, at, 1, 31, most=2)

    return {
        "number": numbers,
        "ordinal": Phrases(vocabulary.ordinals),
        "q": quarter,
        "month": Phrases(months),
        "m": month,
        "day": day,
        "d": day,
        "year": _year,
        "yy": _short_year,
        "era": Phrases(vocabulary.eras),
        "n": numbers,
    }


def month_names(vocabulary: Vocabulary) -> dict[str, int]:
    """The months by each of their names, those of the vocabulary before those usual in its language."""
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
    """Whether there is such a day; without a year, whether there is one in some year."""
    return day is None or 1 <= day <= calendar.monthrange(year or _LEAP_YEAR, month)[1]


def _digits(
    text: Sequence[Token], at: int, low: int, high: int, *, most: int
) -> Iterable[tuple[int | str, int]]:
    token = text[at]
    if token.kind == "digits" and len(token.text) <= most and low <= int(token.text) <= high:
        yield int(token.text), at + 1


def _year(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
    token = text[at]
    if token.kind == "digits" and len(token.text) == 4 and _FIRST_YEAR <= int(token.text) <= _LAST_YEAR:
        yield int(token.text), at + 1


def _short_year(text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
    token = text[at]
    if token.kind == "digits" and len(token.text) == 2:
        yield 2000 + int(token.text) - (100 if int(token.text) >= 70 else 0), at + 1
