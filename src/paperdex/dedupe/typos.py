"""Words of two titles -> whether one is the other mistyped, split or joined.

Knows letters only.
"""

from collections.abc import Sequence

from paperdex.dedupe.weights import NUMERALS, OPPOSITES, SMALL_WORDS, TYPO_SHARE, TYPOS_PER_WORD
from paperdex.spelling import bag_distance, count_shared, distance


def find_differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of two texts between the first and the last in which they differ."""
    start, end = count_shared(one, other)
    return list(one[start : len(one) - end]), list(other[start : len(other) - end])


def are_mistyped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts differ by typos, words split and joined, or small words only."""
    mine, theirs = find_differing(one, other)
    shared = set(mine) & set(theirs)
    mine = [word for word in mine if word not in shared]
    theirs = [word for word in theirs if word not in shared]
    a, b = "".join(mine), "".join(theirs)
    if a == b or _in_digits(mine) == _in_digits(theirs):
        return True
    if not mine or not theirs:
        return len(a + b) <= 4 and SMALL_WORDS.issuperset(mine + theirs)
    longest = max(len(a), len(b))
    most = min(TYPOS_PER_WORD * max(len(mine), len(theirs)), int(TYPO_SHARE * longest) or 1)
    if longest < 4 and sum(map(len, one)) < 20:
        return False
    return (
        bag_distance(a, b) <= most
        and distance(a, b, most) <= most
        and not _are_opposites(mine, theirs)
    )


def _in_digits(words: Sequence[str]) -> list[str]:
    """The words with numbers in digits: `three` is 3."""
    return [NUMERALS.get(word, word) for word in words]


def is_near(one: str, other: str) -> bool:
    """Whether two names are one, cut or mistyped."""
    if len(one) < 4 or len(other) < 4:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    if one[0] != other[0] and one[-1] != other[-1]:  # mistyped at both ends
        return False
    most = 1 + (len(one) > 7)
    if len(set(one) ^ set(other)) > 2 * most:  # an edit brings one letter, and takes one
        return False
    return distance(one, other, most) <= most


def _are_opposites(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two words differ by beginnings that mean the opposite: hypo-, hyper-."""
    pairs = [(a, b) for a in one for b in other if a[-3:] == b[-3:]]
    return any(
        a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :]
        for a, b in [*pairs, *((b, a) for a, b in pairs)]
        for x, y in OPPOSITES
    )
