"""A query -> the papers of one state of a tantivy index, best first, and how many match.

A search is: papers by words and title (:meth:`Reader.find`), restricted by the plan of clauses and
filters; more of them where scores are equal; the first ones rescored; all put in order. What is
looked up is cached as long as the state lasts. The caller (`index/tantivy`) translates errors of
tantivy.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import tantivy

from paperdex.index.analyzer import Word, stem
from paperdex.index.base import Scored, round_score
from paperdex.index.burstiness import find_burst
from paperdex.index.code_counts import CodeCounts
from paperdex.index.fields import ABSTRACT, TITLE, whole_title
from paperdex.index.rescoring import First, Weigher, count_first, rescore
from paperdex.index.scoring import idf, words_of
from paperdex.index.tantivy_ranking import REMEMBERED, RankingClauses, any_of
from paperdex.index.wordings import Wordings
from paperdex.query import Query
from paperdex.query.filters import Filters

if TYPE_CHECKING:
    from paperdex.index.conditions import Plan

Found = tuple[float, tantivy.DocAddress]
"""The score of a paper, and where the paper is in the index."""

# Scores that differ by no more than this share may be equal: they are summed in 32 bits.
_NEARLY = 1e-5
# How many more hits than wanted are asked for, because those after the last one may have its score.
# Few queries need more; for these the search is repeated.
_SPARE = 8


class Reader:
    """Searches an index in one state: that in which it was last written."""

    def __init__(self, index: tantivy.Index, wordings: Wordings, counts: CodeCounts) -> None:
        self._schema = index.schema
        self.searcher = index.searcher()
        self.size = self.searcher.num_docs
        self.clauses = RankingClauses(self._schema, self.searcher, self._read_burst)
        self._wordings = wordings
        self._counts = counts
        self.weigher = Weigher(
            self.clauses.weigh_term,
            lru_cache(REMEMBERED)(self._read_word_weight),
            lru_cache(REMEMBERED)(self._read_code_weight),
        )
        self._find_id = lru_cache(REMEMBERED)(self._read_id)

    def settle(self, query: Query) -> Query:
        """See :class:`paperdex.index.base.Index`."""
        if query.is_plain or not self.clauses.has_key(whole_title(query.text)):
            return query
        return query._replace(literal=True)

    def search(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """See :class:`paperdex.index.base.Index`."""
        if not self.size:
            return [], 0
        query = self.settle(query)
        if not query.ranked:
            return self._list(query, limit)
        words = words_of(query)
        found, total = self.find_with_ties(query, words, limit)
        return self._take_first(self._rescore(found, query, words), limit), total

    def _list(self, query: Query, limit: int) -> tuple[list[Scored], int]:
        """The papers that match, newest first: for queries without words to rank by."""
        clause = self.build_query(query, ())
        wanted = limit + 1
        while True:
            result = self.searcher.search(
                clause, limit=min(wanted, self.size), order_by_field="first_day"
            )
            days = [day for day, _ in result.hits]
            if len(days) < wanted or days[-1] != days[limit - 1]:
                break
            wanted *= 4
        listed = self._take_first([(0.0, address) for _, address in result.hits], limit)
        return listed, result.count  # type: ignore[attr-defined]

    def find_with_ties(
        self, query: Query, words: Sequence[Word], limit: int
    ) -> tuple[list[Found], int]:
        """As :meth:`find`, with all papers that may have the score of the last one wanted, or of
        the last one to be rescored; the latter in order. So the answer does not depend on the order
        in which papers were added to the index."""
        first = count_first(query, words)
        wanted = max(limit, first) + _SPARE
        while True:
            found, total = self.find(query, words, min(wanted, self.size))
            scores = [score for score, _ in found]
            tied = _find_ties(scores, first)
            if tied.stop and not scores[tied.start]:  # it may be that of all papers
                tied = slice(0, 0)
            end = max(tied.stop, _find_ties(scores, limit).stop)
            if end < len(found) or len(found) < wanted:
                break
            wanted *= 4
        if tied.stop:
            placed = zip(self._place(found[tied]), found[tied], strict=True)
            found[tied] = [hit for _, hit in sorted(placed)]
        return found, total

    def _take_first(self, hits: list[Found], limit: int) -> list[Scored]:
        """The first hits, put in order where scores are equal."""
        end = _find_ties([score for score, _ in hits], limit).stop
        places = sorted(self._place(hits[: max(limit, end)]))
        return [Scored(paper_id, -score) for score, _, paper_id in places[:limit]]

    def _place(self, hits: list[Found]) -> list[tuple[float, int, str]]:
        """Of each hit what it is sorted by: score, best first; day, newest first; id."""
        days = self.searcher.fast_field_values("first_day", [address for _, address in hits])
        return [
            (-round_score(score), -int(day or 0), self.id_at(address))
            for (score, address), day in zip(hits, days, strict=True)
        ]

    def find(self, query: Query, words: Sequence[Word], wanted: int) -> tuple[list[Found], int]:
        """The best papers, at most ``wanted``, before they are rescored; and how many match.

        Terms alone are scored twice as fast as terms beside any other kind of clause. So papers
        whose title is the query are looked for separately.
        """
        keys = [clause for _, clause in self.clauses.find_title(query.ranked, words)]
        if not keys or self._plan(query):
            return self._ask(self.build_query(query, words), wanted)
        by_words, total = self._ask(self.clauses.build_words(words), wanted)
        titled, holders = self._ask(any_of(keys), wanted)
        gains = {_place_of(address): gain for gain, address in titled}
        found = [(score + gains.pop(_place_of(at), 0.0), at) for score, at in by_words]
        if gains or holders > len(titled):  # some are not among the best by words
            return self._ask(self.build_query(query, words), wanted)
        return sorted(found, key=_score_of, reverse=True), total

    def _ask(self, clause: tantivy.Query, wanted: int) -> tuple[list[Found], int]:
        result = self.searcher.search(clause, limit=wanted)
        return result.hits, result.count  # type: ignore[attr-defined]

    def build_query(self, query: Query, words: Sequence[Word]) -> tantivy.Query:
        """The whole query: what scores a paper (the words, or that they are its title), and what it
        must match."""
        keys = [clause for _, clause in self.clauses.find_title(query.ranked, words)]
        wanted = self.clauses.build_words(words)
        wanted = any_of([wanted, *keys]) if keys else wanted
        plan = self._plan(query)
        if plan is None:
            return wanted
        from paperdex.index.tantivy_clauses import Translator

        return Translator(self._schema, self.searcher).restrict(wanted, plan)

    def _plan(self, query: Query) -> "Plan | None":
        """What a paper must match; None if it only needs one of the words."""
        if query.is_plain and query.filters == Filters() and not query.all_words:
            return None
        from paperdex.index.conditions import make_plan

        plan = make_plan(query, self.clauses.seek_every)
        return plan if plan.musts or plan.nots or not plan.needs_words else None

    def _rescore(self, hits: list[Found], query: Query, words: Sequence[Word]) -> list[Found]:
        """Hits, the first of them rescored and put in order again. These stay ahead of all
        others."""
        many = count_first(query, words)
        if not many:
            return hits
        first = hits[:many]
        scores = rescore(self.read_first(first, query, words), self.weigher)
        anew = [(score, address) for score, (_, address) in zip(scores, first, strict=True)]
        return sorted(anew, key=_score_of, reverse=True) + hits[many:]

    def read_first(self, hits: list[Found], query: Query, words: Sequence[Word]) -> First:
        """The first hits of a query with their wordings."""
        addresses = [address for _, address in hits]
        places = self.searcher.fast_field_values("wording", addresses)
        wordings = self._wordings.read(int(place or 0) for place in places)
        return First(query, words, [score for score, _ in hits], wordings)

    def id_at(self, address: tantivy.DocAddress) -> str:
        """The id of a paper, given where it is in the index."""
        return self._find_id(address.segment_ord, address.doc)

    def _read_id(self, segment: int, doc: int) -> str:
        return str(self.searcher.doc(tantivy.DocAddress(segment, doc))["id"][0])

    def _read_word_weight(self, word: str) -> float:
        """The idf of a word as written, by how many papers have it in the title or in the abstract,
        whichever are more. Names such as `A*` are not found there: they weigh as terms."""
        holders = max(self.searcher.doc_freq(field, word) for field in (TITLE, ABSTRACT))
        return idf(self.size, holders or self.clauses.count_having(stem(word)))

    def _read_code_weight(self, code: str) -> float:
        return idf(self.size, self._counts.count_having(ord(code)))

    def _read_burst(self, term: str) -> float:
        return find_burst(term, self.clauses.count_having(term), self._counts)


def _find_ties(scores: Sequence[float], nth: int) -> slice:
    """The slice of descending scores that may be equal to the ``nth`` (from 1), if the next score
    may be, too; else an empty slice."""
    begin = end = nth - 1
    if not 0 < nth < len(scores) or not _may_be_one(scores[begin], scores[nth]):
        return slice(0, 0)
    while end + 1 < len(scores) and _may_be_one(scores[end], scores[end + 1]):
        end += 1
    while begin and _may_be_one(scores[begin - 1], scores[begin]):
        begin -= 1
    return slice(begin, end + 1)


def _may_be_one(score: float, lower: float) -> bool:
    return score - lower <= _NEARLY * score


def _place_of(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


def _score_of(found: Found) -> float:
    return found[0]
