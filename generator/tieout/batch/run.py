"""Runs tasks in processes side by side; nothing that becomes of one of them stops the others."""

import multiprocessing
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from tieout.batch.model import Outcome, State, Task
from tieout.batch.one import do
from tieout.contact import sweep

Done = queue.SimpleQueue[tuple[Task, "Future[Outcome]"]]

# Releases that a process does before another takes its place: what libraries keep does not add up.
_RENEWED = 100


def run(
    tasks: Sequence[Task],
    *,
    processes: int,
    limit: float,
    work: Callable[[Task], Outcome] = do,
    renewed: int = _RENEWED,
) -> Iterator[Outcome]:
    """The outcome of each task as it comes, in up to `processes` processes.

    A task that takes longer than `limit` seconds is ended and told as such, as is one whose process is ended
    from outside. What such a task had begun to write is taken away. A process does `renewed` tasks before
    another takes its place. Closing the iterator ends all processes.
    """
    done: Done = queue.SimpleQueue()
    # A process begins from nothing on every system: no lock or open file of this one is in it.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=processes, max_tasks=renewed, context=context)
    try:
        for task in tasks:
            future = pool.schedule(work, args=(task,), timeout=limit)
            future.add_done_callback(partial(_put, done, task))
        for _ in tasks:
            yield _outcome(*done.get(), limit)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _put(done: Done, task: Task, future: "Future[Outcome]") -> None:
    done.put((task, future))


def _outcome(task: Task, future: "Future[Outcome]", limit: float) -> Outcome:
    state: State
    try:
        return future.result()
    except TimeoutError:
        state, why = "timed-out", f"it took longer than {limit:,.0f} seconds"
    except ProcessExpired as error:
        state, why = "killed", f"its process was ended from outside, with {error.exitcode}"
    except Exception as error:
        # Whatever a release does to the program, the others go on.
        state, why = "failed", f"{type(error).__name__}: {error}"
    if task.kind == "draft":
        # A build takes away by itself what an earlier one had begun.
        with suppress(OSError):
            sweep(Path(task.out))
    return Outcome(task.release, task.kind, task.out, state, findings=1, first=why)
