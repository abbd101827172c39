"""Ctrl-C at any moment of an ingest: files are kept whole or not at all, and it is soon over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers_cli import run_here
from helpers_library import json_lines, make_root, write_page
from paperdex import Library
from paperdex.errors import BrokenOff, Interrupted
from paperdex.ingest import reading, take_in
from paperdex.ingest import update as ingest

Progress = Callable[[int, int, str, int], None]

GOATS, SHEEP = [
    json_lines(*({"title": f"{name} {n}", "abstract": f"Of {n} {name}."} for n in range(5)))
    for name in ("Goats", "Sheep")
]


@pytest.fixture(autouse=True)
def ctrl_c(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ctrl-C interrupts, also where the tests run in the background; all files are long, and
    read in steps of two records."""
    monkeypatch.setattr(take_in, "_LONG", 0)
    monkeypatch.setattr(reading, "_BLOCKS", 2)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path, a=SHEEP, b=GOATS, c=SHEEP)


def interrupt_at(*steps: int, what: str = "") -> Progress:
    """Ctrl-C when progress is told of ``what`` for the n-th time."""
    times = 0

    def progress(done: int, total: int, at: str, count: int) -> None:
        nonlocal times
        times += what in at
        if what in at and times in steps:
            os.kill(os.getpid(), signal.SIGINT)

    return progress


def papers_of(library: Library) -> list[tuple[str, int]]:
    return [(paper.title, len(paper.sightings)) for paper in library]


@pytest.mark.parametrize(
    ("step", "is_shared"), [*((step, False) for step in range(1, 10)), (5, True)]
)
def test_files_are_kept_whole_or_not_at_all(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: int, is_shared: bool
) -> None:
    if is_shared:
        monkeypatch.setattr(ingest, "_SHARE", 1)
        monkeypatch.setattr(reading, "_LARGE_FILE", 150)
    with Library.open(root, refresh=False) as library:
        with pytest.raises(Interrupted) as told:
            library.ingest(progress=interrupt_at(step))
        kept = [file.counts.entries for file in library.report().files]
        assert kept == [5] * len(kept)
        assert isinstance(told.value, BrokenOff) == (not kept)
        if kept and len(kept) < 3:
            assert f"{3 - len(kept)} file" in str(told.value)
        assert library.search("goats OR sheep").total == len(library)
        library.ingest()
        whole = papers_of(library)
    with Library.of([root / "pages"]) as fresh:
        assert whole == papers_of(fresh)


def test_a_short_file_is_read_to_its_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_in, "_LONG", 10_000)
    with Library.open(root, refresh=False) as library:
        with pytest.raises(Interrupted, match="what was read is kept; 1 file to go: run the"):
            library.ingest(progress=interrupt_at(1, what="reading b"))
        assert [file.file for file in library.report().files] == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("rebuilds", [False, True])
def test_of_what_was_read_before_nothing_is_lost(root: Path, step: int, rebuilds: bool) -> None:
    run_here("index", cwd=root)
    if not rebuilds:
        write_page(root / "pages" / "a.jsonl", GOATS.replace("Goats", "Geese"))
    with Library.open(root, refresh=False) as library:
        before = papers_of(library)
        stale = library.status().stale
    with pytest.raises(BrokenOff, match="nothing was changed"):
        if rebuilds:
            Library.rebuild(root, progress=interrupt_at(step))
        else:
            with Library.open(root, refresh=False) as library:
                library.ingest(progress=interrupt_at(step))
    with Library.open(root, refresh=False) as library:
        assert papers_of(library) == before
        assert library.status().stale == stale


def test_what_was_read_is_kept_while_it_is_grouped(root: Path) -> None:
    told = list[str]()
    with Library.open(root, refresh=False, tell=told.append) as library:
        with pytest.raises(Interrupted, match=r"^interrupted: all was read and is kept$"):
            library.ingest(progress=interrupt_at(1, what="grouping"))
        assert told == ["stopping: what was read is being kept; Ctrl-C again: keep nothing of it"]
        assert len(library) == 10


def test_an_index_that_is_not_finished_is_made_by_the_next_search(root: Path) -> None:
    told = list[str]()
    with Library.open(root, refresh=False, tell=told.append) as library:
        with pytest.raises(Interrupted, match="all was read and is kept"):
            library.ingest(progress=interrupt_at(1, what="indexing"))
        assert told == []
        assert library.search("goats").total == 5
        assert told == ["rebuilding the index: no index yet"]


def test_ctrl_c_twice_keeps_nothing_of_it(root: Path) -> None:
    with Library.open(root, refresh=False) as library:
        with pytest.raises(KeyboardInterrupt) as told:
            library.ingest(progress=interrupt_at(6, 7))
        assert not isinstance(told.value, Interrupted)
        assert len(library) == library.search("goats").total == 0


def test_a_whole_command_ends_soon_in_one_line(tmp_path: Path) -> None:
    record = '{{"title": "Pebbles {0}", "abstract": "{0} pebbles."}}\n'
    (tmp_path / "paperdex.toml").write_text('sources = ["many.jsonl"]\n')
    with open(tmp_path / "many.jsonl", "w") as file:
        file.writelines(record.format(n) for n in range(50_000))
    process = subprocess.Popen(
        [sys.executable, "-m", "paperdex", "index"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,
        # The tests may have been started where Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (tmp_path / ".paperdex" / "writing").exists():
        time.sleep(0.01)
    time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: helpers get it, too
    out, err = process.communicate(timeout=30)
    told = b"paperdex: interrupted: nothing was changed\n"
    assert (process.returncode, out, err) == (130, b"", told)
    assert not (tmp_path / ".paperdex" / "writing").exists()
