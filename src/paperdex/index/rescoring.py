"""The first hits of a ranking get points for wording: words as written, and their order.

For each paper its *wording* is kept: every word of title and abstract in order, as a code
of four bytes, once as written and once as a term (stop words are holes). So occurrences
are counted by searching in bytes, at once, without reading the text again.

A wording is ``as written + terms``, two halves of one length.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from paperdex.index.analyzer import Word, stem, words
from paperdex.index.base import K1, B, Part, plain_text
from paperdex.index.scoring import Frequency, idf
from paperdex.index.word_lists import STOP_WORDS
from paperdex.paper import Paper

FIRST = 25
"""How many hits are scored anew. On three collections 20 to 100 gave the same nDCG@10."""

_WRITTEN_WEIGHT = 0.25
_PAIR_WEIGHT = 0.25
"""Against 1 for a word's term. Between 0.2 and 0.4, 0.1 and 0.3 little changes."""

_CODE = 4
_HOLE = bytes(_CODE)


class Clue(NamedTuple):
    """What is counted in a wording: bytes in one of its halves, and points for them."""

    label: str
    needle: bytes
    in_terms: bool
    weight: float


class WordCoder:
    """Makes wordings. Remembers the words it met: most come again."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[bytes, bytes]] = {}

    def encode(self, paper: Paper) -> bytes:
        """A paper's wording. A hole parts the title from the rest."""
        title, _, rest = plain_text(paper).partition("\n")
        codes = [self._code(word) for word in words(title)]
        codes.append((_HOLE, _HOLE))
        codes += [self._code(word) for word in words(rest)]
        return b"".join(map(b"".join, zip(*codes, strict=True)))

    def _code(self, word: str) -> tuple[bytes, bytes]:
        code = self._codes.get(word)
        if code is None:
            is_hole = word in STOP_WORDS
            code = (_HOLE, _HOLE) if is_hole else (encode_word(word), encode_word(stem([word])[0]))
            self._codes[word] = code
        return code


def find_clues(
    found: Sequence[Word], papers: int, with_term: Frequency, with_word: Frequency
) -> list[Clue]:
    """What to count for the words of a query.

    A word as written weighs by how many papers write it so, two neighbours by
    the weights of both their terms.
    """
    written: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for word in found:
        written[word.written] = written.get(word.written, 0) + 1
    for left, right in pairwise(found):
        if left.term != right.term:
            pairs[left.term, right.term] = pairs.get((left.term, right.term), 0) + 1
    clues = [
        Clue(f"{word} as written", encode_word(word), False, _WRITTEN_WEIGHT * times * weight)
        for word, times in written.items()
        if (weight := idf(papers, with_word(word)))
    ]
    weights = {word.term: idf(papers, with_term(word.term)) for word in found}
    return clues + [
        Clue(
            f"{left} {right} side by side",
            encode_word(left) + encode_word(right),
            True,
            _PAIR_WEIGHT * times * (weights[left] + weights[right]),
        )
        for (left, right), times in pairs.items()
    ]


def add_points(clues: Sequence[Clue], wordings: Sequence[bytes], mean: float) -> list[float]:
    """What each wording gets. ``mean`` is the mean length of all wordings, in bytes."""
    points = [0.0] * len(wordings)
    halves = (
        [wording[: len(wording) // 2] for wording in wordings],
        [wording[len(wording) // 2 :] for wording in wordings],
    )
    norms = [K1 * (1 - B + B * len(wording) / mean) for wording in wordings]
    all_terms = b"".join(halves[True])
    for _, needle, in_terms, weight in clues:
        if in_terms and needle not in all_terms:  # most neighbours are in none
            continue
        counts = [half.count(needle) for half in halves[in_terms]]
        if any(counts):
            gain = (K1 + 1) * weight
            for nth, times in enumerate(counts):
                if times:
                    points[nth] += gain * times / (times + norms[nth])
    return points


def explain_points(clues: Sequence[Clue], wording: bytes, mean: float) -> list[Part]:
    """The same for one wording, clue by clue; those that gave something."""
    parts = [Part(clue.label, add_points([clue], [wording], mean)[0]) for clue in clues]
    return [part for part in parts if part.points]


def encode_word(word: str) -> bytes:
    """A word's code. Two words of one code, or a code found across two others, are one
    chance in four billion; none is a hole's."""
    return (crc32(word.encode()) or 1).to_bytes(_CODE, "little")
