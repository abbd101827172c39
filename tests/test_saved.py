"""Saved searches tell what has come since they were last shown: each paper once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers_cli import run_here
from helpers_library import HARBOUR, KILN, ORCHARD, json_lines, make_root, write_page
from paperdex import Filters, Library, Query, UsageError
from paperdex.search.news import News

FIRST = {"title": "Glaze in the Kiln", "abstract": KILN}
SECOND = {"title": "A Second Kiln by the Harbour", "abstract": HARBOUR}
THIRD = {"title": "Kilns Seen from Orchards", "abstract": ORCHARD}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_root(tmp_path, one=json_lines(FIRST))
    with Library.open(root) as library:
        assert library.save_search("kilns", Query("kiln"))
    return root


def look(root: Path, name: str = "kilns", limit: int | None = None, keep: bool = True) -> News:
    """What is new for a search; from then on it is not."""
    with Library.open(root) as library:
        [saved] = library.saved_searches(name)
        news = library.find_news(saved, limit)
        if keep:
            library.note_shown(saved, news)
        return news


def titles(news: News) -> set[str]:
    return {hit.paper.title for hit in news.hits}


def test_what_was_there_when_a_search_was_saved_is_not_new(root: Path) -> None:
    assert look(root).total == 0


def test_what_comes_is_new_once(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND, {"title": "Apples"}))
    assert titles(look(root, keep=False)) == {SECOND["title"]}
    assert titles(look(root)) == {SECOND["title"]}
    assert look(root).total == 0
    write_page(root / "pages" / "three.jsonl", json_lines(THIRD))
    assert titles(look(root)) == {THIRD["title"]}


def test_what_was_not_shown_for_a_limit_stays_new(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND, THIRD))
    first = look(root, limit=1)
    assert (len(first.hits), first.total) == (1, 2)
    assert titles(first) | titles(look(root, limit=1)) == {SECOND["title"], THIRD["title"]}
    assert look(root).total == 0


def test_a_paper_that_gets_an_arxiv_id_or_another_entry_is_no_news(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines({**FIRST, "arxiv_id": "2312.00752"}))
    assert look(root).total == 0
    with Library.open(root) as library:
        assert [paper.id for paper in library] == ["2312.00752"]


def test_a_paper_that_loses_its_arxiv_id_is_no_news(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines({**SECOND, "arxiv_id": "2312.00752"}))
    assert look(root).total == 1
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND))
    assert look(root).total == 0


def test_another_paper_of_the_same_title_is_news(root: Path) -> None:
    other = {"title": FIRST["title"], "abstract": ORCHARD, "authors": ["B. Other"]}
    write_page(root / "pages" / "one.jsonl", json_lines({**FIRST, "authors": ["A. Smith"]}, other))
    with Library.open(root) as library:
        assert len(library) == 2
    assert ORCHARD in {hit.paper.abstract for hit in look(root).hits}
    assert look(root).total == 0


def test_searches_outlive_the_library_and_need_no_order(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND))
    assert look(root).total == 1
    for path in (root / ".paperdex").iterdir():
        if path.name != "searches":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (root / "pages" / "one.jsonl").rename(root / "pages" / "zzz.jsonl")
    assert look(root).total == 0


def test_a_page_that_goes_and_comes_back_is_no_news(root: Path) -> None:
    text = (root / "pages" / "one.jsonl").read_text()
    write_page(root / "pages" / "two.jsonl", json_lines({"title": "Apples"}))
    (root / "pages" / "one.jsonl").unlink()
    assert look(root).total == 0
    write_page(root / "pages" / "one.jsonl", text)
    assert look(root).total == 0


def test_a_search_is_saved_with_all_that_was_asked(root: Path) -> None:
    query = Query("kiln glaze", Filters(since="2024", min_upvotes=0), all_words=True)
    with Library.open(root) as library:
        assert library.save_search("strict", query)
        assert not library.save_search("strict", query)  # again: nothing changes
        with pytest.raises(UsageError, match="another search has this name"):
            library.save_search("strict", Query("kiln"))
        assert [s.name for s in library.saved_searches()] == ["kilns", "strict"]
        assert library.saved_searches("strict")[0].query == query
    write_page(root / "pages" / "two.jsonl", json_lines(
        {"title": "Kiln and Glaze", "date": "2024-02"}, {"title": "Kiln of 2024", "date": "2024"},
        {"title": "Glaze and Kiln", "date": "2023"},
    ))  # fmt: skip
    assert titles(look(root, "strict")) == {"Kiln and Glaze"}


def test_the_commands_save_show_list_and_forget(tmp_path: Path) -> None:
    root = make_root(tmp_path, one=json_lines(FIRST))
    ran = run_here("search", "kiln", "--save", "kilns", "-q", cwd=root)
    assert (ran.code, len(ran.out.split())) == (0, 1)
    assert "saved as kilns" in ran.err
    assert run_here("search", "zeppelin", "--save", "air", cwd=root).code == 1  # nothing yet
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND))
    taken = run_here("search", "kiln", "--save", "air", cwd=root)
    assert (taken.code, taken.out) == (2, "") and "another search has this name" in taken.err
    peeked = run_here("new", "--peek", cwd=root)
    shown = run_here("new", cwd=root)
    assert peeked.out == shown.out
    assert shown.out.split("\t")[0] == "kilns"
    assert run_here("new", cwd=root)[:2] == (1, "")
    listed = run_here("saved", cwd=root)
    assert listed.out.splitlines() == ["air\tzeppelin\t", "kilns\tkiln\t"]
    assert "did you mean air?" in run_here("new", "airr", cwd=root).err
    assert run_here("saved", "--forget", "air", cwd=root).code == 0
    [left] = json.loads(run_here("saved", "--json", cwd=root).out)["searches"]
    assert (left["name"], left["text"], left["seen"]) == ("kilns", "kiln", 2)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"text": "x"}', "\0", "[" * 100_000,
                                  '{"text": "x", "filters": {}, "all_words": false, "seen": [1]}',
                                  '{"text": 1, "filters": {}, "all_words": false, "seen": []}',
                                  '{"text": "x", "all_words": false, "seen": [],'
                                  '"filters": {"min_upvotes": "1"}}',
                                  '{"text": "x", "seen": [], "filters": {"since": "zz"}}',
                                  '{"text": "x", "filters": {"hue": 1}, "seen": []}'])  # fmt: skip
def test_a_broken_file_is_named_and_the_others_are_answered(root: Path, text: str) -> None:
    (root / ".paperdex" / "searches" / "broken.json").write_text(text)
    (root / ".paperdex" / "searches" / "notes.txt").write_text("left alone")
    with Library.open(root) as library:
        assert [saved.name for saved in library.saved_searches()] == ["kilns"]
        assert "broken.json: no saved search can be read here" in library.problems[0]
        library.forget_search("broken")
        assert len(library.saved_searches()) == 1


def test_news_printed_into_a_closed_pipe_stays_new(root: Path) -> None:
    write_page(root / "pages" / "two.jsonl", json_lines(SECOND))
    script = f"(sleep 0.2; {sys.executable} -m paperdex new) | true"
    subprocess.run(["bash", "-c", script], cwd=root, capture_output=True, check=False)
    assert look(root).total == 1


def test_the_shell_completes_names_and_what_is_opened(root: Path) -> None:
    write_page(root / "more" / "a.jsonl", json_lines(SECOND))
    run_here("index", "more", cwd=root)
    for words, wanted in (
        ("paperdex new k", "kilns"),
        ("paperdex search x --open c", "code"),
        ("paperdex list --fields id,ti", "id,title"),
        ("paperdex forget mo", "more"),
    ):
        env = {"_PAPERDEX_COMPLETE": "bash_complete", "COMP_WORDS": words,
               "COMP_CWORD": str(len(words.split()) - 1)}  # fmt: skip
        assert f"plain,{wanted}" in run_here(cwd=root, env=env).out.split()
