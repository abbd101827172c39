"""Ids -> the papers of a store, each merged from its entries.

Imported where papers are read: an answer of ids alone does without.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from paperdex.errors import IndexUnusable
from paperdex.paper import Paper
from paperdex.store import Store
from paperdex.store.entries import read_entries_by_paper, read_record, records_of_papers

# So many papers are remembered: most of one is its abstract, of some 1,500 characters.
_REMEMBERED = 4096
# So many are read by one statement where they are taken one after the other.
_AT_ONCE = 100


class Papers:
    """The papers of an open store. Those that were read last are remembered, until the
    library changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._generation = ""
        self._known: dict[str, Paper] = {}

    def get(self, names: Sequence[str]) -> list[Paper]:
        """The papers with these ids, in order. Raises IndexUnusable if one is not there:
        only an index may have named it.
        """
        generation = self._store.generation
        if self._generation != generation:
            self._generation = generation
            self._known.clear()
        wanted = [name for name in names if name not in self._known]
        read = read_papers(self._store, wanted)
        _must_have(read, wanted)
        papers = [read.get(name) or self._known[name] for name in names]
        if len(self._known) + len(read) > _REMEMBERED:
            self._known.clear()
        if len(read) <= _REMEMBERED:
            self._known |= read
        return papers


def read_papers(store: Store, names: Sequence[str]) -> dict[str, Paper]:
    """The papers with these ids, by them."""
    return {
        name: _merge(found, name) for name, found in read_entries_by_paper(store, names).items()
    }


def iterate_papers(store: Store, names: Sequence[str]) -> Iterator[Paper]:
    """The papers with these ids, in order, as they are asked for: some are read at once.
    Raises IndexUnusable as :meth:`Papers.get`."""
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        read = read_papers(store, some)
        _must_have(read, some)
        yield from (read[name] for name in some)


def _must_have(read: Mapping[str, Paper], names: Sequence[str]) -> None:
    if not all(name in read for name in names):  # an index that was damaged on the disk
        raise IndexUnusable("it names a paper that the library has not")


def all_papers(store: Store) -> Iterator[Paper]:
    """Every paper of the library, in no order."""
    from paperdex.merge import merge_papers
    from paperdex.store.papers import paper_numbers

    unpack = partial(read_record, store)
    for some in records_of_papers(store, paper_numbers(store)):
        for name, records in some:
            yield merge_papers(map(unpack, records), name)


def _merge(entries: Sequence[Paper], name: str) -> Paper:
    """As most have one entry, which has the id already, most need no merging."""
    if len(entries) == 1 and entries[0].id == name:
        return entries[0]
    from paperdex.merge import merge_papers

    return merge_papers(entries, name)
