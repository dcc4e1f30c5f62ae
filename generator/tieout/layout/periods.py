"""Dates columns: the period that the header and the texts around it make, and the words left over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tieout.core import Period
from tieout.language import Heading, Language, StatedDuration
from tieout.layout.months import months_each, of_a_month
from tieout.layout.reckoned import reckoned
from tieout.layout.several import is_both, lasting, of_several, says_date

# How many of the lines above a table may date it; further up they are of other things.
_NEAR = 5
# A longer text that ends in a full stop tells of other things, too.
_LONGEST = 150
# The months of a year.
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Context:
    """The texts around the headers of a table: beside them, above them in the grid, above the table.

    Each is ordered from top to bottom; the nearest text counts most.
    """

    beside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()

    def nearest_first(self) -> Iterable[str]:
        """The texts, the nearest first."""
        for text in (*reversed(self.beside), *reversed(self.titles), *self.captions[::-1][:_NEAR]):
            if len(text) <= _LONGEST or not text.endswith("."):
                yield text


@dataclass(frozen=True, slots=True)
class Dating:
    """What a column's header says: a period, the stated length, and other words.

    `alone` is "year" or "month" where only that stands there, so that the period is a guess.
    """

    period: Period | None = None
    duration: StatedDuration | None = None
    forecast: bool = False
    part: str = ""
    reckoned: bool = False
    both: bool = False
    alone: Literal["", "year", "month"] = ""


def date_columns(
    pieces: Sequence[Sequence[str]], context: Context, language: Language, year: Heading | None = None
) -> tuple[Dating, ...]:
    """Dates columns by the pieces of their headers (top to bottom) and by the texts around these.

    A missing piece is looked for around the headers: days above years, a length in the caption. `year` stands
    above all rows of the table; where nothing else dates a column, it is that fiscal year.
    """
    own = [_own(texts, language) for texts in pieces]
    said = [
        (heading, text)
        for text in context.nearest_first()
        if (heading := _around(text, language)) and not language.publishes(text)
    ]
    kind = _period_type(context, language)
    both = any(is_both(heading, language) for heading in (*own, *(heading for heading, _ in said)))
    own = [lasting(heading, language) for heading in own]
    said = [(lasting(heading, language) or heading, text) for heading, text in said]
    # Where columns name their years, one that names no part of a date is not of a year named elsewhere.
    dated = any(heading is not None and heading.year is not None for heading in own)
    done: list[Dating] = []
    left: Heading | None = None
    for texts, heading in zip(pieces, own, strict=True):
        around = [of_several(text, heading, language) or other for other, text in said]
        if dated and (heading is None or heading.year is None) and not says_date(texts, language):
            around = [replace(other, month=None, day=None, year=None, start=None) for other in around]
        if left is not None and heading is not None and _is_bare_year(heading) and own.count(heading) == 1:
            # `December 31, 2022`, and beside it `2021`: the same day a year before. Twice is something else.
            # Beside `Three months ended March 31, 2024` it may be the whole year: it is left without a date.
            around = [left, *around] if _is_yearly(left) else []
        elif heading is not None and heading.day is not None:
            left = replace(heading, year=None, rest="")
        dating = _dating(texts, heading or year, around, kind, language)
        if heading is None and year is not None:
            dating = _of_year(replace(dating, part=" ".join(texts)), year, kind, language)
        if dated and dating.period is None and done and language.row_type(dating.part) == "per-share":
            # `March 29, 2020`, and beside it `Per share`: the amounts per share of the same time.
            dating = replace(done[-1], part=dating.part)
        done.append(replace(dating, both=both and dating.duration is not None))
    lengths = _lengths_of_caption(done, own, [heading for heading, _ in said], kind, language)
    each = months_each(own, language) if kind != "instant" else (None,) * len(own)
    return tuple(
        replace(dating, period=language.period(month), alone="month")
        if month is not None and dating.period is None and dating.duration is None
        else dating
        for dating, month in zip(lengths, each, strict=True)
    )


def _around(text: str, language: Language) -> Heading | None:
    """What a text around the headers says of their periods, also beside a unit: `Years ended (in 000s)`."""
    if (heading := language.heading(text)) is not None:
        return heading
    _, words = language.unit_in(text)
    other = text.replace(words, "").strip() if words and words != text else ""
    return language.heading(other) if other and language.begins(other) else None


def _is_bare_year(heading: Heading) -> bool:
    """Whether a header names a year and no other part of a date, nor a misspelled one: `Jnue 30, 2018`."""
    said = any(letter.isdigit() for letter in heading.rest)
    return heading.year is not None and not said and replace(heading, year=None, rest="") == Heading()


def _is_yearly(heading: Heading) -> bool:
    """Whether a heading is of a day, or of a year up to a day: its like a year before needs only the year."""
    length = {"years": _YEAR, "months": 1}.get(heading.of or "", 0) * (heading.count or 0)
    return heading.quarter is None and not heading.to_date and (heading.of is None or length == _YEAR)


def _of_year(
    dating: Dating, year: Heading, kind: Literal["instant", "duration"] | None, language: Language
) -> Dating:
    """Dates a column below a year by itself: that fiscal year, unless something else dates it."""
    if dating.period is not None or dating.duration is not None:
        return dating
    period = language.period(Heading(count=1, of="years", year=year.year))
    if period is not None and kind == "instant":
        period = period.closing()
    return replace(dating, period=period, alone="year" if period is not None and not year.fiscal else "")


def _own(texts: Sequence[str], language: Language) -> Heading | None:
    """What the pieces of one header say together: read as one text, or else piece by piece."""
    whole = language.heading(" ".join(texts)) if texts else None
    if whole is not None and not whole.rest:
        return whole
    if (ranged := _range(texts, language)) is not None:
        return ranged
    said: list[Heading] = []
    rest: list[str] = []
    for text in texts:
        heading = language.heading(text)
        if heading is None:
            rest.append(text)
        else:
            said.append(heading)
            rest += [heading.rest] if heading.rest else []
    both = language.combined(said) if said else None
    if (both is None or both.rest) and len(texts) > 1:
        last = language.heading(texts[-1])
        one = of_several(" ".join(texts[:-1]), last, language) if last and not last.rest else None
        if last is not None and one is not None:
            return language.combined([one, last])
    if both is None:
        # Two that contradict, `FY2017` above `As of June 30, 2017`: the nearest is what dates the column.
        both = said[-1] if said and not said[-1].rest else None
        rest = rest if both is None else [*rest, *(text for text in texts[:-1] if text not in rest)]
    return replace(both, rest=" ".join(rest)) if both is not None else None


def _range(texts: Sequence[str], language: Language) -> Heading | None:
    """The piece of a header that gives a first and a last day, with the year that another piece names.

    `July 22 to September 30` below 2023 is a period of its own, whatever length stands further up: a company
    that changed hands reports a part of the year as its predecessor's.
    """
    headings = [language.heading(text) for text in texts]
    years = {heading.year for heading in headings if heading is not None} - {None}
    year = f" {years.pop()}" if len(years) == 1 else ""
    for number in range(len(texts) - 1, -1, -1):
        heading = language.heading(texts[number] + year) or headings[number]
        if heading is not None and heading.start is not None:
            others = [text for text, said in zip(texts, headings, strict=True) if said is None]
            words = [text for text in others if text != texts[number]]
            return replace(heading, rest=" ".join([*words, *([heading.rest] if heading.rest else [])]))
    return None


def _dating(
    texts: Sequence[str],
    own: Heading | None,
    around: Sequence[Heading],
    kind: Literal["instant", "duration"] | None,
    language: Language,
) -> Dating:
    part = own.rest if own is not None else " ".join(texts)
    # A column that nothing stands above is not dated by what is said elsewhere, nor one that says several
    # periods itself: `1Q17 1Q18`.
    whole = own is not None and _is_whole(own)
    several = bool(part) and not whole and len(language.headings(" ".join(texts))) > 1
    heading = completed(own, around) if texts and not several else None
    if heading is None:
        return Dating(part=part)
    bare = replace(heading, rest="")
    period = language.period(bare)
    if period is not None and period.instant and kind == "duration" and not heading.instant:
        # A statement of income or of cash flows is of no point in time: what it lasts is said nowhere.
        period = None
    elif period is not None and kind == "instant" and _is_of_a_day(heading):
        period = period.closing()
    elif period is None and kind == "instant" and of_a_month(heading):
        # `March 2025` above a balance sheet is its last day.
        period = language.period(replace(bare, instant=True))
    return _dated(bare, period, part, language)


def _is_of_a_day(heading: Heading) -> bool:
    """Whether a header gives the last day of a year or quarter without saying "ended".

    Above a balance sheet that is the day itself: `前連結会計年度 (2018年3月31日)`.
    """
    whole = heading.of in (None, "quarters", "years")
    return whole and heading.start is None and heading.day is not None and not heading.ended


def _dated(heading: Heading, period: Period | None, part: str, language: Language) -> Dating:
    """A heading as a period of the fiscal calendar, or one counted back from its last day by its length."""
    duration = language.stated_duration(heading)
    if period is None and duration is not None:
        own = reckoned(duration, language.fiscal)
        return Dating(own, duration, heading.forecast, part, reckoned=own is not None)
    return Dating(period, duration, heading.forecast, part)


def completed(own: Heading | None, around: Sequence[Heading]) -> Heading | None:
    """A header with its missing parts filled in from the nearest text around it that has them."""
    heading = own
    for other in around:
        if heading is None:
            heading = other if _is_whole(other) or _is_fiscal_year(other) else None
        elif not _is_whole(heading):
            heading = _filled(heading, other)
    return heading


def _is_whole(heading: Heading) -> bool:
    """Whether a heading needs no more: a full date, or a fiscal year or quarter with its year."""
    if heading.month is not None and heading.day is not None and heading.year is not None:
        return heading.of is not None or heading.instant or not heading.ended
    return heading.year is not None and (heading.quarter is not None or heading.of == "years")


def _is_fiscal_year(heading: Heading) -> bool:
    """Whether a heading is a fiscal year and nothing else: `Fiscal 2024` beside the names of segments."""
    return heading.fiscal and heading == Heading(year=heading.year, fiscal=True)


def _filled(heading: Heading, other: Heading) -> Heading:
    """A heading with the parts that it lacks itself taken from another."""
    if heading.month is not None and other.month is not None and heading.month != other.month:
        return heading
    length = heading.of is None and heading.quarter is None and not heading.instant
    date = heading.month is None
    return replace(
        heading,
        count=other.count if length else heading.count,
        of=other.of if length else heading.of,
        quarter=other.quarter if length else heading.quarter,
        ended=heading.ended or (length and other.ended),
        instant=heading.instant or (length and other.instant and other.of is None),
        to_date=heading.to_date or (length and other.to_date),
        month=other.month if date else heading.month,
        day=other.day if date else heading.day,
        year=other.year if heading.year is None else heading.year,
        start=heading.start or (other.start if date else None),
    )


def _period_type(context: Context, language: Language) -> Literal["instant", "duration"] | None:
    """Whether the captions name a statement at a point in time or one over a period; None where neither."""
    for text in context.nearest_first():
        if (kind := language.period_type(text)) is not None:
            return kind
    return None


def _lengths_of_caption(
    done: Sequence[Dating],
    own: Sequence[Heading | None],
    around: Sequence[Heading],
    kind: Literal["instant", "duration"] | None,
    language: Language,
) -> tuple[Dating, ...]:
    """Columns that only name days, `March 31, 2025`, with the length that the text around them gives.

    The text has to name the day of each column, in whatever year, and the statement must not be of points in
    time.
    """
    bare = [heading for heading in own if heading is not None and heading.day is not None]
    days_alone = bool(bare) and all(
        heading.of is None and heading.quarter is None and not heading.instant and not heading.ended
        for heading in bare
    )
    if not days_alone or kind == "instant":
        return tuple(done)
    length = next((other for other in around if other.of is not None or other.instant), None)
    if length is None or length.of is None:
        return tuple(done)
    dated = {(heading.month, heading.day) for heading in bare}
    if length.month is not None and dated != {(length.month, length.day)}:
        return tuple(done)
    lasting: list[Dating] = []
    for dating, heading in zip(done, own, strict=True):
        if heading is None or heading.day is None:
            lasting.append(dating)
            continue
        said = replace(heading, count=length.count, of=length.of, to_date=length.to_date, rest="")
        lasting.append(_dated(said, language.period(said), dating.part, language))
    return tuple(lasting)
