"""Kills and damages libraries at random, and checks whether anything was lost.

    python benchmarks/torture.py [--trials 300] [--seed 1] [--only kill|interrupt|damage]

Kill: a command that writes (index after edits, index --rebuild, same, split, decisions
--undo, forget) gets SIGKILL at a random moment. Then the library must be as before or as
after, or, if a decision is in its file and not applied yet, as after once a search has
applied it; `paperdex status` must be sound; the next search must answer as after, without a
word about damage; and the user's files must be as they were.

Interrupt: the same with Ctrl-C, once or twice, and long pages. Then the command has ended
with 130 and in one line, each file is in the library whole or not at all, and the command
again makes it as after.

Damage: the tail of a file of the library is cut off or zeroed, with its time kept or not,
as a power cut may leave it. Then a search answers as before, perhaps after rebuilding the
index; or it names the store and the command that mends it, which then does.

Prints what was tried and every fault; ends with 1 if there was any.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import chdir
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import paperdex
from paperdex import Library
from paperdex.cli import cli
from paperdex.errors import LibraryError
from paperdex.paper import to_record

WORDS = [f"{a}{b}" for a in ("stone", "river", "apple", "kiln") for b in map(chr, range(97, 123))]
# What cuts into what only a person knows is named; the rest must be as before.
NAMED = ("no decision can be read", "shorter than it was", "sources can be read")
MAY_BE_LOST = {"writing", "library.db-shm"}  # a note, and what SQLite makes again
# How a search says that it found no sound index.
INDEX_REBUILT = ("rebuilding the index", "the index is built in memory")

# Where our own code is, as tracebacks name it.
PACKAGE = str(Path(paperdex.__file__).parent)
# Seconds from the last Ctrl-C to the end, on a machine that does something else besides.
_SOON = 10.0
# Pages that are long enough to be left in the midst.
_LONG = 20


class Task(NamedTuple):
    """A command that writes, and the edit of the user's files before it, by name."""

    edit: str
    args: tuple[str, ...]


TASKS = (
    Task("none", ("index",)),  # of a library that is not made yet
    Task("add", ("index",)),
    Task("change", ("index",)),
    Task("remove", ("index",)),
    Task("add", ("search", "stone")),
    Task("none", ("index", "more")),
    Task("none", ("forget", "other")),
    Task("none", ("index", "--rebuild")),
    Task("none", ("same", "pages/a.jsonl:1", "pages/a.jsonl:2")),
    Task("none", ("different", "pages/a.jsonl:3", "pages/b.jsonl:3")),
    Task("none", ("split", "pages/a.jsonl:4")),
    Task("none", ("decisions", "--undo")),
)


def write_page(path: Path, rng: random.Random, papers: int) -> None:
    """A page of made-up papers."""
    lines = [
        {"title": " ".join(rng.choices(WORDS, k=6)), "abstract": " ".join(rng.choices(WORDS, k=60))}
        for _ in range(papers)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def make_root(root: Path, rng: random.Random, papers: int) -> None:
    """A library with three sources, duplicates, a decision, and a saved search."""
    write_page(root / "pages" / "a.jsonl", rng, papers)
    shutil.copy(root / "pages" / "a.jsonl", root / "pages" / "b.jsonl")
    for name in ("pages/c", "other/d", "more/e"):
        write_page(root / f"{name}.jsonl", rng, papers)
    (root / "paperdex.toml").write_text('sources = ["pages"]\n')
    for args in (
        ("index", "other"),
        ("same", "pages/a.jsonl:5", "pages/a.jsonl:6"),
        ("search", "stonea", "--save", "stones"),
    ):
        ended = run(root, *args)
        assert ended.code in (0, 1), ended.err


def remove(folder: Path) -> None:
    """Take out a folder, though a thread of an index may still be writing to it."""
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)


