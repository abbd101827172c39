"""A paper is known by an id that stays, and shown by whatever tells of it."""

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Opened
from helpers_cli import run_here
from helpers_library import (
    APPLES,
    BOATS,
    HARBOUR,
    KILNS,
    ORCHARD,
    RECORDS,
    json_lines,
    make_root,
    page_of,
    read_records,
    write_page,
)
from paperdex import Library

# Ids and show


NAMESAKES = [
    {"title": "counting!", "abstract": ORCHARD},
    {"title": "Counting", "abstract": ORCHARD},
    {"title": "Counting", "abstract": HARBOUR},
]


@pytest.mark.parametrize("records", [[APPLES, BOATS, KILNS], RECORDS, NAMESAKES])
def test_ids_are_the_same_whatever_file_shows_the_papers(
    tmp_path: Path, records: list[dict[str, Any]]
) -> None:
    write_page(tmp_path / "backwards.txt", json_lines(*records[::-1]))
    for nth, record in enumerate(records):
        write_page(tmp_path / "apart" / f"{nth}.txt", json_lines(record))
    with (
        Library.of([tmp_path / "apart"]) as one,
        Library.of([tmp_path / "backwards.txt"]) as other,
    ):
        ids = [{(paper.id, paper.abstract) for paper in library} for library in (one, other)]
    assert ids[0] == ids[1]


def test_an_id_is_known_by_arxiv_doi_or_title() -> None:
    records = [
        {"title": "Sheep", "arxiv_id": "2401.00001v2", "doi": "10.1000/A"},
        {"title": "Goats", "doi": "https://doi.org/10.1000/B"},
        {"title": "Hens", "id": "somebody-elses-id"},
    ]
    with read_records(*records) as library:
        ids = {paper.title: paper.id for paper in library}
    assert ids["Sheep"] == "2401.00001"
    assert ids["Goats"] == "10.1000/b"
    assert re.fullmatch(r"[0-9a-z]{10}", ids["Hens"])


def test_two_papers_of_one_title_have_two_ids_and_are_both_shown() -> None:
    with read_records(RECORDS[0], RECORDS[1]) as library:
        papers = list(library)
        assert len({paper.id for paper in papers}) == 2
        assert sorted(library.show("counting")) == sorted(papers)
        for paper in papers:
            assert library.show(paper.id) == [paper]


SHOWN: dict[str, Any] = {
    "title": "Byte-Level Kilns: A Study of Glaze",
    "arxiv_id": "2401.00001",
    "doi": "10.1000/abc",
}


@pytest.mark.parametrize(
    "text",
    [
        "2401.00001",
        "2401.00001v3",
        "arXiv:2401.00001",
        "https://arxiv.org/abs/2401.00001",
        "https://arxiv.org/pdf/2401.00001v2",
        "  2401.00001 ",
        "2401.0",
        "10.1000/ABC",
        "https://doi.org/10.1000/abc",
        "byte level kilns - a study of glaze",
        "glaze kilns",
        "BYTE-LEVEL",
    ],
)
def test_a_paper_is_shown_by_whatever_tells_of_it(text: str) -> None:
    with read_records(SHOWN, APPLES, {"title": "Other", "abstract": "Of byte-level glaze."}) as lib:
        assert [paper.title for paper in lib.show(text)] == [SHOWN["title"]]


@pytest.mark.parametrize("text", ["nystrom kahler", "Nyström method", 'the Nystr\\"om'])
def test_a_title_with_accents_of_tex_is_known_by_its_words(text: str) -> None:
    title = r"The Nystr\"om method on K{\"a}hler manifolds"
    with read_records({"title": title}, {"title": "The method"}) as library:
        assert [paper.title for paper in library.show(text)] == [title]


def test_a_former_id_still_shows_the_paper(root: Path, opened: Opened) -> None:
    library, _ = opened
    (before,) = library.show("counting apples")
    write_page(page_of(root, "c"), json_lines({**APPLES, "arxiv_id": "2401.00001"}))
    library.refresh()
    (now,) = library.show(before.id)
    assert now.id == "2401.00001"
    assert now.title == before.title


def test_the_start_of_several_ids_shows_them_all() -> None:
    records = [{"title": f"Sheep {n}", "arxiv_id": f"2401.0000{n}"} for n in range(3)]
    with read_records(*records, APPLES) as library:
        assert [paper.id for paper in library.show("2401.0000")] == [
            "2401.00000",
            "2401.00001",
            "2401.00002",
        ]


