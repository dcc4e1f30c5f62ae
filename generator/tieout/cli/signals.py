"""Ends a command in order on Ctrl-C and similar signals: locks are released, and no traceback is shown."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

STOPPED = 130
"""The exit code of what Ctrl-C ended, as shells have it: 128 and the number of the signal."""

# A request to end, and a terminal that was closed. Windows has no SIGHUP.
_REQUESTS = ("SIGTERM", "SIGHUP")
_SOON = 0.01  # seconds


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Inside it, Ctrl-C raises KeyboardInterrupt once, and other requests to end raise SystemExit.

    A second Ctrl-C kills the process. Signals that the parent process had ignored stay ignored. Handlers are
    restored at the end.
    """
    if threading.current_thread() is not threading.main_thread():
        # Signals are the main thread's, and so is what to do about them.
        yield
        return
    stop = _Stop()
    found = {number: signal.getsignal(number) for number in _numbers()}
    hook = sys.unraisablehook
    for number, before in found.items():
        if before in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, stop.interrupt if number == signal.SIGINT else _exit)
    sys.unraisablehook = stop.unraisable
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, before in found.items():
            if before is not None:
                signal.signal(number, before)


def _numbers() -> Iterator[signal.Signals]:
    yield signal.SIGINT
    for name in _REQUESTS:
        if hasattr(signal, name):
            yield signal.Signals[name]


class _Stop:
    """Remembers whether Ctrl-C was pressed."""

    def __init__(self) -> None:
        self._pressed = False

    def interrupt(self, number: int, _: FrameType | None) -> NoReturn:
        """Handles SIGINT."""
        if self._pressed:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self._pressed = True
        raise KeyboardInterrupt

    def unraisable(self, told: sys.UnraisableHookArgs) -> None:
        """Repeats an interruption that was lost where nothing can be raised, as during garbage collection."""
        if issubclass(told.exc_type, KeyboardInterrupt):
            self._pressed = False
            threading.Timer(_SOON, _thread.interrupt_main).start()
        else:
            sys.__unraisablehook__(told)


def _exit(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
