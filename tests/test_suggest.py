"""A mistyped word is met with the one that was meant, and words that are known with none."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_cli import run_here
from helpers_library import HARBOUR, KILN, ORCHARD, json_lines, read_records, write_page
from paperdex import Library
from paperdex.search.suggest import Suggestion, correct
from paperdex.spelling import bag_distance, distance, find_nearest, find_similar_name
from paperdex.text import fold

TEXTS = (
    "tokenization of a language; languages and models: modelling mamba, mango level levels level"
)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_records(
        {"title": "Orchards from Above", "abstract": ORCHARD},
        {"title": "Harbour Piers and Byte-Level Sensors", "abstract": HARBOUR},
        {"title": "Glaze in the Kiln", "abstract": KILN},
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tokenizaton", "tokenization"),
        ("tokeniaztion", "tokenization"),
        ("okenization", "tokenization"),
        ("langauge", "language"),
        ("levle", "level"),
        ("mabma", "mamba"),
        ("modle", None),  # shorter than eight letters, and two slips from model(s)
        ("xyz", None),
        ("lvl", None),
        ("gpt4", None),
        ("zeppelin", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_found(typed: str, meant: str | None) -> None:
    assert find_nearest(typed, TEXTS) == meant


def test_words_of_any_script_are_looked_up() -> None:
    assert find_nearest(fold("㈠㈠㈠㈠㈠"), TEXTS) is None  # its signs steer patterns, folded
    assert find_nearest("трансформрe", "трансформер модель") == "трансформер"


def test_of_equally_near_words_the_more_frequent_is_meant() -> None:
    assert find_nearest("leves", "levers leves level levee levee") == "levee"


def test_for_a_word_that_no_paper_has_one_is_suggested_that_some_paper_has(
    library: Library,
) -> None:
    assert library.suggest("harbuor kilm glaze") == [
        Suggestion("harbuor", "harbour"),
        Suggestion("kilm", "kiln", replaceable=False),
    ]
    assert library.suggest("alltitude") == [Suggestion("alltitude", "altitude")]  # of an abstract
    assert library.suggest("harbours kiln zeppelin the of") == []


def test_for_a_name_the_clause_that_finds_it_is_suggested() -> None:
    record = {"title": "Kilns", "authors": ["Ana Reed"], "venue": "Glaze Letters"}
    with read_records(record, {"title": "Weeds and Reefs"}) as library:
        for engine in ("tantivy", "rank-bm25"):
            assert library.suggest("Reed kilns letters Lettesr", engine=engine) == [
                Suggestion("Reed", "author:Reed", replaceable=False),
                Suggestion("letters", "venue:letters", replaceable=False),
            ]
        [paper] = library.papers(query="author:Reed")
    assert paper.title == "Kilns"


def test_names_are_told_of_in_one_line_also_where_a_paper_is_wanted(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"title": "Kilns", "authors": ["Ana Reed", "Bo Lind"]},
        {"title": "Pots", "authors": ["Cy Moss"]},
    ]
    write_page(tmp_path / "a.jsonl", json_lines(*records))
    together = {
        "Reed Lind 2017": "author:Reed author:Lind",
        "Reed et al., Moss": "author:Reed OR author:Moss",
    }
    for typed, clauses in together.items():
        found = run_here("search", typed, "--in", "a.jsonl", cwd=tmp_path)
        assert f" in its text; did you mean: {clauses}\n" in found.err
        for command in ("show", "similar"):
            ran = run_here(command, typed, "--in", "a.jsonl", cwd=tmp_path)
            assert (ran.code, ran.out) == (1, "")
            assert ran.err.endswith(f"title {typed!r}; by name: `paperdex search '{clauses}'`\n")


def test_words_in_quotes_and_behind_a_plus_are_told_of_and_not_replaced(library: Library) -> None:
    text = '"harbuor piers" +kilm -glazze (title:orchads OR -(x kilns'
    suggestions = library.suggest(text)
    assert [s.word for s in suggestions] == ["harbuor", "kilm", "orchads"]
    assert correct(text, suggestions) == text.replace("orchads", "orchards")


def test_short_words_are_told_of_and_not_replaced(library: Library) -> None:
    suggestions = library.suggest("kilm kïlm gllaze")
    assert [s.word for s in suggestions if not s.replaceable] == ["kilm", "kïlm"]
    assert correct("kilm kïlm gllaze", suggestions) == "kilm kïlm glaze"


@pytest.mark.parametrize(
    "text", ["author:harbuor", 'venue:"kilm letters"', "harbuo*", "has:orchads", "year:2023..",
             "-harbuor", '-"kilm"', "(-harbuor)", "id:kilnn.harbuor"]
)  # fmt: skip
def test_what_is_no_wanted_word_gets_no_suggestion(library: Library, text: str) -> None:
    assert library.suggest(text) == []


def test_a_pasted_text_gets_no_suggestions(library: Library) -> None:
    assert library.suggest(" ".join(f"kilm harbuor word{chr(97 + n)}" for n in range(20))) == []


def test_both_engines_suggest_the_same(library: Library) -> None:
    for engine in ("tantivy", "rank-bm25"):
        assert library.suggest("kilns gllaze", engine=engine) == [Suggestion("gllaze", "glaze")]


@settings(max_examples=25)
@given(st.text(max_size=30) | st.text(alphabet='ab"+-: kilm', max_size=30))
def test_any_text_is_taken_and_stays_but_for_the_words_that_are_replaced(text: str) -> None:
    with read_records({"title": "Glaze in the Kiln"}) as library:
        suggestions = library.suggest(text)
    assert all(each.word in text for each in suggestions)
    assert correct(text, []) == text
    assert all(each.instead in {"kiln", "glaze"} for each in suggestions)


words = st.text(alphabet="abcd", max_size=8)


@given(words, words, words)
def test_edit_distance_is_symmetric_bounded_and_almost_a_metric(a: str, b: str, c: str) -> None:
    far = distance(a, b, 20)
    assert far == distance(b, a, 20)
    assert (far == 0) == (a == b)
    assert far <= max(len(a), len(b))
    assert far <= distance(a, c, 20) + distance(c, b, 20) + 1  # swaps may cost one more
    assert min(distance(a, b, 2), 3) == min(far, 3)


def test_the_nearest_of_a_few_names_is_suggested_if_it_is_near() -> None:
    assert find_similar_name("titel", ["title", "date"]) == "title"
    assert find_similar_name("year", ["title", "venue"]) is None
    assert find_similar_name("x", []) is None


_FEW_LETTERS = st.text(st.sampled_from("ab"), max_size=4)


@given(_FEW_LETTERS, _FEW_LETTERS, _FEW_LETTERS, _FEW_LETTERS)
def test_a_common_prefix_or_suffix_does_not_change_the_edit_distance(
    start: str, one: str, other: str, end: str
) -> None:
    a, b = start + one + end, start + other + end
    assert distance(a, b, 9) == distance(one, other, 9) == _distance_by_definition(one, other)
    assert bag_distance(a, b) == bag_distance(one, other) <= max(len(one), len(other))


def _distance_by_definition(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        _distance_by_definition(one[1:], other) + 1,
        _distance_by_definition(one, other[1:]) + 1,
        _distance_by_definition(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1:
        ways.append(_distance_by_definition(one[2:], other[2:]) + 1)
    return min(ways)
