"""The public face: finds and opens a library and offers its two journeys.

>>> from paperdex import Library
>>> with Library.of(["seeds"]) as library:
...     hits = library.search("byte-level", limit=1).hits
>>> hits[0].paper.title
'MrT5: Dynamic Token Merging for Efficient Byte-level Language Models'
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from paperdex.config import Place, find_place, name_source
from paperdex.errors import IndexUnusable, InputError, LibraryError, UsageError
from paperdex.ids import looks_like_id, title_digest
from paperdex.ingest import (
    Changes,
    Counts,
    FileReport,
    Progress,
    Written,
    account,
    apply_changes,
    look_for_changes,
)
from paperdex.paper import Paper, Rejected, Sighting
from paperdex.query import Filters, Query
from paperdex.search import Hits, get_paper, search_papers
from paperdex.sources import Source
from paperdex.store import Store, StoredSource

if TYPE_CHECKING:
    from paperdex.index.base import Index
    from paperdex.index.tantivy import TantivyIndex

ENGINES = ("tantivy", "rank-bm25")

# Up to this many files are looked at before an answer is given; the look at
# more of them would be felt, so it comes after the answer.
LOOK_FIRST = 1000

Tell = Callable[[str], None]
"""Takes what is worth a word beside the answer, one line at a time."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Entries that are one paper: its id and title, why, and each entry's sighting and title."""

    paper: str
    title: str
    reason: str
    entries: list[tuple[Sighting, str]]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every entry: in all, by file, and what was rejected (with its source)."""

    counts: Counts
    files: list[FileReport]
    rejected: list[tuple[str, Rejected]]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a library. ``stale`` says how its sources differ from it; None if they don't."""

    folder: Path | None
    sources: list[StoredSource]
    report: Report
    stale: str | None


