"""Locks a file for one writer at a time, on every system; the lock ends with the process."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def held(path: Path) -> IO[bytes] | None:
    """The file, locked until it is closed; None where another process holds it.

    Raises OSError where the file cannot be opened.
    """
    # Opened to be added to: what another holds is not to be emptied, which Windows refuses.
    handle = path.open("ab")
    try:
        if sys.platform == "win32":
            # Windows holds bytes, counted from where one stands: all have to mean the same one.
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    return handle
