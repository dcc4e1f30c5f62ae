"""Replaces a folder by another, so that readers always see one of the two.

Where the system can, both exchange their names in one step: Linux by `renameat2`, macOS by `renamex_np`.
Elsewhere the earlier folder is set aside for a moment, and put back if the other cannot follow.
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

# <linux/fs.h> RENAME_EXCHANGE, <fcntl.h> AT_FDCWD; <sys/stdio.h> RENAME_SWAP of macOS.
_RENAME_EXCHANGE, _AT_FDCWD, _RENAME_SWAP = 2, -100, 2


def put(folder: Path, target: Path, aside: Path) -> None:
    """Gives `folder` the name `target`; a folder that had it is removed.

    `aside` is the name that the earlier one gets for a moment if the two cannot be exchanged. After an
    interruption there, one of them has the name `target`, and the other is left to be removed. Raises OSError
    where the file system refuses.
    """
    if not target.exists():
        folder.rename(target)
    elif exchanged(folder, target):
        # What has the other name now is the earlier one.
        shutil.rmtree(folder, ignore_errors=True)
    else:
        _by_turns(folder, target, aside)


def exchanged(one: Path, other: Path) -> bool:
    """Exchanges the names of two folders in one step; False where the system or its file system cannot."""
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0)
        done = library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(done == 0)
    except (OSError, AttributeError, TypeError):
        # No C library by that name, or none with that function.
        return False


def _by_turns(folder: Path, target: Path, aside: Path) -> None:
    try:
        target.rename(aside)
        folder.rename(target)
    except BaseException:
        # An interruption too, wherever it came.
        restore(target, aside)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def restore(target: Path, aside: Path) -> None:
    """Repairs an interruption: the folder set aside is put back, or removed where another has its place."""
    if aside.is_dir():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)
