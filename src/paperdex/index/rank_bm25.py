"""The reference engine: rank-bm25 in memory, over the same terms as the default.

rank-bm25's own idf is negative for a word that most papers have, and 0 for one that half of them
have, so that to match it would count against a paper. Here idf is ln(1 + (N - n + 0.5) / (n +
0.5)), which is above 0, as in Lucene and tantivy.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from rank_bm25 import BM25Okapi

from paperdex.index import analyzer, exact, rescoring
from paperdex.index.analysed import PaperAnalyser
from paperdex.index.base import (
    K1,
    NAME,
    WHOLE_TITLE,
    B,
    Part,
    Scored,
    name_bonus,
    round_score,
    title_bonus,
)
from paperdex.index.burstiness import find_burst
from paperdex.index.code_counts import CodeCounts
from paperdex.index.conditions import make_plan
from paperdex.index.fields import ABSTRACT, TITLE, name_in, name_key, short_key, whole_title
from paperdex.index.matching import ReadPaper, fits
from paperdex.index.rescoring import First, Weigher, count_first
from paperdex.index.scoring import (
    Form,
    Sought,
    gather_forms,
    idf,
    seek_words,
    split_points,
    words_of,
)
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.query.filters import facts


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
        analyser = PaperAnalyser()
        analysed = [analyser.analyse(paper) for paper in given]
        self._wordings = [one.wording for one in analysed]
        self._counts = CodeCounts(None)
        with self._counts.adding() as count:
            for one in analysed:
                count(one.wording, one.titled)
        self._fields = {name: _read_field(self._papers, name) for name in (TITLE, ABSTRACT)}
        terms = [one.ranked.split() for one in analysed]
        self._weigher = Weigher(self._weigh_term, self._weigh_word, self._weigh_code)
        self._nothing = [0.0] * self.size
        self._holders = Counter(term for text in terms for term in set(text))
        # BM25Okapi divides by the mean length, so there must be a word.
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
        many = count_first(query, words_of(query))
        scores = rescoring.rescore(self._read_first(hits[:many], query), self._weigher)
        first = [Scored(hit.id, score) for hit, score in zip(hits, scores, strict=False)]
        ranked = [Scored(hit.id, round_score(hit.score)) for hit in first + hits[many:]]
        return self._order(ranked)[:limit], len(hits)

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
            part
            for form in gather_forms(self._seek(query))
            for part in split_points(form, self._form_scores(form)[place])
        ]
        parts += [Part(*part) for part in self._bonuses(self._papers[place].paper, query).items()]
        first = hits[: count_first(query, words_of(query))]
        for nth, hit in enumerate(first):
            if hit.id == paper_id:
                parts += rescoring.explain(self._read_first(first, query), self._weigher, nth)
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

    def _read_first(self, hits: list[Scored], query: Query) -> First:
        wordings = [self._wordings[self._places[hit.id]] for hit in hits]
        return First(query, words_of(query), [hit.score for hit in hits], wordings)

    def _weigh_term(self, term: str) -> float:
        return idf(self.size, self._holders[term])

    def _weigh_word(self, word: str) -> float:
        """The idf of a word as written, by how many papers have it in the title or in the abstract,
        whichever are more. Names such as `A*` are not found there: they weigh as terms."""
        holders = max(field.holders[word] for field in self._fields.values())
        return idf(self.size, holders or self._holders[analyzer.stem(word)])

    def _weigh_code(self, code: str) -> float:
        return idf(self.size, self._counts.count_having(ord(code)))

    def _find_burst(self, term: str) -> float:
        return find_burst(term, self._holders[term], self._counts)

    def _order(self, hits: Iterable[Scored]) -> list[Scored]:
        """Best first, then newest first, then by id."""
        return sorted(hits, key=lambda hit: (-hit.score, -self._days[hit.id], hit.id))

    def _seek(self, query: Query) -> list[Sought]:
        found = words_of(query)
        return seek_words(found, self.size, self.count_having, self._find_burst)

    def _seek_every(self, text: str) -> list[Sought]:
        return seek_words(analyzer.query_words(text, every=True), self.size, self.count_having)

    def _bonuses(self, paper: Paper, query: Query) -> dict[str, float]:
        """The bonuses of a paper whose title, or the name in it, is the query, by label."""
        bonuses = dict[str, float]()
        if not query.ranked:
            return bonuses
        if short_key(paper.title) == short_key(query.ranked):
            bonuses[WHOLE_TITLE] = title_bonus(self.size, len(words_of(query)))
        name = name_in(paper.title)
        if name is not None and name == name_key(query.ranked):
            bonuses[NAME] = name_bonus(self.size, len(words_of(query)))
        return bonuses

    def _form_scores(self, form: Form) -> list[float]:
        """The points of each paper for a form."""
        if len(form.parts) > 1:
            fields = self._fields.values()
            scores = [_phrase_scores(field, form.parts, self.size) for field in fields]
            return [form.factor * sum(of) for of in zip(*scores, strict=True)]
        if not self._holders[form.parts[0]]:
            return self._nothing
        return [form.factor * float(score) for score in self._bm25.get_scores(list(form.parts))]


class _Field(NamedTuple):
    """The words of each paper in title or abstract, how many papers have each word, and the mean
    number of words of a paper."""

    words: list[list[exact.PlacedWord]]
    holders: Counter[str]
    mean: float


def _read_field(papers: list[ReadPaper], name: str) -> _Field:
    words = [paper.words[name] for paper in papers]
    holders = Counter(word for text in words for word in {word.text for word in text})
    return _Field(words, holders, sum(map(len, words)) / max(1, len(papers)))


def _phrase_scores(field: _Field, phrase: tuple[str, ...], papers: int) -> list[float]:
    """BM25 of two words side by side, which count as one with the weights of both."""
    weight = sum(idf(papers, field.holders[word]) for word in phrase)
    scores = []
    for words in field.words:
        pairs = pairwise(words)
        times = sum(
            (one.text, other.text) == phrase and other.place == one.place + 1
            for one, other in pairs
        )
        norm = K1 * (1 - B + B * len(words) / field.mean) if times else 1.0
        scores.append(weight * (K1 + 1) * times / (times + norm))
    return scores
