"""A library as its users meet it: found, kept up to date, searched, and never in the way."""

import gc
import re
import shutil
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers_library import (
    ENGINES,
    HARBOUR,
    KILN,
    ORCHARD,
    export,
    json_lines,
    make_root,
    read_records,
    read_text,
    touch,
    write_page,
)
from paperdex import Filters, InputError, Library, LibraryError, Paper, UsageError
from paperdex.query import Query, passes

each_engine = pytest.mark.parametrize("engine", ENGINES)

APPLES: dict[str, Any] = {"title": "Counting Apples", "abstract": ORCHARD, "date": "2024-05-01"}
BOATS: dict[str, Any] = {"title": "Counting Boats", "abstract": HARBOUR, "upvotes": 3}
KILNS: dict[str, Any] = {"title": "Counting Kilns", "abstract": KILN, "date": "2023"}


@pytest.fixture(autouse=True)
def _no_library_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERDEX_HOME", str(tmp_path / "home"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root").mkdir()
    return make_root(tmp_path / "root", a=json_lines(APPLES, BOATS), b=json_lines(BOATS, KILNS))


class Opened(NamedTuple):
    """An open library that is up to date, and what it said on the way."""

    library: Library
    said: list[str]


@pytest.fixture
def opened(root: Path) -> Iterator[Opened]:
    said: list[str] = []
    with Library.open(root, tell=said.append) as library:
        library.refresh()
        yield Opened(library, said)


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


def _titles(library: Library) -> list[str]:
    return sorted(paper.title for paper in library)


def _page(root: Path, name: str) -> Path:
    return root / "pages" / f"{name}.jsonl"


# A passing library


