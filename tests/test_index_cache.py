"""The index is a cache: gone, damaged or torn, it is rebuilt, and that is reported."""

import shutil
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
from paperdex.query import Query

# The index is a cache


def test_a_missing_index_is_rebuilt_with_a_message(root: Path, opened: Opened) -> None:
    wanted = opened.library.search("counting apples").hits
    shutil.rmtree(root / ".paperdex" / "index")
    for times_told in (1, 0):
        said: list[str] = []
        with Library.open(root, tell=said.append) as library:
            library.refresh()
            assert library.search("counting apples").hits == wanted
        assert ["rebuilding the index" in line for line in said] == [True] * times_told


def test_an_index_of_another_version_is_rebuilt_once(
    root: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = opened.library.search("counting apples").hits
    monkeypatch.setattr("paperdex.index.analyzer.NAME", "another analyzer")
    for told in (
        ["rebuilding the index: the index is of another version of paperdex or tantivy"],
        [],
    ):
        said: list[str] = []
        with Library.open(root, tell=said.append) as library:
            library.refresh()
            assert library.search("counting apples").hits == wanted
        assert said == told


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
        library.refresh()
        assert [hit.paper.id for hit in library.search(query).hits] == wanted
    assert ["rebuilding the index" in line for line in said] == [True]


def test_an_index_damaged_before_an_update_does_no_harm(root: Path, opened: Opened) -> None:
    for path in (root / ".paperdex" / "index").glob("*/*"):
        path.unlink()  # the open library still holds what was there
        path.write_bytes(b"\xa5" * 100)
    write_page(page_of(root, "c"), json_lines({"title": "Counting Sheep"}))
    with Library.open(root) as library:
        library.refresh()
        assert library.search("sheep").total == 1
        assert library.search("counting").total == 4
