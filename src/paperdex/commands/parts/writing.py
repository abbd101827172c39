"""Lines -> a file that a command was told to write, and the format that its name asks for."""

import os
from collections.abc import Iterable, Sequence
from typing import TextIO

from paperdex.errors import InputError, UsageError
from paperdex.library import Library
from paperdex.whole import writing_whole

# By the end of a file's name; any other is written as JSON lines.
_FORMATS = {".json": "json", ".csv": "csv", ".bib": "bibtex"}


def choose_format(output: str | None, format: str | None) -> str:
    """The format to write papers in: the given one, else by the ending of the file's name, else
    JSON lines."""
    ending = os.path.splitext(output or "")[1].lower()
    return format or _FORMATS.get(ending, "jsonl")


def check_output(path: str, library: Library, named: Sequence[str] = ()) -> None:
    """Raises UsageError for a file that must not be overwritten: of a source, of a path ``named``
    to become one, or of the library itself."""
    owner = library.owner_of(path, named)
    if owner:
        raise UsageError(f"{path}: belongs to {owner}, and is never written over: name another")


def write_file(path: str, lines: Iterable[str], library: Library) -> None:
    """Write a file whole or not at all; write to a device or pipe directly.

    Links are followed, permissions are kept. Raises UsageError for a file that must not be
    overwritten, InputError if it can't be written.
    """
    check_output(path, library)
    path = os.path.realpath(path)
    is_device = os.path.exists(path) and not os.path.isfile(path)
    try:
        with _writing_through(path) if is_device else writing_whole(path) as file:
            file.writelines(line + "\n" for line in lines)
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror or error}") from error


def _writing_through(path: str) -> TextIO:
    return open(path, "w", encoding="utf-8", newline="\n", errors="replace")
