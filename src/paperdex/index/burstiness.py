"""A word weighs more the likelier a paper that has it has it again, once title and abstract are
one text (adaptation: Church, 2000). *Retrieval* and *wing* come again in half of their papers or
more: these are about it. *Propose* and *novel* hardly ever do.

Repeats are counted by codes (`index/code_counts`), which several terms may share. Most terms are
rare, so what a common one shares its code with hardly counts; a rare one is smoothed away.
"""

from typing import TYPE_CHECKING

from paperdex.index.base import BURST
from paperdex.index.rescoring import code_term

if TYPE_CHECKING:
    from paperdex.index.code_counts import CodeCounts

# So many papers with the mean of all words are counted as if they had the term, too.
_SMOOTHED = 5


def find_burst(term: str, holders: int, counts: "CodeCounts") -> float:
    """What is added to the weight of a term that so many papers have, as a share of it; below 0
    where it comes again more seldom than words do in the mean."""
    code = code_term(term).decode("utf-16-be")
    having, mean = counts.count_having(code), counts.mean_twice
    if not having:
        return 0.0
    again = holders * counts.count_twice(code) / having
    return BURST * ((again + _SMOOTHED * mean) / (holders + _SMOOTHED) - mean)
