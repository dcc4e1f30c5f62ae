"""The names of months and currencies in each language, from Babel; vocabularies add those of finance."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale as Babel


@dataclass(frozen=True, slots=True)
class Locale:
    """The names of one language, as they are printed.

    `months` are numbers by name, full and short. `currencies` are codes by name or sign, `Swiss francs` or
    `€`; `codes` are all codes of ISO 4217, read in capitals only. `kinds` are the last words of currencies'
    plural names, by code: `dollars` for USD and for CAD, which share the sign `$`. `group` and `decimal` are
    the separators in its numbers.
    """

    months: Mapping[str, int]
    currencies: Mapping[str, str]
    codes: frozenset[str]
    kinds: Mapping[str, str]
    group: str
    decimal: str


# The world as a whole, and what is no place that is known.
_NOWHERE = ("001", "ZZ", "QO", "XA", "XB")


@lru_cache(maxsize=16)
def locale_of(language: str) -> Locale:
    """The names of a language by its code of two letters; English ones where Babel does not know it.

    Babel is imported when it is first needed: the command line answers without it.
    """
    from babel.core import Locale as Parser  # noqa: PLC0415
    from babel.core import UnknownLocaleError  # noqa: PLC0415

    try:
        locale = Parser.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Parser.parse("en")
    months: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                months.setdefault(name.rstrip("."), number)
    plurals = _plurals(locale)
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    return Locale(
        months=months,
        currencies=_currencies(locale.currencies, locale.currency_symbols, plurals),
        codes=frozenset(str(code) for code in locale.currencies if code != "XXX"),
        kinds={code: name.split()[-1].casefold() for code, name in plurals.items() if name},
        group=str(symbols.get("group", ",")),
        decimal=str(symbols.get("decimal", ".")),
    )


@lru_cache(maxsize=16)
def countries_of(language: str) -> frozenset[str]:
    """The names of countries and continents in a language, in small letters; empty where Babel lacks it."""
    from babel.core import Locale as Parser  # noqa: PLC0415 - as above
    from babel.core import UnknownLocaleError  # noqa: PLC0415

    try:
        names = Parser.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(name.casefold() for code, name in names.items() if code not in _NOWHERE)


def _plurals(locale: "Babel") -> dict[str, str]:
    """The names of currencies in the plural; Babel's own function costs an import of 30 ms."""
    names: Mapping[str, str] = locale.currencies
    plurals: Mapping[str, Mapping[str, str]] = locale._data["currency_names_plural"]
    return {code: str(plurals.get(code, {}).get("other", name)) for code, name in names.items()}


def _currencies(
    names: Mapping[str, str], signs: Mapping[str, str], plurals: Mapping[str, str]
) -> dict[str, str]:
    """The code of each name and sign. Today's currencies come first,
    since some past ones have the same name.
    """
    found: dict[str, str] = {}
    for code in sorted(names, key=lambda code: (code not in signs, code)):
        sign = signs.get(code, "")
        said = [names[code], plurals[code], *([sign] if sign != code else [])]
        for name in said:
            if name and code != "XXX":
                found.setdefault(name, code)
    return found
