"""Words of two titles -> whether one is the other mistyped, split or joined.

Knows letters only.
"""

from collections import Counter
from collections.abc import Sequence

from paperdex.dedupe.weights import OPPOSITES, SMALL_WORDS, TYPO_SHARE, TYPOS_PER_WORD


def find_differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of two texts between the first and the last in which they differ."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end, most = 0, most - start
    while end < most and one[-1 - end] == other[-1 - end]:
        end += 1
    return list(one[start : len(one) - end]), list(other[start : len(other) - end])


def are_mistyped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts differ by typos, words split and joined, or small words only."""
    mine, theirs = find_differing(one, other)
    shared = set(mine) & set(theirs)
    mine = [word for word in mine if word not in shared]
    theirs = [word for word in theirs if word not in shared]
    a, b = "".join(mine), "".join(theirs)
    if a == b:
        return True
    if not mine or not theirs:
        return len(a + b) <= 4 and SMALL_WORDS.issuperset(mine + theirs)
    longest = max(len(a), len(b))
    most = min(TYPOS_PER_WORD * max(len(mine), len(theirs)), int(TYPO_SHARE * longest) or 1)
    if longest < 4 and sum(map(len, one)) < 20:
        return False
    return (
        _bag_distance(a, b) <= most
        and distance(a, b, most) <= most
        and not _are_opposites(mine, theirs)
    )


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


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, leave out, replace or swap with the next; some number above
    ``most`` where it takes more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    width = len(other)
    before, row = [0] * (width + 1), list(range(width + 1))
    for i, a in enumerate(one, 1):
        last, before = before, row
        row = [most + 1] * (width + 1)
        row[0] = i
        low, high = max(1, i - most), min(width, i + most)
        for j in range(low, high + 1):
            b = other[j - 1]
            cost = before[j - 1] if a == b else 1 + min(before[j - 1], before[j], row[j - 1])
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row[j] = cost
        if min(row[low - 1 : high + 1]) > most:
            return most + 1
    return row[width]


def _bag_distance(one: str, other: str) -> int:
    """Letters that one text has more of than the other: no fewer edits part the two."""
    a, b = Counter(one), Counter(other)
    return max((a - b).total(), (b - a).total())


def _are_opposites(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two words differ by beginnings that mean the opposite: hypo-, hyper-."""
    pairs = [(a, b) for a in one for b in other if a[-3:] == b[-3:]]
    return any(
        a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :]
        for a, b in [*pairs, *((b, a) for a, b in pairs)]
        for x, y in OPPOSITES
    )
