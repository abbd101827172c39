"""Whole commands: what goes to which stream, and how they end."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from helpers_cli import page, run, run_here, run_on_terminal
from helpers_library import json_lines, make_root, write_page
from helpers_places import SEEDS

ABSTRACT = (
    "We count the pebbles of a river bed with a model that reads single bytes. The method "
    "is evaluated on three rivers and finds more pebbles than earlier methods do."
)
OTHER = (
    "Clouds are sorted by the sound of their rain. In this paper we propose a scale of nine "
    "steps and show that listeners agree on it. Experiments were made in four seasons."
)
PEBBLES = "Pebble Counting with Byte-Level Models"
CLOUDS = "A Scale for Clouds by Ear"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = make_root(tmp_path)
    write_page(root / "pages" / "one.txt", page((PEBBLES, ABSTRACT), (CLOUDS, OTHER)))
    return root


@pytest.fixture(scope="module")
def seed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "paperdex.toml").write_text(f'sources = ["{SEEDS}"]\n')
    run_here("index", cwd=folder)
    return folder


def test_search_reads_the_sources_first_and_says_so_on_stderr(library: Path) -> None:
    first = run_here("search", "byte-level", "--ids", cwd=library)
    assert first.code == 0
    assert len(first.out.split()) == 1
    assert "1 file added: now 2 entries, 2 papers" in first.err
    again = run_here("search", "byte-level", "--ids", cwd=library)
    assert again == (0, first.out, "")


def test_a_library_is_found_from_a_folder_below_it(library: Path) -> None:
    below = library / "deep" / "down"
    below.mkdir(parents=True)
    assert PEBBLES in run_here("search", "pebbles", cwd=below).out


def test_the_librarys_own_folder_is_ignored_by_git(library: Path) -> None:
    run_here("index", cwd=library)
    assert (library / ".paperdex" / ".gitignore").read_text() == "*\n"


def test_a_search_that_finds_nothing_ends_with_1(library: Path) -> None:
    ran = run_here("search", "zeppelin", cwd=library)
    assert (ran.code, ran.out) == (1, "")
    assert "no paper matches (2 searched)" in ran.err


@pytest.mark.parametrize(
    "query",
    ["byte-level", "byte level", '"byte-level', "C++", "E^2-LLM", "(", "AND OR NOT", "*", "🪨",
     "title:", "a:b:c", "pebbles~", "' OR 1=1 --", "\x1b[31m", "the of and", " "],
)  # fmt: skip
def test_no_query_is_an_error(library: Path, query: str) -> None:
    ran = run_here("search", "--", query, cwd=library)
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err


def test_without_a_library_the_user_is_told_what_to_do(tmp_path: Path) -> None:
    ran = run_here("search", "byte-level", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("\n") == 1
    assert "paperdex index FOLDER" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_in_searches_a_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(page((PEBBLES, ABSTRACT)))
    ran = run_here("search", "pebble", "--in", "one.txt", cwd=tmp_path)
    assert ran.code == 0
    assert PEBBLES in ran.out
    assert [path.name for path in tmp_path.iterdir()] == ["one.txt"]


def test_standard_input_is_a_listing_too(tmp_path: Path) -> None:
    text = page((PEBBLES, ABSTRACT)).encode()
    ran = run_here("search", "pebble", "--in", "-", "--json", cwd=tmp_path, stdin=text)
    [hit] = json.loads(ran.out)
    assert hit["title"] == PEBBLES
    assert (hit["sightings"][0]["source"], hit["sightings"][0]["file"]) == ("-", "-")


def test_a_bad_input_among_good_ones_is_told_and_the_rest_is_answered(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(page((PEBBLES, ABSTRACT)))
    (tmp_path / "noise.bin").write_bytes(b"\0\1\2" * 50)
    ran = run_here(
        "search", "pebble", "--in", "one.txt", "--in", "noise.bin", "--in", "missing", cwd=tmp_path
    )
    assert ran.code == 3
    assert PEBBLES in ran.out
    assert "noise.bin: not a listing: a binary file" in ran.err
    assert "missing: no such file or folder" in ran.err


def test_foreign_files_in_a_folder_are_listed_and_are_no_error(library: Path) -> None:
    (library / "pages" / "photo.png").write_bytes(b"\x89PNG\0\0")
    ran = run_here("index", cwd=library)
    assert ran.code == 0
    assert "left out\tphoto.png\tnot a listing: a binary file" in ran.out


def test_filters_sort_and_limit_work_together(seed_folder: Path) -> None:
    ran = run_here(
        "search", "state space", "--since", "2023", "--until", "2024-06", "--min-comments", "1",
        "--sort", "date", "-n", "5", "--jsonl", cwd=seed_folder,
    )  # fmt: skip
    dates = [json.loads(line)["date"] for line in ran.out.splitlines()]
    assert dates == sorted(dates, reverse=True)
    assert dates
    assert all("2023" <= date <= "2024-06-31" for date in dates)


def test_list_filters_without_ranking(seed_folder: Path) -> None:
    ran = run_here("list", "--year", "2024", "--json", cwd=seed_folder)
    assert {paper["date"][:4] for paper in json.loads(ran.out)} == {"2024"}
    assert run_here("list", "--year", "1999", cwd=seed_folder).code == 1


def test_show_takes_an_id_or_words_of_a_title(seed_folder: Path) -> None:
    by_words = json.loads(run_here("show", "hungry", "hippos", "--json", cwd=seed_folder).out)
    assert by_words[0]["title"].startswith("Hungry Hungry Hippos")
    assert by_words[0]["date"] == "2022-12-28"
    assert len(by_words[0]["sightings"]) == 2
    assert (
        json.loads(run_here("show", by_words[0]["id"], "--json", cwd=seed_folder).out) == by_words
    )
    assert run_here("show", "zeppelin", cwd=seed_folder).code == 1


def test_dedupe_shows_groups_reasons_and_the_four_numbers(tmp_path: Path) -> None:
    ran = run_here("dedupe", str(SEEDS), cwd=tmp_path)
    assert ran.code == 0
    assert "303\t226\t77\t0\tin all" in ran.out
    assert "same title and overlapping abstract 1.00" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_dedupe_json_accounts_for_every_entry(tmp_path: Path) -> None:
    report = json.loads(run_here("dedupe", str(SEEDS), "--json", cwd=tmp_path).out)
    assert [report[name] for name in ("entries", "papers", "merged", "rejected")] == [
        303,
        226,
        77,
        0,
    ]
    assert [file["entries"] for file in report["files"].values()] == [68, 58, 69, 35, 73]
    assert sum(len(group["entries"]) - 1 for group in report["groups"]) == 77


def test_an_export_comes_back_as_it_went(seed_folder: Path, tmp_path: Path) -> None:
    assert run_here("export", "-o", str(tmp_path / "papers.jsonl"), cwd=seed_folder).code == 0
    again = run_here("export", "--in", "papers.jsonl", cwd=tmp_path).out.splitlines()
    before = [json.loads(line) for line in (tmp_path / "papers.jsonl").read_text().splitlines()]
    after = {record["id"]: record for record in map(json.loads, again)}
    assert len(before) == len(after) == 226
    for record in before:
        for name in record.keys() - {"sightings"}:
            assert after[record["id"]][name] == record[name]


def test_csv_is_read_back_by_a_csv_reader(seed_folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run_here("export", "--csv", cwd=seed_folder).out)))
    assert len(rows) == 226
    assert {row["title"] for row in rows} >= {
        "Pointer Networks",
        'Can Mamba Always Enjoy the "Free Lunch"?',
    }


def test_json_is_one_array_even_of_nothing(library: Path) -> None:
    assert json.loads(run_here("search", "zeppelin", "--json", cwd=library).out) == []


def test_lines_in_a_pipe_are_tab_separated(library: Path) -> None:
    [line] = run_here("search", "pebble", cwd=library).out.splitlines()
    name, date, title, snippet = line.split("\t")
    assert (date, title) == ("", PEBBLES)
    assert "pebbles" in snippet
    assert run_here("show", name, cwd=library).code == 0


def test_color_always_lights_the_matched_words_in_a_pipe(library: Path) -> None:
    lit = run_here("search", "pebble", "--color", "always", cwd=library).out
    assert "\x1b[1;31mPebble\x1b[0m" in lit
    assert "\x1b" not in run_here("search", "pebble", cwd=library).out


def test_text_of_a_page_can_not_steer_the_terminal(tmp_path: Path) -> None:
    evil = "Evil \x1b]0;owned\x07 Title [/b] [draft] :smile: \u202eback\u202c with \x9b31m"
    (tmp_path / "x.jsonl").write_text(json.dumps({"title": evil, "abstract": "evil \x1b[2J text"}))
    for form in ("lines", "json", "jsonl", "csv"):
        out = run_here("search", "evil", "--in", "x.jsonl", "--format", form, cwd=tmp_path).out
        assert not set(out) & set("\x1b\x07\x9b\u202e\u202c"), form
        assert "[/b] [draft] :smile:" in out
    [hit] = json.loads(run_here("search", "evil", "--in", "x.jsonl", "--json", cwd=tmp_path).out)
    assert hit["title"] == evil.replace("  ", " ")
    screen = run_on_terminal("search", "evil", "--in", "x.jsonl", "--color", "never", cwd=tmp_path)
    assert "[/b] [draft] :smile:" in screen
    assert "owned\x07" not in screen
    assert "\u202e" not in screen


@pytest.mark.parametrize("width", [60, 120])
def test_a_terminal_gets_a_layout_that_fits(library: Path, width: int) -> None:
    run_here("index", cwd=library)  # before, so that on a busy machine no bar is drawn
    for command in ("search", "show"):
        screen = run_on_terminal(command, "pebble", "--color", "never", cwd=library, width=width)
        lines = screen.replace("\r", "").split("\n")
        assert any("Pebble Counting" in line for line in lines)
        assert all(len(line) <= width and line == line.rstrip() for line in lines)
        assert "\t" not in screen


@pytest.mark.parametrize("columns", ["0", "5", "60"])
def test_a_table_is_whole_and_has_no_blanks_behind_its_lines(tmp_path: Path, columns: str) -> None:
    pears = {"title": "Pears of the North", "authors": ["Ann Lee", "Bo Wu"], "venue": "Orchards"}
    write_page(tmp_path / "pears.jsonl", json_lines(pears, pears, {"title": "Plums"}))
    write_page(tmp_path / "paperdex.toml", 'sources = ["pears.jsonl"]\n')
    run_here("index", cwd=tmp_path)
    for command in ("index", "status", "dedupe", "show"):
        args = (command, "pears") if command == "show" else (command,)
        screen = run_on_terminal(
            *args, "--color", "never", cwd=tmp_path, env={"COLUMNS": columns}
        ).replace("\r", "")
        assert screen and re.search(" $", screen, re.MULTILINE) is None
        if command != "show":  # that has no table in a pipe
            piped = run_here(*args, cwd=tmp_path).out
            assert "".join(screen.split()) == "".join(piped.split())


def test_wide_letters_and_places_keep_to_their_columns(tmp_path: Path) -> None:
    wide = "梨园" * 30
    lines = [json.dumps({"title": title, "authors": ["A B"]}) for title in (wide, wide, "Boats")]
    (tmp_path / "pears.jsonl").write_text("\n".join(lines))
    listed = run_on_terminal(
        "list", "--in", "pears.jsonl", "--color", "never", cwd=tmp_path, width=60
    )
    assert all(cell_len(line) <= 60 for line in listed.split("\r\n"))
    groups = run_on_terminal("dedupe", "pears.jsonl", cwd=tmp_path, width=60).split("\r\n")
    assert any(line.startswith("  pears.jsonl:2  梨园") for line in groups)
    assert [line[:7] for line in groups[-4:]] == ["entries", "      3", "      3", ""]


def test_reasons_are_wrapped_between_words_beside_an_indent(tmp_path: Path) -> None:
    pears = {"title": "Pears", "doi": "10.1000/pears-x"}
    (tmp_path / "x.jsonl").write_text(json_lines(pears, {**pears, "title": "The Pears"}))
    screen = run_on_terminal("dedupe", "x.jsonl", "--color", "never", cwd=tmp_path, width=24)
    assert "  same DOI\r\n    10.1000/pears-x" in screen


def test_a_short_first_column_stays_whole_on_a_narrow_terminal(tmp_path: Path) -> None:
    (tmp_path / "paperdex.toml").write_text('sources = ["pears-of-the-north.jsonl"]\n')
    (tmp_path / "pears-of-the-north.jsonl").write_text('{"title": "Pears"}\noops, and more\n')
    run_here("index", cwd=tmp_path)
    lines = run_on_terminal("status", cwd=tmp_path, width=30).split("\r\n")
    assert any(line.startswith("rejected  ") for line in lines)
    assert all(len(line) <= 30 for line in lines)


def test_where_a_rejected_entry_is_stays_whole_and_takes_one_line(tmp_path: Path) -> None:
    name = "pears-of-the-north.jsonl"
    (tmp_path / "paperdex.toml").write_text(f'sources = ["{name}"]\n')
    (tmp_path / name).write_text('{"title": "Pears"}\n' + "oops, much more\n" * 2 + '{"a": 1}\n')
    run_here("index", cwd=tmp_path)
    lines = run_on_terminal("status", cwd=tmp_path, width=60).split("\r\n")
    assert [line.split("  ")[1] for line in lines[:3]] == [f"{name}:{line}" for line in (2, 3, 4)]
    assert lines[3] == "" and lines[-2].split() == ["state", "up", "to", "date"]


@pytest.mark.parametrize("width", [30, 36, 40, 44])
def test_no_character_of_a_name_is_cut_off_on_a_narrow_terminal(tmp_path: Path, width: int) -> None:
    name = "pears-of-the-south-and-north.jsonl"
    (tmp_path / "paperdex.toml").write_text(f'sources = ["{name}"]\n')
    (tmp_path / name).write_text('{"title": "Pears"}\n')
    screen = run_on_terminal("index", cwd=tmp_path, width=width)
    last_cells = [line.rstrip().rpartition("  ")[2] for line in screen.split("\r\n")]
    assert name in "".join(last_cells)


def test_a_terminal_is_told_the_total_and_the_next_page(seed_folder: Path) -> None:
    command = ("search", "mamba", "-n", "2", "--offset", "2")
    screen = run_on_terminal(*command, cwd=seed_folder, talks=True)
    assert "hits 3 to 4 of 10; --offset 4 for the next" in screen
    last = run_on_terminal("search", "mamba", "--offset", "9", cwd=seed_folder, talks=True)
    assert "hit 10 of 10\r\n" in last
    assert "of 10" not in run_on_terminal("search", "mamba", cwd=seed_folder, talks=True)


def test_no_color_is_respected_on_a_terminal(library: Path) -> None:
    assert "\x1b[" in run_on_terminal("search", "pebble", cwd=library)
    assert "\x1b[" not in run_on_terminal("search", "pebble", cwd=library, env={"NO_COLOR": "1"})


@pytest.mark.parametrize(("args", "lines"), [("export", 1), ("--version", 0), ("search -h", 0)])
def test_a_closed_pipe_ends_quietly(seed_folder: Path, args: str, lines: int) -> None:
    # What is little would be written before the reader is gone.
    begin = "" if lines else "sleep 0.5;"
    command = (
        f"({begin} {sys.executable} -m paperdex {args}) | head -n {lines}; exit ${{PIPESTATUS[0]}}"
    )
    ended = subprocess.run(
        ["bash", "-c", command], cwd=seed_folder, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(ended.stdout.splitlines()) == lines


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("sarch", "x"), 2, "Did you mean 'search'?\n"),
        (("byte-level", "a b"), 2, "paperdex: to search: paperdex search byte-level 'a b'\n"),
        (("help", "serach"), 2, "Did you mean 'search'?\n"),
        (("help", "mamba"), 2, "paperdex: for all commands: paperdex help\n"),
        (("delete", "x"), 2, "paperdex: here that is: paperdex forget x\n"),
        (("find", "x"), 2, "paperdex: here that is: paperdex search x\n"),
        (("get", "x"), 2, "paperdex: here that is: paperdex show x\n"),
        (("add", "my pages"), 2, "paperdex: here that is: paperdex index 'my pages'\n"),
        (("search",), 2, "QUERY"),
        (("search", "x", "--limt", "3"), 2, "'--limit'?)\n"),
        (("search", "x", "-n", "no"), 2, "'no' is not a whole number\n"),
        (("list", "--by", "year"), 2, "No such option '--by'."),
        (("export", "-o", "x.xlsx"), 2, "--format writes to a file of any name\n"),
        (("dedupe", "-o", "x.jsonl.GZ"), 2, "--format writes to a file of any name\n"),
        (("search", "a", "-mamba", "-n", "3"), 2, "paperdex search -n 3 -- a -mamba\n"),
        (("search", "-network", "-q", "b c"), 2, "paperdex search -q -- -network 'b c'\n"),
        (("list", "--year=2024", "-n2", "-level"), 2, "paperdex list --year=2024 -n2 -- -level\n"),
        (("search", "x", "--since", "yesteryear"), 2, "is not a date"),
        (("search", "x", "--year", "24"), 2, "four digits"),
        (("search", "x", "--open", "2", "--offset", "3"), 2, "leave --offset out\n"),
        (("search", "-level"), 2, "paperdex search -- -level\n"),
        (("list", "--sort", "score"), 2, "score"),
        (
            ("show", "x", "--sources", "--csv"),
            2,
            "--sources prints lines, or with --json one object",
        ),
        (("show", "x", "--sources", "--fields", "id"), 2, "of all fields\n"),
        (("forget", "nowhere"), 2, "no source of this library"),
        (("forget", ""), 2, "'': no source of this library"),
        (("index", "nowhere"), 3, "no such file or folder"),
    ],
)
def test_mistakes_get_a_clear_word_and_their_exit_code(
    library: Path, args: tuple[str, ...], code: int, word: str
) -> None:
    ran = run_here(*args, cwd=library)
    assert ran.code == code
    assert word in ran.err
    assert ran.err.endswith(word) or not word.endswith("\n")
    assert "Traceback" not in ran.err


def test_help_is_asked_for_as_of_other_tools(tmp_path: Path) -> None:
    for asked, same in (("help", "-h"), ("help help", "-h"), ("help add", "index -h")):
        ran = run_here(*asked.split(), cwd=tmp_path)
        assert ran == run_here(*same.split(), cwd=tmp_path)
        assert (ran.code, ran.out.startswith("Usage: paperdex ")) == (0, True)


def test_a_file_of_any_name_is_written_in_the_format_given(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Pears"}\n')
    told = {("x.tsv", "--csv"): "CSV", ("x.txt",): "JSON lines", ("x",): "JSON lines"}
    for (name, *options), form in told.items():
        ran = run_here("export", "--in", "a.jsonl", "-o", name, *options, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, f"paperdex: wrote 1 paper to {name}, as {form}\n")


def test_a_list_goes_on_where_it_ended(seed_folder: Path) -> None:
    for query in ((), ("state space",), ("--since", "2024"), ("--sort", "title")):
        whole = run_here("list", *query, "-q", cwd=seed_folder).out.splitlines()
        page = run_here("list", *query, "-q", "-n", "4", "--offset", "3", cwd=seed_folder)
        rest = run_here("list", *query, "-q", "--offset", "7", cwd=seed_folder)
        assert [*page.out.splitlines(), *rest.out.splitlines()] == whole[3:]
        none = run_here("list", *query, "--offset", "900", cwd=seed_folder)
        assert (none.code, none.out) == (1, "")
        assert none.err == f"paperdex: no more papers: {len(whole)} in all\n"
    nothing = run_here("list", "zzzz", "--offset", "3", cwd=seed_folder)
    assert nothing.err == "paperdex: no paper matches (226 searched)\n"


def test_what_is_left_out_or_rejected_is_listed_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "paperdex.toml").write_text('sources = ["pages"]\n')
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.jsonl").write_text('{"title": "Good"}\n{broken\n{"abstract": "x"}\n')
    (pages / "notes.txt").write_text("what I thought of it\n")
    first = run_here("index", cwd=tmp_path).out
    for line in ("left out\tnotes.txt\t", "rejected\ta.jsonl:2\t", "rejected\ta.jsonl:3\t"):
        assert line in first
    before = [
        "left out\t1 file\tread before; `paperdex status` lists all",
        "rejected\t2 entries\tread before; `paperdex status` lists all",
    ]
    assert run_here("index", cwd=tmp_path).out.splitlines()[:3] == [*before, ""]
    (pages / "b.jsonl").write_text("{worse\n" + '{"title": "Better"}\n')
    again = run_here("index", cwd=tmp_path).out
    assert again.splitlines()[1:4] == [*before, ""]
    assert again.startswith("rejected\tb.jsonl:1\t")
    for args in (("status",), ("index", "--rebuild")):
        lines = run_here(*args, cwd=tmp_path).out.splitlines()
        assert [line.partition("\t")[0] for line in lines[:5]] == ["left out"] + [
            "rejected"
        ] * 3 + [""]
    told = json.loads(run_here("index", "--json", cwd=tmp_path).out)
    assert len(told["rejected_entries"]) == 3


def test_of_many_papers_that_fit_some_are_named_and_the_others_counted(tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"Boats of {nth} Sheets"}) for nth in range(1100)]
    (tmp_path / "boats.jsonl").write_text("\n".join(lines))
    told = run_here("show", "boats", "--in", "boats.jsonl", cwd=tmp_path).err.splitlines()
    assert [line.startswith("paperdex: also: ") for line in told] == [True] * 9 + [False]
    assert told[-1] == "paperdex: and 1,090 more: more words of the title tell them apart"


@pytest.mark.parametrize(
    "args",
    [
        ("list", "--since"),
        ("list", "--year"),
        ("list", "--fields"),
        ("search", "x", "--save"),
        ("saved", "--forget"),
        ("forget",),
        ("split",),
        ("show",),
        ("search", "--strict"),
    ],
)
def test_a_message_repeats_the_beginning_of_a_long_value(
    library: Path, args: tuple[str, ...]
) -> None:
    value = "year:" + "pear" * 500
    ran = run_here(*args, value, cwd=library)
    assert ran.code in (1, 2) and value[:100] in ran.err
    assert len(ran.err) < 600


def test_a_broken_config_names_the_file(tmp_path: Path) -> None:
    for content in (b"sources = [", b"\xff\xfes\0"):
        (tmp_path / "paperdex.toml").write_bytes(content)
        ran = run_here("search", "x", cwd=tmp_path)
        assert ran.code == 3
        assert "paperdex.toml" in ran.err
        assert ran.err.count("\n") == 1


def test_a_source_that_is_not_there_is_all_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "paperdex.toml").write_text('sources = ["nowhere"]')
    ran = run_here("search", "x", cwd=tmp_path)
    assert ran == (3, "", "paperdex: nowhere: no such file or folder\n")


def test_a_byte_order_mark_in_a_config_does_no_harm(tmp_path: Path) -> None:
    config = f'\ufeffsources = ["{SEEDS}"]\r\n'
    (tmp_path / "paperdex.toml").write_text(config, encoding="utf-8", newline="")
    assert run_here("search", "mamba", "-q", cwd=tmp_path).code == 0


def test_index_adds_a_source_and_forget_takes_it_out(tmp_path: Path) -> None:
    home = {"PAPERDEX_HOME": str(tmp_path / "home")}
    (tmp_path / "one.txt").write_text(page((PEBBLES, ABSTRACT)))
    first, again = (run_here("index", "one.txt", cwd=tmp_path, env=home) for _ in range(2))
    assert first.code == again.code == 0
    assert f"a new library: {tmp_path / 'home'}\n" in first.err and again.err == ""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert PEBBLES in run_here("list", cwd=elsewhere, env=home).out
    assert run_here("forget", "one.txt", cwd=tmp_path, env=home).code == 0
    assert run_here("list", cwd=elsewhere, env=home).code == 3  # as without a library
    assert (tmp_path / "one.txt").exists()


def test_visited_gives_dates_their_year(tmp_path: Path) -> None:
    text = page((PEBBLES, f"{ABSTRACT}\n\n  • 2 authors\n·\nMar 3 4"))
    (tmp_path / "one.txt").write_text(text)
    args = ("export", "--in", "one.txt")
    plain = json.loads(run_here(*args, cwd=tmp_path).out)
    assert (plain["date"], plain["comments"]) == (None, 4)
    dated = json.loads(run_here(*args, "--visited", "2025-03-12", cwd=tmp_path).out)
    assert (dated["date"], dated["date_inferred"]) == ("2025-03-03", False)


def test_the_ledger_names_every_line(seed_folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    assert run_here("index", "--ledger", str(ledger), cwd=seed_folder).code == 0
    rows = [json.loads(line) for line in ledger.read_text().splitlines()]
    assert sum(row["kind"] == "entry" for row in rows) == 303
    for path in SEEDS.iterdir():
        covered = {
            line
            for row in rows
            if row["file"] == path.name
            for line in range(row["first_line"], row["end_line"] + 1)
        }
        filled = {n for n, line in enumerate(path.read_text().split("\n"), 1) if line.strip()}
        assert filled <= covered


def test_rejected_entries_are_listed_with_file_line_and_reason(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"title": "Good"}\n{broken\n{"abstract": "no title"}\n')
    ran = run_here("dedupe", "x.jsonl", cwd=tmp_path)
    assert ran.out.endswith("3\t1\t0\t2\tin all\n")
    assert "rejected\tx.jsonl:2\tnot a JSON object\t{broken" in ran.out
    assert "rejected\tx.jsonl:3\tno title" in ran.out


def test_a_rejected_entry_takes_one_line_of_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"title": "Good"}\n{"url": "https://example.org/an/entry"\n')
    screen = run_on_terminal("dedupe", "x.jsonl", cwd=tmp_path, width=60)
    assert 'rejected  x.jsonl:2  not a JSON object  {"url": "https://ex…\r\n' in screen


@pytest.mark.parametrize("command", ["", *"search list show export index status dedupe".split(),
                                     "similar", "new", "saved", "diff", "forget", "eval",
                                     "schema", "completion"])  # fmt: skip
def test_every_command_explains_itself_with_examples(tmp_path: Path, command: str) -> None:
    ran = run_here(*command.split(), "-h", cwd=tmp_path)
    assert ran.code == 0
    assert "paperdex " in ran.out
    assert command == "" or "Examples:" in ran.out


def test_doubtful_pairs_are_wrapped_between_words(tmp_path: Path) -> None:
    authors = [f"{name} of the Long Pond" for name in ("Odalys", "Bram", "Ferrow", "Tiller")]
    titles = ("Static Walking of Trees", "Dynamic Walking of Trees")
    notes = [{"title": title, "authors": authors, "year": 2020} for title in titles]
    make_root(tmp_path, trees=json_lines(*notes))
    for color in ("always", "never"):
        command = ("dedupe", "--review", "--color", color)
        screen = run_on_terminal(*command, cwd=tmp_path, width=50)
        assert ("\x1b[" in screen) == (color == "always")
        lines = re.sub(r"\x1b\[[0-9;]*m", "", screen).split("\r\n")
        [first] = (place for place, line in enumerate(lines) if line.startswith("  authors   = "))
        wrapped = [lines[first].removeprefix("  authors   = ")]
        for line in lines[first + 1 :]:
            if not line.startswith(" " * 14):
                break
            wrapped.append(line[14:])
        assert len(wrapped) > 2 and max(map(len, wrapped)) <= 50 - 14
        assert " ".join(wrapped) == "; ".join(authors)


@pytest.mark.parametrize("late", ["--ids", "-n1", "-n"])
def test_options_among_the_words_of_a_query_are_told(library: Path, late: str) -> None:
    ran = run_here("search", "-q", "--", "pebble", "-zebra", late, cwd=library)
    assert ran.code == 0 and ran.out
    told = f"paperdex: {late} stands after -- and is read as words: options go before it\n"
    assert told in ran.err
    assert told in run_here("search", "--", late, cwd=library).err
    assert "stands after" not in run_here("search", "--", "pebble", "-zebra", cwd=library).err


def test_completion_knows_the_commands(tmp_path: Path) -> None:
    env = {"_PAPERDEX_COMPLETE": "bash_complete", "COMP_WORDS": "paperdex s", "COMP_CWORD": "1"}
    out = run_here(cwd=tmp_path, env=env).out
    assert {"plain,search", "plain,show", "plain,status", "plain,schema"} <= set(out.split())
    assert "_PAPERDEX_COMPLETE" in run_here("completion", "zsh", cwd=tmp_path).out


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_completes_names_and_descriptions_with_commas(tmp_path: Path) -> None:
    (tmp_path / "cats, dogs.txt").touch()
    (tmp_path / "paperdex").write_text(f'#!/bin/sh\nexec {sys.executable} -m paperdex "$@"\n')
    (tmp_path / "paperdex").chmod(0o755)
    (tmp_path / "completion").write_text(run_here("completion", "fish", cwd=tmp_path).out)
    asked = "complete -C 'paperdex search --sin'; complete -C 'paperdex index cat'"
    out = subprocess.run(
        ["fish", "--no-config", "-c", f"set PATH . $PATH; source completion; {asked}"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "--since\tFrom this date on: a year, month or day, or 2w" in out
    assert "cats, dogs.txt" in out


def test_the_package_runs_as_a_module_from_anywhere(tmp_path: Path) -> None:
    for option in ("--version", "-V"):
        assert run(option, cwd=tmp_path).out.startswith("paperdex, version ")
