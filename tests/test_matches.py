"""Where a query's words stand in a paper: found quickly, it is what the analyzer finds; and
it is looked for when it is asked for, and not told from a dict."""

import copy
import gzip
import json
import pickle
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import paper, read_records
from helpers_places import SHARED
from paperdex.index import analyzer
from paperdex.index.scoring import find_lit
from paperdex.query import Query
from paperdex.search.matches import Marks, Matches, Page
from paperdex.search.rank import Spans

PAPERS = SHARED / "papers-60k.jsonl.gz"

WORDS = (
    "byte level bytelevel dying die lying studies study using use organise organized the of ten"
    " often x 2times 3 café cafe naïve α alpha × flash attention FlashAttention ai"
    " A* a^* Q&A QA qa AT&T ATT star symmetric asymmetric att C++ C# e.g. i.i.d. iid U.S. us"
    r""" 语言模型 Nystr\"om na\"{\i}ve {\O}xford \cite{study}"""
).split()
BETWEEN = (
    " ",
    "-",
    " — ",
    ". ",
    "’",
    "“",
    "_",
    "\n",
    "\u00a0",
    "≤",
    "²",
    "/",
    "",
    "é",
    "\u0301",
    "\\",
)

texts = st.lists(st.sampled_from([*WORDS, *BETWEEN]), min_size=1, max_size=40).map("".join)
queries = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def analyzed(query: str, **texts: str) -> dict[str, Spans]:
    """Where the analyzer finds the words of a query, by field."""
    lit = find_lit(analyzer.query_words(query))
    return {name: spans for name, text in texts.items() if (spans := analyzer.spans(text, *lit))}


@given(title=texts, abstract=texts, query=queries)
@settings(max_examples=150)
def test_matches_are_where_the_analyzer_finds_the_words(
    title: str, abstract: str, query: str
) -> None:
    found = Page(Query(query, literal=True), [paper(title, abstract=abstract)]).find(0)
    assert found == analyzed(query, title=title, abstract=abstract)


# Names of letters and signs, the same letters without them, and what may stand beside them.
NAMED = "i.i.d. iid. AT&T ATT R&D RD C# Csharp C++ C A* US us we 5 navy".split()
ASKED = [*"iid att rd csharp cplusplus astar C# c d t5".split(), "c usnavy"]
named = st.lists(st.sampled_from(NAMED), min_size=1, max_size=8).map(" ".join)


@given(named, st.sampled_from(ASKED))
@settings(max_examples=150)
def test_names_are_found_beside_the_same_letters(text: str, query: str) -> None:
    found = Page(Query(query, literal=True), [paper(text)]).find(0)
    assert found == analyzed(query, title=text)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=25), queries)
@settings(max_examples=60)
def test_papers_at_once_have_the_matches_of_each(made: list[tuple[str, str]], query: str) -> None:
    papers = [paper(title, abstract=abstract) for title, abstract in made]
    page = Page(Query(query, literal=True), papers)
    alone = [Page(Query(query, literal=True), [one]).find(0) for one in papers]
    assert [Matches(page, nth) for nth in range(len(papers))] == alone


def test_words_with_accents_of_tex_are_lit_whole() -> None:
    title = r"""The Nystr\"om method of {\O}rsted"""
    for word, lit in (("nyström", r"""Nystr\"om"""), ("Ørsted", r"O}rsted")):
        for query in (word, f'"{word}"'):
            [(start, end)] = Page(Query(query), [paper(title)]).find(0)["title"]
            assert title[start:end] == lit


def test_signs_without_spaces_are_lit_where_they_stand() -> None:
    title = "预训练语言模型"
    for query in ("语言", '"语言"'):
        assert Page(Query(query), [paper(title)]).find(0)["title"] == [(3, 4), (4, 5)]


def test_halves_stand_in_one_text() -> None:
    papers = [
        paper("Any byte", abstract="Level it."),
        paper("Any level", abstract="Byte--level bytes"),
    ]
    found = Marks(Query("bytelevel")).find(papers)
    assert found == [{}, {"abstract": [(0, 4), (6, 11)]}]


def test_what_only_begins_with_a_common_word_is_another_word() -> None:
    title = "A symmetric data-set: a part of multi-modal data"
    for query, lit in (("asymmetric apart", []), ("dataset", ["data", "set"])):
        found = Page(Query(query), [paper(title)]).find(0).get("title", [])
        assert [title[start:end] for start, end in found] == lit


def test_a_name_with_signs_is_lit_beside_the_same_without() -> None:
    title = "Q&A, Q&A and QA"
    [found] = Page(Query("qa"), [paper(title)]).find(0).values()
    assert [title[start:end] for start, end in found] == ["Q&A", "Q&A", "QA"]


@pytest.mark.parametrize(
    "word", "dying lying studies skies using hoping sensibility x llms mice".split()
)
def test_a_word_is_found_whatever_its_stem_cuts_off(word: str) -> None:
    assert Page(Query(word, literal=True), [paper(word)]).find(0) == {"title": [(0, len(word))]}


@pytest.mark.skipif(not PAPERS.exists(), reason="no papers to read here")
def test_every_word_of_real_papers_is_found_by_itself() -> None:
    with gzip.open(PAPERS, "rt", encoding="utf-8") as lines:
        abstracts = [json.loads(line)["abstract"] or "" for line in islice(lines, 200)]
    words = {word for text in abstracts for word in analyzer.words(text) if word.isascii()}
    assert len(words) > 2000
    for word in words:
        found = Page(Query(word, literal=True), [paper(word)]).find(0)
        assert found == analyzed(word, title=word), word


def test_a_sign_ends_a_word_if_it_does_for_the_analyzer() -> None:
    titles = [f"kiln{sign}oven" for sign in map(chr, range(0x3000))]
    found = Marks(Query("kiln oven")).find([paper(title) for title in titles])
    assert found == [analyzed("kiln oven", title=title) for title in titles]


def test_a_word_too_long_to_be_kept_is_not_lit() -> None:
    long = "k" * 40
    assert Page(Query(long), [paper(f"A {long} kiln")]).find(0) == {}


def test_matches_are_like_a_dict() -> None:
    with read_records({"title": "Kilns", "abstract": "A kiln."}) as library:
        [hit] = library.search("kiln").hits
    spans = {"title": [(0, 5)], "abstract": [(2, 6)]}
    assert hit.matched == spans
    assert hit == hit._replace(matched=spans)
    assert (repr(hit.matched), len(hit.matched), [*hit.matched]) == (repr(spans), 2, [*spans])
    assert pickle.loads(pickle.dumps(hit)) == copy.deepcopy(hit) == hit
