"""What an index answers depends on the papers that are in it, not on how they came there."""

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import ENGINES, build_index, paper
from paperdex import Paper
from paperdex.index.base import Index
from paperdex.index.documents import describe_papers
from paperdex.index.tantivy import TantivyIndex
from paperdex.query import Query

# Words in several forms, of other scripts, of signs, and what is no text.
WORDS = [
    *("kiln", "kilns", "fired", "firing", "glaze", "mast", "byte", "level", "bytelevel"),
    *("byte-level", "on-line", "online", "colour", "color", "TNFα", "TNF-β", "LLMs", "A*", "the"),
    *("中文", "語", "\ud800", "a\udfffb", "😀", "⑴", "İt", "x" * 50),
]


def _texts(most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join)


# So short that tantivy keeps their lengths exactly.
PAPERS = st.lists(
    st.tuples(_texts(4), st.none() | _texts(12), st.sampled_from([None, "2024-01-02"])),
    min_size=1,
    max_size=40,
).map(
    lambda some: [
        paper(title or "Notes", abstract=abstract, date=date, id=f"id-{nth}")
        for nth, (title, abstract, date) in enumerate(some)
    ]
)
QUERIES = st.lists(
    st.tuples(
        (_texts(3) | _texts(8) | _texts(30)).filter(str.strip), st.booleans(), st.booleans()
    ).map(lambda said: Query(said[0], all_words=said[1], literal=said[2])),
    min_size=1,
    max_size=6,
)


def _build_in_rounds(root: str, rounds: Sequence[Sequence[Paper]]) -> TantivyIndex:
    """An index on disk that papers were added to in rounds."""
    first, *others = rounds
    index = TantivyIndex.build(root, describe_papers(first), _generation(0))
    for nth, some in enumerate(others, 1):
        index = TantivyIndex.branch(root, _generation(nth - 1), _generation(nth))
        index.update((), describe_papers(some), _generation(nth))
    return TantivyIndex.open(root, _generation(len(others)))


def _generation(nth: int) -> str:
    return f"{nth:016x}"


def _scores(index: Index, query: Query) -> dict[str, float]:
    return {hit.id: hit.score for hit in index.search(query, 100)[0]}


@settings(max_examples=20)
@given(PAPERS, QUERIES, st.integers(1, 5), st.sampled_from([1, 2, 4000]), st.randoms())
def test_engines_orders_and_rounds_of_adding_score_alike_and_explain_it(
    papers: list[Paper], queries: list[Query], rounds: int, many: int, chance: random.Random
) -> None:
    mixed = chance.sample(papers, len(papers))
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patched:
        patched.setattr("paperdex.index.code_counts._MANY", many)
        indexes: list[Index] = [build_index(engine, papers) for engine in ENGINES]
        indexes += [build_index("tantivy", mixed)]
        indexes += [_build_in_rounds(root, [mixed[nth::rounds] for nth in range(rounds)])]
        for query in queries:
            wanted = _scores(indexes[0], query)
            for index in indexes:
                assert _scores(index, query) == pytest.approx(wanted, rel=2e-5)
                settled = index.settle(query)
                for name in list(wanted)[:3]:
                    points = [part.points for part in index.explain(settled, name)]
                    assert sum(points) == pytest.approx(wanted[name], rel=2e-5)


@pytest.mark.parametrize("gone", [1, 30, 90])
def test_a_match_counts_for_a_paper_also_after_others_are_gone(tmp_path: Path, gone: int) -> None:
    """They still count in how many papers have a word: here more have it than there are."""
    papers = [paper(f"Lantern {nth}", abstract="A paper lantern in colour.") for nth in range(2100)]
    root, ids = str(tmp_path), [one.id for one in papers]
    TantivyIndex.build(root, describe_papers(papers), _generation(0))
    index = TantivyIndex.branch(root, _generation(0), _generation(1))
    index.update(ids[:gone], (), _generation(1))
    for text in ("lantern", "paper lantern", "color of a lantern", f"lantern {gone}"):
        scored, total = index.search(Query(text), 10)
        assert total == len(papers) - gone
        assert all(hit.score > 0 for hit in scored)
        for part in index.explain(Query(text), scored[0].id):
            assert part.points > 0 or part.label.endswith(" comes again")
