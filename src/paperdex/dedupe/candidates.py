"""Block keys of entries, and what tells them apart -> the pairs that are worth judging.

Two entries are judged if they share a key. If they share only keys of their titles or
abstracts, nothing known of both may tell them apart at a glance: their authors, or their years
if authors are not known. So the cost of thousands of works with one title, or with abstracts of
one template, depends on the authors they share, and is not quadratic. Whether a pair is judged
depends on the two alone, in a block of any size.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, pairwise
from typing import NamedTuple
from zlib import crc32

from paperdex.dedupe.thresholds import SHARED_NAMES, YEARS_APART
from paperdex.dedupe.traits import Traits

Pair = tuple[int, int]
"""Two places of a sequence, the smaller first."""

# Letters of a name that its spellings share, most typos and cuts too.
_NAME_LETTERS = 3
# What is kept of a digest of so few letters.
_DIGEST = (1 << 16) - 1
# Blocks larger than this are gone over name by name, with the same result.
_LARGE = 30
# From so many numbers on (keys of some 12,000 papers), numpy is worth the 0.1 s of its import.
_MANY = 150_000


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


def is_of_text(key: int) -> bool:
    """Whether a key is made of the title or abstract alone."""
    return key & 1 == 1


def place_keys(keys: Iterable[Sequence[int]]) -> "array[int]":
    """The keys of each place, in order, each as one number together with its place."""
    return array("Q", [key << 32 | place for place, of in enumerate(keys) for key in of])


def find_candidates(placed: "array[int]", telling: Callable[[int], Telling]) -> "array[int]":
    """The pairs of places that are worth judging, each once, in order, as numbers of 64 bits
    (see split_pair): as tuples in a set those of millions would fill the memory. Sorts
    ``placed`` (see place_keys)."""
    pairs, unsure, most = array("Q"), array("Q"), _MANY

    def settle() -> "array[int]":
        pairs.extend(pair for pair in distinct(unsure) if _may_be(pair, telling))
        del unsure[:]
        return distinct(pairs)

    sort_numbers(placed)
    for is_sure, some in _pair_up(placed, telling):
        (pairs if is_sure else unsure).extend(some)
        if len(pairs) + len(unsure) > most:
            pairs = settle()
            most = max(_MANY, 2 * len(pairs))
    return settle()


def _pair_up(
    placed: "array[int]", telling: Callable[[int], Telling]
) -> Iterator[tuple[bool, Iterable[int]]]:
    """The pairs of each block, or of many at once: whether they are worth judging as they are,
    and as numbers."""
    split = set[tuple[int, ...]]()
    for repeats, twos in _find_repeats(placed):
        yield from twos
        for key, block in _find_blocks(placed, repeats):
            if not is_of_text(key):
                yield True, map(join_pair, combinations(block, 2))
            elif len(block) <= _LARGE:  # two that are one share several keys: looked at once
                yield False, map(join_pair, combinations(block, 2))
            elif (members := tuple(block)) not in split:  # one title has several keys
                split.add(members)
                told = {place: telling(place) for place in block}
                yield True, map(join_pair, _split_block(block, told))


def as_pair(one: int, other: int) -> Pair:
    """Two places, the smaller first."""
    return (one, other) if one < other else (other, one)


def join_pair(pair: Pair) -> int:
    """A pair as one number of 64 bits."""
    return pair[0] << 32 | pair[1]


def split_pair(number: int) -> Pair:
    """The pair that a number stands for."""
    return number >> 32, number & 0xFFFFFFFF


def distinct(numbers: "array[int]") -> "array[int]":
    """The distinct numbers, in order. Many are sorted and moved up in the argument itself: of
    three million papers pairs fill a third of the memory, and there is no room for a copy."""
    if len(numbers) < _MANY:
        return array(numbers.typecode, sorted(set(numbers)))
    import numpy  # 0.1 s: for a large library only

    sort_numbers(numbers)
    found, end = numpy.frombuffer(numbers, numbers.typecode), 1
    for first in range(1, len(numbers), _MANY):  # `unique` takes ten times as long
        some = found[first : first + _MANY]
        new = some[some != found[first - 1 : first - 1 + len(some)]]
        found[end : end + len(new)] = new
        end += len(new)
    del found, some  # an array that they look at can't be cut
    del numbers[end:]
    return numbers


def sort_numbers(numbers: "array[int]") -> None:
    """Sort in place; large arrays without making a list of them."""
    if len(numbers) < _MANY:
        numbers[:] = array(numbers.typecode, sorted(numbers))
        return
    import numpy  # as above

    numpy.frombuffer(numbers, numbers.typecode).sort()


def _find_blocks(placed: "array[int]", repeats: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """The keys at some of the repeats, each with the places that have it, in order."""
    start = end = 0
    for nth in chain(repeats, (0,)):
        if nth != end:  # the block ends here
            if end:
                yield placed[start] >> 32, [n & 0xFFFFFFFF for n in placed[start:end]]
            start = nth - 1
        end = nth + 1


def _find_repeats(
    placed: "array[int]",
) -> Iterator[tuple[Iterable[int], Sequence[tuple[bool, "array[int]"]]]]:
    """Where a number has the key of the one before it. Of many, part by part, the blocks of two,
    as most are, are given as pairs instead (see _pair_up)."""
    if len(placed) < _MANY:
        yield (n for n, (a, b) in enumerate(pairwise(placed), 1) if a >> 32 == b >> 32), ()
        return
    import numpy  # as above

    half, start = numpy.uint64(32), 0
    while start < len(placed):
        last = placed[min(start + _MANY, len(placed)) - 1] >> 32
        end = bisect_left(placed, last + 1 << 32, start)  # no block is cut
        numbers = numpy.frombuffer(placed, numpy.uint64)[start:end]
        keys = numbers >> half
        is_repeat = numpy.zeros(len(keys) + 1, bool)
        is_repeat[1:-1] = keys[1:] == keys[:-1]
        is_two = is_repeat[1:-1] & ~is_repeat[:-2] & ~is_repeat[2:]
        first = numpy.flatnonzero(is_two)
        pairs = numbers[first] << half | numbers[first + 1] & numpy.uint64(0xFFFFFFFF)
        is_sure = keys[first] & numpy.uint64(1) == 0
        twos = [(sure, array("Q", pairs[is_sure == sure].tobytes())) for sure in (True, False)]
        is_repeat[1:-1] &= ~is_two
        yield (numpy.flatnonzero(is_repeat) + start).tolist(), twos
        start = end


def _may_be(pair: int, telling: Callable[[int], Telling]) -> bool:
    one, other = split_pair(pair)
    return may_be_one(telling(one), telling(other))


def _split_block(block: Sequence[int], telling: Mapping[int, Telling]) -> Iterator[Pair]:
    """The pairs of a large block that may be one, found from the one that has fewer names:
    another shares one of those that are rare in the block. Without names, by year."""
    of_name, of_year = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    order = sorted(block, key=lambda place: (len(telling[place].names), place))
    # Those that have more names come first, so that lists hold what may be asked for.
    for mine in reversed(order):
        told = telling[mine]
        if told.names:
            rarest = sorted(told.names, key=lambda name: (len(of_name[name]), name))
            some = rarest[: len(rarest) - _least_shared(len(rarest)) + 1]
            others = {place for name in some for place in of_name[name]}
        else:
            near = [told.year - 1, told.year, told.year + 1, 0] if told.year else list(of_year)
            others = {place for year in near for place in of_year.get(year, ())}
        for other in others:
            if may_be_one(told, telling[other]):
                yield (mine, other) if mine < other else (other, mine)
        of_year[told.year].append(mine)
        for name in told.names:
            of_name[name].append(mine)


def _least_shared(names: int) -> int:
    """How many names of a list another must have at least."""
    return max(1, -int(-SHARED_NAMES * names // 1))


def _is_near(one: int, other: int) -> bool:
    return not (one and other) or abs(one - other) <= YEARS_APART


@lru_cache(maxsize=1 << 16)
def _digest_name(name: str) -> int:
    start = name[: _NAME_LETTERS + 1]
    for letters in ("ae", "oe", "ue"):  # Mueller is Müller
        start = start.replace(letters, letters[0])
    return crc32(start[:_NAME_LETTERS].encode("utf-8", "backslashreplace")) & _DIGEST
