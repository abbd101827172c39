"""A saved search -> its results that are new since it was last shown."""

from collections.abc import Iterable
from typing import NamedTuple

from paperdex.errors import UsageError
from paperdex.index import analyzer
from paperdex.index.base import Index
from paperdex.papers import Papers
from paperdex.query import Query
from paperdex.query.clauses import is_needed
from paperdex.search.rank import HIT_FIELDS, Hit, Ranking, find_all, load_hits, rank_papers
from paperdex.search.saved import SavedSearch, list_names, read_search, write_search
from paperdex.store import Store
from paperdex.store.lookup import all_ids_of, ids_known_as
from paperdex.text import shortened

NEWS_FIELDS = (*HIT_FIELDS, "search")
"""The fields of the record of a new result: those of a hit, then the name of the search."""


class News(NamedTuple):
    """The new results of a saved search: the best of them, and how many there are in all."""

    name: str
    hits: list[Hit]
    total: int


def save_search(store: Store, index: Index, folder: str, name: str, query: Query) -> bool:
    """Save a search; everything that matches now counts as shown. Returns false if it was saved
    before. Raises UsageError if another search has the name, or if there is nothing to search for.
    """
    if not (query.filters.ranges() or is_needed(query.clauses) or analyzer.words(query.text)):
        raise UsageError(f"nothing to search for in {shortened(query.text)!r}: it is not saved")
    if name in list_names(folder):
        if read_search(folder, name).query == query:
            return False
        raise UsageError(
            f"{name}: another search has this name: `paperdex saved --forget {name}` first"
        )
    found = find_all(store, index, query)
    seen = _known_by(store, (scored.id for scored in found))
    write_search(folder, SavedSearch(name, query, seen))
    return True


def find_news(store: Store, index: Index, saved: SavedSearch, limit: int | None) -> News:
    """The papers that match now and were never shown: the best of them, at most ``limit``."""
    ranking = rank_papers(store, index, saved.query, limit=max(1, index.size))
    new = [scored for scored in ranking.scored if not _was_shown(store, saved, scored.id)]
    shown = Ranking(new[:limit], len(new), ranking.query)
    return News(saved.name, load_hits(Papers(store), shown).hits, len(new))


def note_shown(store: Store, folder: str, saved: SavedSearch, news: News) -> None:
    """Record that news were shown; from now on they are not new."""
    if news.hits:
        shown = _known_by(store, (hit.paper.id for hit in news.hits))
        write_search(folder, saved._replace(seen=saved.seen | shown))


def _was_shown(store: Store, saved: SavedSearch, paper_id: str) -> bool:
    """Whether a paper was shown, under this id or a former one that no other paper shares: to
    show a paper twice is better than never."""
    if paper_id in saved.seen:
        return True
    former = saved.seen.intersection(all_ids_of(store, paper_id))
    return any(ids_known_as(store, other) == [paper_id] for other in former)


def _known_by(store: Store, ids: Iterable[str]) -> frozenset[str]:
    """All ids that papers have or had: any of them may identify a paper later."""
    return frozenset(known for paper_id in ids for known in all_ids_of(store, paper_id))
