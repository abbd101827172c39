"""The bytes that a library and peers keep, beside those of the text."""

from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Row, corpus, describe_failure, library, peer_index
from cells import Cell, call
from peers import BUILT_BY, MODULES, count_bytes, read_papers
from processes import Failed
from report import Part

PART = Part(
    "size",
    "Size on disk",
    """
The library of one file of JSON lines; for the seeds that of their pages, whose source is what
`paperdex export --jsonl` gives. *Text* is what is kept of the source: the values of all fields of
its records in UTF-8, without names of fields and punctuation. The store is all that is not the
index, including the keys of duplicates. The aim for store and index together is at most 1.5 times
the text. Peers, except for FTS5, keep an index and no papers.
""",
    ("papers", "what", "MB", "by text", "by title and abstract"),
)


def measure(bench: Bench, size: int) -> Iterator[Row]:
    folder, papers = library(bench, size) / ".paperdex", str(corpus(bench, size))
    texts = call("parts.size:measure_text", bench.budget, papers=papers)
    index, whole = count_bytes(folder / "index"), count_bytes(folder)
    parts = {"source file": Path(papers).stat().st_size}
    parts |= {"store": whole - index, "index": index, "**store and index**": whole}
    for name, count in parts.items():
        yield _row(size, name, count, texts)
    for peer in MODULES:
        if peer not in BUILT_BY and peer != "rank-bm25":
            yield _measure_peer(bench, size, peer, texts)


def _measure_peer(bench: Bench, size: int, peer: str, texts: Cell) -> Row:
    try:
        return _row(size, peer, count_bytes(peer_index(bench, peer, size)), texts)
    except Failed as failed:
        return describe_failure(len(PART.columns), [f"{size:,}", peer], str(failed))


def _row(size: int, name: str, count: int, texts: Cell) -> Row:
    if texts.problem:
        return describe_failure(len(PART.columns), [f"{size:,}", name], texts.problem)
    shares = [f"{count / texts.answer[of]:.2f}" for of in ("text", "title_and_abstract")]
    return [f"{size:,}", name, f"{count / 1e6:,.1f}", *shares]


def measure_text(papers: str) -> dict[str, int]:
    """The bytes of all values of the records, and those of title and abstract."""
    text = plain = 0
    for record in read_papers(papers):
        text += sum(map(count_text, record.values()))
        plain += count_text(record["title"]) + count_text(record.get("abstract"))
    return {"text": text, "title_and_abstract": plain}


def count_text(value: object) -> int:
    """The bytes of a value as text; of a list those of its items."""
    if value is None or value is False:
        return 0
    if isinstance(value, list | dict):
        return sum(map(count_text, value.values() if isinstance(value, dict) else value))
    return len(str(value).encode("utf-8", "surrogatepass"))
