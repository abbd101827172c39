"""Two entries with similar titles -> a verdict by what such titles need beside them, if
nothing speaks against the two: the more, the less alike they are."""

from paperdex.dedupe.doubts import find_doubt
from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.greek import Loss
from paperdex.dedupe.likeness import (
    ALIKE,
    CLOSE,
    CUT,
    EQUAL,
    NAMED,
    goes_on,
    is_name_alone,
    lacks_subtitle,
)
from paperdex.dedupe.thresholds import (
    CUT_ABSTRACT,
    LONG_TITLE,
    MANY_AUTHORS,
    MOST_WORDS,
    NEAR_ABSTRACT,
    PRINTED_ABSTRACT,
    SAME_ABSTRACT,
    SERIAL_ABSTRACT,
    SHORT_TITLE,
    SOME_ABSTRACT,
    WHOLE_ABSTRACT,
)
from paperdex.dedupe.verdict import (
    BY_ABSTRACT,
    BY_AUTHORS,
    BY_ID,
    BY_LIKENESS,
    BY_PLACE,
    BY_TITLE,
    UNKNOWN,
    Verdict,
)


def judge_title(seen: Evidence) -> Verdict:
    """By the titles: equal, cut, behind a name, or alike."""
    if seen.dois and seen.title.rank >= ALIKE and not _may_share_doi(seen):
        doi = min(seen.one.doi or "", seen.other.doi or "")
        return Verdict("same", f"same DOI {doi}", BY_ID)
    if doubt := find_doubt(seen):
        return Verdict("doubtful", f"{_name_title(seen)}, but {doubt}")
    if seen.title.rank >= CLOSE:
        return _judge_serial(seen) if seen.is_serial else _judge_same_title(seen)
    if seen.title.rank == CUT:
        if seen.is_serial and seen.adds_place:
            return _judge_serial(seen)
        if seen.is_serial and not (seen.whole_abstract or seen.has_same_names):
            return UNKNOWN
        title = f"one title is the beginning of the other, which goes on {seen.title.differing}"
        by_same = (
            _may_be_named(seen) if _is_short_name(seen) else seen.by_same and _may_be_cut(seen)
        )
        return _judge_part(seen, title, by_same)
    if seen.title.rank == NAMED:
        title = f"one title is the other behind a name: {seen.title.differing}"
        return _judge_part(seen, title, seen.by_all_in_time)
    return _judge_alike(seen)


def _may_share_doi(seen: Evidence) -> bool:
    """Whether two with other titles may be of one collection, whose DOI each of its abstracts
    has."""
    if seen.title.rank > ALIKE:
        return False
    by_others = seen.names is not None and not seen.by_same
    of_others = seen.abstract is not None and seen.abstract < SAME_ABSTRACT
    return by_others or of_others or seen.other_pages


def _judge_serial(seen: Evidence) -> Verdict:
    """By what a title that many works have needs beside it: an abstract, pages, or authors and
    issue."""
    if seen.abstract is not None and seen.abstract >= SERIAL_ABSTRACT and not seen.years:
        return _same_abstract(seen)
    placed = seen.years == 0 and seen.page and False not in (seen.volume, seen.number)
    if placed and (seen.names or seen.volume or seen.venue):
        return Verdict("same", _name_title_with("same pages of one year", seen), BY_PLACE)
    if _is_of_issue(seen) and False not in (seen.volume, seen.number, seen.page, seen.venue):
        issue = "issue" if seen.number else "volume"
        words = _name_title_with(f"{seen.who} in one {issue}", seen)
        return Verdict("same", words, BY_AUTHORS)
    return UNKNOWN


def _is_of_issue(seen: Evidence) -> bool:
    """Whether the same people have it in one issue, or in a volume of which neither tells the
    issue: in most issues of a volume is a column of theirs."""
    if seen.years != 0 or not seen.by_same:
        return False
    return seen.number is True or (
        seen.volume is True and not (seen.one.number or seen.other.number)
    )


