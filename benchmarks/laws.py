"""Asks titles and sentences of real papers as queries, and counts which find their own paper.

    python benchmarks/laws.py [DATA] [--papers 60000] [--abstracts 60000] [--processes 2]

DATA (default ../shared/data) holds `papers-60k.jsonl.gz`. All titles are asked, and the
sentences of so many abstracts, which take more than an hour for all 60,000. A query that raises
an error is counted, and printed with the error.
"""

import argparse
import gzip
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from data import add_data_option
from paperdex import Library, Paper

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_QUERIES_A_JOB = 50


class Asked(NamedTuple):
    """A text of a paper, as a query to the library in a folder."""

    library: str
    kind: str
    text: str
    owner: str
    """The paper's id."""


class Outcome(NamedTuple):
    kind: str
    is_first: bool
    """Whether the paper that the text is of ranks first."""
    error: str | None


def make_library(root: Path, papers: Path, count: int) -> None:
    """The library of so many papers of a file of JSON lines, in a folder."""
    with gzip.open(papers, "rt", encoding="utf-8") as lines:
        (root / "papers.jsonl").write_text("".join(islice(lines, count)), encoding="utf-8")
    (root / "paperdex.toml").touch()
    with Library.open(root, create=True) as library:
        library.ingest([root / "papers.jsonl"])


def make_queries(root: Path, abstracts: int) -> Iterator[Asked]:
    """Every title, then every sentence of so many abstracts."""
    with Library.open(root, refresh=False) as library:
        papers = list(library)
    asked = {"titles": map(_title_of, papers), "sentences": map(_sentences_of, papers[:abstracts])}
    for kind, found in asked.items():
        for paper, texts in zip(papers, found, strict=False):
            yield from (Asked(str(root), kind, text, paper.id) for text in texts)


def _title_of(paper: Paper) -> list[str]:
    return [paper.title]


def _sentences_of(paper: Paper) -> list[str]:
    return _SENTENCE_END.split(paper.abstract) if paper.abstract else []


@cache
def _open(root: str) -> Library:
    return Library.open(root, refresh=False)


def ask(asked: Asked) -> Outcome:
    """Ask a query in this process."""
    try:
        hits = _open(asked.library).search(asked.text, limit=1).hits
    except Exception as error:  # what is counted
        return Outcome(asked.kind, False, f"{error!r}: {asked.text!r}")
    return Outcome(asked.kind, bool(hits) and hits[0].paper.id == asked.owner, None)


def count(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Each error as it comes, then a table."""
    asked, first, errors = Counter[str](), Counter[str](), Counter[str]()
    for kind, is_first, error in outcomes:
        asked[kind] += 1
        first[kind] += is_first
        if error:
            errors[kind] += 1
            yield error
    yield "| queries | asked | own paper first | share | errors |"
    yield "|---|---|---|---|---|"
    for kind, total in asked.items():
        share = first[kind] / total
        yield f"| {kind} | {total:,} | {first[kind]:,} | {share:.4f} | {errors[kind]} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data_option(parser)
    parser.add_argument("--papers", type=int, default=60_000)
    parser.add_argument("--abstracts", type=int, default=60_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Pool(options.processes) as pool:
        make_library(Path(folder), options.data / "papers-60k.jsonl.gz", options.papers)
        queries = make_queries(Path(folder), options.abstracts)
        for line in count(pool.imap_unordered(ask, queries, _QUERIES_A_JOB)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
