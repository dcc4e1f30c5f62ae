"""Writes a report beside its place and moves it there in one step; the earlier report stays until then."""

import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

from lxml import etree

from tieout.core import Finding, InputError, Place, resolved
from tieout.core.hardened import xml_parser
from tieout.publish.contents import contents_of
from tieout.publish.exchange import put, restore
from tieout.publish.manifest import MANIFEST, files_in, listed, manifest_of
from tieout.publish.mounted import fill, finish
from tieout.publish.turn import Turn
from tieout.render import Rendered

# The zip format's first moment: an archive says nothing of when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
_FOLDER_MODE = 0o777
_LEVEL = 9
_XML = frozenset({".xbrl", ".xhtml", ".htm", ".xml", ".xsd"})


class Staging:
    """A folder being written beside `target`. Leaving it without `publish` removes it.

    Nobody else can read it until it is published. A second one for the same target waits for the first.
    Without `beside` it is written elsewhere and only compared: nothing beside `target` is touched.
    """

    def __init__(
        self,
        target: Path,
        *,
        beside: bool = True,
        holds: str = "",
        progress: Callable[[str], None] | None = None,
    ) -> None:
        """`holds` is a file name by which an earlier report of the same release is recognised.

        `progress` is called when it has to wait. Raises InputError where `target` cannot be written, or holds
        other files than a report's, or the report of another release.
        """
        # A link to a folder stays a link, and "." has a name.
        self.target = resolved(target)
        self._turn: Turn | None = None
        # A mount point has no other name, and what is beside it is on another file system: all is in it.
        self._mounted = self.target.is_mount()
        self._room = self.target if self._mounted else self.target.parent
        self._begins = ".tieout-" if self._mounted else f".{self.target.name}.tieout-"
        self._previous, self._pending = self._named("previous"), self._named("pending")
        waiting = partial(progress or _silent, f"waiting for another build of {target}")
        try:
            self.folder = self._open(holds, waiting) if beside else Path(tempfile.mkdtemp(prefix="tieout-"))
        except BaseException as error:
            self._end()
            if not isinstance(error, OSError):
                raise
            raise InputError(
                _refusal(target, error.strerror or str(error), "Name a folder that can be written.")
            ) from None

    def _named(self, name: str) -> Path:
        return self._room / f"{self._begins}{name}"

    def _open(self, holds: str, waiting: Callable[[], None]) -> Path:
        self._refuse_foreign(holds)
        self._room.mkdir(parents=True, exist_ok=True)
        self._turn = Turn(self._named("lock"), waiting)
        restore(self.target, self._previous)
        if self._mounted:
            finish(self.target, self._pending)
        self._clear()
        # Once more: another build may have ended since.
        self._refuse_foreign(holds)
        return Path(tempfile.mkdtemp(prefix=f"{self._begins}new-", dir=self._room))

    def _refuse_foreign(self, holds: str) -> None:
        target = self.target
        if target.is_symlink():
            # Other links have been followed.
            raise InputError(_refusal(target, "it is a link that leads in a circle"))
        if target.exists() and not target.is_dir():
            raise InputError(_refusal(target, "it is a file, not a folder"))
        names = set(self._standing()) if target.is_dir() else set()
        ours = listed(target)
        if foreign := sorted(names - ours.keys() - ({MANIFEST} if ours else set())):
            raise InputError(_refusal(target, f"it holds {foreign[0]}, which no build wrote"))
        if holds and ours and holds not in ours:
            other = next((name for name in ours if name.endswith(Path(holds).suffix)), next(iter(ours)))
            mend = "Name another folder, or take this one away."
            raise InputError(_refusal(target, f"it holds {other}, the report of another release", mend))

    def _standing(self) -> Iterator[str]:
        """The names in the target, without temporary ones and those of the file system itself."""
        for name, _ in files_in(self.target):
            if not (self._mounted and name.startswith((self._begins, "lost+found"))):
                yield name

    def _clear(self) -> None:
        """Removes what killed builds left. The lock guarantees that no other build is running."""
        for path in self._room.iterdir():
            if path.name.startswith(self._begins) and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def _end(self) -> None:
        if self._turn is not None:
            self._turn.end()

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._end()

    def write(self, files: Iterable[Rendered]) -> None:
        """Writes files as they are rendered; XML is read back, so that no broken file goes further."""
        for file in files:
            path = self.folder / file.name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb", buffering=1 << 20) as out:
                out.writelines(_encoded(file))
            if path.suffix in _XML:
                _well_formed(path)

    def names(self) -> tuple[str, ...]:
        """The names of the files written so far."""
        return tuple(name for name, _ in files_in(self.folder))

    def files(self, *endings: str) -> Iterator[Rendered]:
        """The written files whose names have one of these endings, to go into an archive unchanged."""
        for path in sorted(self.folder.iterdir()):
            if path.is_file() and path.name.endswith(endings):
                yield Rendered(path.name, iter([path.read_bytes()]))

    def archive(self, name: str, top: str, files: Iterable[Rendered]) -> Path:
        """Writes a zip archive into the folder: see `write_archive`."""
        return write_archive(self.folder / name, top, files)

    def seal(self) -> None:
        """Writes the manifest: every file with its size and SHA-256."""
        text = manifest_of(self.folder)
        (self.folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")

    def changes(self) -> list[str]:
        """The names of the files that publishing would add, change or remove.

        Archives are compared by content, since their compression depends on the zlib version.
        """
        new, old = contents_of(self.folder), contents_of(self.target)
        if self._mounted:
            old = {name: old[name] for name in self._standing()}
        return sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))

    def publish(self) -> None:
        """Puts the folder in its place.

        An interruption leaves either report complete: at once where two folders can be exchanged, else after
        the next build.
        """
        if self._mounted:
            fill(self.folder, self.target, self._pending)
        else:
            self.folder.chmod(_mode(self.target))
            put(self.folder, self.target, self._previous)


