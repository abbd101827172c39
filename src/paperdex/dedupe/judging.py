"""Two entries -> a verdict: the same paper, different ones, doubtful or unknown, and why.

The verdict depends on the two alone, never on the library around them, and is the same
from both sides. A missed duplicate is preferred to a wrong merge.

The rules are tried in order, and the first that applies decides: ids; pages, if there is room
for one work only; vetoes; then what titles need in addition, the more the less alike they are.
The abstract vetoes and confirms, but no rule begins with it. Thresholds and their evidence are
in :mod:`paperdex.dedupe.weights`.
"""

from typing import NamedTuple

from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.marks import are_counting
from paperdex.dedupe.signs import Loss
from paperdex.dedupe.titles import (
    ALIKE,
    APART,
    CLOSE,
    CUT,
    EQUAL,
    NAMED,
    cites_itself,
    get_added,
    goes_on,
    is_about,
    lacks_subtitle,
)
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.weights import (
    ALL_NAMES,
    CUT_ABSTRACT,
    LONG_TITLE,
    MANY_AUTHORS,
    NEAR_ABSTRACT,
    OTHER_ABSTRACT,
    OTHER_WORKS,
    PRINTED_ABSTRACT,
    SAME_ABSTRACT,
    SERIAL_ABSTRACT,
    SHARED_NAMES,
    SHORT_TITLE,
    SOME_ABSTRACT,
    SUBTITLE_WORDS,
    WHOLE_ABSTRACT,
    YEARS_APART,
)
from paperdex.paper import Paper


class Verdict(NamedTuple):
    """Whether two entries are ``same``, ``different``, ``doubtful`` or ``unknown``, and why. Of
    two reasons to join, the one with the lower ``rank`` is stronger."""

    answer: str
    reason: str = ""
    rank: int = 0


DECIDED, BY_ID, BY_PLACE, BY_ABSTRACT, BY_AUTHORS, BY_TITLE, BY_LIKENESS = range(7)

_UNKNOWN = Verdict("unknown")


def judge(one: Paper, other: Paper) -> Verdict:
    """Whether two entries are one paper, with the evidence in words."""
    return judge_traits(Traits(one), Traits(other))


def judge_traits(one: Traits, other: Traits) -> Verdict:
    """The same, for entries that are judged several times."""
    seen = Evidence(one, other)
    verdict = _judge_ids(seen) or _judge_place(seen) or _find_veto(seen) or _judge_title(seen)
    if verdict.answer == "same" and seen.is_published_preprint:
        return verdict._replace(reason=f"{verdict.reason} (a preprint and its published version)")
    return verdict


def _judge_ids(seen: Evidence) -> Verdict | None:
    a, b = seen.one.paper, seen.other.paper
    if a.arxiv_id and b.arxiv_id:
        if a.arxiv_id == b.arxiv_id:
            return Verdict("same", f"same arXiv id {a.arxiv_id}", BY_ID)
        return Verdict("different", "different arXiv ids")
    if seen.dois is False and not _is_in_one_place(seen):
        return Verdict("different", "different DOIs")
    return None


def _is_in_one_place(seen: Evidence) -> bool:
    """Whether all that is printed of two is the same: one of the DOIs is another work's."""
    if seen.title.rank < EQUAL or seen.is_serial or not _all_names(seen):
        return False
    if seen.volume is False and not _is_whole(seen):
        return False
    return bool(seen.years == 0 and seen.page and seen.venue)


def _judge_place(seen: Evidence) -> Verdict | None:
    """Two works can't share pages: then one title is a translation, or badly mistyped."""
    if seen.title.rank == APART and not seen.same_range:
        return _UNKNOWN
    if seen.same_place and seen.title.rank == EQUAL:
        return Verdict("same", "same title and pages of one volume", BY_PLACE)
    if seen.same_place and seen.names is not None and seen.names >= SHARED_NAMES:
        if seen.venue:
            return Verdict("same", "same pages of one volume, by the same authors", BY_PLACE)
        if seen.title.rank == APART:
            return Verdict("doubtful", "same pages, by the same authors; other titles")
    return _UNKNOWN if seen.title.rank == APART else None


