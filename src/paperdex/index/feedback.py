"""The first hits -> points for what they share with the best of them.

Pseudo-relevance feedback (Croft and Harper, 1979), kept from drifting: hits are only reordered,
none is added, and they are compared by those words of the best hit alone that others near the top
have too. So the best hit gets most points and stays the best.

Words are compared by their codes in wordings (`index/codes`).
"""

from collections.abc import Sequence

from paperdex.index.analyzer import Word
from paperdex.index.base import round_score
from paperdex.index.codes import code_term
from paperdex.index.rescoring import Weigh

LABEL = "like the best hit"
"""The name of these points, for people."""

_NEAR = 5  # how many of the first hits tell which words of the best one matter
_MOST = 8  # how many words are compared
_WEIGHT = 0.2  # against 1 for the points of the best hit
_WHOLE = 60  # words; a best hit of fewer, as of a title alone, tells less, and weighs less
# The best hit's points count for at most this share of its words' weights. Few hits get more,
# except those whose title is the query, and these get far more.
_MOST_POINTS = 1.5


def find_likeness(
    words: Sequence[Word], scores: Sequence[float], texts: Sequence[str], weigh: Weigh
) -> list[float]:
    """The points of each of the first hits of a query.

    ``scores`` are theirs so far, ``texts`` the codes of their words. ``weigh`` takes codes: terms
    that share a code count as one.
    """
    if not scores:
        return []
    # Of equal scores, the order in which they come must not matter.
    places = [(round_score(score), text) for score, text in zip(scores, texts, strict=True)]
    best = sorted(range(len(scores)), key=places.__getitem__, reverse=True)
    asked = [code_term(word.term) for word in words]
    telling = _find_telling([texts[nth] for nth in best[:_NEAR]], set(asked), weigh)
    weight = _WEIGHT * min(1.0, len(texts[best[0]]) / _WHOLE)
    most = weight * min(scores[best[0]], _MOST_POINTS * sum(map(weigh, asked)))
    points = [0.0] * len(scores)
    for code, share in telling:
        gain = most * share
        for nth, text in enumerate(texts):
            if code in text:
                points[nth] += gain
    return points


def _find_telling(near: Sequence[str], asked: set[str], weigh: Weigh) -> list[tuple[str, float]]:
    """The words of the first text that other texts have too, except those of the query: the code
    of each, and its share of their total weight, from 0 to 1.

    A text counts 1 / rank. A word weighs as in the product of two tf-idf vectors, so its idf counts
    twice.
    """
    own = set(near[0]) - asked
    shared = dict[str, float]()
    for rank, text in enumerate(near[1:], 2):
        gain = 1 / rank
        for code in [code for code in own if code in text]:  # quicker than a set of the text
            shared[code] = shared.get(code, 1.0) + gain
    gains = sorted(((times * weigh(code), code) for code, times in shared.items()), reverse=True)
    weights = [(code, gain * weigh(code)) for gain, code in gains[:_MOST]]
    total = sum(weight for _, weight in weights)
    return [(code, weight / total) for code, weight in weights]
