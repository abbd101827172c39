"""Sources -> the files in them, with what tells whether they have changed.

A source is a file or a folder the user named. Only names, sizes and times are
looked at here, never contents; nothing is ever written. Paths are strings
wherever a search passes: pathlib takes 6 ms to import on Python 3.11.
"""

import os
from collections.abc import Iterator
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from paperdex.errors import UsageError
from paperdex.text import storable_name

CONFIG = "paperdex.toml"
"""The name of the file that makes a folder a library."""


class Source(NamedTuple):
    """A file or folder with listings: its name in records, and where it is."""

    name: str
    path: str


def source_as_typed(path: str) -> Source:
    """The source at a path, named as it was typed. Raises UsageError for an empty one."""
    if not path:
        raise UsageError("a path is empty: write . for the current folder")
    name = os.path.normpath(path).replace(os.sep, "/")
    return Source(storable_name(name), os.path.abspath(path))


AUTO = "auto"
_MOST = 2**63 - 1


class Given(NamedTuple):
    """What a person gave with a page: the ISO date (or year) on which it was saved,
    and the form it is to be read in; AUTO is the one that its content shows."""

    visited: str | None = None
    form: str | None = None

    def __or__(self, other: "Given") -> "Given":
        """What either gives, this one first."""
        return Given(self.visited or other.visited, self.form or other.form)


NOTHING_GIVEN = Given()


class Found(NamedTuple):
    """A file of a source: its name relative to the source, where it is, size in
    bytes and time of last change in nanoseconds."""

    file: str
    path: str
    size: int
    mtime: int


def find_files(source: Source, problems: list[str]) -> list[Found] | None:
    """The regular files of a source in order of name; None if the source is gone.

    In a folder, hidden files and folders are passed over (`.git`, `.paperdex`), and CONFIG;
    links to folders are not followed, and what is no regular file is left alone; so is
    an empty file that standard output goes to: it is the answer to come.
    What can't be looked at is added to ``problems``, one line each.
    """
    try:
        status = os.stat(source.path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        problems.append(f"{source.name}: {error.strerror or error}")
        return []
    if S_ISDIR(status.st_mode):
        return sorted(_walk(source, "", problems), key=lambda found: found.file)
    if not S_ISREG(status.st_mode):
        problems.append(f"{source.name}: neither a file nor a folder")
        return []
    name = storable_name(os.path.basename(source.path))
    return [Found(name, source.path, status.st_size, _time_of(status))]


def _time_of(status: os.stat_result) -> int:
    """The time of last change, as far as 64 bits hold it: years 1678 to 2262."""
    return min(max(status.st_mtime_ns, -_MOST), _MOST)


def _walk(source: Source, below: str, problems: list[str]) -> Iterator[Found]:
    try:
        with os.scandir(os.path.join(source.path, below)) as items:
            for item in items:
                name = below + item.name
                if item.name.startswith(".") or item.name == CONFIG:
                    continue
                if item.is_dir(follow_symlinks=False):
                    yield from _walk(source, f"{name}/", problems)
                    continue
                try:
                    status = item.stat()
                except OSError:  # a link that leads nowhere, or a file gone meanwhile
                    continue
                if S_ISREG(status.st_mode) and not _is_answer(status):
                    file = storable_name(name)
                    yield Found(file, item.path, status.st_size, _time_of(status))
    except OSError as error:
        problems.append(f"{storable_name(f'{source.name}/{below}')}: {error.strerror or error}")


def _is_answer(status: os.stat_result) -> bool:
    """Whether a file is standard output, with nothing in it as yet."""
    if status.st_size:
        return False
    try:
        return os.path.samestat(status, os.fstat(1))
    except OSError:  # standard output is closed
        return False
