"""The burstiness of words: how much likelier than others a word is to come again in a paper that
has it. *Retrieval* and *wing* come again in half of their papers or more, and stand in the titles
of many of these: they are about it. *Propose* and *novel* hardly ever do.

Measured as *adaptation* (Church, "Empirical estimates of adaptation", 2000; Church and Gale,
"Poisson mixtures", 1995): of the df papers that have a word, the share that has it twice, once
title and abstract are one text, and the share that has it in the title and in the abstract; the
mean of both. A word's BM25 is multiplied by 1 + burst:

    burst = BURST (share - mean),    share = (again / 2 + 5 mean) / (df + 5)

where again is the number of papers that have it twice plus the number that have it in both, and
mean is the mean share of all words of all papers, near which rare words stay.

Repeats are counted by codes (`index/code_counts`), which several terms may share: a term's again is
its df times the mean of the papers that have its code. Most terms are rare, so what a common one
shares its code with hardly counts; a rare one is smoothed away.
"""

from paperdex.index.base import BURST
from paperdex.index.code_counts import CodeCounts
from paperdex.index.codes import code_term

_SMOOTHED = 5


def find_burst(term: str, holders: int, counts: CodeCounts) -> float:
    """What is added to the weight of a term that so many papers have, as a share of it; below 0
    where it comes again more seldom than words do in the mean."""
    code = ord(code_term(term))
    having, mean = counts.count_having(code), counts.mean_again / 2
    if not having:
        return 0.0
    again = holders * counts.count_again(code) / having / 2
    return BURST * ((again + _SMOOTHED * mean) / (holders + _SMOOTHED) - mean)
