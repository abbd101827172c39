"""Listing files -> blocks. Chooses the reader by content, never by the file's name."""

from collections.abc import Iterator
from typing import NamedTuple

from paperdex.listing import arxiv, json_array, json_lines, page_html, page_markdown, page_text
from paperdex.listing.base import Block, Entry, Furniture, Page, Reader, Stray
from paperdex.listing.decode import LONGEST_LINE, FileContent, Open
from paperdex.listing.foreign import name_archive, name_foreign

__all__ = [
    "Block",
    "Entry",
    "Furniture",
    "Listing",
    "NotListing",
    "Page",
    "Stray",
    "find_unread",
    "read_listing",
]

_TOO_LONG = f"a line of more than {LONGEST_LINE >> 20} MiB, of which the rest is not read"
_CONVERT = "which can't be read: export it as CSL JSON or JSON lines"

READERS: tuple[Reader, ...] = (json_lines, json_array, arxiv, page_html, page_markdown, page_text)


class Listing(NamedTuple):
    """A file that a reader knows: the form's name, the blocks, read as they are taken, and
    the content that they are read from."""

    form: str
    blocks: Iterator[Block]
    content: FileContent


class NotListing(NamedTuple):
    """A file of no known form, and why."""

    reason: str


def read_listing(open_file: Open, form: str | None = None) -> Listing | NotListing:
    """The listing in a file, in the given form or in the one recognised by its content.

    Raises OSError if the file can't be opened or read.
    """
    content = FileContent(open_file)
    if unreadable := _why_unreadable(content):
        return NotListing(unreadable)
    if not content.start:
        return Listing("empty", iter(()), content)
    if form is not None:
        [reader] = [reader for reader in READERS if form == reader.FORM]
        return Listing(form, _blocks(reader, content), content)
    nearest = ""
    for reader in READERS:
        reason = reader.why_not(content)
        if reason is None:
            return Listing(reader.FORM, _blocks(reader, content), content)
        nearest = nearest or reason
    foreign = name_foreign(content)
    return NotListing(f"{foreign}, {_CONVERT}" if foreign else f"not a listing: {nearest}")


def _why_unreadable(content: FileContent) -> str | None:
    """Why no reader could read a file, whatever its form; None if one may."""
    if archive := name_archive(content.first_bytes()):
        return f"{archive}, which can't be read: unpack it first"
    if content.is_binary():
        return "not a listing: a binary file"
    if not content.start and content.damage:  # which is found by reading the start
        return "the compressed data is damaged or cut off: nothing can be read"
    return None


def _blocks(reader: Reader, content: FileContent) -> Iterator[Block]:
    content.too_long.clear()  # by the look at the form, which may not be of lines
    yield from reader.split(content)
    yield from find_unread(content)


def find_unread(content: FileContent) -> Iterator[Stray]:
    """The lines of a content, after it was read, that were not read to their end, and the line
    from which on nothing could be read."""
    for line in sorted(content.too_long):
        yield Stray(line, line, _TOO_LONG, "")
    if content.damage:
        line, reason = content.damage
        yield Stray(line, line, reason, "")