def edit(root: Path, how: str, rng: random.Random) -> None:
    """What a user does to the files before a command."""
    if how == "add":
        write_page(root / "pages" / "new.jsonl", rng, 60)
    elif how == "change":
        write_page(root / "pages" / "c.jsonl", rng, 60)
    elif how == "remove":
        (root / "pages" / "b.jsonl").unlink()


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run(root: Path, *args: str) -> Ran:
    """A whole command, in this process: a start of Python for each takes most of the time."""
    streams = (sys.stdout, sys.stderr)
    out, err = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    sys.stdout, sys.stderr = out, err
    code: object = 0
    try:
        with chdir(root):
            cli.main([*args], prog_name="paperdex")
    except SystemExit as end:
        code = end.code
    except Exception:  # what a person would see as a traceback is a fault to report
        code = 1
        err.write(traceback.format_exc())
    finally:
        sys.stdout, sys.stderr = streams
    return Ran(code if isinstance(code, int) else 1, text_of(out), text_of(err))


def text_of(stream: TextIOWrapper) -> str:
    """All that was written."""
    stream.flush()
    stream.seek(0)
    return stream.read()


def read_state(root: Path) -> str:
    """A digest of all papers and decisions that the library holds now, without a look at
    the sources."""
    try:
        with Library.open(root, refresh=False) as library:
            papers = sorted(json.dumps(to_record(paper), sort_keys=True) for paper in library)
            standing = [str(made) for made in library.decisions()]
    except LibraryError as error:
        return str(error)
    return sha256("\n".join([*papers, *standing]).encode()).hexdigest()


