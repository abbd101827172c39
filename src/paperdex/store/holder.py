"""Who is writing to a store: a note beside it, for those who wait.

The note locks nothing: SQLite's own lock does, and ends with its process. A note that a dead
process left behind is ignored.
"""

import os
from contextlib import suppress

_FIELDS = 4


def note_holder(store: str) -> None:
    """Leave a note that this process writes to the store; no harm is done if that fails."""
    import socket
    import sys
    import time

    command = " ".join([os.path.basename(sys.argv[0]), *sys.argv[1:2]])
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    fields = (str(os.getpid()), socket.gethostname(), since, command)
    with (
        suppress(OSError),
        open(_note(store), "w", encoding="utf-8", errors="backslashreplace") as file,
    ):
        file.write("\n".join(fields))


def drop_note(store: str) -> None:
    """Remove the note."""
    with suppress(OSError):
        os.unlink(_note(store))


def describe_holder(store: str) -> str:
    """Who writes to the store, in words: process, host, command, and since when."""
    try:
        with open(_note(store), encoding="utf-8", errors="replace") as file:
            fields = file.read(1000).split("\n")
    except OSError:
        return "another process"
    if len(fields) != _FIELDS or not fields[0].isascii() or not fields[0].isdigit():
        return "another process"
    process, host, since, command = fields
    import socket

    if host == socket.gethostname():
        if not _is_alive(int(process)):
            return "another process"
        host = ""
    place = f" on {host}" if host else ""
    return f"process {process}{place} ({command}, since {since})"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _note(store: str) -> str:
    return os.path.join(os.path.dirname(store), "writing")
