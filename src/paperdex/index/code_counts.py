"""How many wordings of an index have each code, and have it twice: numbers in a file, or in memory.

In the file they have 16 bits, and 32 where one of them needs these; before them stand the sums
of both, in 64. The file is mapped: a query reads a few numbers of it.

Papers taken out of the index count on until it is rebuilt, as in its other numbers.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from paperdex.index.codes import encoded_codes, read_codes

if TYPE_CHECKING:
    from array import array

_CODE_BITS = 16
_CODES = 1 << _CODE_BITS
_SUMS = 2 * 8  # bytes
_SHORT = 2 * 2 * _CODES  # bytes of all numbers where they have 16 bits
# So many wordings are counted at once; from so many on this makes up for an import.
_MANY = 4000


class CodeCounts:
    """The counts kept at ``path``, or none yet if it has no file; in memory if it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        kept = memoryview(_map(path) if path and os.path.exists(path) else bytes(_SUMS + _SHORT))
        is_short = len(kept) == _SUMS + _SHORT
        self._sums: Sequence[int] = kept[:_SUMS].cast("Q")
        self._counts: Sequence[int] = kept[_SUMS:].cast("H" if is_short else "I")

    def count_having(self, code: int) -> int:
        """How many wordings have a code."""
        return self._counts[code]

    def count_twice(self, code: int) -> int:
        """How many of them have it at least twice."""
        return self._counts[_CODES + code]

    @property
    def mean_twice(self) -> float:
        """The same as a share of those that have a code, over all codes of all wordings."""
        having, twice = self._sums
        return twice / having if having else 0.0

    @contextmanager
    def adding(self) -> Iterator[Callable[[bytes], None]]:
        """A function that counts one more wording; what was counted is kept in the end."""
        from array import array  # no query adds

        sums, counts = array("Q", self._sums), array("I", self._counts)
        waiting = list[bytes]()
        count = _count_few

        def add(wording: bytes) -> None:
            nonlocal count
            waiting.append(wording)
            if len(waiting) == _MANY:
                count = _count_many
                count(waiting, sums, counts)
                waiting.clear()

        yield add
        count(waiting, sums, counts)
        self._sums, self._counts = sums, counts
        if self._path:
            with open(f"{self._path}.new", "wb") as file:
                sums.tofile(file)
                (counts if max(counts) >> 16 else array("H", counts)).tofile(file)
                file.flush()
                os.fsync(file.fileno())  # as for wordings
            os.replace(f"{self._path}.new", self._path)


def _count_few(wordings: Sequence[bytes], sums: "array[int]", counts: "array[int]") -> None:
    for codes in map(read_codes, wordings):
        once = set(codes)
        twice = [code for code in once if codes.count(code) > 1]
        for nth, found in enumerate((once, twice)):
            sums[nth] += len(found)
            for code in found:
                counts[nth * _CODES + ord(code)] += 1


def _count_many(wordings: Sequence[bytes], sums: "array[int]", counts: "array[int]") -> None:
    """Each code of each wording by sorting them all: a tenth of the time that sets take."""
    import numpy  # 0.1 s: where there are many only

    each = list(map(encoded_codes, wordings))
    codes = numpy.frombuffer(b"".join(each), "<u2")
    sizes = [len(one) // codes.itemsize for one in each]
    whose = numpy.repeat(numpy.arange(len(wordings), dtype=numpy.uint32), sizes)
    found = numpy.sort(whose << _CODE_BITS | codes)  # ten times as fast as `unique`
    is_new = numpy.ones(len(found), bool)
    is_new[1:] = found[1:] != found[:-1]
    is_second = numpy.zeros(len(found), bool)
    is_second[1:] = is_new[:-1] & ~is_new[1:]
    both = numpy.frombuffer(counts, numpy.uint32).reshape(2, _CODES)
    for nth, is_counted in enumerate((is_new, is_second)):
        some = found[is_counted] & (_CODES - 1)
        both[nth] += numpy.bincount(some, minlength=_CODES).astype(numpy.uint32)
        sums[nth] += len(some)


def _map(path: str) -> mmap:
    with open(path, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
