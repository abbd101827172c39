"""A library is found, made and opened, or says what is in its way; a temporary one leaves
nothing behind."""

import gc
import os
import shutil
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from conftest import Opened
from helpers_library import (
    APPLES,
    BOATS,
    KILNS,
    each_engine,
    export,
    json_lines,
    page_of,
    read_records,
    titles,
    touch,
    write_page,
)
from paperdex import Library, LibraryError, UsageError


def _files(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


# A temporary library


@each_engine
def test_a_temporary_library_leaves_nothing_on_disk(
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
        assert titles(library) == ["Counting Apples", "Counting Boats"]
        places = {(seen.source, seen.line) for paper in library for seen in paper.sightings}
        assert places == {("-", 1), ("-", 2)}
        assert library.problems == []


def test_a_temporary_library_says_what_it_could_not_use(tmp_path: Path) -> None:
    write_page(tmp_path / "note.txt", "Dear diary, today it rained. I stayed in.\n")
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "note.txt", tmp_path / "empty", tmp_path / "missing"]
    with Library.of(paths) as library:
        assert len(library) == 0
        for path in paths:
            assert any(str(path) in problem for problem in library.problems)


@pytest.mark.parametrize("path", ["pages", Path("pages")])
def test_a_path_in_place_of_a_list_of_paths_is_refused(root: Path, path: str | Path) -> None:
    with pytest.raises(UsageError, match=r"as a list: \['pages'\]"):
        Library.of(path)  # type: ignore[arg-type]
    with Library.open(root) as library, pytest.raises(UsageError, match="as a list"):
        library.ingest(path)  # type: ignore[arg-type]


def test_a_folder_that_does_not_exist_is_not_the_users_own_library(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERDEX_HOME", str(root / ".paperdex"))
    for act in (Library.open, Library.rebuild):
        for start in (root / "away", root / "paperdex.toml"):
            with pytest.raises(LibraryError, match="no such folder"):
                act(start)


def test_a_temporary_library_that_is_read_on_is_as_one_read_at_once(tmp_path: Path) -> None:
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
    with Library.of([root / "pages", page_of(root, "a"), root / "pages"]) as library:
        assert library.report().counts == (4, 3, 1, 0)


# A folder's library


def test_a_library_is_found_from_below_and_built_at_once(root: Path) -> None:
    below = root / "pages" / "deep" / "deeper"
    below.mkdir(parents=True)
    before = _files(root)
    said: list[str] = []
    with Library.open(below, tell=said.append) as library:
        assert titles(library) == ["Counting Apples", "Counting Boats", "Counting Kilns"]
        assert library.report().counts == (4, 3, 1, 0)
        assert library.status().folder == str(root / ".paperdex")
    assert len(said) == 1
    assert "4 entries, 3 papers" in said[0]
    now = _files(root)
    assert {path: now[path] for path in before} == before


def test_opened_again_it_is_as_it_was_and_says_nothing(root: Path, opened: Opened) -> None:
    said: list[str] = []
    with Library.open(root, tell=said.append) as again:
        assert export(again) == export(opened.library)
        assert again.search("apples").hits == opened.library.search("apples").hits
        assert again.status().stale is None
    assert said == []


def test_a_library_that_was_moved_still_works(tmp_path: Path, root: Path) -> None:
    with Library.open(root) as library:
        before = export(library)
    moved = shutil.move(root, tmp_path / "elsewhere")
    said: list[str] = []
    with Library.open(moved, tell=said.append) as library:
        assert export(library) == before
        assert library.search("apples").total == 1
    assert said == []


def test_without_a_library_there_is_an_error_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERDEX_HOME", str(tmp_path / "home"))
    with pytest.raises(LibraryError, match="paperdex index"):
        Library.open(tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_users_own_library_is_made_when_asked_for(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERDEX_HOME", str(tmp_path / "home"))
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
    with pytest.raises(LibraryError, match=r"paperdex\.toml"):
        Library.open(tmp_path)


def test_a_library_of_a_newer_format_is_an_error_that_helps(root: Path) -> None:
    Library.open(root).close()
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match="newer"):
        Library.open(root)


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
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
    connection.execute("DROP TABLE titles")
    connection.execute("ALTER TABLE paper RENAME COLUMN start TO title")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    with Library.open(root) as library:
        assert [paper.id for paper in library] == before
        assert len(list(library.papers(sort="title", limit=1))) == 1


def make_older(root: Path) -> None:
    """Let the library of a folder be one of version 5."""
    connection = sqlite3.connect(root / ".paperdex" / "library.db")
    connection.execute("PRAGMA user_version = 5")
    connection.commit()
    connection.close()


def empty_folder(folder: Path) -> None:
    folder.rename(folder.with_name("away"))
    folder.mkdir()


@pytest.mark.parametrize("lose", [lambda folder: folder.rename("away"), empty_folder])
@pytest.mark.parametrize("is_upgraded", [False, True])
def test_an_older_library_keeps_what_is_gone_or_says_that_it_must_be_there(
    root: Path, monkeypatch: pytest.MonkeyPatch, lose: Callable[[Path], object], is_upgraded: bool
) -> None:
    """Also if it was killed in the middle, once what the older program knew was dropped."""
    monkeypatch.chdir(root)
    with Library.open(root) as library:
        before = export(library)
    make_older(root)
    if is_upgraded:
        Library.open(root, refresh=False).close()
    store = (root / ".paperdex" / "library.db").read_bytes()
    lose(root / "pages")
    with pytest.raises(LibraryError, match=r"older.* pages can't be read again: restore what is"):
        Library.open(root)
    with (
        pytest.raises(LibraryError, match="can't be read again"),
        Library.open(root, refresh=False) as library,
    ):
        library.status()
    assert (root / ".paperdex" / "library.db").read_bytes() == store
    if (root / "pages").exists():
        (root / "pages").rmdir()
    (root / "away").rename(root / "pages")
    with Library.open(root) as library:
        assert export(library) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads every file")
def test_an_older_library_names_a_file_that_can_not_be_read_again(root: Path) -> None:
    Library.open(root).close()
    make_older(root)
    (root / "pages" / "a.jsonl").chmod(0)
    with pytest.raises(LibraryError, match=r"older.* pages/a.jsonl can't be read again"):
        Library.open(root)


def test_an_older_library_of_many_files_is_read_before_it_answers(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperdex.library.LOOK_FIRST", 0)
    with Library.open(root) as library:
        library.ingest()
        before = export(library)
    make_older(root)
    with Library.open(root) as library:
        assert export(library) == before


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
        assert len(library) == 4
    write_page(root / "paperdex.toml", 'sources = ["more"]\n')
    with Library.open(root) as library:
        assert titles(library) == ["Counting Sheep"]
        assert [source.name for source in library.status().sources] == ["more"]
