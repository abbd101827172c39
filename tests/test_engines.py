"""One query means the same in every engine: what matches, what stands first, what passes."""

import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers_library import (
    ENGINES,
    HARBOUR,
    KILN,
    ORCHARD,
    build_index,
    each_engine,
    paper,
)
from paperdex import Filters, Library, Paper
from paperdex.index import analyzer
from paperdex.index.base import Index, indexed_text
from paperdex.index.fields import keys_of, whole_title
from paperdex.query import Query, may_have_clauses
from paperdex.query.filters import passes
from paperdex.text import title_key

# A corpus in which one word says nothing: every paper is about lanterns.
TITLES = [
    "Lantern in Lantern",
    "A Lantern for Every Lantern",
    "Lantern Lantern Lantern",
    "Byte-Level Lantern Codes",
    "Paper Lantern Folding at Scale",
    "Lantern Light Under Water",
    "LanternNet: How Lanterns Learn",
]
LANTERNS = [paper(title, abstract=f"A lantern among lanterns. {ORCHARD}") for title in TITLES] + [
    paper(f"Lantern Notes {nth}", abstract="lantern " * (nth % 7)) for nth in range(30)
]


@pytest.fixture(scope="module", params=ENGINES)
def lanterns(request: pytest.FixtureRequest) -> Index:
    return build_index(request.param, LANTERNS)


