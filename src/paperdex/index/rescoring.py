"""The first hits of a ranking get points for wording: words as written, and their order.

For each paper its *wording* is kept: what its words that are no stop words are, title
before abstract, in three bytes each. So occurrences are counted by searching in bytes, at
once, without reading the text again.

A word's three bytes are its form and the code of its term. Of the form seven bits tell how
the word is written; the last is set where it stands right behind the word before it. Another
word is taken for one as written with a chance of one in eight million, a word behind another
for its neighbour of one in 63,000: for one paper of 75,000, and one of 20,000 that has the
first word three times.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple
from zlib import crc32

from paperdex.index.analyzer import Word, stem
from paperdex.index.base import K1, Part
from paperdex.index.scoring import is_long, other_spellings
from paperdex.query import Query

Weigh = Callable[[str], float]
"""The idf of a term, of a word as written, or of a term by its code."""

_FIRST = 20
# Shorter queries are to be the fastest. DECISIONS.md tells what likeness, and rescoring more
# hits, would gain.
_FEWEST_COMPARED = 4

_WRITTEN_WEIGHT = 0.25
_PAIR_WEIGHT = 0.25
"""Relative to 1 for a word's term. Between 0.2 and 0.4, and 0.1 and 0.3, little changes."""

WORD_BYTES = 3
_SURROGATES = 0xD8  # this high byte and the seven after it stand for no character alone
_CODES = (255 - 8) * 255
BEHIND = 1
"""The bit of a form that says that its word directly follows the one before."""
_BEHIND = bytes((BEHIND,))
_JUST_WRITTEN = bytes(form | BEHIND for form in range(256))
_JUST_BEHIND = bytes(form & BEHIND for form in range(256))


class Weigher(NamedTuple):
    """What weighs terms, words as written, and terms by their codes, in one index."""

    term: Weigh
    word: Weigh
    code: Weigh


class First(NamedTuple):
    """The first hits of a query: its words, and of each hit its score so far and its wording."""

    query: Query
    words: Sequence[Word]
    scores: Sequence[float]
    wordings: Sequence[bytes]


class Clue(NamedTuple):
    """What is counted in wordings: a word as written, or two words side by side."""

    said: str
    needle: bytes
    """The bytes to look for: those of a word, or from the code of one word to that of the next."""
    is_pair: bool
    """Two words are written anyhow: of the forms just BEHIND counts. A word may stand behind any
    other: BEHIND does not count, and is set in all forms."""
    weight: float
    """By which its points are multiplied."""

    @property
    def label(self) -> str:
        """What is counted, for people to read."""
        return f"{self.said} side by side" if self.is_pair else f"{self.said} as written"


@lru_cache(maxsize=1 << 14)
def code_term(term: str) -> bytes:
    """The two bytes of a term; none of them is 0, and they are a character of UTF-16."""
    high, low = divmod(crc32(term.encode()) % _CODES, 255)
    return bytes((high + 1 if high < _SURROGATES - 1 else high + 9, low + 1))


@lru_cache(maxsize=1 << 14)
def code_form(word: str) -> int:
    """The seven bits of a word as written, never all 0, above one that is set."""
    return (crc32(word.encode()) // _CODES % 127 + 1) << 1 | BEHIND


@lru_cache(maxsize=1 << 14)
def _code_word(word: str, term: str) -> bytes:
    """The three bytes of a word as written and its term, as :func:`add_points` looks for them."""
    return bytes((code_form(word),)) + code_term(term)


def count_first(query: Query, words: Sequence[Word]) -> int:
    """How many hits of a query are rescored. For a long query none (points for wording cost
    halves of abstracts 0.012), unless its words were chosen one by one, as `similar` does."""
    return 0 if is_long(words) and query.feedback else _FIRST


def rescore(first: First, weigher: Weigher) -> list[float]:
    """The scores of the first hits with all their points."""
    scores, likeness = _find_points(first, weigher)
    return list(map(add, scores, likeness)) if likeness else scores


def explain(first: First, weigher: Weigher, nth: int) -> list[Part]:
    """The points that one of the first hits gets, clue by clue; those that it gets any for."""
    from paperdex.index.feedback import LABEL

    clues = find_clues(first.words, weigher)
    parts = [Part(clue.label, add_points([clue], [first.wordings[nth]])[0]) for clue in clues]
    _, likeness = _find_points(first, weigher)
    if likeness:
        parts.append(Part(LABEL, likeness[nth]))
    return [part for part in parts if part.points]


def _find_points(first: First, weigher: Weigher) -> tuple[list[float], list[float]]:
    """The scores of the first hits with points for wording, and what each gets for likeness to
    the best of them; nothing where the query is short or long, or wants none."""
    query, words, before, wordings = first
    scores = list(map(add, before, add_points(find_clues(words, weigher), wordings)))
    if not _has_feedback(query, words):
        return scores, []
    from paperdex.index.feedback import find_likeness

    return scores, find_likeness(words, scores, wordings, weigher.code)


def _has_feedback(query: Query, words: Sequence[Word]) -> bool:
    """Whether the first hits of a query get points for likeness to the best of them
    (`index/feedback`)."""
    return query.feedback and len(words) >= _FEWEST_COMPARED and not is_long(words)


def find_clues(found: Sequence[Word], weigher: Weigher) -> list[Clue]:
    """What to count for the words of a query.

    A word as written weighs by how many papers write it so, at most as much in its other
    spelling; two neighbours by the weights of both their terms.
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
        clues.append(Clue(word, _code_word(word, term), False, weight))
        for other in other_spellings(word):
            lower = min(weight, _WRITTEN_WEIGHT * many * weigher.word(other))
            clues.append(Clue(other, _code_word(other, stem(other)), False, lower))
    for (left, right), many in pairs.items():
        weight = _PAIR_WEIGHT * many * (weigher.term(left) + weigher.term(right))
        needle = code_term(left) + _BEHIND + code_term(right)
        clues.append(Clue(f"{left} {right}", needle, True, weight))
    return clues


def add_points(clues: Sequence[Clue], wordings: Sequence[bytes]) -> list[float]:
    """What each wording gets: BM25's points without its norm for length, which helped no
    collection here."""
    points = [0.0] * len(wordings)
    ends = list(accumulate(map(len, wordings), initial=0))
    bounds = list(enumerate(pairwise(ends)))
    joined = b"".join(wordings)
    texts = (_turn_forms(joined, _JUST_WRITTEN), _turn_forms(joined, _JUST_BEHIND))
    for _, needle, is_pair, weight in clues:
        text = texts[is_pair]
        if is_pair and needle not in text:  # as most are
            continue
        gain = (K1 + 1) * weight
        for nth, (start, end) in bounds:
            if times := text.count(needle, start, end):
                points[nth] += gain * times / (times + K1)
    return points


def _turn_forms(wording: bytes, table: bytes) -> bytes:
    turned = bytearray(wording)
    turned[::WORD_BYTES] = wording[::WORD_BYTES].translate(table)
    return bytes(turned)
