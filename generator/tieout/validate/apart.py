"""Validation in a process of its own, in parallel with this one.

Arelle uses one core while it validates, and half a second to import. The process is started before there is
anything to validate, so that it has imported by then. Requests come through its standard input and answers
through its standard output, as pickles: both ends are this program.
"""

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from tieout.core import InputError
from tieout.validate.model import Verdict
from tieout.validate.report import validate


class Apart:
    """A process that validates one file after the other, in the order in which it is asked."""

    def __init__(self) -> None:
        """Starts the process. Raises OSError where there can be no other process."""
        # No module of the folder that the caller stands in (-P).
        command = [sys.executable, "-P", "-m", "tieout.validate.apart"]
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, path: Path, release: str | None = None) -> None:
        """Asks for a file's validation, as `validate` does it. Raises OSError where the process has ended."""
        assert self._process.stdin is not None
        pickle.dump((path, release), self._process.stdin)
        self._process.stdin.flush()

    def answer(self) -> Verdict:
        """The outcome of the earliest request without an answer; waits for it.

        Raises what `validate` raises, and OSError where the process has ended.
        """
        assert self._process.stdout is not None
        said: Verdict | Exception
        try:
            said = pickle.load(self._process.stdout)  # noqa: S301 - our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise BrokenPipeError("the process that validates was ended") from error
        if isinstance(said, Exception):
            raise said
        return said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        self._process.wait()


def main() -> None:
    """Answers requests until standard input ends."""
    # Control-C is for the process that asks; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever is printed on the way is no answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    import arelle.api.Session  # noqa: F401 - while there is nothing to do yet

    _serve(sys.stdin.buffer, answers)


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    while True:
        try:
            path, release = pickle.load(questions)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        said: Verdict | Exception
        try:
            said = validate(path, release)
        except (InputError, OSError) as error:
            said = error
        pickle.dump(said, answers)
        answers.flush()


if __name__ == "__main__":
    main()