def _judge_same_title(seen: Evidence) -> Verdict:
    """By what may be wrong with one title, but for typos. With authors that agree it is enough, and
    without authors if it is the same to the letter."""
    title = _name_title(seen)
    if seen.abstract is not None:
        return _judge_abstract(seen, title)
    if seen.page is False and not seen.preprint and not _is_in_volume(seen):
        return Verdict("doubtful", f"{title}, but other pages")
    if seen.volume is False and not seen.preprint and not seen.page:
        return Verdict("doubtful", f"{title}, but another volume")
    if seen.are_other_reports:
        return Verdict("doubtful", f"{title}, but another number")
    if seen.names is not None and not seen.by_same:
        few = "other given names" if seen.are_namesakes else "few authors in common"
        return Verdict("doubtful", f"{title}, but {few}")
    if _repeats_yearly(seen):
        return Verdict("doubtful", f"short {title}, but another year")
    placed = seen.page or (seen.volume and seen.number is not False)
    if seen.venue is False and not placed:
        return Verdict("doubtful", f"{title}, but another venue")
    if seen.names is not None:
        return Verdict("same", _name_title_with(seen.who, seen), BY_AUTHORS)
    if seen.is_of_organization and seen.telling_words < SHORT_TITLE - 1:
        return Verdict("doubtful", f"short {title}, by an organization and by people")
    if seen.title.rank == EQUAL:
        return Verdict("same", title, BY_TITLE)
    if seen.page:
        return Verdict("same", _name_title_with("same pages", seen), BY_PLACE)
    return Verdict("doubtful", title)


def _is_in_volume(seen: Evidence) -> bool:
    """Whether other pages of the volume may be misprinted: title and authors are one's. Without
    authors they are those of a column, or of letters on one article."""
    is_whole = not (seen.one.title.is_cut or seen.other.title.is_cut)
    return is_whole and seen.by_same and seen.volume is True


def _repeats_yearly(seen: Evidence) -> bool:
    """Whether a title of few words may be that of another year's work, as of a column."""
    if not seen.years or seen.preprint or seen.page or seen.telling_words >= SHORT_TITLE:
        return False
    return seen.names is not None or bool(seen.venue)


def _judge_abstract(seen: Evidence, title: str) -> Verdict:
    """By the abstracts under one title, both known: the less they overlap, the more else must be
    the same."""
    abstract = seen.abstract or 0
    if abstract < WHOLE_ABSTRACT and not seen.page:
        if seen.venue is False:
            return _doubt_abstract(seen, title, "another venue")
        if seen.venue is None and seen.volume is False and not seen.preprint:
            return _doubt_abstract(seen, title, "another volume")
    if abstract < SERIAL_ABSTRACT and seen.venue and seen.years and not (seen.page or seen.volume):
        return _doubt_abstract(seen, title, "another year")
    if abstract >= SAME_ABSTRACT:
        return _same_abstract(seen)
    if seen.by_same and (seen.page or seen.volume or seen.is_rewritten):
        words = _name_title_with(f"{seen.who}, another abstract", seen)
        return Verdict("same", words, BY_AUTHORS)
    return Verdict("doubtful", f"{title}, but abstracts overlap only {abstract:.2f}")


def _doubt_abstract(seen: Evidence, title: str, other: str) -> Verdict:
    return Verdict("doubtful", f"{title}, overlapping abstract {seen.abstract or 0:.2f}, {other}")


def _judge_part(seen: Evidence, title: str, by_same: bool) -> Verdict:
    """One title is a part of the other; ``by_same``: as far as authors go they are one."""
    if seen.venue is False and not seen.page:
        return Verdict("doubtful", f"{title}; another venue")
    if seen.abstract is not None:
        if seen.abstract >= CUT_ABSTRACT:
            return Verdict(
                "same", f"{title}; overlapping abstract {seen.abstract:.2f}", BY_LIKENESS
            )
    elif seen.names is None and seen.same_place and not (seen.are_short or seen.venue is False):
        return Verdict("same", f"{title}; same pages of one volume", BY_PLACE)
    elif seen.by_same and _has_same_pages(seen) and not seen.are_short:
        return Verdict("same", f"{title}; {seen.who}, same pages", BY_LIKENESS)
    elif (
        by_same
        and (seen.of_year or _goes_on(seen))
        and seen.page is not False
        and seen.volume is not False
        and not seen.are_other_reports
    ):
        when = ", same year" if seen.years == 0 else ""
        return Verdict("same", f"{title}; {seen.who}{when}", BY_LIKENESS)
    return Verdict("doubtful", title)


def _goes_on(seen: Evidence) -> bool:
    """Whether a title shows that it is cut, or, if no year is known, is long or lacks the other's
    subtitle."""
    if seen.title.rank != CUT or seen.telling_words < SHORT_TITLE - 1 or not seen.by_all_in_time:
        return False
    if goes_on(seen.one.title, seen.other.title):
        return True
    if seen.years is not None:
        return False
    return _is_long(seen) or lacks_subtitle(seen.one.title, seen.other.title)


