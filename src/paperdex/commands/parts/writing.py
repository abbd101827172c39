"""Lines -> a file that a command was told to write, and the format that its name asks for."""

import os
from collections.abc import Iterable, Sequence
from typing import TextIO

from paperdex.commands.parts import tell
from paperdex.errors import InputError, UsageError, cause_of
from paperdex.library import Library
from paperdex.whole import writing_whole

# Formats of papers in a file, by the ends of its name; and what people call them.
_FORMATS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".bib": "bibtex"}
# Ends of names that promise another format: the program for it could not open what is written.
_OTHER_FORMATS = frozenset(
    ".xlsx .xls .ods .tsv .parquet .sqlite .ris .enw .nbib .xml .rdf .yaml .yml .html .pdf .docx"
    " .gz .bz2 .xz .zst .zip".split()
)
_NAMES = {"json": "JSON", "jsonl": "JSON lines", "csv": "CSV", "bibtex": "BibTeX", "ids": "ids"}


def choose_format(output: str | None, format: str | None) -> str:
    """The format to write papers in: the given one, else by the ending of the file's name, else
    JSON lines. Raises UsageError for an ending of another format, unless one is given."""
    end = os.path.splitext(output or "")[1].lower()
    if not format and end in _OTHER_FORMATS:
        raise UsageError(
            f"{output}: {end} is not written; {', '.join(_FORMATS)} are, and --format"
            " writes to a file of any name"
        )
    return format or _told_format(output or "") or "jsonl"


def _told_format(path: str) -> str | None:
    return _FORMATS.get(os.path.splitext(path)[1].lower())


def describe_output(output: str, written: str) -> str:
    """The name of a file of papers, with the format in which it is ``written`` if that is not
    told by its name."""
    is_told = _told_format(output) == written
    return output if is_told else f"{output}, as {_NAMES[written]}"


def is_standard_output(path: str) -> bool:
    """Whether a path that a command is told to write to is its standard output: `-`, or the file
    that this goes to (as `/dev/stdout` is), which may hold other output."""
    return path == "-" or _is_open_as(1, path)


def _is_open_as(number: int, path: str) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(number))
    except OSError:  # no such file, or it is closed
        return False


def check_output(path: str, library: Library, named: Sequence[str] = ()) -> None:
    """Raises UsageError for a file that must not be overwritten: of a source, of a path ``named``
    to become one, or of the library itself; and for an empty name."""
    if not path:
        raise UsageError("the name of the file to write is empty")
    owner = library.owner_of(path, named)
    if owner:
        raise UsageError(f"{path}: belongs to {owner}, and is never written over: name another")


def write_file(path: str, lines: Iterable[str], library: Library) -> None:
    """Write a file whole or not at all; write to a device or pipe directly, and so to the file
    that stderr goes to (as `/dev/stderr` is), which may hold other messages.

    Links are followed, permissions are kept. A new file among the listings is reported: it will
    be read as one. Raises UsageError for a file that must not be overwritten, InputError if it
    can't be written.
    """
    check_output(path, library)
    name, path = path, os.path.realpath(path)
    try:
        with _writing_through(name) or writing_whole(path) as file:
            file.writelines(line + "\n" for line in lines)
    except OSError as error:
        raise InputError(f"{name}: can't be written: {cause_of(error)}") from error
    owner = library.owner_of(path)
    if owner and not os.path.basename(path).startswith("."):
        tell(f"{name} lies in {owner}, whose files are read as listings")


def _writing_through(path: str) -> TextIO | None:
    """The device or pipe at a path, or stderr if that goes there; None for any other file."""
    # A pipe that the shell opened exists as `/dev/fd/63`, but not under the name to which that
    # links.
    is_stderr = _is_open_as(2, path)
    if not (is_stderr or (os.path.exists(path) and not os.path.isfile(path))):
        return None
    file = os.dup(2) if is_stderr else path
    return open(file, "w", encoding="utf-8", newline="\n", errors="replace")
