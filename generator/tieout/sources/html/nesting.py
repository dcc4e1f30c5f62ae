"""Estimates how deep a page nests from its tags, before it is parsed.

HTML parsing (HTML, 13.2.6) searches the open elements at most tags, and reopens unclosed formatting elements
in each paragraph. A page made for it takes the square of its size in time or memory; this estimate is linear
in the size.
"""

from dataclasses import dataclass, field

from tieout.sources.html.names import BLOCKS, CLOSES_OWN, FORMATTING, TABLE, VOID

MAX_DEPTH = 1_000
_MAX_REOPENED = 2_000_000
# Of identical formatting elements no more than three are opened anew (13.2.4.3, "Noah's Ark clause").
_ARK = 3


def _rank(name: str) -> int:
    """The rank of an element: an end tag closes open elements inside it up to its own rank."""
    if name in TABLE:
        return 2
    return 1 if name in BLOCKS else 0


@dataclass(slots=True)
class Nesting:
    """The elements that are open after the tags seen so far."""

    open: list[str] = field(default_factory=list)
    formatting: list[str] = field(default_factory=list)
    deepest: int = 0
    reopened: int = 0

    @property
    def bounded(self) -> bool:
        """Whether parsing takes time in proportion to the size."""
        return self.deepest <= MAX_DEPTH and self.reopened <= _MAX_REOPENED

    def start(self, name: str, tag: str) -> None:
        """A start tag: `tag` is all of it, by which formatting elements are identical or not."""
        if name in VOID:
            return
        if name in CLOSES_OWN:
            self.end(name)
        if name in FORMATTING:
            self._format(tag)
        elif _rank(name):
            self.reopened += len(self.formatting)
        if name in ("td", "th", "caption"):
            self.formatting.clear()
        self.open.append(name)
        self.deepest = max(self.deepest, len(self.open))

    def end(self, name: str) -> None:
        """An end tag, which closes the nearest element of its name unless a stronger one stands between."""
        rank = _rank(name)
        if rank:
            self.reopened += len(self.formatting)
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at] == name:
                if name in FORMATTING:
                    del self.open[at]
                    self._unformat(name)
                else:
                    del self.open[at:]
                return
            between = _rank(self.open[at])
            if between > rank and not (name in FORMATTING and between < 2):
                return
            if between == 2 and rank == 2 and self.open[at] == "table" and name != "table":
                return

    def _format(self, tag: str) -> None:
        if self.formatting.count(tag) >= _ARK:
            self.formatting.remove(tag)
        self.formatting.append(tag)
        self.reopened += len(self.formatting)

    def _unformat(self, name: str) -> None:
        for at in range(len(self.formatting) - 1, -1, -1):
            opened = self.formatting[at]
            if opened.startswith(f"<{name}") and not opened[len(name) + 1 : len(name) + 2].isalnum():
                del self.formatting[at]
                return
