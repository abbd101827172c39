"""Everything known about one paper, and which sighting gave it: as lines, and as a record."""

from collections.abc import Iterator, Sequence
from typing import Any

from paperdex.output.reports import name_place
from paperdex.paper import Paper, Sighting, to_record
from paperdex.terminal import printable


def paper_lines(paper: Paper, reason: str) -> Iterator[str]:
    """Everything known about a paper: name, tab, value; unknown fields are left out."""
    for name, value in to_record(paper).items():
        if name == "sightings":
            yield from _seen_lines(paper)
        elif isinstance(value, list):
            yield from (f"{name}\t{printable(str(item))}" for item in value)
        elif value is not None and value is not False:
            yield f"{name}\t{printable(str(value))}"
    yield from _reason_lines(reason)


def origin_lines(
    paper: Paper, origins: Sequence[tuple[str, Sighting]], reason: str
) -> Iterator[str]:
    """Where a paper was seen, which sighting gave each field, and why it is one paper."""
    yield from _seen_lines(paper)
    yield from (f"{field}\tfrom {name_place(seen)}" for field, seen in origins)
    yield from _reason_lines(reason)


def _seen_lines(paper: Paper) -> Iterator[str]:
    return (f"seen\t{name_place(seen)}" for seen in paper.sightings)


def _reason_lines(reason: str) -> list[str]:
    return [f"reason\t{printable(reason)}"] if reason else []


def origin_record(
    paper: Paper, origins: Sequence[tuple[str, Sighting]], reason: str
) -> dict[str, Any]:
    """Where the fields of a paper are from, as documented in docs/records.md."""
    return {
        "id": paper.id,
        "sightings": [seen._asdict() for seen in paper.sightings],
        "fields": [
            {"field": field, "source": seen.source, "file": seen.file, "line": seen.line}
            for field, seen in origins
        ],
        "reason": reason or None,
    }
