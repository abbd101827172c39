"""An engine and tantivy by hand, asked in turn -> how many queries per second each answers.

Runs in a process of its own.
"""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from paperdex import Library
from paperdex.papers import Papers
from paperdex.query import Query
from paperdex.search.rank import load_hits
from paperdex.workspace import Workspace
from peers import TOP, YARDSTICK, Asked, load_peer
from queries import read_queries

# Rounds after the first, which warms the caches; fewer where the time is up.
_ROUNDS = 7
_SECONDS_A_KIND = 20.0


class Round(NamedTuple):
    """The seconds that an engine and the yardstick took for the same queries."""

    engine: float
    yardstick: float
    queries: int


def time_engine(
    folder: str, yardstick: str, papers: str, kind: str, count: int, peer: str, what: str
) -> dict[str, float]:
    """Ask a peer (or a library, if none is named) and tantivy by hand in turn; returns the queries
    per second of both, and their ratio."""
    queries = read_queries(papers, kind, count)
    opened = load_peer(peer).open_index(folder) if peer else open_library(folder, what)
    by_hand = load_peer(YARDSTICK).open_index(yardstick)
    rounds = take_rounds(opened, by_hand, queries, _SECONDS_A_KIND)
    return {
        "rate": median(one.queries / one.engine for one in rounds),
        "by_hand": median(one.queries / one.yardstick for one in rounds),
        "ratio": median(one.yardstick / one.engine for one in rounds),
    }


def time_by_hand(queries: str, yardstick: str) -> dict[str, float]:
    """The seconds that tantivy by hand takes for a file of queries, and how many these are."""
    by_hand = load_peer(YARDSTICK).open_index(yardstick)
    with open(queries, encoding="utf-8") as file:
        prepared = [by_hand.prepare(line.rstrip("\n")) for line in file]
    seconds, done = _time(by_hand.ask, prepared, float("inf"))
    return {"seconds": seconds, "queries": done}


def take_rounds(
    engine: Asked, yardstick: Asked, queries: Sequence[str], seconds: float
) -> list[Round]:
    """Rounds in turn; the first counts only if there is no time for another."""
    prepared = [engine.prepare(text) for text in queries]
    by_hand = [yardstick.prepare(text) for text in queries]
    end = time.perf_counter() + seconds
    rounds = list[Round]()
    while not rounds or (len(rounds) <= _ROUNDS and time.perf_counter() < end):
        taken, done = _time(engine.ask, prepared, seconds)
        other, _ = _time(yardstick.ask, by_hand[:done], seconds)
        rounds.append(Round(taken, other, done))
    return rounds[1:] or rounds


def _time(
    ask: Callable[[Any], object], queries: Sequence[Any], seconds: float
) -> tuple[float, int]:
    """Seconds for the queries, and how many could be asked before the time was up."""
    start = time.perf_counter()
    for done, query in enumerate(queries, 1):
        ask(query)
        if time.perf_counter() - start > seconds:
            return time.perf_counter() - start, done
    return time.perf_counter() - start, len(queries)


def open_library(folder: str, what: str) -> Asked:
    """A library asked for ids, for papers, also with none remembered, or for papers and where
    they match."""
    workspace = Workspace.open(folder, create=False, tell=None)
    library, papers = Library(workspace), Papers(workspace.store, remembered=0)

    def rank(text: str) -> list[str]:
        return [hit.id for hit in library.rank(Query(text), limit=TOP).scored]

    def search(text: str) -> list[str]:
        return [hit.paper.id for hit in library.search(text, limit=TOP).hits]

    def search_anew(text: str) -> list[str]:
        with library.reading():
            ranking = library.rank(Query(text), limit=TOP)
            return [hit.paper.id for hit in load_hits(papers, ranking).hits]

    def match(text: str) -> list[str]:
        return [str(len(hit.matched)) for hit in library.search(text, limit=TOP).hits]

    return Asked({"ids": rank, "papers anew": search_anew, "matches": match}.get(what, search))
