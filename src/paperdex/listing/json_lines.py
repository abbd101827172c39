"""Reader of JSON lines: one JSON object a line, each a record of one paper.

The line of an entry is the line of the file. Which keys mean what is decided
in :mod:`paperdex.parse`. No line says anything of another, so that the lines of a large
file may be read apart.
"""

from collections.abc import Iterable, Iterator

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
    return split_lines(content.lines(), 1, 1)


def split_lines(lines: Iterable[str], first: int, rank: int) -> Iterator[Block]:
    """The same for some of the lines: the first is the ``first``-th of all, and the
    ``rank``-th that is not blank."""
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        record = read_object(line)
        if record is None:
            yield Stray(number, number, "not a JSON object", line)
        else:
            fields = read_record(record) or record  # one without a title is rejected for that
            yield Entry(number, number, number, rank, line, fields, _PAGE)
        rank += 1
