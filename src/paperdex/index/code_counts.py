"""How many wordings of an index have each code, and have it twice: numbers in a file, or in memory.

In the file they have 16 bits, and 32 where one of them needs these; before them stand the sums
of both, in 64.

Papers taken out of the index count on until it is rebuilt, as in its other numbers.
"""

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from paperdex.index.feedback import read_codes
from paperdex.index.rescoring import WORD_BYTES

_CODE_BITS = 16
_CODES = 1 << _CODE_BITS
_SUMS = 2 * 8  # bytes
# So many wordings are counted at once; from so many on this makes up for an import.
_MANY = 4000


class CodeCounts:
    """The counts kept at ``path``; in memory if it is None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._sums = array("Q", [0, 0])
        self._counts = array("I", bytes(2 * 4 * _CODES))
        if path and os.path.exists(path):
            with open(path, "rb") as file:
                self._sums, self._counts = _read(file.read())

    def count_having(self, code: str) -> int:
        """How many wordings have a code."""
        return self._counts[ord(code)]

    def count_twice(self, code: str) -> int:
        """How many of them have it at least twice."""
        return self._counts[_CODES + ord(code)]

    @property
    def mean_twice(self) -> float:
        """The same as a share of those that have a code, over all codes of all wordings."""
        having, twice = self._sums
        return twice / having if having else 0.0

    @contextmanager
    def adding(self) -> Iterator[Callable[[bytes], None]]:
        """A function that counts one more wording; what was counted is kept in the end."""
        self._counts = array("I", self._counts)
        waiting = list[bytes]()
        count = self._count_few

        def add(wording: bytes) -> None:
            nonlocal count
            waiting.append(wording)
            if len(waiting) == _MANY:
                count = self._count_many
                count(waiting)
                waiting.clear()

        yield add
        count(waiting)
        self._keep()

    def _count_few(self, wordings: Sequence[bytes]) -> None:
        for codes in read_codes(wordings):
            once = set(codes)
            twice = [code for code in once if codes.count(code) > 1]
            for nth, found in enumerate((once, twice)):
                self._sums[nth] += len(found)
                for code in found:
                    self._counts[nth * _CODES + ord(code)] += 1

    def _count_many(self, wordings: Sequence[bytes]) -> None:
        """Each code of each wording by sorting them all: a tenth of the time that sets take."""
        import numpy  # 0.1 s: where there are many only

        words = numpy.frombuffer(b"".join(wordings), numpy.uint8).reshape(-1, WORD_BYTES)
        lengths = [len(wording) // WORD_BYTES for wording in wordings]
        whose = numpy.repeat(numpy.arange(len(wordings), dtype=numpy.uint32), lengths)
        codes = words[:, 1].astype(numpy.uint32) << 8 | words[:, 2]
        found = numpy.sort(whose << _CODE_BITS | codes)  # ten times as fast as `unique`
        is_new = numpy.ones(len(found), bool)
        is_new[1:] = found[1:] != found[:-1]
        is_second = numpy.zeros(len(found), bool)
        is_second[1:] = is_new[:-1] & ~is_new[1:]
        counts = numpy.frombuffer(self._counts, numpy.uint32).reshape(2, _CODES)
        for nth, is_counted in enumerate((is_new, is_second)):
            each = found[is_counted] & (_CODES - 1)
            counts[nth] += numpy.bincount(each, minlength=_CODES).astype(numpy.uint32)
            self._sums[nth] += len(each)

    def _keep(self) -> None:
        if self._path:
            with open(f"{self._path}.new", "wb") as file:
                self._sums.tofile(file)
                (self._counts if max(self._counts) >> 16 else array("H", self._counts)).tofile(file)
                file.flush()
                os.fsync(file.fileno())  # as for wordings
            os.replace(f"{self._path}.new", self._path)


def _read(kept: bytes) -> "tuple[array[int], array[int]]":
    sums, counts = kept[:_SUMS], kept[_SUMS:]
    return array("Q", sums), array("I" if len(counts) > 2 * 2 * _CODES else "H", counts)
