"""How many of some papers there are of each year, source, organization or venue."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from paperdex.errors import UsageError
from paperdex.index.base import Index
from paperdex.query import Query
from paperdex.query.filters import FACTS
from paperdex.search.rank import FACETS, find_all
from paperdex.store import Store
from paperdex.store.values import values_of


class Count(NamedTuple):
    """How many papers have a value; None for those without a value."""

    value: str | None
    papers: int


def count_matches(
    store: Store, index: Index, query: Query, facets: Sequence[str]
) -> dict[str, list[Count]]:
    """By facet, the counts over all matching papers. Raises UsageError for an unknown facet."""
    if not set(facets) <= set(FACETS):
        raise UsageError("papers are counted by " + ", ".join(FACETS))
    found = [scored.id for scored in find_all(store, index, query)]
    return {facet: _count_by(store, found, facet) for facet in facets}


def has_any(store: Store, index: Index, name: str) -> bool:
    """Whether any paper has a value of a facet, or of authors, date, upvotes or comments
    (``name``); a count of 0 is no value."""
    if name in FACETS:
        return bool(values_of(store, name))
    has = f"{name}:1.." if name in FACTS else f"has:{name}"
    return index.search(Query(has), 1)[1] > 0


def _count_by(store: Store, ids: Collection[str], facet: str) -> list[Count]:
    """How many of the papers with these ids have each value of a facet: years newest first,
    others by count; papers without a value come last. A paper of several sources counts
    for each."""
    values = values_of(store, facet)
    counter = Counter(value for paper_id in ids for value in values.get(paper_id, ()))
    counts = [Count(value, papers) for value, papers in counter.items()]
    if facet == "year":
        counts.sort(reverse=True)
    else:
        counts.sort(key=lambda count: (-count.papers, count.value))
    without = sum(paper_id not in values for paper_id in ids)
    return counts + ([Count(None, without)] if without else [])
