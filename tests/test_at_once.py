"""Several processes at one library: readers see one whole state, writers wait their turn."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from helpers_cli import run, run_here
from helpers_library import json_lines, make_root, write_page
from paperdex import Library, rebuild, workspace
from paperdex.errors import LibraryBusy, LibraryUnwritable
from paperdex.ingest import update
from paperdex.store import Store, database
from paperdex.store.holder import describe_holder, note_holder

OLD, NEW = [json_lines({"title": f"{name} Sheep"}, {"title": name}) for name in ("Old", "New")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_root(tmp_path, a=OLD)
    with Library.open(root) as library:
        library.search("sheep")
    return root


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Another process writes to the library."""
    other = sqlite3.connect(root / ".paperdex" / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    note_holder(str(root / ".paperdex" / "library.db"))
    yield
    other.close()


def change(root: Path) -> None:
    write_page(root / "pages" / "a.jsonl", NEW)


def titles(library: Library) -> list[str]:
    return [hit.paper.title for hit in library.search("sheep").hits]


@pytest.mark.parametrize("args", [("search", "sheep"), ("list", "sheep"), ("show", "old", "sheep")])
def test_while_another_process_writes_answers_come_from_the_last_state(
    root: Path, args: tuple[str, ...]
) -> None:
    change(root)
    with writing(root):
        ran = run_here(*args, cwd=root)
    assert ran.code == 0 and "Old Sheep" in ran.out
    [line] = ran.err.splitlines()
    assert line.startswith(f"paperdex: process {os.getpid()} (")
    assert line.endswith(") is updating the library; this answer is from before")
    assert "New Sheep" in run_here("search", "sheep", cwd=root).out


def test_without_changes_nothing_is_said_of_another_process(root: Path) -> None:
    with writing(root):
        assert run_here("search", "sheep", cwd=root)[::2] == (0, "")


def test_a_library_that_is_being_made_has_no_answer_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "PATIENCE", 0.1)
    root = make_root(tmp_path, a=OLD)
    with Library.open(root, refresh=False), writing(root):
        ran = run_here("search", "sheep", cwd=root)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "is writing to it: try again when that is done" in ran.err


def test_a_first_search_waits_for_the_one_that_makes_the_library(tmp_path: Path) -> None:
    root = make_root(tmp_path, a=OLD)
    with Library.open(root, refresh=False), ThreadPoolExecutor() as pool:
        with writing(root):
            ran = pool.submit(run, "search", "sheep", cwd=root)
            with pytest.raises(TimeoutError):  # longer than a search of a library waits
                ran.result(timeout=2 * database.BRIEF_PATIENCE)
        assert ran.result().code == 0 and "Old Sheep" in ran.result().out


def test_a_new_store_waits_for_another_process_that_makes_it(tmp_path: Path) -> None:
    path = str(tmp_path / "library.db")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    closing = Timer(0.2, other.close)
    closing.start()
    Store.open(path, str(tmp_path)).close()
    closing.join()


def test_an_index_that_is_gone_is_made_in_memory_while_another_process_writes(root: Path) -> None:
    for path in (root / ".paperdex" / "index").glob("*/*"):
        path.unlink()
    with writing(root):
        ran = run_here("search", "sheep", cwd=root)
    assert ran.code == 0 and "Old Sheep" in ran.out
    assert "the index is built in memory only" in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize("is_open", [False, True])
def test_one_answer_is_of_one_state(root: Path, is_open: bool) -> None:
    with Library.open(root) as reader, Library.open(root, refresh=False) as writer:
        if is_open:
            titles(reader)
        change(root)
        with reader.reading():
            before = len(reader), [paper.title for paper in reader]
            writer.refresh()
            if is_open:  # the index of that state is held open
                assert titles(reader) == ["Old Sheep"]
                assert (len(reader), [paper.title for paper in reader]) == before
            else:  # it is gone; state and index go on together
                assert titles(reader) == ["New Sheep"]
                assert {paper.title for paper in reader} == {"New Sheep", "New"}
        assert titles(reader) == ["New Sheep"]


def test_the_index_of_a_state_stays_until_the_next_is_whole(root: Path) -> None:
    index = root / ".paperdex" / "index"
    [before] = index.iterdir()
    change(root)
    with Library.open(root) as library:
        [after] = index.iterdir()
        assert titles(library) == ["New Sheep"]
    assert before != after


def test_a_busy_library_names_the_process_that_holds_it(root: Path) -> None:
    path = str(root / ".paperdex" / "library.db")
    one, other = Store.open(path, str(root)), Store.open(path, str(root))
    with (
        one.transaction(),
        pytest.raises(LibraryBusy, match=r"process \d+ \(.*, since 2"),
        other.transaction(patience=0.01),
    ):
        pass
    with other.transaction(patience=0):
        pass
    assert not (root / ".paperdex" / "writing").exists()


