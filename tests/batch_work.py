"""Work that goes wrong, in place of a release's own: what other processes import by this name."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from tieout.batch import Outcome, Task

WAIT = 120


def work(task: Task) -> Outcome:
    """Hangs, is killed or fails, as the name of the release says; else all ties.

    What it had begun to write is left behind, as a process leaves it that is ended.
    """
    name, out = Path(task.release).stem, Path(task.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    (out.parent / f".{out.name}.begun-x").mkdir()
    if name == "hangs":
        time.sleep(WAIT)
    if name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "fails":
        raise ValueError("no such luck")
    (out.parent / f".{out.name}.begun-x").rmdir()
    out.mkdir()
    return replace(Outcome(task.release, task.kind, task.out, "ties"), facts=1)
