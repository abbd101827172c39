"""An open library from the inside: its store, its place and its sources.

Opens or creates a library, knows where its files are, and brings it up to date. What only
an ingest needs is imported when one is due.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Self

from paperdex.config import (
    Place,
    find_place,
    read_config,
    stamp_if_there,
    sum_if_there,
)
from paperdex.errors import (
    InputError,
    LibraryBusy,
    LibraryError,
    LibraryUnwritable,
    PaperdexError,
    Tell,
    cause_of,
)
from paperdex.look import Changes, describe_changes, list_looked_at, look_for_changes
from paperdex.sources import NOTHING_GIVEN, Given, Source
from paperdex.store import Store
from paperdex.store.database import BRIEF_PATIENCE, PATIENCE
from paperdex.store.sources import add_source, count_files, list_sources
from paperdex.text import count_of

if TYPE_CHECKING:
    from paperdex.ingest.update import Wanted
    from paperdex.report import Report
    from paperdex.workers import Progress

NO_LIBRARY = (
    "no library here: make one with `paperdex index FOLDER`,"
    " or search files without one: `paperdex search QUERY --in PATH`"
)


class Workspace:
    """An open store with its place and sources. Made by :meth:`open` or :meth:`in_memory`."""

    def __init__(self, store: Store, place: Place, tell: Tell | None = None) -> None:
        self.store = store
        self.place = place
        self.tell = tell or (lambda line: None)
        self.problems: list[str] = []
        self.told_unreadable: list[str] = []
        self.files_read = set[tuple[str, str]]()
        self._reported: tuple[str, Report] | None = None
        self._listed, self._config_stamp = _read_listed(store, place)

    @classmethod
    def open(cls, start: str, create: bool, tell: Tell | None) -> Self:
        """The library of a folder. Raises LibraryError if there is none (unless ``create``), or
        if it can't be used."""
        place = find_place(start)
        if not os.path.exists(place.store):
            if not (create or place.config or os.path.exists(place.added)):
                raise LibraryError(NO_LIBRARY)
            _make_folder(place.folder)
        store = Store.open(place.store, place.root)
        try:
            workspace = cls(store, place, tell)
            if not list_sources(store):
                workspace.take_up_added()
        except BaseException:
            store.close()
            raise
        return workspace

    @classmethod
    def in_memory(cls) -> Self:
        """A library in memory, without sources yet."""
        return cls(Store.in_memory(), Place(os.getcwd(), ""))

    # Its files, each None for a library in memory

    @property
    def index_path(self) -> str | None:
        """The folder of the index."""
        return self.place.indexes if self.store.path else None

    @property
    def decisions_path(self) -> str | None:
        """The file of decisions."""
        return self.place.decisions if self.store.path else None

    @property
    def searches_folder(self) -> str:
        """The folder of saved searches. Raises LibraryError where none can be kept."""
        if not self.store.path:
            raise LibraryError("searches are saved in a library: there is none here")
        return self.place.searches

    # Its sources

    @property
    def is_bare(self) -> bool:
        """Whether it has no source."""
        return not self._listed and not list_sources(self.store)

    @property
    def has_only_files(self) -> bool:
        """Whether an older program read its files, and what it knew of them was dropped."""
        return not self.store.generation and count_files(self.store) > 0

    def check_sources(self) -> None:
        """Raises LibraryError if it has no source."""
        if not self.is_bare:
            return
        if self.place.config:
            whose = f"{self.place.config}: it lists no source"
        elif self.store.generation:
            whose = f"{self.place.folder}: the library has no source"
        else:
            raise LibraryError(NO_LIBRARY)
        raise LibraryError(
            f"{whose}: add one with `paperdex index PATH`,"
            " or search files without it: `paperdex search QUERY --in PATH`"
        )

    def check_files(self, sources: Sequence[Source]) -> None:
        """Raises LibraryError if files of these sources must be read again and can't be."""
        if self.has_only_files:
            from paperdex.store.rereading import check_rereadable

            check_rereadable(self.store, sources)

    def sources(self) -> list[Source]:
        """The sources that paperdex.toml lists, and those that a command added."""
        added = [s.source_in(self.place.root) for s in list_sources(self.store) if not s.listed]
        listed = {source.name for source in self._listed}
        return [*self._listed, *(s for s in added if s.name not in listed)]

    def is_listed(self, source: str) -> bool:
        """Whether paperdex.toml lists a source, by its name."""
        return any(source == listed.name for listed in self._listed)

    def take_up_added(self) -> None:
        """For a new store: take over the sources that commands had added to the old one."""
        from paperdex.added import read_added

        added = read_added(self.place)
        if not added:
            return
        with self.store.transaction():
            for source in added:
                add_source(self.store, source, self.place.root, listed=False)
        self.tell(f"a new library; its sources of before: {', '.join(s.name for s in added)}")

    # Its state

    def report(self) -> "Report":
        """What became of every entry of every file."""
        from paperdex.report import make_report

        generation = self.store.generation
        if self._reported is None or self._reported[0] != generation:
            self._reported = generation, make_report(self.store)
        return self._reported[1]

    def look(self) -> Changes:
        """What has changed in the sources since they were read."""
        return look_for_changes(self.store, self.sources())

    def update(
        self,
        find_sources: Callable[[], Sequence[Source]] | None = None,
        given: Callable[[str], Given] = lambda path: NOTHING_GIVEN,
        progress: "Progress | None" = None,
        patience: float = PATIENCE,
        reread_all: bool = False,
    ) -> None:
        """Check the sources (its own, unless others are given), and bring the library up to date
        if anything has changed, or if ``reread_all`` is set.

        ``given`` is what a person gave with a page, by its path. Raises LibraryBusy if another
        process is still writing after ``patience`` seconds, LibraryUnwritable if the library
        can't be written, LibraryError if it must read files again that can't be read.
        """
        find_sources = find_sources or self.sources
        sources = find_sources()
        self.check_files(sources)
        changes = look_for_changes(self.store, sources)
        self.problems = changes.problems
        config_stamp = self._new_config_stamp()
        applied, now = self.store.decisions_stamp, stamp_if_there(self.decisions_path)
        are_others = applied.split()[:2] != now.split()  # as applied it has a checksum, too
        is_changed = changes or changes.touched or changes.unknown or are_others
        if not (is_changed or config_stamp or reread_all):
            return
        from paperdex.ingest.update import Wanted

        wanted = Wanted(
            root=self.place.root,
            sources=find_sources,
            listed=frozenset(source.name for source in self._listed),
            config_stamp=config_stamp,
            given=given,
            decisions=self.decisions_path,
            added=self.place.added if self.store.path else None,
            tell=self.tell,
            reread_all=reread_all,
        )
        self._ingest(wanted, progress, patience)

    def _ingest(self, wanted: "Wanted", progress: "Progress | None", patience: float) -> None:
        """Bring the library to what is wanted; say what has changed, and whether decisions are
        lost or can't be read."""
        from paperdex.decisions import find_unreadable
        from paperdex.ingest.update import update_library

        place = self.place
        lost = _find_lost(self.decisions_path, self.store.decisions_stamp)
        is_known = self.store.generation or self.has_only_files
        is_new = not (is_known or place.config or os.path.exists(place.added))
        changes = update_library(self.store, self.index_path, wanted, progress, patience)
        self._config_stamp = None
        self.files_read |= list_looked_at(changes)
        self.told_unreadable = find_unreadable(self.decisions_path)
        for problem in (*lost, *self.told_unreadable):
            self.tell(problem)
        if changes and is_new:  # no paperdex.toml says where it is
            self.tell(f"a new library: {place.folder}")
        if changes:
            self._tell_changes(changes)

    def _new_config_stamp(self) -> str | None:
        """The stamp of a paperdex.toml that the store does not know yet; None as long as one of
        its sources is missing, so that it is reported each time."""
        is_whole = all(os.path.exists(source.path) for source in self._listed)
        return self._config_stamp if is_whole else None

    def update_if_possible(self, progress: "Progress | None") -> None:
        """Update before an answer. If the library can't be written now, its last state answers,
        and a message says so. Raises LibraryError if there is no such state yet, after waiting
        longer for another process that may be making it."""
        patience = BRIEF_PATIENCE if self.store.generation else PATIENCE
        try:
            self.update(progress=progress, patience=patience)
        except LibraryBusy as error:
            self._answer_from_before(error, f"{error.holder} is updating the library")
        except LibraryUnwritable as error:
            unread = self._describe_unread()
            if unread or not self.store.generation:
                self._answer_from_before(error, f"{unread}, but {error}")
        except InputError as error:  # a source vanished while it was read
            self._answer_from_before(error, str(error))

    def _describe_unread(self) -> str:
        """What the library has not read yet, in words; empty if nothing of it could change its
        papers."""
        parts = [describe_changes(self.look())]
        if self._new_config_stamp() and self._lists_others():
            parts.append("paperdex.toml has changed")
        applied, now = self.store.decisions_stamp, sum_if_there(self.decisions_path)
        if applied.split()[::2] != now.split()[::2]:  # a copy only differs in its time
            parts.append("decisions.jsonl has changed")
        return ", ".join(filter(None, parts))

    def _lists_others(self) -> bool:
        """Whether paperdex.toml lists other sources than the store knows of it."""
        known = [s.source_in(self.place.root) for s in list_sources(self.store) if s.listed]
        return set(self._listed) != set(known)

    def _answer_from_before(self, error: PaperdexError, why: str) -> None:
        if not self.store.generation:
            raise error
        self.tell(f"{why}; this answer is from before")

    def _tell_changes(self, changes: Changes) -> None:
        report = self.report()
        now = report.counts
        left_out = {(file.source, file.file) for file in report.files if not file.form}
        self.tell(
            f"{describe_changes(changes, left_out, are_read=True)}:"
            f" now {count_of(now.entries, 'entry', 'entries')},"
            f" {count_of(now.papers, 'paper')}, {count_of(now.merged, 'duplicate')} merged,"
            f" {now.rejected:,} rejected"
        )


