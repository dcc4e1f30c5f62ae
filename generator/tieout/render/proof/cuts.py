"""Pictures cut from the release's own pages, where its format has any, for findings and doubts."""

import base64
from collections.abc import Iterable

from tieout.render.proof.model import SignOff
from tieout.sources import cuts

# So many rows are shown at most: the page stays one that opens at once.
_MOST = 120


class Cuts:
    """The pictures of some lines of the release's text, each as base64 of a PNG."""

    def __init__(self, done: SignOff, lines: Iterable[int]) -> None:
        """`lines` are ordered by importance; beyond a limit the rest get no picture."""
        sources = done.release.sources
        known = [line for line in dict.fromkeys(lines) if 0 < line <= len(sources)]
        rows = [(line, [one.origin for one in sources[line - 1] if one.origin]) for line in known]
        rows = [(line, row) for line, row in rows if row][:_MOST]
        found = zip(rows, cuts(done.definition.text, [row for _, row in rows]), strict=True)
        drawn = [(line, picture) for (line, _), picture in found if picture is not None]
        self.pictures = [base64.b64encode(picture).decode() for _, picture in drawn]
        self._at = {line: at for at, (line, _) in enumerate(drawn)}

    def of(self, lines: Iterable[int]) -> int:
        """The index of the picture for the first of some lines that has one; -1 where none has."""
        return next((self._at[line] for line in lines if line in self._at), -1)
