"""Where two entries were printed -> whether that may be one place.

None means unknown: one of them does not say, or not so that it can be compared.
"""

from functools import lru_cache

from paperdex.dedupe.document_types import find_type
from paperdex.dedupe.traits import Traits
from paperdex.spelling import count_shared
from paperdex.text import fold

# Letters of a word that British and American spell otherwise.
_SPELLED_LETTERS = 5
# Of what a word is contracted to.
_CONTRACTED_LETTERS = 4
# With which a contracted word ends.
_END_CONSONANTS = 3
_VOWELS = frozenset("aeiouy")


def compare_venues(one: Traits, other: Traits) -> bool | None:
    """Whether the words of the shorter name are in the longer, cut or by their initials."""
    if not one.venue or not other.venue:
        return None
    if find_type(one) == find_type(other) == "thesis":
        return None  # a database of theses and a university may both have one
    if _is_cut_short(one.paper.venue or "", other.paper.venue or ""):
        return True
    for mine, theirs in ((one, other), (other, one)):
        letters = [word.removeprefix("sig") for word in mine.venue]
        if any(len(word) > 2 and any(word in i for i in theirs.initials) for word in letters):
            return True
    if one.is_acronym or other.is_acronym:
        return True if one.venue & other.venue else None
    small, large = sorted((one.venue, other.venue), key=len)
    is_whole = len(small) == len(large)  # Anaesthesia is not Anesthesia and Analgesia
    lacking = [
        a
        for a in small
        if not any(_is_cut(a, b) or (is_whole and _are_spellings(a, b)) for b in large)
    ]
    if len(lacking) <= len(small) // 4:
        return True
    return all(any(_is_contracted(a, b) or _is_contracted(b, a) for b in large) for a in lacking)


def _is_cut_short(one: str, other: str) -> bool:
    """Whether one name says that it is cut, and the other begins so."""
    for short, long in ((one, other), (other, one)):
        start = short.rstrip("… .")
        if start and short.rstrip().endswith(("…", "...")):
            return fold(long).startswith(fold(start))
    return False


def _is_cut(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _is_contracted(short: str, long: str) -> bool:
    """Whether a word has lost vowels and more of another after they begin alike: `Dtsch` is
    Deutsche, `Wschr` Wochenschrift, `Geneeskd` Geneeskunde. Those of which nothing is lost end
    with fewer consonants: `Neuron` is not cut of Neuroscience, `Plant` of Planetary."""
    if not _CONTRACTED_LETTERS <= len(short) < len(long):
        return False
    if not _VOWELS.isdisjoint(short.removesuffix("s")[-_END_CONSONANTS:]):
        return False
    start = count_shared(short, long)[0]
    tail, rest = short[start:], iter(long[start:])
    return start > 0 and _VOWELS.isdisjoint(tail) and all(letter in rest for letter in tail)


def _are_spellings(one: str, other: str) -> bool:
    """Whether two words are one, perhaps cut, in British and American spelling. Short ones are
    others: `Labour` is not cut of Laboratory, and IAEA is not IEA."""
    a, b = _spell_shortly(one), _spell_shortly(other)
    if (a, b) == (one, other):
        return False
    least = min(len(a), len(b))
    return (a == b and least >= _SPELLED_LETTERS) or (_is_cut(a, b) and least > _SPELLED_LETTERS)


@lru_cache(maxsize=4096)
def _spell_shortly(word: str) -> str:
    """`Gynaecology` is Gynecology, and `Tumour` is Tumor; `Neuroendocrinology` stays."""
    return word.replace("ae", "e").replace("oes", "es").replace("our", "or")
