"""A library follows its sources: after any edits it is as if rebuilt, and what is gone
for a while is kept."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Opened
from helpers_library import (
    APPLES,
    ENGINES,
    ORCHARD,
    RECORDS,
    each_engine,
    export,
    json_lines,
    make_root,
    page_of,
    read_text,
    titles,
    touch,
    write_page,
)
from paperdex import Filters, InputError, Library, UsageError
from paperdex.query import Query
from paperdex.store import database


@pytest.fixture(autouse=True, scope="module")
def little_is_much() -> Iterator[None]:
    """A handful of rows takes several statements."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "_AT_ONCE", 2)
        yield


# Keeping up with the files


PAGES = st.lists(st.sampled_from(RECORDS), max_size=3).map(lambda page: json_lines(*page))
EDITS = st.tuples(
    st.sampled_from(["write", "write", "remove", "rename", "touch"]),
    st.sampled_from(["a", "sub/b"]),
    PAGES,
)


def _edit(root: Path, kind: str, name: str, page: str) -> None:
    path = page_of(root, name)
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


@settings(max_examples=40)
@given(ROUNDS)
def test_after_any_edits_a_library_is_as_if_rebuilt(
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


@settings(max_examples=4)
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
                for query in (Query("counting"), Query("piers trees", Filters(year="2024"))):
                    one, other = (library.search(query, limit=99, engine=e) for e in ENGINES)
                    assert {hit.paper for hit in one.hits} == {hit.paper for hit in other.hits}
                    assert one.total == other.total
        with Library.open(root) as library:
            _assert_as_if_new(library, root)
        # The index followed the edits: it was never rebuilt.
        assert not [line for line in said if "rebuilding" in line]


def test_when_a_papers_namesake_is_gone_its_id_is_as_if_rebuilt(root: Path) -> None:
    write_page(page_of(root, "a"), json_lines(RECORDS[0]))
    write_page(page_of(root, "b"), json_lines(RECORDS[1]))
    with Library.open(root) as library:
        known = {paper.id for paper in library}
        assert len(known) == 2
        page_of(root, "b").unlink()
        library.refresh()
        (left,) = library
        with Library.of([root / "pages"]) as new:
            assert [paper.id for paper in new] == [left.id]
        assert [left] in [library.show(name) for name in known]


def test_changes_are_seen_and_told(root: Path, opened: Opened) -> None:
    library, said = opened
    write_page(page_of(root, "c"), json_lines({"title": "Counting Sheep"}))
    assert library.status().stale == "1 file added"
    library.refresh()
    assert "Counting Sheep" in titles(library)
    write_page(page_of(root, "c"), json_lines({"title": "Counting Goats"}))
    library.refresh()
    assert "Counting Goats" in titles(library)
    assert "Counting Sheep" not in titles(library)
    page_of(root, "c").unlink()
    library.refresh()
    assert titles(library) == ["Counting Apples", "Counting Boats", "Counting Kilns"]
    assert [line.split(":")[0] for line in said[1:]] == [
        "1 file added",
        "1 file changed",
        "1 file removed",
    ]


def test_the_files_of_the_library_itself_are_not_read(root: Path) -> None:
    (root / "paperdex.toml").write_text('sources = ["pages", ".paperdex"]\n', encoding="utf-8")
    with Library.open(root) as library:
        library.decide("same", *library.papers(Filters(), limit=2))
        assert (root / ".paperdex" / "decisions.jsonl").exists()
        write_page(root / ".paperdex" / "own.jsonl", json_lines({"title": "Counting Sheep"}))
        library.refresh()
        assert [file.file for file in library.report().files if file.source == ".paperdex"] == [
            "own.jsonl"
        ]
        assert library.status().stale is None
        assert "Counting Sheep" in titles(library)


def test_files_of_a_person_in_the_folder_of_the_library_are_read_and_kept(root: Path) -> None:
    own = root / ".paperdex"
    names = ["decisions.jsonl.old", "index/a.jsonl", "library.db.txt", "searches/b.jsonl"]
    (root / "link").symlink_to(root)
    (root / "paperdex.toml").write_text('sources = ["link/.paperdex"]\n', encoding="utf-8")
    for number, name in enumerate(names):
        write_page(own / name, json_lines({"title": f"Counting Sheep {number}"}))
    with Library.open(root) as library:
        write_page(own / "index" / "a.jsonl", json_lines({"title": "Counting Goats"}))
        library.refresh()
        assert [file.file for file in library.report().files] == names
        assert "Counting Goats" in titles(library)
    assert all((own / name).exists() for name in names)


def test_a_file_merely_touched_changes_nothing(root: Path, opened: Opened) -> None:
    library, said = opened
    before, told = export(library), list(said)
    touch(page_of(root, "a"))
    assert library.status().stale is None
    library.refresh()
    assert export(library) == before
    assert said == told
    with Library.open(root, tell=said.append) as again:
        again.search("apples")
    assert said == told


@each_engine
def test_a_title_stands_first_also_after_most_papers_are_gone(root: Path, engine: str) -> None:
    # The title's paper is long, the other one full of the word.
    page = json_lines(
        {"title": "Zebra", "abstract": ORCHARD * 10},
        {"title": "Zebra Things", "abstract": "zebra " * 10},
    )
    write_page(page_of(root, "a"), page)
    write_page(page_of(root, "b"), json_lines(*({"title": f"Thing {n}"} for n in range(400))))
    with Library.open(root) as library:
        page_of(root, "b").unlink()
        library.refresh()
        hits = library.search("zebra", engine=engine).hits
        assert [hit.paper.title for hit in hits] == ["Zebra", "Zebra Things"]


def test_reading_that_is_interrupted_changes_nothing(root: Path, opened: Opened) -> None:
    def interrupt(done: int, total: int, what: str, count: int) -> None:
        if done:
            raise KeyboardInterrupt

    library, _ = opened
    before = export(library)
    write_page(page_of(root, "a"), json_lines({"title": "Counting Sheep"}))
    write_page(page_of(root, "c"), json_lines({"title": "Counting Goats"}))
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


def test_sources_that_are_gone_or_back_together_are_told_in_one_sentence(tmp_path: Path) -> None:
    sources = [tmp_path / f"{name}.jsonl" for name in "abc"]
    for source in sources:
        write_page(source, json_lines({"title": f"Counting {source}"}))
    make_root(tmp_path / "root")
    said = list[str]()
    with Library.open(tmp_path / "root", tell=said.append) as library:
        library.ingest(sources)
        for source in sources:
            source.rename(f"{source}.away")
        library.refresh()
        for source in sources:
            Path(f"{source}.away").rename(source)
        library.refresh()
    *_, gone, back = said
    assert gone.startswith(
        "sources {}, {} and {} are gone, their papers are kept: ".format(*sources)
    )
    assert back.startswith("sources {}, {} and {} are back: ".format(*sources))


def test_a_source_that_comes_back_changed_is_reread(root: Path, opened: Opened) -> None:
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
    library.ingest([root / "pages", page_of(root, "a")])
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
        assert again.search("goats").total == 1
        assert again.search("sheep").total == 0


def test_a_date_of_the_visit_gives_dates_their_year(root: Path, opened: Opened) -> None:
    library, _ = opened
    write_page(root / "more" / "c.jsonl", json_lines({"title": "Sheep", "date": "Mar 5"}))
    write_page(root / "more" / "d.jsonl", json_lines({"title": "Goats", "date": "Mar 5, 2020"}))
    write_page(page_of(root, "e"), json_lines({"title": "Hens", "date": "Mar 5"}))
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


def test_a_temporary_library_takes_the_date_of_the_visit_too() -> None:
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
