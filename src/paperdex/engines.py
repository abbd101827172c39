"""The engines of an open library: each is opened when first asked, and mended when broken.

A question in, an engine's answer out. An index is of one state of the store; once the
store has another it is opened anew.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

from paperdex.errors import IndexUnusable, LibraryError
from paperdex.search import Tell, open_index, replace_index
from paperdex.store import Store

if TYPE_CHECKING:
    from paperdex.index.base import Index

_Answer = TypeVar("_Answer")


class Engines:
    """The indexes over a store; ``path`` is the folder of the one on disk, if any is."""

    def __init__(self, store: Store, path: str | None, tell: Tell) -> None:
        self._store = store
        self._path = path
        self._tell = tell
        self._generation = ""
        self._indexes: dict[str, Index] = {}

    def ask(self, engine: str, ask: "Callable[[Index], _Answer]") -> _Answer:
        """An engine's answer. An index on disk that fails while it is read is made anew."""
        try:
            return ask(self._open(engine))
        except IndexUnusable as unusable:  # damage that shows only where it is read
            if self._path is None:
                raise
            remake = replace_index(self._store, self._path, str(unusable), self._tell)
            self._indexes[engine] = remake
            return ask(remake)

    def refuse(self, unusable: IndexUnusable) -> NoReturn:
        """What an index answered can't be: it is made anew. Raises LibraryError, for
        the answer can't be given any more."""
        if self._path is None:
            raise unusable
        replace_index(self._store, self._path, str(unusable), self._tell)
        raise LibraryError("the index was damaged: run the command again") from unusable

    def _open(self, engine: str) -> "Index":
        generation = self._store.generation
        if generation != self._generation:
            self._indexes.clear()
            self._generation = generation
        if engine not in self._indexes:
            self._indexes[engine] = open_index(self._store, self._path, engine, self._tell)
        return self._indexes[engine]
