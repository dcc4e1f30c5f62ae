"""Does tasks on a Dask cluster: the same work as in processes of this machine, with the same bytes."""

import queue
import uuid
from collections import deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tieout.batch.apart import Returned, Sent, do_apart
from tieout.batch.engine import lost
from tieout.batch.model import Outcome, State, Task
from tieout.batch.one import do
from tieout.contact import put_draft, sweep_below
from tieout.core import VERSION, Finding, InputError, Place, library
from tieout.sources import load

# Tasks that the scheduler has at a time, and those whose files travel with them; how long it may not answer.
_FLYING, _CARRIED, _PATIENCE = 1_000, 64, 30


class Cluster:
    """Does tasks on the workers of a cluster: an `Engine`.

    If a worker is lost, another one does its task; a draft is put into place complete, so that it exists
    once. The task's process on the worker is ended after `limit` seconds.
    """

    def __init__(self, address: str, limit: float, *, send: bool = False) -> None:
        """`address` is that of the scheduler. Workers see the files by the names that they have here, or with
        `send` get each with its task. Raises InputError where no scheduler answers or Dask is not installed.
        """
        self._limit, self._send = limit, send
        self._done: queue.SimpleQueue[tuple[Task, Any]] = queue.SimpleQueue()
        self._waiting: deque[Task] = deque()
        self._flying: dict[str, Any] = {}
        self._folders: set[Path] = set()
        self._run = uuid.uuid4().hex
        self._count = 0
        try:
            self._client = library("distributed", "dask").Client(
                address, timeout=_PATIENCE, set_as_default=False
            )
        except (OSError, TimeoutError, ValueError) as error:
            what = f"no scheduler of Dask answers at {address}: {error}"
            mend = "Name its address, such as tcp://127.0.0.1:8786."
            raise InputError(Finding("input.cluster", what, mend)) from None

    def put(self, task: Task) -> None:
        """Accepts a task."""
        self._waiting.append(task)
        self._fill()

    def take(self, seconds: float | None = None) -> Outcome | None:
        """The next outcome; None if none comes within `seconds`."""
        try:
            task, future = self._done.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(future, Outcome):
            return future
        del self._flying[future.key]
        outcome = self._outcome(task, future)
        future.release()
        self._fill()
        return outcome

    def _fill(self) -> None:
        while self._waiting and len(self._flying) < (_CARRIED if self._send else _FLYING):
            self._submit(self._waiting.popleft())

    def _submit(self, task: Task) -> None:
        self._folders.add(Path(task.out).parent)
        self._count += 1
        try:
            data = load(Path(task.release), task.release) if self._send else None
        except InputError:
            # There is nothing to be sent, and nothing that a worker could say of it.
            self._done.put((task, do(task)))
            return
        sent = Sent(task, str(Path.cwd()), self._limit, VERSION, data)
        future = self._client.submit(do_apart, sent, key=f"tieout-{self._run}-{self._count}", pure=False)
        self._flying[future.key] = future
        future.add_done_callback(partial(_put, self._done, task))

    def _outcome(self, task: Task, future: Any) -> Outcome:
        try:
            returned: Returned = future.result()
        except Exception as error:
            # It took one worker after the other with it.
            state: State = "killed" if type(error).__name__ == "KilledWorker" else "failed"
            return lost(task, state, f"{type(error).__name__}: {error}")
        if returned.outcome is None:
            return lost(task, returned.state, returned.why)
        try:
            if returned.files:
                put_draft(Path(task.out), returned.files)
        except InputError as error:
            return lost(task, "failed", error.findings[0].message)
        return returned.outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.cancel(list(self._flying.values()))
        self._client.close()
        # What workers had begun that were lost.
        for folder in self._folders:
            sweep_below(folder)


def refuse_unsendable(tasks: Sequence[Task]) -> None:
    """Raises InputError where a task's file cannot travel with it."""
    for task in tasks:
        if task.kind != "draft" or task.dataset or task.companies:
            what = "only files travel that are drafted: no folders, no dataset, no companies"
        elif not all(_is_below(Path(name)) for name in (task.release, task.out)):
            what = "files travel by the names that they have here, and this one leads elsewhere"
        else:
            continue
        mend = "Name files below the folder that you stand in; or leave out --send where workers see them."
        raise InputError(Finding("input.cluster", what, mend, (Place(task.release),)))


def _is_below(path: Path) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _put(done: "queue.SimpleQueue[tuple[Task, Any]]", task: Task, future: Any) -> None:
    done.put((task, future))
