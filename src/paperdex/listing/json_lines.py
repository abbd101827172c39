"""Reader of JSON lines: one JSON object a line, each a record of one paper.

The line of an entry is the line of the file. Which keys mean what is decided
in :mod:`paperdex.parse`.
"""

from collections.abc import Iterator

from paperdex.listing.base import Block, Content, Entry, Page, Stray
from paperdex.listing.records import read_object, read_record

FORM = "json-lines"

_PAGE = Page()


def why_not(content: Content) -> str | None:
    """None if most of the lines are objects and one is a record of a paper."""
    filled = [line for line in content.head if line.strip()]
    objects = [record for record in map(read_object, filled) if record is not None]
    if 2 * len(objects) < len(filled) or not objects:
        return ""
    is_record = any(read_record(record) is not None for record in objects)
    return None if is_record else "JSON lines without `title`"


def split(content: Content) -> Iterator[Block]:
    """One entry for each line that is a JSON object; any other line is a stray."""
    rank = 0
    for number, line in enumerate(content.lines(), 1):
        if not line.strip():
            continue
        record = read_object(line)
        if record is None:
            yield Stray(number, number, "not a JSON object", line)
            continue
        rank += 1
        fields = read_record(record) or record  # one without a title is rejected for that
        yield Entry(number, number, number, rank, line, fields, _PAGE)
