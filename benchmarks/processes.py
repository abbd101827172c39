"""A command -> how long its process took, to its first output and to its end, and its memory.

Standard library only: the peak that Linux reports of a new process includes that of the process
that started it, which must therefore stay small.
"""

import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from threading import Timer
from typing import NamedTuple

IMPORT_CLICK = (sys.executable, "-c", "import click")
# The console script that pip made, beside the interpreter: what a user starts.
PAPERDEX = str(Path(sys.executable).parent / "paperdex")
_HOURS = 24 * 3600.0
# Of slow processes as many pairs are timed as fit into these seconds, and at least a few.
_ENOUGH_SECONDS, _FEWEST_PAIRS = 60.0, 3


class Ended(NamedTuple):
    """A process that ended: seconds of wall and processor time, and its peak in MB."""

    problem: str | None
    output: str
    errors: str
    answered: float
    """Seconds to the first output; to the end where there was none."""
    seconds: float
    cpu: float
    peak: float


class Failed(Exception):
    """A process that had to succeed failed; the message is the last thing that it printed."""


def run(
    command: Sequence[str], folder: Path, budget: float = _HOURS, terminal: bool = False
) -> Ended:
    """Run a command to its end, or for ``budget`` seconds; its output goes to a pipe, or
    to a terminal of its own."""
    reading, writing = pty.openpty() if terminal else os.pipe()
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=errors,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"},
        )
        os.close(writing)
        timer = Timer(budget, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            output, answered = _read_all(reading)
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
            os.close(reading)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace")
    problem = _find_problem(process.returncode, said, seconds, budget)
    cpu = usage.ru_utime + usage.ru_stime
    first = answered - start if answered else seconds
    return Ended(problem, output, said, first, seconds, cpu, usage.ru_maxrss / 1024)


def run_well(command: Sequence[str], folder: Path, terminal: bool = False) -> Ended:
    """Run a command that must succeed. Raises Failed."""
    ended = run(command, folder, terminal=terminal)
    if ended.problem:
        raise Failed(f"{Path(command[0]).name} {' '.join(command[1:])}: {ended.problem}")
    return ended


def _read_all(reading: int) -> tuple[str, float]:
    """All output, and when its first piece came (0 without any)."""
    pieces, first = list[bytes](), 0.0
    while True:
        try:
            piece = os.read(reading, 1 << 16)
        except OSError:  # a terminal ends so when nobody has it open any more
            piece = b""
        if not piece:
            return b"".join(pieces).decode("utf-8", "replace"), first
        first = first or time.perf_counter()
        pieces.append(piece)


def _find_problem(code: int, errors: str, seconds: float, budget: float) -> str | None:
    if not code:
        return None
    if code == -signal.SIGKILL and seconds >= budget:
        return f"stopped after {budget:.0f} s"
    said = errors.strip().splitlines()
    return said[-1][:200] if said else f"exit code {code}"


class Pairs(NamedTuple):
    """Processes timed in turn with others: medians of seconds, and the ratios' lowest,
    median and highest."""

    seconds: float
    other: float
    low: float
    ratio: float
    high: float


def time_pairs(
    command: Sequence[str], other: Sequence[str], folder: Path, runs: int, terminal: bool = False
) -> Pairs:
    """Time a command in turn with another (A B A B ...), so that a drift of the machine's
    speed touches both; fewer pairs where they are slow. Raises Failed."""
    run_well(other, folder)
    slow = run_well(command, folder, terminal).seconds
    runs = max(min(runs, _FEWEST_PAIRS), min(runs, int(_ENOUGH_SECONDS / slow)))
    taken = [
        (run_well(command, folder, terminal).seconds, run_well(other, folder).seconds)
        for _ in range(runs)
    ]
    return summarize([a for a, _ in taken], [b for _, b in taken])


def summarize(ours: Sequence[float], theirs: Sequence[float]) -> Pairs:
    """Seconds taken in turn."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Pairs(median(ours), median(theirs), min(ratios), median(ratios), max(ratios))
