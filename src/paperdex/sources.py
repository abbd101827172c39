"""Sources -> the files in them, with the sizes and times that show whether they have changed.

A source is a file or a folder that the user named. Only names, sizes and times are read here,
of contents a byte at most; nothing is ever written. Paths are strings, because a search passes
here and pathlib takes 6 ms to import on Python 3.11.
"""

import os
from collections.abc import Iterator
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple, TypeGuard

from paperdex.errors import UsageError, cause_of
from paperdex.text import storable_name

CONFIG = "paperdex.toml"
"""The name of the file that makes a folder a library."""

FORMS = ("json-lines", "json", "arxiv", "page-html", "page-markdown", "page-text")
"""The forms of listings: of each, one module of :mod:`paperdex.listing` is the reader."""

AUTO = "auto"
"""In place of a form: the content decides."""

_NEITHER = "neither a file nor a folder"
_LINK_TO_FOLDER = "a link to a folder, not followed: name it by itself to have it read"
_LATEST = 2**63 - 1


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


def are_paths(value: object) -> TypeGuard[list[str]]:
    """Whether a value that was read from a file is a list of paths."""
    return isinstance(value, list) and all(
        isinstance(path, str) and path and "\0" not in path for path in value
    )


def find_trouble(path: str) -> str | None:
    """Why a file can't be read; None if it can."""
    try:
        with open(path, "rb") as file:
            file.read(1)
    except OSError as error:
        return cause_of(error)
    return None


def path_in_source(source: str, file: str) -> str:
    """Where a file is, by the path of its source, which may be that file itself."""
    return os.path.join(source, file) if os.path.isdir(source) else source


def describe_missing(name: str) -> str:
    """The message about a path to be a source where there is nothing."""
    if name == "-":
        return "-: standard input is no source of a library: save it to a file, or use --in -"
    return f"{name}: no such file or folder"


class Given(NamedTuple):
    """What a person gave with a page: the ISO date (or year) on which it was saved, and the
    form in which to read it; with AUTO the content decides."""

    visited: str | None = None
    form: str | None = None

    def __or__(self, other: "Given") -> "Given":
        """What either one gives; this one takes precedence."""
        return Given(self.visited or other.visited, self.form or other.form)

    def settle(self) -> "Given":
        """The same without a form where the content decides."""
        return self._replace(form=None) if self.form == AUTO else self


NOTHING_GIVEN = Given()


class Found(NamedTuple):
    """A file of a source: its name relative to the source, where it is, size in
    bytes and time of last change in nanoseconds; why it must not be opened, if so."""

    file: str
    path: str
    size: int
    mtime: int
    note: str | None = None


def find_files(source: Source, problems: list[str]) -> list[Found] | None:
    """The files of a source in order of name; None if the source is gone.

    In a folder, hidden files and folders (`.git`, `.paperdex`) and CONFIG are skipped; so is an
    empty file that standard output goes to, since the answer will be written there. Links to
    folders, which are not followed, and what is no regular file are found with a note. What
    can't be checked is added to ``problems``, one line each.
    """
    try:
        status = os.stat(source.path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        problems.append(f"{source.name}: {cause_of(error)}")
        return []
    if S_ISDIR(status.st_mode):
        return sorted(_walk(source, problems), key=lambda found: found.file)
    if not S_ISREG(status.st_mode):
        problems.append(f"{source.name}: {_NEITHER}")
        return []
    name = storable_name(os.path.basename(source.path))
    return [Found(name, source.path, status.st_size, _time_of(status))]


def _time_of(status: os.stat_result) -> int:
    """The time of last change, limited to what 64 bits can hold: years 1678 to 2262."""
    return min(max(status.st_mtime_ns, -_LATEST), _LATEST)


def _walk(source: Source, problems: list[str]) -> Iterator[Found]:
    """All files below a folder; without recursion, as folders may be of any depth."""
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(os.path.join(source.path, below)) as items:
                for item in items:
                    name = below + item.name
                    if item.name.startswith(".") or item.name == CONFIG:
                        continue
                    if item.is_dir(follow_symlinks=False):
                        folders.append(f"{name}/")
                    elif found := _look_at(item, storable_name(name)):
                        yield found
        except OSError as error:
            problems.append(f"{storable_name(f'{source.name}/{below}')}: {cause_of(error)}")


def _look_at(item: "os.DirEntry[str]", name: str) -> Found | None:
    """An item that is not a folder; None for the answer to come, and if it is gone by now."""
    try:
        status = item.stat()
        if S_ISREG(status.st_mode):
            size = status.st_size
            return None if _is_answer(status) else Found(name, item.path, size, _time_of(status))
        note = _LINK_TO_FOLDER if S_ISDIR(status.st_mode) else _NEITHER
    except OSError as error:
        note = f"a link that leads nowhere: {cause_of(error)}"
    try:
        status = item.stat(follow_symlinks=False)
    except OSError:
        return None
    return Found(name, item.path, 0, _time_of(status), note)


def _is_answer(status: os.stat_result) -> bool:
    """Whether a file is standard output and still empty."""
    if status.st_size:
        return False
    try:
        return os.path.samestat(status, os.fstat(1))
    except OSError:  # standard output is closed
        return False