def _may_be_cut(seen: Evidence) -> bool:
    """Whether a title is long enough to be cut without showing it, ends where a subtitle or a
    venue begins, or was printed in the same place as the other: shorter ones are names with which
    titles of other works by the same authors begin."""
    one, other = seen.one.title, seen.other.title
    if _is_long(seen) or seen.venue or seen.page or seen.adds_place:
        return True
    return goes_on(one, other) or lacks_subtitle(one, other)


def _is_short_name(seen: Evidence) -> bool:
    return is_name_alone(seen.one.title, seen.other.title) and not _is_long(seen)


def _may_be_named(seen: Evidence) -> bool:
    """Whether a name of a word or two may be all that is printed of a title: it has all the same
    authors, of one year, and stands on the same page. One author may write a book and an article
    on a subject, and several a report and a manual of what they made."""
    return bool(seen.page) and seen.has_same_names and seen.of_year and seen.authors > 1


def _is_long(seen: Evidence) -> bool:
    return min(len(seen.one.title.key), len(seen.other.title.key)) >= LONG_TITLE


def _judge_alike(seen: Evidence) -> Verdict:
    """By what else is the same where titles have only words in common."""
    title = f"titles differ by {seen.title.differing}"
    if not seen.by_same:
        return UNKNOWN
    if _has_same_pages(seen) and not seen.are_short:
        return Verdict("same", f"{title}; {seen.who}, same pages", BY_LIKENESS)
    is_untraced = seen.greek_loss == Loss.UNTRACED
    if is_untraced and seen.by_all_in_time and seen.years == 0 and seen.venue:
        return Verdict("same", f"{title}; all authors, year and venue", BY_LIKENESS)
    if seen.venue is not False and (_is_renamed(seen) or _is_retitled(seen)):
        abstract = f"overlapping abstract {seen.abstract or 0:.2f}"
        return Verdict("same", f"{title}; all authors, {abstract}", BY_LIKENESS)
    return Verdict("doubtful", f"{title}; {seen.who}") if _may_be_reworded(seen) else UNKNOWN


def _may_be_reworded(seen: Evidence) -> bool:
    """Whether a person may be asked if two whose titles have only words in common are one: nothing
    else is another's, or all authors have one abstract under both."""
    if seen.by_all and (seen.abstract or 0) >= PRINTED_ABSTRACT:
        return True
    if seen.venue is False or seen.page is False or not seen.same_codes:
        return False
    is_placed = seen.one.is_placed and seen.other.is_placed
    if not (seen.near_in_time or seen.preprint) and (is_placed or seen.abstract is None):
        return False
    if seen.abstract is not None:
        return seen.abstract >= SAME_ABSTRACT
    return seen.shared_words >= MOST_WORDS


def _has_same_pages(seen: Evidence) -> bool:
    return seen.same_range and seen.volume is not False and seen.near_in_time


def _is_renamed(seen: Evidence) -> bool:
    """Whether authors and abstracts are so close that titles may differ in some words."""
    abstract = seen.abstract or 0
    if not (seen.by_all_in_time and seen.may_be_of_year):
        return False
    if not seen.same_days and (seen.other_subject or (seen.other_figures and not seen.preprint)):
        return False
    if seen.authors < MANY_AUTHORS and not seen.whole_abstract:
        return False
    near = abstract >= NEAR_ABSTRACT and seen.same_codes
    return near or (abstract >= SOME_ABSTRACT and seen.same_days and seen.same_figures)


def _is_retitled(seen: Evidence) -> bool:
    """Whether a preprint was printed under a title that differs in some words."""
    if not seen.by_all or seen.authors < MANY_AUTHORS:
        return False
    abstract = seen.abstract or 0
    return seen.is_published_preprint and seen.same_codes and abstract >= PRINTED_ABSTRACT


def _same_abstract(seen: Evidence) -> Verdict:
    words = _name_title_with(f"overlapping abstract {seen.abstract or 0:.2f}", seen)
    return Verdict("same", words, BY_ABSTRACT)


def _name_title_with(evidence: str, seen: Evidence) -> str:
    """What is to be said of the titles, and what else speaks for one paper."""
    sign = " and" if seen.has_same_title else ";"
    return f"{_name_title(seen)}{sign} {evidence}"


def _name_title(seen: Evidence) -> str:
    return "same title" if seen.has_same_title else f"title differs by {seen.title.differing}"
