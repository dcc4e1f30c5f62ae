"""The feed of a watched folder: the outcome of each document, a line of JSON each (JSON Lines)."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tieout.batch.model import Outcome, is_settled


class Feed:
    """The file of a feed. Lines are added and never changed, so that it can be read while it grows."""

    def __init__(self, path: Path) -> None:
        """Continues an existing feed; an incomplete last line is removed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.done: dict[str, str] = {}
        """The name of each document that something came of for good, by its SHA-256."""
        with path.open("a+b") as file:
            file.seek(0)
            text = file.read()
            whole = text[: text.rfind(b"\n") + 1]
            if len(whole) < len(text):
                file.truncate(len(whole))
        for line in whole.decode("utf-8", errors="replace").splitlines():
            self._know(line)

    def add(self, outcome: Outcome, sha256: str) -> str:
        """Adds a document's outcome and returns the line; it is on the disk when this returns."""
        line = json.dumps({"sha256": sha256, **asdict(outcome)}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as handle:
            handle.write(f"{line}\n")
            handle.flush()
            os.fsync(handle.fileno())
        self._know(line)
        return line

    def _know(self, line: str) -> None:
        try:
            told: Any = json.loads(line)
        except ValueError:
            return
        if not isinstance(told, dict) or not told.get("sha256"):
            return
        if is_settled(told.get("state"), told.get("made_from")):
            self.done[str(told["sha256"])] = str(told.get("release"))
