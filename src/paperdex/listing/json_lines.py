"""Reader of JSON lines: one JSON object per line, each a record of one paper.

The line of an entry is the line of the file. Which keys mean what is decided
in :mod:`paperdex.parse`. No line depends on another, so that the lines of a large
file may be read separately. What tools and mishaps leave around an object does no harm: byte
order marks, record separators, zeros, a comma, another object on the same line.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from paperdex.listing.base import Block, Content, Entry, Page, Stray
from paperdex.listing.decode import HEAD_LENGTH
from paperdex.listing.json_array import split_record, split_text
from paperdex.listing.other_tools import LISTS
from paperdex.listing.records import read_object, read_objects, read_record

FORM = "json-lines"

_PAGE = Page()
_AROUND = " \t\r\ufeff\x1e\0"
# How many lines are looked at if the beginning, which tells the form, is filled by long lines.
_LINES = 20


def why_not(content: Content) -> str | None:
    """None if most of the lines are objects and one is a record of a paper."""
    filled = objects = 0
    is_first = is_record = False
    for line in _first_lines(content):
        if not line.strip(_AROUND):
            continue
        found = _read_line(line)
        filled += 1
        is_first |= bool(found) and filled == 1
        # Else it may be a line of an array.
        if found and (is_first or not line.rstrip().endswith(",")):
            objects += 1
            is_record |= any(read_record(record) is not None for record in found)
    if 2 * objects < filled or not objects:
        return ""
    if is_record:
        return None
    return "JSON lines without `title`" if filled > 1 else ""  # one may be an object of arrays


def _first_lines(content: Content) -> Iterable[str]:
    """The lines by which the form is told. A long one, broken or not, must not hide the
    others, unless all is one line: that is another form's."""
    if len(content.start) < HEAD_LENGTH or len(content.head) > _LINES:
        return content.head
    if content.start.lstrip(_AROUND + "\n")[:1] in ("[", "<"):
        return content.head
    is_one = not any(line.strip() for line in islice(content.lines(), 1, _LINES))
    return content.head if is_one else islice(content.lines(), _LINES)


def _read_line(line: str) -> list[dict[str, Any]]:
    record = read_object(line)
    if record is not None:
        return [record]
    return read_objects(line.strip(_AROUND).removesuffix(","))


def split(content: Content) -> Iterator[Block]:
    """One entry for each JSON object of a line; any other line is a stray."""
    return split_lines(content.lines(), 1, 1, content.too_long)


def split_lines(
    lines: Iterable[str], first: int, rank: int, too_long: Collection[int]
) -> Iterator[Block]:
    """The same for some of the lines: the first is the ``first``-th of all, and the
    ``rank``-th that is not blank. Those that are ``too_long`` are reported by whoever read them."""
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        records = _read_line(line)
        if not records and number not in too_long:
            yield from _split_other(line, line, number, rank)
        for record in records:
            fields = read_record(record)
            if fields is not None and LISTS.isdisjoint(record):
                yield Entry(number, number, number, rank, line, fields, _PAGE)
            elif fields is not None:
                yield from _set_raw(split_record(json.dumps(record), number, rank - 1, _PAGE), line)
            else:
                text = line if len(records) == 1 else json.dumps(record)
                yield from _split_other(text, line, number, rank, record)
        rank += 1


def _set_raw(blocks: Iterable[Block], line: str) -> Iterator[Block]:
    return (block._replace(raw=line) for block in blocks if isinstance(block, Entry | Stray))


def _split_other(
    text: str, line: str, number: int, rank: int, record: Mapping[str, Any] | None = None
) -> Iterator[Block]:
    """What is in a text on a line that is not just a record: those in an array, or in another
    object; else the object, which is rejected because it has no title."""
    blocks = list(_set_raw(split_text(text, number, rank - 1, _PAGE), line))
    if any(isinstance(block, Entry) for block in blocks):
        yield from blocks
    elif record is not None:
        yield Entry(number, number, number, rank, line, record, _PAGE)
    else:
        yield Stray(number, number, "not a JSON object", line)
