"""Keys of entries, and what tells them apart -> the pairs that are worth judging.

Two entries are judged where they share a key. Where they share keys of their titles
only, nothing that is known of both may tell them apart at once: their authors, or
their years where authors are not known. So thousands of works of one title cost what
their authors have in common, not their square. Whether a pair is judged depends on the
two alone, in a block of any size.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from paperdex.dedupe.traits import Traits
from paperdex.dedupe.weights import SHARED_NAMES, YEARS_APART

Pair = tuple[int, int]
"""Two places of a sequence, the smaller first."""

# Letters of a name that its spellings share, most typos and cuts too.
_NAME_LETTERS = 3
# Blocks larger than this are gone over name by name, with the same result.
_LARGE = 30


class Telling(NamedTuple):
    """What tells an entry from others of its title: its year, 0 where unknown, and the
    beginnings of its authors' names, as digests."""

    year: int
    names: frozenset[int]

    @classmethod
    def unpack(cls, numbers: Sequence[int]) -> "Telling":
        """What :meth:`pack` packed."""
        return cls(numbers[0], frozenset(numbers[1:]))

    def pack(self) -> list[int]:
        """As numbers of 32 bits, for a library to keep."""
        return [self.year, *sorted(self.names)]


def find_telling(entry: Traits) -> Telling:
    """What tells an entry from others of its title."""
    return Telling(entry.year or 0, frozenset(map(_digest_name, entry.names)))


def may_be_one(one: Telling, other: Telling) -> bool:
    """Whether nothing tells two entries of like titles apart at once."""
    if one.names and other.names:
        least = SHARED_NAMES * min(len(one.names), len(other.names))
        return len(one.names & other.names) >= least
    return _is_near(one.year, other.year)


def is_of_title(key: int) -> bool:
    """Whether a key is made of the title alone."""
    return key & 1 == 1


def find_candidates(keys: Sequence[Sequence[int]], telling: Sequence[Telling]) -> set[Pair]:
    """The pairs of places that are worth judging."""
    pairs = set[Pair]()
    for key, block in _find_blocks(keys):
        if not is_of_title(key):
            pairs.update(combinations(block, 2))
        elif len(block) <= _LARGE:
            pairs.update(
                pair
                for pair in combinations(block, 2)
                if pair not in pairs and may_be_one(telling[pair[0]], telling[pair[1]])
            )
        else:
            pairs.update(_split_block(block, telling))
    return pairs


def _find_blocks(keys: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """The keys that several places have, each with the places, in order."""
    # One sorted list takes a tenth of the memory of a dict of lists.
    placed = sorted([key << 32 | place for place, of in enumerate(keys) for key in of])
    start, shared = 0, -1
    for end, number in enumerate([*placed, -1]):
        if number >> 32 != shared:
            if end - start > 1:
                yield shared, [number & 0xFFFFFFFF for number in placed[start:end]]
            start, shared = end, number >> 32


def _split_block(block: Sequence[int], telling: Sequence[Telling]) -> Iterator[Pair]:
    """The pairs of a large block that may be one: those that share a name that is rare
    in it, and those of which one has no names, by year."""
    named = [place for place in block if telling[place].names]
    common = Counter(name for place in named for name in telling[place].names)
    of_name, of_year = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for place in block:
        of_year[telling[place].year].append(place)
        for name in telling[place].names:
            of_name[name].append(place)
    for mine in block:
        others: Collection[int]
        if telling[mine].names:
            rarest = sorted(telling[mine].names, key=lambda name: (common[name], name))
            # Of two lists the shorter has at least one shared name among so many.
            some = rarest[: len(rarest) - _least_shared(len(rarest)) + 1]
            others = {place for name in some for place in of_name[name]}
        else:
            year = telling[mine].year
            near = [year - 1, year, year + 1, 0] if year else of_year
            others = {place for of in near for place in of_year.get(of, ())}
        for other in others:
            if other != mine and may_be_one(telling[mine], telling[other]):
                yield (mine, other) if mine < other else (other, mine)


def _least_shared(names: int) -> int:
    """How many names of a list another must have at least."""
    return max(1, -int(-SHARED_NAMES * names // 1))


def _is_near(one: int, other: int) -> bool:
    return not (one and other) or abs(one - other) <= YEARS_APART


def _digest_name(name: str) -> int:
    start = name[: _NAME_LETTERS + 1]
    for letters in ("ae", "oe", "ue"):  # Mueller is Müller
        start = start.replace(letters, letters[0])
    return crc32(start[:_NAME_LETTERS].encode("utf-8", "backslashreplace"))
