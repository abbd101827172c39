"""Records -> for each the group it is in, by paperdex; with it, all that group records."""

import json
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from paperdex import Library, Paper
from paperdex.dedupe import group_papers
from paperdex.listing.base import Entry, Page
from paperdex.parse import parse_entry
from peer_groupers import Record, group_by_title_and_year, group_with_rensa


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
        path = Path(folder, "records.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
        group = list(range(len(records)))
        with Library.of([path]) as library:
            for found in library.dedupe():
                places = [seen.line - 1 for seen, _ in found.entries]
                for place in places:
                    group[place] = places[0]
        return group


Grouper = Callable[[Sequence[Record]], list[int]]
GROUPERS: dict[str, Grouper] = {
    "paperdex": group_with_paperdex,
    "title + year": group_by_title_and_year,
    "rensa": group_with_rensa,
}


def find_groupers() -> dict[str, Grouper]:
    is_there = find_spec("rensa") is not None
    return {name: of for name, of in GROUPERS.items() if name != "rensa" or is_there}
