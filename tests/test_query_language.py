"""The query language: what is a clause and what is words, what clauses mean, in every engine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import ENGINES, build_index, paper
from paperdex import Paper
from paperdex.index import analyzer
from paperdex.index.base import indexed_text
from paperdex.index.conditions import make_plan
from paperdex.index.matching import ReadPaper, fits
from paperdex.query import Filters, Query, may_have_clauses, parse, read
from paperdex.query.clauses import Term
from paperdex.query.grammar import MOST_WORDS, read_text
from paperdex.text import title_key

# What is typed, and how it is read.
READ = {
    "state space": "state space",
    '"state space" mamba -diffusion +hyena': '"state space" mamba -diffusion +hyena',
    '"near words"~3': '"near words"~3',
    "a OR b c": "a OR b c",
    "(a OR b) c -(x y)": "a OR b c -(x y)",
    "a OR (b c)": "a OR (b c)",
    "((a (b)) c)": "a b c",
    "-(a OR b) +(c d)": "-(a OR b) +(c d)",
    "title:(a OR b) -author:(smith lee)": "title:a OR title:b -(author:smith author:lee)",
    "transf* self-att*": "transf* self-att*",
    "upvotes:>=50 comments:>0 authors:..3": "upvotes:>=50 comments:>0 authors:..3",
    "date:2w.. date:..1m date:3d": "date:2024-05-17.. date:..2024-04-30 date:2024-05-28..",
    "date:1y..6m": "date:2023-05-31..2023-11-30",
    'date:"May 2024" year:2023..': "date:2024-05 year:2023..",
    "has:code id:2312.00752": "has:code id:2312.00752",
    '"attention"-based (a)-b': '"attention" based a b',
}


@pytest.mark.parametrize(("typed", "as_read"), READ.items())
def test_clauses_are_read(typed: str, as_read: str) -> None:
    reading = read_text(typed, "2024-05-31")
    assert str(reading.clauses) == as_read
    assert not reading.problems


WORDS = [
    "C++", "E^2-LLM", "LLM.int8()", "70% Size", "k-means", "A* search", "C*-algebra", "**bold**",
    "foo:bar", "https://example.org/x", "AgentBench: Evaluating LLMs as Agents", "title: a",
    "5' 12\" disks", "- + -- ++", "a - b", "--level", "f(x) and g(y)", "a:b:c", "~3", "*",
]  # fmt: skip


@pytest.mark.parametrize("typed", WORDS)
def test_what_is_no_clause_is_words(typed: str) -> None:
    assert str(parse(typed)) == typed
    assert all(type(clause) is Term and clause.form == "word" for clause in parse(typed).clauses)
    assert title_key(Query(typed).ranked) == title_key(typed)


# What is typed, the words it is read as, and what --strict says of it.
BROKEN = {
    '"byte level': ('"byte level', "1: this quotation mark is not closed"),
    "a (b": ("a b", "3: this parenthesis is not closed"),
    "a) b": ("a b", "2: no parenthesis is open here"),
    "year:abc": ("year abc", "1: 'year:abc' is no year"),
    "x date:2024-13": ("x date 2024 13", "3: 'date:2024-13' is no date"),
    "upvotes:many": ("upvotes many", "1: 'upvotes:many' is no upvotes"),
    "has:wings": ("has wings", "1: 'has:wings' is no has"),
    "colour:red": ("colour:red", "1: there is no field 'colour'"),
    "a OR": ("a", "1: OR stands between two clauses"),
    '"?!" a': ("a", "1: there is no word in these quotes"),
    "(" * 17 + "a" + ")" * 17: ("a", "17: parentheses as deep as this are passed over"),
}


@pytest.mark.parametrize(("typed", "expected"), BROKEN.items())
def test_what_looks_like_a_clause_and_is_none_is_words(
    typed: str, expected: tuple[str, str]
) -> None:
    reading = read(typed)
    assert str(reading.clauses) == expected[0]
    assert [f"{p.place}: {p.why}" for p in reading.problems][:1] == [expected[1]]


def test_a_pasted_text_is_words_whatever_its_signs() -> None:
    pasted = 'Our "quoted" words -dash year:2024 ' + "and more " * MOST_WORDS
    clauses = parse(pasted)
    assert str(clauses).startswith("Our quoted words dash year 2024 and more")
    assert parse(str(clauses)) == clauses
    assert read(pasted).problems[0].is_surprising


# Laws

PIECES = [
    "lantern", "boats", "the", "k-means", '"paper lantern"', '"lantern boat"~2', "lant*", "OR",
    "-", "+", "(", ")", '"', "title:", "abstract:", "author:", "year:2024", "date:2023..",
    "date:..2024-05", "upvotes:>0", "comments:..1", "authors:2", "has:code", "-has:abstract",
    "venue:pond", "id:", "source:page.txt", "org:works", "~", "*", " ", "ﬁ", "é", "\x00", "\u202e",
]  # fmt: skip
QUERIES = st.lists(st.sampled_from(PIECES), max_size=9).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)


@settings(max_examples=500, deadline=None)
@given(QUERIES | st.text(max_size=60))
def test_clauses_printed_are_read_as_the_same_clauses(text: str) -> None:
    clauses = parse(text)
    assert parse(str(clauses)) == clauses
    literal = Query(text, literal=True).clauses
    assert parse(str(literal)) == literal
    if not may_have_clauses(text):
        assert all(clause[1:] == ("", "word", 0) for clause in clauses.clauses)


WORD = st.sampled_from(["lantern", "lanterns", "boat", "paper", "k-means", "Lantern", "the", "é"])
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
DATE = st.sampled_from([None, "2023", "2024", "2024-05", "2024-05-01", "2024-06-30"])
COUNT = st.none() | st.integers(0, 3)
PAPERS = st.lists(
    st.builds(
        paper,
        title=TEXT,
        abstract=st.none() | TEXT,
        authors=st.sampled_from([(), ("Ana Lantern",), ("Bo Pond", "Ana Reed")]),
        venue=st.sampled_from([None, "Pond Days"]),
        organization=st.sampled_from([None, "Rope Works"]),
        date=DATE,
        upvotes=COUNT,
        comments=COUNT,
        arxiv_id=st.sampled_from([None, "2401.00001"]),
        code_urls=st.sampled_from([(), ("https://example.org/x",)]),
    ),
    max_size=6,
)
LEAVES = st.sampled_from(
    ["lantern", "boats", "the", "k-means", '"paper lantern"', '"lantern the paper"', '"boat"']
    + ['"paper lantern"~2', '"the lantern boat"~1', "lant*", '"paper lant*"', "k-me*"]
    + ["title:lanterns", "abstract:boat", "title:lan*", 'abstract:"k means"', "source:pages"]
    + ["author:ana", 'author:"ana pond"', "author:lan*", "venue:pond", "org:rope"]
    + ["id:2401.00001", "id:arXiv:2401.00001v2", "has:code", "has:authors", "has:date"]
    + ["has:abstract", "year:2024", "date:2024-05..", "date:<2024", "date:>2023"]
    + ["upvotes:1..2", "upvotes:2..1", "comments:>0", "authors:..1", "authors:2"]
)
SIGN = st.sampled_from(["", "", "", "-", "+"])
CLAUSES = st.recursive(
    st.builds("{}{}".format, SIGN, LEAVES),
    lambda inner: (
        st.builds("{}({})".format, SIGN, st.lists(inner, max_size=3).map(" ".join))
        | st.lists(inner, min_size=2, max_size=3).map(" OR ".join)
    ),
    max_leaves=6,
)
FILTERS = st.builds(Filters, DATE, DATE, st.sampled_from([None, "2024"]), COUNT, COUNT)
ASKED = st.builds(
    Query, st.lists(CLAUSES, max_size=4).map(" ".join), st.just(Filters()) | FILTERS, st.booleans()
)


def _matches(found: Paper, query: Query, titles: set[str]) -> bool:
    """What a query means, in Python, over one paper; ``titles`` are those of all."""
    if " ".join(query.text.lower().split()) in titles:
        query = query._replace(literal=True)
    plan, read_paper = make_plan(query), ReadPaper(found)
    terms = set(analyzer.terms(query.ranked)) & set(analyzer.terms(indexed_text(found)))
    has_words = bool(terms) or title_key(found.title) == title_key(query.ranked)
    return (has_words or not plan.needs_words) and fits(read_paper, plan)


@settings(max_examples=60, deadline=None)
@given(PAPERS, st.lists(ASKED, min_size=4, max_size=12))
def test_a_query_means_the_same_in_every_engine(papers: list[Paper], queries: list[Query]) -> None:
    indexes = [build_index(engine, papers) for engine in ENGINES]
    titles = {paper.title.lower() for paper in papers}
    for query in queries:
        wanted = {paper.id for paper in papers if _matches(paper, query, titles)}
        for engine, index in zip(ENGINES, indexes, strict=True):
            hits, total = index.search(query, 100)
            assert {hit.id for hit in hits} == wanted, (engine, query)
            assert total == len(hits)
