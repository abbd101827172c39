"""Two entries -> a verdict: the same paper, different ones, doubtful or unknown, and why.

The verdict depends on the two alone, never on the library around them, and is the same
from both sides. A missed duplicate is preferred to a wrong merge, and a missing field is
unknown, not different.

The rules are tried in the order of :data:`RULES`, and the first that has a verdict decides.
What is compared is in :mod:`paperdex.dedupe.evidence`, every threshold, with its evidence, in
:mod:`paperdex.dedupe.thresholds`.
"""

from paperdex.dedupe.evidence import Evidence
from paperdex.dedupe.identity import judge_ids, judge_place
from paperdex.dedupe.joining import judge_title
from paperdex.dedupe.likeness import CLOSE, compare_titles
from paperdex.dedupe.traits import Traits
from paperdex.dedupe.verdict import BY_ID, OF_ANOTHER_YEAR, Verdict
from paperdex.dedupe.vetoes import find_veto
from paperdex.paper import Paper

RULES = (
    # 1. An arXiv id is one paper's, and so is a journal's DOI.
    judge_ids,
    # 2. One set of pages of one volume has room for one work; titles that have nothing in
    #    common are strangers' but for that.
    judge_place,
    # 3. What speaks against two, no matter what speaks for them: marks of another work in a
    #    title, other authors, another abstract, another place in print, another year.
    find_veto,
    # 4. What titles need beside them, the more the less alike they are. The abstract confirms,
    #    but nothing begins with it.
    judge_title,
)


def judge(one: Paper, other: Paper) -> Verdict:
    """Whether two entries are one paper, with the evidence in words."""
    return judge_traits(Traits(one), Traits(other))


def judge_traits(one: Traits, other: Traits) -> Verdict:
    """The same, for entries that are judged several times."""
    verdict = _judge_printed(one, other)
    if verdict.answer in ("unknown", "doubtful"):
        # Never both under those before they were translated: these may be notes that many have.
        for original, its in ((one.original, other), (other.original, one)):
            if original and compare_titles(original.title, its.title).rank >= CLOSE:
                again = _judge_printed(original, its)
                if again.answer == "same":
                    return again
    return verdict


def judge_itself(kind: Traits) -> Verdict:
    """The verdict on an entry and another that says the same."""
    return judge_traits(kind, kind)


def _judge_printed(one: Traits, other: Traits) -> Verdict:
    """By the titles as they are."""
    seen = Evidence(one, other)
    verdict = next(found for rule in RULES if (found := rule(seen)) is not None)
    if verdict.answer != "same":
        return verdict._replace(namesakes=verdict.answer == "doubtful" and seen.are_namesakes)
    if verdict.rank > BY_ID and seen.years and not seen.preprint:
        verdict = verdict._replace(rank=OF_ANOTHER_YEAR)
    # Two that have one arXiv id are often pages of arXiv, of which one tells where it was printed.
    if seen.is_published_preprint and not (one.paper.arxiv_id and other.paper.arxiv_id):
        return verdict._replace(reason=f"{verdict.reason} (a preprint and its published version)")
    return verdict