def _find_veto(seen: Evidence) -> Verdict | None:
    """What speaks against the two, no matter what speaks for them."""
    reason = _veto_by_title(seen)
    if reason is None and not (seen.dois and seen.title.rank >= CUT):
        reason = _veto_by_authors(seen)
        if reason is None and not seen.dois:
            reason = _veto_by_fields(seen)
    return None if reason is None else Verdict("different", reason)


def _veto_by_title(seen: Evidence) -> str | None:
    certain = seen.title.rank >= CUT and seen.page and seen.volume and seen.years == 0
    if seen.marks and not (certain or _is_letter_lost(seen) or _is_subtitle(seen)):
        return f"one title has {', '.join(seen.marks)}, the other has not"
    if is_about(seen.one.title, seen.other.title):
        return "one title is about the other"
    if seen.title.rank == CLOSE and not (seen.same_codes or certain):
        return f"other numbers in {_differing(seen)}"
    return None


def _is_letter_lost(seen: Evidence) -> bool:
    """Whether a number stands alone because its Greek letter is gone: the abstracts are one."""
    return seen.lost == Loss.BARE and _is_whole(seen)


def _is_subtitle(seen: Evidence) -> bool:
    """Whether what one title has more is where it is printed, or a subtitle with a number in
    it, and no part or edition: the abstracts are one."""
    if seen.title.rank != CUT or not OTHER_WORKS.isdisjoint(seen.marks):
        return False
    if cites_itself(seen.one.title, seen.other.title):
        return True
    added = get_added(seen.one.title, seen.other.title)
    if len(added) < SUBTITLE_WORDS or are_counting(added):
        return False
    of_issue = seen.years == 0 and seen.venue is True and seen.authors > 1
    return _all_names(seen) and (of_issue or _is_whole(seen))


def _is_whole(seen: Evidence) -> bool:
    return (seen.abstract or 0) >= WHOLE_ABSTRACT and seen.long_abstracts


def _veto_by_authors(seen: Evidence) -> str | None:
    if seen.names == 0.0:
        return "by others" if seen.title.rank < EQUAL else "same title, but by others"
    return None


def _veto_by_fields(seen: Evidence) -> str | None:
    title = "same title" if seen.title.rank == EQUAL else "alike title"
    if seen.abstract is not None and seen.abstract < OTHER_ABSTRACT and not _is_rewritten(seen):
        return f"{title}, but abstracts overlap only {seen.abstract:.2f}"
    if not (seen.preprint or seen.page or _is_there(seen)):
        if seen.page is False and False in (seen.volume, seen.venue, seen.number):
            return f"{title}, but other pages elsewhere"
        if seen.volume is False and False in (seen.venue, seen.number):
            return f"{title}, but another volume"
        if seen.volume and seen.venue and seen.number is False:
            return f"{title}, but another issue"
    if seen.title.rank >= CLOSE:
        return _veto_by_year(seen, title)
    return None


def _is_there(seen: Evidence) -> bool:
    """Whether venue, year and abstract agree: volume, issue and pages are often misprinted."""
    same_abstract = seen.abstract is not None and seen.abstract >= SAME_ABSTRACT
    return seen.venue is True and seen.years == 0 and same_abstract


def _veto_by_year(seen: Evidence, title: str) -> str | None:
    if seen.years is None or seen.years == 0:
        return None
    if seen.years > YEARS_APART and not (seen.same_range and seen.volume and seen.venue):
        published = seen.preprint and (seen.names or 0) >= SHARED_NAMES
        known = (seen.abstract or 0) > SERIAL_ABSTRACT and bool(seen.names)
        return None if published or known else f"{title}, but years apart"
    elsewhere = seen.venue is False or (seen.is_paper_and_article and not seen.volume)
    if elsewhere and not seen.page and (seen.abstract or 0) < NEAR_ABSTRACT:
        return f"{title}, but elsewhere in another year"
    return None


