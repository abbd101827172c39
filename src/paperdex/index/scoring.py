"""The words of a query -> the forms that score a paper. The same for every engine.

Each word is looked for in all its forms: its term; its British or American spelling; as one
with a stop word that a hyphen joins to it (`on-line` -> `online`) or with its neighbour (`byte
level` -> `bytelevel`); or, if it is rare, taken apart (`bytelevel` -> `byte level`). Points are
BM25's. A form counts as often as the query has the word, and at most as much as the word itself
would; one joined by a hyphen, at most twice as much. The weight of all forms is raised or lowered
by how much likelier than others the word is to come again in a paper (`index/burstiness`).

Words come in, forms with weights go out. Which papers match is decided in `index/conditions`; how a
form is looked up is left to the engines.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from paperdex.index.analyzer import Word, part_word, query_words, stem
from paperdex.index.base import Part
from paperdex.index.word_lists import OTHER_ENDINGS, ROOTS
from paperdex.query import Query

Frequency = Callable[[str], int]
"""A term -> its document frequency: how many papers have it."""

Burst = Callable[[str], float]
"""A term -> what is added to its weight, as a share of that."""

_LONG = 24

_COMES_AGAIN = "comes again"

# A word in more papers than this is a word of its own, and is not split.
_RARE = 3
# Neighbours are not looked for as one word if, for each paper that joins them, more than this many
# have either: other words find such papers, and looking for these few would cost as much as for all
# the rest. The same holds for a word with a stop word: so rare a form is a slip of the pen, and its
# weight would put *indomain* before all papers on `in-domain data`.
_SCARCE = 100
_SHORTEST_TO_PART, _LONGEST_TO_PART = 4, 30
# A rare form counts at most this many times as much as the word without the stop word: in a small
# library a paper with *incontext* would come before all on `in-context learning`.
_MOST_OF_HYPHENED = 2.0
_JOINED_WEIGHT = 0.9  # below 1: papers with the form that was typed come first

# Endings of words that are surely British. Not -ise: *expertise* has no American spelling, and
# *expertize*, which would be that, has the term of *expert*.
_BRITISH = ("isation", "isations", "ised", "ising", "our", "ours")

# How many words, and neighbours, are cached with their forms; most have only the word itself.
_REMEMBERED = 1 << 15

_SHORTEST_STEM = 2
_LONGEST_ENDING = max(map(len, OTHER_ENDINGS))


class Form(NamedTuple):
    """A form that a word is looked for in: a term, or two words as written, side by side in title
    or abstract.

    Its BM25 score is multiplied by ``weight`` plus ``burst``, which is there because of how likely
    the word is to come again in a paper.
    """

    parts: tuple[str, ...]
    weight: float
    burst: float = 0.0

    @property
    def factor(self) -> float:
        """What its BM25 score is multiplied by."""
        return self.weight + self.burst

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that a paper with this form has."""
        return self.parts if len(self.parts) == 1 else tuple(map(stem, self.parts))

    @property
    def label(self) -> str:
        """The form, for people."""
        return " ".join(self.parts)


class Sought(NamedTuple):
    """A word of a query with all its forms. A paper with any of them has the word."""

    label: str
    forms: tuple[Form, ...]


def words_of(query: Query) -> Sequence[Word]:
    """The words by which a query ranks."""
    return query_words(query.ranked, query.all_words)


def is_long(words: Sequence[Word]) -> bool:
    """Whether a query has so many words that each by itself says enough. That two of them are side
    by side, or one word together, is then more often chance than meant."""
    return len(words) > _LONG and len(set(words)) > _LONG  # repeats add nothing


def idf(papers: int, holders: int) -> float:
    """The weight of a term that ``holders`` of all papers have: ln(1 + (N - n + 0.5)/(n + 0.5)).

    Removed papers that an engine still counts may make holders more than papers; so many would
    have a weight below 0.
    """
    holders = min(papers, holders)
    return log(1 + (papers - holders + 0.5) / (holders + 0.5))


