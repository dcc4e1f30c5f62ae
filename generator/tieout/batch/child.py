"""Does tasks in a child process, one JSON line each, for a parent that may have no processes of
multiprocessing.

    python -m tieout.batch.child

Each input line is a task and the folder from which its names are seen; each output line is its outcome. The
process ends with its input: then the parent is gone, and nobody waits for an outcome.
"""

import json
import os
import queue
import sys
import threading

from tieout.batch.journal import as_line
from tieout.batch.model import Outcome, Task
from tieout.batch.one import do


def main() -> None:
    """Does the tasks that it is given until there are no more."""
    # What a library prints is no outcome.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    while True:
        out.write(f"{as_line(_done(lines.get()))}\n")
        out.flush()


def _read(lines: "queue.SimpleQueue[str]") -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(0)


def _done(line: str) -> Outcome:
    told = json.loads(line)
    task = Task(**told["task"] | {"companies": tuple(told["task"]["companies"])})
    try:
        os.chdir(told["at"])
        return do(task)
    except Exception as error:
        # Whatever a release does to the program, the others go on.
        why = f"{type(error).__name__}: {error}"
        return Outcome(task.release, task.kind, task.out, "failed", findings=1, first=why)


if __name__ == "__main__":
    main()
