"""How fast duplicates are found, beside peers."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import Bench, Row, check, corpus, describe_failure
from cells import call
from processes import PAPERDEX, run
from report import Part

PART = Part(
    "dedupe",
    "Finding duplicates",
    """
Nearly half of the records are noisy duplicates of others, with the kinds of noise of
`benchmarks/noise.py`. The first rows are whole processes, from the file to what is printed: the
report of `paperdex dedupe FILE --json`, and for peers the groups alone. The others measure
finding alone, with the papers or records in memory. The peers are MinHash of rensa (128
permutations of shingles of three words, threshold 0.7), bib-dedupe and splink as
[dedupe.md](dedupe.md#how-well) tells, and equal title and year. A peer may take 15 minutes, and
each of its processes 6 GB. bib-dedupe joins only what agrees in a venue, a volume, pages or a DOI,
and of these records one in sixteen has any. The peak is that of the largest process. Precision and
recall are by pairs; those on labelled collections are in [dedupe.md](dedupe.md#how-well).
""",
    ("records", "what", "records/s", "s", "peak, MB", "precision", "recall"),
)

PEERS = {
    "MinHash (rensa)": "peer_groupers:group_with_rensa",
    "bib-dedupe": "peer_bib_dedupe:group_with_bib_dedupe",
    "splink": "peer_splink:group_with_splink",
}
_MOST_SECONDS = 900.0

GROUPERS = {
    "paperdex, finding alone": "group_in_memory",
    "MinHash (rensa)": "group_with_rensa",
    "title + year": "group_by_title_and_year",
}


def measure(bench: Bench, size: int) -> Iterator[Row]:
    records = corpus(bench, size, "noisy")
    yield _measure_journey(bench, size, records)
    for name, grouper in PEERS.items():
        yield _measure_peer_journey(bench, size, records, name, grouper)
    for name, grouper in GROUPERS.items():
        wanted = {"records": str(records), "grouper": grouper}
        cell = call("parts.dedupe:time_grouper", bench.budget, **wanted)
        if cell.problem:
            yield describe_failure(len(PART.columns), [f"{size:,}", name], cell.problem)
        else:
            row = _row(size, name, cell.answer["seconds"], cell.peak)
            yield [*row, *_scores(cell.answer)]


def _measure_journey(bench: Bench, size: int, records: Path) -> Row:
    name = "`paperdex dedupe FILE --json`"
    ended = run((PAPERDEX, "dedupe", str(records), "--json"), bench.work, bench.budget)
    if ended.problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], ended.problem)
    return [*_row(size, name, ended.seconds, ended.peak), "", ""]


def _measure_peer_journey(bench: Bench, size: int, records: Path, name: str, grouper: str) -> Row:
    name = f"{name}, whole process"
    wanted = {"records": str(records), "grouper": grouper}
    cell = call("peer_groupers:group_file", min(bench.budget, _MOST_SECONDS), **wanted)
    if cell.problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], cell.problem)
    groups = bench.work / "groups.json"
    groups.write_text(json.dumps(cell.answer))
    rated = check(call("parts.dedupe:rate", bench.budget, records=str(records), groups=str(groups)))
    return [*_row(size, name, cell.seconds, cell.peak), *_scores(rated.answer)]


def _scores(answer: dict[str, float]) -> list[str]:
    return [f"{answer[of]:.4f}" for of in ("precision", "recall")]


def _row(size: int, name: str, seconds: float, peak: float) -> list[str]:
    return [f"{size:,}", name, f"{size / seconds:,.0f}", f"{seconds:.1f}", f"{peak:,.0f}"]


def rate(records: str, groups: str) -> dict[str, float]:
    """How the groups in a file compare by pairs to what was made.

    Runs in a process of its own.
    """
    from peers import read_papers

    return _compare(json.loads(Path(groups).read_text()), list(read_papers(records)))


def time_grouper(records: str, grouper: str) -> dict[str, float]:
    """Seconds in which a function of `groupers` finds the groups, and how they compare by
    pairs to what was made.

    Runs in a process of its own.
    """
    import groupers
    from peers import read_papers

    read = list(read_papers(records))
    prepared = groupers.prepare(grouper, read)
    start = time.perf_counter()
    found = getattr(groupers, grouper)(prepared)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, **_compare(found, read)}


def _compare(groups: Sequence[int], records: Sequence[dict[str, Any]]) -> dict[str, float]:
    from dedupe import compare

    score = compare(groups, [record["cluster"] for record in records])
    return {"precision": score.precision, "recall": score.recall}
