"""Text -> a file that is written whole or not at all, whatever happens on the way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# How much of a file's name is in that of the unfinished one: longer names would be refused.
_LONGEST_NAME = 50


@contextmanager
def writing_whole(path: str) -> Iterator[TextIO]:
    """A file to write UTF-8 to, which takes its place at ``path`` once it is complete; what
    was there before stays until then. If the process is killed, the unfinished file is a hidden
    one, which no folder of listings counts. Raises OSError where it can't be written."""
    folder, name = os.path.split(path)
    unfinished = os.path.join(folder, f".{os.getpid()}.{name[:_LONGEST_NAME]}.unfinished")
    try:
        with open(unfinished, "w", encoding="utf-8", newline="\n", errors="replace") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave an empty file in its place
        if os.path.exists(path):
            os.chmod(unfinished, os.stat(path).st_mode)
        os.replace(unfinished, path)
    finally:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
