"""An open library: what it is made of, and how it is closed.

The common base of all parts of :class:`paperdex.Library`.
"""

from collections.abc import Collection
from contextlib import AbstractContextManager
from types import TracebackType
from typing import BinaryIO, Self

from paperdex.engines import Engines
from paperdex.errors import IndexUnusable, LibraryDamaged
from paperdex.sources import Source, source_as_typed
from paperdex.workspace import Workspace

# Either a bug, or a damaged store that holds what was never written to it.
_UNFORESEEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)


class Opened:
    """A library that is open, until it is closed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._engines = Engines(workspace.store, workspace.index_path, workspace.tell)
        self._spooled = list[Source]()

    @property
    def problems(self) -> list[str]:
        """What was named by the caller and could not be used, one line each."""
        return self._workspace.problems

    @property
    def files_read(self) -> Collection[tuple[str, str]]:
        """The files that were read since it was opened, by source and file; also those that are no
        listings."""
        return self._workspace.files_read

    @property
    def generation(self) -> str:
        """Identifies the state of the library; differs after every change."""
        return self._store.generation

    def hold(self, generation: str) -> None:
        """Within :meth:`reading`: answer from this state of the library only, with its index as
        it lies on disk. Raises IndexUnusable if the library is in another state, or its index is
        damaged, now or while it answers."""
        if self.generation != generation:
            raise IndexUnusable("the library is in another state")
        self._engines.hold()

    def reading(self) -> AbstractContextManager[None]:
        """Inside, all answers are of one state of the library, whatever another process writes
        meanwhile."""
        return self._store.reading()

    def close(self) -> None:
        """Close the library's files; delete the copies of what came through pipes."""
        self._store.close()
        while self._spooled:
            from paperdex.spool import drop_spooled

            drop_spooled(self._spooled.pop())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the library. After an error that should be impossible, raise LibraryDamaged if
        the store turns out to be damaged."""
        try:
            if isinstance(error, _UNFORESEEN) and self._store.path and self._store.is_damaged():
                raise LibraryDamaged(self._store.path, error) from error
        finally:
            self.close()

    def _find_source(self, path: str, stdin: BinaryIO | None) -> Source:
        """The source at a path: a copy, if what is there can be read only once."""
        if path != "-" and not path.startswith("/dev/"):
            return source_as_typed(path)
        from paperdex.spool import is_open_pipe, spool_input, spool_pipe

        if path != "-" and not is_open_pipe(path):
            return source_as_typed(path)
        self._spooled.append(spool_input(stdin) if path == "-" else spool_pipe(path))
        return self._spooled[-1]