class Library:
    """A library of papers. Open one with :meth:`open`, or make a passing one with :meth:`of`.

    A context manager; close it otherwise.
    """

    def __init__(self, store: Store, place: Place, tell: Tell | None = None) -> None:
        self._store = store
        self._place = place
        self._tell = tell or (lambda line: None)
        self._index: TantivyIndex | None = None
        self._spool: Path | None = None
        self.problems: list[str] = []
        """What was asked for by name and could not be used, one line each."""

    # Opening

    @classmethod
    def open(
        cls, start: str | os.PathLike[str] = ".", *, create: bool = False, tell: Tell | None = None
    ) -> Self:
        """The library in force at a folder: its own, that of a folder above, or the user's.

        Raises LibraryError if there is none (unless ``create``) or it can't be used.
        """
        place = find_place(Path(start).absolute())
        path = place.folder / "library.db"
        if not path.exists():
            if not (create or place.listed):
                raise LibraryError(
                    "no library here: make one with `paperdex index FOLDER`,"
                    " or search files directly with `--in PATH`"
                )
            _make_folder(place.folder)
        return cls(Store.open(path, create=True), place, tell)

    @classmethod
    def of(
        cls,
        paths: Iterable[str | os.PathLike[str]],
        *,
        visited: str | None = None,
        stdin: BinaryIO | None = None,
        tell: Tell | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """A passing library of the files and folders given, held in memory.

        ``-`` stands for ``stdin`` (default: standard input). What can't be used
        is told in :attr:`problems`. Leaves nothing on disk.
        """
        library = cls(Store.in_memory(), Place(Path.cwd(), Path.cwd()), tell)
        sources = [
            library._spool_stdin(stdin) if os.fspath(path) == "-" else _as_given(path)
            for path in paths
        ]
        library._update(sources, frozenset(), visited=lambda path: visited, progress=progress)
        library._find_problems(sources)
        return library

    def close(self) -> None:
        """Close the library's files; throw away what was spooled."""
        self._store.close()
        if self._spool is not None:
            shutil.rmtree(self._spool, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Ingest

    def ingest(
        self,
        paths: Sequence[str | os.PathLike[str]] = (),
        *,
        visited: str | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Add files or folders as sources, read whatever is new, and report on all.

        ``visited`` is the ISO date (or year) on which the pages at ``paths``
        were saved. Raises InputError for a path that doesn't exist.
        """
        named = [name_source(self._place, Path(path)) for path in paths]
        for source in named:
            if not source.path.exists():
                raise InputError(f"{source.name}: no such file or folder")
        if visited:
            self._reread(named)
        added = [source for source in named if not self._is_covered(source)]
        self._update(
            [*self._sources(), *added],
            {source.name for source in added},
            visited=lambda path: visited if any(_is_below(path, s.path) for s in named) else None,
            progress=progress,
        )
        self._find_problems(named)
        return self.report()

    def refresh(self, progress: Progress | None = None) -> None:
        """Bring the library up to date with its sources, if they are few enough to look at."""
        if self._place.folder and self._store.path and self._store.count_files() <= LOOK_FIRST:
            self._update(self._sources(), frozenset(), progress=progress)

    def check_later(self) -> None:
        """After an answer: say what has changed in a library too large for :meth:`refresh`."""
        if self._store.path and self._store.count_files() > LOOK_FIRST:
            changes = look_for_changes(self._store, self._sources())
            if changes:
                self._tell(f"{_describe(changes)} since the last `paperdex index`")

    def forget(self, name: str) -> None:
        """Take out a source and what only it showed. Raises UsageError for an unknown one."""
        wanted = {name.rstrip("/"), name_source(self._place, Path(name)).name}
        source = next((s for s in self._store.sources() if s.name in wanted), None)
        if source is None:
            known = ", ".join(s.name for s in self._store.sources()) or "none"
            raise UsageError(f"{name}: no source of this library; its sources: {known}")
        if source.name in {listed.name for listed in self._place.listed}:
            raise UsageError(f"{source.name}: listed in paperdex.toml: take it out there")
        keep = [s for s in self._sources() if s.name != source.name]
        self._update(keep, frozenset())

    def report(self) -> Report:
        """What became of every entry of every file."""
        files = account(self._store)
        counts = sum((file.counts for file in files), Counts())
        return Report(counts, files, self._store.rejected())

    def ledger(self) -> Iterator[tuple[str, str, int, int, str, str | None, str | None]]:
        """Every block of lines of every file: source, file, first line, end line, what
        it is (entry, furniture, rejected), the paper's id or the reason, the title."""
        return self._store.ledger()

    def status(self) -> Status:
        """Where the library is, its sources, its counts and whether it is up to date."""
        changes = look_for_changes(self._store, self._sources())
        return Status(
            folder=self._place.folder if self._store.path else None,
            sources=self._store.sources(),
            report=self.report(),
            stale=_describe(changes) if changes else None,
        )

    # Search

    def search(
        self,
        text: str,
        *,
        filters: Filters | None = None,
        all_words: bool = False,
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        engine: str = "tantivy",
    ) -> Hits:
        """The papers that best match a text, at most ``limit`` from ``offset`` on.

        ``sort`` is score, date, upvotes, comments or title; ``engine`` one of ENGINES.
        """
        query = Query(text, filters or Filters(), all_words)
        index = self._open_engine(engine)
        return search_papers(self._store, index, query, limit=limit, offset=offset, sort=sort)

    def papers(
        self, filters: Filters | None = None, *, sort: str = "date", limit: int | None = None
    ) -> Iterator[Paper]:
        """The papers that pass the filters, by date, upvotes, comments or title."""
        names = self._store.names((filters or Filters()).ranges(), sort)
        return (get_paper(self._store, name) for name in names[:limit])

    def __iter__(self) -> Iterator[Paper]:
        return self.papers()

    def __len__(self) -> int:
        return self._store.count_papers()

    def show(self, text: str) -> list[Paper]:
        """The papers meant by an id, the start of one, a title or words of it; best first.

        Empty if nothing fits; several if the text leaves it open.
        """
        for name in (looks_like_id(text), title_digest(text)):
            if names := self._store.names_like(name):
                return [get_paper(self._store, name) for name in names]
        hits = self.search(text, all_words=True).hits
        return [hit.paper for hit in hits if "title" in hit.matched]

    def reason(self, paper: Paper) -> str:
        """Why the entries of a paper are one paper; empty where it has one entry."""
        return self._store.reason_of(paper.id)

    def dedupe(self) -> list[DuplicateGroup]:
        """The papers with several entries, and why they are one paper."""
        groups = []
        for name, reason in self._store.groups():
            entries = self._store.entries_of(name)
            titled = [(entry.sightings[0], entry.title) for entry in entries]
            groups.append(DuplicateGroup(name, get_paper(self._store, name).title, reason, titled))
        return groups

    # Inside

    def _sources(self) -> list[Source]:
        """The sources that paperdex.toml lists, and those that a command added."""
        added = [Source(s.name, Path(s.path)) for s in self._store.sources() if s.added]
        listed = {source.name for source in self._place.listed}
        return [*self._place.listed, *(s for s in added if s.name not in listed)]

    def _is_covered(self, source: Source) -> bool:
        covering = next((s for s in self._sources() if _is_below(source.path, s.path)), None)
        if covering is not None and covering.name != source.name:
            self._tell(f"{source.name} is already part of the source {covering.name}")
        return covering is not None

    def _reread(self, named: Sequence[Source]) -> None:
        paths = {source.name: source.path for source in self._sources()}
        with self._store.transaction():
            for file in self._store.files():
                path = paths.get(file.source, Path())
                path = path / file.name if path.is_dir() else path
                if any(_is_below(path, source.path) for source in named):
                    self._store.reread_file(file.id)

    def _update(
        self,
        sources: Sequence[Source],
        added: Iterable[str],
        visited: Callable[[Path], str | None] = lambda path: None,
        progress: Progress | None = None,
    ) -> None:
        """Bring store and index up to date with the sources, in one transaction."""
        changes = look_for_changes(self._store, sources)
        self.problems = list(changes.problems)
        if not (changes or changes.touched):
            return
        with self._store.transaction():
            # Looked at again: another process may have been writing meanwhile.
            changes = look_for_changes(self._store, sources)
            before = self._store.generation
            written = apply_changes(self._store, sources, added, changes, visited, progress)
            if changes:
                self._update_index(before, written)
        if changes:
            counts = self.report().counts
            self._tell(
                f"{_describe(changes)}: now {counts.entries} entries, {counts.papers} papers,"
                f" {counts.merged} duplicates merged, {counts.rejected} rejected"
            )

    def _update_index(self, before: str, written: Written) -> None:
        """Let the index follow the store; one that can't is made anew when next needed."""
        generation = self._store.renew_generation()
        self._index = None
        if self._store.path is None:
            return
        from paperdex.index.tantivy import TantivyIndex

        try:
            index = TantivyIndex.open(self._index_path, before)
            index.update(written.gone, written.papers, generation)
        except IndexUnusable:
            index = TantivyIndex.build(self._index_path, self._all_papers(), generation)
        self._index = index

    def _open_engine(self, engine: str) -> "Index":
        if engine == "rank-bm25":
            from paperdex.index.rank_bm25 import RankBM25Index

            return RankBM25Index(self._all_papers())
        if engine != "tantivy":
            raise UsageError(f"{engine}: no such engine; there are {' and '.join(ENGINES)}")
        if self._index is None:
            self._index = self._open_tantivy()
        return self._index

    def _open_tantivy(self) -> "TantivyIndex":
        from paperdex.index.tantivy import TantivyIndex

        if self._store.path is None:
            return TantivyIndex.in_memory(self._all_papers())
        try:
            return TantivyIndex.open(self._index_path, self._store.generation)
        except IndexUnusable as unusable:
            with self._store.transaction():
                generation = self._store.generation
                try:  # another process may have made it while this one waited
                    return TantivyIndex.open(self._index_path, generation)
                except IndexUnusable:
                    self._tell(f"the index is made anew: {unusable}")
                    return TantivyIndex.build(self._index_path, self._all_papers(), generation)

    @property
    def _index_path(self) -> Path:
        return self._place.folder / "index"

    def _all_papers(self) -> Iterator[Paper]:
        return (get_paper(self._store, name) for name in self._store.names())

    def _find_problems(self, named: Sequence[Source]) -> None:
        """Named files that are no listing, and named folders without any."""
        by_source: dict[str, list[FileReport]] = {source.name: [] for source in named}
        for file in account(self._store):
            by_source.get(file.source, []).append(file)
        for source in named:
            files = by_source[source.name]
            if not source.path.is_dir():
                self.problems += [f"{f.source}: {f.note}" for f in files if f.note]
            elif not self._is_inside_known(source) and not any(f.form for f in files):
                self.problems.append(f"{source.name}: no listing in this folder")

    def _is_inside_known(self, source: Source) -> bool:
        return any(
            s.name != source.name and _is_below(source.path, s.path) for s in self._sources()
        )

    def _spool_stdin(self, stdin: BinaryIO | None) -> Source:
        """Standard input as a file named `-`: readers go over a file more than once."""
        self._spool = Path(tempfile.mkdtemp(prefix="paperdex-"))
        path = self._spool / "-"
        with path.open("wb") as file:
            shutil.copyfileobj(stdin or sys.stdin.buffer, file)
        return Source("-", path)


def _make_folder(folder: Path) -> None:
    """The library's own folder, kept out of version control."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if folder.name == ".paperdex":
            (folder / ".gitignore").write_text("*\n")
    except OSError as error:
        raise LibraryError(
            f"{folder}: the library can't be written here ({error.strerror}):"
            " search files directly with --in"
        ) from error


def _as_given(path: str | os.PathLike[str]) -> Source:
    given = Path(path)
    return Source(given.as_posix(), given.absolute())


def _is_below(path: Path, other: Path) -> bool:
    return path.is_relative_to(other)


def _describe(changes: Changes) -> str:
    """`2 files added, 1 changed`: how the sources differ."""
    counted = (
        (len(changes.added), "added"),
        (len(changes.changed), "changed"),
        (len(changes.removed), "removed"),
    )
    parts = [f"{n} {what}" for n, what in counted if n]
    if parts:
        n = next(n for n, _ in counted if n)
        parts[0] = parts[0].replace(" ", " file " if n == 1 else " files ", 1)
    parts += [f"source {name} is gone, its papers are kept" for name in changes.gone]
    parts += [f"source {name} is back" for name in changes.back]
    parts += [f"source {name} forgotten" for name in changes.dropped]
    return ", ".join(parts)
