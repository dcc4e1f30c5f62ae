"""The rows of one table by what they are."""

from dataclasses import dataclass

from tieout.core import Period
from tieout.language import Heading
from tieout.layout.alignment import AlignedRow


@dataclass(frozen=True, slots=True)
class Above:
    """The lines above a table: its captions, and the `names` further up that neither date nor measure it."""

    captions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table, by what they are.

    `titles` stand above the column headers and name the table, or date or measure it; `headers` are the rows
    of column headers; `body` is what stands below. `year` and `period` are what the rows say of columns that
    name no year themselves: the year that stands above them, the time from one balance to another.
    """

    titles: tuple[AlignedRow, ...]
    headers: tuple[AlignedRow, ...]
    body: tuple[AlignedRow, ...]
    year: Heading | None = None
    period: Period | None = None
