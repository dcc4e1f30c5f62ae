"""Compares the files of reports independently of how their archives are compressed."""

import zipfile
import zlib
from pathlib import Path

from tieout.core import too_large
from tieout.publish.manifest import MANIFEST, files_in, without

# Each entry of an archive: its name, its date, its attributes, and its bytes.
_Entry = tuple[str, tuple[int, ...], int, bytes]


def contents_of(folder: Path) -> dict[str, object]:
    """The content of each file in a folder, by name: its bytes, or the entries of an archive; {} without a
    folder.

    Two results are equal if the reports are. Rows of archives in the manifest are left out, since sizes and
    digests depend on the zlib that compressed them.
    """
    found: dict[str, object] = {}
    for name, path in files_in(folder):
        entries = _entries(path) if path.is_file() else None
        found[name] = path.read_bytes() if entries is None and path.is_file() else entries
    manifest = found.get(MANIFEST)
    if isinstance(manifest, bytes):
        archives = {name for name, content in found.items() if isinstance(content, tuple)}
        found[MANIFEST] = without(manifest, archives)
    return found


def _entries(path: Path) -> tuple[_Entry, ...] | None:
    """The entries of an archive in order; None where a file is no readable archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            if too_large(archive):
                # None that a build wrote: its bytes tell that it is another.
                return None
            return tuple(
                (info.filename, info.date_time, info.external_attr, archive.read(info))
                for info in archive.infolist()
            )
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        return None
