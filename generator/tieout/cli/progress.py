"""How far long work has come: a line that is drawn over on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from tieout.pipeline import Progress


def say_where(progress: Progress, where: str, stage: str) -> None:
    """A stage of one of several releases."""
    progress(f"{where}: {stage}")


class Line:
    """Progress on standard error: one line with the time on a terminal, elsewhere a plain line a stage."""

    def __init__(self, *, show: bool) -> None:
        self._show = show
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        if self._show and sys.stderr.isatty():
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
            from rich.table import Column

            from tieout.cli.terminal import console

            stage = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
            self._bar = Bar(
                SpinnerColumn(), TimeElapsedColumn(), stage, transient=True, console=console(err=True)
            )
            self._bar.add_task("", total=None)
            self._bar.start()
        return self._say

    def _say(self, stage: str) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], description=stage)
        elif self._show:
            echo(stage, err=True)

    def end(self) -> None:
        """Takes the line away: what is printed next stands in its place."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __exit__(self, *_: object) -> None:
        self.end()
