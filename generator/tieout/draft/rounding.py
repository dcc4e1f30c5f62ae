"""Whether a release rounds: whether its sums hold to the last digit, or only as far as rounding allows.

A sum that is off by one in one column is a rounded one or has a wrong digit: the figures that are to be
proved do not say which. What the release does elsewhere does. Where nothing else is off, it does not round.
"""

from collections.abc import Sequence
from dataclasses import replace

from tieout.draft.outline import Outline
from tieout.draft.totals import Total

# A sum that is off in so many columns is rounded; so is any where so many others are off, and everything
# where so many sums on the face of the statements are rounded.
_COLUMNS, _OTHERS, _ALL = 2, 2, 3


def settle_rounding(outlines: Sequence[Outline], faces: frozenset[int]) -> frozenset[int]:
    """The numbers of the statements that hold within rounding alone; `faces` are those of the face.

    Totals that are off by little where the release does not round are off: their columns are moved there.
    """
    off = [
        (at, total) for at, outline in enumerate(outlines) for total in outline.totals.values() if total.near
    ]
    for number, outline in enumerate(outlines):
        # What tables of details round says nothing of the face.
        others = [at for at, _ in off if number not in faces or at in faces]
        for index, total in outline.totals.items():
            if total.near and not _rounds(total, len(others) - 1):
                outline.totals[index] = replace(total, near=(), off=(*total.off, *total.near))
    rounded = [
        number
        for number, outline in enumerate(outlines)
        for total in outline.totals.values()
        if total.near or total.coarse
    ]
    everything = sum(bool(t.near) for at in faces for t in outlines[at].totals.values()) >= _ALL
    return frozenset(range(len(outlines)) if everything else rounded)


def _rounds(total: Total, others: int) -> bool:
    return len(total.near) >= _COLUMNS or others >= _OTHERS
