"""How many wordings of an index have each code, and how often the code comes again in them: numbers
in a file, or in memory.

A code comes again once in a wording that has it twice or more, and once more if both the title and
the rest have it. The file begins with the sums of both numbers over all codes, in 64 bits; the
numbers have 16 bits each, or 32 if one of them needs these. The file is mapped into memory: a query
reads a few numbers of it.

Papers that were removed still count until the index is rebuilt, as in tantivy's own numbers.
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
# How many wordings are counted at once. From this many on numpy is worth its import.
_MANY = 4000

_Titled = tuple[bytes, int]
"""A wording, and how many of its words are the title's."""


class CodeCounts:
    """The counts in the file ``path``, all 0 if there is none yet; in memory if ``path`` is
    None."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        kept = memoryview(_map(path) if path and os.path.exists(path) else bytes(_SUMS + _SHORT))
        is_short = len(kept) == _SUMS + _SHORT
        self._sums: Sequence[int] = kept[:_SUMS].cast("Q")
        self._counts: Sequence[int] = kept[_SUMS:].cast("H" if is_short else "I")

    def count_having(self, code: int) -> int:
        """How many wordings have a code."""
        return self._counts[code]

    def count_again(self, code: int) -> int:
        """How often a code comes again in wordings, at most twice in each."""
        return self._counts[_CODES + code]

    @property
    def mean_again(self) -> float:
        """The mean of :meth:`count_again` per wording that has the code, over all codes."""
        having, again = self._sums
        return again / having if having else 0.0

    @contextmanager
    def adding(self) -> Iterator[Callable[[bytes, int], None]]:
        """A function that counts one more wording, given how many of its words are the title's. The
        new counts are stored when the context ends."""
        from array import array  # no query adds

        sums, counts = array("Q", self._sums), array("I", self._counts)
        waiting = list[_Titled]()
        count = _count_few

        def add(wording: bytes, titled: int) -> None:
            nonlocal count
            waiting.append((wording, titled))
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


def _count_few(wordings: Sequence[_Titled], sums: "array[int]", counts: "array[int]") -> None:
    for wording, titled in wordings:
        codes = read_codes(wording)
        title, rest = set(codes[:titled]), set(codes[titled:])
        once = title | rest
        twice = [code for code in once if codes.count(code) > 1]
        for nth, found in ((0, once), (1, twice), (1, title & rest)):
            sums[nth] += len(found)
            for code in found:
                counts[nth * _CODES + ord(code)] += 1


def _count_many(wordings: Sequence[_Titled], sums: "array[int]", counts: "array[int]") -> None:
    """As :func:`_count_few`, by sorting the codes of all wordings, those of a title first: a tenth
    of the time that sets take."""
    import numpy  # 0.1 s: where there are many only

    each = [encoded_codes(wording) for wording, _ in wordings]
    codes = numpy.frombuffer(b"".join(each), "<u2").astype(numpy.uint32)
    sizes = [len(one) // 2 for one in each]
    parts = [(titled, size - titled) for size, (_, titled) in zip(sizes, wordings, strict=True)]
    lengths = [length for both in parts for length in both]
    places = numpy.repeat(numpy.arange(len(lengths), dtype=numpy.uint32), lengths)
    found = (places >> 1 << _CODE_BITS | codes) << 1 | places & 1  # odd: not in the title
    found.sort()  # ten times as fast as `unique`
    step = found[1:] ^ found[:-1]
    is_new = numpy.ones(len(found), bool)
    is_new[1:] = step > 1  # more than the bit for the title differs
    is_second = numpy.zeros(len(found), bool)
    is_second[1:] = is_new[:-1] & ~is_new[1:]
    is_behind = numpy.zeros(len(found), bool)
    is_behind[1:] = step == 1
    both = numpy.frombuffer(counts, numpy.uint32).reshape(2, _CODES)
    for nth, is_counted in ((0, is_new), (1, is_second), (1, is_behind)):
        some = found[is_counted] >> 1 & (_CODES - 1)
        both[nth] += numpy.bincount(some, minlength=_CODES).astype(numpy.uint32)
        sums[nth] += len(some)


def _map(path: str) -> mmap:
    with open(path, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
