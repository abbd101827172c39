"""The query language: what is a clause and what is words, what clauses mean, in every engine."""

import gzip
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_cli import run_here
from helpers_library import (
    ENGINES,
    build_index,
    json_lines,
    make_root,
    paper,
    read_records,
    write_page,
)
from helpers_places import SHARED
from paperdex import Paper
from paperdex.index import analyzer
from paperdex.index.base import indexed_text
from paperdex.index.conditions import make_plan, seek_as_typed
from paperdex.index.matching import ReadPaper, fits
from paperdex.query import Query, may_have_clauses, parse, read
from paperdex.query.clauses import Term
from paperdex.query.filters import Filters
from paperdex.query.grammar import MOST_WORDS, read_text
from paperdex.search.matches import Page
from paperdex.text import title_key

PAPERS_60K = SHARED / "papers-60k.jsonl.gz"

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
    "year:abc": (
        "year abc",
        "1: 'year:abc' is read as words; year: takes a year or a range, such as 2023..",
    ),
    "x date:2024-13": (
        "x date 2024 13",
        "3: 'date:2024-13' is read as words; date: takes a date or a range, such as 2024-05..",
    ),
    "upvotes:many": (
        "upvotes many",
        "1: 'upvotes:many' is read as words; upvotes: takes a number or a range, such as >=50",
    ),
    "has:wings": (
        "has wings",
        "1: 'has:wings' is read as words; has: takes code, abstract, authors or date",
    ),
    "a year:..": (
        "a year:..",
        "3: 'year:..' is read as words; year: takes a year or a range, such as 2023..",
    ),
    "a -year:..": (
        "a -year:..",
        "3: '-year:..' is read as words; year: takes a year or a range, such as 2023..",
    ),
    "upvotes:>=": (
        "upvotes:>=",
        "1: 'upvotes:>=' is read as words; upvotes: takes a number or a range, such as >=50",
    ),
    "colour:red": ("colour:red", "1: no field 'colour'"),
    "titel:red": ("titel:red", "1: no field 'titel'; did you mean title:?"),
    "Year:2024": ("Year:2024", "1: no field 'Year'; did you mean year:?"),
    'x yaer:"a b"': ('x yaer:"a b"', "3: no field 'yaer'; did you mean year:?"),
    "year>2023": ("year>2023", "1: 'year>2023' is read as words; write year:>2023"),
    "a upvotes>=50": ("a upvotes>=50", "3: 'upvotes>=50' is read as words; write upvotes:>=50"),
    "a AND b": ("a AND b", "3: AND is read as a word; write + before words, or --all"),
    "NOT b": ("NOT b", "1: NOT is read as a word; write -b"),
    "a OR": ("a", "3: OR stands between two clauses"),
    "(a OR OR b) c": ("a OR b c", "7: OR stands between two clauses"),
    '"?!" a': ("a", "1: there is no word in these quotes"),
    "(" * 17 + "a" + ")" * 17: ("a", "17: parentheses as deep as this are passed over"),
}


@pytest.mark.parametrize(("typed", "expected"), BROKEN.items())
def test_what_looks_like_a_clause_and_is_none_is_words(
    typed: str, expected: tuple[str, str]
) -> None:
    reading = read(typed)
    assert str(reading.clauses) == expected[0]
    assert [f"{p.place}: {p}" for p in reading.problems][:1] == [expected[1]]


def test_a_pasted_text_is_words_and_fields_whatever_its_signs() -> None:
    pasted = 'Our "quoted" words -dash (or OR not) org:"a b" year:2024 ' + "and " * MOST_WORDS
    clauses = parse(pasted)
    assert str(clauses).startswith('Our quoted words dash or not org:"a b" year:2024 and and')
    assert parse(str(clauses)) == clauses
    assert read(pasted).problems[0].is_surprising


PROSE = "words " * (MOST_WORDS + 1)
UNTOLD = [
    "AgentBench: Evaluating LLMs as Agents", "foo:bar", "https://example.org/x", "title: a", "a:b",
    "AND b", "a AND", "ATTENTION IS NOT ENOUGH", "year>soon", "a<b", "p<0.05", "x=y", "not b",
    "loss>3", PROSE + 'AND then "it ended', "yaer:", "k-means NOTES", "title:- a",
]  # fmt: skip