def _judge_title(seen: Evidence) -> Verdict:
    """What titles need in addition, if nothing speaks against the two."""
    if seen.dois and seen.title.rank >= ALIKE:
        doi = min(seen.one.doi or "", seen.other.doi or "")
        return Verdict("same", f"same DOI {doi}", BY_ID)
    if seen.title.rank >= CLOSE:
        return _judge_serial(seen) if seen.is_serial else _judge_same_title(seen)
    if seen.title.rank == CUT:
        title = f"one title is the beginning of the other, which goes on {_differing(seen)}"
        return _judge_part(seen, title, _by_same(seen) and _may_be_cut(seen))
    if seen.title.rank == NAMED:
        title = f"one title is the other behind a name: {_differing(seen)}"
        return _judge_part(seen, title, _all_names(seen))
    return _judge_alike(seen)


def _judge_serial(seen: Evidence) -> Verdict:
    title = _name_title(seen)
    if seen.abstract is not None and seen.abstract >= SERIAL_ABSTRACT and not seen.years:
        return _same_abstract(seen)
    placed = seen.years == 0 and seen.page and False not in (seen.volume, seen.number)
    if placed and (seen.names or seen.volume or seen.venue):
        return Verdict("same", f"{title}, year and pages", BY_PLACE)
    issued = seen.years == 0 and (seen.volume or seen.number) and _by_same(seen)
    if issued and False not in (seen.volume, seen.number, seen.page, seen.venue):
        return Verdict("same", f"{title}, authors, year and volume", BY_AUTHORS)
    return _UNKNOWN


def _judge_same_title(seen: Evidence) -> Verdict:
    title = _name_title(seen)
    if seen.abstract is not None:
        return _judge_abstract(seen, title)
    if seen.page is False and not seen.preprint and not (seen.volume and _by_same(seen)):
        return Verdict("doubtful", f"{title}, but other pages")
    if seen.volume is False and not seen.preprint and not seen.page:
        return Verdict("doubtful", f"{title}, but another volume")
    if seen.names is not None and seen.names < SHARED_NAMES:
        return Verdict("doubtful", f"{title}, but few authors in common")
    if _repeats_yearly(seen):
        return Verdict("doubtful", f"short {title}, but another year")
    placed = seen.page or (seen.volume and seen.number is not False)
    if seen.venue is False and not placed:
        return Verdict("doubtful", f"{title}, but another venue")
    if seen.names is not None:
        return Verdict("same", f"{title} and authors", BY_AUTHORS)
    if seen.title.rank == EQUAL:
        return Verdict("same", title, BY_TITLE)
    if seen.page:
        return Verdict("same", f"{title}, same pages", BY_PLACE)
    return Verdict("doubtful", title)


def _repeats_yearly(seen: Evidence) -> bool:
    if not seen.years or seen.preprint or seen.page or seen.telling_words >= SHORT_TITLE:
        return False
    return seen.names is not None or bool(seen.venue)


def _judge_abstract(seen: Evidence, title: str) -> Verdict:
    abstract = seen.abstract or 0
    if seen.venue is False and abstract < WHOLE_ABSTRACT and not seen.page:
        return Verdict("doubtful", f"{title}, overlapping abstract {abstract:.2f}, another venue")
    if abstract >= SAME_ABSTRACT:
        return _same_abstract(seen)
    if _by_same(seen) and (seen.page or seen.volume or _is_rewritten(seen)):
        return Verdict("same", f"{title} and authors, another abstract", BY_AUTHORS)
    return Verdict("doubtful", f"{title}, but abstracts overlap only {abstract:.2f}")


def _judge_part(seen: Evidence, title: str, by_same: bool) -> Verdict:
    """One title is a part of the other; ``by_same``: as far as authors go they are one."""
    if seen.venue is False and not seen.page:
        return Verdict("doubtful", f"{title}; another venue")
    if seen.abstract is not None:
        if seen.abstract >= CUT_ABSTRACT:
            return Verdict(
                "same", f"{title}; overlapping abstract {seen.abstract:.2f}", BY_LIKENESS
            )
    elif (
        by_same
        and (_is_of_year(seen) or _goes_on(seen))
        and seen.page is not False
        and seen.volume is not False
    ):
        when = "" if seen.years is None else " and year"
        return Verdict("same", f"{title}; same authors{when}", BY_LIKENESS)
    return Verdict("doubtful", title)


