"""Neighbours of a paper as lines and records for programs: hits, and the words they share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from paperdex.output.lines import OF_PAPERS, hit_record, to_line, write_found, write_records
from paperdex.search.similar import NEIGHBOUR_FIELDS, Neighbour
from paperdex.terminal import printable


def neighbour_record(neighbour: Neighbour) -> dict[str, Any]:
    """The record of a neighbour: that of a hit, then the words it shares."""
    return {**hit_record(neighbour.hit), "shared": neighbour.shared}


def write_neighbours(
    neighbours: Iterable[Neighbour], format: str, fields: Sequence[str] | None
) -> Iterator[str]:
    """Neighbours in one of the formats; in lines: id, date, title, the words shared."""
    if format in OF_PAPERS:
        return write_found((hit for hit, _ in neighbours), format)
    if format == "lines" and fields is None:
        return (
            f"{to_line(hit.paper, color=False)}\t{printable(', '.join(words))}"
            for hit, words in neighbours
        )
    return write_records(map(neighbour_record, neighbours), format, NEIGHBOUR_FIELDS, fields)
