"""What may befall a library and its sources: each ends in one clear line, and nothing half done."""

import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import unicodedata
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from helpers_cli import run_here
from helpers_library import APPLES, export, json_lines, make_root, write_page
from paperdex import Library, look
from paperdex.index.tantivy import TantivyIndex
from paperdex.ingest import reading
from paperdex.ingest.watched import WatchedFile
from paperdex.listing import decode
from paperdex.store import database

SHEEP, GOATS = [json_lines({"title": f"Counting {name}"}) for name in ("Sheep", "Goats")]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_root(tmp_path, a=SHEEP)
    assert run_here("index", cwd=root).code == 0
    return root


# The library


@pytest.fixture
def read_only(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As a folder is that belongs to somebody else; root may write anywhere. It is a copy:
    a thread of tantivy's may still make a lock in the folder that this process wrote."""
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("*.lock"))
    monkeypatch.setattr(database, "is_writable", lambda path: False)
    monkeypatch.setattr(os, "access", lambda *args: False)
    return copy


@pytest.mark.parametrize(
    "args", [("search", "sheep"), ("list",), ("show", "counting"), ("status",)]
)
def test_a_library_that_can_only_be_read_answers(read_only: Path, args: tuple[str, ...]) -> None:
    ran = run_here(*args, cwd=read_only)
    assert (ran.code, ran.err) == (0, "") and ran.out
    assert not list((read_only / ".paperdex").rglob("*.lock"))


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_who_may_read_a_library_may_read_all_of_its_index(root: Path) -> None:
    for title in ("Counting Goats", "Counting Hens"):
        write_page(root / "pages" / "b.jsonl", json_lines({"title": title}))
        run_here("index", cwd=root)
        [folder] = (root / ".paperdex" / "index").iterdir()
        assert len({path.stat().st_mode for path in folder.iterdir()}) == 1


def test_an_index_that_was_copied_to_where_nothing_can_be_written_is_used(read_only: Path) -> None:
    stamp = index_file(read_only, "stamp")
    for path in stamp.parent.iterdir():
        os.utime(path, (1, 1))
    before = stamp.read_bytes()
    assert run_here("search", "sheep", cwd=read_only)[::2] == (0, "")
    assert stamp.read_bytes() == before


def test_a_log_is_taken_up_also_where_nothing_can_be_written(read_only: Path) -> None:
    store = read_only / ".paperdex" / "library.db"
    log = store.with_name("library.db-wal")
    writer = sqlite3.connect(store, isolation_level=None)
    writer.execute("UPDATE file SET note = 'in the log'")
    kept = store.read_bytes(), log.read_bytes()
    writer.close()
    for path, data in zip((store, log), kept, strict=True):
        path.write_bytes(data)
    assert "in the log" in run_here("status", "--json", cwd=read_only).out
    assert run_here("search", "sheep", cwd=read_only)[::2] == (0, "")
    assert (store.read_bytes(), log.read_bytes()) == kept
    assert sorted(os.listdir(store.parent)) == [".gitignore", "index", store.name, log.name]


