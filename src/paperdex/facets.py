"""Papers -> how many there are of each year, source, organization or venue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from paperdex.paper import Paper

FACETS = ("year", "source", "organization", "venue")


class Count(NamedTuple):
    """How many papers have a value; None stands for those that have none."""

    value: str | None
    papers: int


def count_by(papers: Iterable[Paper], facets: Sequence[str]) -> dict[str, list[Count]]:
    """By facet its values: years newest first, others by how many papers have them; then
    how many have none. A paper of several sources counts for each."""
    counters = {facet: Counter[str | None]() for facet in facets}
    for paper in papers:
        for facet, counter in counters.items():
            counter.update(_values(paper, facet))
    return {facet: _in_order(facet, counter) for facet, counter in counters.items()}


def _values(paper: Paper, facet: str) -> set[str | None]:
    if facet == "source":
        return {seen.source for seen in paper.sightings}
    if facet == "year":
        return {paper.date[:4] if paper.date else None}
    return {paper.venue if facet == "venue" else paper.organization}


def _in_order(facet: str, counter: Counter[str | None]) -> list[Count]:
    named = [Count(value, papers) for value, papers in counter.items() if value is not None]
    if facet == "year":
        named.sort(key=lambda count: str(count.value), reverse=True)
    else:
        named.sort(key=lambda count: (-count.papers, str(count.value)))
    return named + ([Count(None, counter[None])] if None in counter else [])
