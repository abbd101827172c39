"""Ctrl-C while work is done step by step: the first ends it in order, the second at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from paperdex.errors import BrokenOff, Tell

_Step = TypeVar("_Step")
_END: Any = object()


class Interrupts:
    """Whether Ctrl-C came, and where it may break something off."""

    def __init__(self, tell: Tell = lambda line: None) -> None:
        self.came = False
        self._tell = tell
        self._may_break = False
        self._is_finishing = False

    @contextmanager
    def breaking(self) -> Iterator[None]:
        """A context in which the first Ctrl-C, even one before it, raises BrokenOff: for work
        that can be stopped anywhere, because it changes nothing or can be undone."""
        self._may_break = True
        try:
            if self.came:
                raise BrokenOff
            yield
        finally:
            self._may_break = False

    def breaking_between(self, steps: Iterator[_Step]) -> Iterator[_Step]:
        """The steps; making one may be broken off, but not what the caller does with it."""
        while True:
            with self.breaking():
                step = next(steps, _END)
            if step is _END:
                return
            yield step

    def finish(self) -> None:
        """From here on a first Ctrl-C stops nothing; a message says so, also for one that came
        before."""
        self._is_finishing = True
        if self.came:
            self._tell_of_second()

    def note(self, *_: Any) -> None:
        """Take the first Ctrl-C; the second is left to Python."""
        self.came = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if self._may_break:
            raise BrokenOff
        if self._is_finishing:
            self._tell_of_second()

    def _tell_of_second(self) -> None:
        self._tell("stopping: what was read is being kept; Ctrl-C again: keep nothing of it")


@contextmanager
def holding_interrupts(interrupts: Interrupts) -> Iterator[None]:
    """A context in which the first Ctrl-C does what ``interrupts`` say and the second raises
    KeyboardInterrupt; both do what they did before if Ctrl-C has another handler already."""
    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not is_ours:
        yield
        return
    signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