def flip(path: Path, text: bytes, at: int = 0) -> None:
    """One bit of a file, behind a text in it, changes on the disk."""
    before, data = path.stat(), path.read_bytes()
    place = data.index(text) + at
    with path.open("r+b") as file:  # in place: this process may have it mapped
        file.seek(place)
        file.write(bytes([data[place] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def index_file(root: Path, ending: str) -> Path:
    [path] = (root / ".paperdex" / "index").glob(f"*/*{ending}")
    return path


def test_a_library_that_is_sound_is_found_so(root: Path) -> None:
    ran = run_here("status", "--check", cwd=root)
    assert (ran.code, ran.err) == (0, "paperdex: nothing is damaged\n")
    assert "state\tup to date" in ran.out


OWN_FILES = ("wordings.0", "counts")


@pytest.mark.parametrize(
    "ending", [*OWN_FILES, ".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term"]
)
def test_a_bit_that_changed_in_the_index_is_found(root: Path, ending: str) -> None:
    before = run_here("search", "sheep", "--json", cwd=root).out
    text, at = (b"", 3) if ending in OWN_FILES else (b'{"version":', -3)
    flip(index_file(root, ending), text, at)
    ran = run_here("status", "--check", cwd=root)
    assert ran.code == 3 and f"{ending}): the next search rebuilds it" in ran.out
    again = run_here("search", "sheep", "--json", cwd=root)
    assert (again.code, again.out) == (0, before) and "rebuilding the index" in again.err
    assert run_here("status", "--check", cwd=root)[::2] == (0, "paperdex: nothing is damaged\n")


@pytest.mark.parametrize("args", [("search", "sheep"), ("export", "sheep")])
def test_an_index_that_names_no_paper_is_rebuilt(root: Path, args: tuple[str, ...]) -> None:
    [name] = run_here("list", "-q", cwd=root).out.split()
    flip(index_file(root, ".store"), name.encode(), 3)
    ran = run_here(*args, cwd=root)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith("the index was damaged: run the command again\n")
    assert run_here(*args, cwd=root)[::2] == (0, "")


def test_a_paper_that_the_index_lost_is_listed(root: Path) -> None:
    [name] = run_here("list", "-q", cwd=root).out.split()
    flip(index_file(root, ".store"), name.encode(), 3)
    ran = run_here("list", "sheep", "-q", cwd=root)
    assert (ran.code, ran.out.split()) == (0, [name]) and "rebuilding the index" in ran.err


@pytest.mark.parametrize("what", ["record", "comments", "start", "title"])
def test_a_bit_that_changed_in_the_store_is_found(root: Path, what: str) -> None:
    write_page(root / "pages" / "a.jsonl", json_lines({"title": "Counting Sheep", "comments": 3}))
    run_here("index", cwd=root)
    change = {
        "record": "UPDATE record SET packed = substr(packed, 1, 20) || x'00' || substr(packed, 22)",
        "comments": "UPDATE paper SET comments = 2",
        "start": "UPDATE paper SET start = 'counting sle'",
        "title": "UPDATE titles SET packed = CAST(substr(packed, 1, 9) || x'00' AS BLOB)",
    }
    with sqlite3.connect(root / ".paperdex" / "library.db") as store:
        store.execute(change[what])
    store.close()
    ran = run_here("status", "--check", cwd=root)
    assert ran.code == 3 and "problem\t" in ran.out and "index --rebuild" in ran.out
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert run_here("status", "--check", cwd=root)[::2] == (0, "paperdex: nothing is damaged\n")


def test_a_link_to_a_folder_that_is_named_is_read_once(root: Path) -> None:
    elsewhere = root / "elsewhere"
    elsewhere.mkdir()
    write_page(elsewhere / "b.jsonl", GOATS)
    os.symlink(elsewhere, root / "pages" / "link")
    os.symlink("pages", root / "alias")
    assert "already" not in run_here("index", "pages/link", cwd=root).err
    assert "Goats" in run_here("list", cwd=root).out
    ran = run_here("index", "alias", "--visited", "2024", cwd=root)
    assert ran.err.startswith("paperdex: alias leads to pages\n") and " changed: now" in ran.err
    state = run_here("status", cwd=root).out
    assert "source\tpages\nsource\tpages/link\nlistings\t2\nentries\t2\n" in state


def test_a_library_that_can_only_be_read_says_what_it_lacks(read_only: Path) -> None:
    write_page(read_only / "pages" / "b.jsonl", GOATS)
    ran = run_here("list", cwd=read_only)
    assert ran.code == 0 and "Sheep" in ran.out and "Goats" not in ran.out
    [line] = ran.err.splitlines()
    assert "1 file added, but " in line and line.endswith("here; this answer is from before")
    ran = run_here("index", cwd=read_only)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


def test_a_library_that_can_only_be_read_names_what_changed_and_nothing_else(
    read_only: Path,
) -> None:
    [page] = (read_only / "pages").iterdir()
    os.utime(page, (1, 1))
    ran = run_here("list", cwd=read_only)
    assert ran.code == 0 and ran.out and ran.err == ""
    (read_only / "paperdex.toml").write_text('sources = ["pages", "paperdex.toml"]')
    ran = run_here("list", cwd=read_only)
    assert "1 file added, paperdex.toml has changed, but " in ran.err
    (read_only / "paperdex.toml").write_text('sources = ["pages"]  # as before')
    (read_only / ".paperdex" / "decisions.jsonl").write_text("\n")
    ran = run_here("list", cwd=read_only)
    assert ran.err.startswith("paperdex: decisions.jsonl has changed, but ")


def test_a_copy_that_can_only_be_read_has_nothing_to_say(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(root / "pages" / "a.jsonl", SHEEP + GOATS)
    run_here("same", "pages/a.jsonl:1", "pages/a.jsonl:2", cwd=root)
    before = run_here("search", "counting", "--json", cwd=root)
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("*.lock"))
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr(database, "is_writable", lambda path: False)
    monkeypatch.setattr(os, "access", lambda *args: False)
    assert run_here("search", "counting", "--json", cwd=copy) == before
    decisions = copy / ".paperdex" / "decisions.jsonl"
    decisions.write_text(decisions.read_text().replace("same", "mase"))
    assert "decisions.jsonl has changed" in run_here("search", "counting", cwd=copy).err


def test_on_a_full_disk_answers_come_from_the_last_state(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in (root / ".paperdex" / "index").glob("*/*")}
    write_page(root / "pages" / "b.jsonl", json_lines(*({"title": f"x{n}"} for n in range(300))))
    connect = sqlite3.connect

    def connect_full(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_full)
    ran = run_here("search", "sheep", cwd=root)
    assert ran.code == 0 and "Sheep" in ran.out
    assert "1 file added, but" in ran.err and "full: free some space" in ran.err
    ran = run_here("index", cwd=root)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert {p: p.read_bytes() for p in (root / ".paperdex" / "index").glob("*/*")} == before
    monkeypatch.undo()
    assert run_here("search", "x7", cwd=root).code == 0


def damage(root: Path, kept: int) -> None:
    path = root / ".paperdex" / "library.db"
    data = path.read_bytes()
    path.write_bytes(data[:kept] + b"\0" * (len(data) - kept))


@pytest.mark.parametrize("kept", [0, 3000, 20_000])
def test_a_damaged_store_is_named_and_rebuilt_by_what_is_said(root: Path, kept: int) -> None:
    write_page(root / "more" / "b.jsonl", json_lines({"title": "Hens"}, {"title": "Hens"}))
    run_here("index", "more", cwd=root)
    run_here("split", "hens", cwd=root)
    with Library.open(root) as library:
        before = export(library)
    damage(root, kept)
    ran = run_here("dedupe", cwd=root)
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "library.db: the library is damaged (" in ran.err
    assert "`paperdex index --rebuild` rebuilds it" in ran.err
    ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 0 and "the damaged one is kept as " in ran.err
    with Library.open(root) as library:
        assert export(library) == before
    assert (root / ".paperdex" / "library.db.damaged").exists()


def test_what_a_killed_rebuild_left_is_no_hindrance(root: Path) -> None:
    damage(root, 3000)
    for part in ("", "-wal"):
        (root / ".paperdex" / f"library.db.new{part}").write_bytes(b"torn" * 2000)
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert run_here("search", "sheep", cwd=root)[::2] == (0, "")


def test_a_rebuild_that_fails_leaves_nothing_half_done(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    damage(root, 3000)
    before = sorted(path.name for path in (root / ".paperdex").glob("library.db*"))
    with monkeypatch.context() as changed:
        changed.setattr(os, "replace", fail)
        ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 3 and "No space left on device" in ran.err
    after = sorted(path.name for path in (root / ".paperdex").glob("library.db*"))
    assert after == [*before, "library.db.new.lock"]
    assert run_here("index", "--rebuild", cwd=root).code == 0


def test_a_rebuild_names_what_is_in_its_way(root: Path) -> None:
    damage(root, 3000)
    (root / ".paperdex" / "library.db.new").mkdir()
    ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 3 and "library.db.new: can't be removed: " in ran.err


def test_a_rebuild_that_is_killed_leaves_a_store(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def kill(path: str, other: str) -> None:
        if path.endswith("library.db.new"):
            raise KeyboardInterrupt
        replace(path, other)

    damage(root, 3000)
    with monkeypatch.context() as changed:
        changed.setattr(os, "replace", kill)
        assert run_here("index", "--rebuild", cwd=root).code == 130
    assert "the library is damaged" in run_here("search", "sheep", cwd=root).err
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert run_here("search", "sheep", cwd=root)[::2] == (0, "")


def test_a_store_is_rebuilt_where_no_file_has_two_names(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    damage(root, 3000)
    monkeypatch.setattr(os, "link", refuse)
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert run_here("search", "sheep", cwd=root)[::2] == (0, "")


def test_a_rebuilt_store_may_be_read_by_those_who_might_before(root: Path) -> None:
    store = root / ".paperdex" / "library.db"
    store.chmod(0o600)
    damage(root, 3000)
    assert run_here("index", "--rebuild", cwd=root).code == 0
    assert store.stat().st_mode & 0o777 == 0o600


def test_what_was_given_with_pages_and_can_not_be_read_any_more_is_told(root: Path) -> None:
    write_page(root / "more" / "b.jsonl", json_lines({"title": "Hens", "date": "Mar 5"}))
    run_here("index", "more", "--visited", "2023-03-06", cwd=root)
    damage(root, 0)
    ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 0 and "given with --visited or --from can't be read" in ran.err


def test_a_rebuilt_library_does_not_claim_papers_that_it_has_not(root: Path) -> None:
    write_page(root / "b.jsonl", json_lines({"title": "Hens"}))
    run_here("index", "b.jsonl", cwd=root)
    (root / "b.jsonl").unlink()
    assert "b.jsonl is gone, its papers are kept" in run_here("status", "--check", cwd=root).out
    damage(root, 3000)
    ran = run_here("index", "--rebuild", cwd=root)
    assert ran.code == 3 and "papers are kept" not in ran.err
    assert "b.jsonl: no such file or folder" in ran.err
    assert "papers are kept" not in run_here("status", cwd=root).out
    assert run_here("forget", "b.jsonl", cwd=root).code == 0
    assert run_here("search", "sheep", cwd=root)[::2] == (0, "")


def test_a_sound_library_is_reread_with_what_only_it_knows(root: Path) -> None:
    write_page(root / "more" / "b.jsonl", json_lines({"title": "Hens", "date": "Mar 5"}))
    run_here("index", "more", "--visited", "2023-03-06", cwd=root)
    shutil.rmtree(root / "pages")
    with Library.open(root) as library:
        before = export(library)
    assert run_here("index", "--rebuild", cwd=root).code == 0
    with Library.open(root) as library:
        assert export(library) == before
        assert {paper.date for paper in library} == {None, "2023-03-05"}


HOW_TO_ADD = (
    ": add one with `paperdex index PATH`,"
    " or search files without it: `paperdex search QUERY --in PATH`\n"
)


@pytest.mark.parametrize("listed", ["", "sources = []\n"])
def test_a_library_that_lists_no_source_says_so(tmp_path: Path, listed: str) -> None:
    config = tmp_path / "paperdex.toml"
    config.write_text(listed)
    for args in (["search", "x"], ["index"], ["index", "--rebuild"]):
        ran = run_here(*args, cwd=tmp_path)
        assert ran == (3, "", f"paperdex: {config}: it lists no source{HOW_TO_ADD}")


def test_a_library_whose_last_source_is_forgotten_says_so(tmp_path: Path) -> None:
    env = {"PAPERDEX_HOME": str(tmp_path / "home")}
    write_page(tmp_path / "a.jsonl", json_lines(APPLES))
    run_here("index", "a.jsonl", cwd=tmp_path, env=env)
    run_here("forget", "a.jsonl", cwd=tmp_path, env=env)
    ran = run_here("search", "apples", cwd=tmp_path, env=env)
    assert ran == (3, "", f"paperdex: {tmp_path}/home: the library has no source{HOW_TO_ADD}")


def test_without_a_library_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    ran = run_here("index", "--rebuild", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "") and "no library here" in ran.err


# The sources


def test_pipes_devices_loops_and_links_are_named_and_not_opened(root: Path) -> None:
    pages = root / "pages"
    os.mkfifo(pages / "pipe.jsonl")
    os.symlink("loop.jsonl", pages / "loop.jsonl")
    os.symlink("..", pages / "up")
    os.symlink("/dev/zero", pages / "zero.jsonl")
    os.symlink("nowhere", pages / "dangling.jsonl")
    with socket.socket(socket.AF_UNIX) as there:
        there.bind(str(pages / "socket"))
        ran = run_here("index", cwd=root)
    assert ran.code == 0
    assert ran.err.startswith("paperdex: 6 files left out: now 1 entry, 1 paper,")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert rows[-2:] == [["1", "1", "0", "0", "a.jsonl"], ["1", "1", "0", "0", "in all"]]
    assert {name: why for _, name, why in rows[:6]} == {
        "dangling.jsonl": "a link that leads nowhere: No such file or directory",
        "loop.jsonl": "a link that leads nowhere: Too many levels of symbolic links",
        "pipe.jsonl": "neither a file nor a folder",
        "socket": "neither a file nor a folder",
        "up": "a link to a folder, not followed: name it by itself to have it read",
        "zero.jsonl": "neither a file nor a folder",
    }
    assert run_here("list", cwd=root)[::2] == (0, "")  # they have not changed
    for name, why in (("pipe", "neither a file nor a folder"), ("loop", "Too many levels")):
        ran = run_here("list", "--in", f"pages/{name}.jsonl", cwd=root)
        assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1) and why in ran.err


def test_what_was_read_behind_a_link_stays_where_it_leads_nowhere(root: Path) -> None:
    write_page(root / "disk" / "b.jsonl", GOATS)
    os.symlink("../disk/b.jsonl", root / "pages" / "link.jsonl")
    run_here("index", cwd=root)
    (root / "disk").rename(root / "away")
    ran = run_here("list", cwd=root)
    assert "Goats" in ran.out and ran.code == 3
    assert ran.err == (
        "paperdex: pages/link.jsonl: can't be read: a link that leads nowhere:"
        " No such file or directory\n"
    )
    (root / "away").rename(root / "disk")
    assert run_here("list", cwd=root)[::2] == (0, "")
    (root / "pages" / "link.jsonl").unlink()
    assert "Goats" not in run_here("list", cwd=root).out


@pytest.mark.parametrize("year", [-300, 0, 1600, 30_000])
def test_a_file_of_any_time_is_read_once(root: Path, year: int) -> None:
    moment = year * 31_557_600 * 10**9
    try:
        os.utime(root / "pages" / "a.jsonl", ns=(moment, moment))
    except OverflowError:
        pytest.skip("no time of a file here")
    for _ in range(2):
        assert run_here("list", cwd=root)[::2] == (0, "")
    assert run_here("status", cwd=root).out.endswith("state\tup to date\n")


@pytest.mark.parametrize("command", ["search", "index"])
def test_a_source_that_vanishes_while_it_is_read_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    write_page(root / "pages" / "a.jsonl", GOATS)
    write_page(root / "pages" / "b.jsonl", SHEEP)

    failing = "/proc/self/mem"  # can be opened, and not be read at its start
    if not os.path.exists(failing):
        pytest.skip("no such file here")
    monkeypatch.setattr(reading, "WatchedFile", lambda path: WatchedFile(failing))
    ran = run_here(command, *(["counting"] if command == "search" else []), cwd=root)
    [line] = ran.err.splitlines()
    assert "a.jsonl: can't be read: Input/output error: nothing was changed" in line
    if command == "search":
        assert ran.code == 0 and "Sheep" in ran.out and "Goats" not in ran.out
    else:
        assert (ran.code, ran.out) == (3, "")
    monkeypatch.undo()
    assert run_here("list", cwd=root).out.count("Counting") == 2


def test_a_line_too_long_is_told_and_costs_only_itself(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "LONGEST_LINE", 1000)
    write_page(root / "pages" / "b.jsonl", GOATS + json_lines({"title": "x" * 5000}) + SHEEP)
    ran = run_here("index", cwd=root)
    assert ran.code == 0 and "2 papers, 1 duplicate merged" in ran.err
    assert "b.jsonl:2\ta line of more than" in ran.out


def test_folders_as_deep_as_one_likes_are_read(root: Path) -> None:
    with chdir(root / "pages"):
        for _ in range(1200):
            os.mkdir("d")
            os.chdir("d")
        Path("b.jsonl").write_text(GOATS)
    ran = run_here("index", cwd=root)
    assert ran.code == 0 and "1 file added: now 2 entries" in ran.err
    with chdir(root / "pages"):  # what takes a folder out may do so by recursion
        for _ in range(1200):
            os.chdir("d")
        os.unlink("b.jsonl")
        for _ in range(1200):
            os.chdir("..")
            os.rmdir("d")


@pytest.mark.parametrize("args", [("index",), ("list",), ("same", "sheep", "sheep")])
def test_decisions_that_can_not_be_read_are_named(root: Path, args: tuple[str, ...]) -> None:
    (root / ".paperdex" / "decisions.jsonl").mkdir()
    ran = run_here(*args, cwd=root)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith("decisions.jsonl: can't be read: Is a directory\n")
    assert ran.err.count("\n") == 1


def test_a_file_where_the_index_should_be_is_named(root: Path) -> None:
    shutil.rmtree(root / ".paperdex" / "index")
    (root / ".paperdex" / "index").write_text("zzz")
    write_page(root / "pages" / "b.jsonl", GOATS)
    ran = run_here("index", cwd=root)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert ran.err.endswith(": can't be written: Not a directory\n")
    ran = run_here("search", "sheep", "-q", cwd=root)
    assert ran.code == 0 and ran.out and "this answer is from before" in ran.err


@pytest.mark.parametrize("command", ["index", "index --rebuild"])
def test_an_index_that_nobody_may_look_into_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    write_page(root / "pages" / "b.jsonl", GOATS)
    makedirs, listdir = os.makedirs, os.listdir

    def refuse(does: Any) -> Any:
        def do(path: str, *rest: Any, **options: Any) -> Any:
            if "index" in str(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            return does(path, *rest, **options)

        return do

    monkeypatch.setattr(os, "makedirs", refuse(makedirs))
    monkeypatch.setattr(os, "listdir", refuse(listdir))
    ran = run_here(*command.split(), cwd=root)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert ran.err.endswith(": can't be written: Permission denied\n")


def test_what_tantivy_quotes_of_the_system_is_told_without_quotation(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    monkeypatch.setattr(TantivyIndex, "_write", fail)
    ran = run_here("index", "--rebuild", cwd=root)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.endswith(": can't be written: No space left on device\n")


def test_a_source_that_could_not_be_added_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(tmp_path / "a.jsonl", SHEEP)
    env = {"PAPERDEX_HOME": str(tmp_path / "home")}

    def fail(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TantivyIndex, "_write", fail)
    ran = run_here("index", "a.jsonl", cwd=tmp_path, env=env)
    assert ran.code == 3 and "No space left" in ran.err
    monkeypatch.undo()
    ran = run_here("list", cwd=tmp_path, env=env)
    assert ran.code == 3 and ran.err.startswith("paperdex: no library here")


@pytest.mark.parametrize("args", [("list", "--in", "a.jsonl"), ("search", "sheep"), ("index",)])
def test_a_deleted_current_folder_is_named_in_one_line(
    root: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    script = "import os; os.rmdir(os.getcwd()); from paperdex.__main__ import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", script, *args], cwd=here, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr == b"paperdex: the current folder is gone: go to another one\n"


def test_a_file_that_can_not_be_read_is_named_by_its_path(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_try_reading", lambda found, was_read: "Permission denied")
    ran = run_here("list", "--in", "pages/a.jsonl", cwd=root)
    assert ran == (3, "", "paperdex: pages/a.jsonl: can't be read: Permission denied\n")


def test_pipes_that_a_shell_opens_are_read(root: Path) -> None:
    (root / "copies").mkdir()
    env = {**os.environ, "TMPDIR": str(root / "copies")}
    paperdex = f"{sys.executable} -m paperdex"
    for command, lines in {
        f"{paperdex} list --fields title --in <(cat pages/a.jsonl)": ["Counting Sheep"],
        f"cat pages/a.jsonl | {paperdex} list --fields title --in /dev/stdin": ["Counting Sheep"],
        f"{paperdex} diff <(cat pages/a.jsonl) <(echo '{GOATS}') | cut -f 1,5": [
            "entered\tCounting Goats",
            "left\tCounting Sheep",
        ],
    }.items():
        ran = subprocess.run(
            ["bash", "-c", command], cwd=root, env=env, capture_output=True, check=False
        )
        assert sorted(ran.stdout.decode().splitlines()) == lines, ran.stderr
    assert not list((root / "copies").iterdir())


def test_standard_input_becomes_no_source(root: Path) -> None:
    ran = run_here("index", "-", cwd=root, stdin=SHEEP.encode())
    told = "paperdex: -: standard input is no source of a library: save it to a file, or use --in -"
    assert ran == (3, "", told + "\n")


# Streams


@pytest.mark.parametrize(
    "closed", ["2>&-", "<&- 2>&-", "2>/dev/full", "<&-"], ids=["2", "0 2", "2 full", "0"]
)
def test_an_answer_needs_no_other_stream(root: Path, closed: str) -> None:
    write_page(root / "pages" / "b.jsonl", GOATS)  # there is something to tell
    ran = subprocess.run(
        f"{sys.executable} -m paperdex search sheep -q {closed}",
        shell=True,
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.count(b"\n")) == (0, 1)
    assert b"Traceback" not in ran.stderr


def test_nothing_is_written_into_a_file_that_a_closed_stream_would_be(root: Path) -> None:
    script = (
        "import atexit, os; from paperdex.cli import cli;"
        "atexit.register(lambda: os._exit(os.open('pages/a.jsonl', os.O_RDONLY) <= 2));"
        "cli(['--version'])"
    )
    command = f'{sys.executable} -c "{script}" <&- >&- 2>&-'
    assert subprocess.run(command, shell=True, cwd=root, check=False).returncode == 0


@pytest.mark.parametrize("args", ["search sheep", "schema paper", "--help", "completion bash"])
def test_a_full_standard_output_is_told(root: Path, args: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no such device here")
    command = f"{sys.executable} -m paperdex {args} >/dev/full"
    ran = subprocess.run(command, shell=True, cwd=root, capture_output=True, check=False)
    assert ran.returncode == 3
    assert ran.stderr == b"paperdex: standard output: No space left on device\n"


# Untrusted text

HOSTILE = (
    "Evil \x1b[31mred \x1b]0;title\x07 \u202eright to left \0 \x9b31m \u2066alone\u2069"
    "\r\nsecond\tline \u2028 \x85 \u200e \u206a \ufff9"
)
COMMANDS = [
    "index", "status", "status --json", "list", "list --json", "list --csv", "list --ids",
    "search evil", "search evil --json", "search evil --csv", "search evil --explain",
    "search evil --by source --by venue --by organization", "show evil", "show evil --json",
    "show evil --sources", "similar evil", "export", "dedupe", "dedupe --json", "dedupe --csv",
    "decisions", "decisions --json", "diff pages/a.jsonl pages/evil.jsonl",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_root(tmp_path_factory.mktemp("hostile"), a=SHEEP)
    record = {"title": HOSTILE, "abstract": HOSTILE, "authors": [HOSTILE], "venue": HOSTILE}
    record |= {"organization": HOSTILE, "doi": "10.1/" + HOSTILE, "url": "javascript:alert(1)"}
    write_page(root / "pages" / "evil.jsonl", json_lines(record, record) + "{\x1b[31m\u202e\n")
    folder = os.fsdecode(b"d\x1b[31m\nir\xff")
    write_page(root / "pages" / folder / "f\u202e\x1b[2J\nx.jsonl", SHEEP + "{broken\n")
    (root / "pages" / "no\x1b[31m\nlisting").write_text("zzz")
    run_here("index", cwd=root)
    run_here("same", "pages/evil.jsonl:1", "pages/a.jsonl:1", cwd=root)
    return root


@pytest.mark.parametrize("command", COMMANDS)
def test_no_text_of_a_file_steers_a_terminal_or_breaks_a_line(hostile: Path, command: str) -> None:
    ran = run_here(*command.split(), cwd=hostile)
    assert ran.code in (0, 1) and "Traceback" not in ran.err
    for stream in (ran.out, ran.err):
        unsafe = [
            c for c in stream if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t"
        ]
        bidi = [c for c in stream if unicodedata.bidirectional(c) in ("RLO", "LRI", "PDI", "PDF")]
        assert not unsafe and not bidi
        assert "second\tline" not in stream


def test_a_library_whose_path_is_not_utf_8_is_told_so(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    make_root(folder, a=SHEEP)
    ran = run_here("search", "sheep", cwd=folder)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert ran.err.endswith(": can't be written: its path is not UTF-8\n")


def test_the_place_of_a_library_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "two\nlines"
    folder.mkdir()
    make_root(folder, a=SHEEP)
    assert (
        f"\nlibrary\t{tmp_path}/two lines/.paperdex\n" in "\n" + run_here("status", cwd=folder).out
    )
