"""Files that arrive in a folder: which of them are whole, and which are still being written."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tieout.batch.tasks import files_in
from tieout.core import resolved

# What programs call a file that they are still writing: browsers, copying and uploading tools, editors.
_UNFINISHED = re.compile(
    r"~.*|.*(?:~|\.(?:tmp|temp|part|partial|crdownload|download|filepart|swp|lock))", re.IGNORECASE
)

Stamp = tuple[int, int, int]
"""What changes where a file does: its size, its time and its number on the disk."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None where it is missing or empty."""
    try:
        said = path.stat()
    except OSError:
        return None
    return (said.st_size, said.st_mtime_ns, said.st_ino) if said.st_size else None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A complete file, with its stamp at the last look."""

    path: Path
    stamp: Stamp


class Arrivals:
    """Looks into a folder again and again."""

    def __init__(
        self, folder: Path, out: Path, still: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A file is complete once it is unchanged for `still` seconds. Files in `out` never arrive."""
        self._folder, self._out = folder, resolved(out)
        self._still, self._clock = still, clock
        self._since: dict[Path, tuple[Stamp, float]] = {}
        self._given: dict[Path, Stamp] = {}

    def look(self) -> list[Arrived]:
        """The files that have become complete since the last look,
        by name; one that changes arrives again.
        """
        now, there, found = self._clock(), set[Path](), []
        for path in files_in(self._folder, self._out):
            if _UNFINISHED.fullmatch(path.name) or (stamp := stamp_of(path)) is None:
                continue
            there.add(path)
            if self._given.get(path) == stamp:
                continue
            before, since = self._since.get(path, (None, now))
            if before != stamp:
                self._since[path] = (stamp, now)
            elif now - since >= self._still:
                found.append(Arrived(path, stamp))
                self._given[path] = stamp
                del self._since[path]
        for known in (self._since, self._given):
            for path in known.keys() - there:
                del known[path]
        return found

    def again(self, path: Path) -> None:
        """Lets a file that changed while it was read arrive once more."""
        self._given.pop(path, None)

    @property
    def waiting(self) -> bool:
        """Whether the last look found files that were not complete yet."""
        return bool(self._since)
