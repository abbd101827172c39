"""The wordings of all papers of an index, one after the other, in files or in memory.

A place is a number that says where a wording begins, and how long it is. The wordings of removed
papers stay until the index is rebuilt. A file is written once, and named after the place where it
begins: so an index and the next one, made of it, share their files.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

_LENGTH_BITS = 24  # 16 MB, five million words; a longer wording is not kept
_LENGTH = (1 << _LENGTH_BITS) - 1
# When there are this many files, they are joined before another one is written.
_MOST_FILES = 16


class Wordings:
    """A store of wordings in files whose names begin with ``path``; in memory if it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._look_anew()

    def _look_anew(self) -> None:
        self._starts = list[int]()
        self._parts = list[bytearray | mmap]()
        self.size = 0
        """How many bytes all wordings have."""
        if self._path is None:
            self._add(bytearray())
            return
        while part := _map(_name_part(self._path, self.size)):
            self._add(part)

    def _add(self, part: bytearray | mmap) -> None:
        self._starts.append(self.size)
        self._parts.append(part)
        self.size += len(part)

    def read(self, places: Iterable[int]) -> list[bytes]:
        """The wordings at places."""
        found = []
        for place in places:
            start, length = place >> _LENGTH_BITS, place & _LENGTH
            if not length:  # no file may have its place
                found.append(b"")
                continue
            nth = bisect_right(self._starts, start) - 1
            begin = start - self._starts[nth]
            found.append(bytes(self._parts[nth][begin : begin + length]))
        return found

    @contextmanager
    def writing(self) -> Iterator[Callable[[bytes], int]]:
        """A function that adds a wording and returns its place."""
        if self._path is None:
            [data] = self._parts
            assert isinstance(data, bytearray)
            yield lambda wording: self._place(wording, data.extend)
            return
        if len(self._parts) >= _MOST_FILES:
            self._join(self._path)
        start, path = self.size, _name_part(self._path, self.size)
        with open(path, "xb") as file:
            yield lambda wording: self._place(wording, file.write)
            _sync(file)
        if part := _map(path):
            self.size = start
            self._add(part)
        else:
            os.unlink(path)

    def _place(self, wording: bytes, write: Callable[[bytes], object]) -> int:
        if len(wording) >> _LENGTH_BITS:
            wording = b""
        write(wording)
        start, self.size = self.size, self.size + len(wording)
        return start << _LENGTH_BITS | len(wording)

    def _join(self, path: str) -> None:
        """Join all files into a new one: other indexes may share the old ones."""
        with open(f"{path}.new", "xb") as file:
            for part in self._parts:
                file.write(part)
            _sync(file)
        for start in self._starts:
            os.unlink(_name_part(path, start))
        os.rename(f"{path}.new", _name_part(path, 0))
        self._look_anew()


def _name_part(path: str, start: int) -> str:
    return f"{path}.{start}"


def _map(path: str) -> mmap | None:
    """A file, mapped into memory; None if there is none, or it is empty."""
    try:
        with open(path, "rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (FileNotFoundError, ValueError):
        return None


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())  # a power cut must not leave a stamp without them