def read_files(root: Path) -> dict[str, bytes]:
    """The user's files."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(p): p.read_bytes() for p in files if ".paperdex" not in p.parts}


class Trial(NamedTuple):
    """What was done, and what is wrong with the library after it."""

    what: str
    faults: list[str]


class Killer:
    """Trials of one task: the states before and after, and how long it takes."""

    def __init__(self, template: Path, task: Task, scratch: Path, rng: random.Random) -> None:
        self.task, self._rng = task, rng
        self._ready = shutil.copytree(template, scratch / f"ready{TASKS.index(task)}")
        edit(self._ready, task.edit, rng)
        if task == TASKS[0]:
            remove(self._ready / ".paperdex")
        self._scratch = scratch
        done = shutil.copytree(self._ready, scratch / "done")
        command = [sys.executable, "-m", "paperdex", *task.args]
        started = time.monotonic()
        subprocess.run(command, cwd=done, capture_output=True, check=False)
        self._seconds = time.monotonic() - started
        self._after = read_state(done)
        remove(done)
        before = shutil.copytree(self._ready, scratch / "before")
        self._befores = {read_state(before)} if (before / ".paperdex").exists() else set()
        remove(before)

    def try_once(self) -> Trial:
        """Kill the command at a random moment of it."""
        root = shutil.copytree(self._ready, self._scratch / "trial")
        files = read_files(root)
        moment = self._rng.uniform(0.03, self._seconds)
        command = [sys.executable, "-m", "paperdex", *self.task.args]
        process = subprocess.Popen(
            command,
            cwd=root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        time.sleep(moment)
        faults = [*self._stop(process), *self._look(root, files)]
        remove(root)
        return Trial(f"{' '.join(self.task.args)} ({self.task.edit}) at {moment:.3f} s", faults)

    def _stop(self, process: "subprocess.Popen[bytes]") -> Iterator[str]:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        yield from ()

    def _look(self, root: Path, files: dict[str, bytes]) -> Iterator[str]:
        status = run(root, "status")
        if status.code or status.err or "rejected\t0" not in status.out:
            yield f"status: {status.err}"
        yield from self._look_inside(root)
        if read_files(root) != files:
            yield "the user's files have changed"
        left = [p.name for p in (root / ".paperdex").rglob("*.unfinished")]
        left += [p.name for p in (root / ".paperdex" / "index").iterdir()][1:]
        if left:
            yield f"left behind: {left}"

    def _look_inside(self, root: Path) -> Iterator[str]:
        state = read_state(root)
        again = run(root, "search", "stonea", "--ids")
        is_whole = not self._befores or state in (*self._befores, self._after)
        # A decision is in its file before it is in the store: then the search has applied it.
        if not is_whole and read_state(root) != self._after:
            yield f"neither before nor after: {state}"
        if again.code not in (0, 1) or any(told in again.err for told in (*INDEX_REBUILT, "Trace")):
            yield f"next search: {again.err}"
        ended = run(root, *self.task.args)
        if ended.code > 2 or "Traceback" in ended.err:
            yield f"the command again: {ended.err}"


class Interrupter(Killer):
    """The same with Ctrl-C, of a task that reads pages."""

    def _stop(self, process: "subprocess.Popen[bytes]") -> Iterator[str]:
        process.send_signal(signal.SIGINT)
        if self._rng.random() < 0.3:
            time.sleep(self._rng.uniform(0, 0.3))
            process.send_signal(signal.SIGINT)
        started = time.monotonic()
        told = process.communicate()[1].decode()
        # Before Python is up, the system ends it; before it comes to our code, Python itself.
        if "Traceback" in told and PACKAGE not in told:
            return
        if process.returncode not in (0, 130, -signal.SIGINT) or "Traceback" in told:
            yield f"ended with {process.returncode}: {told}"
        if process.returncode == 130 and told.count("interrupted") > 1:
            yield f"more than one line: {told}"
        if time.monotonic() - started > _SOON:
            yield f"{time.monotonic() - started:.1f} s until it ended"

    def _look_inside(self, root: Path) -> Iterator[str]:
        is_before = read_state(root) in self._befores
        files = [] if is_before else json.loads(run(root, "status", "--json").out)["files"]
        for file in files:
            page = root / "pages" / file["file"]
            if page.exists() and file["entries"] not in (0, len(page.read_text().splitlines())):
                yield f"{file['file']}: {file['entries']} entries"
        ended = run(root, *self.task.args)
        if ended.code > 1 or "Traceback" in ended.err:
            yield f"the command again: {ended.err}"
        if read_state(root) != self._after:
            yield "not as after when the command was run again"
        if run(root, "search", "stonea", "--ids").code:
            yield "the search finds nothing"


def damage(path: Path, rng: random.Random) -> str:
    """Cut off or zero the tail of a file; what was done in words."""
    data, status = path.read_bytes(), path.stat()
    kept = rng.choice([0, len(data) // 2, max(0, len(data) - 1), rng.randrange(len(data) + 1)])
    is_cut, keeps_time = rng.random() < 0.5, rng.random() < 0.5
    path.unlink()  # it may be linked to, or held open
    path.write_bytes(data[:kept] + (b"" if is_cut else b"\0" * (len(data) - kept)))
    if keeps_time:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    how = f"{'cut' if is_cut else 'zeroed'} from {kept} of {len(data)}"
    return how + (", time kept" if keeps_time else "")


def find_library_files(root: Path) -> list[Path]:
    """The library's own files."""
    files = [p for p in (root / ".paperdex").rglob("*") if p.is_file()]
    return sorted(p for p in files if p.name not in MAY_BE_LOST and p.name != ".gitignore")