# What may be a clause, and what folding makes of it or makes it of.
CLAUSE_LIKE = st.lists(
    st.sampled_from(
        ["OR", "or", "Or", "-in", "＋in", "(in)", "（in）", "title:in", "Title:in", "in*"]
        + ['"in"', "\u2212in", "title:", ":", "ín", "Ⅱ"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(CLAUSE_LIKE | st.text(), st.sampled_from([str, str.upper, str.lower, str.title]))
def test_a_title_that_a_query_with_clauses_may_be_is_known_whole(
    text: str, spell: Callable[[str], str]
) -> None:
    title = spell(text)
    if may_have_clauses(text) and whole_title(title) == whole_title(text):
        assert whole_title(text) in keys_of(paper(title))


def _ids(index: Index, query: Query, limit: int = 1000) -> list[str]:
    return [hit.id for hit in index.search(query, limit)[0]]


def _titles(index: Index, text: str, papers: list[Paper], limit: int = 10) -> list[str]:
    by_id = {paper.id: paper.title for paper in papers}
    return [by_id[name] for name in _ids(index, Query(text), limit)]


@each_engine
def test_a_hyphen_is_as_good_as_a_space(engine: str) -> None:
    papers = [
        paper("Reading at Byte Level"),
        paper("Byte-level reading, again"),
        paper("Levels"),
        paper("Orchards"),
    ]
    index = build_index(engine, papers)
    found = set(_ids(index, Query("byte-level", all_words=True)))
    assert found == set(_ids(index, Query("byte level", all_words=True)))
    assert found == {paper.id for paper in papers[:2]}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_typed_whole_stands_first_and_alone(lanterns: Index, title: str) -> None:
    for typed in (title, title.upper(), title.replace("-", " ") + "!"):
        hits, _ = lanterns.search(Query(typed), 5)
        assert hits[0].id == next(paper.id for paper in LANTERNS if paper.title == title)
        assert hits[0].score > hits[1].score


@each_engine
def test_a_title_is_found_even_of_stop_words(engine: str) -> None:
    papers = [*LANTERNS, paper("There Is No It")]
    index = build_index(engine, papers)
    assert _titles(index, "there is no it", papers) == ["There Is No It"]


def test_stop_words_alone_find_nothing(lanterns: Index) -> None:
    assert lanterns.search(Query("the of and in"), 10) == ([], 0)


def test_stop_words_beside_others_change_nothing(lanterns: Index) -> None:
    for all_words in (False, True):
        bare = lanterns.search(Query("paper water", all_words=all_words), 10)
        assert lanterns.search(Query("the paper in the water", all_words=all_words), 10) == bare


@pytest.mark.parametrize("text", ["", " ", "\t\n", "?!", "-", "——"])
def test_no_words_find_nothing(lanterns: Index, text: str) -> None:
    assert lanterns.search(Query(text), 10) == ([], 0)


@each_engine
@pytest.mark.parametrize("others", [0, 1, 30, 15_000])
def test_a_word_of_every_paper_still_counts_for_a_paper(engine: str, others: int) -> None:
    # BM25 as first published gives such a word a weight of 0 or less.
    twice = paper("One", abstract="lantern lantern")
    papers = [twice, *(paper(f"Nr {nth}", abstract="lantern") for nth in range(others))]
    hits, total = build_index(engine, papers).search(Query("lantern"), len(papers))
    assert total == len(hits) == len(papers)
    assert hits[0].id == twice.id
    assert all(hit.score > 0 for hit in hits)


@each_engine
def test_an_empty_library_answers(engine: str) -> None:
    index = build_index(engine, [])
    assert index.size == 0
    assert index.search(Query("lantern"), 10) == ([], 0)
    assert index.search(Query("lantern", Filters(year="2024"), all_words=True), 10) == ([], 0)


@each_engine
def test_one_paper_is_found_by_its_words(engine: str) -> None:
    index = build_index(engine, [paper("Glaze", abstract=KILN, id="only")])
    assert index.size == 1
    for text in ("glaze", "altitude", "cooling nights", "forty harbours"):
        hits, total = index.search(Query(text), 10)
        assert [hit.id for hit in hits] == ["only"]
        assert total == 1
        assert hits[0].score > 0
    assert index.search(Query("harbours"), 10) == ([], 0)


@each_engine
def test_papers_without_abstracts_are_found_by_title_or_summary(engine: str) -> None:
    papers = [
        paper("Glaze", id="a"),
        paper("Piers", id="b", abstract="", summary="Of glaze at sea."),
        paper("Masts", id="c", summary="Of wood."),
    ]
    index = build_index(engine, papers)
    assert _ids(index, Query("glaze")) == ["a", "b"]
    assert _ids(index, Query("wood")) == ["c"]


@each_engine
def test_titles_of_stop_words_alone_can_be_all_there_is(engine: str) -> None:
    index = build_index(engine, [paper("The The", id="a"), paper("Of And", id="b")])
    assert index.search(Query("lantern"), 10) == ([], 0)
    assert _ids(index, Query("the the")) == ["a"]


@each_engine
def test_a_summary_is_not_ranked_where_there_is_an_abstract(engine: str) -> None:
    index = build_index(engine, [paper("Glaze", abstract=KILN, summary="lantern")])
    assert index.search(Query("lantern"), 10) == ([], 0)


@each_engine
def test_which_hits_of_one_score_are_looked_at_closer_does_not_depend_on_the_order(
    engine: str,
) -> None:
    papers = [
        paper(f"Lantern Codes{nth}" if nth % 3 else f"Codes{nth} Lantern", abstract="lantern codes")
        for nth in range(60)
    ]
    one, other = (build_index(engine, some) for some in (papers, papers[::-1]))
    assert one.search(Query("codes lantern"), 10) == other.search(Query("codes lantern"), 10)


@each_engine
def test_all_words_must_be_there_if_asked_for(engine: str) -> None:
    papers = [
        paper("Piers", abstract=HARBOUR, id="harbour"),
        paper("Trees", abstract=ORCHARD, id="orchard"),
        paper("Both", abstract=HARBOUR + ORCHARD, id="both"),
    ]
    index = build_index(engine, papers)
    assert set(_ids(index, Query("boats apples"))) == {"harbour", "orchard", "both"}
    assert _ids(index, Query("boats apples", all_words=True)) == ["both"]
    assert _ids(index, Query("boats the apples boats", all_words=True)) == ["both"]
    assert _ids(index, Query("boats kilns", all_words=True)) == []


@each_engine
def test_accents_case_and_word_endings_do_not_matter(engine: str) -> None:
    index = build_index(engine, [paper("Naïve CAFÉS of the Orchards", id="a")])
    for text in ("naive", "cafe", "CAFÉS", "orchard", "Orchards"):
        assert _ids(index, Query(text)) == ["a"]


@each_engine
def test_a_word_repeated_weighs_more(engine: str) -> None:
    papers = [paper("Boats", id="boats"), paper("Apples", id="apples")]
    index = build_index(engine, [*papers, *LANTERNS])
    assert _ids(index, Query("boats apples apples apples piers"))[0] == "apples"
    assert _ids(index, Query("apples boats boats boats piers"))[0] == "boats"


def test_a_limit_cuts_the_hits_not_their_count(lanterns: Index) -> None:
    whole, total = lanterns.search(Query("lantern"), 1000)
    part, same_total = lanterns.search(Query("lantern"), 3)
    assert total == same_total == len(whole)
    assert part == whole[:3]


# Some text as people, other programs and cats type it.
SIGNS = ["AND", "OR", "NOT", "title:", "[a TO b]", "^2", *"\"'()*~\\+-/:🏮İﬁ\x00\x1b\u202e\ufeff"]
ANY_TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(["lantern", " ", *SIGNS]), max_size=12
).map("".join)


@settings(max_examples=120)
@example(text="-)", all_words=False)
@given(text=ANY_TEXT, all_words=st.booleans())
def test_any_text_is_a_query(lanterns: Index, text: str, all_words: bool) -> None:
    hits, total = lanterns.search(Query(text, all_words=all_words), 10)
    assert len(hits) <= total <= lanterns.size


@pytest.mark.parametrize(("text", "found"), [("\udcff", 0), ("lantern \udcff", len(LANTERNS))])
def test_bytes_that_are_no_text_are_a_query(lanterns: Index, text: str, found: int) -> None:
    # So Python hands on an argument that is not UTF-8.
    assert lanterns.search(Query(text), 10)[1] == found


@pytest.mark.parametrize("all_words", [False, True])
def test_ten_thousand_words_are_a_query(lanterns: Index, all_words: bool) -> None:
    many = " ".join(f"word{nth}" for nth in range(10_000))
    _, total = lanterns.search(Query(f"lantern {many}", all_words=all_words), 10)
    assert total == (0 if all_words else len(LANTERNS))
    assert lanterns.search(Query("x" * 100_000), 10) == ([], 0)


VOCABULARY = ["lantern", "boat", "apple", "glaze", "byte-level", "the", "of"]
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
MAYBE_DATE = st.sampled_from([None, "2023", "2024", "2024-05", "2024-05-01", "2024-06-30"])
COUNT = st.none() | st.integers(0, 3)
PAPERS = st.lists(
    st.builds(
        paper,
        title=TEXTS,
        abstract=st.none() | TEXTS,
        date=MAYBE_DATE,
        upvotes=COUNT,
        comments=COUNT,
    ),
    max_size=8,
)
FILTERS = st.builds(Filters, MAYBE_DATE, MAYBE_DATE, st.sampled_from([None, "2024"]), COUNT, COUNT)


def _matches(paper: Paper, query: Query) -> bool:
    wanted, words = analyzer.terms(query.text), set(analyzer.terms(indexed_text(paper)))
    has_words = [word in words for word in wanted]
    found = all(has_words) if query.all_words else any(has_words)
    if not wanted:  # nothing to rank by: filters alone list what passes
        found = query.filters != Filters()
    return found or title_key(paper.title) == title_key(query.text)


@settings(max_examples=50)
@given(PAPERS, st.lists(st.builds(Query, TEXTS, FILTERS, st.booleans()), min_size=1, max_size=8))
def test_every_engine_finds_what_matches_and_passes(
    papers: list[Paper], queries: list[Query]
) -> None:
    indexes = [build_index(engine, papers) for engine in ENGINES]
    for query in queries:
        wanted = {
            paper.id
            for paper in papers
            if passes(paper, query.filters.ranges()) and _matches(paper, query)
        }
        for index in indexes:
            hits, total = index.search(query, 100)
            assert {hit.id for hit in hits} == wanted
            assert total == len(hits) == len(wanted)
            assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)
            assert all(hit.score > 0 or not analyzer.terms(query.text) for hit in hits)


@settings(max_examples=30)
@given(PAPERS)
def test_every_title_finds_its_paper_first(papers: list[Paper]) -> None:
    titles = {paper.id: title_key(paper.title) for paper in papers}
    for index in [build_index(engine, papers) for engine in ENGINES]:
        for wanted in papers:
            assert titles[_ids(index, Query(wanted.title))[0]] == title_key(wanted.title)


@each_engine
def test_filters_change_no_score(engine: str) -> None:
    papers = [paper("Glaze", abstract=KILN, date="2024", upvotes=3), paper("Glaze, Anew")]
    index = build_index(engine, papers)
    plain = index.search(Query("glaze altitude"), 10)[0]
    filtered = index.search(Query("glaze altitude", Filters(year="2024", min_upvotes=2)), 10)[0]
    assert filtered == [hit for hit in plain if hit.id == papers[0].id]


# The seed pages


def _top(library: Library, text: str, engine: str, limit: int = 10) -> list[str]:
    return [hit.id for hit in library.rank(Query(text), limit=limit, engine=engine).scored]


def test_the_engines_rank_alike(seeds: Library) -> None:
    chance = random.Random(50)
    overlaps = []
    for seed in chance.sample(list(seeds), 50):
        words = seed.title.split()
        length = min(len(words), chance.choice([2, 3]))
        start = chance.randrange(len(words) - length + 1)
        text = " ".join(words[start : start + length])
        one, other = (set(_top(seeds, text, engine)) for engine in ENGINES)
        overlaps.append(len(one & other) / max(len(one), len(other)))
    assert sum(overlaps) / len(overlaps) >= 0.9


def test_every_seed_paper_is_first_by_its_title(seeds: Library) -> None:
    papers = list(seeds)
    missed = [p.title for p in papers if _top(seeds, p.title, "tantivy", 1) != [p.id]]
    assert len(papers) == 226
    assert missed == []


def test_every_seed_system_is_first_by_its_name(seeds: Library) -> None:
    named = {}
    for seed in seeds:
        for mark in (":", " - "):
            name, found, _ = seed.title.partition(mark)
            if found and len(name.split()) <= 2:
                named[name] = seed.id
                break
    missed = [
        name for name, wanted in named.items() if wanted not in _top(seeds, name, "tantivy", 1)
    ]
    assert len(named) >= 100
    assert missed == []


@each_engine
def test_papers_having_a_term_are_counted(engine: str) -> None:
    index = build_index(engine, [paper("Kiln"), paper("Kilns and kilns"), paper("Boats")])
    [kiln] = analyzer.terms("kilns")
    assert [index.count_having(term) for term in (kiln, "zeppelin", "")] == [2, 0, 0]
    assert build_index(engine, []).count_having(kiln) == 0


@each_engine
def test_a_query_without_ranked_words_is_not_the_title_of_a_paper_without_one(engine: str) -> None:
    index = build_index(engine, [*LANTERNS, paper("")])
    for text in ("-paper", "+(year:2024 OR -paper)"):
        hits, _ = index.search(Query(text), 99)
        assert hits and not any(hit.score for hit in hits)