@pytest.mark.parametrize("typed", UNTOLD)
def test_what_may_be_meant_as_words_is_not_told(typed: str) -> None:
    assert not [problem for problem in read(typed).problems if problem.is_surprising]


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("LANTERNS OR BOATS FOR PONDS", 5),
        ("LANTERNS OR BOATS", 1),
        ("BERT OR GPT OR T5", 1),
        ('"PAPER LANTERNS" OR BOATS +PONDS', 2),
        ("lanterns OR BOATS FOR PONDS", 3),
    ],
)
def test_or_is_a_word_among_words_in_capitals(typed: str, clauses: int) -> None:
    assert len(parse(typed).clauses) == clauses
    assert may_have_clauses(typed) == (clauses < len(typed.split()))
    assert parse(str(parse(typed))) == parse(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('"A* search"', ["astar", "search"]),
        ('"search transf*"', ["search"]),
        ("-US +US", ["usabbr"]),
    ],
)
def test_words_are_ranked_but_prefixes(typed: str, words: list[str]) -> None:
    assert analyzer.terms(Query(typed).ranked) == words


@pytest.mark.parametrize(
    "typed", ["-(x f((a )", "x OR (y f( ) z", '-(")x', "-( --x )", "+( ?! ) x"]
)
def test_signs_in_words_within_parentheses_are_read_again(typed: str) -> None:
    assert parse(str(parse(typed))) == parse(typed)


# Laws

PIECES = [
    "lantern", "boats", "the", "k-means", '"paper lantern"', '"lantern boat"~2', "lant*", "OR",
    "-", "+", "(", ")", '"', "title:", "abstract:", "author:", "year:2024", "date:2023..",
    "date:..2024-05", "upvotes:>0", "comments:..1", "authors:2", "has:code", "-has:abstract",
    "venue:pond", "id:", "source:page.txt", "org:works", "~", "*", " ", "ﬁ", "é", "\x00", "\u202e",
    "LANTERN", "BOATS", "f((",
]  # fmt: skip
QUERIES = st.lists(st.sampled_from(PIECES), max_size=9).flatmap(
    lambda pieces: st.sampled_from(["".join(pieces), " ".join(pieces)])
)


@settings(max_examples=200)
@given(QUERIES | st.text(max_size=60))
def test_clauses_printed_are_read_as_the_same_clauses(text: str) -> None:
    clauses = parse(text)
    assert parse(str(clauses)) == clauses
    literal = Query(text, literal=True).clauses
    assert parse(str(literal)) == literal
    assert Query(text).clauses == clauses


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
    plan, read_paper = make_plan(query, seek_as_typed), ReadPaper(found)
    asked = {word.term for word in analyzer.query_words(query.ranked, query.all_words)}
    terms = asked & set(analyzer.terms(indexed_text(found)))
    has_words = bool(terms) or title_key(found.title) == title_key(query.ranked)
    return (has_words or not plan.needs_words) and fits(read_paper, plan)


@settings(max_examples=20)
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


# What clauses mean

POND = [
    paper("Paper Lanterns", abstract="Folding of the light. A state of the art.", id="a"),
    paper("Boats", abstract="Light paper, unfolded.", summary="lanterns", date="2024", id="b"),
    paper('A "Boat" -free (Pond): year:2024 or Not', summary="Model lanterns", id="c"),
    paper("k-means for Ponds", abstract="Means of k models.", authors=("Ana Reed",), id="d"),
]
FOUND = {
    '"paper lanterns"': "a",
    '"paper lantern"': "",
    '"paper lantern*"': "a",
    '"state of the art"': "a",
    '"of the"': "a",
    '"lanterns folding"': "",  # one ends the title, the other begins the abstract
    '"light folding"~4': "a",
    '"light folding"~3': "",
    "title:boat": "bc",
    "abstract:boat": "",
    "abstract:lanterns": "c",  # a summary stands in where there is no abstract only
    "+lanterns -folding": "c",
    "pond OR boat": "bcd",
    "(lanterns boats) OR author:reed": "abcd",
    "lant*": "ac",
    "-lant*": "bd",
    "k-means": "d",
    "-k-means pond": "c",
    '"means k"': "",
    "author:ana has:authors": "d",
    "year:2024": "b",
    "-year:2024": "acd",
    '"light" unfolded zebra': "ab",
    "year:2024 zebra": "",
    "the year:2024": "b",
    'A "boat" -free (pond): YEAR:2024  or not': "bcd",  # a title: its words, none ruled out
    'A "boat" -free (pond)': "",
    "source:pages": "abcd",
    "source:page": "abcd",
    "id:a OR id:d": "ad",
}


