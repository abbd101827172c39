"""Points for likeness to the best hit: who gets them, and that the best stays the best."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_library import ENGINES, HARBOUR, KILN, ORCHARD, build_index, paper
from paperdex.index.analysed import Analysed, PaperAnalyser
from paperdex.index.analyzer import query_words
from paperdex.index.base import Index, round_score
from paperdex.index.code_counts import CodeCounts
from paperdex.index.codes import code_term, encode, read_codes
from paperdex.index.feedback import find_likeness
from paperdex.query import Query

ASKED = "lantern paper light water"
PAPERS = [
    paper("A Paper Lantern", abstract="Light on water, mast, sail and keel.", id="best"),
    paper("Light", abstract="Of water and paper: oven, apple and bark.", id="a-stranger"),
    paper("Light", abstract="Of water and paper: mast, sail and keel.", id="b-alike"),
    *(paper("Notes", abstract=text) for text in (ORCHARD, HARBOUR, KILN)),
]
MANY = " ".join(f"w{nth}" for nth in range(25))  # words that no paper has
WORDS = st.sampled_from(["kiln", "fired", "glaze", "mast", "sail", "keel", "oven", "the"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), min_size=1, max_size=25)


def _wording(text: str) -> bytes:
    return _analyse("Notes", text).wording


def _analyse(title: str, abstract: str) -> Analysed:
    return PaperAnalyser().analyse(paper(title, abstract=abstract))


def _codes(text: str) -> str:
    return read_codes(_wording(text))


def _labels(index: Index, text: str, paper_id: str) -> list[str]:
    return [part.label for part in index.explain(Query(text), paper_id)]


@pytest.mark.parametrize("engine", ENGINES)
def test_of_equal_papers_the_one_like_the_best_hit_comes_first(engine: str) -> None:
    index = build_index(engine, PAPERS)
    found = [hit.id for hit in index.search(Query(ASKED), 10)[0]]
    assert found == ["best", "b-alike", "a-stranger"]
    assert "like the best hit" in _labels(index, ASKED, "b-alike")
    assert "like the best hit" not in _labels(index, ASKED, "a-stranger")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("asked", ["light water paper", f"{ASKED} {MANY}"])
def test_few_words_and_very_many_have_no_points_for_likeness(engine: str, asked: str) -> None:
    index = build_index(engine, PAPERS)
    scores = {hit.id: hit.score for hit in index.search(Query(asked), 10)[0]}
    assert scores["b-alike"] == scores["a-stranger"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_text_is_ranked_by_its_words_alone(engine: str) -> None:
    index = build_index(engine, PAPERS)
    words = {"mast", "light", "water"}
    labels = words | {f"{word} comes again" for word in words}
    assert set(_labels(index, "light water mast", "b-alike")) > labels
    assert set(_labels(index, f"light water mast {MANY}", "b-alike")) == labels


def test_a_short_best_hit_tells_less() -> None:
    texts = [_codes("mast sail keel " * times) for times in (1, 10, 30, 40)]
    asked = query_words("kiln fired")
    gained = [find_likeness(asked, [9.0, 1.0], [one, one], lambda code: 1.0) for one in texts]
    few, more, whole, longer = (points[1] for points in gained)
    assert 0 < few < more < whole == longer


@given(TEXTS, st.lists(st.floats(0, 1e6), min_size=25, max_size=25))
def test_the_best_hit_gets_most(texts: list[str], scores: list[float]) -> None:
    scores = scores[: len(texts)]
    points = find_likeness(
        query_words("kiln fired glaze"), scores, list(map(_codes, texts)), lambda code: 1.0
    )
    rounded = list(map(round_score, scores))
    best = [more for more, score in zip(points, rounded, strict=True) if score == max(rounded)]
    assert max(best) == max(points)  # of equal ones any may stand first
    assert min(points) >= 0
    assert max(points) <= 0.3 * max(scores)


@given(st.text(min_size=1))
def test_a_code_is_one_character_of_two_bytes(term: str) -> None:
    assert len(encode(code_term(term))) == 2


def test_codes_stand_for_the_terms_of_a_text() -> None:
    terms = ["note", "mast", "sail", "mast"]
    assert _codes("The masts of a sail. Mast!") == "".join(map(code_term, terms))


@pytest.mark.parametrize("many", [1, 2, 5000])
def test_counts_of_codes_are_kept_and_added_to(
    tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdex.index.code_counts._MANY", many)
    path = str(tmp_path / "counts")
    nothing, twice = _analyse("", ""), _analyse("", "mast sail mast")
    both, title = _analyse("Mast", "keel mast"), _analyse("Mast to mast", "keel")
    for analysed in ([nothing], [twice], [both, nothing, title]):
        with CodeCounts(path).adding() as count:
            for one in analysed:
                count(one.wording, one.titled)
    kept = CodeCounts(path)
    codes = [ord(code_term(term)) for term in ("mast", "keel", "sail", "oven")]
    assert list(map(kept.count_having, codes)) == [3, 2, 1, 0]
    assert list(map(kept.count_again, codes)) == [4, 0, 0, 0]
    assert kept.mean_again == 4 / 6


def test_counts_beyond_16_bits_are_kept(tmp_path: Path) -> None:
    path, analysed = str(tmp_path / "counts"), _analyse("", "mast")
    for many in (65_535, 1, 70_000):
        with CodeCounts(path).adding() as count:
            for _ in range(many):
                count(analysed.wording, analysed.titled)
    mast = ord(code_term("mast"))
    assert CodeCounts(path).count_having(mast) == 65_535 + 1 + 70_000
