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
    word_score_order,
)
from paperdex.paper import Paper
from paperdex.query import Query, passes
from paperdex.text import title_key


class _BM25(BM25Okapi):  # type: ignore[misc]
    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {
            word: log(1 + (self.corpus_size - n + 0.5) / (n + 0.5)) for word, n in nd.items()
        }


class RankBM25Index:
    """An index of papers held in memory, built at each start."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = list(papers)
        terms = [analyzer.terms(indexed_text(paper)) for paper in self._papers]
        # BM25Okapi divides by the mean length: it can't be made of no words at all.
        self._bm25: Any = _BM25(terms, k1=K1, b=B) if any(terms) else None

    @property
    def size(self) -> int:
        return len(self._papers)

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        terms = analyzer.terms(query.text)
        scores = self._bm25.get_scores(terms) if self._bm25 and terms else [0.0] * self.size
        key, bonus = title_key(query.text), title_bonus(self.size, len(terms))
        ranges = query.filters.ranges()
        hits = []
        for place, paper in enumerate(self._papers):
            is_title = title_key(paper.title) == key
            if (is_title or self._has_words(place, terms, query.all_words)) and passes(
                paper, ranges
            ):
                score = float(scores[place]) + (bonus if is_title else 0.0)
                hits.append(Scored(paper.id, round_score(score)))
        return word_score_order(hits)[:limit], len(hits)

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        return sum(term in words for words in self._bm25.doc_freqs) if self._bm25 else 0

    def _has_words(self, place: int, terms: list[str], all_words: bool) -> bool:
        if not terms or self._bm25 is None:
            return False
        words = self._bm25.doc_freqs[place]
        return (all if all_words else any)(term in words for term in terms)
