"""The second journey, for an open library: queries in, papers and hits out.

What only some answers need is imported by them: an answer of ids alone reads no paper.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from paperdex.engines import DEFAULT_ENGINE
from paperdex.errors import UsageError
from paperdex.library.opened import Opened
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.query.filters import Filters
from paperdex.search.rank import SORTS, Hits, Ranking, find_unknown, load_hits, rank_papers
from paperdex.store.lookup import ORDERS, count_papers, has_title, list_ids
from paperdex.text import fold, squeeze, wellformed

if TYPE_CHECKING:
    from paperdex.index.base import Part
    from paperdex.papers import Papers
    from paperdex.search.facets import Count
    from paperdex.search.similar import Similar
    from paperdex.search.suggest import Suggestion


class Answers(Opened):
    """What a library can be asked for: papers by filter, id or title; hits, and what goes with
    them."""

    def papers(
        self,
        filters: Filters | None = None,
        *,
        query: str | Query = "",
        sort: str = "date",
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Paper]:
        """The papers that pass the filters and match the query, if there is one, from ``offset``
        on, at most ``limit``, read as they are taken.

        ``sort`` is date, upvotes, comments, title or, with a query, score. Raises UsageError
        for any other sort, and for invalid filters.
        """
        query = as_query(query, filters)
        if offset < 0:
            raise UsageError("offset is at least 0")
        end = None if limit is None else offset + limit
        if query.text:
            ranking = self.rank(query, limit=end or max(1, len(self)), sort=sort)
            ids = [scored.id for scored in ranking.scored]
        elif sort in ORDERS:
            ids = list_ids(self._store, query.filters.ranges(), sort, end)
        else:
            raise UsageError("without a query sort is one of " + ", ".join(ORDERS))
        return self._read_papers(ids[offset:end])

    def __iter__(self) -> Iterator[Paper]:
        return self.papers()

    def __len__(self) -> int:
        return count_papers(self._store)

    def show(self, text: str) -> list[Paper]:
        """The papers meant by FILE:LINE, an id, the start of one, a title or words of it;
        best first.

        Empty if nothing fits; several if the text is ambiguous.
        """
        from paperdex.search.resolve import find_papers

        return find_papers(self._store, self._papers, self._workspace.place.root, text)

    def show_listed(self, text: str) -> tuple[list[Paper], list[str]]:
        """The papers of a list of ids, in its order, and the ids that no paper has. Nothing for
        any other text."""
        from paperdex.search.resolve import find_listed

        return find_listed(self._store, self._papers, text)

    def known_ids(self, names: Sequence[str]) -> tuple[list[str], list[str]]:
        """The ids of the papers that have these ids, or had them before, each once, and the given
        ids that no paper has."""
        from paperdex.search.resolve import find_known

        return find_known(self._store, names)

    # Search

    def search(
        self,
        query: str | Query,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        engine: str = DEFAULT_ENGINE,
    ) -> Hits:
        """The papers that best match a text or query, at most ``limit`` from ``offset`` on.

        ``sort`` is score, date, upvotes, comments or title; ``engine`` tantivy or
        rank-bm25. The filters replace those of the query. Raises UsageError for any other
        sort or engine, and for invalid filters.
        """
        query = as_query(query, filters)
        with self.reading():
            ranking = self.rank(query, limit=limit, offset=offset, sort=sort, engine=engine)
            return self.load(ranking, offset)

    def rank(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        engine: str = DEFAULT_ENGINE,
    ) -> Ranking:
        """Like :meth:`search`, but ids and scores only: the papers are not read."""
        if limit < 1 or offset < 0 or sort not in SORTS:
            raise UsageError(
                "limit is at least 1, offset at least 0, sort one of " + ", ".join(SORTS)
            )
        wanted = {"limit": limit, "offset": offset}
        return self._engines.ask(
            lambda index: rank_papers(self._store, index, query, sort=sort, **wanted), engine
        )

    def explain(
        self, ranking: Ranking, paper_id: str, *, engine: str = DEFAULT_ENGINE
    ) -> "list[Part]":
        """What each part of a ranking's query contributed to a paper's score; they add up to it."""
        return self._engines.ask(lambda index: index.explain(ranking.query, paper_id), engine)

    def load(self, ranking: Ranking, offset: int = 0) -> Hits:
        """The papers of a ranking that began at ``offset``, and where they match. Raises
        LibraryError if the index turns out to be damaged."""
        with self._engines.checking():
            return load_hits(self._papers, ranking, offset)

    # What goes with hits

    def suggest(self, text: str, *, engine: str = DEFAULT_ENGINE) -> "list[Suggestion]":
        """For words of a query that no paper has, the nearest word that some paper has, or for a
        name the clause that finds it."""
        unknown = self._engines.ask(lambda index: find_unknown(index, text), engine)
        if not unknown:
            return []
        from paperdex.search.suggest import suggest_words

        return self._engines.ask(
            lambda index: suggest_words(self._store, index, text, unknown), engine
        )

    def unknown_words(self, text: str) -> list[str]:
        """The words of a query that a paper should have and none has, in order."""
        unknown = self._engines.ask(lambda index: find_unknown(index, text))
        if not unknown:
            return []
        from paperdex.search.suggest import wanted_words

        return [word for word in wanted_words(text) if word in unknown]

    def ids_like(self, text: str) -> list[str]:
        """The known ids most similar to an unknown one, nearest first, at most 3."""
        from paperdex.search.suggest import suggest_ids

        return suggest_ids(self._store, text)

    def has_title(self, text: str) -> bool:
        """Whether a text is the whole title of a paper, ignoring case, accents and spaces."""
        return has_title(self._store, squeeze(fold(wellformed(text))))

    def has_any(self, name: str) -> bool:
        """Whether any paper has the field of this name: authors, date, organization,
        venue, upvotes or comments."""
        from paperdex.search.facets import has_any

        return self._engines.ask(lambda index: has_any(self._store, index, name))

    def count_by(
        self, query: str | Query, facets: Sequence[str], *, engine: str = DEFAULT_ENGINE
    ) -> "dict[str, list[Count]]":
        """For each facet (year, source, organization or venue), how many of all matching papers
        have each value; years newest first, others by count. Raises UsageError for an unknown
        facet."""
        from paperdex.search.facets import count_matches

        asked = as_query(query)
        return self._engines.ask(
            lambda index: count_matches(self._store, index, asked, facets), engine
        )

    def find_similar(
        self, title: str, text: str = "", *, leave_out: Paper | None = None, limit: int = 10
    ) -> "Similar":
        """The papers most like a title and text, at most ``limit``, found by its most
        distinctive words, and these words. ``leave_out`` is the paper they belong to."""
        from paperdex.search.similar import find_similar

        paper_id = leave_out.id if leave_out else None
        return self._engines.ask(
            lambda index: find_similar(self._store, index, (title, text), paper_id, limit)
        )

    # Inside

    def _read_papers(self, ids: Sequence[str]) -> Iterator[Paper]:
        from paperdex.papers import iterate_papers

        with self._engines.checking():
            yield from iterate_papers(self._store, ids)

    @cached_property
    def _papers(self) -> "Papers":
        from paperdex.papers import Papers  # an answer of ids reads none

        return Papers(self._store)


def as_query(query: str | Query, filters: Filters | None = None) -> Query:
    """The query; the filters, if any, replace its own."""
    query = Query(query) if isinstance(query, str) else query
    return query._replace(filters=filters) if filters else query
