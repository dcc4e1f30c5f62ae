"""The interface of what does tasks: it accepts one after the other, and returns outcomes as they come."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tieout.batch.model import Outcome, State, Task
from tieout.contact import sweep


class Engine(Protocol):
    """Does tasks side by side; whatever becomes of one stops no other. Leaving it ends all that it does."""

    def put(self, task: Task) -> None:
        """Accepts a task."""

    def take(self, seconds: float | None = None) -> Outcome | None:
        """The outcome of any accepted task that has ended; each task has exactly one.

        None if none comes within `seconds`; without `seconds` it waits as long as it takes.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def outcomes(engine: Engine, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """The outcome of each task as it comes. Closing the iterator ends the engine."""
    with engine:
        for task in tasks:
            engine.put(task)
        for _ in tasks:
            outcome = engine.take()
            assert outcome is not None
            yield outcome


def lost(task: Task, state: State, why: str) -> Outcome:
    """The outcome of a task that did not finish; what it had begun to write is removed."""
    if task.kind == "draft":
        # A build takes away by itself what an earlier one had begun.
        with suppress(OSError):
            sweep(Path(task.out))
    return Outcome(task.release, task.kind, task.out, state, findings=1, first=why)


def late(limit: float) -> str:
    """The reason for a task that was ended since it took too long."""
    return f"it took longer than {limit:,.0f} seconds"


def ended(code: int) -> str:
    """The reason for a task whose process ended with an exit code."""
    return f"its process was ended from outside, with {code}"