class Seeker:
    """Finds the forms in which papers have words, for one state of an index of so many ``papers``,
    and caches them."""

    def __init__(self, papers: int, frequency: Frequency, burst: Burst) -> None:
        self._papers = papers
        self._frequency = frequency
        self._find_burst = lru_cache(_REMEMBERED)(burst)
        self.weigh = lru_cache(_REMEMBERED)(self._read_weight)
        self._find_forms = lru_cache(_REMEMBERED)(self._read_forms)
        self._find_joined = lru_cache(_REMEMBERED)(self._read_joined)

    def seek(self, found: Sequence[Word]) -> list[Sought]:
        """The distinct words of a query in order, each with its forms."""
        forms: dict[str, dict[tuple[str, ...], float]] = {}
        labels: dict[str, str] = {}
        for word in found:
            term, found_forms = word.term, self._find_forms(word)
            if term not in forms:
                labels[term] = word.written
                forms[term] = dict(found_forms)
            else:
                forms[term][term,] += found_forms[term,]
        for left, right in pairwise(() if is_long(found) else found):
            if joined := self._find_joined(left, right):
                parts, weight = joined
                # Half for each of the two, since a paper with it has both.
                forms[left.term][parts] = forms[right.term][parts] = weight / 2
        return [
            Sought(labels[term], _make_forms(several, self._find_burst(term)))
            for term, several in forms.items()
        ]

    def _read_weight(self, term: str) -> float:
        """The idf of a term."""
        return idf(self._papers, self._frequency(term))

    def _read_forms(self, word: Word) -> dict[tuple[str, ...], float]:
        """The forms of a word, its term first. A surely British word weighs at most as much as its
        American spelling: else the few papers on *normalisation* came before all on
        normalization."""
        forms: dict[tuple[str, ...], float] = {(word.term,): 1.0}
        for term in map(stem, other_spellings(word.written)):
            if term != word.term and self._frequency(term):
                own, other = self.weigh(word.term), self.weigh(term)
                forms[term,] = _lower(own, other)
                if word.written.endswith(_BRITISH):
                    forms[word.term,] = min(forms[word.term,], _lower(other, own))
        for term in map(stem, word.joined):
            holders = self._frequency(term)
            if holders and holders * _SCARCE >= self._frequency(word.term):
                most = _MOST_OF_HYPHENED * self.weigh(word.term)
                forms[term,] = _lower(most, self.weigh(term))
        if self._frequency(word.term) <= _RARE and _may_be_parted(word.written):
            forms |= self._part(word)
        return forms

    def _part(self, word: Word) -> dict[tuple[str, ...], float]:
        """A word split into two that papers have, where the rarer of the two is most common."""
        best: tuple[str, ...] = ()
        most = 0
        for halves in part_word(word.written):
            terms = tuple(map(stem, halves))
            common = min(map(self._frequency, terms))
            if common > most and terms[0] != terms[1]:
                best, most = halves, common
        if not best:
            return {}
        both = sum(self.weigh(stem(half)) for half in best)
        return {best: _JOINED_WEIGHT * _lower(self.weigh(word.term), both)}

    def _read_joined(self, left: Word, right: Word) -> tuple[tuple[str, ...], float] | None:
        """The word that two neighbours form together, if papers have it, and its weight."""
        term = stem(left.written + right.written)
        holders = self._frequency(term)
        if not holders:  # as of most
            return None
        if holders * _SCARCE < min(self._frequency(left.term), self._frequency(right.term)):
            return None
        both = self.weigh(left.term) + self.weigh(right.term)
        return (term,), _JOINED_WEIGHT * _lower(both, self.weigh(term))


def _make_forms(weights: Mapping[tuple[str, ...], float], burst: float) -> tuple[Form, ...]:
    return tuple([Form(parts, weight, weight * burst) for parts, weight in weights.items()])


def seek_words(
    found: Sequence[Word], papers: int, frequency: Frequency, burst: Burst = lambda term: 0.0
) -> list[Sought]:
    """As :meth:`Seeker.seek`, for a single use."""
    return Seeker(papers, frequency, burst).seek(found)


def gather_forms(sought: Sequence[Sought]) -> list[Form]:
    """The distinct forms of words, their own terms first; the weights of equal forms are added."""
    if all(len(one.forms) == 1 for one in sought):
        return [one.forms[0] for one in sought]
    forms = {one.forms[0].parts: one.forms[0] for one in sought}
    for one in sought:
        for parts, weight, burst in one.forms[1:]:
            known = forms.get(parts, Form(parts, 0.0))
            forms[parts] = Form(parts, known.weight + weight, known.burst + burst)
    return list(forms.values())


def split_points(form: Form, points: float) -> list[Part]:
    """The points that a paper has for a form, as two parts: BM25, and what burstiness added."""
    added = points * form.burst / form.factor
    return [Part(form.label, points - added), Part(f"{form.label} {_COMES_AGAIN}", added)]


def find_lit(found: Sequence[Word]) -> tuple[frozenset[str], frozenset[str]]:
    """What to show as matches of words: terms, and words that a text may have as two halves side by
    side."""
    neighbours = pairwise(() if is_long(found) else found)
    joined = [left.written + right.written for left, right in neighbours]
    joined += [one for word in found for one in word.joined]
    spelled = [other for word in found for other in other_spellings(word.written)]
    terms = {word.term for word in found} | set(map(stem, [*joined, *spelled]))
    wholes = {word.written for word in found if _may_be_parted(word.written)}
    return frozenset(terms), frozenset(wholes)


def _may_be_parted(word: str) -> bool:
    """Whether a word may be split: it is long enough, or has digits and letters (`t5`)."""
    is_mixed = not (word.isalpha() or word.isdigit())
    return (1 if is_mixed else _SHORTEST_TO_PART - 1) < len(word) <= _LONGEST_TO_PART


@lru_cache(maxsize=1 << 14)
def other_spellings(word: str) -> tuple[str, ...]:
    """A British word in American spelling, or the reverse; empty if there is no other spelling."""
    lengths = range(2, min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1)
    endings = ((word[:-length], OTHER_ENDINGS.get(word[-length:])) for length in lengths)
    found = [start + other for start, other in endings if other]
    found += [word.replace(here, there) for here, there in ROOTS if here in word]
    return tuple(found)


def _lower(wanted: float, own: float) -> float:
    """The factor by which a score of weight ``own`` counts at most as one of weight ``wanted``."""
    return min(1.0, wanted / own)
