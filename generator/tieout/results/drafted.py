"""Remembers the definitions of a draft as drafted, so that nothing overwrites what a person decides there.

A review writes decisions into the definitions of a draft, and so does whoever edits them. A file beside them
has the hash of each as it was drafted, and names the document that the draft is of.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place

DRAFTED = "drafted.json"
"""The file's name, in the folder of the definitions."""
# What stands before the folder of the definitions where a line names it.
_OWN = re.compile(rb'(?<=")[^"\n]*(?=definitions/)')


def remember(definitions: Path, document: Path) -> None:
    """Writes the file beside the definitions of a draft of `document`."""
    told = {"document": document.name, "sha256": _hash(document), "files": _hashes(definitions)}
    text = json.dumps(told, indent=1, ensure_ascii=False)
    (definitions / DRAFTED).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def refuse_to_lose(out: Path, definitions: Path, document: str, sha256: str) -> None:
    """Raises InputError where a draft of a document, put into `out`, would lose what is there.

    That is what a person decided in the `definitions` there, or the draft of another document. `sha256` is
    that of the document. A draft that nothing is remembered of is replaced.
    """
    remembered = _read(definitions / DRAFTED)
    if remembered is None:
        return
    if remembered["document"] != document and remembered["sha256"] != sha256:
        what = f"{out} holds the draft of another release, {remembered['document']}"
        raise _refused(out, what, "Name another folder with --out, or take this one away.")
    if (changed := worked_on(definitions)) is not None:
        what = f"{out} was worked on since it was drafted: {changed} is not as it was"
        mend = (
            f"Go on in it with: tieout review {out}. To draft anew all the same, name another folder with "
            "--out, or take this one away."
        )
        raise _refused(out, what, mend)


def worked_on(definitions: Path) -> str | None:
    """The first definition of a draft that is not as it was drafted; None where all are, or none is known."""
    remembered = _read(definitions / DRAFTED)
    if remembered is None:
        return None
    now, then = _hashes(definitions), remembered["files"]
    return min((name for name in now | then if now.get(name) != then.get(name)), default=None)


def document_of(file: Path) -> tuple[str, str]:
    """The name and the SHA-256 of a document."""
    return file.name, _hash(file)


def _refused(out: Path, what: str, mend: str) -> InputError:
    return InputError(Finding("input.out", what, mend, (Place(str(out)),)))


def _read(path: Path) -> dict[str, Any] | None:
    """What is remembered; None where there is no such file, or it is none of ours."""
    try:
        told = json.loads(path.read_bytes())
        return (
            dict(told) if isinstance(told["files"], dict) and {"document", "sha256"} <= told.keys() else None
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hashes(definitions: Path) -> dict[str, str]:
    """The hash of each definition; hidden files are of programs, such as what a review keeps to take back.

    A definition may name its own folder: what stands before that is left out, so that a draft is the same
    wherever it is.
    """
    files = (path for path in sorted(definitions.rglob("*")) if path.is_file() and path.name != DRAFTED)
    names = ((path.relative_to(definitions), path) for path in files)
    return {
        name.as_posix(): _hash(path, _OWN)
        for name, path in names
        if not any(part.startswith(".") for part in name.parts)
    }


def _hash(path: Path, without: re.Pattern[bytes] | None = None) -> str:
    data = path.read_bytes()
    return hashlib.sha256(without.sub(b"", data) if without is not None else data).hexdigest()
