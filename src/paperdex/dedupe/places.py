"""Where two entries were printed -> whether that may be one place.

None means unknown: one of them does not say, or not so that it can be compared.
"""

import re
from functools import lru_cache

from paperdex.dedupe.traits import Traits
from paperdex.spelling import count_shared
from paperdex.text import fold

# Venues that tell of a kind of work, of which no other is printed there.
_THESIS = re.compile(
    r"\b(?:thes[ie]s|dissertations?|habilitation)\b|(?:bachelor|master|diplom|doktor)arbeit",
    re.IGNORECASE,
)
# For which a thesis was written; `Cambridge, MA` is none. Few entries need this pattern and the
# next two, so they are compiled where they are first used.
_DEGREE = (
    r"(?i)(?P<doctor>\bph\.?\s?d\b|\bd\.?\s?phil\b|\bdo[ck]tor|\bdissertation abstracts\b)"
    r"|(?P<master>\bmaster|\bdiplom(?:a\b|arbeit)|\bm\.\s?[as]\.|\bm\.?\s?(?:sc|phil)\b)"
    r"|(?P<licentiate>\blicentiate\b)"
    r"|(?P<bachelor>\bbachelor|\bb\.\s?[as]\.|\bb\.?\s?sc\b)"
)
# CINAHL prints it for a volume: `Ph.D.`, `D.N.P.`; `N.S.` is a new series.
_DEGREE_ALONE = r"(?!N\.\s?S)(?:[A-Z][a-z]{0,2}\.\s?){2,4}"
_REGISTER = re.compile(
    r"clinical ?trials(?:\.gov|register)|trialsearch|\bregist(?:er|ry) of (?:[a-z]+ )?trials"
    r"|\btrials? regist|\b(?:isrctn|anzctr|chictr|prospero)|\bnct\d",
    re.IGNORECASE,
)
# `US 6,123,456`, `EP1234567B1`, `US 2001/0012345 A1`.
_PATENT = re.compile(r"\bpatents?\b", re.IGNORECASE)
_PATENTED = r"(?<!\d)\d{1,4}[,/ ]?\d{3,4}[,.]?\d{3,4}(?!\d)"
_PATENT_NUMBER = rf"\s*(?:US|EP|WO|JP|CN|KR|DE|GB|FR|CA) ?{_PATENTED} ?[A-Z]\d?\s*"
# The number of a registration: `NCT01234567`, `EUCTR2010-123456-12-GB`, `CTRI/2015/01/005432`.
# A day is none.
_REGISTERED = (
    r"(?:(?<![A-Za-z-])(?P<register>[A-Za-z]+)(?:-[A-Za-z]+)*-?(?=\d{4})"
    r"|\b(?=\d{6})(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?\b))"
    r"(?P<number>\d{4,}(?:-\d+)*)"
)
# Letters of a word that British and American spell otherwise.
_SPELLED_LETTERS = 5
# Of what a word is contracted to.
_CONTRACTED_LETTERS = 4
# With which a contracted word ends.
_END_CONSONANTS = 3
_VOWELS = frozenset("aeiouy")


def tell_kinds_apart(one: Traits, other: Traits) -> str | None:
    """How the kind of work tells two apart: only one is a trial's registration or a patent, if both
    say where they are, or a thesis, if the other is by several; or they are theses for two degrees,
    registrations of two trials, or two patents."""
    kind, its = _find_kind(one), _find_kind(other)
    if kind is its is None:
        return None
    if kind is not None and kind == its:
        return f"each is another {kind}" if _TELL_APART[kind](one, other) else None
    sides = ((one, other, kind), (other, one, its))
    for mine, theirs, only in sorted(sides, key=lambda side: side[2] or ""):
        alone = only and theirs.venue
        is_by_several = len(theirs.paper.authors) > len(mine.paper.authors)
        if alone and (only != "thesis" or is_by_several):
            return f"only one is a {only}"
    return None


def _have_two_degrees(one: Traits, other: Traits) -> bool:
    places = (each.paper.venue or each.paper.volume or "" for each in (one, other))
    found = (re.search(_DEGREE, place) for place in places)
    return len({degree.lastgroup for degree in found if degree}) > 1


def _have_two_numbers(one: Traits, other: Traits) -> bool:
    """Whether two trials are registered: a trial may have a number in each of two registers."""
    mine, theirs = _find_numbers(one), _find_numbers(other)
    if not mine or not theirs or not mine.keys().isdisjoint(theirs):
        return False
    registers = {*mine.values(), *theirs.values()}
    return "" in registers or not set(mine.values()).isdisjoint(theirs.values())


def _find_numbers(entry: Traits) -> dict[str, str]:
    """The numbers of a registration, wherever an export puts them, and the letters of the
    register in front of each."""
    p = entry.paper
    found = re.finditer(_REGISTERED, f"{p.venue} {p.number} {p.pages}")
    return {number["number"]: (number["register"] or "").upper() for number in found}


def _have_two_patents(one: Traits, other: Traits) -> bool:
    """Whether two patents have other numbers."""
    mine, theirs = _find_patents(one), _find_patents(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _find_patents(entry: Traits) -> set[str]:
    """The numbers of a patent, wherever an export puts them, in digits."""
    p = entry.paper
    found = re.finditer(_PATENTED, f"{p.venue} {p.number} {p.pages}")
    return {"".join(filter(str.isdigit, number[0])) for number in found}


_TELL_APART = {
    "thesis": _have_two_degrees,
    "registration": _have_two_numbers,
    "patent": _have_two_patents,
}
"""By kind of work, what tells whether two of it are two works."""


def _are_theses(one: Traits, other: Traits) -> bool:
    """Whether both are lists of theses, of which one is in several."""
    return _find_kind(one) == _find_kind(other) == "thesis"


def _find_kind(entry: Traits) -> str | None:
    """The kind of work that its venue tells of, a patent's number, or the degree in place of a
    volume."""
    p = entry.paper
    if p.number and re.fullmatch(_PATENT_NUMBER, p.number):
        return "patent"
    if p.venue or not p.volume:
        return _read_kind(p.venue or "")
    if p.volume.isdigit() or not re.fullmatch(_DEGREE_ALONE, p.volume):
        return None
    return "thesis"


@lru_cache(maxsize=2048)
def _read_kind(venue: str) -> str | None:
    if _THESIS.search(venue):
        return "thesis"
    if _PATENT.search(venue):
        return "patent"
    # Cochrane's register of trials is a database of articles.
    return "registration" if _REGISTER.search(venue) and "ochrane" not in venue else None


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
