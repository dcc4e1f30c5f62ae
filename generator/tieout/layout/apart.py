"""Finds years in one table that are far apart: one is misprinted, or the table leaves some out."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tieout.core import Finding, Place
from tieout.layout.model import Column, Table

# A statement stands beside that of the year before, or of the last year's end: more days are between no two.
_MOST = 560
# Durations of about so many days are of one length.
_LENGTH = 28


def years_apart(table: Table, file: str) -> Iterator[Finding]:
    """A finding where more than a year and a half is missing between two columns of periods of one length."""
    alike: defaultdict[int, list[Column]] = defaultdict(list)
    for number, column in enumerate(table.columns, 1):
        period = column.period
        if column.kind == "figures" and period is not None and table.prints_figures(number):
            days = 0 if period.start is None else (period.end - period.start).days
            alike[round(days / _LENGTH)].append(column)
    for columns in alike.values():
        for one, other in pairwise(sorted(columns, key=_end)):
            if (_end(other) - _end(one)).days > _MOST:
                yield Finding(
                    "layout.years-apart",
                    f'"{one.text}" and "{other.text}" stand side by side, of {one.period} and '
                    f"{other.period}, and nothing of the years between them",
                    "Compare the years with the release: one of them may be misprinted.",
                    tuple(
                        Place(file, column.line or table.line, column.column, table.caption, head=column.text)
                        for column in (one, other)
                    ),
                )
                return


def _end(column: Column) -> date:
    assert column.period is not None
    return column.period.end
