"""A time that stands above the last or the first column alone, and is that of all: `January-June 2023`.

Sheets print it so at their edge, where a page would set it over all columns.
"""

from collections.abc import Sequence

from tieout.language import Language

# So many columns have names of their own, at least, that one time can be of.
_SEVERAL = 3

Pieces = Sequence[Sequence[str]]


def over_all(pieces: Pieces, language: Language) -> Pieces:
    """The pieces of the headers, with the time that is of all columns at the top of each.

    That is a time that lasts, above the name of the column at an edge, where each other column has a name and
    none a date. A day is of its own column: `December 31, 2024` above `Balance`, beside `Payments`.
    """
    said = [any(language.heading(text) is not None for text in texts) for texts in pieces]
    if said.count(True) != 1 or len(pieces) < _SEVERAL or not all(pieces):
        return pieces
    at = said.index(True)
    time, *name = pieces[at]
    heading = language.heading(time)
    if at not in (0, len(pieces) - 1) or not name or heading is None or heading.rest:
        return pieces
    period = language.period(heading)
    if period is None or period.instant:
        return pieces
    return [texts if number == at else (time, *texts) for number, texts in enumerate(pieces)]
