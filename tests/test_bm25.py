"""The default engine gives what the formula gives, with lengths as tantivy rounds them."""

from bisect import bisect_right
from collections import Counter
from math import log

import pytest

from helpers_cli import SEEDS
from paperdex import Library
from paperdex.index import analyzer
from paperdex.index.base import K1, B, indexed_text
from paperdex.query import Query


def rounded_lengths() -> list[int]:
    """The 256 lengths that a byte can hold: exact to 24, then three bits of mantissa
    (Lucene's SmallFloat.byte4ToInt, which tantivy shares)."""
    lengths = list(range(24))
    for code in range(232):
        mantissa, exponent = code & 7, (code >> 3) - 1
        lengths.append(24 + (mantissa if exponent < 0 else (mantissa | 8) << exponent))
    return lengths


LENGTHS = rounded_lengths()


def round_down(length: int) -> int:
    return LENGTHS[bisect_right(LENGTHS, length) - 1]


@pytest.mark.parametrize("text", ["byte-level", "state space models", "long long context", "DNA"])
def test_scores_are_bm25_to_four_digits(text: str) -> None:
    with Library.of([SEEDS]) as library:
        papers = {paper.id: analyzer.terms(indexed_text(paper)) for paper in library}
        found = library.rank(Query(text), limit=len(papers)).scored
    holders = Counter(term for terms in papers.values() for term in set(terms))
    mean_length = sum(map(len, papers.values())) / len(papers)
    assert found
    for hit in found:
        terms = papers[hit.id]
        norm = K1 * (1 - B + B * round_down(len(terms)) / mean_length)
        expected = sum(
            log(1 + (len(papers) - holders[term] + 0.5) / (holders[term] + 0.5))
            * (K1 + 1)
            * terms.count(term)
            / (terms.count(term) + norm)
            for term in analyzer.terms(text)
        )
        assert hit.score == pytest.approx(expected, abs=2e-4)