class Damager:
    """Trials of damage to a library, with and without a write-ahead log."""

    def __init__(self, template: Path, scratch: Path, rng: random.Random) -> None:
        self._rng, self._scratch = rng, scratch
        self._plain = template
        self._logged = shutil.copytree(template, scratch / "logged")
        edit(self._logged, "add", rng)
        # A process that is killed at its end leaves its log behind.
        code = (
            "import os, signal; from paperdex import Library;"
            "library = Library.open(); os.kill(os.getpid(), signal.SIGKILL)"
        )
        subprocess.run([sys.executable, "-c", code], cwd=self._logged, check=False)

    def try_once(self) -> Trial:
        """Damage one file; search; rebuild where that is what is said."""
        template = self._rng.choice([self._plain, self._logged])
        root = shutil.copytree(template, self._scratch / "trial", copy_function=shutil.copy2)
        expected = self._answer(root)
        path = self._rng.choice(find_library_files(template))
        path = root / path.relative_to(template)
        remove(root)
        shutil.copytree(template, root, copy_function=shutil.copy2)
        if not path.exists():
            path = root / ".paperdex" / "library.db"
        files = read_files(root)
        how = f"{path.relative_to(root)} {damage(path, self._rng)}"
        faults = list(self._look(root, expected))
        if read_files(root) != files:
            faults.append("the user's files have changed")
        remove(root)
        return Trial(how, faults)

    def _answer(self, root: Path) -> set[str]:
        run(root, "search", "stonea", "--ids")
        return set(run(root, "list", "--ids").out.split())

    def _look(self, root: Path, expected: set[str]) -> Iterator[str]:
        commands = (
            ("search", "stonea", "-n", "100"),
            ("list", "--json"),
            ("dedupe",),
            ("new",),
            ("decisions",),
            ("status",),
        )
        broken, told = False, ""
        for args in commands:
            ended = run(root, *args)
            told += ended.err
            if "Traceback" in ended.err or ended.code not in (0, 1, 3):
                yield f"{args}: {ended.code} {ended.err}"
            if ended.code == 3:
                broken |= "index --rebuild" in ended.err
                if ended.err.count("\n") != 1 and args[0] != "new":
                    yield f"{args}: not one line: {ended.err}"
        if broken:
            ended = run(root, "index", "--rebuild")
            if ended.code or "kept as" not in ended.err:
                yield f"rebuild: {ended.code} {ended.err}"
        told += run(root, "index").err
        if "Traceback" in told:
            yield f"index: {told}"
        is_named = any(line in told for line in NAMED)
        if not is_named and self._answer(root) != expected:
            yield f"other papers than before; broken={broken}"


def main() -> int:
    """Run the trials that are asked for, and print what they showed."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--trials", type=int, default=300, help="of each kind")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--papers", type=int, default=60, help="on each page")
    options.add_argument("--only", choices=("kill", "interrupt", "damage"))
    asked = options.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        scratch, rng = Path(folder), random.Random(asked.seed)
        template = scratch / "template"
        make_root(template, rng, asked.papers)
        if asked.only in (None, "kill"):
            killers = [Killer(template, task, scratch, rng) for task in TASKS]
            trials = (killers[n % len(killers)].try_once() for n in range(asked.trials))
            faults += report("kill", trials)
        if asked.only in (None, "interrupt"):
            (scratch / "long").mkdir()
            long = scratch / "long" / "template"
            make_root(long, rng, asked.papers * _LONG)
            tasks = [task for task in TASKS if task.args[0] in ("index", "search")]
            stoppers = [Interrupter(long, task, scratch / "long", rng) for task in tasks]
            trials = (stoppers[n % len(stoppers)].try_once() for n in range(asked.trials))
            faults += report("interrupt", trials)
        if asked.only in (None, "damage"):
            damager = Damager(template, scratch, rng)
            faults += report("damage", (damager.try_once() for _ in range(asked.trials)))
    return 1 if faults else 0


def report(kind: str, trials: Iterator[Trial]) -> int:
    """Print every fault as it comes, then the counts; gives how many trials had one."""
    tried = faulty = 0
    for tried, trial in enumerate(trials, 1):  # noqa: B007 (counted to the end)
        faulty += bool(trial.faults)
        for fault in trial.faults:
            print(f"{kind}: {trial.what}: {fault}", flush=True)
    print(f"{kind}: {tried} trials, {faulty} with faults")
    return faulty


if __name__ == "__main__":
    sys.exit(main())