@each_engine
def test_a_passing_library_leaves_nothing_on_disk(
    tmp_path: Path, root: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = _files(tmp_path)
    data = BytesIO(json_lines(KILNS).encode())
    with Library.of(["pages", "-"], stdin=data) as library:
        assert library.search("counting", engine=engine).total == 3
    assert _files(tmp_path) == before


def test_reading_that_is_interrupted_leaves_nothing_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(done: int, total: int, what: str, count: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        Library.of(["-"], stdin=BytesIO(json_lines(KILNS).encode()), progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_standard_input_is_a_source_named_by_a_dash() -> None:
    with read_records(APPLES, BOATS) as library:
        assert _titles(library) == ["Counting Apples", "Counting Boats"]
        places = {(seen.source, seen.line) for paper in library for seen in paper.sightings}
        assert places == {("-", 1), ("-", 2)}
        assert library.problems == []


def test_a_passing_library_says_what_it_could_not_use(tmp_path: Path) -> None:
    write_page(tmp_path / "note.txt", "Dear diary, today it rained. I stayed in.\n")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "note.txt", tmp_path / "empty", tmp_path / "missing"]
    with Library.of(paths) as library:
        assert len(library) == 0
        for path in paths:
            assert any(str(path) in problem for problem in library.problems)


def test_a_passing_library_that_is_read_on_is_as_one_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(json_lines(APPLES, BOATS))
    with Library.of([path]) as library:
        path.write_text(json_lines(APPLES, BOATS, KILNS, APPLES))
        touch(path)
        library.refresh()
        with Library.of([path]) as at_once:
            assert export(library) == export(at_once)
            assert library.dedupe() == at_once.dedupe()
            assert library.report().counts == (4, 3, 1, 0)


def test_a_file_named_twice_is_read_once(root: Path) -> None:
    with Library.of([root / "pages", _page(root, "a"), root / "pages"]) as library:
        assert library.report().counts == (4, 3, 1, 0)


# A folder's library


def test_a_library_is_found_from_below_and_built_at_once(root: Path) -> None:
    below = root / "pages" / "deep" / "deeper"
    below.mkdir(parents=True)
    before = _files(root)
    said: list[str] = []
    with Library.open(below, tell=said.append) as library:
        library.refresh()
        assert _titles(library) == ["Counting Apples", "Counting Boats", "Counting Kilns"]
        assert library.report().counts == (4, 3, 1, 0)
        assert library.status().folder == str(root / ".paperdex")
    assert len(said) == 1
    assert "4 entries, 3 papers" in said[0]
    now = _files(root)
    assert {path: now[path] for path in before} == before


def test_opened_again_it_is_as_it_was_and_says_nothing(root: Path, opened: Opened) -> None:
    said: list[str] = []
    with Library.open(root, tell=said.append) as again:
        again.refresh()
        assert export(again) == export(opened.library)
        assert again.search("apples").hits == opened.library.search("apples").hits
        assert again.status().stale is None
    assert said == []


def test_a_library_that_was_moved_still_works(tmp_path: Path, root: Path) -> None:
    with Library.open(root) as library:
        library.refresh()
        before = export(library)
    moved = shutil.move(root, tmp_path / "elsewhere")
    said: list[str] = []
    with Library.open(moved, tell=said.append) as library:
        library.refresh()
        assert export(library) == before
        assert library.search("apples").total == 1
    assert said == []


def test_without_a_library_there_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="paperdex index"):
        Library.open(tmp_path)
    assert not (tmp_path / "home").exists()


def test_the_users_own_library_is_made_when_asked_for(tmp_path: Path, root: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with Library.open(elsewhere, create=True) as library:
        library.ingest([root / "pages"])
    with Library.open(elsewhere) as library:
        assert len(library) == 3
        assert [source.name for source in library.status().sources] == [str(root / "pages")]


@pytest.mark.parametrize(
    "config",
    [
        b"sources = [",
        b"sources = 'pages'",
        b"sources = [1]",
        b"sources = ['']",
        b"source = ['pages']",
        b"sources = ['pages']\nsources = ['other']",
        b"# \xff\xfe",
        b'sources = ["a\\u0000b"]',
    ],
)
def test_a_broken_configuration_is_an_error_that_names_the_file(
    tmp_path: Path, config: bytes
) -> None:
    (tmp_path / "paperdex.toml").write_bytes(config)
    with pytest.raises(LibraryError, match=r"paperdex\.toml"), Library.open(tmp_path) as library:
        library.refresh()


def test_a_damaged_library_is_an_error_that_helps(root: Path) -> None:
    (root / ".paperdex").mkdir()
    (root / ".paperdex" / "library.db").write_bytes(b"this is no library " * 500)
    with pytest.raises(LibraryError, match="index --rebuild"), Library.open(root) as library:
        library.refresh()


def test_a_library_of_a_newer_format_is_an_error_that_helps(root: Path) -> None:
    with Library.open(root) as library:
        library.refresh()
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="newer"):
        Library.open(root)


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_an_older_library_is_brought_up_to_date(root: Path, version: int) -> None:
    with Library.open(root) as library:
        before = [paper.id for paper in library]
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    if version < 4:
        connection.execute("ALTER TABLE meta DROP COLUMN decisions_stamp")
    if version == 1:
        connection.executescript(
            "ALTER TABLE file DROP COLUMN forced; ALTER TABLE meta DROP COLUMN reading"
        )
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    with Library.open(root) as library:
        assert [paper.id for paper in library] == before


def test_an_older_library_with_a_source_that_is_gone_is_left_alone(root: Path) -> None:
    with Library.open(root) as library:
        library.refresh()
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    connection.execute("UPDATE source SET gone = 1")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    with pytest.raises(LibraryError, match=r"older.*can't be read anew: put back what is gone"):
        Library.open(root)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="sqlite3 does not tell of it before")
@pytest.mark.parametrize("damage", ["configuration", "library"])
def test_an_opening_that_fails_leaves_nothing_open(root: Path, damage: str) -> None:
    if damage == "library":
        (root / ".paperdex").mkdir()
        (root / ".paperdex" / "library.db").write_bytes(b"this is no library " * 500)
    else:
        write_page(root / "paperdex.toml", "sources = [")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(LibraryError):
            Library.open(root)
        gc.collect()
    assert [str(warning.message) for warning in caught] == []


