"""The wordings of an index's papers, one after the other in a file or in memory.

A place is a number: where a wording begins, and how long it is. Papers taken out of
the index leave theirs behind until it is made anew.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

_LENGTH_BITS = 24  # 16 MB, five million words; of what is longer nothing is kept
_LENGTH = (1 << _LENGTH_BITS) - 1


class Wordings:
    """A store of wordings at ``path``; in memory if it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._data: bytes | bytearray | mmap = b"" if path else bytearray()
        if path:
            self._map(path)

    @property
    def size(self) -> int:
        """How many bytes all wordings have."""
        return len(self._data)

    def read(self, places: Iterable[int]) -> list[bytes]:
        """The wordings at places."""
        data = self._data
        return [
            bytes(data[(start := place >> _LENGTH_BITS) : start + (place & _LENGTH)])
            for place in places
        ]

    @contextmanager
    def writing(self) -> Iterator[Callable[[bytes], int]]:
        """A function that adds a wording and gives its place."""
        end = self.size
        file: BinaryIO | None = open(self._path, "ab") if self._path else None  # noqa: SIM115

        def write(wording: bytes) -> int:
            nonlocal end
            if len(wording) >> _LENGTH_BITS:
                wording = b""
            start, end = end, end + len(wording)
            if file:
                file.write(wording)
            else:
                assert isinstance(self._data, bytearray)
                self._data += wording
            return start << _LENGTH_BITS | end - start

        try:
            yield write
        finally:
            if file:
                file.flush()
                os.fsync(file.fileno())  # a power cut must not leave a stamp without them
                file.close()
        if self._path:
            self._map(self._path)

    def _map(self, path: str) -> None:
        try:
            with open(path, "rb") as file:
                self._data = mmap(file.fileno(), 0, access=ACCESS_READ)
        except (FileNotFoundError, ValueError):  # not made yet; nothing in it
            self._data = b""
