"""The first hits of a ranking -> their scores with points for wording (words as written, and pairs
side by side) and for likeness to the best of them.

All is counted in the wordings of papers (`index/codes`), without reading their texts.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import add
from typing import NamedTuple

from paperdex.index.analyzer import Word, stem
from paperdex.index.base import K1, Part
from paperdex.index.codes import BEHIND, Words, code_form, code_term, read_wordings
from paperdex.index.scoring import is_long, other_spellings
from paperdex.query import Query

Weigh = Callable[[str], float]
"""A term, a word as written, or a code -> its idf."""

_FIRST = 20
# Shorter queries get no points for likeness, so as to be fastest. DECISIONS.md has what these, and
# rescoring more hits, would gain.
_FEWEST_COMPARED = 4

_WRITTEN_WEIGHT = 0.25
_PAIR_WEIGHT = 0.25
"""Relative to 1 for a word's term. Between 0.2 and 0.4, and 0.1 and 0.3, little changes."""

# The bits of a form that don't count: a word as written may follow any other, and a word of a pair
# may be written in any way.
_ANY_PLACE, _ANY_FORM = BEHIND, 0xFF ^ BEHIND


class Weigher(NamedTuple):
    """The idf of terms, of words as written, and of codes, in one index."""

    term: Weigh
    word: Weigh
    code: Weigh


class First(NamedTuple):
    """The first hits of a query: its words, and the score so far and the wording of each hit."""

    query: Query
    words: Sequence[Word]
    scores: Sequence[float]
    wordings: Sequence[bytes]


class Clue(NamedTuple):
    """What is counted in wordings: a word as written, or two words side by side."""

    said: str
    codes: str
    """The code of the word, or those of both."""
    form: int
    """The form of the last of them, with all bits set that don't count."""
    weight: float
    """Its points are multiplied by it."""

    @property
    def is_pair(self) -> bool:
        """Whether it is two words side by side."""
        return len(self.codes) == 2

    @property
    def label(self) -> str:
        """The name of what is counted, for people."""
        return f"{self.said} side by side" if self.is_pair else f"{self.said} as written"


def count_first(query: Query, words: Sequence[Word]) -> int:
    """How many hits of a query are rescored. None for a long query (with halves of abstracts as
    queries, points for wording cost 0.012), unless its words were chosen one by one, as by
    `similar`."""
    return 0 if is_long(words) and query.feedback else _FIRST


def rescore(first: First, weigher: Weigher) -> list[float]:
    """The scores of the first hits with all their points."""
    scores, likeness = _find_points(first, weigher)
    return list(map(add, scores, likeness)) if likeness else scores


def explain(first: First, weigher: Weigher, nth: int) -> list[Part]:
    """The points of one of the first hits, clue by clue, without those that are 0."""
    from paperdex.index.feedback import LABEL

    clues = find_clues(first.words, weigher)
    own = read_wordings([first.wordings[nth]])
    parts = [Part(clue.label, add_points([clue], own)[0]) for clue in clues]
    _, likeness = _find_points(first, weigher)
    if likeness:
        parts.append(Part(LABEL, likeness[nth]))
    return [part for part in parts if part.points]


def _find_points(first: First, weigher: Weigher) -> tuple[list[float], list[float]]:
    """The scores of the first hits with points for wording; and what each gets for likeness to the
    best of them, or an empty list if the query has no such points."""
    query, words, before, wordings = first
    found = read_wordings(wordings)
    scores = list(map(add, before, add_points(find_clues(words, weigher), found)))
    if not _has_feedback(query, words):
        return scores, []
    from paperdex.index.feedback import find_likeness

    return scores, find_likeness(words, scores, found.part(), weigher.code)


def _has_feedback(query: Query, words: Sequence[Word]) -> bool:
    """Whether the first hits of a query get points for likeness (`index/feedback`): not if it is
    short or long, or was asked without."""
    return query.feedback and len(words) >= _FEWEST_COMPARED and not is_long(words)


def find_clues(found: Sequence[Word], weigher: Weigher) -> list[Clue]:
    """What to count for the words of a query.

    A word as written weighs its idf, and in its other spelling at most as much; a pair weighs the
    idf of both terms.
    """
    written: dict[Word, int] = {}
    for one in found:
        written[one] = written.get(one, 0) + 1
    pairs: dict[tuple[str, str], int] = {}
    for (_, left, _), (_, right, _) in pairwise(found):
        if left != right:
            pairs[left, right] = pairs.get((left, right), 0) + 1
    clues = []
    for (word, term, _), many in written.items():
        weight = _WRITTEN_WEIGHT * many * weigher.word(word)
        clues.append(Clue(word, code_term(term), code_form(word), weight))
        for other in other_spellings(word):
            lower = min(weight, _WRITTEN_WEIGHT * many * weigher.word(other))
            clues.append(Clue(other, code_term(stem(other)), code_form(other), lower))
    for (left, right), many in pairs.items():
        weight = _PAIR_WEIGHT * many * (weigher.term(left) + weigher.term(right))
        both = code_term(left) + code_term(right)
        clues.append(Clue(f"{left} {right}", both, BEHIND | _ANY_FORM, weight))
    return clues


def add_points(clues: Sequence[Clue], words: Words) -> list[float]:
    """The points of each wording for clues: BM25 without its norm for length, which helped no
    collection here."""
    points = [0.0] * len(words.sizes)
    for clue in clues:
        gain = (K1 + 1) * clue.weight
        for nth, times in _count(clue, words).items():
            points[nth] += gain * times / (times + K1)
    return points


def _count(clue: Clue, words: Words) -> dict[int, int]:
    """How often each wording has a clue, by the number of the wording; only those that have it."""
    _, codes, wanted, _ = clue
    text, forms, owners, _ = words
    last, ignored = (1, _ANY_FORM) if clue.is_pair else (0, _ANY_PLACE)
    times = dict[int, int]()
    place = text.find(codes)
    while place >= 0:
        if forms[place + last] | ignored == wanted:
            owner = owners[place]
            times[owner] = times.get(owner, 0) + 1
        place = text.find(codes, place + 1)
    return times
