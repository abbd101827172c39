"""Measures paperdex and its peers side by side and writes docs/benchmarks.md.

    python benchmarks/run.py [--parts cold,warm] [--sizes 226,60000,600000] [--resume]

Each row stands in the document as soon as it is measured; Ctrl-C keeps what there is.
Run it on a machine that does nothing else.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from compileall import compile_dir
from pathlib import Path
from types import ModuleType

from bench import Bench, describe_failure, digest_code
from corpus import PAPERS, SEED
from data import ROOT
from parts import (
    adding,
    agreement,
    cold,
    dedupe,
    freshness,
    imports,
    ingest,
    reading,
    size,
    warm,
)
from processes import Failed
from report import Report

# In the order of the document, each with the option that gives its sizes.
PARTS: dict[ModuleType, str] = {
    cold: "sizes",
    imports: "seeds",
    freshness: "files",
    ingest: "sizes",
    adding: "sizes",
    warm: "sizes",
    size: "sizes",
    dedupe: "records",
    reading: "megabytes",
    agreement: "seeds",
}


_NUMBERS = ("sizes", "files", "records", "megabytes")


def read_numbers(text: str) -> list[int]:
    return [int(number) for number in text.replace("_", "").split(",")]


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    names = [module.PART.name for module in PARTS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default=",".join(names), help=f"of {', '.join(names)}")
    parser.add_argument("--sizes", type=read_numbers, default=[226, 20_000], help="papers")
    parser.add_argument("--files", type=read_numbers, default=[5, 1000], help="of sources")
    parser.add_argument("--records", type=read_numbers, default=[20_000], help="with duplicates")
    parser.add_argument("--megabytes", type=read_numbers, default=[8], help="of a page")
    parser.add_argument("--runs", type=int, default=25, help="pairs of processes")
    parser.add_argument("--queries", type=int, default=70, help="of each kind")
    parser.add_argument("--budget", type=float, default=1800, help="seconds for one process")
    parser.add_argument("--seed", type=int, default=SEED, help="of the corpora")
    parser.add_argument(
        "--papers", type=Path, default=PAPERS, help="real ones, JSON lines, gzipped"
    )
    work = Path(tempfile.gettempdir(), "paperdex-benchmarks")
    parser.add_argument("--work", type=Path, default=work, help="folder for what is made")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--resume", action="store_true", help="keep what was measured before")
    options = parser.parse_args(arguments)
    options.seeds = [226]
    options.parts = options.parts.split(",")
    if unknown := set(options.parts) - set(names):
        parser.error(f"no such part: {', '.join(unknown)}")
    return options


def name_command(options: argparse.Namespace) -> str:
    """The command line that asks for the same, for the document: without names of files."""
    given = {name: getattr(options, name) for name in (*_NUMBERS, "runs", "queries", "seed")}
    words = [f"--{name} {_join(value)}" for name, value in given.items()]
    return " ".join(("python benchmarks/run.py", f"--parts {','.join(options.parts)}", *words))


def _join(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def measure(options: argparse.Namespace, command: str) -> None:
    """Measure the parts asked for, by size, so that what is large comes last."""
    bench = Bench(
        options.work.resolve(),
        options.papers.resolve(),
        options.seed,
        options.runs,
        options.budget,
        options.queries,
    )
    bench.work.mkdir(parents=True, exist_ok=True)
    compile_dir(ROOT / "src", quiet=1)  # else each process might do so anew
    kept = bench.work / f"measured-{digest_code()}.json"
    report = Report(options.to, kept, [module.PART for module in PARTS], command)
    if options.resume:
        report.take_up()
    wanted = [(module, getattr(options, of)) for module, of in PARTS.items()]
    cells = [(number, module) for module, numbers in wanted for number in numbers]
    # Ingest makes the libraries that the others use.
    for number, module in sorted(cells, key=lambda cell: (cell[0], cell[1] is not ingest)):
        if module.PART.name in options.parts and not report.has(module.PART, number):
            measure_part(report, module, bench, number)


def measure_part(report: Report, module: ModuleType, bench: Bench, number: int) -> None:
    """The rows of a part at one size; one that says so where it can't be measured."""
    report.begin(module.PART, number)
    try:
        for row in module.measure(bench, number):
            report.add(module.PART, number, row)
    except Failed as failed:
        row = describe_failure(len(module.PART.columns), [f"{number:,}"], str(failed))
        report.add(module.PART, number, row)
    else:
        report.finish(module.PART, number)


def main(arguments: Sequence[str]) -> int:
    options = read_options(arguments)
    try:
        measure(options, name_command(options))
    except KeyboardInterrupt:
        print("broken off; --resume goes on", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
