"""The stamp of an index: of what it was made, and which files it has.

A file beside them. An index is unusable with any other stamp, or if its files are not those of
its stamp.
"""

import os
from contextlib import suppress
from typing import NamedTuple

from paperdex.errors import IndexOutdated, IndexUnusable

STAMP = "stamp"
_DAMAGED = "the index has a damaged stamp"


class Stamp(NamedTuple):
    """``made_of`` begins with the generation of the store, ``deleted`` is how many papers were
    taken out since the index was built, ``sums`` are the checksums of files that have none of their
    own (`index/checksums`), and ``files`` all files with their sizes and times, one on a line."""

    made_of: str
    deleted: int
    sums: str
    files: str


def read_stamp(path: str, made_of: str) -> Stamp:
    """The stamp of the index in a folder. Raises IndexUnusable if it has none, a damaged one, or
    was made of anything else, and IndexOutdated if by another version of the same generation."""
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
    """Put a stamp in place of the one in a folder."""
    _replace(os.path.join(path, f"{STAMP}.new"), "w", stamp)


def list_files(path: str) -> str:
    """The files of an index with their sizes and times: were they left alone?"""
    with os.scandir(path) as items:
        found = [(item.name, item.stat()) for item in items if not _is_passing(item.name)]
    return "".join(f"{name} {s.st_size} {s.st_mtime_ns}\n" for name, s in sorted(found))


def check_files(path: str, stamp: Stamp, is_writable: bool) -> None:
    """Raises IndexUnusable if the files in a folder are not as they were written.

    An index that was copied or restored has other times, which say nothing: its content is read.
    If it is as it was written, it gets a stamp with these times; where it can't be written it is
    read each time, which costs less than to rebuild it.
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
    """Write a stamp unless the disk is full. Others may do so at the same time: each writes a file
    of its own, which is none of the index's if it is left behind."""
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
