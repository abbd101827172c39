"""The reference engine: rank-bm25 in memory, over the same terms as the default.

rank-bm25's own idf is negative for a word in most papers and 0 for one in half
of them, so that matching it would count against a paper; here it is
ln(1 + (N - n + 0.5) / (n + 0.5)), which stays above 0 (Lucene's and tantivy's).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from rank_bm25 import BM25Okapi

from paperdex.index import analyzer
from paperdex.index.base import (
    K1,
    NAME,
    WHOLE_TITLE,
    B,
    Part,
    Scored,
    indexed_text,
    name_bonus,
    plain_text,
    round_score,
    title_bonus,
)
from paperdex.index.conditions import make_plan
from paperdex.index.fields import name_in, name_key, short_key, whole_title
from paperdex.index.matching import ReadPaper, fits
from paperdex.index.rescoring import (
    FIRST,
    Clue,
    WordCoder,
    add_points,
    explain_points,
    find_clues,
)
from paperdex.index.scoring import Form, Sought, gather_forms, idf, seek_words
from paperdex.index.word_lists import STOP_WORDS
from paperdex.paper import Paper
from paperdex.query import Query, facts

_HOLE = ""


class _BM25(BM25Okapi):  # type: ignore[misc]
    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {word: idf(self.corpus_size, n) for word, n in nd.items()}


class RankBM25Index:
    """An index of papers held in memory, built at each start."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        given = list(papers)
        self._papers = [ReadPaper(paper) for paper in given]
        self._places = {paper.id: place for place, paper in enumerate(given)}
        self._days = {paper.id: facts(paper)["first_day"] or 0 for paper in given}
        coder = WordCoder()
        self._wordings = [coder.encode(paper) for paper in given]
        self._mean_wording = sum(map(len, self._wordings)) / max(1, self.size)
        self._texts = [_terms_in_place(indexed_text(paper)) for paper in given]
        terms = [[term for term in text if term != _HOLE] for text in self._texts]
        self._nothing = [0.0] * self.size
        self._holders = Counter(term for text in terms for term in set(text))
        self._writers = Counter(
            word for paper in given for word in set(analyzer.words(plain_text(paper)))
        )
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
        hits = self._rank(query)
        first, rest = hits[:FIRST], hits[FIRST:]
        wordings = [self._wordings[self._places[hit.id]] for hit in first]
        points = add_points(self._clues(query), wordings, self._mean_wording)
        first = [Scored(hit.id, hit.score + more) for hit, more in zip(first, points, strict=True)]
        ranked = [Scored(hit.id, round_score(hit.score)) for hit in first + rest]
        return (self._order(ranked[:FIRST]) + ranked[FIRST:])[:limit], len(hits)

    def count_having(self, term: str) -> int:
        """See :class:`paperdex.index.base.Index`."""
        return self._holders[term]

    def explain(self, query: Query, paper_id: str) -> list[Part]:
        """See :class:`paperdex.index.base.Index`."""
        hits = self._rank(query)
        if not any(hit.id == paper_id for hit in hits):
            return []
        place = self._places[paper_id]
        parts = [
            Part(form.label, self._form_scores(form)[place])
            for form in gather_forms(self._seek(query))
        ]
        parts += [Part(*part) for part in self._bonuses(self._papers[place].paper, query).items()]
        if any(hit.id == paper_id for hit in hits[:FIRST]):
            wording = self._wordings[place]
            parts += explain_points(self._clues(query), wording, self._mean_wording)
        return [part for part in parts if part.points]

    def _rank(self, query: Query) -> list[Scored]:
        """The papers that match with their points for words and title, best first."""
        scores = [self._form_scores(form) for form in gather_forms(self._seek(query))]
        points = [sum(of) for of in zip(*scores, strict=True)] if scores else self._nothing
        plan = make_plan(query, self._seek_every)
        hits = []
        for place, read in enumerate(self._papers):
            score = points[place] + sum(self._bonuses(read.paper, query).values())
            if (score or not plan.needs_words) and fits(read, plan):
                hits.append(Scored(read.paper.id, score))
        return self._order(hits)

    def _order(self, hits: Iterable[Scored]) -> list[Scored]:
        """Best first, then newest first, then by id."""
        return sorted(hits, key=lambda hit: (-hit.score, -self._days[hit.id], hit.id))

    def _seek(self, query: Query) -> list[Sought]:
        return seek_words(_words_of(query), self.size, self.count_having)

    def _seek_every(self, text: str) -> list[Sought]:
        return seek_words(analyzer.query_words(text, every=True), self.size, self.count_having)

    def _clues(self, query: Query) -> list[Clue]:
        return find_clues(_words_of(query), self.size, self.count_having, self._writers.__getitem__)

    def _bonuses(self, paper: Paper, query: Query) -> dict[str, float]:
        """What a paper gains whose title, or name, the query is."""
        bonuses = {}
        if short_key(paper.title) == short_key(query.ranked):
            bonuses[WHOLE_TITLE] = title_bonus(self.size, len(_words_of(query)))
        name = name_in(paper.title)
        if name is not None and name == name_key(query.ranked):
            bonuses[NAME] = name_bonus(self.size, len(_words_of(query)))
        return bonuses

    def _form_scores(self, form: Form) -> list[float]:
        """What a form gives each paper."""
        if not all(self._holders[term] for term in form.terms):
            return self._nothing
        if len(form.terms) == 1:
            scores = self._bm25.get_scores(list(form.terms))
            return [form.weight * float(score) for score in scores]
        weight = form.weight * sum(idf(self.size, self._holders[term]) for term in form.terms)
        return [weight * self._phrase_score(place, form.terms) for place in range(self.size)]

    def _phrase_score(self, place: int, terms: tuple[str, ...]) -> float:
        times = sum(pair == terms for pair in _pairs(self._texts[place]))
        norm = K1 * (1 - B + B * self._bm25.doc_len[place] / self._bm25.avgdl)
        return float((K1 + 1) * times / (times + norm))


def _words_of(query: Query) -> list[analyzer.Word]:
    return analyzer.query_words(query.ranked, query.all_words)


def _terms_in_place(text: str) -> list[str]:
    """The terms of a text in order, with a hole for each stop word."""
    words = analyzer.words(text)
    return [
        _HOLE if word in STOP_WORDS else term
        for word, term in zip(words, analyzer.stem(words), strict=True)
    ]


def _pairs(terms: list[str]) -> Iterator[tuple[str, str]]:
    return pairwise(terms)
