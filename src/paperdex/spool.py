"""Standard input -> a source named `-`. Readers go over a file more than once, so what comes
through a pipe is copied to a file, which is deleted when the library is closed."""

import os
import shutil
import sys
import tempfile
from typing import BinaryIO

from paperdex.errors import InputError
from paperdex.sources import Source


def standard_input() -> BinaryIO:
    """Standard input, as bytes. Raises InputError if it is closed."""
    if sys.stdin is None:
        raise InputError("-: standard input is closed")
    return sys.stdin.buffer


def spool_input(stdin: BinaryIO | None) -> Source:
    """A source with a copy of ``stdin`` (default: standard input). Raises InputError if that is
    closed."""
    stdin = stdin or standard_input()
    spooled = Source("-", os.path.join(tempfile.mkdtemp(prefix="paperdex-"), "-"))
    try:
        with open(spooled.path, "wb") as file:
            shutil.copyfileobj(stdin, file)
    except BaseException:
        drop_spooled(spooled)
        raise
    return spooled


def drop_spooled(source: Source) -> None:
    """Delete the file of such a source, and its folder."""
    if os.path.exists(source.path):
        os.unlink(source.path)
    os.rmdir(os.path.dirname(source.path))
