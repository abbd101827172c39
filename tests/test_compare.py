"""Two listings: what entered, left and moved, whatever form they were saved in."""

import csv
import io
import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers_cli import page, run_here
from helpers_library import HARBOUR, KILN, ORCHARD, json_lines
from paperdex import Library
from paperdex.search.compare import find_moved

KILNS = ("Glaze in the Kiln", KILN)
PIERS = ("Piers of the Harbour", HARBOUR)
ORCHARDS = ("Orchards from Above", ORCHARD)
CLOUDS = ("A Scale for Clouds by Ear", "Clouds are sorted by the sound of their rain. " * 4)
APPLES = ("Apples in Winter", "How long apples keep is told by the colour of their skin. " * 4)
AFTER = (CLOUDS, APPLES, KILNS, KILNS, ORCHARDS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "before.txt").write_text(page(KILNS, PIERS, ORCHARDS, APPLES))
    records = [{"title": title.upper(), "abstract": abstract} for title, abstract in AFTER]
    (tmp_path / "after.json").write_text(json.dumps(records))  # all on one line
    return tmp_path


def test_what_entered_left_and_moved_is_told_by_place(folder: Path) -> None:
    ran = run_here("diff", "before.txt", "after.json", cwd=folder)
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert [(row[0], row[1], row[2], row[4].casefold()) for row in rows] == [
        ("entered", "-", "1", CLOUDS[0].casefold()),
        ("left", "2", "-", PIERS[0].casefold()),
        ("moved", "4", "2", APPLES[0].casefold()),
    ]
    assert ran.code == 0
    assert "4 papers before, 4 after: 1 entered, 1 left, 1 moved" in ran.err


def test_the_forms_hold_the_same(folder: Path) -> None:
    found = json.loads(run_here("diff", "before.txt", "after.json", "--json", cwd=folder).out)
    table = run_here("diff", "before.txt", "after.json", "--csv", cwd=folder).out
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["change"] for row in rows] == [each["change"] for each in found]
    assert list(found[0]) == list(rows[0]) == ["change", "before", "after", "id", "title"]
    assert found[0]["before"] is None


def test_the_other_way_round_is_the_mirror(folder: Path) -> None:
    with Library.of([folder / "before.txt", folder / "after.json"]) as library:
        there = library.compare(str(folder / "before.txt"), str(folder / "after.json"))
        back = library.compare(str(folder / "after.json"), str(folder / "before.txt"))
    mirror = {"entered": "left", "left": "entered", "moved": "moved"}
    assert {(mirror[c.change], c.paper.id, c.after, c.before) for c in there.changes} == {
        (c.change, c.paper.id, c.before, c.after) for c in back.changes
    }


def test_nothing_different_ends_with_1(folder: Path) -> None:
    for other in ("before.txt", "-"):
        stdin = (folder / "before.txt").read_bytes()
        ran = run_here("diff", "before.txt", other, cwd=folder, stdin=stdin)
        assert (ran.code, ran.out) == (1, "")
        assert "4 papers before, 4 after: no difference" in ran.err


def test_a_file_is_compared_with_the_folder_it_lies_in(folder: Path) -> None:
    inside = folder / "pages"
    inside.mkdir()
    (folder / "before.txt").rename(inside / "before.txt")
    (inside / "more.jsonl").write_text(json_lines({"title": "Apples from the Air"}))
    ran = run_here("diff", "pages/before.txt", "pages", "--jsonl", cwd=folder)
    [entered] = map(json.loads, ran.out.splitlines())
    assert (entered["change"], entered["title"]) == ("entered", "Apples from the Air")


def test_what_can_not_be_read_is_named(folder: Path) -> None:
    ran = run_here("diff", "before.txt", "nowhere", cwd=folder)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "paperdex: nowhere: no such file or folder\n"
    (folder / "noise.bin").write_bytes(b"\0\1\2" * 50)
    ran = run_here("diff", "before.txt", "noise.bin", cwd=folder)
    assert ran.code == 3
    assert "noise.bin: not a listing" in ran.err


@given(st.permutations(range(6)))
def test_as_few_papers_as_possible_are_reported_as_moved(order: list[int]) -> None:
    moved = find_moved(order)
    kept = [number for number in order if number not in moved]
    assert kept == sorted(kept)
    longest = max(
        size
        for size in range(7)
        for part in combinations(order, size)
        if list(part) == sorted(part)
    )
    assert len(kept) == longest
