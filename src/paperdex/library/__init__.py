"""The public face: finds and opens a library, and offers its two journeys.

>>> from paperdex import Library
>>> with Library.of(["seeds"]) as library:
...     hits = library.search("byte-level", limit=1).hits
>>> hits[0].paper.title
'MrT5: Dynamic Token Merging for Efficient Byte-level Language Models'

What only an ingest needs is imported when one is due, so that a search of a library
that is up to date starts fast.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Self

from paperdex.config import find_place, name_source
from paperdex.errors import Tell, UsageError
from paperdex.library.answers import Answers
from paperdex.library.duplicates import Duplicates
from paperdex.library.searches import SavedSearches
from paperdex.look import describe_changes
from paperdex.store.sources import count_files, list_sources
from paperdex.workspace import Workspace

if TYPE_CHECKING:
    from paperdex.report import Report, Status
    from paperdex.search.compare import Comparison
    from paperdex.store.accounts import LedgerRow
    from paperdex.workers import Progress

# Up to this many files are checked before an answer. Checking more takes noticeably long, so
# it comes after the answer.
LOOK_FIRST = 1000

StrPath = str | os.PathLike[str]


class Library(Answers, Duplicates, SavedSearches):
    """A library of papers. Open one with :meth:`open`, or make a temporary one with :meth:`of`.

    It is a context manager; without ``with``, call :meth:`close`.
    """

    # Its parts are base classes, so that everything can be asked of one object. Each part inherits
    # from Opened alone: unlike mixins, none can use what another one has.

    # Opening and closing

    @classmethod
    def open(
        cls,
        start: StrPath = ".",
        *,
        create: bool = False,
        refresh: bool = True,
        tell: Tell | None = None,
    ) -> Self:
        """The library of a folder: its own, that of a folder above, or the user's.

        It is brought up to date with its sources, unless ``refresh`` is false. ``tell`` gets
        messages, one line each. Raises LibraryError if there is none (unless ``create``), or
        if it can't be used.
        """
        library = cls(Workspace.open(os.fspath(start), create, tell))
        try:
            if refresh and not (create and library._workspace.is_bare):
                library.refresh()
        except BaseException:
            library.close()
            raise
        return library

    @staticmethod
    def rebuild(
        start: StrPath = ".", *, tell: Tell | None = None, progress: "Progress | None" = None
    ) -> None:
        """Read all sources of the library of a folder again, even if its store is damaged: the
        damaged one is kept beside the new one. Decisions and saved searches are kept.

        Raises LibraryError if there is none, or if none of its sources is known any more.
        """
        from paperdex.rebuild import rebuild_library

        rebuild_library(os.fspath(start), tell or (lambda line: None), progress)

    @classmethod
    def of(
        cls,
        paths: Iterable[StrPath],
        *,
        visited: str | None = None,
        form: str | None = None,
        stdin: BinaryIO | None = None,
        progress: "Progress | None" = None,
    ) -> Self:
        """A temporary library of the given files and folders, held in memory.

        ``-`` stands for ``stdin`` (default: standard input), and what comes through a pipe of the
        shell is read, too. ``visited`` and ``form`` are as for :meth:`ingest`. What can't be used
        is listed in :attr:`problems`. Leaves nothing on disk. Raises UsageError for an unknown
        form, an empty path or a path in place of a list, InputError if standard input is closed.
        """
        from paperdex.adding import find_problems, make_given

        given = make_given(visited, form)
        library = cls(Workspace.in_memory())
        named = dict.fromkeys(_list_paths(paths))
        try:
            sources = [library._find_source(path, stdin) for path in named]
            library._workspace.update(lambda: sources, lambda path: given, progress)
            find_problems(library._workspace, sources)
        except BaseException:
            library.close()
            raise
        return library

    # Keeping up with the sources

    def ingest(
        self,
        paths: Sequence[StrPath] = (),
        *,
        visited: str | None = None,
        form: str | None = None,
        progress: "Progress | None" = None,
    ) -> "Report":
        """Add files or folders as sources, read everything that is new, and report on all files.

        ``visited`` is the ISO date (or year) on which the pages at ``paths`` were saved,
        ``form`` the form they are read in, whatever they look like; ``auto`` takes that back.
        A single file that is not a listing does not become a source, and is listed in
        :attr:`problems`. Raises InputError for a path that does not exist, UsageError for an
        unknown form or a path in place of a list, LibraryError if there is no source then.
        """
        from paperdex.adding import add_sources, make_given

        given = make_given(visited, form)
        add_sources(self._workspace, _list_paths(paths), given, progress)
        if not paths:
            self._workspace.check_sources()
        return self.report()

    def refresh(self, progress: "Progress | None" = None, to_write: bool = False) -> None:
        """Bring the library up to date with its sources, if they have at most LOOK_FIRST files, or
        if an older program read them and their papers have to be read anew.

        If another process is writing, or nothing can be written, it stays as it is, with a message.
        With ``to_write``, when something is to be written next, that is a LibraryError instead,
        after waiting longer for the other process. Raises LibraryError if it has no sources.
        """
        self._workspace.check_sources()
        is_small = count_files(self._store) <= LOOK_FIRST
        if is_small or self._workspace.has_only_files:
            if to_write:
                self._workspace.update(progress=progress)
            else:
                self._workspace.update_if_possible(progress)

    def check_later(self) -> None:
        """After an answer: report what has changed in a library too large for :meth:`refresh`."""
        if self._store.path and count_files(self._store) > LOOK_FIRST:
            changes = self._workspace.look()
            if changes:
                self._workspace.tell(f"{describe_changes(changes)} since the last `paperdex index`")

    def forget(self, name: str) -> None:
        """Remove a source and what only it showed. Raises UsageError for an unknown one."""
        from paperdex.adding import forget_source

        forget_source(self._workspace, name)

    def owner_of(self, path: StrPath, named: Sequence[StrPath] = ()) -> str | None:
        """What a file belongs to, in words, if it must not be overwritten: a source, a path that
        is ``named`` to become one, or the library itself. None for any other file.

        For a temporary library, the sources of the current folder's library count too.
        """
        if not os.path.isfile(path):
            return None
        from paperdex.added import read_all
        from paperdex.protect import find_owner

        place, sources = self._workspace.place, self._workspace.sources()
        sources += [name_source(place.root, os.fspath(name)) for name in named]
        if not self._store.path:
            place = find_place(os.curdir)
            sources += read_all(place)
        return find_owner(os.fspath(path), sources, place)

    # What became of every entry

    def report(self) -> "Report":
        """What became of every entry of every file."""
        return self._workspace.report()

    def describe_leftovers(self) -> list[str]:
        """For a temporary library, which files are not listings and what was rejected in
        listings, one line per file, without :attr:`problems`. Empty for any other library,
        which has :meth:`status`."""
        if self._store.path:
            return []
        from paperdex.report import describe_leftovers

        return describe_leftovers(self._store, self.problems)

    def ledger(self) -> "Iterator[LedgerRow]":
        """Every block of lines of every file, in order, and what became of it."""
        from paperdex.store.accounts import read_ledger

        return read_ledger(self._store)

    def find_damage(self) -> list[str]:
        """Which of the library's files are damaged, and what to do about it; reads all of them.
        A damaged index is rebuilt by the next search."""
        from paperdex.check import find_damage

        return list(find_damage(self._store, self._workspace.index_path))

    def status(self) -> "Status":
        """Where the library is, its sources, its counts and whether it is up to date. Raises
        LibraryError if files must be read again that can't be, since an older program read them.
        """
        from paperdex.report import Status

        self._workspace.check_files(self._workspace.sources())
        changes = self._workspace.look()
        return Status(
            folder=self._workspace.place.folder or None,
            sources=list_sources(self._store),
            report=self.report(),
            stale=describe_changes(changes) if changes else None,
            problems=[*changes.problems, *self.unreadable_decisions()],
        )

    # Listings

    def compare(self, before: str, after: str) -> "Comparison":
        """What entered, left and moved between two files or folders among its sources."""
        from paperdex.search.compare import compare_listings

        paths = {source.name: source.path for source in self._workspace.sources()}
        one, other = (paths.get(path) or os.path.abspath(path) for path in (before, after))
        return compare_listings(self.papers(), paths, one, other)


def _list_paths(paths: Iterable[StrPath]) -> list[str]:
    """The paths as text. Raises UsageError for one path: its letters are no list of paths."""
    if isinstance(paths, str | os.PathLike):
        raise UsageError(f"paths are given as a list: [{str(paths)!r}]")
    return [os.fspath(path) for path in paths]
