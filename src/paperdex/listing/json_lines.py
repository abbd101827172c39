"""Reader of JSON lines: one JSON object a line, each a record of one paper.

The line of an entry is the line of the file. Which keys mean what is decided
in :mod:`paperdex.parse`.
"""

import json
from collections.abc import Iterator
from typing import Any

from paperdex.listing.base import Block, Entry, Lines, Page, Stray

FORM = "json-lines"

_PAGE = Page()


def why_not(head: list[str]) -> str | None:
    """None if most of the lines are JSON objects and one has a title."""
    filled = [line for line in head if line.strip()]
    objects = [record for record in map(_read_object, filled) if record is not None]
    if 2 * len(objects) < len(filled) or not objects:
        return "not JSON lines"
    return None if any("title" in record for record in objects) else "JSON lines without `title`"


def split(lines: Lines) -> Iterator[Block]:
    """One entry for each line that is a JSON object; any other line is a stray."""
    rank = 0
    for number, line in enumerate(lines(), 1):
        if not line.strip():
            continue
        record = _read_object(line)
        if record is None:
            yield Stray(number, number, "not a JSON object", line)
            continue
        rank += 1
        yield Entry(number, number, number, rank, line, record, _PAGE)


def _read_object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
