"""Records -> for each the group it is in, by paperdex; with it, all that group records."""

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench import check
from cells import call
from data import Record
from paperdex import Library, Paper
from paperdex.dedupe import group_papers
from paperdex.listing.base import Entry, Page
from paperdex.parse import parse_entry
from peer_groupers import group_by_title_and_year, group_with_rensa


def to_paper(record: Record) -> Paper:
    """The paper that a line of JSON would give."""
    paper = parse_entry(Entry(1, 1, 1, 1, "", record, Page()), "made", "made")
    assert isinstance(paper, Paper)
    return paper


def group_in_memory(papers: Sequence[Paper]) -> list[int]:
    """By paperdex: keys, judging and grouping, without reading and storing."""
    of = [0] * len(papers)
    for group in group_papers(papers):
        for place in group.members:
            of[place] = group.members[0]
    return of


def prepare(grouper: str, records: Sequence[Record]) -> Sequence[Any]:
    """What a grouper takes: records, or the papers that they give."""
    return list(map(to_paper, records)) if grouper == group_in_memory.__name__ else records


def group_with_paperdex(records: Sequence[Record]) -> list[int]:
    """For each record the group it is in, of the journey a user takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = _write(records, folder)
        group = list(range(len(records)))
        with Library.of([path]) as library:
            for found in library.dedupe():
                places = [seen.line - 1 for seen, _ in found.entries]
                for place in places:
                    group[place] = places[0]
        return group


def group_apart(grouper: str, records: Sequence[Record]) -> list[int]:
    """By a peer's `module:function`, in a process of its own. Raises Failed."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = {"records": str(_write(records, folder)), "grouper": grouper}
        groups: list[int] = check(call("peer_groupers:group_file", _HOURS, **wanted)).answer
        return groups


def _write(records: Sequence[Record], folder: str) -> Path:
    path = Path(folder, "records.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    return path


_HOURS = 6 * 3600.0

Grouper = Callable[[Sequence[Record]], list[int]]
GROUPERS: dict[str, Grouper] = {
    "paperdex": group_with_paperdex,
    "title + year": group_by_title_and_year,
    "rensa": group_with_rensa,
    "bib-dedupe": partial(group_apart, "peer_bib_dedupe:group_with_bib_dedupe"),
    "splink": partial(group_apart, "peer_splink:group_with_splink"),
}
_PACKAGES = {"rensa": "rensa", "bib-dedupe": "bib_dedupe", "splink": "splink"}


def find_groupers() -> dict[str, Grouper]:
    """Those that are installed."""
    return {
        name: of
        for name, of in GROUPERS.items()
        if name not in _PACKAGES or find_spec(_PACKAGES[name])
    }
