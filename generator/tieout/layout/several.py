"""Headings that say several things: two dates above two years, a day and the time up to it."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language import Heading, Language


def of_several(text: str, own: Heading | None, language: Language) -> Heading | None:
    """The one of several periods that a text names which goes with what a header below it says itself.

    Above `2003`, `13 weeks ended July 3, 2004 and June 28, 2003` says June 28, 2003. None where a text names
    one period alone, or several that go with the header.
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
    """Of a heading that is of a day and of the time up to it (see `is_both`) the part of the time.

    Any other heading is returned as it is.
    """
    if heading is None or not is_both(heading, language):
        return heading
    other = language.heading(heading.rest)
    assert other is not None
    both = language.combined([replace(heading, instant=False, rest=""), other])
    return heading if both is None else replace(both, rest=_without_or(both.rest, language))


def _without_or(rest: str, language: Language) -> str:
    """What is left of a heading; nothing where it is a word that only joins, as `or` does."""
    return "" if language.begins(rest) else rest


def says_date(texts: Sequence[str], language: Language) -> bool:
    """Whether a header says any part of a date, or a quarter."""
    said = [heading for text in texts if (heading := language.heading(text)) is not None]
    return any(heading.month or heading.quarter for heading in said)
