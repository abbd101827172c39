"""A paper or a pasted text -> its most telling words -> its neighbours, similar papers.

A word is the more telling the fewer papers have it and the more often it is in the text
(tf x idf: Sparck Jones 1972; with the idf of :mod:`paperdex.index.scoring`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from paperdex.index import analyzer
from paperdex.index.base import Index, indexed_text
from paperdex.index.scoring import idf
from paperdex.papers import Papers
from paperdex.query import Query
from paperdex.search.rank import HIT_FIELDS, Hit, Ranking, load_hits, rank_papers
from paperdex.store import Store
from paperdex.text import wellformed

_WORD = re.compile(r"[^\W_]+")
# How many words are searched for, how often each word of a title counts, and how often the most
# telling word is repeated; measured (DECISIONS.md, "Neighbours by telling words").
MOST_WORDS = 30
_TITLE_TIMES = 3
_MOST_TIMES = 4


class TellingWord(NamedTuple):
    """A word as written in the text, and how telling it is: tf x idf, without unit."""

    word: str
    weight: float


class Neighbour(NamedTuple):
    """A similar paper, and the telling words that it shares, most telling first."""

    hit: Hit
    shared: list[str]


NEIGHBOUR_FIELDS = (*HIT_FIELDS, "shared")
"""The fields of the record of a neighbour: those of a hit, then the words it shares."""


class Similar(NamedTuple):
    """The neighbours, nearest first, and the words by which they were found, most telling
    first."""

    neighbours: list[Neighbour]
    words: list[str]


def find_similar(
    store: Store, index: Index, said: tuple[str, str], leave_out: str | None, limit: int
) -> Similar:
    """The papers most similar to a title and a text (``said``), at most ``limit``, and the
    words by which they were found. ``leave_out`` is the id of the paper they belong to."""
    telling = _find_telling_words(index, *said, is_in=leave_out is not None)
    query = _query_of(telling)
    scored = rank_papers(store, index, query, limit=limit + 1).scored if telling else []
    others = [each for each in scored if each.id != leave_out][:limit]
    words = [each.word for each in telling]
    hits = load_hits(Papers(store), Ranking(others, len(others), query)).hits
    return Similar([_find_shared(hit, words) for hit in hits], words)


def _find_telling_words(index: Index, title: str, text: str, is_in: bool) -> list[TellingWord]:
    """The most telling words of a text, at most MOST_WORDS, best first.

    Numbers are left out, and words that lead to no neighbour: those that no paper has, or,
    if the text ``is_in`` the index, no other paper.
    """
    counted = Counter[str]()
    written = dict[str, str]()
    for part, times in ((title, _TITLE_TIMES), (text, 1)):
        for word in _WORD.findall(wellformed(part)):
            if not word.isdigit() and len(word) > 1:
                for term in analyzer.terms(word.lower()):  # as it is sought below
                    counted[term] += times
                    written.setdefault(term, word)
    telling = []
    for term, count in counted.items():
        having = index.count_having(term)
        if having > is_in:
            telling.append(TellingWord(written[term], count * idf(index.size, having)))
    telling.sort(key=lambda word: (-word.weight, word.word))
    return telling[:MOST_WORDS]


def _find_shared(hit: Hit, words: Sequence[str]) -> Neighbour:
    """A hit, with those of the words that it has."""
    has = set(analyzer.terms(indexed_text(hit.paper)))
    return Neighbour(hit, [word for word in words if has.intersection(analyzer.terms(word))])


def _query_of(words: Sequence[TellingWord]) -> Query:
    """The query for papers with any of the words, each repeated according to its weight."""
    most = max((telling.weight for telling in words), default=1.0)
    repeated = (
        " ".join([telling.word.lower()] * max(1, round(_MOST_TIMES * telling.weight / most)))
        for telling in words
    )
    return Query(" ".join(repeated), literal=True, feedback=False)
