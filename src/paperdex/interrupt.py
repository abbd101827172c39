"""Ctrl-C while something is done step by step: the first ends it after the step, the second
at once.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def holding_interrupts(tell: Callable[[str], None]) -> Iterator[Callable[[], bool]]:
    """A function that says whether Ctrl-C came inside. The first is told of, and raises
    nothing; the second raises KeyboardInterrupt, as both do where Ctrl-C means something
    else already."""
    came = False

    def note(*_: Any) -> None:
        nonlocal came
        came = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        tell("stopping after this file, to keep what was read; Ctrl-C again: keep nothing of it")

    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not is_ours:
        yield lambda: False
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield lambda: came
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
