"""The default engine gives what the formula gives, with lengths as tantivy rounds them."""

from bisect import bisect_right
from collections import Counter

import pytest

from helpers_library import build_index
from paperdex import Library
from paperdex.index import analyzer
from paperdex.index.base import K1, B, indexed_text
from paperdex.index.scoring import idf
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
def test_the_words_part_of_a_score_is_bm25_to_four_digits(seeds: Library, text: str) -> None:
    index = build_index("tantivy", seeds)
    papers = {paper.id: analyzer.terms(indexed_text(paper)) for paper in seeds}
    found, _ = index.search(Query(text), len(papers))
    holders = Counter(term for terms in papers.values() for term in set(terms))
    mean_length = sum(map(len, papers.values())) / len(papers)
    asked = Counter(analyzer.terms(text))
    assert found
    for hit in found:
        terms = papers[hit.id]
        norm = K1 * (1 - B + B * round_down(len(terms)) / mean_length)
        given = {part.label: part.points for part in index.explain(Query(text), hit.id)}
        for term, asked_for in asked.items():
            times = terms.count(term)
            weight = idf(len(papers), holders[term]) * asked_for
            expected = weight * (K1 + 1) * times / (times + norm)
            assert given.get(term, 0) == pytest.approx(expected, abs=2e-4)
