"""Finds the period of a figure in the prose: by its clause, the heading above it, or the reported quarter."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tieout.contact.prose.phrases import finder
from tieout.core import Period
from tieout.definitions import ProseWords
from tieout.language import Heading, Language

# The end of a quarter in weeks may be so many days from the one that a fact ends on.
_NEAR = 10
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class When:
    """A period that a sentence means: its last day, and its length in months.

    `said`: words name it; otherwise it is implied. `point`: the words are those of a day, `as of June 30`.
    `guessed`: they name a quarter that the year of the release had not yet, without its year.
    """

    end: date
    months: int = _QUARTER
    said: bool = True
    point: bool = False
    guessed: bool = False

    def fits(self, period: Period) -> bool:
        """Whether a period is this one; for a balance only the last day counts."""
        if abs((period.end - self.end).days) > _NEAR:
            return False
        return period.start is None or (not self.point and months_of(period) == self.months)

    def before(self, months: int) -> "When":
        """The period of the same length so many months earlier."""
        return replace(self, end=_moved(self.end, -months))


class Whens:
    """Reads the periods that texts name, in the release of one quarter."""

    def __init__(self, language: Language, words: ProseWords, quarter: tuple[int, int]) -> None:
        self._language = language
        self._year, self._number = quarter
        self.end = language.fiscal.quarter(*quarter).end
        self._earlier = [(months, finder(said)) for months, said in sorted(words.earlier.items())]
        self._to_date = finder(words.to_date)
        self._alike = finder(words.alike_times)
        self._against = [(months, finder(said)) for months, said in sorted(words.against.items())]

    @property
    def reported(self) -> When:
        """The quarter that the release is for, which sentences imply."""
        return When(self.end, said=False)

    def named(self, text: str, beside: When | None = None) -> tuple[When, ...]:
        """The periods that a text names. A year alone means the same days as the period `beside` it."""
        alike = self._alike.search(text) is not None
        headings = self._language.headings(text)
        quarters = {heading.year for heading in headings if heading.quarter is not None}
        found = [
            when
            for heading in headings
            # In `the 2020 first quarter` the year alone is no further time.
            if not (heading == Heading(year=heading.year) and heading.year in quarters)
            if (when := self._of(heading, beside or self.reported, alike)) is not None
        ]
        if not found and self._to_date.search(text) is not None:
            found = [When(self.end, _QUARTER * self._number)]
        return tuple(dict.fromkeys(found))

    def earlier(self, text: str) -> int | None:
        """How many months earlier a period is that a text names:
        `a year ago`, `the prior quarter`. Else None.
        """
        return _first(self._earlier, text)

    def held_against(self, text: str) -> int | None:
        """How many months earlier a period is with which words compare an amount:
        `year over year`. Else None.
        """
        return _first(self._against, text)

    def _of(self, heading: Heading, beside: When, alike: bool) -> When | None:
        """The period of a heading. With words that say `the same quarter` a fiscal year is not all of it."""
        months = _months(heading, self._number)
        dated = heading.month is not None and heading.year is not None
        if heading.forecast:
            return None
        if dated and (heading.day is not None or months is not None):
            end = self._end_of(heading)
            return (
                None if end is None else When(end, months or _QUARTER, point=heading.instant and not months)
            )
        if dated:
            assert heading.year is not None and heading.month is not None
            last = calendar.monthrange(heading.year, heading.month)[1]
            return When(date(heading.year, heading.month, last), point=heading.instant)
        if heading.quarter is not None:
            return self._quarter(heading)
        if heading.of is not None or heading.to_date:
            when = When(self.end, months or _QUARTER)
            return when if heading.year is None else _in_year(when, heading.year, self._year_of(heading))
        if heading.year is None:
            return None
        if heading.fiscal and alike:
            return _in_year(beside, heading.year, self._year)
        return self._in_named_year(heading, beside)

    def _in_named_year(self, heading: Heading, beside: When) -> When | None:
        assert heading.year is not None
        if heading.fiscal:
            period = self._language.period(heading)
            if period is not None and period.end <= self.end:
                return When(period.end, 12)
        return _in_year(beside, heading.year, beside.end.year)

    def _year_of(self, heading: Heading) -> int:
        """The year of the reported quarter: the fiscal year if the heading names one."""
        return self._year if heading.fiscal else self.end.year

    def _quarter(self, heading: Heading) -> When | None:
        assert heading.quarter is not None
        year = heading.year
        if year is None:
            year = self._year if heading.quarter <= self._number else self._year - 1
        try:
            end = self._language.fiscal.quarter(year, heading.quarter).end
        except (ValueError, IndexError):
            return None
        return When(end, guessed=heading.year is None and heading.quarter > self._number)

    def _end_of(self, heading: Heading) -> date | None:
        period = self._language.period(heading)
        if period is not None:
            return period.end
        day = heading.day or calendar.monthrange(heading.year or 1, heading.month or 1)[1]
        alone = self._language.period(Heading(month=heading.month, day=day, year=heading.year))
        return alone.end if alone is not None else None


def _first(finders: Iterable[tuple[int, re.Pattern[str]]], text: str) -> int | None:
    found = [(match.start(), months) for months, one in finders if (match := one.search(text)) is not None]
    return min(found)[1] if found else None


def _in_year(when: When, year: int, now: int) -> When:
    return replace(when, end=_moved(when.end, 12 * (year - now)), said=True)


def _months(heading: Heading, quarter: int) -> int | None:
    """The number of months that a heading says its period lasts; None where it says nothing."""
    if heading.to_date:
        return _QUARTER * quarter
    if heading.of is None:
        return _QUARTER if heading.quarter is not None else None
    count = heading.count or 1
    return {
        "months": count,
        "weeks": (count * 12 + 26) // 52,
        "quarters": _QUARTER * count,
        "years": 12 * count,
    }[heading.of]


def months_of(period: Period) -> int:
    """The number of months that a duration lasts: 91 days are three, 182 six."""
    assert period.start is not None
    return (((period.end - period.start).days + 1) * 12 + 182) // 365


def _moved(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def bases(when: When, starts: date, instant: bool) -> Iterator[When]:
    """The periods with which a change may be compared if none is named:
    a year before; for a balance, the opening.
    """
    yield when.before(12)
    if instant:
        yield When(starts, point=True)
        yield when.before(_QUARTER)
