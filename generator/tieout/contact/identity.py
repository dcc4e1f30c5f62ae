"""Reads from a page who reports, in which currency and for which quarter, each with its source."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from tieout.core import FiscalCalendar
from tieout.definitions import ContactWords
from tieout.language import Language
from tieout.layout import Column, Release

T = TypeVar("T")
# How far into a release its title and dateline stand, and how soon after its quarter it is published.
_TOP, _SOON = 60, timedelta(days=200)
_DAY = re.compile(r"[^\W\d]{3,9}\.?\s+\d{1,2},?\s+\d{4}")
_BRACKETS = re.compile(r"\([^()]*\)")
# Small words within a name, and how much of a line is looked at.
_SMALL, _LONG = frozenset(("of", "and", "&", "the", "de")), 600
_MOST_WORDS = 8
# What a dateline and the name behind it are parted by, and the last word of a sentence before a name.
_DASH = re.compile(r"\.{2,}|…|—|--|(?<=\d)[–-](?=[^\W\d])")
_SENTENCE = re.compile(r"[^\W\d]{5,}\.")
# The number of a page before or behind a line.
_PAGE = re.compile(r"^\d{1,3}\s+|\s+\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and its source: words of the page, an option, or a note that nothing says it."""

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What has to be known about a company and its release before it can be read.

    `calendar` is its fiscal calendar, `quarter` the fiscal year and quarter reported. `identifier` is its
    number in the register `scheme`.
    """

    name: Said[str]
    currency: Said[str]
    language: Said[str]
    calendar: Said[FiscalCalendar]
    quarter: Said[tuple[int, int]]
    published: Said[date]
    identifier: Said[str]
    scheme: str


def name_of(release: Release, words: ContactWords) -> Said[str] | None:
    """The company's name: from a title,
    the dateline or the lines above the statements; None where none is found.
    """
    top = [line.strip() for line in release.lines[:_TOP] if line.strip()]
    found = [*_before_exchange(top, words), *_own_lines(release, words), *_before_verb(top, words)]
    if not found:
        return None
    often = Counter(name for name, _ in found)
    name, source = found[0]
    if often[name] == 1:
        # A name that stands above several statements is surer than one that a title begins with.
        name, source = max(found, key=lambda one: often[one[0]])
    return Said(name, source)


def _before_exchange(lines: Sequence[str], words: ContactWords) -> Iterator[tuple[str, str]]:
    """The names in `Acme Holdings, Inc. (NYSE: ACME)`: the capitalised words before a stock exchange."""
    if not words.exchanges:
        return
    exchange = re.compile(rf"\(\s*(?:{'|'.join(map(re.escape, words.exchanges))})\b", re.IGNORECASE)
    for line in lines:
        found = exchange.search(line[:_LONG])
        if found is None:
            continue
        before = _DASH.sub(" – ", _BRACKETS.sub(" ", line[: found.start()]))
        name: list[str] = []
        for word in reversed(before.split()):
            if not (word[0].isupper() or (name and word in _SMALL)) or word.endswith(")"):
                break
            if name and _SENTENCE.fullmatch(word):
                break
            name.insert(0, word)
        while name and name[0] in _SMALL:
            name.pop(0)
        if 0 < len(name) <= _MOST_WORDS:
            yield _tidy(" ".join(name)), f'"{line[: found.end() + 8][-80:].strip()}"'


def _own_lines(release: Release, words: ContactWords) -> Iterator[tuple[str, str]]:
    """Lines above a table or on top that are a company's name by their form, or that of a group.

    The number of a page beside it is cut off: `36 Acme Company`.
    """
    captions = [caption for table in release.tables for caption in table.captions]
    top = [line.strip() for line in release.lines[:_TOP]]
    groups = "|".join(map(re.escape, words.subsidiaries))
    group = re.compile(rf"\s+(?:{groups})\b" if groups else r"\Z.", re.IGNORECASE)
    for line in (*captions, *top):
        whole, *others = group.split(line.split("\t")[0][:_LONG], maxsplit=1)
        plain = _tidy(_PAGE.sub("", whole))
        parts = plain.split()
        titled = any(plain.casefold().startswith(title) for title in words.titles)
        formed = bool(parts) and any(parts[-1].casefold() == form.casefold() for form in words.forms)
        named = formed or (bool(others) and all(map(_is_of_name, parts)))
        if named and not titled and 0 < len(parts) <= _MOST_WORDS and not any(map(str.isdigit, plain)):
            yield plain, f'the line "{line.strip()[:80]}"'


def _is_of_name(word: str) -> bool:
    return word[0].isupper() or word in _SMALL


def _before_verb(lines: Sequence[str], words: ContactWords) -> Iterator[tuple[str, str]]:
    """The names in titles such as `Acme (ACME) Reports First Quarter Results`: what stands before the verb.

    What is in brackets, such as the stock's symbol, is no part of the name.
    """
    if not words.announces:
        return
    verb = re.compile(rf"\s(?:{'|'.join(map(re.escape, words.announces))})\b", re.IGNORECASE)
    for line in lines:
        found = verb.search(line[:_LONG])
        before = _BRACKETS.sub(" ", line[: found.start()]).split() if found is not None else []
        if 0 < len(before) <= _MOST_WORDS and before[0][0].isupper():
            yield _tidy(" ".join(before)), f'the title "{line[:80]}"'


def _tidy(name: str) -> str:
    return " ".join(name.replace("®", "").split()).strip(" ,-–—")


def currency_of(release: Release, language: Language) -> Said[str]:
    """The currency of the unit lines or of the signs before figures; dollars where nothing says it."""
    named = Counter(
        column.unit.measure
        for table in release.tables
        for column in table.columns
        if column.unit is not None and column.unit.named and column.unit.money
    )
    if named:
        currency, often = named.most_common(1)[0]
        return Said(currency, f"the unit lines of {often} columns")
    signs = Counter(
        cell.currency for table in release.tables for row in table.rows for cell in row.cells if cell.currency
    )
    for sign, often in signs.most_common(1):
        if (code := language.currency(sign)) is not None:
            return Said(code, f'the sign "{sign}" before {often} figures')
    return Said("USD", "nothing on the page names a currency")


def published_of(release: Release, language: Language, end: date, filed: date | None = None) -> Said[date]:
    """The day of the dateline or of filing; the day after the quarter's end where neither is known."""
    found = dateline(release, language, end, filed)
    what = "no day is printed: the one after the quarter's end is put for it"
    return found or Said(end + timedelta(days=1), what)


def dated_columns(release: Release) -> Iterator[Column]:
    """The columns with figures that have a period: a letterhead that is set in columns has none."""
    for table in release.tables:
        for number, column in enumerate(table.columns, 1):
            if column.period is not None and table.prints_figures(number):
                yield column


def dateline(release: Release, language: Language, end: date, filed: date | None = None) -> Said[date] | None:
    """The day of filing or of the dateline: the first date on top that comes soon after the quarter's end.

    It is not the last day of a printed period.
    """
    if filed is not None and end < filed <= end + _SOON:
        return Said(filed, "the day on which it was filed")
    ends = {column.period.end for column in dated_columns(release) if column.period is not None}
    for number, line in enumerate(release.lines[:_TOP], 1):
        for match in _DAY.finditer(line[:2000]):
            day = language.date(match[0])
            if day is not None and end < day <= end + _SOON and day not in ends:
                return Said(day, f'"{match[0]}" in line {number}')
    return None
