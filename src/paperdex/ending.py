"""A command -> its exit code, with click or without.

An error of paperdex ends in one line on stderr and its exit code, Ctrl-C in 130, a closed
pipe quietly in 0; anything else is a bug and shows its traceback.
"""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any

from paperdex.commands.parts import drop_output, tell
from paperdex.errors import Interrupted, PaperdexError

INTERRUPTED = 130
_STDERR = 2


def run_to_end(command: Callable[[], Any]) -> int:
    """Run a command; returns its exit code: what it returned if that is a number, else 0."""
    try:
        _check_folder()
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # the reader has closed the pipe, as `head` does
        return 0
    except KeyboardInterrupt as error:
        _tell_interrupted(error)
        return INTERRUPTED
    except PaperdexError as error:
        tell(str(error))
        return error.exit_code
    return code if isinstance(code, int) else 0


def _check_folder() -> None:
    """Raises PaperdexError where the current folder was deleted: no path means anything then."""
    try:
        os.getcwd()
    except FileNotFoundError as error:
        raise PaperdexError("the current folder is gone: go to another one") from error


def _tell_interrupted(error: BaseException) -> None:
    """Say what was kept: on a terminal in place of the ^C that it shows, or, where a question may
    stand before that, on a new line."""
    is_told = isinstance(error, Interrupted)
    if sys.stderr.isatty():
        sys.stderr.write("\r" if is_told else "\n")
    tell(str(error) if is_told else "interrupted; nothing is half done")


def prepare_streams() -> None:
    """Make the streams take any text in any locale. Closed streams become the null device, under
    their own numbers: else a file that is opened later would get such a number, and with it all
    that is written to the stream."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
            pass
        os.close(number)
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 (open to the end)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
