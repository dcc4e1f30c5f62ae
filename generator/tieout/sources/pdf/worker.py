"""Reads a PDF or a picture in a process of its own: `python -m tieout.sources.pdf.worker`.

The file comes through standard input. With `--cuts SIZE` the process draws pictures: behind the file, which
has that size, stand the rows of places in JSON.
"""

import base64
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from tieout.core import Finding, InputError
from tieout.sources.made import Made
from tieout.sources.pdf.lines import Line
from tieout.sources.pdf.picture import cuts
from tieout.sources.pdf.read import made
from tieout.sources.pdf.reader import Pdf
from tieout.sources.scan.engine import lacking
from tieout.sources.scan.scanner import Scanner, made_of_picture

# Bytes of memory and seconds of work, more than a release of a hundred pages takes; with scans in it.
_MEMORY = 2_000_000_000
_SECONDS, _SCANNING = 20, 120


def _told(finding: Finding) -> dict[str, object]:
    source = finding.places[0].source
    return {
        "code": finding.code,
        "message": finding.message,
        "mend": finding.mend,
        "at": source.origin if source is not None else "",
        "severity": finding.severity.value,
    }


def main() -> None:
    """Answers one question about the file on standard input."""
    bound(_SECONDS)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(), sys.argv[1:], bound))


def answer(data: bytes, options: Sequence[str], bounded: Callable[[int], None]) -> bytes:
    """The answer about a file, in JSON: the page made of it, why there is none, or pictures.

    `bounded` limits the time for the work, in seconds.
    """
    said: dict[str, object]
    try:
        if options:
            size = int(options[1])
            found = cuts(data[:size], json.loads(data[size:]))
            said = {"cuts": [one and base64.b64encode(one).decode() for one in found]}
        else:
            page_of_it = _made(data, bounded)
            said = {"html": page_of_it.html, "findings": [_told(one) for one in page_of_it.findings]}
    except InputError as error:
        finding = error.findings[0]
        said = {"refused": [finding.code.removeprefix("input."), finding.message, finding.mend]}
    return json.dumps(said).encode()


def _made(data: bytes, bounded: Callable[[int], None]) -> Made:
    if not Pdf().sniff(data):
        bounded(_SCANNING)
        return made_of_picture(data, "")
    without = lacking()
    scanner = Scanner("")

    def scan(page: Any, number: int) -> list[Line]:
        bounded(_SCANNING)
        return scanner.page(page, number)

    return made(data, "", scan if not without else None, without)


def bound(seconds: int) -> None:
    """Bounds the time and memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - no such module on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, _SCANNING))


if __name__ == "__main__":
    main()
