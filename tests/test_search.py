"""Answers: whole in pages, in the order asked for, filtered alike by every engine."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import (
    ENGINES,
    KILN,
    each_engine,
    json_lines,
    make_root,
    page_of,
    read_records,
    write_page,
)
from paperdex import Filters, Library, Paper, UsageError
from paperdex.papers import Papers
from paperdex.query import Query
from paperdex.query.filters import passes
from paperdex.text import fold
from paperdex.workspace import Workspace

# Search


def _numbered(nth: int) -> dict[str, Any]:
    record: dict[str, Any] = {"title": f"Number {nth * 7919 % 1000:03} of Counting"}
    record["abstract"] = "counting " * (nth % 4) + f"sheep{nth}"
    if nth % 3:
        record["date"] = ("2024", "2024-05", f"2023-0{1 + nth % 9}-1{nth % 7}")[nth % 3]
    if nth % 2:
        record |= {"upvotes": nth % 5, "comments": nth % 4}
    return record


@pytest.fixture(scope="module")
def numbered() -> Iterator[Library]:
    with read_records(*map(_numbered, range(100))) as library:
        yield library


@each_engine
@pytest.mark.parametrize("sort", ["score", "date", "upvotes", "comments", "title"])
def test_pages_joined_are_the_whole_answer(numbered: Library, engine: str, sort: str) -> None:
    whole = numbered.search("counting", limit=100, sort=sort, engine=engine)
    assert whole.total == len(whole.hits) == len({hit.paper.id for hit in whole.hits}) == 100
    assert [hit.rank for hit in whole.hits] == list(range(1, 101))
    joined = []
    for offset in range(0, 110, 10):
        page = numbered.search("counting", limit=10, offset=offset, sort=sort, engine=engine)
        assert page.total == 100
        joined += page.hits
    assert joined == whole.hits


def _newest_first(paper: Paper) -> tuple[bool, int]:
    day = f"{paper.date or '0000'}-01-01"[:10]
    return paper.date is None, -int(day.replace("-", ""))


SORT_KEYS: dict[str, Callable[[Paper], Any]] = {
    "date": _newest_first,
    "upvotes": lambda paper: -(paper.upvotes or 0),
    "comments": lambda paper: -(paper.comments or 0),
    "title": lambda paper: paper.title.casefold(),
}


STARTS = st.sampled_from(["A Survey of Very ", "a survey of verÿ ", "“A Survey of Very ", "$Z"])
TITLES = st.builds("{}{}".format, STARTS, st.sampled_from(["Long", "long", "Lông", "a", "Я", "β"]))


@settings(max_examples=30)
@given(st.lists(TITLES, min_size=1, max_size=8), st.integers(0, 8))
def test_titles_are_sorted_to_their_last_letter(titles: list[str], limit: int) -> None:
    records = [{"title": title, "abstract": f"{n} {KILN}"} for n, title in enumerate(titles)]
    with read_records(*records) as library:
        papers = list(library.papers(sort="title"))
        keys = [(fold(one.title).lstrip(' "“$-'), fold(one.title), one.id) for one in papers]
        assert keys == sorted(keys)
        assert list(library.papers(sort="title", limit=limit)) == papers[:limit]


def test_titles_are_sorted_by_their_first_letter_or_digit() -> None:
    titles = ["2 Boats", "“Apples” in Winter", "Boats", "$C^2$ of Kilns", "‘Dew’", "'Élan'", "Zinc"]
    with read_records(*({"title": title} for title in reversed(titles))) as library:
        assert [paper.title for paper in library.papers(sort="title")] == titles


@pytest.mark.parametrize("sort", SORT_KEYS)
def test_answers_stand_in_the_order_asked_for(numbered: Library, sort: str) -> None:
    key = SORT_KEYS[sort]
    papers = list(numbered.papers(sort=sort))
    assert [key(paper) for paper in papers] == sorted(key(paper) for paper in papers)
    assert len(papers) == 100
    for engine in ENGINES:
        hits = numbered.search("counting", limit=100, sort=sort, engine=engine).hits
        assert [hit.paper for hit in hits] == papers


@each_engine
def test_equal_scores_stand_newest_first(engine: str) -> None:
    dates = ["2020", None, "2023", "2021-05", "2022"]
    records = [{"title": "Sheep", "abstract": f"n{n}", "date": d} for n, d in enumerate(dates)]
    records = [record | {"title": f"Sheep n{n}"} for n, record in enumerate(records)]
    with read_records(*records) as library:
        hits = library.search("sheep", engine=engine).hits
        assert len({hit.score for hit in hits}) == 1
        assert [hit.paper.date for hit in hits] == ["2023", "2022", "2021-05", "2020", None]


@each_engine
def test_scores_fall_and_a_rare_word_stands_first(numbered: Library, engine: str) -> None:
    hits = numbered.search("counting sheep7", limit=100, engine=engine).hits
    assert "sheep7" in str(hits[0].paper.abstract)
    assert all(one.score >= other.score for one, other in pairwise(hits))


@each_engine
@pytest.mark.parametrize(
    "filters",
    [
        Filters(year="2024"),
        Filters(since="2023-04", until="2023-06"),
        Filters(min_upvotes=2),
        Filters(min_upvotes=1, min_comments=1, since="2024"),
        Filters(year="1999"),
    ],
)
def test_filters_mean_the_same_everywhere(numbered: Library, engine: str, filters: Filters) -> None:
    wanted = {paper.id for paper in numbered if passes(paper, filters.ranges())}
    assert {paper.id for paper in numbered.papers(filters)} == wanted
    found = numbered.search(Query("counting", filters), limit=100, engine=engine)
    assert {hit.paper.id for hit in found.hits} == wanted
    assert found.total == len(wanted)
    assert numbered.search(Query("counting", filters), limit=1, engine=engine).total == len(wanted)


def test_a_limit_of_papers_is_kept(numbered: Library) -> None:
    assert list(numbered.papers(limit=5)) == list(numbered)[:5]


def test_an_engine_or_order_that_is_not_there_is_an_error_of_use(numbered: Library) -> None:
    with pytest.raises(UsageError, match="rank-bm25"):
        numbered.search("counting", engine="other")
    with pytest.raises(UsageError, match="upvotes"):
        numbered.search("counting", sort="other")
    with pytest.raises(UsageError, match=r"without a query .* upvotes"):
        numbered.papers(sort="score")


@each_engine
def test_matches_are_told_by_their_place_in_the_text(engine: str) -> None:
    record = {
        "title": "🏺 Kilns — e\u0301tude of the KILN",
        "abstract": "Étude 瓷器 of one kiln,\n\nthen kilns.",
        "summary": "No match in here.",
    }
    with read_records(record) as library:
        (hit,) = library.search("kiln etude", engine=engine).hits
        shown = {
            field: [str(getattr(hit.paper, field))[a:b] for a, b in spans]
            for field, spans in hit.matched.items()
        }
        assert shown["abstract"] == ["Étude", "kiln", "kilns"]
        assert [word for word in shown["title"] if "tude" not in word] == ["Kilns", "KILN"]
        assert "summary" not in shown


def test_an_empty_library_answers_everything(root: Path) -> None:
    for name in "ab":
        write_page(page_of(root, name), "")
    with Library.open(root) as library:
        assert len(library) == 0
        assert list(library) == library.show("sheep") == []
        assert library.dedupe() == []
        assert library.report().counts == (0, 0, 0, 0)
        for engine in ENGINES:
            assert library.search("sheep", engine=engine) == ([], 0)
            assert library.search("sheep", sort="date", engine=engine) == ([], 0)


@pytest.mark.parametrize("remembered", [0, 1, 4096])
def test_a_paper_is_remembered_until_the_library_changes(tmp_path: Path, remembered: int) -> None:
    root = make_root(tmp_path / "root", a=json_lines({"title": "X", "abstract": "One sheep."}))
    workspace = Workspace.open(str(root), create=False, tell=None)
    with Library(workspace) as library:
        library.refresh()
        papers, ids = Papers(workspace.store, remembered), [paper.id for paper in library]
        for _ in range(2):
            assert [paper.abstract for paper in papers.get(ids)] == ["One sheep."]
        write_page(page_of(root, "a"), json_lines({"title": "X", "abstract": "Two sheep."}))
        library.refresh()
        assert [paper.abstract for paper in papers.get(ids)] == ["Two sheep."]
