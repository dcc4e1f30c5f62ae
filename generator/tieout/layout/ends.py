"""Tells balances among flows: a row may be of the start or the end of its columns' periods."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieout.core import Period, slip
from tieout.language import End, Heading, Language, day_of
from tieout.layout.captions import tidy

# A day stands in the last words of a caption; longer ones are sentences.
_LAST, _LONGEST = 8, 250
_WORD = re.compile(r"\b\w")
# What a balance is made of has so many rows at most, and what prints the same figures has so many columns.
_MOST_PARTS, _COLUMNS = 12, 2
# A sum is of so many parts at least.
_PARTS = 2
# A figure of fewer digits may be the same by chance.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Printed:
    """What tells the end that a row is of: its caption, its figures by column, the heading above it."""

    caption: str
    figures: tuple[Decimal | None, ...]
    under: str = ""

    @property
    def heading(self) -> bool:
        """Whether it has no figure."""
        return not any(figure is not None for figure in self.figures)


def ends_of(rows: Sequence[Printed], periods: Sequence[Period], language: Language) -> list[End | None]:
    """The end of its columns' periods at which each row is a balance; None for a flow.

    What leads from one closing balance to another is at the end too: `Less restricted cash` between cash with
    it and without. So are the parts of a closing balance whose total is printed once more below them, and
    those of a total that is one: of `Total assets` by segment, no part is a flow.
    """
    ends = [None if row.heading else _end_of_row(row, periods, language) for row in rows]
    closing = [at for at, end in enumerate(ends) if end == "end"]
    for at in closing:
        after = [n for n in range(at + 1, min(at + _MOST_PARTS, len(rows))) if not rows[n].heading]
        for last in after:
            if ends[last] == "end" and _leads(rows[at : last + 1]):
                ends[at : last + 1] = [None if row.heading else "end" for row in rows[at : last + 1]]
    for at, row in enumerate(rows):
        if row.heading and balance_day(row.caption, language) is not None:
            count = parts_below([(one.caption, one.heading) for one in rows[at + 1 :]])
            ends[at + 1 : at + 1 + count] = [end_of(row.caption, periods, language)] * count
    for total in closing:
        parts = _made_of(rows, total) if language.is_total(rows[total].caption) else ()
        # Cash at the end is made of cash at the start and what flowed: only of balances is a total a sum.
        if len(parts) > _PARTS and "start" not in ends[parts[0] : total]:
            ends[parts[0] : total] = ["end"] * (total - parts[0])
    for total in range(len(rows)):
        above = (at for at in closing if at < total and _is_again(rows[at], rows[total]))
        if next(above, None) is not None:
            for part in _made_of(rows, total):
                ends[part] = "end"
    return ends


def _end_of_row(row: Printed, periods: Sequence[Period], language: Language) -> End | None:
    """The end that a row is of, by its caption or as a part of the balance that its heading names.

    `United States` below `Long-lived assets` is at the end; `Capital expenditures` there is not.
    """
    said = end_of(row.caption, periods, language)
    if said is not None or not row.under or language.speaks_of_amount(tidy(row.caption)):
        return said
    return "end" if language.balance(tidy(row.under)) == "end" else None


def parts_below(rows: Sequence[tuple[str, bool]]) -> int:
    """How many rows below the heading of a balance are its parts and their total, which has no caption.

    Each row is given by its caption and by whether it is a heading. 0 where no such total follows.
    """
    for number, (caption, heading) in enumerate(rows[:_MOST_PARTS], 1):
        if heading:
            return 0
        if not caption:
            return number if number > 1 else 0
    return 0


def _leads(rows: Sequence[Printed]) -> bool:
    """Whether the rows between the first and the last one make up the difference of these two."""
    between = [row.figures for row in rows[1:-1] if not row.heading]
    if not between:
        return False
    pairs = list(zip(rows[0].figures, rows[-1].figures, *between, strict=True))
    known = [(first, last, parts) for first, last, *parts in pairs if first is not None and last is not None]
    moved = [(last - first, sum(part for part in parts if part is not None)) for first, last, parts in known]
    return bool(moved) and (all(a == b for a, b in moved) or all(a == -b for a, b in moved))


def _is_again(row: Printed, other: Printed) -> bool:
    """Whether two rows print the same figures, all or all but one that is another by one slip."""
    printed = [figure for figure in row.figures if figure]
    return len(printed) >= _COLUMNS and _but_for_a_slip(row.figures, other.figures)


def _but_for_a_slip(figures: Sequence[Decimal | None], others: Sequence[Decimal | None]) -> bool:
    """Whether figures are the same column by column, but for one that is another's by one slip of the pen."""
    pairs = [(one or Decimal(0), other or Decimal(0)) for one, other in zip(figures, others, strict=True)]
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    same = any(len(one.as_tuple().digits) >= _DIGITS for one, other in pairs if one == other)
    return not unlike or (same and len(unlike) == 1 and _is_slip(*unlike[0]))


