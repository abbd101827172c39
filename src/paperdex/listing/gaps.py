"""The lines between the records of a file -> furniture, so that every line is in a block."""

from collections.abc import Callable, Iterable, Iterator

from paperdex.listing.base import Block, Furniture, Text


class LineCounter:
    """Passes pieces of text on, and counts their lines."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._chunks = chunks
        self.lines = 1

    def __iter__(self) -> Iterator[str]:
        for chunk in self._chunks:
            self.lines += chunk.count("\n")
            yield chunk


def count_lines(text: Text) -> int:
    """How many lines a text has, which is read for it."""
    return 1 + sum(chunk.count("\n") for chunk in text.chunks())


def fill_gaps(blocks: Iterable[Block], last_line: Callable[[], int]) -> Iterator[Block]:
    """The blocks in file order, with furniture for the lines that are in none.

    ``last_line`` is called after the last block.
    """
    covered = 0
    for block in blocks:
        if block.first_line > covered + 1:
            yield Furniture(covered + 1, block.first_line - 1)
        covered = max(covered, block.end_line)
        yield block
    end = last_line()
    if covered < end:
        yield Furniture(covered + 1, end)
