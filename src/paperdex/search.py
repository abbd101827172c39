"""The second journey: query -> index -> hits, with the papers and where they match."""

from collections.abc import Iterable
from dataclasses import dataclass

from paperdex.dedupe import merge_papers
from paperdex.index import analyzer
from paperdex.index.base import Index, Scored
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.store import Store

Matched = dict[str, list[tuple[int, int]]]
"""By field (title, abstract, summary): the [start, end) offsets, in characters, of matches."""

SORTS = ("score", "date", "upvotes", "comments", "title")


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper found: its 1-based place in the answer, its score, and where it matches."""

    paper: Paper
    rank: int
    score: float
    matched: Matched


@dataclass(frozen=True, slots=True)
class Hits:
    """The part of an answer that was asked for, and how many papers match in all."""

    hits: list[Hit]
    total: int


def search_papers(
    store: Store, index: Index, query: Query, *, limit: int, offset: int = 0, sort: str = "score"
) -> Hits:
    """The hits from ``offset`` on, at most ``limit``, in the order asked for.

    Equal scores stand newest first, then by id, so that pages never overlap.
    """
    if sort == "score":
        scored, total = _best(store, index, query, offset + limit)
    else:
        scored, total = index.search(query, max(1, index.size))
        scores = {hit.id: hit for hit in scored}
        in_order = store.names(query.filters.ranges(), sort) if scored else []
        scored = [scores[name] for name in in_order if name in scores]
    wanted = frozenset(analyzer.terms(query.text))
    hits = []
    for rank, hit in enumerate(scored[offset : offset + limit], offset + 1):
        paper = get_paper(store, hit.id)
        hits.append(Hit(paper, rank, hit.score, find_matches(paper, wanted)))
    return Hits(hits, total)


def get_paper(store: Store, name: str) -> Paper:
    """The paper of this id, merged from its entries."""
    return merge_papers(store.entries_of(name), name)


def find_matches(paper: Paper, wanted: Iterable[str]) -> Matched:
    """Where the wanted terms stand in the fields that are searched."""
    terms = frozenset(wanted)
    fields = {"title": paper.title, "abstract": paper.abstract, "summary": paper.summary}
    matched = {name: analyzer.spans(text, terms) for name, text in fields.items() if text}
    return {name: spans for name, spans in matched.items() if spans}


def _best(store: Store, index: Index, query: Query, wanted: int) -> tuple[list[Scored], int]:
    """The best ``wanted`` hits, ties settled.

    An engine breaks ties as it likes, so more is fetched until the score falls
    below that of the last one wanted.
    """
    limit = wanted + 1
    while True:
        scored, total = index.search(query, limit)
        if len(scored) < limit or scored[-1].score < scored[wanted - 1].score:
            break
        limit *= 4
    days = store.first_days([hit.id for hit in scored])
    scored.sort(key=lambda hit: (-hit.score, -(days[hit.id] or 0), hit.id))
    return scored[:wanted], total
