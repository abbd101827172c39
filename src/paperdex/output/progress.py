"""Progress of what takes over a second, on stderr, which must be a terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from paperdex.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from paperdex.workers import Progress

# Seconds before progress is shown.
DELAY = 1.0
# Seconds of a stage before its rate means anything.
_SETTLED = 0.5


@contextmanager
def show_progress() -> "Iterator[Progress]":
    """A callback for ingest that draws a bar if it takes long."""
    started = time.monotonic()
    bars: list[tuple[RichProgress, TaskID]] = []
    stage = ""

    def advance(done: int, total: int, what: str, count: int) -> None:
        nonlocal stage
        what = printable(what)  # it names a file
        if not bars:
            if time.monotonic() - started < DELAY:
                return
            bars.append(_start_bar(what))
        bar, task = bars[0]
        # Rate and time left are those of the stage.
        show = bar.update if stage == what.split()[0] else bar.reset
        stage = what.split()[0]
        show(task, completed=done, total=total or None, description=what, count=count)

    try:
        yield advance
    finally:
        for bar, _ in bars:
            bar.stop()


@contextmanager
def show_waiting(what: str) -> Iterator[None]:
    """A context in which a spinner is shown, if it takes long."""
    bars: list[tuple[RichProgress, TaskID]] = []

    def begin() -> None:
        bars.append(_start_bar(what))

    timer = Timer(DELAY, begin)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for bar, _ in bars:
            bar.stop()


def _start_bar(what: str) -> "tuple[RichProgress, TaskID]":
    from rich.console import Console
    from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many so far, and how many a second since this began."""

        def render(self, task: Task) -> Text:
            count, seconds = task.fields["count"], task.elapsed or 0.0
            rate = f"{count / seconds:,.0f}/s" if count and seconds >= _SETTLED else ""
            return Text(f"{count:,} {rate}" if count else "")

    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), Rate(), TimeRemainingColumn(elapsed_when_finished=True))
    bar = RichProgress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None, count=0)
    bar.start()
    return bar, task
