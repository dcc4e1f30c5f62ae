"""The manifest of a published folder: each file with its size and SHA-256."""

import csv
import hashlib
import io
import re
from collections.abc import Container
from pathlib import Path

from tieout.core import Finding, Place

MANIFEST = "manifest.csv"

_HEADS = ("file", "bytes", "sha256")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def files_in(folder: Path) -> list[tuple[str, Path]]:
    """The files of a folder and of the folders in it, by their names within it, in order."""
    found = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted((path.relative_to(folder).as_posix(), path) for path in found)


def manifest_of(folder: Path) -> str:
    """The manifest of a folder: a line of CSV for each file, with its name, size and SHA-256, by name."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_HEADS)
    writer.writerows((name, path.stat().st_size, _digest(path)) for name, path in files_in(folder))
    return buffer.getvalue()


def listed(folder: Path) -> dict[str, str]:
    """The digests in a folder's manifest by file name; {} where it has none of ours."""
    try:
        with (folder / MANIFEST).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, ValueError, csv.Error):
        return {}
    if not rows or tuple(rows[0]) != _HEADS:
        return {}
    found = {row[0]: row[2] for row in rows[1:] if len(row) == len(_HEADS) and _SHA256.fullmatch(row[2])}
    return found if len(found) == len(rows) - 1 else {}


def without(manifest: bytes, names: Container[str]) -> bytes:
    """A manifest without the rows of some files."""
    rows = manifest.split(b"\n")
    return b"\n".join(row for row in rows if row.partition(b",")[0].decode("utf-8", "replace") not in names)


def altered(folder: Path) -> tuple[Finding, ...]:
    """Findings for files of a report's folder that differ from its manifest; none without a manifest."""
    findings = []
    for name, digest in sorted(listed(folder).items()):
        path = folder / name
        if not path.is_file():
            what = "is not there any more"
        elif _digest(path) != digest:
            what = "was changed after it was built"
        else:
            continue
        findings.append(
            Finding(
                "validate.altered",
                f"{name} {what}: what was proven of it is void",
                "Build the report again.",
                (Place(str(path)),),
            )
        )
    return tuple(findings)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