@pytest.mark.parametrize("engine", ENGINES)
def test_clauses_find_what_they_say(engine: str) -> None:
    index = build_index(engine, POND)
    found = {
        text: "".join(sorted(hit.id for hit in index.search(Query(text), 10)[0])) for text in FOUND
    }
    assert found == FOUND


@pytest.mark.parametrize("engine", ENGINES)
def test_a_whole_title_is_read_as_a_title_whatever_its_signs(engine: str) -> None:
    index = build_index(engine, POND)
    for named in POND:
        assert index.search(Query(named.title), 10)[0][0].id == named.id
    assert not index.settle(Query("-boats")).literal  # not the title "Boats"


@pytest.mark.parametrize("engine", ENGINES)
def test_clauses_change_no_score(engine: str) -> None:
    index = build_index(engine, POND)
    scores = dict(index.search(Query("paper light"), 10)[0])
    for text in ("paper light -zebra", "paper light date:2024", '+paper "light"', "paper (light)"):
        for hit in index.search(Query(text), 10)[0]:
            assert hit.score == scores[hit.id]
    assert {hit.score for hit in index.search(Query("-zebra"), 10)[0]} == {0.0}


def test_matches_are_lit_as_they_matched() -> None:
    def lit(query: str) -> list[str]:
        matched = Page(Query(query), [POND[0]]).find(0)
        texts = {"title": POND[0].title, "abstract": POND[0].abstract or ""}
        return [texts[name][a:b] for name, spans in matched.items() for a, b in spans]

    assert lit('"state of the art"') == ["state", "of", "the", "art"]
    assert lit("fold* -light title:paper") == ["Paper", "Folding"]
    assert lit('title:"lanterns" -state') == ["Lanterns"]


def test_pages_joined_are_the_long_page() -> None:
    records = [
        {"title": f"Pond {nth}", "abstract": "boat " * (nth % 4), "date": f"202{nth % 3}"}
        for nth in range(60)
    ]
    with read_records(*records) as library:
        for text in ("boat", "date:2020..", "-boat", "title:pond OR boat", "pond -boat"):
            whole = library.rank(Query(text), limit=100).scored
            pages = [library.rank(Query(text), limit=10, offset=n).scored for n in range(0, 60, 10)]
            assert [hit for page in pages for hit in page] == whole
            assert whole


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "(" * 9_000 + "a" + ")" * 9_000, "-(" * 5_000, '"a" ' * 5_000, "a OR " * 9_000,
     "title:a " * 5_000, '"' * 10_000, "-a " * 10_000, "a* " * 300, "lant* " * 900,
     "+(a OR b)" * 400, '"' + "lantern " * 9_000 + '"~9', "x" * 99_999 + "*", "year:2024 " * 900],
)  # fmt: skip
def test_no_text_is_too_much(text: str) -> None:
    clauses = parse(text)
    assert parse(str(clauses)) == clauses
    hits, total = build_index("tantivy", POND).search(Query(text), 10)
    assert len(hits) == total


@pytest.mark.skipif(not PAPERS_60K.exists(), reason="needs ../shared")
def test_titles_and_sentences_of_papers_are_queries() -> None:
    with gzip.open(PAPERS_60K, "rt") as file:
        records = [json.loads(line) for nth, line in enumerate(file) if nth % 600 == 0]
    index = build_index("tantivy", (paper(r["title"], abstract=r["abstract"]) for r in records))
    for record in records:
        assert index.search(Query(record["title"]), 1)[1]
        for sentence in (record["abstract"] or "").split(". "):
            index.search(Query(sentence), 1)


# Commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records: list[dict[str, Any]] = [
        {"title": "Byte-Level Boats", "upvotes": 7, "date": "2024-05-01", "authors": ["Ana Reed"]},
        {"title": "Boats Without Levels", "date": "2023"},
    ]
    root = make_root(tmp_path_factory.mktemp("pond"), x=json_lines(*records))
    run_here("index", cwd=root)  # else the first test, whichever that is, is told what was read
    return root


