"""Lets one build write a folder at a time: the second waits for the first."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from tieout.core.lock import held

_PAUSE = 0.1  # seconds between two tries


class Turn:
    """The right to write a folder; `path` is the lock file, and `end` releases it."""

    def __init__(self, path: Path, waiting: Callable[[], None]) -> None:
        """Waits for the lock, and calls `waiting` once if another has it.
        Raises OSError where no file can be opened.
        """
        self._path = path
        self._held = self._taken()
        if self._held is None:
            waiting()
        while self._held is None:
            time.sleep(_PAUSE)
            self._held = self._taken()

    def _taken(self) -> IO[bytes] | None:
        handle = held(self._path)
        if handle is None:
            return None
        with suppress(OSError):
            # Who had it before takes its file away: another may stand there by now.
            if os.path.samestat(os.fstat(handle.fileno()), self._path.stat()):
                return handle
        handle.close()
        return None

    def end(self) -> None:
        """Removes and releases the lock file; a second call does nothing."""
        if self._held is None:
            return
        # While it is held, so that nobody's but this one is taken away. Windows wants it closed before.
        with suppress(OSError):
            self._path.unlink()
        self._held.close()
        self._held = None
        if os.name == "nt":
            with suppress(OSError):
                self._path.unlink()
