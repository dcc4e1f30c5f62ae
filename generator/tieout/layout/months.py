"""Columns that each name a month, in sequence: `April 2025  May 2025  June 2025`."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language import Heading, Language

_SEVERAL, _YEAR = 2, 12


def of_a_month(heading: Heading) -> bool:
    """Whether a header names a month and nothing else: no day, no quarter, no length."""
    alone = heading.month is not None and heading.day is None and heading.year is not None
    return alone and heading.of is None and heading.quarter is None and not heading.ended


def months_each(own: Sequence[Heading | None], language: Language) -> tuple[Heading | None, ...]:
    """The month as period of each column, where the columns name months in sequence; None for any other.

    `March 2025` beside `December 2024` may be a quarter or a day, and stays open. In a fiscal year of weeks
    the months are unknown.
    """
    months = [
        replace(one, count=1, of="months", rest="") if one is not None and of_a_month(one) else None
        for one in own
    ]
    named = {one.year * _YEAR + one.month for one in months if one is not None and one.year and one.month}
    in_sequence = len(named) >= _SEVERAL and max(named) - min(named) == len(named) - 1
    if not in_sequence or any(language.period(one) is None for one in months if one is not None):
        return tuple(None for _ in own)
    return tuple(months)
