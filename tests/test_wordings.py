"""What is counted in a wording is what stands in the text."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers_library import paper
from paperdex.index import analyzer, exact
from paperdex.index.analysed import PaperAnalyser
from paperdex.index.base import K1, indexed_text
from paperdex.index.codes import read_wordings
from paperdex.index.generations import copy_index, folder_of
from paperdex.index.rescoring import Weigher, add_points, find_clues
from paperdex.index.word_lists import STOP_WORDS
from paperdex.index.wordings import Wordings

WORDS = st.sampled_from(["kiln", "kilns", "fired", "firing", "the", "of", "glaze", "x" * 50, "β"])
TEXT = st.lists(WORDS, max_size=12).map(" ".join)


@given(TEXT, TEXT)
def test_words_as_written_and_neighbours_are_counted_as_in_the_text(title: str, rest: str) -> None:
    wording = PaperAnalyser().analyse(paper(title, abstract=rest)).wording
    asked = analyzer.query_words("kilns fired glaze beta firing kiln")
    parts = [
        [("", "") if word in STOP_WORDS or len(word) > 40 else (word, analyzer.stem(word))
         for word in analyzer.fold_text(analyzer.spell(text)).split()]
        for text in (title, rest)
    ]  # fmt: skip
    written = [word for part in parts for word, _ in part]
    pairs = [
        (left, right) for part in parts for (_, left), (_, right) in pairwise(part) if left != right
    ]
    wanted = [written.count(word.written) for word in asked]
    wanted += [pairs.count((one.term, other.term)) for one, other in pairwise(asked)]
    clues = find_clues(asked, Weigher(*[lambda _: 1.0] * 3))
    assert len(clues) == len(wanted)
    for clue, times in zip(clues, wanted, strict=True):
        [points] = add_points([clue], read_wordings([wording]))
        assert abs(points - (K1 + 1) * clue.weight * times / (times + K1)) < 1e-9


@settings(max_examples=40)
@given(st.text() | TEXT, st.text() | TEXT)
@example("⑴ a⑴b Ǥrid İt", "naïve “façade” – ½×Σ of Erdős中国")
def test_what_is_ranked_and_matched_is_what_the_analyzers_make(title: str, rest: str) -> None:
    analysed = PaperAnalyser().analyse(made := paper(title, abstract=rest))
    assert analysed.ranked.split() == analyzer.terms(indexed_text(made))
    for text, words in ((title, analysed.title), (rest, analysed.rest)):
        kept = [word for word in words.split() if not analyzer.is_too_long(word)]
        assert kept == [word.text for word in exact.words(text)]


@settings(max_examples=20)
@given(st.lists(st.lists(st.binary(max_size=9), max_size=3), max_size=8))
def test_wordings_are_read_as_written_in_each_generation(rounds: list[list[bytes]]) -> None:
    with TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patched:
        patched.setattr("paperdex.index.wordings._MOST_FILES", 3)
        Path(folder_of(root, "0")).mkdir()
        written, places = list[bytes](), list[int]()
        for nth, some in enumerate(rounds):
            folder = copy_index(root, str(nth), str(nth + 1), frozenset())
            wordings = Wordings(f"{folder}/wordings")
            before = _sizes(folder_of(root, str(nth)))
            with wordings.writing() as write:
                places += map(write, some)
            written += some
            for each in (wordings, Wordings(f"{folder}/wordings")):
                assert each.read(places) == written
                assert each.size == len(b"".join(written))
            assert _sizes(folder_of(root, str(nth))) == before
            assert len(_sizes(folder)) <= 3


def _sizes(folder: str) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in Path(folder).iterdir()}
