"""Keeps the outcome of each release as it comes, a line of JSON each (JSON Lines)."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tieout.batch.model import STATES, Outcome, Task
from tieout.batch.one import fingerprint
from tieout.core import VERSION

_FIELDS = frozenset(Outcome.__dataclass_fields__)


def as_line(outcome: Outcome) -> str:
    """An outcome as a line of JSON, with all letters written out."""
    return json.dumps(asdict(outcome), ensure_ascii=False)


def of_line(line: str) -> Outcome | None:
    """The outcome in a line; None where the line is incomplete or not ours."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    if isinstance(told, dict) and told.keys() == _FIELDS and told["state"] in STATES:
        return Outcome(**told | {"companies": tuple(told["companies"])})
    return None


class Journal:
    """The file of outcomes. Lines that are incomplete or not ours are ignored."""

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        """Begins a new journal; with `resume` continues the existing one."""
        self._path = path
        self._kept = {one.release: one for one in _read(path)} if resume and path.is_file() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole lines only: what follows a line that was cut off would be lost with it.
        staged = path.with_name(f".{path.name}.new")
        staged.write_bytes(b"".join(_encoded(one) for one in self._kept.values()))
        staged.replace(path)

    def add(self, outcome: Outcome) -> None:
        """Adds an outcome; it is on the disk when this returns."""
        with self._path.open("ab") as handle:
            handle.write(_encoded(outcome))
            handle.flush()
            os.fsync(handle.fileno())

    def known(self, tasks: Iterable[Task]) -> dict[Task, Outcome]:
        """The outcomes of tasks that need not be done again.

        Release and everything it was made from are unchanged, the program's version is the same, and the
        result still exists.
        """
        found = {}
        for task in tasks:
            kept = self._kept.get(task.release)
            if kept is not None and _is_same(kept, task):
                found[task] = kept
        return found


def _is_same(kept: Outcome, task: Task) -> bool:
    described = Path(kept.described) if kept.described else None
    out = task.described_out if described else task.out
    asked = (task.kind, out, task.dataset, task.companies, VERSION)
    if (kept.kind, kept.out, kept.dataset, kept.companies, kept.version) != asked:
        return False
    there = kept.state == "unusable" or kept.kind == "build" or Path(kept.out).is_dir()
    if not (kept.settled and there):
        return False
    return kept.made_from == fingerprint(task, described)


def _encoded(outcome: Outcome) -> bytes:
    """The line of an outcome in UTF-8. A byte of a name that is no text is told by JSON's escape for it."""
    return f"{as_line(outcome)}\n".encode(errors="backslashreplace")


def _read(path: Path) -> list[Outcome]:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [found for line in lines if (found := of_line(line)) is not None]