def test_commands_take_clauses(folder: Path) -> None:
    ran = run_here("search", "boats -byte", "--ids", cwd=folder)
    assert (ran.code, len(ran.out.split())) == (0, 1)
    ran = run_here("list", "upvotes:>5", "author:reed", "--format", "lines", cwd=folder)
    assert [line.split("\t")[2] for line in ran.out.splitlines()] == ["Byte-Level Boats"]
    ran = run_here("export", "year:2023", "--csv", cwd=folder)
    assert ran.out.count("Boats Without Levels") == ran.out.count("\n") - 1 == 1
    assert run_here("search", "--", "-level", cwd=folder).code == 1  # both have it
    hint = run_here("search", "boats", "-network", cwd=folder)
    assert (hint.code, "go after --" in hint.err) == (2, True)


def test_what_was_no_clause_is_told_or_refused(folder: Path) -> None:
    ran = run_here("search", "boats year:soon", "--explain", "--ids", cwd=folder)
    assert ran.code == 0
    assert "'year:soon' is read as words; year: takes a year" in ran.err
    assert "read as: boats year soon" in ran.err
    ran = run_here("search", "boats", "+year:2023", "--explain", "--ids", cwd=folder)
    assert "read as: boats +year:2023\npaperdex: must hold: year:2023\n" in ran.err
    ran = run_here("search", "boats year:soon", "--strict", cwd=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "at character 7: 'year:soon' is read as words" in ran.err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("titel:boats", "no field 'titel'; did you mean title:?"),
        ("since:2024 boats", "no field 'since'; did you mean date:?"),
        ("boats year>2023", "'year>2023' is read as words; write year:>2023"),
        ("NOT boats", "NOT is read as a word; write -boats"),
        ("boats AND levels", "AND is read as a word; write + before words, or --all"),
        ('"boats level', "this quotation mark is not closed: read as words"),
        ("author: reed", "'author:' is read as a word; leave out the space behind it"),
        ("+author: reed", "'+author:' is read as a word; leave out the space behind it"),
    ],
)
def test_what_was_surely_meant_otherwise_is_told_or_refused(
    folder: Path, query: str, told: str
) -> None:
    assert told in run_here("search", query, cwd=folder).err.splitlines()[0]
    assert run_here("list", query, "--strict", cwd=folder).code == 2


def test_nothing_is_told_of_a_whole_title(tmp_path: Path) -> None:
    title = "Titel:Boats AND Piers"
    make_root(tmp_path, x=json_lines({"title": title}))
    run_here("index", cwd=tmp_path)
    ran = run_here("search", title.lower().replace("and", "AND"), "-q", "--strict", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")


def test_a_word_before_a_colon_may_be_a_word_of_a_title(folder: Path) -> None:
    for query in ("title: boats", "boats: levels", "boats author:"):
        assert run_here("search", query, "-q", cwd=folder).err == ""


def test_options_take_the_times_ago_that_clauses_take(tmp_path: Path) -> None:
    days = [str(date.today() - timedelta(days)) for days in (3, 30)]
    records = [{"title": f"Boats of {day}", "date": day} for day in days]
    make_root(tmp_path, x=json_lines(*records))

    def listed(*args: str) -> str:
        return run_here("list", *args, "--fields", "date", cwd=tmp_path).out

    assert listed("--since", "2w") == listed("date:2w..") == f"{days[0]}\n"
    assert listed("--until", "2w") == listed("date:..2w") == f"{days[1]}\n"
    assert listed("--since", "1y") == listed("--since", "10m") == "\n".join([*days, ""])
    run_here("search", "boats", "--since", "2w", "--save", "new", cwd=tmp_path)
    assert '"2w"' in (tmp_path / ".paperdex" / "searches" / "new.json").read_text()
    assert "'2x' is not a date" in run_here("list", "--since", "2x", cwd=tmp_path).err


def test_the_words_that_rank_and_those_passed_over_are_told(folder: Path) -> None:
    ran = run_here("search", "the boats and Levels", "--explain", "-q", "-n", "1", cwd=folder)
    assert "ranked by any of: boats, levels\n" in ran.err
    assert "passed over: the, and\n" in ran.err
    assert " boats + " in ran.err  # not the stem
    named = run_here("search", "boats of the US", "--explain", "-q", cwd=folder)
    assert "ranked by any of: boats, US\n" in named.err
    greek = run_here("search", "the boatsβ", "--explain", "-q", cwd=folder)
    assert "ranked by any of: boats, beta\npaperdex: passed over: the\n" in greek.err
    request = "are there any papers about boats and levels"
    assert (
        "passed over: are, there, any, papers, about, and\n"
        in run_here("search", request, "--explain", "-q", cwd=folder).err
    )


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("the", "only common words: the"),
        ("what of the", "only common words: what, of, the"),
        ("()", "nothing to search for in '()'"),
        ("b*", "b* is read as a name; a prefix needs two letters"),
        ("3*", "a prefix needs two letters"),
        ("org:works", "no paper here has an organization"),
        ("boats venue:pond", "no paper here has a venue"),
        ("boats comments:>3", "no paper here has comments"),
        ("comments:..3 upvotes:>7", ""),
        ("boats year:2025..2024", "nothing lies within year:2025..2024"),
        ("author:smith", ""),
        ("zebra", ""),
        ("", "nothing to search for in ''"),
        ("the year:1990", ""),
        ("-boats", ""),
    ],
)
def test_why_nothing_was_found_is_told(folder: Path, query: str, why: str) -> None:
    ran = run_here("search", "--", query, cwd=folder)
    line = "paperdex: no paper matches (2 searched)" + (f"; {why}" if why else "")
    assert (ran.code, ran.err) == (1, line + "\n")


