"""Reads PDFs and pictures in a process of their own, with bounds on time and memory.

The libraries that read them are written in C, so a file can harm only that process. It gets the file through
standard input and answers through standard output, in JSON.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence

from tieout.core import Finding, InputError, Place, Severity, Source
from tieout.sources.made import Made
from tieout.sources.reader import refused

# Longer than a document of a thousand pages takes, or of forty scans; the process itself stops earlier.
_SECONDS = 300
_WORKER = "tieout.sources.pdf.worker"


def made_apart(data: bytes, shown: str) -> Made:
    """The page made of a PDF or a picture. Raises InputError where nothing of it can be read."""
    said = json.loads(_asked(data, shown))
    if refusal := said.get("refused"):
        raise refused(Place(shown), *refusal)
    return Made(said["html"], tuple(_finding(one, shown) for one in said["findings"]))


def cuts_apart(data: bytes, rows: Sequence[Sequence[str]]) -> tuple[bytes | None, ...]:
    """For each row of places in a PDF its picture, as PNG; None where there is none."""
    try:
        asked = data + json.dumps([list(row) for row in rows]).encode()
        said = json.loads(_asked(asked, "", "--cuts", str(len(data))))
    except InputError:
        return tuple(None for _ in rows)
    found = said.get("cuts") or [None for _ in rows]
    return tuple(one and base64.b64decode(one) for one in found)


def _asked(data: bytes, shown: str, *options: str) -> bytes:
    # No module of the folder that the caller stands in (-P).
    command = [sys.executable, "-P", "-m", _WORKER, *options]
    try:
        done = subprocess.run(  # noqa: S603 - this program itself
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise refused(
            Place(shown),
            "too-large",
            f"the file takes more than {_SECONDS} seconds to read",
            "Is it the right file?",
        ) from None
    except subprocess.CalledProcessError:
        raise refused(
            Place(shown),
            "damaged",
            "the file cannot be read: it is damaged, or takes more time and memory than any release",
            "Fetch it once more, or print it anew from the program that it is of.",
        ) from None
    return done.stdout


def _finding(said: dict[str, str], shown: str) -> Finding:
    source = Source(0, "", said["at"]) if said["at"] else None
    place = Place(shown, source=source)
    return Finding(said["code"], said["message"], said["mend"], (place,), Severity(said["severity"]))
