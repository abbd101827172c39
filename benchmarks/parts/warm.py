"""Queries a second of one process, in turn with tantivy called by hand."""

from collections.abc import Iterator, Sequence
from statistics import median

from bench import Bench, Row, corpus, describe_failure, library, peer_index
from cells import Cell, call
from peers import MODULES, YARDSTICK
from processes import PAPERDEX, Ended, Failed, run
from queries import KINDS
from report import Part

PART = Part(
    "warm",
    "Warm queries",
    """
Queries a second for the best ten papers, one after the other in one process on one thread:
keywords (`benchmarks/queries.txt`), titles, and sentences of abstracts. In a round an engine
answers all queries of a kind, and then tantivy by hand does, over the same papers; the ratio is
the median of the rounds, above 1 if the engine is faster. *By hand* is what paperdex asks of
tantivy: the same analysed text, and the clauses that it makes of each query, known before the
clock runs. `Library.rank` gives ids and scores, `Library.search` the papers. Where they match is
found only when somebody looks, which has rows of its own. Papers that were read are remembered,
so later rounds read none; reading them anew has rows of its own, too. `search --queries FILE` is
a whole process with its start, and prints everything.
""",
    ("papers", "engine", "queries", "queries/s", "tantivy by hand, queries/s", "ratio"),
)

OURS = {
    "`Library.rank`": "ids",
    "`Library.search`": "papers",
    "`Library.search`, matches looked at": "matches",
    "`Library.search`, papers read anew": "papers anew",
}
_FILES = 3
# So often the file of queries holds all of them, so that the start of the process tells little.
_REPEATS = 50


def measure(bench: Bench, size: int) -> Iterator[Row]:
    for engine in (*OURS, *MODULES):
        if engine != YARDSTICK:
            for kind, cell in _ask_all(bench, size, engine):
                yield _row(size, engine, kind, cell)
    yield from _measure_file(bench, size)


def _ask_all(bench: Bench, size: int, engine: str) -> Iterator[tuple[str, Cell | str]]:
    """By kind of query what an engine did in a process of its own, or why it did not."""
    try:
        is_ours = engine in OURS
        folder = library(bench, size) if is_ours else peer_index(bench, engine, size)
        yardstick = peer_index(bench, YARDSTICK, size)
    except Failed as failed:
        yield "", str(failed)
        return
    where = {"folder": str(folder), "yardstick": str(yardstick)}
    where["papers"] = str(corpus(bench, size))
    where |= {"peer": "" if is_ours else engine}
    for kind in KINDS:
        asked = {"kind": kind, "count": bench.queries, "what": OURS.get(engine, "")}
        yield kind, call("rounds:time_engine", bench.budget, **where, **asked)


def _row(size: int, engine: str, kind: str, cell: Cell | str) -> Row:
    problem = cell if isinstance(cell, str) else cell.problem
    if problem or isinstance(cell, str):
        return describe_failure(len(PART.columns), [f"{size:,}", engine, kind], str(problem))
    rates = (f"{cell.answer['rate']:,.0f}", f"{cell.answer['by_hand']:,.0f}")
    return [f"{size:,}", engine, kind, *rates, f"**{cell.answer['ratio']:.2f}**"]


def _measure_file(bench: Bench, size: int) -> Iterator[Row]:
    """The command that answers a file of queries."""
    folder, papers = library(bench, size), str(corpus(bench, size))
    yardstick = str(peer_index(bench, YARDSTICK, size))
    for kind in KINDS:
        path = str(bench.work / f"{kind}.txt")
        asked = {"papers": papers, "kind": kind, "count": bench.queries}
        call("queries:write_queries", bench.budget, **asked, target=path, repeats=_REPEATS)
        pairs = [
            (
                run((PAPERDEX, "search", "--queries", path), folder, bench.budget),
                call("rounds:time_by_hand", bench.budget, queries=path, yardstick=yardstick),
            )
            for _ in range(_FILES)
        ]
        yield _row_of_file(size, kind, pairs)


def _row_of_file(size: int, kind: str, pairs: Sequence[tuple[Ended, Cell]]) -> Row:
    name = [f"{size:,}", "`paperdex search --queries FILE`", kind]
    problems = [one.problem for pair in pairs for one in pair if one.problem]
    if problems:
        return describe_failure(len(PART.columns), name, problems[0])
    ours = [cell.answer["queries"] / ended.seconds for ended, cell in pairs]
    by_hand = [cell.answer["queries"] / cell.answer["seconds"] for _, cell in pairs]
    ratio = median(one / other for one, other in zip(ours, by_hand, strict=True))
    return [*name, f"{median(ours):,.0f}", f"{median(by_hand):,.0f}", f"**{ratio:.2f}**"]
