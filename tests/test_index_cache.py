"""The index is a cache: gone, damaged or torn, it is rebuilt, and that is reported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Opened
from helpers_library import (
    APPLES,
    BOATS,
    KILNS,
    json_lines,
    make_root,
    page_of,
    write_page,
)
from paperdex import Filters, Library
from paperdex.index import analyzer
from paperdex.query import Query

# The index is a cache


def test_a_missing_index_is_rebuilt_with_a_message(root: Path, opened: Opened) -> None:
    wanted = opened.library.search("counting apples").hits
    index = root / ".paperdex" / "index"
    index.rename(root / "gone")  # not removed: tantivy, still open, may make a file in it
    for times_told in (1, 0):
        said: list[str] = []
        with Library.open(root, tell=said.append) as library:
            assert library.search("counting apples").hits == wanted
        assert ["rebuilding the index" in line for line in said] == [True] * times_told


def test_an_index_of_another_version_is_rebuilt_once(
    root: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyzer, "VERSION", "another")
    said: list[str] = []
    for _ in range(2):
        with Library.open(root, tell=said.append) as library:
            assert library.find_damage() == []
            assert library.search("counting apples").hits
    assert said == ["rebuilding the index: another version of paperdex made it"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_root(tmp_path_factory.mktemp("built"), a=json_lines(APPLES, BOATS, KILNS))
    Library.open(root).close()
    return root


WRITTEN = ["meta.json", ".managed.json", "wordings.0", "counts", ".fast", ".fieldnorm", ".idx",
           ".pos", ".store", ".term"]  # fmt: skip


@pytest.mark.parametrize("damage", ["gone", "cut", "garbled"])
@pytest.mark.parametrize("suffix", ["stamp", *WRITTEN])
def test_a_damaged_index_is_rebuilt_with_a_message(
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
        assert [hit.paper.id for hit in library.search(query).hits] == wanted
    assert ["rebuilding the index" in line for line in said] == [True]


# A copy has other times, and the same content


def copy(root: Path, to: Path) -> Path:
    """A copy as `cp -r`, a restored archive or a synced folder is: with times of its own."""
    shutil.copytree(root, to)
    for path in sorted(to.rglob("*")):
        os.utime(path, (1, 1))
    return to


def search(root: Path) -> tuple[list[str], list[str]]:
    """The ids that a search finds, and what it says."""
    said: list[str] = []
    with Library.open(root, tell=said.append) as library:
        return [hit.paper.id for hit in library.search("counting apples").hits], said


def stamp_of(root: Path) -> str:
    [path] = (root / ".paperdex" / "index").glob("*/stamp")
    return path.read_text()


def test_the_index_of_a_copied_library_is_used(tmp_path: Path, built: Path) -> None:
    root = copy(built, tmp_path / "root")
    stamps = [stamp_of(root)]
    for _ in range(2):
        assert search(root) == search(built)
        stamps.append(stamp_of(root))
    assert stamps[0] != stamps[1] == stamps[2]  # the content was read once
    assert search(root)[1] == []


def test_a_copied_library_is_updated_as_any_other(tmp_path: Path, built: Path) -> None:
    root = copy(built, tmp_path / "root")
    write_page(page_of(root, "c"), json_lines({"title": "Counting Apples Again"}))
    found, said = search(root)
    assert len(found) == 4 and [line.split(":")[0] for line in said] == ["1 file added"]
    assert search(copy(root, tmp_path / "again")) == (found, [])


@pytest.mark.parametrize("suffix", WRITTEN)
def test_in_a_copied_library_any_bit_that_changed_is_found(
    tmp_path: Path, built: Path, suffix: str
) -> None:
    root = copy(built, tmp_path / "root")
    [path] = (root / ".paperdex" / "index").glob(f"*/*{suffix}")
    data = path.read_bytes()
    [body, *_] = data.rpartition(b'{"version":')[::2] if path.suffix else [data]
    for place in {0, len(body) // 2, len(body or data) - 1}:
        path.unlink()
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        found, said = search(root)
        assert found == search(built)[0]
        assert said == ["rebuilding the index: files of the index have changed or are gone"]
        shutil.rmtree(root)
        copy(built, root)


@pytest.mark.parametrize("left", ["", "half of a stamp"])
def test_a_stamp_that_was_being_renewed_at_a_crash_does_no_harm(
    tmp_path: Path, built: Path, left: str
) -> None:
    root = copy(built, tmp_path / "root")
    [folder] = (root / ".paperdex" / "index").iterdir()
    for writer in (1, os.getpid()):
        (folder / f"stamp.{writer}.lock").write_text(left)
    for _ in range(2):
        assert search(root) == search(built)
    write_page(page_of(root, "c"), json_lines({"title": "Counting Apples Again"}))
    assert len(search(root)[0]) == 4
    [folder] = (root / ".paperdex" / "index").iterdir()
    assert not list(folder.glob("stamp.*"))


def test_processes_that_open_a_copied_library_at_once_all_use_its_index(
    tmp_path: Path, built: Path
) -> None:
    command = [sys.executable, "-m", "paperdex", "search", "counting apples", "--ids"]
    root = copy(built, tmp_path / "root")
    started = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ended = [process.communicate() for process in started]
    assert ended == [("".join(f"{name}\n" for name in search(built)[0]).encode(), b"")] * 4


def test_an_index_damaged_before_an_update_does_no_harm(root: Path, opened: Opened) -> None:
    for path in (root / ".paperdex" / "index").glob("*/*"):
        path.unlink()  # the open library still holds what was there
        path.write_bytes(b"\xa5" * 100)
    write_page(page_of(root, "c"), json_lines({"title": "Counting Sheep"}))
    with Library.open(root) as library:
        assert library.search("sheep").total == 1
        assert library.search("counting").total == 4
