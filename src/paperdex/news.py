"""A saved search -> the papers that have come to its answer since it was last shown."""

from collections.abc import Iterable
from typing import NamedTuple

from paperdex.index.base import Index
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.saved import SavedSearch
from paperdex.search import Hit, Ranking, load_hits, rank_papers
from paperdex.store import Store


class News(NamedTuple):
    """What is new for a saved search: the best of it, and how much in all."""

    name: str
    hits: list[Hit]
    total: int


def start_search(store: Store, index: Index, name: str, query: Query) -> SavedSearch:
    """A search to save: all that matches now counts as shown."""
    found = index.search(query, max(1, index.size))[0]
    return SavedSearch(name, query, _known_by(store, (scored.id for scored in found)))


def find_news(store: Store, index: Index, saved: SavedSearch, limit: int | None) -> News:
    """The papers that match now and were never shown, best first, at most ``limit``."""
    ranking = rank_papers(store, index, saved.query, limit=max(1, index.size))
    new = [scored for scored in ranking.scored if not _was_shown(store, saved, scored.id)]
    shown = Ranking(new[:limit], len(new))
    return News(saved.name, load_hits(store, saved.query, shown).hits, len(new))


def note_shown(store: Store, saved: SavedSearch, papers: Iterable[Paper]) -> SavedSearch:
    """The search, with these papers among those it has shown."""
    return saved._replace(seen=saved.seen | _known_by(store, (paper.id for paper in papers)))


def _was_shown(store: Store, saved: SavedSearch, name: str) -> bool:
    """Whether a paper was shown, under this id or under one that no other paper shares:
    rather show a paper twice than never."""
    if name in saved.seen:
        return True
    former = saved.seen.intersection(store.all_names_of(name))
    return any(store.names_of_id(other) == [name] for other in former)


def _known_by(store: Store, names: Iterable[str]) -> frozenset[str]:
    """All ids that papers have and had: one of them leads to the paper later on, too."""
    return frozenset(known for name in names for known in store.all_names_of(name))