def test_what_is_found_without_the_options_that_filter_is_told(folder: Path) -> None:
    for command in ("search", "list", "export"):
        ran = run_here(command, "boats", "--since", "2025", "--min-upvotes", "1", cwd=folder)
        told = "no paper matches (2 searched); without --since 2025 --min-upvotes 1: 2 papers"
        assert (ran.code, ran.err) == (1, f"paperdex: {told}\n")
    for words in (["zebra"], []):
        ran = run_here("list", *words, "--since", "2025", cwd=folder)
        assert ran.err == "paperdex: no paper matches (2 searched)\n"


def test_each_part_of_a_score_is_told_once(tmp_path: Path) -> None:
    root = make_root(tmp_path, x=json_lines({"title": "The Color of Boats"}, {"title": "Kilns"}))
    ran = run_here("search", "colour color", "--explain", "-q", cwd=root)
    [told] = [line for line in ran.err.splitlines() if " = " in line]
    assert told.count(" color as written") == 1


def test_words_that_no_paper_has_are_named_where_all_are_demanded(folder: Path) -> None:
    ran = run_here("search", "--all", "boats xyzq -zebra", cwd=folder)
    assert ran.err.splitlines()[0] == "paperdex: no paper has 'xyzq'"
    listed = run_here("list", "+zebra boast", cwd=folder)
    assert listed.err.splitlines() == [
        "paperdex: no paper has 'boast'; did you mean: boats",
        "paperdex: no paper has 'zebra'",
        "paperdex: no paper matches (2 searched)",
    ]


@pytest.mark.parametrize("command", ["search", "list", "export"])
def test_words_that_are_never_together_are_told_where_all_are_demanded(
    tmp_path: Path, command: str
) -> None:
    notes = [{"title": "Red Boats", "date": "2023"}, {"title": "Blue Kilns", "date": "2023"}]
    make_root(tmp_path, x=json_lines(*notes))
    for words, why in (
        ("boats kilns", "; none has all of the words"),
        ("boats kilns year:2023", "; none has all of the words"),
        ("boats kilns year:1990", ""),
        ("boats kilns qqqq", ""),  # that no paper has one of them is told already
    ):
        ran = run_here(command, "--all", words, cwd=tmp_path)
        assert ran.code == 1
        assert ran.err.splitlines()[-1] == f"paperdex: no paper matches (2 searched){why}"


