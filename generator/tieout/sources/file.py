"""Loads a file, and refuses what is no document before anything parses it."""

import os
import stat
from pathlib import Path

from tieout.core import Place
from tieout.sources.reader import refused

MAX_BYTES = 20_000_000
# What files begin with that no reader knows, and what they are.
_OTHER_FORMATS = {
    b"\xd0\xcf\x11\xe0": "a document of an older Office",
    b"{\\rtf": "rich text",
    b"\x1f\x8b": "a gzip archive",
}


def load(path: Path, shown: str) -> bytes:
    """The file's bytes. Raises InputError where it is missing, empty, too large or no regular file.

    A device such as `/dev/zero` never ends, and a pipe may never begin: both are refused unread.
    """
    try:
        # Opening a pipe would wait for whoever writes into it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise refused(
            Place(shown), "unreadable", f"the release cannot be read: {why}", "Name the file of the release."
        ) from None
    # A directory cannot even be made a file of, so that it is looked at first.
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise refused(
            Place(shown),
            "unreadable",
            "the release cannot be read: it is no regular file",
            "Name the file of the release, not a directory, device or pipe.",
        )
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise refused(
                Place(shown),
                "unreadable",
                "the release cannot be read: it is no regular file",
                "Name the file of the release, not a directory, device or pipe.",
            )
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MAX_BYTES + 1)
    finally:
        os.close(handle)
    if len(data) > MAX_BYTES:
        raise refused(
            Place(shown),
            "too-large",
            f"the release is larger than {MAX_BYTES:,} bytes",
            "Is it the right file?",
        )
    if not data.strip():
        raise refused(Place(shown), "empty", "the file is empty", "Name the release as it was published.")
    return data


def other_format(data: bytes) -> str:
    """The format of a file that is neither text nor markup; "" where it may be one of them."""
    return next((what for start, what in _OTHER_FORMATS.items() if data.startswith(start)), "")
