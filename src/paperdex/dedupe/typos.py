"""Words of two titles -> whether they differ only by typos, or words split or joined.

Knows letters only.
"""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from paperdex.dedupe.marks import ORDINAL, join_tens
from paperdex.dedupe.thresholds import CODE_LETTERS, SHORT_TITLE, TYPO_SHARE, TYPOS_PER_WORD
from paperdex.dedupe.words import (
    ABBREVIATED,
    AND_WORDS,
    ENDINGS,
    FIELDS,
    NEIGHBOURS,
    NUMERALS,
    OPPOSITES,
    ROMAN,
    SIGN_WORDS,
    SMALL_WORDS,
    STEMS,
    TENS,
)
from paperdex.spelling import bag_distance, count_shared, distance

# What readers of PDFs lose of a word: `ecient`, `classication`.
_LIGATURES = re.compile("ffi|ffl|ff|fi|fl")
_DIGITS = re.compile(r"\d")
_SHORT = NUMERALS | ROMAN | ABBREVIATED


def find_differing(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of two texts between the first and the last in which they differ."""
    start, end = count_shared(one, other)
    return list(one[start : len(one) - end]), list(other[start : len(other) - end])


def are_mistyped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts differ by typos, words split and joined, or small words only."""
    mine, theirs = find_differing(one, other)
    shared = set(mine) & set(theirs)
    if len(shared) > 1 and _are_rearranged(shared, mine, theirs):
        return False
    mine = [word for word in mine if word not in shared]
    theirs = [word for word in theirs if word not in shared]
    if SMALL_WORDS.issuperset(mine + theirs) and _are_turned(one, other):
        return False
    if AND_WORDS.issuperset(mine + theirs):  # however many were printed as `&`
        return True
    a, b = "".join(mine), "".join(theirs)
    if a == b or _in_short(mine) == _in_short(theirs):
        return True
    if _LIGATURES.sub("", a) == _LIGATURES.sub("", b):
        return True
    if not mine or not theirs:
        if SIGN_WORDS.issuperset(mine + theirs):
            return _follow_numbers(mine or theirs, one if mine else other)
        return len(a + b) <= 4 and SMALL_WORDS.issuperset(mine + theirs)
    longest = max(len(a), len(b))
    most = min(TYPOS_PER_WORD * max(len(mine), len(theirs)), int(TYPO_SHARE * longest) or 1)
    if longest < 4 and sum(map(len, one)) < 20:
        return False
    if _are_codes(mine, theirs):
        return False
    edits = _count_edits(a, b, most)
    if edits > most and (read_letters(a), read_letters(b)) != (a, b):
        edits = _count_edits(read_letters(a), read_letters(b), most)
    if edits > most:
        return False
    return not (_are_opposites(mine, theirs) or _are_neighbours(mine, theirs, edits))


def _count_edits(one: str, other: str, most: int) -> int:
    """The edits between two words; more than ``most`` if there are."""
    return most + 1 if bag_distance(one, other) > most else distance(one, other, most)


def read_letters(letters: str) -> str:
    """Letters without what scanners take for each other: `leaming` is learning."""
    return letters.replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _are_rearranged(shared: Set[str], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether telling words that two texts share are turned: `wax vs oil` and `oil versus wax`. A
    name may stand before a long title and behind it."""
    one, other = (
        list(dict.fromkeys(word for word in words if word in shared and word not in SMALL_WORDS))
        for words in (mine, theirs)
    )
    is_moved = len(one) > SHORT_TITLE and other in ([*one[1:], one[0]], [one[-1], *one[:-1]])
    return one != other and not is_moved


def _are_turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether telling words stand in another order: `text to image` and `image to text`."""
    mine, theirs = ([word for word in words if word not in SMALL_WORDS] for words in (one, other))
    return mine != theirs


def _follow_numbers(added: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words for signs stand behind numbers: `15 per cent`; a degree may be a node's."""
    return all(
        before[:1].isdigit() or before in added
        for before, word in pairwise(("", *words))
        if word in added
    )


def _in_short(words: Sequence[str]) -> list[str]:
    """The words with numbers in digits: `three` is 3, and so are `third`, `3rd` and `III`; and
    `versus` as `vs`."""
    if not TENS.keys().isdisjoint(words):
        words = join_tens(" ".join(words)).split()
    return [_SHORT.get(word) or ORDINAL.sub(r"\1", word) for word in words]


def _are_codes(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the only difference is one letter in a word so short that this makes another word:
    vitamin D and E, LDL and HDL, MRSA and MSSA. Swapped letters are a typo; numbers are
    compared separately."""
    if len(one) != 1 or len(other) != 1 or max(len(one[0]), len(other[0])) > CODE_LETTERS:
        return False
    a, b = (_DIGITS.sub("#", words[0]) for words in (one, other))
    if sorted(a) == sorted(b) or a.count("#") != b.count("#"):
        return False
    if not (one[0] + other[0]).isalnum():
        return False
    return SMALL_WORDS.isdisjoint((*one, *other)) or len(one[0]) == len(other[0]) == 1


def is_near(one: str, other: str) -> bool:
    """Whether two names are one, cut or mistyped."""
    if len(one) < 4 or len(other) < 4:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    if one[0] != other[0] and one[-1] != other[-1]:  # mistyped at both ends
        return False
    most = 1 + (max(len(one), len(other)) > 7)
    if len(set(one) ^ set(other)) > 2 * most:  # an edit brings one letter, and takes one
        return False
    return distance(one, other, most) <= most


def _are_opposites(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two words differ by beginnings that make another: hypo-, hyper-. A beginning that
    stands by itself in the other text is a hyphen's: `co-operative`."""
    pairs = [(a, b) for a in one for b in other if a[-3:] == b[-3:]]
    parted = {start + end for words in (one, other) for start, end in pairwise(words)}
    return any(
        a.startswith(x) and b.startswith(y) and a[len(x) :] == b[len(y) :]
        for a, b in [*pairs, *((b, a) for a, b in pairs)]
        if a not in parted
        for x, y in OPPOSITES
        if y or len(x) > 1 or (len(one) == len(other) == 1 and not _is_slip(a, x))
    )


def _are_neighbours(one: Sequence[str], other: Sequence[str], edits: int) -> bool:
    """Whether two words are known to be two: `nitrate` and `nitrite`, or two substances of one
    class, or two fields of study, that differ by more than a slip."""
    if len(one) != 1 or len(other) != 1:
        return False
    if are_two_words(one[0], other[0]):
        return True
    a, b = one[0].removesuffix("s"), other[0].removesuffix("s")
    is_slip = edits < 2 or sorted(a) == sorted(b)
    if not is_slip and any(a.endswith(stem) and b.endswith(stem) for stem in STEMS):
        return True
    if not (is_slip or _lacks_letters(a, b)) and a.endswith(FIELDS) and b.endswith(FIELDS):
        return True
    return any(
        b.endswith(y) and x != y and a[: -len(x)] == b[: -len(y)]
        for endings in ENDINGS
        for x in endings
        if a.endswith(x)
        for y in endings
    )


def _lacks_letters(one: str, other: str) -> bool:
    """Whether one of two words that begin alike is the other without some letters: `opthamology`
    is ophthalmology."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return short[0] == long[0] and all(letter in rest for letter in short)


def are_two_words(one: str, other: str) -> bool:
    """Whether two words are on the list of those that few letters turn into each other."""
    singular = {one.removesuffix("s"), other.removesuffix("s")}
    return {one, other} in NEIGHBOURS or singular in NEIGHBOURS


def _is_slip(word: str, letter: str) -> bool:
    """Whether a first letter was typed twice, or left out before two of a kind: `aaligned`,
    `ffective`; or is that of British spelling: `aetiology`."""
    return word[1:2] in (letter, word[2:3]) or word.startswith("ae")
