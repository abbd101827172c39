"""How far two words are apart, and which known word was meant by a mistyped one.

Knows letters only; words in, words out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# Shorter words have too many neighbours for any of them to be the one that was meant.
_SHORTEST = 4
# Up to this length one slip is looked for, beyond it two.
_ONE_SLIP = 7


def find_nearest(word: str, texts: str) -> str | None:
    """The word of the texts that was most likely meant; None where none is near.

    Both are to be folded. Words that begin with the same letter come first, for slips are
    rare there, then those that end alike; of them the nearest, then the most frequent.
    """
    most = slips_in(word)
    if not most:
        return None
    shortest, longest = len(word) - 1 - most, len(word) - 1 + most
    start, end = re.escape(word[0]), re.escape(word[-2:])
    begins = rf"\b{start}[^\W_]{{{shortest},{longest}}}\b"
    ends = rf"\b[^\W_]{{{shortest - 1},{longest - 1}}}{end}\b"
    for pattern in (begins, ends):
        counted: Counter[str] = Counter(re.findall(pattern, texts))
        found = [
            (far, -count, other)
            for other, count in counted.items()
            if other != word
            and bag_distance(word, other) <= most
            and (far := distance(word, other, most)) <= most
        ]
        if found:
            return min(found)[-1]
    return None


def slips_in(word: str) -> int:
    """How many slips to reckon with in a word: 0 where correcting it would be guessing."""
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) <= _ONE_SLIP else 2


def find_similar_name(name: str, names: Iterable[str], most: int = 2) -> str | None:
    """The one of a few names (of fields, commands' options, searches) that was most likely meant:
    the nearest within ``most`` slips; None if there is none."""
    near = [(distance(name, other, most), other) for other in names]
    return min((pair for pair in near if pair[0] <= most), default=(0, None))[1]


def distance(one: str, other: str, most: int) -> int:
    """The edit distance of two words: how many letters to insert, leave out, replace or swap with
    the next. Some number above ``most`` if it is greater."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _trim_shared(one, other)
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


def count_shared(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many letters, or words, two sequences share at their beginnings, and how many at
    the ends of what is left."""
    start, least = 0, min(len(one), len(other))
    while start < least and one[start] == other[start]:
        start += 1
    end, least = 0, least - start
    while end < least and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _trim_shared(one: str, other: str) -> tuple[str, str]:
    """Two texts without the beginning and the end that they share, which no edit need touch."""
    start, end = count_shared(one, other)
    return one[start : len(one) - end], other[start : len(other) - end]


def bag_distance(one: str, other: str) -> int:
    """How many letters one text has and the other lacks, wherever they are: the edit distance is at
    least as great."""
    a, b = map(Counter, _trim_shared(one, other))
    return max((a - b).total(), (b - a).total())