def write_archive(path: Path, top: str, files: Iterable[Rendered]) -> Path:
    """Writes a zip archive of files under one top folder.
    The same files give the same bytes with one zlib.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            info = zipfile.ZipInfo(f"{top}/{file.name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = _MODE << 16
            info.create_system = 3
            archive.writestr(info, b"".join(_encoded(file)), compresslevel=_LEVEL)
    return path


def _encoded(file: Rendered) -> Iterator[bytes]:
    return (piece.encode("utf-8") if isinstance(piece, str) else piece for piece in file.pieces)


def _mode(target: Path) -> int:
    """The permissions for the folder: as it had them, or the user's default."""
    if target.is_dir():
        return stat.S_IMODE(target.stat().st_mode)
    asked = os.umask(0)
    os.umask(asked)
    return _FOLDER_MODE & ~asked


def _silent(_: str) -> None:
    """Ignores progress."""


def _refusal(target: Path, why: str, mend: str = "") -> Finding:
    return Finding(
        "input.foreign-folder",
        f"{target} is not replaced: {why}",
        mend or "Name an empty folder, or one that an earlier build wrote.",
        (Place(str(target)),),
    )


def write_beside(target: Path, files: Iterable[Rendered]) -> Path | None:
    """Writes a page beside a report's folder (a resolved path), `NAME-findings.html`, or removes an earlier
    one.

    Returns None where there is no page, or it cannot be written, since its content is reported elsewhere too.
    """
    page = target.with_name(f"{target.name}-findings.html")
    try:
        for file in files:
            part = page.with_name(f".{page.name}.{os.getpid()}")
            part.write_bytes(b"".join(_encoded(file)))
            part.replace(page)
            return page
        page.unlink(missing_ok=True)
    except OSError:
        pass
    return None


class _Nothing:
    """A parser target that keeps nothing, so that memory does not grow with the file."""

    def close(self) -> None:
        """The file was well-formed."""


def _well_formed(path: Path) -> None:
    """Parses a file. A template that wrote no XML is a defect of the program, so the error is raised."""
    parser = xml_parser(target=_Nothing(), huge_tree=True)
    etree.parse(str(path), parser)