def test_a_list_of_ids_shows_each_in_its_order(tmp_path: Path) -> None:
    records = [{"title": f"Sheep {n}", "arxiv_id": f"2401.0000{n}"} for n in range(3)]
    root = make_root(tmp_path, a=json_lines(*records, APPLES))
    [apples] = run_here("list", "apples", "-q", cwd=root).out.split()
    ids = ["2401.00002", apples, "2401.00001"]
    in_words = ["arXiv:", ids[0], "[cs.CL]", ids[1], f"(arXiv:{ids[2]}v2 [math.AG])."]
    without_blanks = [f"{ids[0]},{ids[1]};{ids[2]}"], [f"{ids[0]},{ids[1]}", ids[2]]
    in_brackets = [f"{ids[0]}, [{ids[1]}] arXiv:{ids[2]}v2"]
    for typed in (ids, [*ids, ids[0]], in_brackets, in_words, *without_blanks):
        assert run_here("show", *typed, "-q", cwd=root).out.split() == ids
    shown = run_here("show", *ids, cwd=root).out
    assert shown.split("\n\n")[1] + "\n" == run_here("show", apples, cwd=root).out
    some = run_here("show", *ids[:2], "2401.00009", "-q", cwd=root)
    assert (some.code, some.out.split()) == (0, ids[:2])
    assert some.err.count("no paper with the id or title '2401.00009'") == 1
    gone = run_here("show", *ids[:2], f"({apples[::-1]})", "-q", cwd=root)
    assert (gone.code, gone.out.split()) == (0, ids[:2])
    assert f"no paper with the id or title '{apples[::-1]}'" in gone.err
    none = run_here("show", "2401.00008", "2401.00009", cwd=root)
    assert (none.code, none.out) == (1, "")
    assert run_here("show", "sheep", "1", "-q", cwd=root).out == "2401.00001\n"
    for option in ("--sources", "--open"):
        refused = run_here("show", *ids, option, cwd=root)
        assert (refused.code, refused.out, "take one paper" in refused.err) == (2, "", True)


def test_what_other_commands_print_can_be_piped_into_show(tmp_path: Path) -> None:
    records = [{"title": f"Sheep {n}", "arxiv_id": f"2401.0000{n}"} for n in range(3)]
    root = make_root(tmp_path, a=json_lines(*records, APPLES))
    for printed in (["list", "sheep", "-q"], ["list", "sheep"], ["search", "sheep"]):
        piped = run_here(*printed, cwd=root).out
        shown = run_here("show", "-", "-q", cwd=root, stdin=piped.encode())
        assert shown.out.split() == [line.split("\t")[0] for line in piped.splitlines()]
    one = run_here("show", "-", "--fields", "title", cwd=root, stdin=b"counting apples\n")
    assert one.out == f"{APPLES['title']}\n"
    none = run_here("show", "-", cwd=root)
    assert none == (1, "", "paperdex: no id or title given\n")
    assert run_here("show", "-", "--in", "-", cwd=root).code == 2
    for form in ("--json", "--jsonl", "--csv"):
        printed_records = run_here("list", form, cwd=root).out
        ran = run_here("show", "-", cwd=root, stdin=printed_records.encode())
        assert (ran.code, ran.out) == (1, "")
        assert "at the beginning of each line, as --ids prints them\n" in ran.err


def test_of_many_unknown_ids_some_are_named_and_the_others_counted(tmp_path: Path) -> None:
    root = make_root(tmp_path, a=json_lines({"title": "Sheep", "arxiv_id": "2401.00001"}))
    piped = "".join(f"2401.{number:05}\n" for number in range(1, 500))
    ran = run_here("show", "-", "-q", cwd=root, stdin=piped.encode())
    assert (ran.code, ran.out) == (0, "2401.00001\n")
    told = ran.err.splitlines()[1:]  # behind what was read
    assert (len(told), told[-1]) == (10, "paperdex: and 489 more ids that no paper has")


@pytest.mark.parametrize(
    "text", ["", " ", "zzzz", "24", "%", "____", "\x00", "\udcff", "the of", ",", ":"]
)  # fmt: skip
def test_a_text_that_fits_no_paper_shows_none(text: str) -> None:
    with read_records(SHOWN, APPLES) as library:
        assert library.show(text) == []


def test_a_paper_of_several_entries_says_why(opened: Opened) -> None:
    reasons = {paper.title: opened.library.reason(paper) for paper in opened.library}
    assert "same title" in reasons.pop("Counting Boats")
    assert set(reasons.values()) == {""}
