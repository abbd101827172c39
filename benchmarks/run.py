"""Measures paperdex on the seeds and writes docs/benchmarks.md.

    python benchmarks/run.py [--runs 40]

Whole processes are timed in turn with the peer they are compared to (A B A B ...),
so that a drift of the machine's speed touches both; what is quoted is the median of
the ratios, pair by pair. Run it on a machine that does nothing else.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import mean, median

from paperdex import Library
from paperdex.query import Query

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
QUERIES = (Path(__file__).parent / "queries.txt").read_text().splitlines()

PYTHON = (sys.executable, "-c")
# The console script that pip made, beside the interpreter: what a user starts.
PAPERDEX = (str(Path(sys.executable).parent / "paperdex"),)


def seconds(command: Sequence[str], folder: Path) -> float:
    """Wall time of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(command: Sequence[str], peer: Sequence[str], folder: Path, runs: int) -> list[float]:
    """Median seconds of both, and the lowest, median and highest of their ratios."""
    for warm_up in (command, peer):
        seconds(warm_up, folder)
    pairs = [(seconds(command, folder), seconds(peer, folder)) for _ in range(runs)]
    ratios = [a / b for a, b in pairs]
    return [
        median(a for a, _ in pairs),
        median(b for _, b in pairs),
        min(ratios),
        median(ratios),
        max(ratios),
    ]


def make_library(folder: Path) -> None:
    (folder / "seeds").symlink_to(SEEDS)
    (folder / "paperdex.toml").write_text('sources = ["seeds"]\n')


def measure_starts(runs: int) -> list[str]:
    """The table of whole processes on an index that is fresh."""
    rows = [
        "| command | median s | `import click` s | ratio: lowest | median | highest |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_library(folder)
        subprocess.run([*PAPERDEX, "index"], cwd=folder, check=True, capture_output=True)
        for args in (
            ("search", "byte-level", "--ids"),
            ("search", "byte-level"),
            ("search", "byte-level", "--json"),
            ("list", "--year", "2024"),
            ("show", "hungry", "hippos"),
        ):
            peer = (*PYTHON, "import click")
            a, b, low, mid, high = compare((*PAPERDEX, *args), peer, folder, runs)
            name = f"`paperdex {' '.join(args)}`"
            rows.append(f"| {name} | {a:.3f} | {b:.3f} | {low:.2f} | **{mid:.2f}** | {high:.2f} |")
    return rows


def measure_first_run(runs: int) -> list[str]:
    """Parse, dedupe, store, index and answer, beyond starting with the same imports."""
    imports = "import paperdex.cli, paperdex.commands.search, paperdex.ingest, paperdex.report"
    beyond = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            make_library(Path(name))
            first = seconds((*PAPERDEX, "search", "byte-level"), Path(name))
            beyond.append(first - seconds((*PYTHON, imports), Path(name)))
    return [
        f"Median of {runs}: **{median(beyond):.3f} s** (lowest {min(beyond):.3f}, "
        f"highest {max(beyond):.3f})."
    ]


def compare_engines() -> list[str]:
    """How far the engines agree on the ten best papers of each query."""
    with Library.of([SEEDS]) as library:
        shares, parted = [], []
        for text in QUERIES:
            tops = [
                [hit.id for hit in library.rank(Query(text), engine=engine).scored]
                for engine in ("tantivy", "rank-bm25")
            ]
            shared = set(tops[0]) & set(tops[1])
            shares.append(len(shared) / max(1, len(tops[0]), len(tops[1])))
            if tops[0] != tops[1]:
                parted.append(text)
    same = sum(share == 1.0 for share in shares)
    return [
        f"{len(QUERIES)} queries (`benchmarks/queries.txt`): mean overlap of the ten best "
        f"**{mean(shares):.3f}**, lowest {min(shares):.1f}; the same ten in {same}, in the same "
        f"order in {len(QUERIES) - len(parted)}."
    ]


def describe_machine() -> str:
    names = ("click", "tantivy", "rank-bm25", "numpy", "rich")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; {versions}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="counted runs of each process")
    runs = parser.parse_args().runs
    text = TEXT.format(
        machine=describe_machine(),
        runs=runs,
        starts="\n".join(measure_starts(runs)),
        first_run="\n".join(measure_first_run(max(5, runs // 4))),
        engines="\n".join(compare_engines()),
    )
    DOCUMENT.write_text(text)
    print(json.dumps({"written": str(DOCUMENT.relative_to(ROOT))}))


TEXT = """\
# Benchmarks

Written by `python benchmarks/run.py`, in one run, on: {machine}.

## Cold start

Whole processes on the five seeds, the index fresh, the look at the sources included;
each in turn with `python -c "import click"`, {runs} pairs. The aim for
`paperdex search "byte-level" --ids` is a median ratio of at most 1.4.

{starts}

## First run

From nothing to the answer of `paperdex search "byte-level"` (five pages, 303 entries:
read, parse, dedupe, store, index, search), beyond a process that only imports the same
modules. The aim is 0.5 s.

{first_run}

## The engines side by side

{engines}

Both score the same parts by the same formulas. They part for one reason: tantivy keeps
the length of a text in one byte (Lucene's encoding, lengths above 40 in steps that
widen to an eighth), rank-bm25 exactly. So scores differ in the second or third digit,
and papers whose scores lie closer than that may change places.
"""


if __name__ == "__main__":
    main()
