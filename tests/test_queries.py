"""A file of queries: an answer for each, the same as one by one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from helpers_cli import Ran, run, run_here
from helpers_jobs import answer_from_elsewhere, answer_one, answer_one_and_die, die
from helpers_library import json_lines
from paperdex import Library
from paperdex.commands.parts import sharing
from paperdex.errors import IndexUnusable

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


MANY = """glaze
harbour boats

"boats
year:abc
zzzz
title:boats -harbour
sea*
"at sea" OR kilns
at the caf\xe9
boats
glaze AND
"""


def ask_many(folder: Path, *args: str) -> Ran:
    (folder / "many.txt").write_bytes(MANY.encode("latin-1"))
    return run_here("search", "--queries", "many.txt", *args, cwd=folder)


@pytest.fixture
def alone(folder: Path) -> Ran:
    return ask_many(folder)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Few queries are many, and are shared by three processes."""
    monkeypatch.setattr(sharing, "_MANY", 4)
    monkeypatch.setattr(sharing, "_FIRST", 2)
    monkeypatch.setattr(sharing, "_BLOCK", 2)
    monkeypatch.setattr(sharing, "count_processors", lambda: 3)
    return monkeypatch


@pytest.mark.parametrize(
    "args",
    [
        "",
        "--ids",
        "--strict",
        "--fields title,score,matched -n 1",
        "--offset 1 --sort date --since 2024",
        "--all --year 2023",
        "--in x.jsonl",
        "--engine rank-bm25",
        "-n 1000",
    ],
)
def test_several_processes_print_what_one_does(
    folder: Path, shared: pytest.MonkeyPatch, args: str
) -> None:
    by_several = ask_many(folder, *args.split())
    shared.setattr(sharing, "count_processors", lambda: 1)
    assert by_several == ask_many(folder, *args.split())
    assert len(answers(by_several)) == (2 if args == "--strict" else 11)


def test_several_processes_share_the_queries(folder: Path, shared: pytest.MonkeyPatch) -> None:
    here = list[int]()

    def note(library: Any, asked: Any, lines: Any) -> Iterator[Any]:
        given = list(lines)
        here.extend(number for number, *_ in given)
        return before(library, asked, given)

    before = sharing._answer_here
    shared.setattr(sharing, "_answer_here", note)
    ask_many(folder)
    assert here == [1, 2, 8, 9]  # the lines of the first block and of the fourth


@pytest.mark.parametrize("answer", [die, answer_one_and_die, answer_one, answer_from_elsewhere])
def test_what_another_process_does_not_answer_is_answered_all_the_same(
    folder: Path, alone: Ran, shared: pytest.MonkeyPatch, answer: Any
) -> None:
    shared.setattr(sharing, "_answer_there", answer)
    assert ask_many(folder) == alone


@pytest.mark.parametrize("is_open", [True, False])
def test_all_answer_from_one_state_of_the_library(
    folder: Path, alone: Ran, shared: pytest.MonkeyPatch, is_open: bool
) -> None:
    """An index is open, or, when it is to be opened, has been replaced by that of a new state."""

    def share(library: Library, *args: Any) -> Any:
        if is_open:
            library.search("boats")
        else:
            assert library.generation
        (folder / "x.jsonl").write_text(json_lines({"title": "Boats at Sea"}))
        assert run("index", cwd=folder).code == 0
        return before(library, *args)

    before = sharing._share
    shared.setattr(sharing, "_share", share)
    during = ask_many(folder)
    shared.setattr(sharing, "_share", before)
    afterwards = ask_many(folder)
    assert during == (alone if is_open else afterwards) and alone != afterwards


def test_another_process_leaves_nothing_open_of_a_state_that_is_not_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = len(os.listdir("/dev/fd"))
    for _ in range(3):
        with pytest.raises(IndexUnusable):
            sharing._open("another state")
    assert len(os.listdir("/dev/fd")) == before


@contextmanager
def answering_many(folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A command that answers many queries, once it has printed something."""
    (folder / "many.txt").write_text("glaze\n" * 2_000)
    command = [sys.executable, "-m", "paperdex", "search", "--queries", "many.txt"]
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # What runs in the background of a shell may not hear Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout and process.stdout.readline().startswith(b'{"query": "glaze"')
        yield process


def test_whoever_has_read_enough_may_close_the_pipe(folder: Path) -> None:
    with answering_many(folder) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_ctrl_c_ends_all_processes(folder: Path) -> None:
    with answering_many(folder) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        others = children.read_text().split() if children.exists() else []
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the others get it, too
        _, told = process.communicate()
    assert (told, process.returncode) == (b"paperdex: interrupted; nothing is half done\n", 130)
    assert not [pid for pid in others if Path(f"/proc/{pid}").exists()]
