"""A progress bar on stderr, for runs that take more than a second on a terminal."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import Any, Self

DELAY = 1.0
"""Seconds before it is shown."""


class Progress:
    """A count of the notes that were looked at."""

    def __init__(self, quiet: bool = False) -> None:
        self._on = not quiet and sys.stderr.isatty() and not os.environ.get("PRE_COMMIT")
        self._start = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._steps = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, path: str) -> None:
        """One more note is looked at."""
        if not self._on:
            return
        self._steps += 1
        if self._bar is None:
            if self._steps % 64 or time.monotonic() - self._start < DELAY:
                return
            self._open()
        from vaultlint.report.visible import visible

        if self._steps % 16 == 0:
            name = visible(path.rpartition("/")[2])[:40]
            self._bar.update(self._task, completed=self._steps, name=name)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn

        columns = (
            SpinnerColumn(),
            TextColumn("{task.completed} notes"),
            TextColumn("{task.fields[name]}", markup=False),
        )
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=None, name="")
        self._bar.start()
