"""How far long work has come: a line that is drawn over on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tieout.pipeline import Progress


def say_where(progress: Progress, where: str, stage: str) -> None:
    """A stage of one of several releases."""
    progress(f"{where}: {stage}")


class Line:
    """Progress on standard error: one line with the time on a terminal, elsewhere a plain line a stage."""

    def __init__(self, *, show: bool) -> None:
        self._show = show
        self._live = show and sys.stderr.isatty()
        self._stage = ""
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        if self._live:
            self._clock.start()
        return self._say

    def _say(self, stage: str) -> None:
        self._stage = stage
        if self._live:
            self._draw()
        elif self._show:
            click.echo(stage, err=True)

    def _tick(self) -> None:
        while not self._over.wait(0.5):
            self._draw()

    def _draw(self) -> None:
        if self._stage:
            seconds = int(time.monotonic() - self._begun)
            click.echo(f"\r\033[K{seconds:>3} s  {self._stage} …", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._over.set()
            self._clock.join()
            click.echo("\r\033[K", nl=False, err=True)
