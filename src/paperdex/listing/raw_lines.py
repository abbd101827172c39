"""Blocks of a text that was normalised before it was read -> the same with the file's own lines."""

from collections import deque
from collections.abc import Iterable, Iterator

from paperdex.listing.base import Block, Entry, Stray


def give_raw_lines(blocks: Iterable[Block], lines: Iterable[str]) -> Iterator[Block]:
    """The blocks, in file order, entries and strays with the lines that they take, blank
    ones left out. Holds the lines of one block."""
    numbered = enumerate(lines, 1)
    held = deque[tuple[int, str]]()
    for block in blocks:
        if not isinstance(block, Entry | Stray):
            yield block
            continue
        while held and held[0][0] < block.first_line:
            held.popleft()
        while (held[-1][0] if held else 0) < block.end_line:
            number, line = next(numbered, (block.end_line, ""))
            if number >= block.first_line:
                held.append((number, line))
        own = (line for number, line in held if number <= block.end_line)
        yield block._replace(raw="\n".join(filter(str.strip, own)))