def _read_listed(store: Store, place: Place) -> tuple[tuple[Source, ...], str | None]:
    """The sources of paperdex.toml, and the file's stamp if the store has another.

    The store knows the sources as last read, so an unchanged file need not be read, nor the
    parser imported.
    """
    if place.config is None:
        return (), None
    stamp = stamp_if_there(place.config)
    if stamp == store.config_stamp:
        return tuple(s.source_in(place.root) for s in list_sources(store) if s.listed), None
    return read_config(place), stamp


def _find_lost(path: str | None, stamp: str) -> list[str]:
    """A message if a file that should only grow is shorter than its stamp says it was."""
    old_size, size = (int(of.partition(" ")[0] or 0) for of in (stamp, stamp_if_there(path)))
    if path is None or size >= old_size:
        return []
    return [f"{path}: shorter than it was: the decisions that are gone from it no longer hold"]


def _make_folder(folder: str) -> None:
    """Create the library's own folder, and keep it out of version control."""
    try:
        os.makedirs(folder, exist_ok=True)
        if os.path.basename(folder) == ".paperdex":
            with open(os.path.join(folder, ".gitignore"), "w") as file:
                file.write("*\n")
    except OSError as error:
        raise LibraryError(
            f"{folder}: the library can't be written here ({cause_of(error)}):"
            " search files directly with --in"
        ) from error