def test_a_library_follows_its_configuration(root: Path) -> None:
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Counting Sheep"}))
    write_page(root / "paperdex.toml", 'sources = ["pages", "more/c.jsonl"]\n')
    with Library.open(root) as library:
        library.refresh()
        assert len(library) == 4
    write_page(root / "paperdex.toml", 'sources = ["more"]\n')
    with Library.open(root) as library:
        library.refresh()
        assert _titles(library) == ["Counting Sheep"]
        assert [source.name for source in library.status().sources] == ["more"]


# Keeping up with the files


def _alike(title: str, **fields: Any) -> dict[str, Any]:
    return {"title": title, **fields}


# Few papers that meet in every way: by title, id, DOI and abstract, or not quite.
RECORDS: list[dict[str, Any]] = [
    {"title": "Counting", "abstract": ORCHARD},
    {"title": "Counting", "abstract": HARBOUR, "date": "2024"},
    {"title": "counting!", "date": "2019", "upvotes": 4},
    {"title": "Counting, Revised", "abstract": ORCHARD, "arxiv_id": "2401.00001"},
    {"title": "Counting", "arxiv_id": "2401.00001", "date": "2024-01-05", "doi": "10.1000/a"},
    {"title": "Counting, Revised", "arxiv_id": "2401.00002"},
    {"title": "Counting, Revised", "doi": "10.1000/a"},
    {"title": "Editorial"},
]
PAGES = st.lists(st.sampled_from(RECORDS), max_size=3).map(lambda page: json_lines(*page))
EDITS = st.tuples(
    st.sampled_from(["write", "write", "remove", "rename", "touch"]),
    st.sampled_from(["a", "sub/b"]),
    PAGES,
)


def _edit(root: Path, kind: str, name: str, page: str) -> None:
    path = _page(root, name)
    if kind == "write":
        write_page(path, page)
    elif path.exists() and kind == "remove":
        path.unlink()
    elif path.exists() and kind == "rename":
        path.rename(path.with_suffix(".txt"))
    elif path.exists():
        touch(path)


def _assert_as_if_new(library: Library, root: Path) -> None:
    with Library.of([root / "pages"]) as new:
        assert export(library, source="pages") == export(new, source="pages")
        assert library.report().counts == new.report().counts
        groups = [(group.paper, group.title, group.reason) for group in library.dedupe()]
        assert groups == [(group.paper, group.title, group.reason) for group in new.dedupe()]


