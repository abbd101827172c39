"""The user's files are only ever read, and what is wrong with them is told."""

import os
from pathlib import Path

import pytest

from helpers_cli import make_library, run_here

PAPERS = "".join(
    f'{{"title": "Pebbles of the River {n}", "abstract": "Counting pebbles, part {n}."}}\n'
    for n in ("one", "two", "three")
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_library(tmp_path, {"a.jsonl": PAPERS, "notes.md": "not a listing"})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.jsonl").write_text(PAPERS)
    os.symlink("pages/a.jsonl", tmp_path / "link.jsonl")
    return tmp_path


def state(root: Path) -> dict[str, bytes]:
    files = [*root.glob("*.*"), *root.glob("*/*.*"), root / ".paperdex" / "library.db"]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


@pytest.mark.parametrize(
    "args",
    [
        ("export", "pebbles", "--in", "other", "-n", "1", "-o", "other/b.jsonl"),
        ("export", "-o", "pages/a.jsonl"),
        ("export", "-o", "pages/notes.md"),
        ("export", "-o", "link.jsonl"),
        ("export", "-o", "paperdex.toml"),
        ("export", "-o", ".paperdex/library.db"),
        ("dedupe", "other/b.jsonl", "-o", "other/b.jsonl"),
        ("dedupe", "link.jsonl", "-o", "pages/a.jsonl"),
        ("index", "--ledger", "pages/a.jsonl"),
        ("index", "other", "--ledger", "other/b.jsonl"),
    ],
)
def test_no_file_that_is_read_is_written_over(root: Path, args: tuple[str, ...]) -> None:
    run_here("index", cwd=root)
    before = state(root)
    ran = run_here(*args, cwd=root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1 and "is never written over" in ran.err
    assert state(root) == before


@pytest.mark.parametrize("form", ["--json", "--csv", "--jsonl"])
def test_where_nothing_is_found_a_file_stays_as_it_is(root: Path, form: str) -> None:
    (root / "out").write_text("kept")
    assert run_here("export", "zzzz", form, "-o", "out", cwd=root).code == 1
    assert run_here("export", "zzzz", form, "-o", "new", cwd=root).code == 1
    assert (root / "out").read_text() == "kept"
    assert not (root / "new").exists()


def test_any_other_file_is_replaced(root: Path) -> None:
    (root / "out").write_text("old")
    assert run_here("export", "-o", "out", cwd=root).code == 0
    assert (root / "out").read_text().count("\n") == 3
    assert run_here("export", "-o", "pages/new.jsonl", cwd=root).code == 0
    assert not list(root.rglob("*.unfinished"))
