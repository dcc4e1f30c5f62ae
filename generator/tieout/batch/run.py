"""Runs tasks in parallel processes; a failure of one does not stop the others."""

import multiprocessing
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from tieout.batch.engine import ended, late, lost, outcomes
from tieout.batch.model import RENEWED, Outcome, Task
from tieout.batch.one import do

Done = queue.SimpleQueue[tuple[Task, "Future[Outcome]"]]


class Processes:
    """Does tasks in processes of this machine: an `Engine`."""

    def __init__(
        self,
        processes: int,
        limit: float,
        *,
        work: Callable[[Task], Outcome] = do,
        renewed: int = RENEWED,
    ) -> None:
        """Up to `processes` tasks run at a time; a process is replaced after `renewed` tasks.

        A task that takes longer than `limit` seconds is ended and reported, as is one whose process is
        killed. What it had begun to write is removed.
        """
        self._limit, self._work = limit, work
        self._done: Done = queue.SimpleQueue()
        # A process begins from nothing on every system: no lock or open file of this one is in it.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=processes, max_tasks=renewed, context=context)

    def put(self, task: Task) -> None:
        """Accepts a task."""
        future = self._pool.schedule(self._work, args=(task,), timeout=self._limit)
        future.add_done_callback(partial(_put, self._done, task))

    def take(self, seconds: float | None = None) -> Outcome | None:
        """The next outcome; None if none comes within `seconds`."""
        try:
            return _outcome(*self._done.get(timeout=seconds), self._limit)
        except queue.Empty:
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def run(
    tasks: Sequence[Task],
    *,
    processes: int,
    limit: float,
    work: Callable[[Task], Outcome] = do,
    renewed: int = RENEWED,
) -> Iterator[Outcome]:
    """The outcome of each task as it comes, in processes of this machine: see `Processes`."""
    yield from outcomes(Processes(processes, limit, work=work, renewed=renewed), tasks)


def _put(done: Done, task: Task, future: "Future[Outcome]") -> None:
    done.put((task, future))


def _outcome(task: Task, future: "Future[Outcome]", limit: float) -> Outcome:
    try:
        return future.result()
    except TimeoutError:
        return lost(task, "timed-out", late(limit))
    except ProcessExpired as error:
        return lost(task, "killed", ended(error.exitcode))
    except Exception as error:
        # Whatever a release does to the program, the others go on.
        return lost(task, "failed", f"{type(error).__name__}: {error}")
