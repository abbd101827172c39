"""The search engines of an open library: each is opened on first use, and rebuilt if unusable.

A question comes in, the answer of an engine goes out. The store is the source of truth, and an
index a cache of one state of it. What is asked is not known here.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from paperdex.errors import (
    IndexUnusable,
    LibraryBusy,
    LibraryError,
    LibraryUnwritable,
    Tell,
    UsageError,
)
from paperdex.index.base import Index
from paperdex.index.generations import keep_only
from paperdex.index.tantivy import TantivyIndex
from paperdex.paper import Paper
from paperdex.store import Store
from paperdex.store.database import BRIEF_PATIENCE

if TYPE_CHECKING:
    from paperdex.workers import Progress

DEFAULT_ENGINE = "tantivy"
ENGINES = (DEFAULT_ENGINE, "rank-bm25")

_Answer = TypeVar("_Answer")


class Engines:
    """The indexes of a store. That of the default engine is on disk, in the folder ``path`` (None:
    in memory); those of other engines are in memory."""

    def __init__(self, store: Store, path: str | None, tell: Tell) -> None:
        self._store = store
        self._path = path
        self._tell = tell
        self._generation = ""
        self._indexes: dict[str, Index] = {}

    def hold(self) -> None:
        """Open the index on disk, and never rebuild it: for a process that only helps to answer,
        while the store stays in this state. Raises IndexUnusable."""
        assert self._path is not None
        self._generation = self._store.generation
        self._indexes[DEFAULT_ENGINE] = TantivyIndex.open(self._path, self._generation)
        self._path = None

    def ask(self, question: Callable[[Index], _Answer], engine: str = DEFAULT_ENGINE) -> _Answer:
        """The answer of an engine. An index on disk that fails while it is read is rebuilt. Raises
        UsageError for an unknown engine."""
        try:
            return question(self._open(engine))
        except IndexUnusable as unusable:  # damage that shows only where it is read
            if self._path is None:
                raise
            self._indexes[engine] = self._replace(self._path, str(unusable))
            return question(self._indexes[engine])

    @contextmanager
    def checking(self) -> Iterator[None]:
        """A context in which the papers that an engine named are read from the store. If an index
        on disk named one that is not there, it is rebuilt, and LibraryError is raised, because part
        of the answer may have been printed already."""
        try:
            yield
        except IndexUnusable as unusable:
            if self._path is None:
                raise
            self._replace(self._path, str(unusable))
            raise LibraryError("the index was damaged: run the command again") from unusable

    def _open(self, engine: str) -> Index:
        generation = self._store.generation
        if generation != self._generation:
            self._indexes.clear()
            self._generation = generation
        if engine not in self._indexes:
            if engine == DEFAULT_ENGINE and self._path is not None:
                self._indexes[engine] = self._open_on_disk(self._path)
            else:
                self._indexes[engine] = self._build_in_memory(engine)
        return self._indexes[engine]

    def _open_on_disk(self, path: str) -> Index:
        """The index on disk. One that is missing, stale or broken is rebuilt, with a message."""
        while True:
            generation = self._store.generation
            try:
                return TantivyIndex.open(path, generation)
            except IndexUnusable as unusable:
                # Another process may have moved on, and removed the index of the state before.
                self._store.renew_snapshot()
                if self._store.generation == generation:
                    return self._rebuild(path, str(unusable))

    def _replace(self, path: str, reason: str) -> Index:
        """The index on disk, rebuilt after it failed while it was read."""
        TantivyIndex.discard(path, self._store.generation)
        return self._rebuild(path, reason)

    def _rebuild(self, path: str, reason: str) -> Index:
        """The index on disk, rebuilt from the store, or built in memory if the library can't be
        written now; a message says why."""
        try:
            with self._store.transaction(BRIEF_PATIENCE):
                generation = self._store.generation
                try:  # another process may have built it while this one waited
                    return TantivyIndex.open(path, generation)
                except IndexUnusable:
                    if generation:  # else nothing was ever read, and there is nothing to rebuild
                        self._tell(f"rebuilding the index: {reason}")
                    index = build_index(self._store, path, generation)
                    keep_only(path, generation)
                    return index
        except (LibraryBusy, LibraryUnwritable) as error:
            self._tell(f"the index is built in memory only: {reason}; {error}")
            return self._build_in_memory(DEFAULT_ENGINE)

    def _build_in_memory(self, engine: str) -> Index:
        from paperdex.papers import all_papers  # an index that is opened needs none

        return open_papers(all_papers(self._store), engine)


def open_papers(papers: Iterable[Paper], engine: str) -> Index:
    """An engine's index of papers, in memory. Raises UsageError for an unknown engine."""
    if engine == "rank-bm25":
        from paperdex.index.rank_bm25 import RankBM25Index

        return RankBM25Index(papers)
    if engine != DEFAULT_ENGINE:
        raise UsageError(f"{engine}: no such engine; there are {' and '.join(ENGINES)}")
    return TantivyIndex.in_memory(papers)


def build_index(
    store: Store, path: str, generation: str, progress: "Progress | None" = None
) -> TantivyIndex:
    """The index on disk, rebuilt from the store."""
    from paperdex.indexing import reading_documents

    with reading_documents(store, [store.numbers("paper")], progress) as documents:
        return TantivyIndex.build(path, documents, generation)
