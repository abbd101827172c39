"""What is read twice, the first time to see what stands late: little of it is held.

Something that reads in, something that reads the same out, and goes over the file but
once where that is small. Memory stays bounded whatever the size of the file.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Generic, TypeVar

_T = TypeVar("_T")

# Pieces or items that are held: those of a page of two thousand cards.
_HELD = 20_000


class ReadAgain(Generic[_T]):
    """Reads from the start whenever it is called."""

    def __init__(self, read: Callable[[], Iterator[_T]]) -> None:
        self._read = read
        self._all: list[_T] | None = None

    def __call__(self) -> Iterator[_T]:
        """All of it, from the first."""
        if self._all is not None:
            return iter(self._all)
        rest = self._read()
        first = list(islice(rest, _HELD))
        if len(first) < _HELD:
            self._all = first
        return chain(first, rest)
