"""The lines of a document that is made of a page, each with where it was taken from."""

from tieout.core import Source
from tieout.document import Grid
from tieout.sources.characters import refuse_length


class Lines:
    """Collects the lines of a document, with their sources and the grids among them."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.lines: list[str] = []
        self.sources: list[tuple[Source, ...]] = []
        self.grids: list[Grid] = []

    @property
    def next(self) -> int:
        """The number of the line that is added next."""
        return len(self.lines) + 1

    def add(self, text: str, sources: tuple[Source, ...]) -> None:
        """Adds a line; one without text has no sources."""
        refuse_length(text, self._shown, self.next)
        self.lines.append(text)
        self.sources.append(sources if text else ())

    def end_block(self) -> None:
        """Ends a paragraph or a table: an empty line keeps it apart from what follows."""
        if self.lines and self.lines[-1]:
            self.add("", ())

    def end(self) -> None:
        """Ends the document: removes empty lines at its end."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()
            self.sources.pop()
