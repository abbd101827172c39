"""Two entries -> a verdict by what is one work's alone: an id, or pages of a volume."""

from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.likeness import APART, CUT, EQUAL
from paperdex.dedupe.verdict import BY_ID, BY_PLACE, UNKNOWN, Verdict


def judge_ids(seen: Evidence) -> Verdict | None:
    """By arXiv ids, and by DOIs that differ. An equal DOI needs a look at the title:
    supplements share one."""
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
    if seen.title.rank < EQUAL or seen.is_serial or not seen.by_all_in_time:
        return False
    if seen.volume is False and not seen.whole_abstract:
        return False
    return bool(seen.years == 0 and seen.page and seen.venue)


def judge_place(seen: Evidence) -> Verdict | None:
    """By pages: two works can't share them, except for letters and the abstracts of a meeting, of
    which one group may have several. So where titles have nothing in common, one may be a
    translation, or badly mistyped."""
    if seen.title.rank == APART and not seen.same_range:
        return UNKNOWN
    if seen.same_place and seen.title.rank == EQUAL:
        return Verdict("same", "same title and pages of one volume", BY_PLACE)
    if seen.same_place and seen.by_same:
        if seen.venue and not (seen.title.rank < CUT and seen.are_short):
            return Verdict("same", f"same pages of one volume, {seen.who}", BY_PLACE)
        if seen.title.rank == APART:
            return Verdict("doubtful", f"same pages, {seen.who}; other titles")
    return UNKNOWN if seen.title.rank == APART else None
