"""Reads the cover of a report: rows of labels and values that say who reports, and for which quarter.

SEC workbooks begin with one (Cover Page Inline XBRL; elements of `dei` label its rows), and filings with a
header (EDGAR Filer Manual, volume II, "header tags").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tieout.contact.identity import Said
from tieout.core import FiscalCalendar
from tieout.definitions import ContactWords
from tieout.language import Language
from tieout.layout import Release

# A cover stands first and is short.
_TOP = 80
_YEAR, _NUMBER = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{1,10}")
_QUARTERS = {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4, "FY": 4}
# The day on which a fiscal year ends, in the form of XML Schema (part 2, 3.3.13 "gMonthDay") or of a header.
_DAY = re.compile(r"(?:--)?(\d\d)-?(\d\d)")
_FILED = re.compile(r"(\d{4})(\d\d)(\d\d)")
# A quarter ends so many days from its calendar's at most; a year of weeks may end in the next month.
_NEAR, _EARLY = 14, 7


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says; None for what it does not. `month` is the last month of the fiscal year.

    `filed` is the day of filing.
    """

    name: Said[str] | None = None
    identifier: Said[str] | None = None
    quarter: Said[tuple[int, int]] | None = None
    month: Said[int] | None = None
    end: date | None = None
    filed: Said[date] | None = None

    def named_by(self) -> Literal["start", "end"] | None:
        """The calendar year by which the fiscal year is named, by the name and the end of the quarter."""
        if self.quarter is None or self.month is None or self.end is None:
            return None
        names: tuple[Literal["end", "start"], ...] = ("end", "start")
        for name in names:
            due = FiscalCalendar(self.month.value, name).quarter(*self.quarter.value).end
            if abs((due - self.end).days) <= _NEAR:
                return name
        return None


def filer_of(head: Sequence[tuple[str, str]], words: ContactWords) -> Cover:
    """What the header of a filing says of the filer; an empty cover where there is no header."""
    rows = {label.casefold(): value for label, value in reversed(head)}
    said = {what: _said(rows, label, "in the filing's header") for what, label in words.filing.items()}
    return Cover(
        name=said.get("name"),
        identifier=_number(said.get("identifier")),
        month=_month(said.get("year-end")),
        filed=_filed(said.get("filed")),
    )


def cover_of(lines: Sequence[str], words: ContactWords, language: Language) -> Cover:
    """The cover at the beginning of a document; an empty one where there is none."""
    rows = _rows(lines)
    name, number = _said(rows, words.cover.get("name")), _said(rows, words.cover.get("identifier"))
    year, of = _said(rows, words.cover.get("year")), _said(rows, words.cover.get("quarter"))
    ends, closes = _said(rows, words.cover.get("period-end")), _said(rows, words.cover.get("year-end"))
    quarter = None
    if year is not None and of is not None and _YEAR.fullmatch(year.value) and of.value in _QUARTERS:
        quarter = Said((int(year.value), _QUARTERS[of.value]), f"{year.source} and {of.source}")
    return Cover(
        name=name,
        identifier=_number(number),
        quarter=quarter,
        month=_month(closes),
        end=language.date(ends.value) if ends is not None else None,
    )


def without_cover(release: Release, words: ContactWords) -> Release:
    """The release without its cover: postal codes, file numbers and years are no figures of a statement."""
    labels = {label.casefold() for label in words.cover.values()}
    tables = tuple(
        table for table in release.tables if not any(row.caption.casefold() in labels for row in table.rows)
    )
    return release if len(tables) == len(release.tables) else replace(release, tables=tables)


def _rows(lines: Sequence[str]) -> dict[str, str]:
    """The first value for each label."""
    rows: dict[str, str] = {}
    for line in lines[:_TOP]:
        label, _, rest = line.partition("\t")
        if value := rest.partition("\t")[0].strip():
            rows.setdefault(label.strip().casefold(), value)
    return rows


def _said(rows: Mapping[str, str], label: str | None, where: str = "on its cover") -> Said[str] | None:
    value = rows.get(label.casefold()) if label is not None else None
    return Said(value, f'"{label}: {value}" {where}') if value is not None else None


def _filed(said: Said[str] | None) -> Said[date] | None:
    found = _FILED.fullmatch(said.value) if said is not None else None
    if said is None or found is None:
        return None
    try:
        return Said(date(*map(int, found.groups())), said.source)
    except ValueError:
        return None


def _number(said: Said[str] | None) -> Said[str] | None:
    if said is None or not _NUMBER.fullmatch(said.value):
        return None
    return Said(said.value.zfill(10), said.source)


def _month(said: Said[str] | None) -> Said[int] | None:
    found = _DAY.fullmatch(said.value) if said is not None else None
    if said is None or found is None or not 1 <= int(found[1]) <= 12:
        return None
    month = int(found[1]) if int(found[2]) > _EARLY else (int(found[1]) - 2) % 12 + 1
    return Said(month, said.source)
