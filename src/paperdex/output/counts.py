"""Counts of papers by year, source and so on, as lines and as a record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from paperdex.output.lines import hit_record, pick_fields
from paperdex.search.facets import Count
from paperdex.search.rank import Hits
from paperdex.terminal import printable


def count_lines(facet: str, counts: Sequence[Count]) -> Iterator[str]:
    """A header, then a line for each value with its papers; `-` stands for none."""
    yield f"papers\t{facet}"
    for count in counts:
        yield f"{count.papers}\t{'-' if count.value is None else printable(count.value)}"


def answer_record(
    hits: Hits, counts: Mapping[str, Sequence[Count]], fields: Sequence[str] | None
) -> dict[str, Any]:
    """The answer as one object: the total, the counts by facet, and the hits."""
    records = map(hit_record, hits.hits)
    return {
        "total": hits.total,
        "by": {facet: [count._asdict() for count in found] for facet, found in counts.items()},
        "hits": list(pick_fields(records, fields)),
    }