def test_ctrl_c_as_a_transaction_begins_leaves_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(path: str) -> None:
        raise KeyboardInterrupt

    store = Store.open(str(root / ".paperdex" / "library.db"), str(root))
    with monkeypatch.context() as changed:
        changed.setattr(database, "note_holder", interrupt)
        with pytest.raises(KeyboardInterrupt), store.transaction():
            pass
    with store.transaction(patience=0):
        pass
    store.close()


def test_a_note_left_by_a_dead_process_names_nobody(root: Path) -> None:
    path = str(root / ".paperdex" / "library.db")
    code = "import sys; from paperdex.store.holder import note_holder; note_holder(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, path], check=True)
    assert (root / ".paperdex" / "writing").read_text().count("\n") == 3
    assert describe_holder(path) == "another process"
    change(root)
    assert "New Sheep" in run_here("search", "sheep", cwd=root).out


@pytest.mark.parametrize(
    "note", ["", "x\ny", "1\n2\n3\n4\n5", "\u00b2\nh\ns\nc", "9" * 30 + "\nh\ns\nc"]
)
def test_a_broken_note_does_no_harm(root: Path, note: str) -> None:
    (root / ".paperdex" / "writing").write_text(note)
    assert describe_holder(str(root / ".paperdex" / "library.db"))


def test_a_decision_waits_for_an_update_and_is_made_on_what_comes_of_it(root: Path) -> None:
    change(root)
    with ThreadPoolExecutor() as pool:
        with writing(root):
            places = "pages/a.jsonl:1", "pages/a.jsonl:2"
            ran = pool.submit(run, "different", *places, cwd=root)
            with pytest.raises(TimeoutError):  # longer than a search waits
                ran.result(timeout=3 * database.BRIEF_PATIENCE)
        assert ran.result().code == 0 and "from before" not in ran.result().err


def test_two_that_rebuild_a_damaged_library_leave_it_whole(root: Path) -> None:
    store = root / ".paperdex" / "library.db"
    store.write_bytes(bytes(store.stat().st_size))
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(run, "index", "--rebuild", cwd=root) for _ in range(2)]
    assert [ran.result().code for ran in both] == [0, 0]
    assert run_here("search", "sheep", cwd=root)[::2] == (0, "")
    assert not store.with_name("library.db.damaged-2").exists()


def hide_index(root: Path) -> None:
    """A damage of the store that stops nobody: one of its own indexes is no longer listed."""
    store = root / ".paperdex" / "library.db"
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'paper_by_day'")


def test_nobody_writes_to_a_damaged_library_that_is_rebuilt(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, told = rebuild._save_given, list[str]()
    hide_index(root)

    def write_meanwhile(*args: Any) -> Any:
        change(root)
        told.append(run("search", "sheep", cwd=root).err)
        return save(*args)

    monkeypatch.setattr(rebuild, "_save_given", write_meanwhile)
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert "is updating the library; this answer is from before" in told[0]
    assert "New Sheep" in run_here("search", "sheep", cwd=root).out


def test_what_was_given_outlives_a_rebuild_that_is_killed_while_another_process_reads(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    write_page(root / "b.jsonl", json_lines({"title": "Hens", "date": "Mar 5"}))
    with Library.open(root):  # so that the log stays
        run("index", "b.jsonl", "--visited", "2023-03-06", cwd=root)
        hide_index(root)
        with monkeypatch.context() as changed:
            changed.setattr(os, "link", kill)  # as the log is away, and the store still there
            assert run_here("index", "--rebuild", cwd=root).code == 130
        assert run_here("index", "--rebuild", cwd=root).code == 0
    assert "2023-03-05" in run_here("list", "hens", cwd=root).out


def test_nothing_is_written_to_a_library_that_was_replaced(root: Path) -> None:
    store = root / ".paperdex" / "library.db"
    with Library.open(root) as library:
        shutil.copy(store, root / "rebuilt")
        (root / "rebuilt").replace(store)
        change(root)
        with pytest.raises(LibraryUnwritable, match="replaced or removed"):
            library.ingest()
    assert "New Sheep" in run_here("search", "sheep", cwd=root).out


def test_what_is_replaced_while_it_is_written_is_not_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = root / ".paperdex" / "library.db"

    def replace(*_: object) -> set[int]:
        shutil.copy(store, root / "rebuilt")
        (root / "rebuilt").replace(store)
        return set()

    monkeypatch.setattr(update, "apply_decisions", replace)
    change(root)
    ran = run_here("index", cwd=root)
    assert ran.code == 3 and "replaced or removed" in ran.err


def test_a_rebuild_waits_for_another_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    store = root / ".paperdex" / "library.db"
    store.write_bytes(bytes(store.stat().st_size))
    with database.replacing(str(store)):
        ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 3 and "is writing to it: try again when that is done" in ran.err
    assert run_here("index", "--rebuild", cwd=root).code == 0
