"""Sources -> the files in them, with what tells whether they have changed.

A source is a file or a folder the user named. Only names, sizes and times are
looked at here, never contents; nothing is ever written.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from paperdex.errors import InputError
from paperdex.text import storable_name


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder with listings: its name in records, and where it is."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a source: its name relative to the source, where it is, size in
    bytes and time of last change in nanoseconds."""

    file: str
    path: Path
    size: int
    mtime: int


def find_files(source: Source) -> list[Found] | None:
    """The regular files of a source in order of name; None if the source is gone.

    In a folder, hidden files and folders are passed over (`.git`, `.paperdex`),
    links to folders are not followed, and what is no regular file is left alone.
    Raises InputError where the source or a folder in it may not be read.
    """
    try:
        status = os.stat(source.path)
        if S_ISDIR(status.st_mode):
            return sorted(_walk(str(source.path), ""), key=lambda found: found.file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{source.name}: {error.strerror or error}") from error
    if not S_ISREG(status.st_mode):
        raise InputError(f"{source.name}: neither a file nor a folder")
    return [Found(storable_name(source.path.name), source.path, status.st_size, status.st_mtime_ns)]


def _walk(folder: str, prefix: str) -> Iterator[Found]:
    with os.scandir(folder) as items:
        for item in items:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                yield from _walk(item.path, f"{prefix}{item.name}/")
                continue
            try:
                status = item.stat()
            except OSError:  # a dangling link, or a file that vanished since
                continue
            if S_ISREG(status.st_mode):
                yield Found(
                    storable_name(prefix + item.name),
                    Path(item.path),
                    status.st_size,
                    status.st_mtime_ns,
                )
