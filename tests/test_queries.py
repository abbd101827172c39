"""A file of queries: an answer for each, the same as one by one."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpers_cli import Ran, run_here
from helpers_library import json_lines

QUERIES = "glaze\n\n  harbour boats \r\nzzzz\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "paperdex.toml").write_text('sources = ["x.jsonl"]\n')
    papers = [
        {"title": "Glaze and Kilns", "abstract": "On glaze.", "date": "2023-01-02"},
        {"title": "Harbour Boats", "abstract": "Boats with glaze.", "date": "2024-01-02"},
        {"title": "Boats", "abstract": "At sea.", "date": "2024-05-01"},
    ]
    (tmp_path / "x.jsonl").write_text(json_lines(*papers))
    (tmp_path / "queries.txt").write_text(QUERIES, newline="")
    run_here("index", cwd=tmp_path)
    return tmp_path


def answers(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_each_line_is_answered_as_if_it_was_asked_alone(folder: Path) -> None:
    ran = run_here("search", "--queries", "queries.txt", cwd=folder)
    assert ran.code == 0
    found = answers(ran)
    assert [answer["query"] for answer in found] == ["glaze", "harbour boats", "zzzz"]
    for answer in found:
        alone = run_here("search", answer["query"], "--jsonl", cwd=folder)
        assert answer["hits"] == answers(alone)
        assert answer["total"] == len(answer["hits"])


def test_a_line_that_is_not_utf_8_is_named_and_answered(folder: Path) -> None:
    typed = "glaze caf\ufffd".encode() + b"\nglaze caf\xe9\n"
    ran = run_here("search", "--queries", "-", "--ids", cwd=folder, stdin=typed)
    assert [answer["query"] for answer in answers(ran)] == ["glaze caf\ufffd"] * 2
    assert ran.err == "paperdex: -:2: not UTF-8: read as 'glaze caf\ufffd'\n"


def test_options_hold_for_every_query(folder: Path) -> None:
    given = ("--queries", "-", "-n", "1", "--since", "2024")
    ran = run_here("search", *given, "--fields", "title", cwd=folder, stdin=QUERIES.encode())
    assert [answer["hits"] for answer in answers(ran)] == [
        [{"title": "Harbour Boats"}],
        [{"title": "Harbour Boats"}],
        [],
    ]
    assert [answer["total"] for answer in answers(ran)] == [1, 2, 0]
    bare = run_here("search", *given, "--ids", cwd=folder, stdin=b"\xef\xbb\xbfharbour")
    [answer] = answers(bare)
    assert answer["query"] == "harbour"
    assert run_here("show", *answer["hits"], cwd=folder).code == 0


@pytest.mark.parametrize(
    ("args", "stdin", "code", "told"),
    [
        (("--queries", "-"), "zzzz\n", 1, ""),
        (("--queries", "-"), "", 1, "-: no query there"),
        (("--queries", "nowhere"), "", 3, "nowhere: no such file or folder"),
        (("--queries", "-", "--strict"), "glaze\nyear:abc\n", 2, "-:2: the query can't be read"),
        (("--queries", "-"), 'glaze\n"boats\n', 0, "-:2: this quotation mark is not closed"),
        (("--queries", "-"), " \n", 1, "-: no query there"),
        (("--queries", "-", "glaze"), "", 2, "leave words out"),
        (("--queries", "-", "--explain"), "", 2, "leave --explain out"),
        (("--queries", "-", "--csv"), "", 2, "JSON lines"),
        (("--queries", "-", "--in", "-"), "", 2, "can't both be standard input"),
    ],
)
def test_what_was_found_and_what_is_wrong_are_told_by_the_exit_code(
    folder: Path, args: tuple[str, ...], stdin: str, code: int, told: str
) -> None:
    ran = run_here("search", *args, cwd=folder, stdin=stdin.encode())
    assert ran.code == code
    assert told in ran.err if told else ran.err == ""
    assert "Traceback" not in ran.err
