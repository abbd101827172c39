"""Two entries -> what speaks against their being one paper, no matter what speaks for it."""

from paperdex.dedupe.document_types import tell_types_apart
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.greek import Loss
from paperdex.dedupe.likeness import (
    CLOSE,
    CUT,
    EQUAL,
    cites_itself,
    get_added,
    has_name,
    is_about,
)
from paperdex.dedupe.marks import are_counting
from paperdex.dedupe.thresholds import (
    NEAR_ABSTRACT,
    OTHER_ABSTRACT,
    SAME_ABSTRACT,
    SERIAL_ABSTRACT,
    SUBTITLE_WORDS,
    YEARS_APART,
)
from paperdex.dedupe.verdict import Verdict
from paperdex.dedupe.words import OTHER_WORKS


def find_veto(seen: Evidence) -> Verdict | None:
    """The first veto, if there is one. An equal DOI outweighs all but those of the titles."""
    reason = _veto_by_title(seen)
    if reason is None and not (seen.dois and seen.title.rank >= CUT):
        reason = _veto_by_authors(seen)
        if reason is None and not seen.dois:
            reason = _veto_by_fields(seen)
    return None if reason is None else Verdict("different", reason)


def _veto_by_title(seen: Evidence) -> str | None:
    """Parts, editions, errata, replies and the like have the title of the work, and more."""
    certain = seen.title.rank >= CUT and seen.page and seen.volume and seen.years == 0
    if seen.marks and not (
        certain or _is_letter_lost(seen) or _is_subtitle(seen) or _is_retracted(seen)
    ):
        return f"one title has {', '.join(seen.marks)}, the other has not"
    if is_about(seen.one.title, seen.other.title) and not _is_lengthened(seen):
        return "one title is about the other"
    if seen.title.rank == CLOSE and not (seen.same_codes or certain):
        return f"other numbers in {seen.title.differing}"
    return None


def _is_letter_lost(seen: Evidence) -> bool:
    """Whether a number stands alone because its Greek letter is gone: the abstracts are one."""
    return seen.greek_loss == Loss.UNTRACED and seen.whole_abstract


def _is_retracted(seen: Evidence) -> bool:
    """Whether only one says that it was retracted: the notice of it has a DOI of its own."""
    return seen.dois is True and seen.marks == ["retraction"]


def _is_lengthened(seen: Evidence) -> bool:
    """Whether a preprint was printed under a longer title: `X` as `LinkNet: Y for X`, not as `A
    Survey on X`."""
    if not seen.is_published_preprint or (seen.abstract or 0) < NEAR_ABSTRACT:
        return False
    return has_name(seen.one.title, seen.other.title)


def _is_subtitle(seen: Evidence) -> bool:
    """Whether what one title has more is where it is printed, or a subtitle with a number in
    it, and no part or edition: the abstracts are one."""
    if seen.title.rank != CUT or not OTHER_WORKS.isdisjoint(seen.marks):
        return False
    if cites_itself(seen.one.title, seen.other.title) or seen.adds_place:
        return True
    added = get_added(seen.one.title, seen.other.title)
    if len(added) < SUBTITLE_WORDS or are_counting(added):
        return False
    of_issue = seen.years == 0 and seen.venue is True and seen.authors > 1
    return seen.by_all_in_time and (of_issue or seen.whole_abstract)


def _veto_by_authors(seen: Evidence) -> str | None:
    """By authors, if those of both are known and nobody is in both lists."""
    if seen.names == 0.0:
        return "by others" if seen.title.rank < EQUAL else "same title, but by others"
    return None


def _veto_by_fields(seen: Evidence) -> str | None:
    """By the abstract; by two of venue, volume, issue and pages, since one may be misprinted;
    and by the year."""
    title = "same title" if seen.title.rank == EQUAL else "alike title"
    if seen.abstract is not None and seen.abstract < OTHER_ABSTRACT and not seen.is_rewritten:
        return f"{title}, but abstracts overlap only {seen.abstract:.2f}"
    if not (seen.preprint or seen.page or _is_there(seen)):
        if seen.page is False and False in (seen.volume, seen.venue, seen.number):
            return f"{title}, but other pages elsewhere"
        if seen.volume is False and False in (seen.venue, seen.number):
            return f"{title}, but another volume"
        if seen.volume and seen.venue and seen.number is False:
            return f"{title}, but another issue"
    if _is_next_version(seen):
        return f"{title}, but another issue and year, under one number"
    if seen.title.rank >= CLOSE and (reason := _veto_by_year(seen, title)):
        return reason
    types = tell_types_apart(seen.one, seen.other)
    return f"{title}, but {types}" if types else None


def _is_next_version(seen: Evidence) -> bool:
    """Whether one number, not pages, stands in other issues of other years: so reviews that are
    brought up to date keep theirs."""
    if not (seen.years and seen.page) or seen.same_range or seen.volume or seen.number:
        return False
    reprinted = seen.whole_abstract and not seen.other_figures
    return False in (seen.volume, seen.number) and not reprinted


def _is_there(seen: Evidence) -> bool:
    """Whether venue, year and abstract agree: volume, issue and pages are often misprinted."""
    same_abstract = seen.abstract is not None and seen.abstract >= SAME_ABSTRACT
    return seen.venue is True and seen.years == 0 and same_abstract


def _veto_by_year(seen: Evidence, title: str) -> str | None:
    """A year may be off by one where the venues may be one; a preprint may be years older."""
    if seen.years is None or seen.years == 0:
        return None
    placed = seen.same_range and ((seen.volume and seen.venue) or seen.by_all)
    if seen.years > YEARS_APART and not placed:
        published = seen.preprint and seen.by_same
        known = (seen.abstract or 0) > SERIAL_ABSTRACT and bool(seen.names)
        return None if published or known or seen.is_copy else f"{title}, but years apart"
    elsewhere = seen.venue is False or (seen.is_paper_and_article and not seen.volume)
    if elsewhere and not seen.page and (seen.abstract or 0) < NEAR_ABSTRACT:
        return f"{title}, but elsewhere in another year"
    return None
