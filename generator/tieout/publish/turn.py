"""One build writes a folder at a time: who comes second waits until the first has ended."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from tieout.core.lock import held

_PAUSE = 0.1  # seconds between two tries


class Turn:
    """The right to write a folder, for which `path` is the file that is held; `end` gives it back."""

    def __init__(self, path: Path, waiting: Callable[[], None]) -> None:
        """Waits for it, and calls `waiting` once where another has it. Raises OSError where no file opens."""
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
        """Takes the file away and lets it go; done twice it does nothing more."""
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
