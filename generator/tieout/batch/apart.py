"""Does tasks in separate processes on a cluster's worker: one that hangs or dies does not harm the worker."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from tieout.batch.engine import ended, late
from tieout.batch.journal import of_line
from tieout.batch.model import RENEWED, Outcome, State, Task
from tieout.core import VERSION


@dataclass(frozen=True, slots=True)
class Sent:
    """A task on its way to a worker.

    `at` is the folder from which its names are seen, `limit` the seconds that it may take, `version` the
    program's version. `data` is its file, where that travels with the task.
    """

    task: Task
    at: str
    limit: float
    version: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """The result of a task: an outcome, or the reason why there is none.

    `files` are the written files, by name within the folder `out`, where the file travelled with the task.
    """

    outcome: Outcome | None
    state: State = "failed"
    why: str = ""
    files: Mapping[str, bytes] | None = None


class _Child:
    """A process that does one task after the other."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tieout.batch.child"]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.left = RENEWED

    def do(self, task: Task, at: str, limit: float) -> Returned:
        assert self._process.stdin is not None and self._process.stdout is not None
        self.left -= 1
        is_late = threading.Event()
        timer = threading.Timer(limit, self._end, (is_late,))
        timer.start()
        try:
            self._process.stdin.write(json.dumps({"task": asdict(task), "at": at}) + "\n")
            self._process.stdin.flush()
            outcome = of_line(self._process.stdout.readline())
        except OSError:
            outcome = None
        finally:
            timer.cancel()
            # It may be about to end the process, which then does no other task.
            timer.join()
        if outcome is not None:
            if is_late.is_set():
                self.left = 0
            return Returned(outcome)
        self.left = 0
        code = self._process.wait()
        return (
            Returned(None, "timed-out", late(limit))
            if is_late.is_set()
            else Returned(None, "killed", ended(code))
        )

    def _end(self, is_late: threading.Event) -> None:
        is_late.set()
        self._process.kill()

    @property
    def lives(self) -> bool:
        """Whether it can do another task."""
        return self.left > 0 and self._process.poll() is None

    def close(self) -> None:
        """Ends the process; it is doing nothing now."""
        self._process.kill()
        # What it did not take any more is lost with it.
        with suppress(OSError), self._process:
            pass


_idle: list[_Child] = []


def do_apart(sent: Sent) -> Returned:
    """Does a task in one of the processes that this one keeps."""
    if sent.version != VERSION:
        why = f"the worker has tieout {VERSION}, and the task is of {sent.version}"
        return Returned(None, "failed", why)
    if sent.data is None:
        return _done(sent.task, sent.at, sent.limit)
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        # Names are seen from there as they were seen: they are in what is written.
        release, out = Path(folder, sent.task.release), Path(folder, sent.task.out)
        release.parent.mkdir(parents=True, exist_ok=True)
        release.write_bytes(sent.data)
        done = _done(sent.task, folder, sent.limit)
        files = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file()
        }
        return Returned(done.outcome, done.state, done.why, files)


def _done(task: Task, at: str, limit: float) -> Returned:
    child = _rested() or _Child()
    done = child.do(task, at, limit)
    if child.lives:
        _idle.append(child)
    else:
        child.close()
    return done


def _rested() -> _Child | None:
    """A kept process that is still alive: the system may have ended it for want of memory."""
    while True:
        try:
            child = _idle.pop()
        except IndexError:
            # Another thread of the worker may have taken the last.
            return None
        if child.lives:
            return child
        child.close()
