"""The rows of one table, divided into titles, headers and body."""

from dataclasses import dataclass

from tieout.core import Period
from tieout.language import Heading
from tieout.layout.alignment import AlignedRow


@dataclass(frozen=True, slots=True)
class Above:
    """The lines above a table: its `captions`, and `names` further up that say neither date nor unit."""

    captions: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table, divided by what they are.

    `titles` stand above the column headers: they name the table, date it or give its unit. `headers` are the
    rows of column headers, `body` the rows below. `year` and `period` come from rows above the body, for
    columns without a year of their own: a year above the block, or the time from one balance to the next.
    """

    titles: tuple[AlignedRow, ...]
    headers: tuple[AlignedRow, ...]
    body: tuple[AlignedRow, ...]
    year: Heading | None = None
    period: Period | None = None
