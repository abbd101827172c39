"""How fast duplicates are found, beside peers."""

import time
from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Row, corpus, describe_failure
from cells import call
from processes import PAPERDEX, run
from report import Part

PART = Part(
    "dedupe",
    "Finding duplicates",
    """
Nearly half of the records are noisy duplicates of others, with the kinds of noise of
`benchmarks/noise.py`. The first rows are whole processes, from the file to what is printed: the
report of `paperdex dedupe FILE --json`, and for rensa the groups alone. The others measure
finding alone, with the papers or records in memory. The peers are MinHash of rensa (128
permutations of shingles of three words, threshold 0.7), and equal title and year. Precision and
recall are by pairs; those on labelled collections are in [dedupe.md](dedupe.md#how-well).
""",
    ("records", "what", "records/s", "s", "peak, MB", "precision", "recall"),
)

GROUPERS = {
    "paperdex, finding alone": "group_in_memory",
    "MinHash (rensa)": "group_with_rensa",
    "title + year": "group_by_title_and_year",
}


def measure(bench: Bench, size: int) -> Iterator[Row]:
    records = corpus(bench, size, "noisy")
    yield _measure_journey(bench, size, records)
    yield _measure_peer_journey(bench, size, records)
    for name, grouper in GROUPERS.items():
        wanted = {"records": str(records), "grouper": grouper}
        cell = call("parts.dedupe:time_grouper", bench.budget, **wanted)
        if cell.problem:
            yield describe_failure(len(PART.columns), [f"{size:,}", name], cell.problem)
        else:
            scores = (f"{cell.answer[of]:.4f}" for of in ("precision", "recall"))
            yield [*_row(size, name, cell.answer["seconds"], cell.peak), *scores]


def _measure_journey(bench: Bench, size: int, records: Path) -> Row:
    name = "`paperdex dedupe FILE --json`"
    ended = run((PAPERDEX, "dedupe", str(records), "--json"), bench.work, bench.budget)
    if ended.problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], ended.problem)
    return [*_row(size, name, ended.seconds, ended.peak), "", ""]


def _measure_peer_journey(bench: Bench, size: int, records: Path) -> Row:
    name = "MinHash (rensa), whole process"
    cell = call("parts.dedupe:group_file", bench.budget, records=str(records))
    if cell.problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], cell.problem)
    return [*_row(size, name, cell.seconds, cell.peak), "", ""]


def _row(size: int, name: str, seconds: float, peak: float) -> list[str]:
    return [f"{size:,}", name, f"{size / seconds:,.0f}", f"{seconds:.1f}", f"{peak:,.0f}"]


def group_file(records: str) -> list[int]:
    """The groups of the records of a file, by rensa.

    Runs in a process of its own.
    """
    from peer_groupers import group_with_rensa
    from peers import read_papers

    return group_with_rensa(list(read_papers(records)))


def time_grouper(records: str, grouper: str) -> dict[str, float]:
    """Seconds in which a function of `groupers` finds the groups, and how they compare by
    pairs to what was made.

    Runs in a process of its own.
    """
    import groupers
    from dedupe import compare
    from peers import read_papers

    read = list(read_papers(records))
    prepared = groupers.prepare(grouper, read)
    start = time.perf_counter()
    found = getattr(groupers, grouper)(prepared)
    seconds = time.perf_counter() - start
    score = compare(found, [record["cluster"] for record in read])
    return {"seconds": seconds, "precision": score.precision, "recall": score.recall}
