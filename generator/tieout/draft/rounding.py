"""Decides whether a release rounds: its sums hold to the last digit, or only within rounding.

A sum that is off by one in one column may be rounded or wrong; its own figures do not tell. The rest of the
release does: where no other sum is off by one, it does not round.
"""

from collections.abc import Sequence
from dataclasses import replace

from tieout.core import Period
from tieout.definitions import Members
from tieout.draft.model import Drafted, Line
from tieout.draft.outline import Outline
from tieout.draft.settle import Settled
from tieout.draft.totals import Total

# A fact's concept, members and period.
_Key = tuple[str, Members, Period]

# A sum that is off in so many columns is rounded; so is any where so many others are off, and everything
# where so many sums on the face of the statements are rounded.
_COLUMNS, _OTHERS, _ALL = 2, 2, 3


def settle_rounding(outlines: Sequence[Outline], faces: frozenset[int]) -> frozenset[int]:
    """The numbers of the statements whose sums hold within rounding alone; `faces` are the face statements.

    Where the release does not round, the columns that are off by little are moved from `near` to `off`.
    """
    off = [
        (at, total)
        for at, outline in enumerate(outlines)
        for total in outline.totals.values()
        if total.near and not total.loose
    ]
    for number, outline in enumerate(outlines):
        # What tables of details round says nothing of the face.
        others = [at for at, _ in off if number not in faces or at in faces]
        for index, total in outline.totals.items():
            if total.near and not total.loose and not _rounds(total, len(others) - 1):
                outline.totals[index] = replace(total, near=(), off=(*total.off, *total.near))
    rounded = [
        number
        for number, outline in enumerate(outlines)
        for total in outline.totals.values()
        if (total.near or total.coarse) and not total.loose
    ]
    on_face = [total for at in faces for total in outlines[at].totals.values() if not total.loose]
    everything = sum(bool(total.near) for total in on_face) >= _ALL
    return frozenset(range(len(outlines)) if everything else rounded)


def _rounds(total: Total, others: int) -> bool:
    return len(total.near) >= _COLUMNS or others >= _OTHERS


def unlike(drafted: Sequence[Drafted], settled: Sequence[Settled]) -> frozenset[int]:
    """The numbers of the statements with a sum of facts that are printed in different precisions.

    A fact has the most digits that it is printed with anywhere. A part in thousands from one table and a part
    in millions from another make their total within rounding alone (XBRL 2.1, 5.2.5.2).
    """
    finest: dict[_Key, int] = {}
    for one in drafted:
        for line in one.lines:
            for period, figure in line.entry.figures.items():
                if (key := _key(line, period)) is not None:
                    finest[key] = max(figure.decimals, finest.get(key, figure.decimals))
    return frozenset(
        number
        for number, (one, done) in enumerate(zip(drafted, settled, strict=True))
        for index, parts in done.sums.items()
        if _mixes([one.lines[index], *(one.lines[part.line] for part in parts)], finest)
    )


def _mixes(lines: Sequence[Line], finest: dict[_Key, int]) -> bool:
    """Whether the facts of some lines differ in precision within one column."""
    for period in lines[0].entry.figures:
        printed = [line for line in lines if period in line.entry.figures]
        if len({finest[key] for line in printed if (key := _key(line, period)) is not None}) > 1:
            return True
    return False


def _key(line: Line, period: Period) -> _Key | None:
    concept = line.concept
    if concept is None or not concept.numeric:
        return None
    return concept.name, line.members, period.at(line.at)