def _is_slip(printed: Decimal, meant: Decimal) -> bool:
    places = max(0, *(-int(value.as_tuple().exponent) for value in (printed, meant)))
    return bool(printed) and slip(int(printed.scaleb(places)), int(meant.scaleb(places))) is not None


def _made_of(rows: Sequence[Printed], total: int) -> Sequence[int]:
    """The rows directly above a total that sum to it in each column, and the total itself.

    If none do, the rows that sum to it in every column but one, where a figure is wrong; else it alone.
    """
    sums = [Decimal(0)] * len(rows[total].figures)
    nearly: Sequence[int] = (total,)
    for first in range(total - 1, max(total - _MOST_PARTS, -1), -1):
        if rows[first].heading:
            break
        sums = [sum_ + (figure or 0) for sum_, figure in zip(sums, rows[first].figures, strict=True)]
        if tuple(sums) == tuple(figure or Decimal(0) for figure in rows[total].figures):
            return range(first, total + 1)
        if len(nearly) == 1 and total - first > 1 and _but_for_one(sums, rows[total].figures):
            nearly = range(first, total + 1)
    return nearly


def _but_for_one(sums: Sequence[Decimal], figures: Sequence[Decimal | None]) -> bool:
    """Whether sums make figures in every column but one, and more than nothing in some."""
    held = [bool(figure) for sum_, figure in zip(sums, figures, strict=True) if sum_ == (figure or 0)]
    return any(held) and len(held) == len(figures) - 1


def said_day(caption: str, language: Language) -> Heading | None:
    """The day at the end of a caption, `Goodwill at June 30, 2024`; None where the day ends a period."""
    found = _day_in(caption, language)
    return found[0] if found is not None else None


def without_day(caption: str, language: Language) -> str:
    """A caption without the day that it ends with: `Goodwill` of `Goodwill - June 30, 2024`."""
    found = _day_in(caption, language)
    return caption if found is None else found[1].rstrip(" -,:")


def _day_in(caption: str, language: Language) -> tuple[Heading, str] | None:
    """The day at the end of a caption, and the words before it; None where there is none."""
    text = tidy(caption)
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    for word in list(_WORD.finditer(text))[-_LAST:]:
        heading = language.heading(text[word.start() :])
        if heading is None or heading.day is None or heading.rest:
            continue
        lasts = heading.ended or heading.of is not None or heading.quarter is not None or heading.start
        return None if lasts else (heading, text[: word.start()].rstrip())
    return None


def balance_day(caption: str, language: Language) -> date | None:
    """The day, with its year, of the balance that a caption names: `Balance at June 30, 2024`.

    None where it names no day, or the day belongs to a name: `Notes due June 30, 2024`.
    """
    found = _day_in(caption, language)
    if found is None:
        return None
    said, before = found
    if before and not said.instant and before[-1].isalnum():
        return None
    return day_of(said.month, said.day, said.year)


def end_of(caption: str, periods: Iterable[Period], language: Language) -> End | None:
    """The end of `periods` at which a row is a balance; None for a row of the whole period.

    Its words tell, `end of period`, `Total assets`, or the day in it does, `at June 30`.
    """
    said = language.balance(tidy(caption))
    if said is not None:
        return said
    day = said_day(caption, language)
    for period in periods if day is not None else ():
        if _is_day(day, period.end):
            return "end"
        opens = [] if period.start is None else [period.opening().end, period.start]
        if any(_is_day(day, first) for first in opens):
            return "start"
    return None


def at_end(period: Period | None, end: End | None) -> Period | None:
    """The point in time at one end of a period; the period itself without an end, or where it is a day
    already; see `Period.at`.
    """
    return period.at(end) if period is not None else None


def _is_day(said: Heading | None, day: date) -> bool:
    """Whether words, with or without a year, name this day."""
    if said is None:
        return False
    return (said.month, said.day) == (day.month, day.day) and said.year in (None, day.year)
