"""How fast papers become a library, and what peers take for their index of the same."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import Bench, Row, build_peer, corpus, describe_failure, library, make_library
from cells import Cell, call
from peers import BUILT_BY, MODULES, YARDSTICK
from processes import Failed, summarize
from report import Part

PART = Part(
    "ingest",
    "Ingest",
    """
Whole processes that start from nothing: `paperdex index` reads, parses, finds duplicates, stores
and indexes, from JSON lines and from saved pages of 60 cards as text. The aim is 3,000 papers a
second. *Index alone* is made anew from the store, in turn with tantivy by hand, which is given
the text that paperdex analyses and analyses it in the same way; the ratio is of papers a second,
and its aim is 0.9. Peers index title and abstract and do nothing else; bm25s and rank-bm25 are
timed without reading the papers. The peak is that of the whole process.
""",
    ("papers", "what", "papers/s", "s", "CPU s", "peak, MB", "ratio to tantivy by hand"),
)


def measure(bench: Bench, size: int) -> Iterator[Row]:
    for form, name in (("lines", "JSON lines"), ("pages", "listing pages")):
        yield _measure_library(bench, size, form, f"`paperdex index`, {name}")
    yield from _measure_index(bench, size)
    for peer in MODULES:
        if peer != YARDSTICK and peer not in BUILT_BY:
            yield _measure_peer(bench, size, peer)


def _measure_library(bench: Bench, size: int, form: str, name: str) -> Row:
    try:
        corpus(bench, size, form)
        ended = [make_library(bench, size, form).ended for _ in range(bench.builds(size))]
    except Failed as failed:
        return describe_failure(len(PART.columns), [f"{size:,}", name], str(failed))
    seconds, cpu = (median(getattr(one, of) for one in ended) for of in ("seconds", "cpu"))
    peak = max(one.peak for one in ended)
    return [*_figures(size, name, seconds, peak, f"{cpu:.1f}"), ""]


def _measure_index(bench: Bench, size: int) -> Iterator[Row]:
    """The index made anew from the store, in turn with tantivy fed by hand. Raises Failed."""
    name = "index alone, from the store"
    folder = str(library(bench, size))
    ours, theirs = list[Cell](), list[Cell]()
    for _ in range(bench.builds(size)):
        ours.append(call("parts.ingest:rebuild_index", bench.budget, folder=folder))
        theirs.append(build_peer(bench, YARDSTICK, size))
    if any(cell.problem for cell in (*ours, *theirs)):
        yield _summarize(size, name, ours)
        yield _summarize(size, YARDSTICK, theirs)
        return
    taken = ([cell.answer["seconds"] for cell in cells] for cells in (theirs, ours))
    yield [*_summarize(size, name, ours)[:-1], f"**{summarize(*taken).ratio:.2f}**"]
    yield _summarize(size, YARDSTICK, theirs)


def _measure_peer(bench: Bench, size: int, peer: str) -> Row:
    try:
        cells = [build_peer(bench, peer, size) for _ in range(bench.builds(size))]
    except Failed as failed:
        return describe_failure(len(PART.columns), [f"{size:,}", peer], str(failed))
    return _summarize(size, peer, cells)


def _summarize(size: int, name: str, cells: list[Cell]) -> Row:
    problem = next((cell.problem for cell in cells if cell.problem), None)
    if problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], problem)
    seconds = median(cell.answer["seconds"] for cell in cells)
    return [*_figures(size, name, seconds, max(cell.peak for cell in cells), ""), ""]


def _figures(size: int, name: str, seconds: float, peak: float, cpu: str) -> Row:
    return [f"{size:,}", name, f"{size / seconds:,.0f}", f"{seconds:.1f}", cpu, f"{peak:,.0f}"]


def rebuild_index(folder: str) -> dict[str, float]:
    """Throw the index of a library away and have it made anew; gives the seconds it took.

    Runs in a process of its own.
    """
    from paperdex import Library
    from paperdex.query import Query

    shutil.rmtree(Path(folder, ".paperdex", "index"))
    with Library.open(folder, refresh=False) as library:
        start = time.perf_counter()
        library.rank(Query("index"))
        return {"seconds": time.perf_counter() - start}
