"""Shows progress: one line that is redrawn on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tieout.cli.terminal import echo, in_a_line, visible

if TYPE_CHECKING:
    from rich.progress import Progress as Rich

    from tieout.pipeline import Progress


def say_where(progress: Progress, where: str, stage: str) -> None:
    """Reports a stage of one of several releases."""
    progress(f"{where}: {stage}")


class Line:
    """Progress on standard error: one line with a clock on a terminal,
    elsewhere a plain line for each stage.
    """

    def __init__(self, *, show: bool) -> None:
        self._show = show
        self._bar: Rich | None = None

    def __enter__(self) -> Progress:
        if self._show and sys.stderr.isatty():
            from rich.progress import Progress as Rich
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
            from rich.table import Column

            from tieout.cli.terminal import console

            stage = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True))
            self._bar = Rich(
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
        """Removes the line, so that what is printed next takes its place."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __exit__(self, *_: object) -> None:
        self.end()


class Bar:
    """Progress over many items: how many are done, the rate and the time left; redrawn on a terminal only."""

    def __init__(self, total: int, *, show: bool) -> None:
        self._total, self._show, self._done = total, show, 0
        self._bar: Rich | None = None

    def __enter__(self) -> Bar:
        if self._show and sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Rich

            from tieout.cli.terminal import console

            rate = TextColumn("{task.fields[rate]}")
            left = TimeRemainingColumn(elapsed_when_finished=True)
            self._bar = Rich(MofNCompleteColumn(), BarColumn(), rate, left, console=console(err=True))
            self._bar.add_task("", total=self._total, rate="")
            self._bar.start()
        return self

    def step(self, said: str) -> None:
        """Reports that one more is done, with a line about it."""
        self._done += 1
        if self._bar is not None:
            self._bar.console.print(in_a_line(visible(said)), soft_wrap=True)
            task = self._bar.tasks[0]
            rate = f"{task.finished_speed or task.speed or 0:.2f}/s"
            self._bar.update(task.id, advance=1, rate=rate)
        elif self._show:
            echo(in_a_line(f"{self._done} of {self._total}, {said}"), err=True)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
