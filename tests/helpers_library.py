"""What several tests of the library share: made-up papers, listings, and small libraries."""

import json
import os
from collections.abc import Iterable
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from paperdex import Library, Paper, Sighting
from paperdex.engines import ENGINES as ENGINES  # for the tests
from paperdex.engines import open_papers
from paperdex.index.base import Index
from paperdex.paper import to_record

each_engine = pytest.mark.parametrize("engine", ENGINES)

# Three texts that share no pair of neighbouring words.
ORCHARD = (
    "Rows of young apple trees are counted from the air after every storm, and the count is"
    " compared with what a walker notes by hand along the same rows during the same week."
)
HARBOUR = (
    "Small boats leave at dawn; sensors under each pier record how long moored vessels move"
    " against old timber, which tells when repairs become due for another season."
)
KILN = (
    "Clay fired twice keeps its colour if cooling takes two nights. This report measures glaze"
    " thickness across forty batches and finds no effect of altitude."
)

APPLES: dict[str, Any] = {"title": "Counting Apples", "abstract": ORCHARD, "date": "2024-05-01"}
BOATS: dict[str, Any] = {"title": "Counting Boats", "abstract": HARBOUR, "upvotes": 3}
KILNS: dict[str, Any] = {"title": "Counting Kilns", "abstract": KILN, "date": "2023"}

# Few papers that meet in every way: by title, id, DOI and abstract, or not quite.
RECORDS: list[dict[str, Any]] = [
    {"title": "Counting", "abstract": ORCHARD},
    {"title": "Counting", "abstract": HARBOUR, "date": "2024"},
    {"title": "counting!", "date": "2019", "upvotes": 4},
    {"title": "Counting, Revised", "abstract": ORCHARD, "arxiv_id": "2401.00001"},
    {"title": "Counting", "arxiv_id": "2401.00001", "date": "2024-01-05", "doi": "10.1000/a"},
    {"title": "Counting, Revised", "arxiv_id": "2401.00002"},
    {"title": "Counting, Revised", "doi": "10.1000/a"},
    {"title": "Editorial"},
]

_lines = count(1)
_ticks = count(1)


def paper(title: str, **fields: Any) -> Paper:
    """A paper seen once, at a place of its own."""
    seen = Sighting("pages", "page.txt", next(_lines))
    fields.setdefault("id", f"id-{seen.line}")
    fields.setdefault("sightings", (seen,))
    return Paper(title=title, **fields)


def build_index(engine: str, papers: Iterable[Paper]) -> Index:
    """An engine's index in memory."""
    return open_papers(papers, engine)


def json_lines(*records: dict[str, Any]) -> str:
    """A listing of records, one a line."""
    return "".join(json.dumps(record) + "\n" for record in records)


def read_text(text: str | bytes, visited: str | None = None) -> Library:
    """A temporary library of one listing."""
    data = text.encode() if isinstance(text, str) else text
    return Library.of(["-"], stdin=BytesIO(data), visited=visited)


def read_records(*records: dict[str, Any]) -> Library:
    """A temporary library of one listing of records."""
    return read_text(json_lines(*records))


def write_page(path: Path, text: str) -> None:
    """Write a file with a time no write before had: a clock may be too coarse to tell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    touch(path)


def touch(path: Path) -> None:
    """Give a file another time."""
    moment = (1_600_000_000 + next(_ticks)) * 10**9
    os.utime(path, ns=(moment, moment))


def make_root(root: Path, **pages: str) -> Path:
    """A folder whose library reads `pages`, with these pages in it."""
    write_page(root / "paperdex.toml", 'sources = ["pages"]\n')
    (root / "pages").mkdir()
    for name, text in pages.items():
        write_page(root / "pages" / f"{name}.jsonl", text)
    return root


def export(library: Library, source: str | None = None) -> list[dict[str, Any]]:
    """All papers as records, by id; with ``source`` as the name of every source."""
    records = [to_record(paper) for paper in library]
    for record in records:
        for seen in record["sightings"]:
            seen["source"] = source or seen["source"]
    return sorted(records, key=lambda record: str(record["id"]))


def partition(library: Library) -> set[frozenset[tuple[str, int]]]:
    """Which places, as file and line, were found to be one paper."""
    return {frozenset((seen.file, seen.line) for seen in paper.sightings) for paper in library}


def titles(library: Library) -> list[str]:
    """The titles of all papers, from A to Z."""
    return sorted(paper.title for paper in library)


def page_of(root: Path, name: str) -> Path:
    """A page of a folder that :func:`make_root` made."""
    return root / "pages" / f"{name}.jsonl"
