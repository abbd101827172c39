"""The stamp of an index: what it was made of, and which files it has. It is a file beside them.

An index is unusable if its stamp says that it was made of anything else, or if its files are not
those of the stamp.
"""

import os
from contextlib import suppress
from typing import NamedTuple

from paperdex.errors import IndexOutdated, IndexUnusable

STAMP = "stamp"
_DAMAGED = "the index has a damaged stamp"


class Stamp(NamedTuple):
    """``made_of`` begins with the generation of the store; ``deleted`` is how many papers were
    removed since the index was built; ``sums`` are the checksums of files that have none of their
    own (`index/checksums`); ``files`` are all files with their sizes and times, one on a line."""

    made_of: str
    deleted: int
    sums: str
    files: str


def read_stamp(path: str, made_of: str) -> Stamp:
    """The stamp of the index in a folder.

    Raises IndexOutdated if another version made it of the same generation; IndexUnusable if it was
    made of anything else, or its stamp is missing or damaged.
    """
    try:
        with open(os.path.join(path, STAMP), encoding="utf-8", errors="replace") as file:
            first, *others = file.read().split("\n", 3)
    except OSError as error:
        raise IndexUnusable("no index yet") from error
    if first != made_of:
        if first.partition(" ")[0] == made_of.partition(" ")[0]:
            raise IndexOutdated
        raise IndexUnusable("the index is of another state of the library")
    try:
        deleted, sums, files = others
        return Stamp(made_of, int(deleted), sums, files)
    except ValueError as error:
        raise IndexUnusable(_DAMAGED) from error


def write_stamp(path: str, stamp: Stamp) -> None:
    """Replace the stamp in a folder."""
    _replace(os.path.join(path, f"{STAMP}.new"), "w", stamp)


def list_files(path: str) -> str:
    """The files of an index with their sizes and times, which tell whether they were left alone."""
    with os.scandir(path) as items:
        found = [(item.name, item.stat()) for item in items if not _is_passing(item.name)]
    return "".join(f"{name} {s.st_size} {s.st_mtime_ns}\n" for name, s in sorted(found))


def check_files(path: str, stamp: Stamp, is_writable: bool) -> None:
    """Raises IndexUnusable if the files in a folder are not as they were written.

    In an index that was copied or restored only the times differ, which says nothing: so its
    content is read. If that is as it was written, the stamp gets the new times. Where it can't be
    written, the content is read each time, which costs less than to rebuild the index.
    """
    found = list_files(path)
    if found == stamp.files:
        return
    from paperdex.index.checksums import find_broken

    if _without_times(found) != _without_times(stamp.files) or find_broken(path, stamp.sums):
        raise IndexUnusable("files of the index have changed or are gone")
    if is_writable:
        _renew(path, stamp._replace(files=found))


def _renew(path: str, stamp: Stamp) -> None:
    """Write a stamp, if that is possible. Several processes may do so at the same time: each writes
    a file of its own, which does not belong to the index if it is left behind."""
    with suppress(OSError):
        _replace(os.path.join(path, f"{STAMP}.{os.getpid()}.lock"), "x", stamp)


def _replace(own: str, mode: str, stamp: Stamp) -> None:
    with open(own, mode, encoding="utf-8") as file:
        file.write("\n".join(map(str, stamp)))
    os.replace(own, os.path.join(os.path.dirname(own), STAMP))


def _is_passing(name: str) -> bool:
    return name.endswith(".lock") or name.startswith(STAMP)


def _without_times(files: str) -> list[str]:
    return [line.rpartition(" ")[0] for line in files.split("\n")]
