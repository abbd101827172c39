"""Whole processes, from the start of Python to the end, in turn with `import click`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import Bench, Row, describe_failure, library, peer_index
from peers import MODULES
from processes import IMPORT_CLICK, PAPERDEX, Failed, run_well, time_pairs
from report import Part

PART = Part(
    "cold",
    "Cold start",
    """
Whole processes, each in turn with `python -c "import click"`. The index is fresh, files are in
the system's cache, and the time includes looking at the sources. The aim for search, show and
list is a median ratio of at most 1.4 at any size. On a terminal rich must be imported as well, so
there the process is also compared with an import of both. Peers open what they keep on disk,
answer once and end.
""",
    ("papers", "process", "median s", "s of the other", "lowest", "ratio", "highest"),
)

QUERY = "language model"
_IMPORT_RICH = "import click, rich.console, rich.table, rich.text"
_PEERS = (
    "tantivy by hand, its own tokenizer",
    "SQLite FTS5",
    "bm25s, numpy",
    "bm25s, numba",
)
_ASK = """\
import sys
sys.path.insert(0, {here!r})
import {module} as peer
print(getattr(peer, "open_cold", peer.open_index)({folder!r}).ask({query!r}))
"""


def measure(bench: Bench, size: int) -> Iterator[Row]:
    folder = library(bench, size)
    for args in _commands(folder):
        name = " ".join(("paperdex", *(f'"{arg}"' if " " in arg else arg for arg in args)))
        yield _compare(bench, size, f"`{name}`", (PAPERDEX, *args), folder)
    shown = (PAPERDEX, "search", QUERY)
    yield _compare(bench, size, "the same on a terminal", shown, folder, terminal=True)
    python = (sys.executable, "-c", _IMPORT_RICH)
    name = "the same against `import click` and rich"
    yield _compare(bench, size, name, shown, folder, python, terminal=True)
    for peer in _PEERS:
        yield _measure_peer(bench, size, peer)


def _commands(folder: Path) -> Iterator[Sequence[str]]:
    """The command lines of paperdex, to be run in the folder of a library."""
    found = run_well((PAPERDEX, "search", QUERY, "--ids"), folder).output
    yield "search", QUERY, "--ids"
    yield "search", QUERY, "--json"
    yield "show", found.split()[0]
    yield "list", "--year", "2024", "-n", "10"
    yield "list", "--since", "2022", "--until", "2024-06", "--sort", "title", "-n", "10"
    yield "search", QUERY


def _measure_peer(bench: Bench, size: int, peer: str) -> Row:
    try:
        folder = peer_index(bench, peer, size)
    except Failed as failed:
        return describe_failure(len(PART.columns), [f"{size:,}", peer], str(failed))
    here = str(Path(__file__).parent.parent)
    script = _ASK.format(here=here, module=MODULES[peer], folder=str(folder), query=QUERY)
    return _compare(bench, size, peer, (sys.executable, "-c", script), folder)


def _compare(
    bench: Bench,
    size: int,
    name: str,
    command: Sequence[str],
    folder: Path,
    other: Sequence[str] = IMPORT_CLICK,
    terminal: bool = False,
) -> Row:
    try:
        pairs = time_pairs(command, other, folder, bench.runs, terminal)
    except Failed as failed:
        return describe_failure(len(PART.columns), [f"{size:,}", name], str(failed))
    ratios = (f"{pairs.low:.2f}", f"**{pairs.ratio:.2f}**", f"{pairs.high:.2f}")
    return [f"{size:,}", name, f"{pairs.seconds:.3f}", f"{pairs.other:.3f}", *ratios]
