"""The settings of a run of the suite, and the corpora, libraries and indexes that it needs.

They lie in a folder of the suite's own and are used again: corpora while their seed is the same,
the rest while neither paperdex nor the code that calls peers has changed.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cells import Cell, call
from data import ROOT
from peers import BUILT_BY, MODULES, MOST
from processes import PAPERDEX, Ended, Failed, run, run_well

SEEDS = ROOT / "seeds"
SEED_PAPERS = 226
"""The size that stands for the seeds."""

# Of builds up to so many papers several are timed.
_SHORT = 60_000

Row = Sequence[str]


class Bench(NamedTuple):
    """The setting: where things are made, of which papers, and how much is measured."""

    work: Path
    papers: Path
    seed: int
    runs: int
    """How many pairs of processes are timed."""
    budget: float
    """Seconds that one process may take."""
    queries: int
    """How many of each kind."""

    def builds(self, size: int) -> int:
        """How often a build of so many papers is timed."""
        return min(3, self.runs) if size <= _SHORT else 1


def corpus(bench: Bench, size: int, form: str = "lines") -> Path:
    """A corpus in a form, made if it is not there. Raises Failed."""
    kind = crc32(Path(__file__).with_name("corpus.py").read_bytes())
    target = bench.work / f"corpora-{bench.seed}-{kind:08x}" / f"{form}-{size}"
    if target.exists():
        return target
    fresh = target.with_name(f"{target.name}.new")
    _clear(fresh)
    if size == SEED_PAPERS and form in ("lines", "pages"):
        _export_seeds(bench, form, fresh)
    else:
        arguments = {"source": str(bench.papers), "target": str(fresh), "count": size}
        check(call("corpus:write_corpus", 1e6, **arguments, form=form, seed=bench.seed))
    fresh.rename(target)
    return target


def _export_seeds(bench: Bench, form: str, target: Path) -> None:
    if form == "pages":
        shutil.copytree(SEEDS, target)
        return
    exported = run_well((PAPERDEX, "export", "--in", str(SEEDS), "--jsonl"), bench.work)
    target.write_text(exported.output, encoding="utf-8")


class Made(NamedTuple):
    """A library in a folder, and the process that made it."""

    folder: Path
    ended: Ended


def make_library(bench: Bench, size: int, form: str) -> Made:
    """Make the library of a corpus anew, timed. Raises Failed."""
    source = corpus(bench, size, form)
    folder = _built(bench) / f"library-{form}-{size}"
    _clear(folder)
    fresh = folder.with_name(f"{folder.name}.new")
    _clear(fresh)
    (fresh / "added").mkdir(parents=True)
    listed = f'sources = ["{os.path.relpath(source, folder)}", "added"]\n'
    (fresh / "paperdex.toml").write_text(listed, encoding="utf-8")
    ended = run((PAPERDEX, "index", "--json"), fresh, bench.budget)
    if ended.problem:
        raise Failed(ended.problem)
    fresh.rename(folder)
    return Made(folder, ended)


def library(bench: Bench, size: int, form: str = "lines") -> Path:
    """The library of a corpus, made if it is not there. Raises Failed."""
    form = "pages" if size == SEED_PAPERS and form == "lines" else form
    folder = _built(bench) / f"library-{form}-{size}"
    return folder if folder.exists() else make_library(bench, size, form).folder


def build_peer(bench: Bench, name: str, size: int) -> Cell:
    """Build a peer's index anew. Raises Failed where the papers are too many for it."""
    if size > MOST.get(name, size):
        raise Failed(f"not tried beyond {MOST[name]:,}")
    folder = _peer_folder(bench, name, size)
    fresh = folder.with_name(f"{folder.name}.new")
    for old in (folder, fresh):
        _clear(old)
    fresh.mkdir(parents=True)
    papers = str(corpus(bench, size))
    cell = call(f"{MODULES[name]}:build", bench.budget, papers=papers, folder=str(fresh))
    if not cell.problem:
        fresh.rename(folder)
    return cell


def peer_index(bench: Bench, name: str, size: int) -> Path:
    """The folder of a peer's index, built if it is not there. Raises Failed."""
    name = BUILT_BY.get(name, name)
    folder = _peer_folder(bench, name, size)
    if not folder.exists():
        check(build_peer(bench, name, size))
    return folder


def check(cell: Cell) -> Cell:
    """A cell that must have an answer. Raises Failed."""
    if cell.problem:
        raise Failed(cell.problem)
    return cell


def describe_failure(columns: int, name: Sequence[str], problem: str) -> Row:
    """A row that says why something could not be measured."""
    return [*name, problem, *[""] * (columns - len(name) - 1)]


@cache
def digest_code() -> str:
    """Of paperdex and the peers: with another, nothing that was built is used."""
    digest = sha256()
    for path in sorted(_code()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _code() -> Iterator[Path]:
    yield from (ROOT / "src").rglob("*.py")
    yield from (ROOT / "benchmarks" / "peers").glob("*.py")


def _built(bench: Bench) -> Path:
    return bench.work / f"built-{bench.seed}-{digest_code()}"


def _peer_folder(bench: Bench, name: str, size: int) -> Path:
    return _built(bench) / f"{MODULES[name].rpartition('.')[2]}-{size}"


def _clear(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
