"""Standard input, or a pipe that the shell opened -> a source of its name. Readers go over a file
more than once, so what comes through a pipe is copied to a file, which is deleted when the library
is closed."""

import os
import shutil
import sys
import tempfile
from stat import S_ISFIFO
from typing import BinaryIO

from paperdex.errors import InputError, cause_of
from paperdex.sources import Source


def standard_input() -> BinaryIO:
    """Standard input, as bytes. Raises InputError if it is closed."""
    if sys.stdin is None:
        raise InputError("-: standard input is closed")
    return sys.stdin.buffer


def is_open_pipe(path: str) -> bool:
    """Whether a path names a pipe that the shell opened, as `<(command)` does. Other pipes are not
    opened: it may be that nobody ever writes to them."""
    try:
        return path.startswith("/dev/") and S_ISFIFO(os.stat(path).st_mode)
    except OSError:
        return False


def spool_input(stdin: BinaryIO | None) -> Source:
    """A source with a copy of ``stdin`` (default: standard input). Raises InputError if that is
    closed."""
    return _spool("-", stdin or standard_input())


def spool_pipe(path: str) -> Source:
    """A source with a copy of what comes through a pipe. Raises InputError if it can't be read."""
    try:
        with open(path, "rb") as pipe:
            return _spool(path, pipe)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {cause_of(error)}") from error


def _spool(name: str, stream: BinaryIO) -> Source:
    folder = tempfile.mkdtemp(prefix="paperdex-")
    spooled = Source(name, os.path.join(folder, os.path.basename(name)))
    try:
        with open(spooled.path, "wb") as file:
            shutil.copyfileobj(stream, file)
    except BaseException:
        drop_spooled(spooled)
        raise
    return spooled


def drop_spooled(source: Source) -> None:
    """Delete the file of such a source, and its folder."""
    if os.path.exists(source.path):
        os.unlink(source.path)
    os.rmdir(os.path.dirname(source.path))
