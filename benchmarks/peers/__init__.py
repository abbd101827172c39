"""Engines by hand, used as their documents show, with the same papers as paperdex.

A module has `build(papers, folder)`, which makes its index of a file of JSON lines, and
`open_index(folder)`. Its answers are the numbers of the papers, as text, best first.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

TOP = 10


class Asked(NamedTuple):
    """How an open index is asked: ``prepare`` what is not timed, then ``ask``."""

    ask: Callable[[Any], Sequence[str]]
    prepare: Callable[[str], Any] = str


class Peer(Protocol):
    def build(self, papers: str, folder: str) -> dict[str, float]:
        """Build the index; returns the seconds that took, without those for reading the papers if
        all are read before."""

    def open_index(self, folder: str) -> Asked:
        """Open what was built."""


MODULES = {
    "tantivy by hand, same clauses": "peers.tantivy_same",
    "tantivy by hand, not counting all": "peers.tantivy_uncounted",
    "tantivy by hand, its own tokenizer": "peers.tantivy_plain",
    "SQLite FTS5": "peers.fts5",
    "bm25s, numpy": "peers.bm25s_numpy",
    "bm25s, numba": "peers.bm25s_numba",
    "rank-bm25": "peers.rank_bm25_plain",
}
YARDSTICK = "tantivy by hand, same clauses"
# The most papers that are tried: rank-bm25 scores every one for every query in Python, bm25s
# holds all their words in memory while it builds.
MOST = {"rank-bm25": 100_000, "bm25s, numpy": 1_000_000, "bm25s, numba": 1_000_000}
# What opens the index of another one.
BUILT_BY = {"bm25s, numba": "bm25s, numpy", "tantivy by hand, not counting all": YARDSTICK}


def load_peer(name: str) -> Peer:
    """The module of a peer."""
    module: Any = import_module(MODULES[name])
    peer: Peer = module
    return peer


def read_papers(path: str) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def text_of(record: dict[str, Any]) -> str:
    """Title and abstract, as most peers get them."""
    return f"{record['title']}\n{record.get('abstract') or ''}"


def count_bytes(folder: Path) -> int:
    """The size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