@pytest.mark.parametrize("command", ["search", "list", "export", "show", "similar"])
def test_why_there_is_no_paper_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("\n")
    (tmp_path / "b.txt").touch()
    (tmp_path / "c.jsonl").write_text('{"title": ""}\n')
    for files, why in (
        (("a.txt",), "a.txt is empty"),
        (("a.txt", "b.txt"), "none of 2 files has an entry"),
        (("a.txt", "c.jsonl"), "1 entry read, none kept"),
    ):
        places = [part for file in files for part in ("--in", file)]
        ran = run_here(command, "sheep", "boats", *places, cwd=tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.splitlines()[0] == f"paperdex: no paper here: {why}"


@pytest.mark.parametrize(
    "typed",
    [
        "2401.00001",
        "arXiv:2401.00001v2 [cs.CL]",
        "https://arxiv.org/abs/2401.00001",
        "https://doi.org/10.48550/arXiv.2401.00001",
        "DOI: 10.1000/A(1)",
    ],
)
def test_an_id_or_a_link_finds_its_paper(tmp_path: Path, typed: str) -> None:
    records = [
        {"title": "Boats", "arxiv_id": "2401.00001"},
        {"title": "Kilns", "doi": "10.1000/a(1)"},
        {"title": "On 2401 and 10.1000: https, arxiv, org, abs, doi"},
    ]
    root = make_root(tmp_path, a=json_lines(*records))
    ran = run_here("search", typed, "--fields", "title", cwd=root)
    assert ran.out == ("Kilns\n" if "10.1000" in typed else "Boats\n")
    assert f"{typed!r} is the id of a paper; showing results for 'id:" in ran.err


@pytest.mark.parametrize("typed", ["2401.00009", "https://arxiv.org/abs/2401.00009"])
def test_an_id_of_no_paper_finds_papers_that_mention_it_only(tmp_path: Path, typed: str) -> None:
    records = [{"title": "Boats, a paper on https, arxiv, org, abs and 2401"}]
    root = make_root(tmp_path, a=json_lines(*records))
    ran = run_here("search", typed, "--save", "awaited", cwd=root)
    assert (ran.code, ran.out) == (1, "")
    told = "paperdex: no paper here has the id 2401.00009; papers that mention it are searched\n"
    assert told in ran.err
    more = [{"title": "Kilns, after arXiv:2401.00009"}, {"title": "Sheep", "id": "2401.00009"}]
    write_page(root / "pages" / "b.jsonl", json_lines(more[0]))
    assert run_here("search", typed, "--fields", "title", cwd=root).out == more[0]["title"] + "\n"
    write_page(root / "pages" / "c.jsonl", json_lines(more[1]))
    assert run_here("search", typed, "--fields", "title", cwd=root).out == "Sheep\n"
    assert run_here("new", "awaited", "-q", cwd=root).out == "2401.00009\n"


def test_a_list_of_ids_finds_their_papers(tmp_path: Path) -> None:
    records = [{"title": f"Sheep {n}", "arxiv_id": f"2401.0000{n}", "date": "2024"} for n in "123"]
    root = make_root(tmp_path, a=json_lines(*records))
    ids, missing = "id:2401.00001 OR id:2401.00003", "paperdex: no paper here has the id "
    for typed in (["2401.00001, 2401.00003"], ["2401.00003", "arXiv:2401.00001v2 [cs.CL]"]):
        ran = run_here("search", *typed, "-q", cwd=root)
        assert sorted(ran.out.split()) == ["2401.00001", "2401.00003"]
        assert f"is a list of 2 ids; showing results for 'id:2401.0000{typed[0][9]}" in ran.err
    one = run_here("search", "2401.00001", "2401.00009", "-q", cwd=root)
    assert (one.out, f"{missing}2401.00009\n" in one.err) == ("2401.00001\n", True)
    none = run_here("search", "2401.00008", "2401.00009", cwd=root)
    assert "no paper here has any of 2 ids: 2401.00008, 2401.00009; papers that mention" in none.err
    of_no_year = run_here("search", "2401.00001", "--year", "1999", cwd=root)
    assert (of_no_year.code, missing in of_no_year.err) == (1, False)
    many = " ".join(f"2401.{n:05}" for n in range(1, 1002))
    assert "more than 1,000 ids: they are searched" in run_here("search", many, cwd=root).err
    run_here("search", "2401.00001 2401.00003", "--save", "two", cwd=root)
    assert run_here("saved", cwd=root).out == f"two\t{ids}\t\n"


def test_any_id_of_a_paper_finds_it(tmp_path: Path) -> None:
    dois = ["10.1000/a", "10.5555/zenodo.7"]
    sheep = {"title": "Sheep on Hills", "arxiv_id": "2401.00001", "authors": ["Ann Lee"]}
    root = make_root(tmp_path, a=json_lines(*({**sheep, "doi": doi} for doi in dois)))
    for doi in dois:
        ran = run_here("search", doi, "-q", cwd=root)
        assert (ran.out, f"{doi!r} is the id of a paper" in ran.err) == ("2401.00001\n", True)
        for query in (f"id:{doi}", f"sheep (id:{doi} OR id:10.1000/x)", f"+id:{doi}"):
            for command in ("list", "search", "export"):
                assert run_here(command, query, "-q", cwd=root).out == "2401.00001\n"
        assert run_here("list", f"sheep -id:{doi}", cwd=root).code == 1
        by_source = run_here("search", f"id:{doi}", "--by", "source", cwd=root).out
        assert "1\tpages\n" in by_source


def test_an_id_of_two_papers_finds_both(tmp_path: Path) -> None:
    sheep = {"title": "Sheep on Hills", "arxiv_id": "2401.00001", "doi": "10.1000/a"}
    root = make_root(tmp_path, a=json_lines(sheep, {**sheep, "upvotes": 3}, {"title": "Boats"}))
    run_here("split", "2401.00001", cwd=root)
    both = run_here("list", "sheep", "-q", cwd=root).out
    assert both.count("\n") == 2
    assert run_here("list", "id:10.1000/a", "-q", cwd=root).out == both
    boats = run_here("list", "boats", "-q", cwd=root).out
    long = " ".join(f"word{number}" for number in range(20))  # in which OR would be a word
    for query in ("-id:10.1000/a", f"boats {long} -id:10.1000/a"):
        assert run_here("list", "-q", "--", query, cwd=root).out == boats


@pytest.mark.parametrize("command", ["search", "show"])
def test_ids_behind_commas_are_the_same_list_for_every_command(
    tmp_path: Path, command: str
) -> None:
    boats, kilns = {"title": "Boats", "doi": "10.1000/a"}, {"title": "Kilns", "id": "2001.00001"}
    root = make_root(tmp_path, a=json_lines(boats, {**kilns, "arxiv_id": "2001.00001"}))
    ran = run_here(command, "10.1000/a,2001.00001", "-q", cwd=root)
    assert (ran.code, sorted(ran.out.split())) == (0, ["10.1000/a", "2001.00001"])


def test_an_id_as_printed_finds_its_paper_where_it_is_no_word(tmp_path: Path) -> None:
    root = make_root(tmp_path, a=json_lines({"title": "Boats"}, {"title": "Kilns"}))
    boats, kilns = (
        run_here("list", name, "-q", cwd=root).out.strip() for name in ("boats", "kilns")
    )
    ran = run_here("search", boats, "-q", cwd=root)
    assert (ran.code, ran.out) == (0, f"{boats}\n")
    assert f"'{boats}' is the id of a paper; showing results for 'id:{boats}'" in ran.err
    of_no_year = run_here("search", boats, "--since", "2020", cwd=root)
    assert (of_no_year.code, "; no paper here has a date\n" in of_no_year.err) == (1, True)
    ids = f"id:{boats} OR id:{kilns}"
    for command in ("search", "list", "export"):
        both = run_here(command, boats, kilns, cwd=root)
        assert (both.code, f"; an id is searched as {ids}\n" in both.err) == (1, True)
    assert run_here("export", ids, cwd=root).out.count("\n") == 2
    (root / "pages" / "b.jsonl").write_text(json_lines({"title": f"On the {boats}"}))
    assert "On the" in run_here("search", boats, cwd=root).out


def test_ids_of_papers_with_one_title_find_these(tmp_path: Path) -> None:
    records = [{"title": "Boats", "authors": [name]} for name in ("Ann Lee", "Bo Wu")]
    root = make_root(tmp_path, a=json_lines(*records))
    names = run_here("list", "-q", cwd=root).out.split()
    assert all("-" in name for name in names)
    for name in names:
        assert run_here("search", f" {name.upper()} ", "-q", cwd=root).out == f"{name}\n"
