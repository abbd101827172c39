"""The words of a query -> the queries of tantivy that score papers, called clauses here.

What is looked for, and its weight, come from `index/scoring`; which papers match is not decided
here.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from tantivy import Occur, Query, Schema, Searcher

from paperdex.index import analyzer
from paperdex.index.analyzer import Word
from paperdex.index.base import NAME, WHOLE_TITLE, name_bonus, title_bonus
from paperdex.index.fields import ABSTRACT, TITLE, key_number, name_key, short_key
from paperdex.index.scoring import Burst, Form, Frequency, Seeker, Sought, gather_forms

REMEMBERED = 1 << 16
"""How many frequencies of words are cached, at 100 bytes each."""
_CLAUSES = 1 << 14  # are cached, at some 300 bytes each


class RankingClauses:
    """Builds the clauses for one state of an index."""

    def __init__(self, schema: Schema, searcher: Searcher, burst: Burst) -> None:
        self._schema = schema
        self._searcher = searcher
        self._papers = searcher.num_docs
        self.count_having: Frequency = lru_cache(REMEMBERED)(partial(searcher.doc_freq, "text"))
        self._seeker = Seeker(self._papers, self.count_having, burst)
        self.seek = self._seeker.seek
        self.weigh_term = self._seeker.weigh
        self._find_term = lru_cache(_CLAUSES)(self._build_term)

    def seek_every(self, text: str) -> list[Sought]:
        """All words of a text that rank, each with its forms; also the words of a request."""
        return self.seek(analyzer.query_words(text, every=True))

    def find_title(self, text: str, words: Sequence[Word]) -> list[tuple[str, Query]]:
        """A label and a clause for papers whose whole title is the text, and for those whose name
        is; none for which there is no paper."""
        keys = [(short_key(text), WHOLE_TITLE, title_bonus)]
        if (name := name_key(text)) is not None:
            keys.append((name, NAME, name_bonus))
        clauses = []
        for key, label, find_bonus in keys:
            if self.has_key(key):
                clause = Query.term_query(self._schema, "title_key", key_number(key))
                bonus = find_bonus(self._papers, len(words))
                clauses.append((label, Query.const_score_query(clause, bonus)))
        return clauses

    def has_key(self, key: str) -> bool:
        """Whether any paper has a title key; may still count papers that were removed."""
        return self._searcher.doc_freq("title_key", key_number(key)) > 0

    def build_words(self, words: Sequence[Word]) -> Query:
        """The clause of words in all their forms; terms are apart from pairs of words, because
        alone they are scored faster."""
        forms = gather_forms(self.seek(words))
        terms = any_of(self.build_forms(form for form in forms if len(form.parts) == 1))
        pairs = [form for form in forms if len(form.parts) > 1]
        return any_of([terms, any_of(self.build_forms(pairs))]) if pairs else terms

    def build_forms(self, forms: Iterable[Form]) -> Iterator[Query]:
        """The clauses of forms."""
        for form in forms:
            if len(form.parts) == 1:
                yield self._find_term(form.parts[0], form.factor)
            else:
                yield Query.boost_query(any_of(self._build_phrases(form.parts)), form.factor)

    def _build_term(self, term: str, factor: float) -> Query:
        return Query.boost_query(Query.term_query(self._schema, "text", term), factor)

    def _build_phrases(self, words: Sequence[str]) -> Iterator[Query]:
        for field in (TITLE, ABSTRACT):
            yield Query.phrase_query(self._schema, field, list(words))


def any_of(clauses: Iterable[Query]) -> Query:
    """A clause that matches what any of the clauses matches; their scores are added."""
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses])
