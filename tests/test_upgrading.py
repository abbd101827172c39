"""A library that an older program made is upgraded where it lies, and loses nothing by that.

`library_7` is what a program of version 7 left behind: its tables as SQL, the files beside
them, and what `paperdex export` printed. Two of its three sources are gone, one since then.
"""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cli import run_here
from helpers_library import export, json_lines, make_root, paper, write_page
from paperdex import Library, Paper
from paperdex.store import database, repacking
from paperdex.store.compression import zstd
from paperdex.store.phrases import PHRASES
from paperdex.store.records import learn_phrases, make_dictionary, make_unpacker, to_json
from paperdex.store.repacking import repack_record
from paperdex.store.tables import SCHEMA_VERSION

OLD = Path(__file__).parent / "library_7"
PAPERS = [json.loads(line) for line in (OLD / "papers.jsonl").read_text().splitlines()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_root(tmp_path, apples=(OLD / "apples.jsonl").read_text())
    shutil.copytree(OLD, root / ".paperdex", ignore=shutil.ignore_patterns("*.sql", "*papers*"))
    with connect(root) as store:
        store.executescript((OLD / "library.sql").read_text())
    return root


def connect(root: Path) -> sqlite3.Connection:
    return sqlite3.connect(root / ".paperdex" / "library.db")


def version_of(root: Path) -> int:
    return int(connect(root).execute("PRAGMA user_version").fetchone()[0])


def by_id(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: str(record["id"]))


@pytest.mark.parametrize("version", [6, 7])
def test_an_older_library_keeps_the_papers_of_sources_that_are_gone(
    root: Path, version: int
) -> None:
    if version == 6:
        with connect(root) as store:
            store.execute("DROP INDEX paper_by_title")  # came with 7
            store.execute("PRAGMA user_version = 6")
    with Library.open(root) as library:
        assert export(library) == by_id(PAPERS)
    assert version_of(root) == SCHEMA_VERSION
    ran = run_here("status", "--check", cwd=root)
    assert ran.code == 0 and ran.err == "paperdex: nothing is damaged\n"
    for line in (
        "source	given.jsonl	gone, its papers are kept until it is forgotten",
        "source	gone.jsonl	gone, its papers are kept until it is forgotten",
        "entries	9",
        "papers	6",
        'rejected	gone.jsonl:7	no title	{"no title": 1}',
    ):
        assert line in ran.out.splitlines()


def test_an_upgrade_says_what_was_read_again_and_what_is_gone(root: Path) -> None:
    ran = run_here("search", "kilns", "--ids", cwd=root)
    assert (ran.code, ran.out) == (0, "dvsw974xc4\n")
    assert ran.err == (
        "paperdex: 1 file reread, source given.jsonl is gone, its papers are kept:"
        " now 9 entries, 6 papers, 2 duplicates merged, 1 rejected\n"
    )


@pytest.mark.parametrize(
    ("args", "code", "out"),
    [
        (("new",), 1, ""),
        (("show", "cs3v1rnzt9", "--ids"), 0, "dvsw974xc4\n"),  # an id of before a decision
        (("list", "boats", "--ids"), 0, "hnward9sf4\n"),
        (("list", "--sort", "title", "-n", "2", "--ids"), 0, "2405.00001\nppkrcvewtb\n"),
    ],
)
def test_what_an_older_library_knew_is_known(
    root: Path, args: tuple[str, ...], code: int, out: str
) -> None:
    run_here("index", cwd=root)
    ran = run_here(*args, cwd=root)
    assert (ran.code, ran.out) == (code, out)


def test_decisions_about_what_is_gone_hold_and_can_be_undone(root: Path) -> None:
    ran = run_here("decisions", cwd=root)
    assert [line.split("\t")[:2] for line in ran.out.splitlines()] == [
        ["1", "same"],
        ["2", "different, undone"],
        ["3", "different"],
    ]
    ran = run_here("decisions", "--undo", cwd=root)
    assert ran.code == 0 and "papers now: 2405.00001\n" in ran.err


def test_a_source_that_is_back_is_read_as_was_said_of_it(root: Path) -> None:
    run_here("index", cwd=root)
    line = {"title": "What a Visitor Saw of the Orchard", "date": "Mar 12"}
    (root / "given.jsonl").write_text(json.dumps(line) + "\n")
    ran = run_here("show", "6ttzb0ttgd", "--jsonl", cwd=root)
    assert json.loads(ran.out)["date"] == "2022-03-12"


def test_what_comes_later_is_merged_with_what_is_gone(root: Path) -> None:
    run_here("index", cwd=root)
    gone = next(p for p in PAPERS if p["id"] == "hnward9sf4")
    new = {key: gone[key] for key in ("title", "abstract", "authors")}
    (root / "pages" / "later.jsonl").write_text(json.dumps(new) + "\n")
    ran = run_here("show", "hnward9sf4", "--jsonl", cwd=root)
    assert len(json.loads(ran.out)["sightings"]) == 2


@pytest.mark.parametrize("step", ["keep_titles", "add_keys"])
def test_an_upgrade_that_is_broken_off_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(repacking, step, fail)
        with pytest.raises(KeyboardInterrupt):
            Library.open(root)
    assert version_of(root) == 7
    with Library.open(root) as library:
        assert export(library) == by_id(PAPERS)


def test_a_library_that_was_upgraded_meanwhile_is_left_as_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs start at once: the second has seen the old version, then waits."""
    from paperdex.store import opening

    read, seen = opening._read_version, list[int]()

    def read_early(connection: sqlite3.Connection) -> int:
        seen.append(read(connection))
        if len(seen) == 1:
            monkeypatch.setattr(opening, "_read_version", read)
            Library.open(root).close()
            monkeypatch.setattr(opening, "_read_version", read_early)
        return seen[-1]

    monkeypatch.setattr(opening, "_read_version", read_early)
    with Library.open(root) as library:
        assert export(library) == by_id(PAPERS)
    assert seen[:2] == [7, SCHEMA_VERSION]


def test_where_nothing_can_be_written_an_older_library_is_said_to_be_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "is_writable", lambda path: False)
    ran = run_here("search", "kilns", cwd=root)
    assert ran.code == 3 and version_of(root) == 7
    assert ran.err == (
        f"paperdex: {root}/.paperdex/library.db: the library can't be written here"
        " (an older paperdex made it: open it once where it can be written)\n"
    )


LEARNED = learn_phrases(
    (to_json(paper(f"Counting {n}", abstract=f"Rows {n * n} of trees {n}")) for n in range(3000)),
    1_000_000,
)


@given(st.text(), st.sampled_from([PHRASES, LEARNED]))
def test_a_record_of_version_7_is_read_as_it_was_packed(text: str, phrases: bytes) -> None:
    before: Paper = paper("Counting", abstract=text.encode(errors="ignore").decode())
    options: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
    packed = zstd.compress(to_json(before), options=options, zstd_dict=make_dictionary(phrases))
    assert make_unpacker((PHRASES, LEARNED))(repack_record(packed)) == before


def test_what_could_not_be_read_again_is_once_it_can(tmp_path: Path) -> None:
    root = make_root(tmp_path, sheep=json_lines({"title": "Counting Sheep"}))
    away = root / "goats.jsonl"
    write_page(away, json_lines({"title": "Counting Goats"}))
    run_here("index", "goats.jsonl", cwd=root)
    with connect(root) as store:
        store.execute("UPDATE meta SET reading = 0")  # as an older program leaves it
    away.rename(root / "elsewhere")
    assert "1 file reread, source goats.jsonl is gone" in run_here("index", cwd=root).err
    (root / "elsewhere").rename(away)
    told = "1 file changed, source goats.jsonl is back: now 2 entries, 2 papers"
    assert told in run_here("index", cwd=root).err
    assert run_here("index", cwd=root).err == ""
