"""The user's files are only ever read, and what is wrong with them is told."""

import gzip
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from helpers_cli import run_here
from helpers_library import json_lines, make_root, write_page
from paperdex.paper import Paper

PAPERS = "".join(
    f'{{"title": "Pebbles of the River {n}", "abstract": "Counting pebbles, part {n}."}}\n'
    for n in ("one", "two", "three")
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_root(tmp_path, a=PAPERS)
    write_page(tmp_path / "pages" / "notes.md", "not a listing")
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
        ("export", "--in", "other", "-o", "pages/a.jsonl"),
        ("export", "--in", "pages", "-o", "added.jsonl"),
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
    (root / "added.jsonl").write_text(PAPERS)
    run_here("index", "added.jsonl", cwd=root)
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
    added = run_here("export", "-o", "pages/new.jsonl", cwd=root)
    assert (added.code, added.err.count("lies in the source pages, whose files")) == (0, 1)
    assert not list(root.rglob("*.unfinished"))


def test_a_file_is_on_the_disk_before_it_replaces_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_here("index", cwd=root)
    done = list[str]()

    def note(work: Callable[..., None], *args: Any) -> None:
        done.append(work.__name__)
        work(*args)

    for work in (os.fsync, os.replace):
        monkeypatch.setattr(os, work.__name__, partial(note, work))
    assert run_here("export", "-o", "out", cwd=root).code == 0
    assert done == ["fsync", "replace"]


@pytest.mark.parametrize("args", ["export --ids", "export --ids -n 1", "dedupe"])
def test_a_file_that_standard_output_goes_to_is_written_on(root: Path, args: str) -> None:
    run_here("index", cwd=root)
    subprocess.run(
        f"(echo before; {sys.executable} -m paperdex {args} -o /dev/stdout; echo behind) > out",
        shell=True,
        cwd=root,
        check=True,
    )
    first, *written, last = (root / "out").read_text().splitlines()
    alone = run_here(*args.split(), "-o", "-", cwd=root).out.splitlines()
    assert (first, written, last) == ("before", alone, "behind")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there has no such paths")
@pytest.mark.parametrize(
    ("args", "got"),
    [
        ("-o /dev/stderr 2> got", 2),
        ("-o /dev/stderr 2>&1 >/dev/null | cat > got", 2),
        ("-o /dev/fd/9 9>&1 >/dev/null | cat > got", 1),
    ],
)
def test_a_stream_that_the_shell_opened_is_written_to(root: Path, args: str, got: int) -> None:
    """A file that stderr goes to keeps what else is in it; a pipe has no name to be replaced."""
    run_here("index", cwd=root)
    (root / "got").write_text("")
    subprocess.run(
        f"{sys.executable} -m paperdex export --ids -n 1 {args}", shell=True, cwd=root, check=True
    )
    alone = run_here("export", "--ids", "-n", "1", cwd=root).out
    written = (root / "got").read_text()
    assert written.startswith(alone) and written.count("\n") == got


def test_an_empty_name_is_no_file_to_write(root: Path) -> None:
    run_here("index", cwd=root)
    for args in (("export", "-o", ""), ("dedupe", "-o", ""), ("index", "--ledger", "")):
        told = "paperdex: the name of the file to write is empty\n"
        assert run_here(*args, cwd=root) == (2, "", told)


def test_an_export_killed_halfway_leaves_no_file_in_a_source_folder(root: Path) -> None:
    script = """
import os, sys
from paperdex.commands.parts.writing import write_file
from paperdex.library import Library
def lines():
    yield '{"title": "Half of it"}'
    for number in range(9999):
        yield '{"title": "Half of it"}'
    os._exit(9)
with Library.open() as library:
    write_file("pages/new.jsonl", lines(), library)
"""
    before = run_here("list", "-q", cwd=root).out
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 9
    assert len(list((root / "pages").iterdir())) == 3
    assert run_here("list", "-q", cwd=root) == (0, before, "")


@pytest.mark.parametrize("length", [40, 200, 255])
def test_a_file_may_have_any_name_there_may_be(root: Path, length: int) -> None:
    assert run_here("export", "-o", "n" * length, cwd=root).code == 0
    assert (root / ("n" * length)).read_text().count("\n") == 3


CUT = "[" + PAPERS.replace("\n", ",\n") + '{"title": "Pebb'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("cut.json", CUT.encode(), "1 entry rejected (line 4: a record that is cut off)"),
        ("cut.json.gz", gzip.compress(CUT.encode()), "(line 4: a record that is cut off)"),
        ("bad.jsonl", (PAPERS + "{oops\n[]\n").encode(), "2 entries rejected (first line 4: not"),
    ],
)
@pytest.mark.parametrize(
    "args", [("list",), ("search", "pebbles"), ("export",), ("show", "one"), ("similar", "one")]
)
def test_what_is_rejected_of_a_file_that_is_named_is_told(
    tmp_path: Path, name: str, data: bytes, told: str, args: tuple[str, ...]
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = run_here(*args, "--in", name, cwd=tmp_path)
    assert ran.code == 0 and ran.out
    [line] = [line for line in ran.err.splitlines() if "rejected" in line]
    assert line.startswith(f"paperdex: {name}: ") and told in line
    assert line.endswith(f"; `paperdex dedupe {name}` lists all")


def test_the_command_that_lists_what_is_rejected_can_be_pasted(tmp_path: Path) -> None:
    (tmp_path / "my page.txt").write_text("[1]\n\noops\n")
    told = run_here("list", "--in", "my page.txt", "--from", "json-lines", cwd=tmp_path).err
    command = told.split("`")[1]
    assert command == "paperdex dedupe 'my page.txt' --from json-lines"
    listed = run_here(*shlex.split(command)[1:], cwd=tmp_path).out
    assert listed.count("rejected\tmy page.txt") == 2


def test_a_folder_whose_files_are_named_too_has_listings(root: Path) -> None:
    named = ("--in", "other", "--in", f"../{root.name}/other/b.jsonl")
    for paths in (named, named[2:] + named[:2]):
        ran = run_here("list", *paths, "--ids", cwd=root)
        assert (ran.code, ran.out.count("\n"), ran.err) == (0, 3, "")


@pytest.mark.parametrize(
    "args",
    ["show", "similar", "search", "list", "split", "search year:", "search titel:", "list +year:"],
)
def test_a_message_does_not_repeat_all_of_a_pasted_text(root: Path, args: str) -> None:
    for pasted in ("zqxj" * 1000, "zqxj, wzzq " * 1000, "?" * 5000, "".join(map(chr, range(9000)))):
        command, *field = args.split()
        text = "".join([*field, pasted]).replace("\0", "")
        told = run_here(command, "--", text, cwd=root).err
        # 160 characters of it, of which each control is written as an escape.
        assert told and max(map(len, told.splitlines())) < 160 * len(r"\x00") + 200


def test_of_many_damaged_files_some_are_named(tmp_path: Path) -> None:
    for n in range(7):
        (tmp_path / f"{n}.jsonl").write_text(PAPERS + "oops\n")
    told = run_here("list", "--in", ".", cwd=tmp_path).err.splitlines()
    assert len(told) == 6 and told[-1] == "paperdex: and so in 2 more files"


FOREIGN = {
    "cut.json": b'[{"title": "Pebb',
    "photo.png": bytes(range(256)),
    "refs.bib": b"@article{a, title={Pebbles}}\n",
}


@pytest.mark.parametrize(
    "args",
    [
        ("list", "--in", "folder"),
        ("search", "pebbles", "--in", "folder"),
        ("search", "pebbles", "--ids", "--in", "folder"),
        ("search", "--queries", "queries", "--in", "folder"),
        ("export", "--in", "folder"),
        ("export", "--in", "folder", "-o", "out.jsonl"),
        ("show", "one", "--in", "folder"),
        ("similar", "one", "--in", "folder"),
        ("diff", "folder", "a.jsonl"),
        ("list", "zzzz", "--in", "folder"),
        ("show", "zzzz", "--in", "folder"),
        ("dedupe", "folder", "--why", "folder/a.jsonl:1", "folder/cut.json:1"),
        ("dedupe", "folder", "--json"),
        ("dedupe", "folder", "--jsonl"),
        ("dedupe", "folder", "--csv"),
        ("dedupe", "folder", "-o", "out.jsonl"),
        ("dedupe", "folder", "--why", "folder/a.jsonl:1", "folder/a.jsonl:2"),
    ],
)
def test_files_of_a_folder_that_are_no_listings_are_named_by_every_command(
    tmp_path: Path, args: tuple[str, ...]
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "queries").write_text("pebbles\n")
    for name, data in ({"a.jsonl": (PAPERS + "oops\n").encode()} | FOREIGN).items():
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "a.jsonl").write_text("".join(PAPERS.splitlines(keepends=True)[:2]))
    ran = run_here(*args, cwd=tmp_path)
    assert ran.code == ("zzzz" in args or "folder/cut.json:1" in args)
    listed = run_here("dedupe", "folder", cwd=tmp_path)
    assert listed.err == ""
    rows = [line.split("\t") for line in listed.out.splitlines()]
    left_out = [f"paperdex: folder/{row[1]}: {row[2]}" for row in rows if row[0] == "left out"]
    assert len(left_out) == 3
    told = [line for line in ran.err.splitlines() if line.startswith("paperdex: folder/")]
    assert told[:3] == left_out
    assert told[3].startswith("paperdex: folder/a.jsonl: 1 entry rejected (line 4: not a JSON")
    assert len(told) == 4 + ("folder/cut.json:1" in args)


