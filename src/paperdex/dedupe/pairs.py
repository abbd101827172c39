"""Pairs of entries, named by numbers, and such pairs as one number, of which there may be millions.

As numbers of 64 bits they lie in arrays, and are sorted there: as tuples in a set those of
millions would fill the memory.
"""

from array import array

Pair = tuple[int, int]
"""Two entries by their places in a sequence, or two kinds by their numbers; the smaller first."""

MANY = 150_000
"""From so many numbers on (keys of some 12,000 papers), numpy is worth the 0.1 s of its import."""


def as_pair(one: int, other: int) -> Pair:
    """The pair of two."""
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
    if len(numbers) < MANY:
        return array(numbers.typecode, sorted(set(numbers)))
    import numpy  # 0.1 s: for a large library only

    sort_numbers(numbers)
    found, end = numpy.frombuffer(numbers, numbers.typecode), 1
    for first in range(1, len(numbers), MANY):  # `unique` takes ten times as long
        some = found[first : first + MANY]
        new = some[some != found[first - 1 : first - 1 + len(some)]]
        found[end : end + len(new)] = new
        end += len(new)
    del found, some  # an array that they look at can't be cut
    del numbers[end:]
    return numbers


def sort_numbers(numbers: "array[int]") -> None:
    """Sort in place; large arrays without making a list of them."""
    if len(numbers) < MANY:
        numbers[:] = array(numbers.typecode, sorted(numbers))
        return
    import numpy  # as above

    numpy.frombuffer(numbers, numbers.typecode).sort()
