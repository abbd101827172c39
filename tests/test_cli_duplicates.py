"""The commands about duplicates, as a user runs them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers_cli import run as run_apart
from helpers_cli import run_here as run
from helpers_library import HARBOUR, KILN, ORCHARD, json_lines, make_root
from paperdex.commands.parts import reviewing
from paperdex.schema import RECORDS

NAMES = ["Odalys Ferrow", "Bram Tiller"]
PAGE = json_lines(
    {"title": "Counting Apple Trees", "abstract": ORCHARD, "upvotes": 3},
    {"title": "Counting Apple Trees", "abstract": ORCHARD[:90], "date": "2024-05-01"},
    {"title": "Static Walking of Trees", "authors": NAMES, "year": 2020},
    {"title": "Dynamic Walking of Trees", "authors": NAMES, "year": 2020},
    {"title": "Boats", "abstract": HARBOUR},
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path, p=PAGE)


def test_a_dry_run_says_why_what_is_kept_and_what_is_doubtful(root: Path) -> None:
    ran = run("dedupe", "pages", cwd=root)
    assert ran.code == 0
    assert "  same title and overlapping abstract 0.94" in ran.out
    assert "  keeps abstract, upvotes of p.jsonl:1" in ran.out
    assert "  keeps date of p.jsonl:2" in ran.out
    assert "doubtful: not merged" in ran.out
    assert 'titles differ by "dynamic"/"static"; same authors' in ran.out
    assert ran.out.endswith("5\t4\t1\t0\tin all\n")


def test_an_answer_that_goes_into_the_folder_asked_about_is_no_part_of_it(root: Path) -> None:
    with open(root / "pages" / "answer.txt", "w") as answer:
        command = [sys.executable, "-m", "paperdex", "dedupe", "pages"]
        subprocess.run(command, cwd=root, stdout=answer, check=True, timeout=60)
    written = (root / "pages" / "answer.txt").read_text()
    assert written == run("dedupe", "pages/p.jsonl", cwd=root).out
    assert "answer.txt" in run("dedupe", "pages", cwd=root).out


def test_the_report_comes_as_json_json_lines_and_csv(root: Path) -> None:
    report = json.loads(run("dedupe", "--format", "json", cwd=root).out)
    RECORDS["dedupe"].model_validate(report)
    [group], [pair] = report["groups"], report["doubtful"]
    assert [entry["line"] for entry in group["entries"]] == [1, 2]
    assert {kept["field"]: kept["line"] for kept in group["kept"]} == {
        "abstract": 1,
        "upvotes": 1,
        "date": 2,
    }
    assert [entry["line"] for entry in pair["entries"]] == [3, 4]
    lines = run("dedupe", "--format", "jsonl", cwd=root).out.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["group", "doubtful"]
    rows = list(csv.DictReader(io.StringIO(run("dedupe", "--csv", cwd=root).out)))
    assert [(row["set"], row["kind"], row["line"]) for row in rows] == [
        ("1", "group", "1"),
        ("1", "group", "2"),
        ("2", "doubtful", "3"),
        ("2", "doubtful", "4"),
    ]


@pytest.mark.parametrize(("form", "lines"), [("jsonl", 4), ("csv", 5), ("json", 5)])
def test_the_merged_corpus_is_written(root: Path, form: str, lines: int) -> None:
    ran = run("dedupe", "pages", "-o", f"out.{form}", cwd=root)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote 4 papers to out.{form}; merged 1 duplicate\n" in ran.err
    assert len((root / f"out.{form}").read_text().splitlines()) == lines
    ran = run("dedupe", "pages", "-o", "out.bib", "--format", form, cwd=root)
    forms = {"jsonl": "JSON lines", "csv": "CSV", "json": "JSON"}
    assert f"wrote 4 papers to out.bib, as {forms[form]}; merged" in ran.err
    assert (root / "out.bib").read_bytes() == (root / f"out.{form}").read_bytes()


def test_why_compares_two_entries(root: Path) -> None:
    ran = run("dedupe", "pages", "--why", "p.jsonl:3", "p.jsonl:4", cwd=root)
    assert (
        "answer\tdoubtful\n"
        'reason\ttitles differ by "dynamic"/"static"; same authors\n'
        "united\tno: different papers\n"
    ) in ran.out
    assert "authors\t1.00 in common" in ran.out
    told = json.loads(
        run("dedupe", "--why", "pages/p.jsonl:1", "pages/p.jsonl:2", "--json", cwd=root).out
    )
    RECORDS["why"].model_validate(told)
    assert (told["answer"], told["united"]) == ("same", True)
    assert told["decided"] is None


def test_why_says_first_what_was_decided(root: Path) -> None:
    assert run("same", "p.jsonl:3", "p.jsonl:5", cwd=root).code == 0
    lines = run("dedupe", "--why", "p.jsonl:5", "p.jsonl:3", cwd=root).out.splitlines()
    assert lines[2] == "decided\tyou said: the same paper (decision 1)"
    assert lines[3:5] == ["answer\tunknown", "united\tyes: one paper"]
    assert run("different", "p.jsonl:4", "p.jsonl:5", cwd=root).code == 0
    lines = run("dedupe", "--why", "p.jsonl:4", "p.jsonl:5", cwd=root).out.splitlines()
    assert lines[2] == "decided\tyou said: different papers (decision 2)"
    assert run("decisions", "--undo", cwd=root).code == 0
    told = json.loads(run("dedupe", "--why", "p.jsonl:3", "p.jsonl:5", "--json", cwd=root).out)
    assert (told["decided"]["number"], told["decided"]["decision"]) == (1, "same")


def test_a_line_that_is_no_decision_is_named_once_by_each_listing(root: Path) -> None:
    run("different", "p.jsonl:3", "p.jsonl:4", cwd=root)
    with open(root / ".paperdex" / "decisions.jsonl", "a") as file:
        file.write('{"dec')
    for _ in range(2):  # the first command after the damage names it by itself
        ran = run("decisions", cwd=root)
        assert ran.out.count("\n") == 1
        assert ran.err.count("decisions.jsonl:2: no decision can be read here") == 1
        assert ran.err.count("\n") == 1


def test_a_review_asks_and_remembers(root: Path) -> None:
    shown = run("dedupe", "--review", cwd=root, stdin=b"l\n")
    assert "1 of 1" in shown.out
    assert "title     1 [Static] Walking of Trees" in shown.out
    assert "          2 [Dynamic] Walking of Trees" in shown.out
    assert run("decisions", cwd=root).code == 1
    assert "paperdex: later: nothing is decided\n" in shown.err
    assert shown.err.endswith("paperdex: 0 decided, 1 left for later\n")
    asked = run("dedupe", "--review", cwd=root, stdin=b"?\nx\nd\n")
    assert asked.code == 0
    assert asked.err.count("same (s), different (d), later (l), quit (q), help (?)?") == 3
    assert asked.err.count("s: they are the same paper; d: ") == 2
    assert "paperdex: different: kept as decision 1\n" in asked.err
    assert asked.err.endswith("paperdex: 1 decided, 0 left for later\n")
    assert run("decisions", cwd=root).out.startswith("1\tdifferent\tpages/p.jsonl:3 | ")
    assert "nothing is doubtful" in run("dedupe", "--review", cwd=root).err


def test_ctrl_c_in_a_review_keeps_what_was_decided(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(reviewing, "_ask", interrupt)
    run("index", cwd=root)
    ran = run("dedupe", "--review", cwd=root)
    assert (ran.code, ran.err) == (130, "\npaperdex: interrupted: 0 decided and kept\n")


@pytest.mark.parametrize(("key", "papers"), [(b"d\n", 4), (b"s\n", 3)])
def test_a_review_asks_once_of_two_papers_of_several_entries(
    root: Path, key: bytes, papers: int
) -> None:
    again = [{**json.loads(line), "venue": "Pond"} for line in PAGE.splitlines()[2:4]]
    (root / "pages" / "q.jsonl").write_text(json_lines(*again))
    report = json.loads(run("dedupe", "--json", cwd=root).out)
    assert (report["papers"], len(report["doubtful"])) == (4, 1)
    asked = run("dedupe", "--review", cwd=root, stdin=key)
    assert asked.err.endswith("paperdex: 1 decided, 0 left for later\n")
    assert json.loads(run("dedupe", "--json", cwd=root).out)["papers"] == papers


def test_a_review_decides_on_entries_of_one_line(tmp_path: Path) -> None:
    root = make_root(tmp_path, page=json_lines({"title": "x"}))
    cards = [json.loads(line) for line in PAGE.splitlines()[2:4]]
    (root / "pages" / "all.json").write_text(json.dumps(cards))
    assert "kept as decision 1" in run("dedupe", "--review", cwd=root, stdin=b"s\n").err
    assert run("dedupe", cwd=root).out.endswith("3\t2\t1\t0\tin all\n")


def test_a_decision_says_what_stands_now_and_is_made_once(root: Path) -> None:
    ran = run("same", "p.jsonl:3", "p.jsonl:4", cwd=root)
    name = run("show", "walking", "--ids", cwd=root).out.strip()
    assert ran.err.splitlines()[-2:] == [
        f"paperdex: p.jsonl:3 and p.jsonl:4 are the same paper now: {name}",
        "paperdex: decision 1; undo with `paperdex decisions --undo`",
    ]
    for pair in ("p.jsonl:4", "p.jsonl:3"), (name, "p.jsonl:4"), (name, name):
        again = run("same", *pair, cwd=root)
        assert (again.code, again.err) == (0, f"paperdex: already decided (1): {name}\n")
    split = run("split", name, cwd=root)
    assert f"paperdex: {name} is split into 2 papers now: " in split.err
    assert name in split.err


def test_same_merges_two_entries_and_undo_restores_the_export(root: Path) -> None:
    before = run("export", cwd=root).out
    ran = run("same", "pages/p.jsonl:3", "p.jsonl:4", cwd=root)
    assert (ran.code, ran.out) == (0, "")
    assert run("dedupe", cwd=root).out.endswith("5\t3\t2\t0\tin all\n")
    assert "reason\tdecided by you" in run("show", "walking of trees", cwd=root).out
    listed = json.loads(run("decisions", "--json", cwd=root).out)
    assert listed["decisions"][0]["decision"] == "same"
    assert run("decisions", "--undo", cwd=root).code == 0
    assert run("export", cwd=root).out == before
    assert run("decisions", "--undo", cwd=root).code == 2


def test_what_is_undone_still_says_what_it_was(root: Path) -> None:
    run("same", "p.jsonl:3", "p.jsonl:4", cwd=root)
    run("decisions", "--undo", cwd=root)
    said = "1\tsame, undone\tpages/p.jsonl:3 | pages/p.jsonl:4\tStatic Walking of Trees\n"
    assert run("decisions", cwd=root).out == said


def test_a_decision_that_a_later_one_overrides_is_listed_so(root: Path) -> None:
    def list_answers() -> list[str]:
        return [line.split("\t")[1] for line in run("decisions", cwd=root).out.splitlines()]

    run("same", "p.jsonl:3", "p.jsonl:4", cwd=root)
    run("split", "p.jsonl:3", cwd=root)
    assert list_answers() == ["same, overridden", "different"]
    run("decisions", "--undo", cwd=root)
    assert list_answers() == ["same", "different, undone"]
    run("different", "p.jsonl:3", "p.jsonl:1", cwd=root)
    assert list_answers() == ["same", "different, undone", "different"]


def test_dedupe_and_show_write_the_same_paths_where_the_source_is_the_root(root: Path) -> None:
    (root / "paperdex.toml").write_text('sources = ["."]\n')
    places = [run("dedupe", "--why", "pages/p.jsonl:3", "pages/p.jsonl:4", cwd=root).out,
              run("show", "static walking", cwd=root).out]  # fmt: skip
    assert all("\tpages/p.jsonl:3" in out for out in places)
    assert "paperdex.toml" not in run("status", cwd=root).out
    assert "belongs to the library" in run("export", "-o", ".paperdex/library.db", cwd=root).err


def test_split_takes_a_paper_apart_and_different_keeps_two_apart(root: Path) -> None:
    assert run("split", "p.jsonl:5", cwd=root).code == 2
    name = json.loads(run("show", "counting", "--json", cwd=root).out)[0]["id"]
    assert run("split", name, cwd=root).code == 0
    assert run("dedupe", cwd=root).out.endswith("5\t5\t0\t0\tin all\n")
    assert run("decisions", "--undo", "--number", "1", cwd=root).code == 0
    assert "p.jsonl:2 is split into 2 papers now" in run("split", "p.jsonl:2", cwd=root).err
    assert run("dedupe", cwd=root).out.endswith("5\t5\t0\t0\tin all\n")
    assert run("decisions", "--undo", cwd=root).code == 0
    assert run("different", "p.jsonl:1", "p.jsonl:2", cwd=root).code == 0
    assert run("dedupe", "--apply", cwd=root).out.endswith("5\t5\t0\t0\tin all\n")


def test_show_tells_which_sighting_gave_each_field(root: Path) -> None:
    out = run("show", "counting", "--sources", cwd=root).out
    assert "abstract\tfrom pages/p.jsonl:1\n" in out
    assert "date\tfrom pages/p.jsonl:2\n" in out
    assert out.count("seen\t") == 2
    told = json.loads(run("show", "counting", "--sources", "--json", cwd=root).out)
    RECORDS["sources"].model_validate(told)
    gave = {given["field"]: given["line"] for given in told["fields"]}
    assert (gave["abstract"], gave["date"], len(told["sightings"])) == (1, 2, 2)
    assert told["reason"] == "same title and overlapping abstract 0.94"
    assert run("show", "counting", "--sources", "--ids", cwd=root).code == 2


def test_a_place_is_found_by_a_path_from_where_one_stands(root: Path) -> None:
    """As tab completion writes it; in another folder the same name may be another file."""
    other = root / "other"
    other.mkdir()
    (other / "p.jsonl").write_text(json_lines({"title": "Kilns", "abstract": KILN}))
    assert run("index", "other", cwd=root).code == 0
    for folder, place in [
        (root, "pages/p.jsonl:5"),
        (root / "pages", "p.jsonl:5"),
        (other, "../pages/p.jsonl:5"),
        (root, str(root / "pages" / "p.jsonl:5")),
        (root, "./pages/../pages/p.jsonl:5"),
    ]:
        assert "title\tBoats\n" in run("show", place, cwd=folder).out
    assert "title\tKilns\n" in run("show", "p.jsonl:1", cwd=other).out
    ambiguous = run("split", "p.jsonl:1", cwd=root)
    assert ambiguous.code == 2
    assert "several sources have such a file" in ambiguous.err
    ran = run("dedupe", "--why", "../pages/p.jsonl:1", "p.jsonl:1", cwd=other)
    assert "entry\tpages/p.jsonl:1\t" in ran.out
    assert "entry\tother/p.jsonl:1\t" in ran.out


def test_entries_of_one_line_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    cards = [{"title": "A", "abstract": ORCHARD}, {"title": "B", "abstract": KILN}]
    root = make_root(tmp_path, page=json_lines({"title": "x"}))
    (root / "pages" / "all.json").write_text(json.dumps(cards))
    ran = run("same", "all.json:1", "page.jsonl:1", cwd=root)
    assert ran.code == 2
    names = [row["id"] for row in json.loads(run("show", "all.json:1", "--json", cwd=root).out)]
    assert "all.json:1 has 2 entries: give an id instead: " in ran.err
    assert names[0] in ran.err
    assert run("same", names[0], "page.jsonl:1", cwd=root).code == 0


@pytest.mark.parametrize(
    "args",
    [
        ("dedupe", "pages", "--review"),
        ("dedupe", "--review", "--why", "p.jsonl:1", "p.jsonl:2"),
        ("dedupe", "--review", "-o", "merged.jsonl"),
        ("dedupe", "--why", "p.jsonl:1", "p.jsonl:2", "-o", "merged.jsonl"),
        ("dedupe", "--why", "p.jsonl:1", "p.jsonl:2", "--csv"),
        ("dedupe", "--review", "--json"),
        ("dedupe", "pages", "--apply"),
        ("dedupe", "-o", "x", "--format", "lines"),
        ("same", "p.jsonl:1", "p.jsonl:1"),
        ("decisions", "--number", "1"),
        ("decisions", "--undo", "--number", "9"),
    ],
)
def test_a_request_that_makes_no_sense_exits_with_2_without_a_traceback(
    root: Path, args: tuple[str, ...]
) -> None:
    ran = run(*args, cwd=root)
    assert ran.code == 2
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ("different", "p.jsonl:1", "nothing"),
        ("split", "nothing"),
        ("dedupe", "--why", "p.jsonl:1", "p.jsonl:99"),
        ("show", "nothing"),
        ("show", "p.jsonl:99"),
    ],
)
def test_an_entry_or_paper_that_does_not_exist_exits_with_1(
    root: Path, args: tuple[str, ...]
) -> None:
    ran = run(*args, cwd=root)
    assert (ran.code, ran.out) == (1, "")
    assert "no paper" in ran.err.splitlines()[-1]


def test_without_a_library_a_decision_is_an_error_that_helps(tmp_path: Path) -> None:
    ran = run_apart("same", "a", "b", cwd=tmp_path)  # with no library of the user's
    assert ran.code == 3
    assert "no library here" in ran.err