def test_of_many_files_that_are_no_listings_some_are_named_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for n in range(7):
        (tmp_path / "folder" / f"{n}.bib").write_bytes(FOREIGN["refs.bib"])
    (tmp_path / "by-itself.bib").write_bytes(FOREIGN["refs.bib"])
    ran = run_here("list", "--in", "folder", "--in", "by-itself.bib", cwd=tmp_path)
    assert ran.code == 3
    told = [line.removeprefix("paperdex: ") for line in ran.err.splitlines()]
    assert [line.partition(": ")[0] for line in told] == [
        *(f"folder/{n}.bib" for n in range(5)),
        "and 2 more files left out; `paperdex dedupe PATH` lists all",
        "folder",
        "by-itself.bib",
    ]


def test_dedupe_lists_what_is_rejected_and_does_not_say_it_twice(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(PAPERS + "oops\n")
    ran = run_here("dedupe", "bad.jsonl", cwd=tmp_path)
    assert "rejected\tbad.jsonl:4" in ran.out and ran.err == ""
    assert "1 entry rejected" in run_here("dedupe", "bad.jsonl", "-o", "x", cwd=tmp_path).err


@pytest.mark.parametrize("form", ["lines", "json", "jsonl", "csv"])
@pytest.mark.parametrize("order", [("a.jsonl", "x.bin"), ("x.bin", "a.jsonl")])
def test_diff_prints_nothing_if_one_of_its_two_sides_is_no_listing(
    tmp_path: Path, form: str, order: tuple[str, str]
) -> None:
    (tmp_path / "a.jsonl").write_text(PAPERS)
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    ran = run_here("diff", *order, "--format", form, cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("paperdex: x.bin: not a listing") and ran.err.count("\n") == 1


def test_a_file_that_is_no_listing_becomes_no_source(root: Path) -> None:
    (root / "x.bin").write_bytes(bytes(range(256)))
    (root / "notes.txt").write_text("walks")
    run_here("index", cwd=root)
    ran = run_here("index", "x.bin", "other", cwd=root)
    assert ran.code == 3 and "paperdex: x.bin: not a listing: a binary file" in ran.err
    assert "1 file added" in ran.err
    ran = run_here("index", "notes.txt", "--from", "json", cwd=root)
    assert ran.code == 3 and "notes.txt: read as json, as asked" in ran.err
    assert "added" not in ran.err
    status = run_here("status", cwd=root).out
    assert [line for line in status.splitlines() if line.startswith("source")] == [
        "source\tother",
        "source\tpages",
    ]


def damage(root: Path) -> None:
    (root / ".paperdex" / "library.db").write_bytes(b"no library " * 900)


def test_a_library_rebuilt_has_the_sources_of_before(root: Path, tmp_path: Path) -> None:
    away = tmp_path / "away.jsonl"
    away.write_text(PAPERS)
    run_here("index", "other", "away.jsonl", cwd=root)
    before = run_here("status", cwd=root).out
    damage(root)
    ran = run_here("list", cwd=root)
    assert ran.code == 3 and "`paperdex index --rebuild` rebuilds it" in ran.err
    (root / ".paperdex" / "library.db").unlink()
    ran = run_here("index", cwd=root)
    assert ran.code == 0 and "its sources of before: away.jsonl, other" in ran.err
    assert run_here("status", cwd=root).out == before


def test_a_source_forgotten_stays_forgotten(root: Path) -> None:
    run_here("index", "other", cwd=root)
    run_here("forget", "other", cwd=root)
    (root / ".paperdex" / "library.db").unlink()
    assert run_here("index", cwd=root).err.startswith("paperdex: 1 file added, 1 left out")
    assert "other" not in run_here("status", cwd=root).out


def test_the_users_library_recovers_its_sources_when_its_store_is_lost(tmp_path: Path) -> None:
    env = {"PAPERDEX_HOME": str(tmp_path / "home")}
    (tmp_path / "a.jsonl").write_text(PAPERS)
    run_here("index", "a.jsonl", cwd=tmp_path, env=env)
    (tmp_path / "home" / "library.db").unlink()
    assert len(run_here("list", "-q", cwd=tmp_path, env=env).out.split()) == 3


@pytest.mark.parametrize("text", ["[", "{}", "[1]", '[""]'])
def test_a_broken_list_of_sources_is_named(root: Path, text: str) -> None:
    (root / ".paperdex").mkdir()
    (root / ".paperdex" / "sources.json").write_text(text)
    run_here("list", cwd=root)
    ran = run_here("list", cwd=root)
    assert (ran.code, ran.out) == (3, "")
    assert "sources.json: no list of sources can be read here" in ran.err


@pytest.mark.parametrize("command", ["list", "export", "search", "show", "similar"])
def test_with_only_an_unreadable_input_one_line_is_printed_and_the_exit_is_3(
    tmp_path: Path, command: str
) -> None:
    ran = run_here(command, "pebbles", "--in", "missing", cwd=tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "paperdex: missing: no such file or folder\n"


@pytest.mark.parametrize("command", ["list", "export", "search"])
def test_list_export_and_search_report_no_match_in_the_same_words(root: Path, command: str) -> None:
    run_here("index", cwd=root)
    ran = run_here(command, "zzzz", cwd=root)
    assert ran == (1, "", "paperdex: no paper matches (3 searched)\n")


@pytest.mark.parametrize(
    ("args", "fields"),
    [
        (("search", "zzzz"), (*Paper._fields, "rank", "score", "matched")),
        (("list", "zzzz"), Paper._fields),
        (("export", "zzzz", "--fields", "title,id"), ("title", "id")),
        (("similar", "--text", "zzzz"), (*Paper._fields, "rank", "score", "matched", "shared")),
        (("new",), (*Paper._fields, "rank", "score", "matched", "search")),
        (("diff", "pages", "other"), ("change", "before", "after", "id", "title")),
    ],
)
def test_csv_of_nothing_is_its_header(
    root: Path, args: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    assert run_here(*args, "--csv", cwd=root)[:2] == (1, ",".join(fields) + "\n")


@pytest.mark.parametrize("command", ["export", "dedupe"])
@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("x.csv", (), "id,title"),
        ("x.json", (), "[{"),
        ("x.JSONL", (), '{"id'),
        ("x.txt", (), '{"id'),
        ("x.csv", ("--json",), "[{"),
    ],
)
def test_the_name_of_a_file_tells_its_form(
    root: Path, command: str, name: str, options: tuple[str, ...], start: str
) -> None:
    assert run_here(command, "-o", name, *options, cwd=root).code == 0
    assert (root / name).read_text().startswith(start)


@pytest.mark.parametrize("module", ["typing", "click", "paperdex_stops_here"])
def test_ctrl_c_while_it_is_starting_is_quiet(tmp_path: Path, module: str) -> None:
    script = f"""
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            raise KeyboardInterrupt
sys.modules.pop("{module}", None)
sys.meta_path.insert(0, Interrupt())
from paperdex.__main__ import main
import paperdex.__main__ as program
def stop():
    raise KeyboardInterrupt
if "{module}" == "paperdex_stops_here":
    program._find_command = lambda: stop
main()
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_files_left_out_are_counted_as_such(root: Path) -> None:
    told = run_here("index", cwd=root).err
    assert told == (
        "paperdex: 1 file added, 1 left out:"
        " now 3 entries, 3 papers, 0 duplicates merged, 0 rejected\n"
    )
    write_page(root / "pages" / "photo.jpg", "\0")
    told = run_here("index", cwd=root).err
    assert told.startswith("paperdex: 1 file left out: now 3 entries,")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
def test_a_file_whose_name_is_no_utf8_is_named_as_typed_and_as_printed(tmp_path: Path) -> None:
    make_root(tmp_path)
    name = os.fsdecode(b"pages/caf\xe9.jsonl")
    write_page(tmp_path / name, json_lines({"title": "Pebbles", "abstract": "We count them."}))
    printed = run_here("show", "pebbles", cwd=tmp_path).out.split("seen\t")[1].strip()
    assert printed == "pages/caf\\udce9.jsonl:1"
    for place in (f"{name}:1", printed, str(tmp_path / printed)):
        ran = run_here("show", place, "--fields", "title", cwd=tmp_path)
        assert ran == (0, "Pebbles\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="names there have no such signs")
@pytest.mark.parametrize("name", ["pebbles  2.jsonl", "pebbles\n2.jsonl", "pebbles\t2.jsonl"])
def test_a_file_is_named_as_its_name_is_printed(tmp_path: Path, name: str) -> None:
    make_root(tmp_path)
    write_page(tmp_path / "pages" / name, json_lines({"title": "Pebbles"}))
    printed = run_here("show", "pebbles", cwd=tmp_path).out.split("seen\t")[1].strip()
    assert printed == "pages/pebbles 2.jsonl:1"
    for place in (f"pages/{name}:1", printed, str(tmp_path / printed), "pebbles 2.jsonl:1"):
        ran = run_here("show", place, "--fields", "title", cwd=tmp_path)
        assert ran == (0, "Pebbles\n", "")
    # A file that has the printed name itself comes before one that is only printed so.
    write_page(tmp_path / "pages" / "pebbles 2.jsonl", json_lines({"title": "Walks"}))
    assert run_here("show", printed, "--fields", "title", cwd=tmp_path).out == "Walks\n"
