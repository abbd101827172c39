"""Two entries -> what tells apart the types of their documents, if that is all that does.

Most are papers, of no special type. A thesis, a patent and the registration of a trial are known
by their venue, or by what an export prints for a volume or a number.
"""

import re
from functools import lru_cache

from paperdex.dedupe.traits import Traits

# Few entries need the patterns that are plain strings: they are compiled when they are first used.
# Venues in which nothing but theses is printed.
_THESIS = (
    r"(?i)\b(?:thes[ie]s|dissertations?|habilitation)\b|(?:bachelor|master|diplom|doktor)arbeit"
)
# The degree for which a thesis was written; the MA of `Cambridge, MA` is none.
_DEGREE = (
    r"(?i)(?P<doctor>\bph\.?\s?d\b|\bd\.?\s?phil\b|\bdo[ck]tor|\bdissertation abstracts\b)"
    r"|(?P<master>\bmaster|\bdiplom(?:a\b|arbeit)|\bm\.\s?[as]\.|\bm\.?\s?(?:sc|phil)\b)"
    r"|(?P<licentiate>\blicentiate\b)"
    r"|(?P<bachelor>\bbachelor|\bb\.\s?[as]\.|\bb\.?\s?sc\b)"
)
# CINAHL prints the degree for a volume: `Ph.D.`, `D.N.P.`; `N.S.` is a new series.
_DEGREE_ALONE = r"(?!N\.\s?S)(?:[A-Z][a-z]{0,2}\.\s?){2,4}"
_REGISTER = (
    r"(?i)clinical ?trials(?:\.gov|register)|trialsearch|\bregist(?:er|ry) of (?:[a-z]+ )?trials"
    r"|\btrials? regist|\b(?:isrctn|anzctr|chictr|prospero)|\bnct\d"
)
# `US 6,123,456`, `EP1234567B1`, `US 2001/0012345 A1`.
_PATENT = r"(?i)\bpatents?\b"
_PATENTED = r"(?<!\d)\d{1,4}[,/ ]?\d{3,4}[,.]?\d{3,4}(?!\d)"
_PATENT_NUMBER = rf"\s*(?:US|EP|WO|JP|CN|KR|DE|GB|FR|CA) ?{_PATENTED} ?[A-Z]\d?\s*"
# The number of a registration: `NCT01234567`, `EUCTR2010-123456-12-GB`, `CTRI/2015/01/005432`.
# A day is none.
_REGISTERED = (
    r"(?:(?<![A-Za-z-])(?P<register>[A-Za-z]+)(?:-[A-Za-z]+)*-?(?=\d{4})"
    r"|\b(?=\d{6})(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?\b))"
    r"(?P<number>\d{4,}(?:-\d+)*)"
)


def tell_types_apart(one: Traits, other: Traits) -> str | None:
    """The reason, in words; None if there is none.

    Of one type, two are apart if they are theses for two degrees, registrations of two trials or
    two patents. Else only one is of a special type, which tells them apart if the other says where
    it was printed; a thesis only from what is by several authors.
    """
    mine_is, theirs_is = find_type(one), find_type(other)
    if mine_is is theirs_is is None:
        return None
    if mine_is is not None and mine_is == theirs_is:
        return f"each is another {mine_is}" if _ARE_TWO[mine_is](one, other) else None
    sides = ((one, other, mine_is), (other, one, theirs_is))
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
    """Whether two trials are registered. One trial may be in two registers, with another number in
    each: only two numbers of one register, or of an unknown one, are two trials."""
    mine, theirs = _find_numbers(one), _find_numbers(other)
    if not mine or not theirs or not mine.keys().isdisjoint(theirs):
        return False
    registers = {*mine.values(), *theirs.values()}
    return "" in registers or not set(mine.values()).isdisjoint(theirs.values())


def _find_numbers(entry: Traits) -> dict[str, str]:
    """The numbers of a registration, in whichever field an export puts them, each with the letters
    in front of it, which tell the register."""
    p = entry.paper
    found = re.finditer(_REGISTERED, f"{p.venue} {p.number} {p.pages}")
    return {number["number"]: (number["register"] or "").upper() for number in found}


def _have_two_patents(one: Traits, other: Traits) -> bool:
    """Whether two patents have other numbers."""
    mine, theirs = _find_patents(one), _find_patents(other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _find_patents(entry: Traits) -> set[str]:
    """The numbers of a patent, in whichever field an export puts them, digits only."""
    p = entry.paper
    found = re.finditer(_PATENTED, f"{p.venue} {p.number} {p.pages}")
    return {"".join(filter(str.isdigit, number[0])) for number in found}


_ARE_TWO = {
    "thesis": _have_two_degrees,
    "registration": _have_two_numbers,
    "patent": _have_two_patents,
}
"""For each type, what tells whether two of it are two works."""


def find_type(entry: Traits) -> str | None:
    """``thesis``, ``patent`` or ``registration``, by the venue, by a patent's number for the issue,
    or by a degree for the volume; None for any other work."""
    p = entry.paper
    if p.number and re.fullmatch(_PATENT_NUMBER, p.number):
        return "patent"
    if p.venue or not p.volume:
        return _read_type(p.venue or "")
    if p.volume.isdigit() or not re.fullmatch(_DEGREE_ALONE, p.volume):
        return None
    return "thesis"


@lru_cache(maxsize=2048)
def _read_type(venue: str) -> str | None:
    if re.search(_THESIS, venue):
        return "thesis"
    if re.search(_PATENT, venue):
        return "patent"
    # Cochrane's register of trials is a database of articles.
    return "registration" if re.search(_REGISTER, venue) and "ochrane" not in venue else None