def _goes_on(seen: Evidence) -> bool:
    """Whether a title shows that it is cut, or, if no year is known, is long or lacks the other's
    subtitle."""
    if seen.title.rank != CUT or seen.telling_words < SHORT_TITLE - 1 or not _all_names(seen):
        return False
    if goes_on(seen.one.title, seen.other.title):
        return True
    if seen.years is not None:
        return False
    return _is_long(seen) or lacks_subtitle(seen.one.title, seen.other.title)


def _may_be_cut(seen: Evidence) -> bool:
    """Whether a title is long enough to be cut without showing it, ends where a subtitle begins,
    or was printed in the same place as the other: shorter ones are names with which titles of
    other works by the same authors begin."""
    one, other = seen.one.title, seen.other.title
    if _is_long(seen) or seen.venue or seen.page:
        return True
    return goes_on(one, other) or lacks_subtitle(one, other)


def _is_long(seen: Evidence) -> bool:
    return min(len(seen.one.title.key), len(seen.other.title.key)) >= LONG_TITLE


def _is_of_year(seen: Evidence) -> bool:
    """Whether both are known to be of one year; a preprint may be printed in the next."""
    return seen.years is not None and seen.years <= (YEARS_APART if seen.preprint else 0)


def _judge_alike(seen: Evidence) -> Verdict:
    title = f"titles differ by {_differing(seen)}"
    if not _by_same(seen):
        return _UNKNOWN
    if seen.same_range and seen.volume is not False and _is_near_in_time(seen):
        return Verdict("same", f"{title}; same authors and pages", BY_LIKENESS)
    if seen.venue is not False and (_is_renamed(seen) or _is_retitled(seen)):
        abstract = f"overlapping abstract {seen.abstract or 0:.2f}"
        return Verdict("same", f"{title}; all authors, {abstract}", BY_LIKENESS)
    return Verdict("doubtful", f"{title}; same authors")


def _is_near_in_time(seen: Evidence) -> bool:
    """Whether they may be at most a year apart."""
    return seen.years is None or seen.years <= YEARS_APART


def _is_renamed(seen: Evidence) -> bool:
    """Whether authors and abstracts are so close that titles may differ in some words."""
    abstract = seen.abstract or 0
    if not (_all_names(seen) and _may_be_of_year(seen)):
        return False
    if seen.authors < MANY_AUTHORS and not _is_whole(seen):
        return False
    near = abstract >= NEAR_ABSTRACT and seen.same_codes
    return near or (abstract >= SOME_ABSTRACT and seen.same_days and seen.same_figures)


def _may_be_of_year(seen: Evidence) -> bool:
    """Whether they may be of one year; a preprint may be printed in the next."""
    return seen.years is None or _is_of_year(seen)


def _is_retitled(seen: Evidence) -> bool:
    """Whether a preprint was printed under a title that differs in some words."""
    if not _has_all_names(seen) or seen.authors < MANY_AUTHORS:
        return False
    abstract = seen.abstract or 0
    return seen.is_published_preprint and seen.same_codes and abstract >= PRINTED_ABSTRACT


def _by_same(seen: Evidence) -> bool:
    return seen.names is not None and seen.names >= SHARED_NAMES


def _all_names(seen: Evidence) -> bool:
    return _is_near_in_time(seen) and _has_all_names(seen)


def _has_all_names(seen: Evidence) -> bool:
    return seen.names is not None and seen.names >= ALL_NAMES


def _is_rewritten(seen: Evidence) -> bool:
    """Whether the next version of a work may have another abstract."""
    if seen.title.rank < EQUAL or seen.is_serial or seen.venue is False:
        return False
    return _all_names(seen) and seen.telling_words > SHORT_TITLE // 2


def _same_abstract(seen: Evidence) -> Verdict:
    words = f"{_name_title(seen)} and overlapping abstract {seen.abstract or 0:.2f}"
    return Verdict("same", words, BY_ABSTRACT)


def _name_title(seen: Evidence) -> str:
    same = seen.title.one == seen.title.other
    return "same title" if same else f"title differs by {_differing(seen)}"


def _differing(seen: Evidence) -> str:
    """The words in which the titles differ, in alphabetical order; those of one title only, if it
    contains all of the other."""
    sides = filter(None, sorted((seen.title.one, seen.title.other)))
    return "/".join(f'"{words}"' for words in sides)
