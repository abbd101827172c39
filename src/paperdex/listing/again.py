"""Reading twice: first to collect what stands at the end of a file, then for good.

A function that reads in; out comes one that gives the same, but reads a small file only once.
Memory stays bounded whatever the size of the file.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Generic, TypeVar

_T = TypeVar("_T")

# At most this many pieces or items are kept: those of a page of two thousand cards.
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
