"""A cache for what is made from tieout's own files, as Python caches byte code.

It is a folder that only the user may write, in the user's cache. Names are hashes of the content and of
everything that it was made with, so that changed or damaged entries are made again. Without such a folder,
nothing is cached.
"""

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any


@cache
def kept_folder() -> Path | None:
    """The folder, made where it is not there yet; None where nothing can be kept."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or "~/.cache"
    try:
        folder = Path(named).expanduser() / "tieout"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except (OSError, RuntimeError):
        return None
    return folder if own and os.access(folder, os.W_OK) else None


def kept(text: str, made_by: str, make: Callable[[str], Any]) -> Any:
    """The result of `make` for a text, cached for the next run: plain values. `made_by` names the maker."""
    folder = kept_folder()
    if folder is None:
        return make(text)
    said = f"{made_by} {sys.implementation.cache_tag} {text}"
    path = folder / f"{hashlib.sha256(said.encode()).hexdigest()}.kept"
    with suppress(OSError, ValueError, EOFError, TypeError):
        digest, _, packed = path.read_bytes().partition(b"\n")
        if digest == _digest(packed):
            return marshal.loads(packed)  # noqa: S302 - our own, as byte code is
    made = make(text)
    packed = marshal.dumps(made)
    with suppress(OSError):
        # Whole or not at all: another run may read it.
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(_digest(packed) + b"\n" + packed)
        Path(file.name).replace(path)
    return made


def _digest(packed: bytes) -> bytes:
    return hashlib.sha256(packed).hexdigest().encode()
