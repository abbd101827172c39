"""Ids -> the papers of a store, each merged from its entries.

Imported only where papers are read: an answer of ids alone does without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from paperdex.errors import UnknownPaper
from paperdex.paper import Paper
from paperdex.store import Store
from paperdex.store.entries import read_entries_by_paper, read_record, records_of_papers

# How many are read by one statement when papers are taken one after the other.
_PAPERS = 100


class Papers:
    """The papers of an open store. Those read last, at most ``remembered``, are cached until the
    library changes; most of a paper is its abstract, of some 1,500 characters."""

    def __init__(self, store: Store, remembered: int = 4096) -> None:
        self._store = store
        self._remembered = remembered
        self._generation = ""
        self._known: dict[str, Paper] = {}

    def get(self, ids: Sequence[str]) -> list[Paper]:
        """The papers with these ids, in order. Raises UnknownPaper if one does not exist: such an
        id can only come from a damaged index."""
        generation = self._store.generation
        if self._generation != generation:
            self._generation = generation
            self._known.clear()
        wanted = [paper_id for paper_id in ids if paper_id not in self._known]
        read = read_papers(self._store, wanted)
        _must_have(read, wanted)
        papers = [read.get(paper_id) or self._known[paper_id] for paper_id in ids]
        if len(self._known) + len(read) > self._remembered:
            self._known.clear()
        if len(read) <= self._remembered:
            self._known |= read
        return papers


def read_papers(store: Store, ids: Sequence[str]) -> dict[str, Paper]:
    """The papers with these ids, by id; ids of no paper are left out."""
    return {
        paper_id: _merge(found, paper_id)
        for paper_id, found in read_entries_by_paper(store, ids).items()
    }


def iterate_papers(store: Store, ids: Sequence[str]) -> Iterator[Paper]:
    """The papers with these ids, in order, read in batches as they are taken. Raises
    UnknownPaper like :meth:`Papers.get`."""
    for start in range(0, len(ids), _PAPERS):
        some = ids[start : start + _PAPERS]
        read = read_papers(store, some)
        _must_have(read, some)
        yield from (read[paper_id] for paper_id in some)


def _must_have(read: Mapping[str, Paper], ids: Sequence[str]) -> None:
    if not all(paper_id in read for paper_id in ids):
        raise UnknownPaper


def all_papers(store: Store) -> Iterator[Paper]:
    """Every paper of the library, in the order of the store: by number."""
    from paperdex.merge import merge_papers

    unpack = partial(read_record, store)
    for some in records_of_papers(store, store.numbers("paper")):
        for paper_id, records in some:
            yield merge_papers(map(unpack, records), paper_id)


def _merge(entries: Sequence[Paper], paper_id: str) -> Paper:
    """The paper; most have one entry that already has the id, and need no merging."""
    if len(entries) == 1 and entries[0].id == paper_id:
        return entries[0]
    from paperdex.merge import merge_papers

    return merge_papers(entries, paper_id)
