"""Watches a folder: does each arriving document once, by its bytes, and reports it in a feed."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tieout.batch.arrivals import Arrivals, Arrived, stamp_of
from tieout.batch.engine import Engine
from tieout.batch.feed import Feed
from tieout.batch.model import Outcome, Task
from tieout.batch.tasks import task_of
from tieout.core import InputError, named_in_text

# How many times as long as a look takes there is none after it, at least.
_REST = 10


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome for a file that arrived. `line` is its line in the feed.

    It is "" where there is none, and `why` gives the reason: the content is done already, or the name is
    unusable.
    """

    path: Path
    outcome: Outcome | None
    line: str
    why: str = ""


class Watch:
    """The state of watching one folder."""

    def __init__(self, folder: Path, out: Path, feed: Feed, arrivals: Arrivals) -> None:
        self._folder, self._out = folder, out
        self._feed, self._arrivals = feed, arrivals
        self._open: dict[str, tuple[Arrived, str]] = {}
        self.dataset: Path | None = None
        self.companies: tuple[Path, ...] = ()

    @property
    def under_way(self) -> int:
        """The number of documents being done."""
        return len(self._open)

    def run(self, engine: Engine, *, every: float, once: bool = False) -> Iterator[Told]:
        """The outcome of each file as it comes; the folder is looked into every `every` seconds.

        It does not end by itself unless `once`, when everything present is done. A document that is being
        done when it is ended is not in the feed, and is done next time.
        """
        due = time.monotonic()
        while True:
            if (left := due - time.monotonic()) <= 0:
                began = time.monotonic()
                arrived = self._arrivals.look()
                # A look at many thousands of files takes its time, and not all of it.
                due = max(began + every, time.monotonic() + _REST * (time.monotonic() - began))
                for one in arrived:
                    yield from self._take_on(one, engine)
                if once and not self._open and not self._arrivals.waiting:
                    return
                continue
            if (outcome := engine.take(left)) is not None:
                yield from self._noted(outcome)

    def _take_on(self, arrived: Arrived, engine: Engine) -> Iterator[Told]:
        path = arrived.path
        try:
            named_in_text(path)
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except InputError as error:
            yield Told(path, None, "", error.findings[0].message)
            return
        except OSError as error:
            yield Told(path, None, "", error.strerror or str(error))
            return
        known = self._feed.done.get(sha256)
        known = known or next((name for name, (_, other) in self._open.items() if other == sha256), None)
        if known is not None:
            if known != str(path):
                yield Told(path, None, "", f"it holds what {known} does")
            return
        task = self._task(path)
        self._open[task.release] = (arrived, sha256)
        engine.put(task)

    def _task(self, path: Path) -> Task:
        return task_of(path, path.relative_to(self._folder), self._out, self.dataset, self.companies)

    def _noted(self, outcome: Outcome) -> Iterator[Told]:
        arrived, sha256 = self._open.pop(outcome.release)
        if stamp_of(arrived.path) != arrived.stamp:
            # It was written, moved or taken away meanwhile: nobody knows what was read of it.
            self._arrivals.again(arrived.path)
            why = "it changed while it was read, and is read again if it is there"
            yield Told(arrived.path, None, "", why)
            return
        yield Told(arrived.path, outcome, self._feed.add(outcome, sha256))
