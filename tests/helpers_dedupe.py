"""Two entries -> what is said of them."""

from paperdex import Paper
from paperdex.dedupe import judge
from paperdex.dedupe.verdict import Verdict

Pair = tuple[Paper, Paper]


def judge_both(one: Paper, other: Paper) -> Verdict:
    """The verdict, which is the same from both sides."""
    verdict = judge(one, other)
    assert judge(other, one) == verdict
    return verdict