ROUNDS = st.lists(st.lists(EDITS, min_size=1, max_size=2), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(ROUNDS)
def test_after_any_edits_a_library_is_as_if_built_anew(
    rounds: list[list[tuple[str, str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        # One page stays: of a folder without files the papers are kept.
        root = make_root(Path(folder), keep=json_lines(RECORDS[0]))
        with Library.of([root / "pages"]) as library:
            for edits in rounds:
                for edit in edits:
                    _edit(root, *edit)
                library.refresh()
                _assert_as_if_new(library, root)
                assert library.status().stale is None


@settings(max_examples=4, deadline=None)
@given(ROUNDS)
def test_after_any_edits_the_index_finds_what_is_there(
    rounds: list[list[tuple[str, str, str]]],
) -> None:
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(Path(folder), keep=json_lines(RECORDS[0]))
        for edits in rounds:
            for edit in edits:
                _edit(root, *edit)
            with Library.open(root, tell=said.append) as library:
                library.refresh()
                for query in (Query("counting"), Query("piers trees", Filters(year="2024"))):
                    one, other = (library.search(query, limit=99, engine=e) for e in ENGINES)
                    assert {hit.paper for hit in one.hits} == {hit.paper for hit in other.hits}
                    assert one.total == other.total
        with Library.open(root) as library:
            _assert_as_if_new(library, root)
        # The index followed the edits: it was never made anew.
        assert not [line for line in said if "anew" in line]


def test_when_a_papers_namesake_is_gone_its_id_is_as_if_built_anew(root: Path) -> None:
    write_page(_page(root, "a"), json_lines(RECORDS[0]))
    write_page(_page(root, "b"), json_lines(RECORDS[1]))
    with Library.open(root) as library:
        library.refresh()
        known = {paper.id for paper in library}
        assert len(known) == 2
        _page(root, "b").unlink()
        library.refresh()
        (left,) = library
        with Library.of([root / "pages"]) as new:
            assert [paper.id for paper in new] == [left.id]
        assert [left] in [library.show(name) for name in known]


def test_changes_are_seen_and_told(root: Path, opened: Opened) -> None:
    library, said = opened
    write_page(_page(root, "c"), json_lines({"title": "Counting Sheep"}))
    assert library.status().stale == "1 file added"
    library.refresh()
    assert "Counting Sheep" in _titles(library)
    write_page(_page(root, "c"), json_lines({"title": "Counting Goats"}))
    library.refresh()
    assert "Counting Goats" in _titles(library)
    assert "Counting Sheep" not in _titles(library)
    _page(root, "c").unlink()
    library.refresh()
    assert _titles(library) == ["Counting Apples", "Counting Boats", "Counting Kilns"]
    assert [line.split(":")[0] for line in said[1:]] == [
        "1 file added",
        "1 file changed",
        "1 file removed",
    ]


def test_a_file_merely_touched_changes_nothing(root: Path, opened: Opened) -> None:
    library, said = opened
    before, told = export(library), list(said)
    touch(_page(root, "a"))
    assert library.status().stale is None
    library.refresh()
    assert export(library) == before
    assert said == told
    with Library.open(root, tell=said.append) as again:
        again.refresh()
        again.search("apples")
    assert said == told


@each_engine
def test_a_title_stands_first_also_after_most_papers_are_gone(root: Path, engine: str) -> None:
    # The title's paper is long, the other one full of the word.
    page = json_lines(
        {"title": "Zebra", "abstract": ORCHARD * 10},
        {"title": "Zebra Things", "abstract": "zebra " * 10},
    )
    write_page(_page(root, "a"), page)
    write_page(_page(root, "b"), json_lines(*({"title": f"Thing {n}"} for n in range(400))))
    with Library.open(root) as library:
        library.refresh()
        _page(root, "b").unlink()
        library.refresh()
        hits = library.search("zebra", engine=engine).hits
        assert [hit.paper.title for hit in hits] == ["Zebra", "Zebra Things"]


def test_reading_that_is_interrupted_changes_nothing(root: Path, opened: Opened) -> None:
    def interrupt(done: int, total: int, what: str, count: int) -> None:
        if done:
            raise KeyboardInterrupt

    library, _ = opened
    before = export(library)
    write_page(_page(root, "a"), json_lines({"title": "Counting Sheep"}))
    write_page(_page(root, "c"), json_lines({"title": "Counting Goats"}))
    with pytest.raises(KeyboardInterrupt):
        library.refresh(progress=interrupt)
    assert export(library) == before
    assert library.search("sheep").total == 0
    library.refresh()
    assert library.search("sheep").total == library.search("goats").total == 1
    _assert_as_if_new(library, root)


# Sources that go and come


@pytest.mark.parametrize("emptied", [False, True])
def test_a_source_that_is_gone_keeps_its_papers_until_it_is_back(
    root: Path, opened: Opened, emptied: bool
) -> None:
    library, said = opened
    before = export(library)
    (root / "pages").rename(root / "away")
    if emptied:  # as a disk that is not mounted
        (root / "pages").mkdir()
    for _ in range(2):
        library.refresh()
        assert export(library) == before
        assert [source.gone for source in library.status().sources] == [True]
        assert library.search("apples").total == 1
    shutil.rmtree(root / "pages", ignore_errors=True)
    (root / "away").rename(root / "pages")
    library.refresh()
    assert [source.gone for source in library.status().sources] == [False]
    assert export(library) == before
    assert len([line for line in said if "gone" in line]) == 1
    assert len([line for line in said if "back" in line]) == 1


def test_a_source_that_comes_back_changed_is_read_anew(root: Path, opened: Opened) -> None:
    library, _ = opened
    (root / "pages").rename(root / "away")
    library.refresh()
    write_page(root / "away" / "a.jsonl", json_lines({"title": "Counting Sheep"}))
    (root / "away").rename(root / "pages")
    library.refresh()
    _assert_as_if_new(library, root)


def test_ingest_adds_sources_named_relative_to_the_library(
    tmp_path: Path, root: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, _ = opened
    write_page(root / "more" / "deep" / "c.jsonl", json_lines({"title": "Counting Sheep"}))
    write_page(tmp_path / "out" / "d.jsonl", json_lines({"title": "Counting Goats"}))
    monkeypatch.chdir(root / "more")
    report = library.ingest(["deep", tmp_path / "out" / "d.jsonl"])
    assert report.counts == (6, 5, 1, 0)
    names = [source.name for source in library.status().sources]
    assert names == [str(tmp_path / "out" / "d.jsonl"), "more/deep", "pages"]
    (sheep,) = library.show("counting sheep")
    assert sheep.sightings[0][:3] == ("more/deep", "c.jsonl", 1)


def test_ingest_of_what_is_there_adds_nothing(root: Path, opened: Opened) -> None:
    library, said = opened
    before = export(library)
    library.ingest([root / "pages", _page(root, "a")])
    assert export(library) == before
    assert [source.name for source in library.status().sources] == ["pages"]
    assert "already part of the source pages" in said[-1]


def test_ingest_of_a_path_that_is_not_there_is_an_error(root: Path, opened: Opened) -> None:
    with pytest.raises(InputError, match="missing"):
        opened.library.ingest([root / "missing"])
    assert [source.name for source in opened.library.status().sources] == ["pages"]


def test_what_was_ingested_is_kept_up_to_date(root: Path, opened: Opened) -> None:
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Counting Sheep"}))
    opened.library.ingest([root / "more"])
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Counting Goats"}))
    with Library.open(root) as again:
        again.refresh()
        assert again.search("goats").total == 1
        assert again.search("sheep").total == 0


def test_a_date_of_the_visit_gives_dates_their_year(root: Path, opened: Opened) -> None:
    library, _ = opened
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Sheep", "date": "Mar 5"}))
    write_page(root / "more" / "d.jsonl", json_lines({"title": "Goats", "date": "Mar 5, 2020"}))
    write_page(_page(root, "e"), json_lines({"title": "Hens", "date": "Mar 5"}))
    library.ingest([root / "more"])
    dates = {paper.title: (paper.date, paper.date_inferred) for paper in library}
    assert dates["Sheep"] == dates["Hens"] == (None, False)
    library.ingest([root / "more"], visited="2023-03-06")
    dates = {paper.title: (paper.date, paper.date_inferred) for paper in library}
    assert dates["Sheep"] == ("2023-03-05", False)
    assert dates["Goats"] == ("2020-03-05", False)
    assert dates["Hens"] == (None, False)
    # The date stays with the file.
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Lambs", "date": "Apr 1"}))
    library.refresh()
    assert library.show("lambs")[0].date == "2023-04-01"


def test_a_passing_library_takes_the_date_of_the_visit_too() -> None:
    with read_text(json_lines({"title": "Sheep", "date": "Mar 5"}), visited="2023") as library:
        assert [paper.date for paper in library] == ["2023-03-05"]


def test_a_source_forgotten_takes_along_what_only_it_showed(root: Path, opened: Opened) -> None:
    library, _ = opened
    before = export(library)
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Counting Sheep"}, APPLES))
    library.ingest([root / "more"])
    assert len(library) == 4
    library.forget("more")
    assert export(library) == before
    assert library.search("sheep").total == 0
    assert [source.name for source in library.status().sources] == ["pages"]
    library.refresh()
    assert export(library) == before


def test_forgetting_what_cannot_be_forgotten_is_an_error(opened: Opened) -> None:
    with pytest.raises(UsageError, match="pages"):
        opened.library.forget("missing")
    with pytest.raises(UsageError, match=r"paperdex\.toml"):
        opened.library.forget("pages")
    assert len(opened.library) == 3


# Ids and show


NAMESAKES = [
    {"title": "counting!", "abstract": ORCHARD},
    {"title": "Counting", "abstract": ORCHARD},
    {"title": "Counting", "abstract": HARBOUR},
]


@pytest.mark.parametrize("records", [[APPLES, BOATS, KILNS], RECORDS, NAMESAKES])
def test_ids_are_the_same_whatever_file_shows_the_papers(
    tmp_path: Path, records: list[dict[str, Any]]
) -> None:
    write_page(tmp_path / "backwards.txt", json_lines(*records[::-1]))
    for nth, record in enumerate(records):
        write_page(tmp_path / "apart" / f"{nth}.txt", json_lines(record))
    with (
        Library.of([tmp_path / "apart"]) as one,
        Library.of([tmp_path / "backwards.txt"]) as other,
    ):
        ids = [{(paper.id, paper.abstract) for paper in library} for library in (one, other)]
    assert ids[0] == ids[1]


def test_an_id_is_known_by_arxiv_doi_or_title() -> None:
    records = [
        {"title": "Sheep", "arxiv_id": "2401.00001v2", "doi": "10.1000/A"},
        {"title": "Goats", "doi": "https://doi.org/10.1000/B"},
        {"title": "Hens", "id": "somebody-elses-id"},
    ]
    with read_records(*records) as library:
        ids = {paper.title: paper.id for paper in library}
    assert ids["Sheep"] == "2401.00001"
    assert ids["Goats"] == "10.1000/b"
    assert re.fullmatch(r"[0-9a-z]{10}", ids["Hens"])


def test_two_papers_of_one_title_have_two_ids_and_are_both_shown() -> None:
    with read_records(RECORDS[0], RECORDS[1]) as library:
        papers = list(library)
        assert len({paper.id for paper in papers}) == 2
        assert sorted(library.show("counting")) == sorted(papers)
        for paper in papers:
            assert library.show(paper.id) == [paper]


SHOWN: dict[str, Any] = {
    "title": "Byte-Level Kilns: A Study of Glaze",
    "arxiv_id": "2401.00001",
    "doi": "10.1000/abc",
}


@pytest.mark.parametrize(
    "text",
    [
        "2401.00001",
        "2401.00001v3",
        "arXiv:2401.00001",
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00001v2",
        "  2401.00001 ",
        "2401.0",
        "10.1000/ABC",
        "https://doi.org/10.1000/abc",
        "byte level kilns - a study of glaze",
        "glaze kilns",
        "BYTE-LEVEL",
    ],
)
def test_a_paper_is_shown_by_whatever_tells_of_it(text: str) -> None:
    with read_records(SHOWN, APPLES, {"title": "Other", "abstract": "Of byte-level glaze."}) as lib:
        assert [paper.title for paper in lib.show(text)] == [SHOWN["title"]]


def test_an_id_of_before_still_shows_the_paper(root: Path, opened: Opened) -> None:
    library, _ = opened
    (before,) = library.show("counting apples")
    write_page(_page(root, "c"), json_lines({**APPLES, "arxiv_id": "2401.00001"}))
    library.refresh()
    (now,) = library.show(before.id)
    assert now.id == "2401.00001"
    assert now.title == before.title


def test_the_start_of_several_ids_shows_them_all() -> None:
    records = [{"title": f"Sheep {n}", "arxiv_id": f"2401.0000{n}"} for n in range(3)]
    with read_records(*records, APPLES) as library:
        assert [paper.id for paper in library.show("2401.0000")] == [
            "2401.00000",
            "2401.00001",
            "2401.00002",
        ]


@pytest.mark.parametrize("text", ["", " ", "zzzz", "24", "%", "____", "\x00", "\udcff", "the of"])
def test_what_tells_of_nothing_shows_nothing(text: str) -> None:
    with read_records(SHOWN, APPLES) as library:
        assert library.show(text) == []


def test_a_paper_of_several_entries_says_why(opened: Opened) -> None:
    reasons = {paper.title: opened.library.reason(paper) for paper in opened.library}
    assert "same title" in reasons.pop("Counting Boats")
    assert set(reasons.values()) == {""}


# The index is a cache


def test_an_index_that_is_gone_is_made_anew_and_told_of(root: Path, opened: Opened) -> None:
    wanted = opened.library.search("counting apples").hits
    shutil.rmtree(root / ".paperdex" / "index")
    for times_told in (1, 0):
        said: list[str] = []
        with Library.open(root, tell=said.append) as library:
            library.refresh()
            assert library.search("counting apples").hits == wanted
        assert ["index is made anew" in line for line in said] == [True] * times_told


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_root(tmp_path_factory.mktemp("built"), a=json_lines(APPLES, BOATS, KILNS))
    with Library.open(root) as library:
        library.refresh()
    return root


@pytest.mark.parametrize("damage", ["gone", "cut", "garbled"])
@pytest.mark.parametrize(
    "suffix", ["meta.json", "stamp", ".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"]
)
def test_a_damaged_index_is_made_anew_and_told_of(
    tmp_path: Path, built: Path, suffix: str, damage: str
) -> None:
    root = shutil.copytree(built, tmp_path / "root")
    query = Query("counting apples", Filters(since="2000"))
    with Library.of([root / "pages"]) as library:
        wanted = [hit.paper.id for hit in library.search(query).hits]
        assert len(wanted) == 2
    (path,) = (
        path for path in (root / ".paperdex" / "index").glob("*/*") if path.match(f"*{suffix}")
    )
    data = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "garbled":  # all but the end, where a file says that it is whole
        body = max(len(data) - 150, 20)
        path.write_bytes(bytes(byte ^ 0xFF for byte in data[:body]) + data[body:])
    said: list[str] = []
    with Library.open(root, tell=said.append) as library:
        library.refresh()
        assert [hit.paper.id for hit in library.search(query).hits] == wanted
    assert ["index is made anew" in line for line in said] == [True]


def test_an_index_damaged_before_an_update_does_no_harm(root: Path, opened: Opened) -> None:
    for path in (root / ".paperdex" / "index").glob("*/*"):
        path.unlink()  # the open library still holds what was there
        path.write_bytes(b"\xa5" * 100)
    write_page(_page(root, "c"), json_lines({"title": "Counting Sheep"}))
    with Library.open(root) as library:
        library.refresh()
        assert library.search("sheep").total == 1
        assert library.search("counting").total == 4


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


def test_an_engine_that_is_not_there_is_an_error_of_use(numbered: Library) -> None:
    with pytest.raises(UsageError, match="rank-bm25"):
        numbered.search("counting", engine="other")


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
        write_page(_page(root, name), "")
    with Library.open(root) as library:
        library.refresh()
        assert len(library) == 0
        assert list(library) == library.show("sheep") == []
        assert library.dedupe() == []
        assert library.report().counts == (0, 0, 0, 0)
        for engine in ENGINES:
            assert library.search("sheep", engine=engine) == ([], 0)
            assert library.search("sheep", sort="date", engine=engine) == ([], 0)


@pytest.mark.parametrize("remembered", [0, 1, 4096])
def test_a_paper_is_remembered_until_the_library_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    monkeypatch.setattr("paperdex.papers._REMEMBERED", remembered)
    root = make_root(tmp_path / "root", a=json_lines({"title": "X", "abstract": "One sheep."}))
    with Library.open(root) as library:
        for _ in range(2):
            assert [hit.paper.abstract for hit in library.search("sheep").hits] == ["One sheep."]
        write_page(_page(root, "a"), json_lines({"title": "X", "abstract": "Two sheep."}))
        library.refresh()
        assert [hit.paper.abstract for hit in library.search("sheep").hits] == ["Two sheep."]
