"""Two lists of authors -> how far they are the same people.

Authors are compared as sets of name parts, whatever their order and spelling; initials tell
apart only those who have a name in common.
"""

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from paperdex.dedupe.cleaning import mend_signs, plain_title
from paperdex.dedupe.field_words import NOBODY, PARTICLES
from paperdex.dedupe.name_parts import find_with_particles
from paperdex.dedupe.thresholds import SHARED_NAMES
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.typos import is_near
from paperdex.dedupe.venue_words import read_initials
from paperdex.text import fold

_PART = re.compile(r"[^\W\d_]+")
# Capitals that stand together, as in `Wang YX`.
_INITIALS = re.compile(r"[A-Z]{1,3}")
# What follows a name and is nobody's: `Ray, A., Jr.`, `A. Ray, MD, PhD`.
_RANK = r"\s*(?:Jr|Sr|[A-Z]{2,4}|[A-Z]h?\.?\s?D)\b"
# Several authors in one: `Ray and Li`, `Ray, A., Li, B.`.
_JOINED = re.compile(rf" and |&|;|(?<=\.),(?!{_RANK})")
# Several whose initials are nobody's: `Ray, Li, Moro`.
_LIST = re.compile(rf",.*,(?!{_RANK})")
# Of TeX and HTML.
_DRESSED = re.compile(r"[\\&<{$]")


def share_names(one: Traits, other: Traits) -> float | None:
    """The share of the shorter list's name parts that the longer one has, cut or mistyped; None
    if that tells nothing."""
    mine, theirs = one.names, other.names
    if one.joined_names or other.joined_names:
        mine, theirs = _join(mine, one, theirs), _join(theirs, other, mine)
    small, large = sorted((mine, theirs), key=len)
    if not small:
        return None
    found = len(small & large)
    if found < SHARED_NAMES * len(small):
        rest = large - small
        found += sum(any(is_near(a, b) for b in rest) for a in small - large)
    if not found and one.is_by_organization != other.is_by_organization:
        return None if _may_stand_for(one, other) else 0.0
    if not found and one.is_latin != other.is_latin:
        return None  # in other letters
    return min(1.0, found / len(small))


def _may_stand_for(one: Traits, other: Traits) -> bool:
    """Whether people may be those of an organization, of the other entry: whoever has no more than
    one name is another (*NVIDIA*), unless it has the other's initials (*WHO*)."""
    organization, people = (one, other) if one.is_by_organization else (other, one)
    first, *others = people.paper.authors
    if others or len(_PART.findall(first)) > 1:
        return True
    return fold(first) in read_initials(organization.paper.authors[0])


def _join(mine: frozenset[str], entry: Traits, theirs: Set[str]) -> frozenset[str]:
    """The parts of an entry's names, those of a name in one if it stands so among the others."""
    for name, parts in entry.joined_names.items():
        if name in theirs and name not in mine:
            mine = mine - parts | {name}
    return mine


def are_namesakes(one: Traits, other: Traits, of_short_title: bool, in_one_venue: bool) -> bool:
    """Whether of the authors that have a name in common most have other given names: Y. Wang
    and J. Wang are two people. Half are enough under a short title, and where a name has initials
    only: full ones may be mistyped, or short for each other; of these a third, unless the two are
    in one venue."""
    if one.is_by_organization or other.is_by_organization:
        return False
    lists = (one.paper.authors, other.paper.authors)
    short, long = sorted(lists, key=lambda names: (len(names), names))
    enough = (of_short_title, not in_one_venue)
    if short == long or not _are_others(short, long, *enough):
        return False
    parted = _part_lists(short), _part_lists(long)
    return parted == (list(short), list(long)) or _are_others(*parted, *enough)


def _part_lists(names: Iterable[str]) -> list[str]:
    """Each author by itself, where a sign says that there are several in one; none of those of
    a list in which it can't be told whose the initials are."""
    parted = (name for listed in names for name in _JOINED.split(listed))
    return [name for name in parted if not _LIST.search(name)]


def _are_others(
    short: Sequence[str], long: Sequence[str], is_half_enough: bool, is_third_enough: bool
) -> bool:
    """Whether most of the authors that have a name in common have other given names, or half, or,
    where these have initials only, a third."""
    agreeing = differing = 0
    by_initials = False
    for name in filter(_read_name, short):  # not `et al.`
        agrees = name in long or _find_namesake(name, long)
        agreeing += agrees is True
        differing += agrees is False
        by_initials |= agrees is False and _have_initials_only(name, long)
        if agreeing > 2 * len(short) // 3:
            return False  # most agree, whoever follows
    if not differing or not (is_half_enough or by_initials):
        return differing > agreeing
    return differing * (2 if by_initials and is_third_enough else 1) >= agreeing


def _find_namesake(name: str, others: Iterable[str]) -> bool | None:
    """Whether initials agree with those of one who has a name in common; None if nobody has."""
    agrees = None
    mine = _read_name(name)
    for theirs in map(_read_name, others):
        common = {part for part in mine.keys() & theirs.keys() if len(part) > 1}
        if common:
            one, other = _join_initials(mine, common), _join_initials(theirs, common)
            if one[:1] == other[:1] or set(one) <= set(other) or set(other) <= set(one):
                return True
            agrees = False
    return agrees


def _have_initials_only(name: str, others: Iterable[str]) -> bool:
    """Whether a name and those of others that have a part in common have no full given name."""
    mine = _read_name(name)
    namesakes = [theirs for theirs in map(_read_name, others) if mine.keys() & theirs.keys()]
    return all(
        part == initials or any(part in theirs for theirs in namesakes)
        for part, initials in mine.items()
    ) and all(
        part == initials or part in mine
        for theirs in namesakes
        for part, initials in theirs.items()
    )


def _join_initials(name: dict[str, str], common: Set[str]) -> str:
    """The initials of a name without those of some of its parts."""
    return "".join(initials for part, initials in name.items() if part not in common)


@lru_cache(maxsize=4096)
def _read_name(name: str) -> dict[str, str]:
    """The parts of a name, each with what may be initials in it."""
    plain = plain_title(name) if _DRESSED.search(name) else mend_signs(name)
    parts = {fold(part): part for part in _PART.findall(plain)}
    named = {
        part: part if _INITIALS.fullmatch(printed) else part[:1]
        for part, printed in parts.items()
        if part not in NOBODY
    }
    if PARTICLES.isdisjoint(named):
        return named
    joined = map("".join, find_with_particles(list(named)))
    return {name: name[:1] for name in joined} | named
