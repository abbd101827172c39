"""The wordings of an index's papers, one after the other in a file or in memory.

A place is a number: where a wording begins, and how long it is. Papers taken out of
the index leave theirs behind until it is made anew.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

_LENGTH_BITS = 24  # 16 MB, two million words; what is longer is cut
_LONGEST = (1 << _LENGTH_BITS) - 8


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

    def read(self, place: int) -> bytes:
        """The wording at a place."""
        start = place >> _LENGTH_BITS
        return bytes(self._data[start : start + (place & (1 << _LENGTH_BITS) - 1)])

    @contextmanager
    def writing(self) -> Iterator[Callable[[bytes], int]]:
        """A function that adds a wording and gives its place."""
        end = self.size
        file: BinaryIO | None = open(self._path, "ab") if self._path else None  # noqa: SIM115

        def write(wording: bytes) -> int:
            nonlocal end
            half = wording[: len(wording) // 2][: _LONGEST // 2]
            rest = wording[len(wording) // 2 :][: _LONGEST // 2]
            start, end = end, end + len(half) + len(rest)
            if file:
                file.write(half + rest)
            else:
                assert isinstance(self._data, bytearray)
                self._data += half + rest
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
