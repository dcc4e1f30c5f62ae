"""Headings that say more than one thing: two dates above two years, or a day and the time up to it."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language import Heading, Language


def of_several(text: str, own: Heading | None, language: Language) -> Heading | None:
    """The period, among several that a text names, that goes with the header below it.

    Above `2003`, `13 weeks ended July 3, 2004 and June 28, 2003` gives June 28, 2003. None where the text
    names only one period, or several go with the header.
    """
    if own is None or own.year is None:
        return None
    every = language.headings(text)
    fitting = [heading for heading in every if language.combined([heading, replace(own, rest="")])]
    return fitting[0] if len(fitting) == 1 < len(every) else None


def is_both(heading: Heading | None, language: Language) -> bool:
    """Whether a heading is of a day and of the time up to it: `At or for the three months ended`."""
    other = language.heading(heading.rest) if heading is not None and heading.instant else None
    return other is not None and other.of is not None


def lasting(heading: Heading | None, language: Language) -> Heading | None:
    """The period part of a heading that is of a day and of the time up to it (see `is_both`).

    Any other heading is returned as it is.
    """
    if heading is None or not is_both(heading, language):
        return heading
    other = language.heading(heading.rest)
    assert other is not None
    both = language.combined([replace(heading, instant=False, rest=""), other])
    return heading if both is None else replace(both, rest=_without_or(both.rest, language))


def _without_or(rest: str, language: Language) -> str:
    """The leftover words of a heading; "" where they only join, as `or` does."""
    return "" if language.begins(rest) else rest


def says_date(texts: Sequence[str], language: Language) -> bool:
    """Whether a header names any part of a date, or a quarter."""
    said = [heading for text in texts if (heading := language.heading(text)) is not None]
    return any(heading.month or heading.quarter for heading in said)
