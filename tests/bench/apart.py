"""Work that is measured, in processes of its own: a few at a time, each with a limit.

A process that crashes or takes too long is one that failed, with what it said; the others go on.
"""

import multiprocessing
import resource
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Forked, so that what the parent has imported is there at once.
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """What a piece of work gave: a result, or None and why; wall and CPU seconds, peak memory."""

    result: Result | None
    failure: str
    seconds: float
    cpu: float = 0.0
    mib: int = 0


@dataclass(frozen=True, slots=True)
class _Running:
    process: Any
    number: int
    began: float


def apart(
    work: Callable[[Item], Result], items: Sequence[Item], *, workers: int = 2, limit: float = 120.0
) -> Iterator[tuple[Item, Done[Result]]]:
    """Each item with what the work on it gave, in the order of the items."""
    waiting = list(enumerate(items))[::-1]
    running: dict[Connection, _Running] = {}
    done: dict[int, Done[Result]] = {}
    told = 0
    while waiting or running:
        while waiting and len(running) < workers:
            number, item = waiting.pop()
            ours, theirs = _FORK.Pipe(duplex=False)
            process = _FORK.Process(target=_work, args=(work, item, theirs), daemon=True)
            process.start()
            theirs.close()
            running[ours] = _Running(process, number, time.monotonic())
        ready = wait(list(running), timeout=1.0)
        for pipe, one in list(running.items()):
            took = time.monotonic() - one.began
            if pipe in ready:
                done[one.number] = _received(pipe, took)
            elif took > limit:
                one.process.kill()
                done[one.number] = Done(None, f"more than {limit:.0f} seconds", took)
            else:
                continue
            one.process.join()
            pipe.close()
            del running[pipe]
        while told in done:
            yield items[told], done.pop(told)
            told += 1


def _received(pipe: Connection, took: float) -> Done[Any]:
    try:
        result, failure, cpu, mib = pipe.recv()
    except EOFError:
        return Done(None, "the process ended without a word", took)
    return Done(result, failure, took, cpu, mib)


def _work(work: Callable[[Any], Any], item: Any, pipe: Connection) -> None:
    began = time.process_time()
    try:
        result, failure = work(item), ""
    except Exception:
        result, failure = None, traceback.format_exc()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pipe.send((result, failure, time.process_time() - began, peak))
    pipe.close()
