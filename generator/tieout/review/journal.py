"""Writes several files whole or not at all, remembers what was in them, and takes the last act back.

Before a file is touched, all that is to be written stands in a file beside the release: whoever comes after
a crash finishes it. New texts are written beside the old ones first, so that a full disk changes nothing.
A file that another has changed meanwhile is never written over.
"""

import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place
from tieout.core.lock import held

_PENDING, _LOCK, _NEW = "pending.json", "lock", ".new"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file with what is in it and what will be; None where there is no such file."""

    path: Path
    before: str | None
    after: str | None

    def turned(self) -> "FileChange":
        """The change that takes it back."""
        return FileChange(self.path, self.after, self.before)


class Journal:
    """The acts of people on one release, in a hidden folder beside it."""

    def __init__(self, folder: Path) -> None:
        """Finishes what was begun before. Raises InputError where another process works on the release."""
        self._folder = folder / ".review"
        self._folder.mkdir(exist_ok=True)
        lock = held(self._folder / _LOCK)
        if lock is None:
            what = f"{folder} is being worked on by another review"
            raise InputError(Finding("review.locked", what, "End that one first.", (Place(str(folder)),)))
        self._lock = lock
        pending = self._folder / _PENDING
        if pending.is_file():
            self._finish(_read(pending)[1])

    def close(self) -> None:
        """Lets others work on the release."""
        self._lock.close()

    def write(self, what: str, changes: Sequence[FileChange]) -> None:
        """Makes the changes. Raises InputError, and changes nothing, where a file is not as it was read."""
        for change in changes:
            if _text(change.path) != change.before:
                raise InputError(_changed(change.path))
        try:
            for change in changes:
                if change.after is not None:
                    _put(_beside(change.path), change.after)
            # From here on the act is made, whatever happens.
            _put(_beside(self._folder / _PENDING), _document(what, changes))
            _beside(self._folder / _PENDING).replace(self._folder / _PENDING)
        except OSError as error:
            # Nothing of it counts yet: the files are as they were.
            for path in (self._folder / _PENDING, *(change.path for change in changes)):
                with contextlib.suppress(OSError):
                    _beside(path).unlink(missing_ok=True)
            what = f"the change could not be written: {error.strerror}"
            raise InputError(Finding("review.not-written", what, "Make room, and do it again.")) from None
        self._finish(changes)

    def undo(self) -> str:
        """Takes the last act back, and says what it was. Raises InputError where that cannot be."""
        entries = self._entries()
        if not entries:
            raise InputError(Finding("review.nothing", "there is nothing to take back"))
        what, changes = _read(entries[-1])
        turned = [change.turned() for change in changes]
        for change in turned:
            # One that stands as it was before the act was taken back already, and then cut off.
            if _text(change.path) not in (change.before, change.after):
                raise InputError(_changed(change.path))
        for change in turned:
            if _text(change.path) == change.before:
                _replace(change)
        entries[-1].unlink()
        return what

    @property
    def last(self) -> str:
        """What was done last; nothing where nothing was."""
        entries = self._entries()
        return _read(entries[-1])[0] if entries else ""

    def _finish(self, changes: Sequence[FileChange]) -> None:
        for change in changes:
            # After a crash some may stand already; what another wrote since is left as it is.
            if _text(change.path) == change.before:
                _replace(change)
        entries = self._entries()
        number = int(entries[-1].stem) + 1 if entries else 1
        # A new name needs no room.
        (self._folder / _PENDING).replace(self._folder / f"{number:06d}.json")

    def _entries(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.json") if path.stem.isdecimal())


def _replace(change: FileChange) -> None:
    """Puts a file in the place of another at once."""
    if change.after is None:
        change.path.unlink(missing_ok=True)
        return
    beside = _beside(change.path)
    if _text(beside) != change.after:
        _put(beside, change.after)
    beside.replace(change.path)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}{_NEW}")


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None


def _document(what: str, changes: Sequence[FileChange]) -> str:
    files = [{"path": str(c.path), "before": c.before, "after": c.after} for c in changes]
    return json.dumps({"what": what, "files": files}, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> tuple[str, list[FileChange]]:
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said["what"], list(_changes(said["files"]))


def _changes(files: Sequence[dict[str, Any]]) -> Iterator[FileChange]:
    for file in files:
        yield FileChange(Path(file["path"]), file["before"], file["after"])


def _changed(path: Path) -> Finding:
    what = f"{path.name} was changed meanwhile"
    return Finding("review.changed", what, "Look at it again, and decide anew.", (Place(str(path)),))
