"""From printed cells to meanings: which concept, period, member and unit each figure has."""

from tieout.mapping.captions import same
from tieout.mapping.map import map_release
from tieout.mapping.model import Damaged, Dropped, Mapped, Printed

__all__ = ["Damaged", "Dropped", "Mapped", "Printed", "map_release", "same"]
