"""A query -> the index -> a ranking -> hits: the papers, and where they match."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from paperdex.errors import UnknownPaper
from paperdex.index import analyzer
from paperdex.index.base import Index, Scored
from paperdex.index.scoring import seek_words
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.store import Store
from paperdex.store.lookup import ORDERS, list_ids

if TYPE_CHECKING:
    from paperdex.papers import Papers

Spans = list[tuple[int, int]]
"""The [start, end) offsets, in characters, of matches in a text, in order."""

Matched = Mapping[str, Spans]
"""The matches in each field (title, abstract, summary) that has any."""

SORTS = ("score", *ORDERS)
"""What hits can be sorted by."""

FACETS = ("year", "source", "organization", "venue")
"""What papers can be counted by."""

# A query of more words was pasted, not typed: to look up each of them would help nobody.
_MOST_TYPED = 16


class Hit(NamedTuple):
    """A paper that was found: its 1-based rank, its score (without unit), and where it matches."""

    paper: Paper
    rank: int
    score: float
    matched: Matched


HIT_FIELDS = (*Paper._fields, *Hit._fields[1:])
"""The fields of the record of a hit: those of its paper, then its own."""


class Hits(NamedTuple):
    """The requested page of an answer, and how many papers match in all."""

    hits: list[Hit]
    total: int


class Ranking(NamedTuple):
    """The same as ids and scores only, and the settled query."""

    scored: list[Scored]
    total: int
    query: Query


def rank_papers(
    store: Store, index: Index, query: Query, *, limit: int, offset: int = 0, sort: str = "score"
) -> Ranking:
    """The papers that match, from ``offset`` on, at most ``limit``, in the given order.

    Equal scores are ordered newest first, then by id, so that pages never overlap. Raises
    UnknownPaper if the index names a paper that the store does not have.
    """
    query = settle_query(store, index, query)
    if sort == "score":
        scored, total = index.search(query, offset + limit)
    else:
        scored, total = index.search(query, max(1, index.size))
        found = {hit.id: hit for hit in scored}
        in_order = list_ids(store, query.filters.ranges(), sort) if found else []
        scored = [found[paper_id] for paper_id in in_order if paper_id in found]
        if len(scored) < len(found):
            raise UnknownPaper
    return Ranking(scored[offset : offset + limit], total, query)


def find_all(store: Store, index: Index, query: Query) -> list[Scored]:
    """All papers that match, best first."""
    return index.search(settle_query(store, index, query), max(1, index.size))[0]


def settle_query(store: Store, index: Index, query: Query) -> Query:
    """A query in the form in which the index reads it, with papers by the ids that they have in the
    library: the index does not know a second DOI, or an id of before."""
    query = index.settle(query)
    if "id:" not in query.text or query.is_plain:
        return query
    from paperdex.search.known_ids import call_as_known  # few queries have an id

    clauses = call_as_known(store, query.clauses)
    return query if clauses == query.clauses else query._replace(text=str(clauses))


def find_unknown(index: Index, text: str) -> set[str]:
    """The words of a query that no paper has; none for a query longer than people type."""
    words = set("".join(sign if sign.isalnum() else " " for sign in text).split())
    if len(words) > _MOST_TYPED:
        return set()
    return {word for word in words if _is_unknown(index, word)}


def _is_unknown(index: Index, word: str) -> bool:
    """Whether no paper has the word in any of its forms; false for a stop word."""
    sought = seek_words(analyzer.query_words(word), index.size, index.count_having)
    forms = [form for one in sought for form in one.forms]
    return bool(forms) and not any(all(map(index.count_having, form.terms)) for form in forms)


def load_hits(papers: "Papers", ranking: Ranking, offset: int = 0) -> Hits:
    """The papers of a ranking, and where the words of the query are in them."""
    from paperdex.search.matches import Matches, Page  # an answer of ids has neither

    found = papers.get([scored.id for scored in ranking.scored])
    page = Page(ranking.query, found)
    hits = [
        Hit(paper, offset + nth + 1, scored.score, Matches(page, nth))
        for nth, (paper, scored) in enumerate(zip(found, ranking.scored, strict=True))
    ]
    return Hits(hits, ranking.total)
