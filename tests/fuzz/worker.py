"""Runs commands one after the other, each within bounds, and says what came of it: a line in, a line out.

A line in is JSON, the arguments of a command; a line out is JSON, `failed` (in words, or empty) and `memory`
(the most that the process has had, in bytes).
"""

import json
import os
import resource
import signal
import sys
import traceback

from click.testing import CliRunner

from tieout.cli import main

SECONDS, MEMORY = 10, 1_000_000_000
_WORDS = {0, 1, 2}


def run(arguments: list[str]) -> str:
    """What is wrong with how a command ended; empty where nothing is."""
    done = CliRunner().invoke(main, arguments)
    error = done.exception
    if error is not None and not isinstance(error, SystemExit):
        return "".join(traceback.format_exception(error))[-3_000:]
    if done.exit_code not in _WORDS or "Traceback (most recent call last)" in done.output:
        return f"exit code {done.exit_code}: {done.output[-3_000:]}"
    raw = {letter for letter in done.output if letter < " " and letter not in "\n\t"}
    return f"control characters on the terminal: {raw}" if raw else ""


def _bounded() -> None:
    """Gives the next command its time: the process is ended when it is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _main() -> None:
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        _bounded()
        failed = run(json.loads(line))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024
        if not failed and memory > MEMORY:
            failed = f"{memory:,} bytes of memory"
        answers.write(json.dumps({"failed": failed, "memory": memory}) + "\n")
        answers.flush()


if __name__ == "__main__":
    _main()
