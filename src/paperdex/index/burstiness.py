"""The burstiness of words: how much likelier than others a word is to come again in a paper that
has it. *Retrieval* and *wing* come again in half of their papers or more, and stand in the titles
of many of these: they are about it. *Propose* and *novel* hardly ever do.

Measured as *adaptation* (Church, "Empirical estimates of adaptation", 2000; Church and Gale,
"Poisson mixtures", 1995): of the df papers that have a word, the share that has it twice, once
title and abstract are one text, and the share that has it in the title and in the abstract; the
mean of both. A word's BM25 is multiplied by 1 + burst:

    burst = BURST (share - mean),    share = (again / 2 + 5 mean) / (df + 5)

where again is how many papers have it twice plus how many have it in both; the mean is that of all
words of all papers. Smoothing (the 5) keeps rare words near the mean.

Repeats are counted by code (`index/code_counts`), and several terms may share a code: again is df
times what it is, per paper, for the term's code. Most terms are rare: one that shares its code with
a common term hardly changes the counts of that, and is itself smoothed.
"""

from paperdex.index.base import BURST
from paperdex.index.code_counts import CodeCounts
from paperdex.index.codes import code_term

_SMOOTHED = 5


def find_burst(term: str, holders: int, counts: CodeCounts) -> float:
    """What is added to the weight of a term with so many ``holders`` (papers that have it), as a
    share of that weight; below 0 if the term comes again less often than words do on average."""
    code = ord(code_term(term))
    having, mean = counts.count_having(code), counts.mean_again / 2
    if not having:
        return 0.0
    again = holders * counts.count_again(code) / having / 2
    return BURST * ((again + _SMOOTHED * mean) / (holders + _SMOOTHED) - mean)
