"""A published folder against its own manifest: a file that was changed since is no longer what was proven."""

import csv
import hashlib
from pathlib import Path

from tieout.core import Finding, Place

_MANIFEST = "manifest.csv"


def altered(folder: Path) -> tuple[Finding, ...]:
    """The files of a report's folder that are not what its `manifest.csv` says; none where it has none."""
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        return ()
    with manifest.open(encoding="utf-8", newline="") as file:
        listed = {
            row["file"]: row["sha256"] for row in csv.DictReader(file) if {"file", "sha256"} <= set(row)
        }
    findings = []
    for name, digest in sorted(listed.items()):
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
