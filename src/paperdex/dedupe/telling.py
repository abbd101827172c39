"""An entry -> what tells it at a glance from others with a text like its own.

Of millions of entries only this is held in memory, so it is small: digests of names, and a year.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from paperdex.dedupe.thresholds import SHARED_NAMES, YEARS_APART
from paperdex.dedupe.traits import Traits

# Letters of a name that its spellings share, most typos and cuts too.
_NAME_LETTERS = 3
# What is kept of a digest of so few letters.
_DIGEST = (1 << 16) - 1


class Telling(NamedTuple):
    """What tells an entry from others with a text like its own: its year, 0 if unknown, and the
    beginnings of its authors' names, as digests."""

    year: int
    names: frozenset[int]

    @classmethod
    def unpack(cls, numbers: Sequence[int]) -> "Telling":
        """What :meth:`pack` packed."""
        return cls(numbers[0], frozenset(numbers[1:]))

    def pack(self) -> list[int]:
        """As numbers of 16 bits, for a library to keep."""
        return [self.year, *sorted(self.names)]


def find_telling(entry: Traits) -> Telling:
    """What tells an entry from others with a text like its own."""
    names = () if entry.is_by_organization else (*entry.names, *entry.joined_names)
    return Telling(entry.year or 0, frozenset(map(_digest_name, names)))


def may_be_one(one: Telling, other: Telling) -> bool:
    """Whether nothing tells two entries with similar texts apart at a glance."""
    if one.names and other.names:
        least = SHARED_NAMES * min(len(one.names), len(other.names))
        return len(one.names & other.names) >= least
    return _is_near(one.year, other.year)


def _is_near(one: int, other: int) -> bool:
    return not (one and other) or abs(one - other) <= YEARS_APART


@lru_cache(maxsize=1 << 16)
def _digest_name(name: str) -> int:
    start = name[: _NAME_LETTERS + 1]
    for letters in ("ae", "oe", "ue"):  # Mueller is Müller
        start = start.replace(letters, letters[0])
    return crc32(start[:_NAME_LETTERS].encode("utf-8", "backslashreplace")) & _DIGEST
