"""A query and a paper -> where in it what the query asks for stands, found when first asked.

In a text of ASCII, but for dashes and quotes, words are found by searching for how they
begin; any other is analysed whole, which takes five times as long.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from paperdex.index import analyzer
from paperdex.index.scoring import find_lit
from paperdex.index.word_lists import STOP_WORDS
from paperdex.paper import Paper
from paperdex.query import Query
from paperdex.search import Matched, Spans

if TYPE_CHECKING:
    from paperdex.index.conditions import HasRun

# ASCII to what tells words apart: letters in lower case, digits, and spaces for all else.
_FOLDED = bytes(ord(c.lower()) if (c := chr(code)).isalnum() else ord(" ") for code in range(128))
_FOLDED += bytes(128)


class Marks:
    """Finds where what a settled query asks for stands, in one paper after another."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._met: dict[bytes, bool] = {}  # words, and whether they have one of the terms

    @cached_property
    def _lit(self) -> tuple[frozenset[str], frozenset[str]]:
        """The terms, and the words of which the two halves count as well."""
        return find_lit(analyzer.query_words(self._query.ranked, self._query.all_words))

    @cached_property
    def _wholes(self) -> list[bytes]:
        return [whole.encode() for whole in self._lit[1]]

    @cached_property
    def _starts(self) -> list[bytes]:
        return [b" " + start for start in _find_starts(self._lit[0])]

    @cached_property
    def _runs(self) -> "list[HasRun]":
        """The phrases and prefixes."""
        if self._query.is_plain:
            return []
        from paperdex.index.conditions import runs_of  # plain words have no phrases

        return runs_of(self._query.clauses)

    def find(self, paper: Paper) -> dict[str, Spans]:
        """By field: the words that rank, and the phrases and prefixes where they match."""
        texts = {"title": paper.title, "abstract": paper.abstract, "summary": paper.summary}
        matched = {name: self._find_in(name, text) for name, text in texts.items() if text}
        return {name: spans for name, spans in matched.items() if spans}

    def _find_in(self, name: str, text: str) -> Spans:
        spans = self._find_words(text)
        if not self._runs:
            return spans
        from paperdex.index.matching import spans_of_runs

        return sorted({*spans, *spans_of_runs(name, text, self._runs)})

    def _find_words(self, text: str) -> Spans:
        plain = text if text.isascii() else _signs_between_words().sub(" ", text)
        words = b" %b " % plain.encode().translate(_FOLDED) if plain.isascii() else None
        if words is None or _has_halves(words, self._wholes):
            return analyzer.spans(text, *self._lit)
        return sorted(self._find_terms(words))

    def _find_terms(self, words: bytes) -> Iterator[tuple[int, int]]:
        """Where words with the terms stand, in a text with a space before and behind."""
        for start in self._starts:
            place = words.find(start)
            while place >= 0:
                end = words.index(b" ", place + 1)
                word = words[place + 1 : end]
                if word not in self._met:
                    self._met[word] = _has_term(word.decode(), self._lit[0])
                if self._met[word]:
                    yield place, end - 1
                place = words.find(start, end)


class Matches(Matched):
    """Where a query's words stand in a paper. Like a dict of them that is made when first
    looked at: who wants the papers alone need not wait for it."""

    __slots__ = ("_found", "_marks", "_paper")

    def __init__(self, marks: Marks, paper: Paper) -> None:
        self._marks = marks
        self._paper = paper
        self._found: dict[str, Spans] | None = None

    def _find(self) -> dict[str, Spans]:
        if self._found is None:
            self._found = self._marks.find(self._paper)
        return self._found

    def __getitem__(self, field: str) -> Spans:
        return self._find()[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())

    def __repr__(self) -> str:
        return repr(self._find())

    def __reduce__(self) -> tuple[type[dict[str, Spans]], tuple[dict[str, Spans]]]:
        """Copied and pickled it is the dict."""
        return dict, (self._find(),)


def _find_starts(terms: frozenset[str]) -> list[bytes]:
    """How words with these terms begin in ASCII: as the term but for its last letter (study,
    studies), of those in -ie its last two (die, dying)."""
    starts = {
        term if len(term) < 3 else term[:-2] if term.endswith("ie") else term[:-1]
        for term in terms
        if term.isascii()
    }
    shortest = (one for one in starts if not any(one[:n] in starts for n in range(1, len(one))))
    return [one.encode() for one in shortest]


def _has_term(word: str, terms: frozenset[str]) -> bool:
    is_kept = word not in STOP_WORDS and not analyzer.is_too_long(word)
    return is_kept and analyzer.stem(word) in terms


def _has_halves(words: bytes, wholes: Sequence[bytes]) -> bool:
    """Whether any word may stand in two halves side by side: it is there more often where
    nothing stands between words."""
    joined = words.translate(None, b" ")
    return any(one in joined and joined.count(one) > words.count(one) for one in wholes)


@cache  # made where it is needed
def _signs_between_words() -> re.Pattern[str]:
    """Signs of printed text that are no part of a word: dashes, quotes, spaces, mathematics."""
    return re.compile(
        "[\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\u2010-\u2027\u2030-\u205e\u2200-\u22ff]"
    )
