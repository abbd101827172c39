"""A progress bar on stderr for what takes over a second; only on a terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from paperdex.ingest import Progress

# Seconds before a bar is worth the eye.
_PATIENCE = 1.0


@contextmanager
def show_progress() -> "Iterator[Progress | None]":
    """A callback for ingest that draws a bar once it is late; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    bars: list[tuple[RichProgress, TaskID]] = []

    def advance(done: int, total: int, name: str) -> None:
        if not bars:
            if time.monotonic() - started < _PATIENCE:
                return
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TimeRemainingColumn
            from rich.progress import Progress as RichProgress

            columns = ("reading", BarColumn(), MofNCompleteColumn(), "files", TimeRemainingColumn())
            bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
            bar.start()
            bars.append((bar, bar.add_task("reading", total=total)))
        bar, task = bars[0]
        bar.update(task, completed=done)

    try:
        yield advance
    finally:
        for bar, _ in bars:
            bar.stop()
