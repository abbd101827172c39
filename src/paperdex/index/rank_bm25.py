"""The reference engine: rank-bm25 in memory, over the same terms as the default.

rank-bm25's own idf is negative for a word in most papers and 0 for one in half
of them, so that matching it would count against a paper; here it is
ln(1 + (N - n + 0.5) / (n + 0.5)), which stays above 0 (Lucene's and tantivy's).
"""

from collections.abc import Iterable
from math import log
from typing import Any

from rank_bm25 import BM25Okapi

from paperdex.index import analyzer
from paperdex.index.base import (
    K1,
    B,
    Scored,
    indexed_text,
    round_score,
    title_bonus,
)
from paperdex.index.conditions import make_plan
from paperdex.index.fields import short_key, whole_title
from paperdex.index.matching import ReadPaper, fits
from paperdex.paper import Paper
from paperdex.query import Query, facts


class _BM25(BM25Okapi):  # type: ignore[misc]
    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {
            word: log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for word, n in nd.items()
        }


class RankBM25Index:
    """An index of papers held in memory, built at each start."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = [ReadPaper(paper) for paper in papers]
        terms = [analyzer.terms(indexed_text(read.paper)) for read in self._papers]
        # BM25Okapi divides by the mean length: it can't be made of no words at all.
        self._bm25: Any = _BM25(terms, k1=K1, b=B) if any(terms) else None

    @property
    def size(self) -> int:
        return len(self._papers)

    def settle(self, query: Query) -> Query:
        """See :class:`paperdex.index.base.Index`."""
        title = whole_title(query.text)
        if query.is_plain or all(whole_title(read.paper.title) != title for read in self._papers):
            return query
        return query._replace(literal=True)

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        query = self.settle(query)
        terms = analyzer.terms(query.ranked)
        scores = self._bm25.get_scores(terms) if self._bm25 and terms else [0.0] * self.size
        key, bonus = short_key(query.ranked), title_bonus(self.size, len(terms))
        plan = make_plan(query)
        hits: list[tuple[Scored, int]] = []
        for place, read in enumerate(self._papers):
            is_title = short_key(read.paper.title) == key
            has_words = is_title or not plan.needs_words or self._has_a_word(place, terms)
            if has_words and fits(read, plan):
                score = float(scores[place]) + (bonus if is_title else 0.0)
                day = facts(read.paper)["first_day"] or 0
                hits.append((Scored(read.paper.id, round_score(score)), day))
        hits.sort(key=lambda hit: (-hit[0].score, -hit[1], hit[0].id))
        return [scored for scored, _ in hits[:limit]], len(hits)

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        return sum(term in words for words in self._bm25.doc_freqs) if self._bm25 else 0

    def _has_a_word(self, place: int, terms: list[str]) -> bool:
        return self._bm25 is not None and any(t in self._bm25.doc_freqs[place] for t in terms)
