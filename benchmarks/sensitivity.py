"""Measures how sensitive the rules for duplicates are: each threshold moved by a tenth.

    python benchmarks/sensitivity.py [DATA] [--sets sra_stroke ...]

DATA (default ../shared/data) holds `duplicates/` with labelled collections. Shares are
moved by a tenth up and down, counts by one. A rule that was fitted to these collections
would fall with the next threshold; one that is true of such data hardly moves.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data import add_data_option, read_lines
from dedupe import SETS, Score, compare, read_truth
from groupers import group_in_memory, to_paper
from paperdex import Paper
from paperdex.dedupe import thresholds

# synth_20k takes as long as the others together; it can be asked for.
_SETS = [name for name in SETS if name != "synth_20k"]

Collection = tuple[list[Paper], list[str]]


def name_thresholds() -> dict[str, tuple[float, float]]:
    """Each threshold with its values a step down and up."""
    values = {name: value for name, value in vars(thresholds).items() if name.isupper()}
    return {
        name: (value - 1, value + 1)
        if isinstance(value, int)
        else (round(0.9 * value, 4), round(min(1.0, 1.1 * value), 4))
        for name, value in values.items()
        if isinstance(value, int | float)
    }


def set_threshold(name: str, value: float) -> float:
    """Change a threshold wherever it is used; gives the value it had."""
    had: float = getattr(thresholds, name)
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("paperdex.dedupe.") and hasattr(module, name):
            setattr(module, name, value)
    return had


def score(collection: Collection) -> Score:
    """How the groups of a collection compare to the truth."""
    papers, truth = collection
    return compare(group_in_memory(papers), truth)


def measure(collections: dict[str, Collection]) -> Iterator[str]:
    """A table: F1 as it is, then its change and the least precision by threshold."""
    plain = {name: score(collection).f1 for name, collection in collections.items()}
    yield f"| threshold | value | {' | '.join(collections)} | least precision |"
    yield "|---|---|" + "---|" * (len(collections) + 1)
    yield "| as it is | | " + " | ".join(f"{f1:.4f}" for f1 in plain.values()) + " | |"
    for name, values in name_thresholds().items():
        for value in values:
            had = set_threshold(name, value)
            scores = {of: score(collection) for of, collection in collections.items()}
            set_threshold(name, had)
            moved = [f"{scores[of].f1 - plain[of]:+.4f}" for of in collections]
            least = min(s.precision for of, s in scores.items() if of != "dblp_acm")
            yield f"| {name} | {had} -> {value} | {' | '.join(moved)} | {least:.4f} |"


def read_collection(folder: Path) -> Collection:
    """The papers of a labelled collection and the truth."""
    records = read_lines(folder / "records.jsonl.gz")
    return [to_paper(record) for record in records], read_truth(folder, records)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data_option(parser)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=_SETS)
    options = parser.parse_args(arguments)
    labelled = options.data / "duplicates"
    for line in measure({name: read_collection(labelled / name) for name in options.sets}):
        print(line, flush=True)


if __name__ == "__main__":
    main()
