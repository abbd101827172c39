"""Listing files -> blocks. Chooses the reader by content, never by the file's name."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from paperdex.listing import json_lines, page_text
from paperdex.listing.base import Block, Entry, Furniture, Page, Reader, Stray
from paperdex.listing.decode import is_binary, read_lines, unpack

__all__ = ["Block", "Entry", "Furniture", "Listing", "NotListing", "Page", "Stray", "read_listing"]

READERS: tuple[Reader, ...] = (json_lines, page_text)

_HEAD_LINES = 400
# What reading compressed data that is damaged or cut off ends in.
_DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)

Open = Callable[[], BinaryIO]
"""Opens the file anew at its first byte."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A file that a reader knows: the form's name, and the blocks, read as they are taken."""

    form: str
    blocks: Iterator[Block]


@dataclass(frozen=True, slots=True)
class NotListing:
    """A file of no known form, and why."""

    reason: str


def read_listing(open_file: Open) -> Listing | NotListing:
    """The listing in a file. Raises OSError if the file can't be opened or read."""
    head = list[str]()
    try:
        with open_file() as raw:
            stream = unpack(raw)
            if is_binary(stream):
                return NotListing("not a listing: a binary file")
            head.extend(islice(read_lines(stream), _HEAD_LINES))
    except _DAMAGE:
        if not head:
            return NotListing("the compressed data is damaged or cut off: nothing can be read")
    if not any(line.strip() for line in head):
        return Listing("empty", iter(()))
    reasons = []
    for reader in READERS:
        reason = reader.why_not(head)
        if reason is None:
            return Listing(reader.FORM, _blocks(reader, open_file))
        reasons.append(reason)
    return NotListing("not a listing: " + "; ".join(reasons))


def _blocks(reader: Reader, open_file: Open) -> Iterator[Block]:
    """The reader's blocks; a file that can't be read to its end has a stray there."""
    damage: list[Stray] = []

    def lines() -> Iterator[str]:
        read = 0
        try:
            with open_file() as raw:
                for line in read_lines(unpack(raw)):
                    read += 1
                    yield line
        except _DAMAGE:
            reason = "the compressed data is damaged or cut off here"
            damage[:] = [Stray(read + 1, read + 1, reason, "")]
        except OSError as error:
            reason = f"can't be read from here on: {error.strerror or error}"
            damage[:] = [Stray(read + 1, read + 1, reason, "")]

    yield from reader.split(lines)
    yield from damage
