"""Two entries with similar titles -> what a person has to look at, however alike the two are."""

from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.field_words import UPDATED
from paperdex.dedupe.likeness import ALIKE, CLOSE, CUT, EQUAL, get_added, goes_on, tells_stage
from paperdex.dedupe.thresholds import NEAR_ABSTRACT, YEARS_APART
from paperdex.dedupe.words import AND_WORDS, BESIDE_WORDS, YEARLY


def find_doubt(seen: Evidence) -> str | None:
    """What a person would have to look at, however alike the two are: reviews brought up to date,
    and papers of a series that are written after one model."""
    placed = seen.page and (seen.near_in_time or seen.volume or seen.same_range)
    if placed or seen.title.rank == ALIKE:
        return None
    if seen.title.rank < EQUAL and seen.other_subject:
        return f"each abstract has its own of {seen.title.differing}"
    if _is_of_meeting(seen):
        return "that may be a meeting's abstract and the article"
    if _is_chapter(seen):
        return "that may be a chapter and its book"
    if seen.years and seen.title.rank >= CLOSE and (again := _comes_again(seen)):
        return again
    if _is_beside(seen):
        return "that may stand beside the work"
    if _is_of_stage(seen) and (seen.abstract or 0) < NEAR_ABSTRACT:
        return "that may be another stage of the work"
    if seen.preprint:  # its next version may have other results
        return None
    if (seen.venue or seen.abstract is None) and (seen.years or 0) > YEARS_APART:
        return "years apart"
    if _is_elsewhere(seen) and seen.other_figures:
        return "their abstracts have other figures"
    return None


def _is_of_meeting(seen: Evidence) -> bool:
    """Whether only one has the number of a meeting's abstract, and nothing tells that the other is
    that abstract: an article may have its title, also in the same journal."""
    labels = [each.title.label or "" for each in (seen.one, seen.other)]
    if sum(label.startswith("abstract") for label in labels) != 1:
        return False
    return not seen.page and (seen.abstract or 0) < NEAR_ABSTRACT


def _is_chapter(seen: Evidence) -> bool:
    """Whether only one stands, on some of its pages, in what has the name of both."""
    in_itself = [each for each in (seen.one, seen.other) if each.is_in_itself]
    return len(in_itself) == 1 and in_itself[0].pages is not None


def _comes_again(seen: Evidence) -> str | None:
    """Why a work of another year may be the next of its name, if one says so."""
    if YEARLY.search(seen.one.title.plain):
        return "that may come every year"
    both = all(UPDATED.search(each.paper.venue or "") for each in (seen.one, seen.other))
    return "that may be brought up to date" if both and not seen.whole_abstract else None


def _is_beside(seen: Evidence) -> bool:
    """Whether one title goes on with no more than what kind of work it is: `...-dataset`,
    `...: data and code`."""
    one, other = seen.one.title, seen.other.title
    if seen.title.rank != CUT or goes_on(one, other):
        return False
    added = set(get_added(one, other)) - AND_WORDS
    return bool(added) and BESIDE_WORDS.issuperset(added)


def _is_of_stage(seen: Evidence) -> bool:
    """Whether one title goes on with a stage of the work: `...: final results`."""
    one, other = seen.one.title, seen.other.title
    return seen.title.rank == CUT and tells_stage(one, other) and not goes_on(one, other)


def _is_elsewhere(seen: Evidence) -> bool:
    """Whether the two are not known to be versions of a preprint."""
    return seen.venue is not None or bool(seen.years) or seen.title.rank < EQUAL
