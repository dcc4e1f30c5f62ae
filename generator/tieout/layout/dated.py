"""Tables with dated rows: their captions name the periods, and their columns are the lines."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.language import Dated, Heading, Language
from tieout.layout.periods import Context, completed
from tieout.layout.rows import CaptionedRow

# Between the period and the words behind it: `Three Months Ended March 31, 2022 - Adjusted`.
_DASHES = " -–—:"


def dated_captions(rows: Sequence[CaptionedRow], language: Language) -> list[Dated | None]:
    """The period of each caption that names a period and nothing else; None for any other."""
    return [language.dated(row.caption) for row in rows]


def is_dated(rows: Sequence[CaptionedRow], dates: Sequence[Dated | None]) -> bool:
    """Whether most of the rows with figures are dated."""
    lines = [date for row, date in zip(rows, dates, strict=True) if not row.heading]
    return 2 * sum(date is not None for date in lines) > len(lines)


def dated_in_parts(
    rows: Sequence[CaptionedRow],
    dates: Sequence[Dated | None],
    headers: Sequence[Sequence[str]],
    context: Context,
    language: Language,
) -> list[Dated | None]:
    """The periods of rows whose captions name one together with what their figures are, below undated
    columns.

    `2020 As Reported` below `Three Months Ended March 31,` is that quarter of 2020. A row between two of one
    period, such as `Adjusted`, is of that period too.
    """
    around = _around(headers, context, language)
    done = [
        date or _beside_part(row.caption, around, language) for row, date in zip(rows, dates, strict=True)
    ]
    if not any(date is not None for date in done):
        return done
    known = [at for at, date in enumerate(done) if date is not None]
    for first, last in pairwise(known):
        if done[first] == done[last]:
            done[first:last] = [done[first]] * (last - first)
    return done


def _around(headers: Sequence[Sequence[str]], context: Context, language: Language) -> list[Heading]:
    """What the headers of all columns have in common about periods, then what the texts around them say."""
    alike = set.intersection(*(set(pieces) for pieces in headers)) if headers else set()
    texts = [*(text for pieces in headers[:1] for text in pieces if text in alike), *context.nearest_first()]
    return [heading for text in texts if (heading := language.heading(text)) is not None]


def _beside_part(caption: str, around: Sequence[Heading], language: Language) -> Dated | None:
    """The period of a caption that has only a part or a remark beside it; None for any other."""
    heading = language.heading(caption)
    if heading is None or heading.year is None:
        return None
    rest = heading.rest.strip(_DASHES)
    if rest and not language.remark(rest) and language.part(rest) is None:
        return None
    whole = completed(replace(heading, rest=""), around)
    period = language.period(replace(whole, rest="")) if whole is not None else None
    return Dated(period, heading.forecast) if period is not None and not period.instant else None
