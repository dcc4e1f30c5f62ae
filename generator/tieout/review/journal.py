"""Writes several files completely or not at all, keeps their earlier content, and takes the last act back.

Before any file is changed, everything to be written is saved in a file beside the release. After a crash, the
next process finishes the act, or its undoing, from there. New texts are first written beside the old ones, so
that a full disk changes nothing. A file that someone else has changed is never overwritten.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place
from tieout.core.lock import held

_PENDING, _UNDOING, _LOCK, _NEW = "pending.json", "undoing.json", "lock", ".new"

What = str | dict[str, str]
"""What an act is, in words; in each language of who reads them."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file with its present and its new content; None where there is no file."""

    path: Path
    before: str | None
    after: str | None

    def turned(self) -> "FileChange":
        """The opposite change."""
        return FileChange(self.path, self.after, self.before)


class Journal:
    """The acts of people on one release, kept in a hidden folder beside it."""

    def __init__(self, folder: Path) -> None:
        """Finishes an act that was begun before.
        Raises InputError where another process works on the release.
        """
        self._folder = folder / ".review"
        self._folder.mkdir(exist_ok=True)
        lock = held(self._folder / _LOCK)
        if lock is None:
            what = f"{folder} is being worked on by another review"
            raise InputError(Finding("review.locked", what, "End that one first.", (Place(str(folder)),)))
        self._lock = lock
        self._finish_begun()

    def close(self) -> None:
        """Releases the lock, so that others may work on the release."""
        self._lock.close()

    def write(self, what: What, changes: Sequence[FileChange]) -> None:
        """Makes the changes. Raises InputError, and changes nothing, where a file is not as it was read."""
        self._finish_begun()
        for change in changes:
            if _text(change.path) != change.before:
                raise InputError(_changed(change.path))
        pending = self._folder / _PENDING
        with _nothing_yet(pending, *(change.path for change in changes)):
            _put_beside(changes)
            # From here on the act is made, whatever happens.
            _put(_beside(pending), _document(what, changes))
            _beside(pending).replace(pending)
        self._finish_begun()

    def undo(self) -> What:
        """Takes the last act back and returns its description.
        Raises InputError where that is not possible.
        """
        self._finish_begun()
        entries = self._entries()
        if not entries:
            raise InputError(Finding("review.nothing", "there is nothing to take back"))
        what, changes = _read(entries[-1])
        turned = [change.turned() for change in changes]
        for change in turned:
            if _text(change.path) != change.before:
                raise InputError(_changed(change.path))
        with _nothing_yet(*(change.path for change in turned)):
            _put_beside(turned)
            # From here on it is taken back; another name needs no room.
            entries[-1].replace(self._folder / _UNDOING)
        self._finish_begun()
        return what

    @property
    def last(self) -> What:
        """The description of the last act; empty where there is none."""
        entries = self._entries()
        return _read(entries[-1])[0] if entries else ""

    def _finish_begun(self) -> None:
        """Finishes an act that was saved but not yet written to its files."""
        pending, undoing = self._folder / _PENDING, self._folder / _UNDOING
        if undoing.is_file():
            _replace_all(change.turned() for change in _read(undoing)[1])
            undoing.unlink()
        if pending.is_file():
            _replace_all(_read(pending)[1])
            entries = self._entries()
            number = int(entries[-1].stem) + 1 if entries else 1
            # A new name needs no room.
            pending.replace(self._folder / f"{number:06d}.json")

    def _entries(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.json") if path.stem.isdecimal())


@contextlib.contextmanager
def _nothing_yet(*paths: Path) -> Iterator[None]:
    """Removes some files if anything fails while they are being written."""
    try:
        yield
    except OSError as error:
        for path in paths:
            with contextlib.suppress(OSError):
                _beside(path).unlink(missing_ok=True)
        what = f"the change could not be written: {error.strerror}"
        raise InputError(Finding("review.not-written", what, "Make room, and do it again.")) from None


def _put_beside(changes: Iterable[FileChange]) -> None:
    for change in changes:
        if change.after is not None:
            _put(_beside(change.path), change.after)


def _replace_all(changes: Iterable[FileChange]) -> None:
    for change in changes:
        # After a crash some may stand already; what another wrote since is left as it is.
        if _text(change.path) == change.before:
            _replace(change)


def _replace(change: FileChange) -> None:
    """Replaces a file in one step."""
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


def _document(what: What, changes: Sequence[FileChange]) -> str:
    files = [{"path": str(c.path), "before": c.before, "after": c.after} for c in changes]
    return json.dumps({"what": what, "files": files}, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path) -> tuple[What, list[FileChange]]:
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return said["what"], list(_changes(said["files"]))


def _changes(files: Sequence[dict[str, Any]]) -> Iterator[FileChange]:
    for file in files:
        yield FileChange(Path(file["path"]), file["before"], file["after"])


def _changed(path: Path) -> Finding:
    what = f"{path.name} was changed meanwhile"
    return Finding("review.changed", what, "Look at it again, and decide anew.", (Place(str(path)),))
