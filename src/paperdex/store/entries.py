"""The entries of a library: what each says, where it is, and to which paper it belongs.

Entries are identified by row numbers. A record is what an entry says, as the store keeps it
(:mod:`paperdex.store.records`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from paperdex.paper import Paper
from paperdex.store.records import decompress, find_phrases, from_json, is_dumped, load
from paperdex.store.state import Store

PaperRecords = tuple[str, list[bytes]]
"""A paper's id, and the records of its entries, as they are kept."""

# How many papers are read by one statement, if all are.
_PAPERS = 200

_IN_ORDER_OF_SIGHTING = " ORDER BY source.name, file.name, entry.line, entry.id"


def entries_at(store: Store, line: int) -> list[tuple[int, str, str]]:
    """The entries that include this line of their file, with source and file."""
    return store.rows(
        "SELECT entry.id, source.name, file.name FROM entry JOIN file ON file.id = entry.file"
        " JOIN source ON source.id = file.source WHERE ? BETWEEN first_line AND end_line"
        " ORDER BY source.name, file.name",
        (line,),
    )


def paper_of_entry(store: Store, entry: int) -> str:
    """The id of an entry's paper."""
    sql = "SELECT name FROM paper JOIN entry ON entry.paper = paper.id WHERE entry.id = ?"
    [paper_id] = store.column(sql, (entry,))
    return str(paper_id)


# What entries say


def read_entry(store: Store, entry: int) -> Paper:
    """What an entry says."""
    return read_record(store, store.value("SELECT packed FROM record WHERE entry = ?", (entry,)))


def read_entries(store: Store, entries: Iterable[int]) -> list[Paper]:
    """What each of the entries says."""
    return [read_entry(store, entry) for entry in entries]


def read_record(store: Store, packed: bytes) -> Paper:
    """The paper of a record as it is kept."""
    if store.path is None and is_dumped(packed):
        return load(packed)
    return from_json(decompress(packed, store.dictionary(find_phrases(packed))))


# The entries of papers


def entries_of_paper(store: Store, paper: int) -> list[tuple[int, Paper]]:
    """The entries of a paper: the number of each, and what it says."""
    sql = "SELECT id, packed FROM entry JOIN record ON record.entry = entry.id WHERE paper = ?"
    return [(entry, read_record(store, packed)) for entry, packed in store.rows(sql, (paper,))]


def entries_of_id(store: Store, paper_id: str) -> list[int]:
    """The numbers of the entries of a paper by its id, in order of sighting."""
    return store.column(
        "SELECT entry.id FROM entry JOIN paper ON paper.id = entry.paper"
        " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
        " WHERE paper.name = ?" + _IN_ORDER_OF_SIGHTING,
        (paper_id,),
    )


def read_entries_of(store: Store, paper_id: str) -> list[Paper]:
    """What the entries of a paper say, in order of sighting; none if there is no such
    paper."""
    records = store.column(
        "SELECT packed FROM entry JOIN record ON record.entry = entry.id"
        " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
        " WHERE paper = (SELECT id FROM paper WHERE name = ?)" + _IN_ORDER_OF_SIGHTING,
        (paper_id,),
    )
    return [read_record(store, packed) for packed in records]


def read_entries_by_paper(store: Store, ids: Sequence[str]) -> dict[str, list[Paper]]:
    """What the entries of papers say, by the papers' ids; those of one paper in the order in
    which they were read."""
    found: dict[str, list[Paper]] = {}
    sql = (
        "SELECT entry.id, paper.name, packed FROM paper JOIN entry ON entry.paper = paper.id"
        " JOIN record ON record.entry = entry.id WHERE paper.name IN ({})"
    )
    for _, paper_id, packed in sorted(store.rows_named(sql, ids)):
        found.setdefault(paper_id, []).append(read_record(store, packed))
    return found


def records_of_papers(store: Store, numbers: range) -> Iterator[list[PaperRecords]]:
    """The papers with these numbers, in order, in batches."""
    sql = (
        "SELECT paper.id, paper.name, packed FROM paper JOIN entry ON entry.paper = paper.id"
        " JOIN record ON record.entry = entry.id"
        " WHERE paper.id >= ? AND paper.id < ? ORDER BY paper.id"
    )
    for start in numbers[::_PAPERS]:
        rows = store.rows(sql, (start, min(start + _PAPERS, numbers.stop)))
        by_paper = (list(of_one) for _, of_one in groupby(rows, itemgetter(0)))
        yield [(entries[0][1], [packed for _, _, packed in entries]) for entries in by_paper]
