"""From printed cells to meanings: which concept, period, member and unit each figure has."""

from tieout.mapping.map import map_release
from tieout.mapping.model import NOT_GIVEN, Damaged, Dropped, Mapped, Missing, Printed, Unknown
from tieout.mapping.quarter import of_another_quarter
from tieout.mapping.saying import said_by
from tieout.mapping.units import as_printed

__all__ = [
    "NOT_GIVEN",
    "Damaged",
    "Dropped",
    "Mapped",
    "Missing",
    "Printed",
    "Unknown",
    "as_printed",
    "map_release",
    "of_another_quarter",
    "said_by",
]
