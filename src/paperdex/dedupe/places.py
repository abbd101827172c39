"""Where two entries were printed -> whether that may be one place.

None means unknown: one of them does not say, or not so that it can be compared.
"""

import re
from functools import lru_cache

from paperdex.dedupe.traits import Traits
from paperdex.text import fold

# Venues that tell of a kind of work, of which no other is printed there.
_THESIS = re.compile(r"\b(?:thes[ie]s|dissertations?|habilitation)\b", re.IGNORECASE)
_REGISTER = re.compile(
    r"clinical ?trials\.gov|trialsearch|\bregist(?:er|ry) of (?:[a-z]+ )?trials|\btrials? regist"
    r"|\b(?:isrctn|anzctr|chictr|prospero)|\bnct\d",
    re.IGNORECASE,
)
# Letters of a word that British and American spell otherwise.
_SPELLED_LETTERS = 5


def name_kind(one: Traits, other: Traits) -> str | None:
    """What kind of work only one of two is: a trial's registration if both say where they are, or
    a thesis if the other is by several."""
    for mine, theirs in ((one.paper, other.paper), (other.paper, one.paper)):
        kind = _read_kind(mine.venue or "")
        alone = kind and theirs.venue and kind != _read_kind(theirs.venue)
        if alone and (kind == "registration" or len(theirs.authors) > len(mine.authors)):
            return kind
    return None


def _are_theses(one: Traits, other: Traits) -> bool:
    """Whether both are lists of theses, of which one is in several."""
    return _read_kind(one.paper.venue or "") == _read_kind(other.paper.venue or "") == "thesis"


@lru_cache(maxsize=2048)
def _read_kind(venue: str) -> str | None:
    if _THESIS.search(venue):
        return "thesis"
    return "registration" if _REGISTER.search(venue) else None


def compare_venues(one: Traits, other: Traits) -> bool | None:
    """Whether the words of the shorter name are in the longer, cut or by their initials."""
    if not one.venue or not other.venue or _are_theses(one, other):
        return None
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
    found = sum(
        any(_is_cut(a, b) or (is_whole and _are_spellings(a, b)) for b in large) for a in small
    )
    return found >= len(small) - len(small) // 4


def _is_cut_short(one: str, other: str) -> bool:
    """Whether one name says that it is cut, and the other begins so."""
    for short, long in ((one, other), (other, one)):
        start = short.rstrip("… .")
        if start and short.rstrip().endswith(("…", "...")):
            return fold(long).startswith(fold(start))
    return False


def _is_cut(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


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
