"""Text in which tables are set with spaces."""

from tieout.document import Document, Grid
from tieout.sources.tabbed import tabbed_grids


class SpacedText:
    """Text in which tables are set with spaces."""

    def sniff(self, data: bytes) -> bool:
        """Whether it is."""
        return False

    def read(self, data: bytes, shown: str) -> Document:
        """The document."""
        raise NotImplementedError


def typed_grids(lines: list[str], shown: str, first: int) -> list[Grid]:
    """The grids in typed text."""
    return tabbed_grids(lines, shown, first)
