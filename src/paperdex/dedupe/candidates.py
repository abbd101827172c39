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
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from paperdex.dedupe.blocking import is_of_text
from paperdex.dedupe.pairs import MANY, Pair, distinct, join_pair, sort_numbers, split_pair
from paperdex.dedupe.telling import Telling, may_be_one
from paperdex.dedupe.thresholds import SHARED_NAMES

# Blocks larger than this are gone over name by name, with the same result.
_LARGE = 30


class _Pairs(NamedTuple):
    """Pairs as numbers, and whether they are worth judging whatever tells the two apart."""

    are_sure: bool
    numbers: Iterable[int]


class _Repeats(NamedTuple):
    """Which numbers have the key of the one before them, except in blocks of two, if these are
    given as pairs."""

    places: Iterable[int]
    twos: Sequence[_Pairs] = ()


def place_keys(keys: Iterable[Sequence[int]]) -> "array[int]":
    """The keys of each place, in order, each as one number together with its place."""
    return array("Q", [key << 32 | place for place, of in enumerate(keys) for key in of])


def find_candidates(placed: "array[int]", telling: Callable[[int], Telling]) -> "array[int]":
    """The pairs of places that are worth judging, each once, in order, as numbers of 64 bits
    (see :mod:`paperdex.dedupe.pairs`). Sorts ``placed`` (see :func:`place_keys`)."""
    pairs, unsure, most = array("Q"), array("Q"), MANY

    def settle() -> "array[int]":
        pairs.extend(pair for pair in distinct(unsure) if _may_be(pair, telling))
        del unsure[:]
        return distinct(pairs)

    sort_numbers(placed)
    for some in _pair_up(placed, telling):
        (pairs if some.are_sure else unsure).extend(some.numbers)
        if len(pairs) + len(unsure) > most:
            pairs = settle()
            most = max(MANY, 2 * len(pairs))
    return settle()


def _pair_up(placed: "array[int]", telling: Callable[[int], Telling]) -> Iterator[_Pairs]:
    """The pairs of each block, or of many at once."""
    split = set[tuple[int, ...]]()
    for repeats in _find_repeats(placed):
        yield from repeats.twos
        for key, block in _find_blocks(placed, repeats.places):
            if not is_of_text(key):
                yield _Pairs(True, map(join_pair, combinations(block, 2)))
            elif len(block) <= _LARGE:  # two that are one share several keys: looked at once
                yield _Pairs(False, map(join_pair, combinations(block, 2)))
            elif (members := tuple(block)) not in split:  # one title has several keys
                split.add(members)
                told = {place: telling(place) for place in block}
                yield _Pairs(True, map(join_pair, _split_block(block, told)))


def _find_blocks(placed: "array[int]", repeats: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """The keys at some of the repeats, each with the places that have it, in order."""
    start = end = 0
    for nth in chain(repeats, (0,)):
        if nth != end:  # the block ends here
            if end:
                yield placed[start] >> 32, [n & 0xFFFFFFFF for n in placed[start:end]]
            start = nth - 1
        end = nth + 1


def _find_repeats(placed: "array[int]") -> Iterator[_Repeats]:
    """The repeats of few numbers at once, of many part by part. In these most blocks are of two:
    numpy makes pairs of them, many times as fast."""
    if len(placed) < MANY:
        yield _Repeats(n for n, (a, b) in enumerate(pairwise(placed), 1) if a >> 32 == b >> 32)
        return
    import numpy  # 0.1 s: for a large library only

    half, start = numpy.uint64(32), 0
    while start < len(placed):
        last = placed[min(start + MANY, len(placed)) - 1] >> 32
        end = bisect_left(placed, last + 1 << 32, start)  # no block is cut
        numbers = numpy.frombuffer(placed, numpy.uint64)[start:end]
        keys = numbers >> half
        is_repeat = numpy.zeros(len(keys) + 1, bool)
        is_repeat[1:-1] = keys[1:] == keys[:-1]
        is_two = is_repeat[1:-1] & ~is_repeat[:-2] & ~is_repeat[2:]
        first = numpy.flatnonzero(is_two)
        pairs = numbers[first] << half | numbers[first + 1] & numpy.uint64(0xFFFFFFFF)
        is_sure = keys[first] & numpy.uint64(1) == 0
        twos = [
            _Pairs(sure, array("Q", pairs[is_sure == sure].tobytes())) for sure in (True, False)
        ]
        is_repeat[1:-1] &= ~is_two
        yield _Repeats((numpy.flatnonzero(is_repeat) + start).tolist(), twos)
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
