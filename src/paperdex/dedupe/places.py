"""Where two entries were printed -> whether that may be one place.

None means unknown: one of them does not say, or not so that it can be compared.
"""

from paperdex.dedupe.traits import Pages, Traits
from paperdex.text import fold

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def compare_pages(one: Pages, other: Pages) -> bool | None:
    """Whether the pages may be the same."""
    if one.first and other.first:
        if one.first == other.first:
            return True
        if one.first.lstrip(_LETTERS) == other.first.lstrip(_LETTERS):  # S5-S10 and 5-10
            return bool(one.last and one.last[-1:] == other.last[-1:])
        # One names its last page only.
        return (not one.last and one.first == other.last) or (
            not other.last and other.first == one.last
        )
    if one.last and other.last and (one.last.endswith(other.last) or other.last.endswith(one.last)):
        return True
    return None


def compare_venues(one: Traits, other: Traits) -> bool | None:
    """Whether the words of the shorter name are in the longer, cut or by their initials."""
    if not one.venue or not other.venue:
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
    found = sum(any(a == b or _is_cut(a, b) for b in large) for a in small)
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
