"""Writes a report beside its place and puts it there by renaming: the earlier one stays whole till then."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from lxml import etree

from tieout.core import Finding, InputError, Place
from tieout.publish.contents import contents_of
from tieout.publish.manifest import MANIFEST, files_in, listed, manifest_of
from tieout.render import Rendered

# The zip format's first moment: an archive says nothing of when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
_LEVEL = 9
_XML = frozenset({".xbrl", ".xhtml", ".htm", ".xml", ".xsd"})


class Staging:
    """A folder being written beside `target`. Leaving it without `publish` throws it away.

    With `beside` false it is written elsewhere, to be compared only: nothing beside `target` is touched.
    """

    def __init__(self, target: Path, *, beside: bool = True) -> None:
        """Raises InputError where `target` cannot be written or holds files that are not a report's."""
        # A link to a folder stays a link, and "." has a name.
        self.target = target.resolve()
        self._previous = self.target.parent / f".{self.target.name}.tieout-previous"
        self._beside = beside
        try:
            self.folder = self._open() if beside else Path(tempfile.mkdtemp(prefix="tieout-"))
        except OSError as error:
            raise InputError(
                _refusal(target, error.strerror or str(error), "Name a folder that can be written.")
            ) from None
        self.folder.chmod(0o755)

    def _open(self) -> Path:
        parent, name = self.target.parent, self.target.name
        if parent.is_dir():
            _restore(self.target, self._previous)
            _clear(parent, name)
        _refuse_foreign(self.target)
        parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{name}.tieout-{os.getpid()}-", dir=parent))

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

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
        """The names of what is written so far, within the folder."""
        return tuple(name for name, _ in files_in(self.folder))

    def files(self, *endings: str) -> Iterator[Rendered]:
        """Files of the folder itself that are written already, by how their names end: to go into an archive
        as they are.
        """
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
        """The names of the files that publishing would add, change or take away.

        Archives are compared by what they hold: how it is compressed is up to the zlib at hand.
        """
        new, old = contents_of(self.folder), contents_of(self.target)
        return sorted(name for name in new.keys() | old.keys() if new.get(name) != old.get(name))

    def publish(self) -> None:
        """Puts the folder in its place. An interruption at any point leaves the earlier report whole."""
        if self.target.exists():
            self.target.rename(self._previous)
        try:
            self.folder.rename(self.target)
        except BaseException:
            _restore(self.target, self._previous)
            raise
        shutil.rmtree(self._previous, ignore_errors=True)


def write_archive(path: Path, top: str, files: Iterable[Rendered]) -> Path:
    """Writes a zip archive of files under one top folder: same files, same contents, and by one zlib the
    same bytes.
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


def _restore(target: Path, previous: Path) -> None:
    """Ends what an interrupted publication began: the earlier report back, or out of the way."""
    if previous.is_dir():
        if target.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(target)


def _clear(parent: Path, name: str) -> None:
    """Takes away what a killed build left: folders of processes that are no more."""
    for path in parent.glob(f".{name}.tieout-*-*"):
        process = path.name.removeprefix(f".{name}.tieout-").split("-")[0]
        if os.name == "posix" and process.isdecimal() and not _alive(int(process)):
            shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _refuse_foreign(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise InputError(_refusal(target, "it is a file, not a folder"))
    names = {name for name, _ in files_in(target)}
    ours = listed(target)
    if foreign := sorted(names - ours.keys() - ({MANIFEST} if ours else set())):
        raise InputError(_refusal(target, f"it holds {foreign[0]}, which no build wrote"))


def _refusal(target: Path, why: str, mend: str = "") -> Finding:
    return Finding(
        "input.foreign-folder",
        f"{target} is not replaced: {why}",
        mend or "Name an empty folder, or one that an earlier build wrote.",
        (Place(str(target)),),
    )


def write_beside(target: Path, files: Iterable[Rendered]) -> Path | None:
    """Writes a page beside a report's folder (a resolved path), `NAME-findings.html`; without one, takes an
    earlier one away.

    Returns None where there is none, or no place to write it: what it says is told elsewhere too.
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
    """A parser target that keeps nothing: memory does not grow with the file."""

    def close(self) -> None:
        """The file was well-formed."""


def _well_formed(path: Path) -> None:
    """Reads a file once. A template that wrote no XML is a defect of ours, not of the input: it raises."""
    parser = etree.XMLParser(
        target=_Nothing(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    etree.parse(str(path), parser)
