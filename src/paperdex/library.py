"""The public face: finds and opens a library and offers its two journeys.

>>> from paperdex import Library
>>> with Library.of(["seeds"]) as library:
...     hits = library.search("byte-level", limit=1).hits
>>> hits[0].paper.title
'MrT5: Dynamic Token Merging for Efficient Byte-level Language Models'

What only an ingest needs is imported when one is due: a search of a library
that is up to date starts without it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from paperdex.config import find_place, name_source
from paperdex.engines import Engines
from paperdex.errors import IndexUnusable, LibraryDamaged, LibraryError, UsageError
from paperdex.look import describe_changes
from paperdex.paper import Paper, Sighting
from paperdex.query import Filters, Query
from paperdex.search import (
    SORTS,
    Hits,
    Ranking,
    Tell,
    find_unknown,
    load_hits,
    rank_papers,
)
from paperdex.sources import Source, source_as_typed
from paperdex.store.lookup import ORDERS, count_papers, has_title, list_names, reason_of
from paperdex.store.sources import count_files, list_sources
from paperdex.text import fold, squeeze, wellformed
from paperdex.workspace import NO_LIBRARY, Workspace

if TYPE_CHECKING:
    from paperdex.compare import Comparison
    from paperdex.crew import Progress
    from paperdex.decisions import Decision
    from paperdex.duplicates import Doubtful, Explanation, Where
    from paperdex.facets import Count
    from paperdex.index.base import Part
    from paperdex.news import News
    from paperdex.papers import Papers
    from paperdex.report import DuplicateGroup, Report, Status
    from paperdex.saved import SavedSearch
    from paperdex.similar import Similar
    from paperdex.store.accounts import LedgerRow
    from paperdex.suggest import Suggestion

# Up to this many files are looked at before an answer is given; the look at
# more of them would be felt, so it comes after the answer.
LOOK_FIRST = 1000

# What is a bug, or a store that holds what was never written to it.
_UNFORESEEN = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)

Path = str | os.PathLike[str]


class Library:
    """A library of papers. Open one with :meth:`open`, or make a passing one with :meth:`of`.

    A context manager; close it otherwise.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store
        self._engines = Engines(workspace.store, workspace.index_path, workspace.tell)
        self._spooled: Source | None = None

    @property
    def problems(self) -> list[str]:
        """What was asked for by name and could not be used, one line each."""
        return self._workspace.problems

    # Opening and closing

    @classmethod
    def open(
        cls,
        start: Path = ".",
        *,
        create: bool = False,
        refresh: bool = True,
        tell: Tell | None = None,
    ) -> Self:
        """The library in force at a folder: its own, that of a folder above, or the user's.

        It is brought up to date with its sources, unless ``refresh`` is false.
        Raises LibraryError if there is none (unless ``create``) or it can't be used.
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
        start: Path = ".", *, tell: Tell | None = None, progress: "Progress | None" = None
    ) -> None:
        """Read all sources of the library in force at a folder anew, also where its store is
        damaged: that is kept beside the new one. Decisions and saved searches stay.

        Raises LibraryError if there is none, or no source of it is known any more.
        """
        from paperdex.rebuild import rebuild_library

        rebuild_library(os.fspath(start), tell or (lambda line: None), progress)

    @classmethod
    def of(
        cls,
        paths: Iterable[Path],
        *,
        visited: str | None = None,
        form: str | None = None,
        stdin: BinaryIO | None = None,
        progress: "Progress | None" = None,
    ) -> Self:
        """A passing library of the files and folders given, held in memory.

        ``-`` stands for ``stdin`` (default: standard input). ``visited`` and
        ``form`` are as for :meth:`ingest`. What can't be used is told in
        :attr:`problems`. Leaves nothing on disk. Raises UsageError for an unknown form
        or an empty path, InputError where standard input is closed.
        """
        from paperdex.adding import make_given

        given = make_given(visited, form)
        library = cls(Workspace.passing())
        named = dict.fromkeys(os.fspath(path) for path in paths)
        try:
            sources = [library._spool(stdin) if p == "-" else source_as_typed(p) for p in named]
            library._workspace.update(lambda: sources, lambda path: given, progress)
            library._workspace.find_problems(sources)
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Close the library's files; delete what was kept of standard input."""
        self._store.close()
        if self._spooled is not None:
            from paperdex.spool import drop_spooled

            drop_spooled(self._spooled)
            self._spooled = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the library. Where something failed that can't, its store may be damaged:
        raises LibraryDamaged then."""
        try:
            if isinstance(error, _UNFORESEEN) and self._store.path and self._store.is_damaged():
                raise LibraryDamaged(self._store.path, error) from error
        finally:
            self.close()

    # Keeping up with the sources

    def ingest(
        self,
        paths: Sequence[Path] = (),
        *,
        visited: str | None = None,
        form: str | None = None,
        progress: "Progress | None" = None,
    ) -> "Report":
        """Add files or folders as sources, read whatever is new, and report on all.

        ``visited`` is the ISO date (or year) on which the pages at ``paths``
        were saved, ``form`` the form they are read in, whatever they look like;
        ``auto`` takes that back.
        A file by itself that is no listing becomes no source, and is told of in
        :attr:`problems`. Raises InputError for a path that doesn't exist, UsageError
        for an unknown form.
        """
        from paperdex.adding import add_sources, make_given

        given = make_given(visited, form)
        add_sources(self._workspace, [os.fspath(path) for path in paths], given, progress)
        return self.report()

    def refresh(self, progress: "Progress | None" = None) -> None:
        """Bring the library up to date with its sources, if they are few enough to look at.

        Where another process is writing, or nothing can be written, it stays as it is, and
        that is told. Raises LibraryError if it has no sources.
        """
        if self._workspace.is_bare:
            raise LibraryError(NO_LIBRARY)
        if count_files(self._store) <= LOOK_FIRST:
            self._workspace.update_if_possible(progress)

    def check_later(self) -> None:
        """After an answer: say what has changed in a library too large for :meth:`refresh`."""
        if self._store.path and count_files(self._store) > LOOK_FIRST:
            changes = self._workspace.look()
            if changes:
                self._workspace.tell(f"{describe_changes(changes)} since the last `paperdex index`")

    def reading(self) -> AbstractContextManager[None]:
        """All answers inside are of one state of the library, whatever another process
        writes meanwhile."""
        return self._store.reading()

    def forget(self, name: str) -> None:
        """Take out a source and what only it showed. Raises UsageError for an unknown one."""
        from paperdex.adding import forget_source

        forget_source(self._workspace, name)

    def owner_of(self, path: Path, named: Sequence[Path] = ()) -> str | None:
        """What a file belongs to that must not be written over, in words: a source, one of
        those ``named`` to become one, or the library itself. None for any other file.

        For a passing library the sources of the library in force count, too.
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

    def describe_rejected(self) -> list[str]:
        """Of a passing library what was rejected, a line a file; others have :meth:`status`."""
        if self._store.path:
            return []
        from paperdex.report import describe_rejected

        return describe_rejected(self._store)

    def ledger(self) -> "Iterator[LedgerRow]":
        """Every block of lines of every file, and what became of it."""
        from paperdex.store.accounts import read_ledger

        return read_ledger(self._store)

    def find_damage(self) -> list[str]:
        """What of the library's files is damaged, and what is to be done; reads all of them.
        A damaged index is made anew by the next search."""
        from paperdex.check import find_damage

        return list(find_damage(self._store, self._workspace.index_path))

    def status(self) -> "Status":
        """Where the library is, its sources, its counts and whether it is up to date."""
        from paperdex.report import Status

        changes = self._workspace.look()
        return Status(
            folder=self._workspace.place.folder or None,
            sources=list_sources(self._store),
            report=self.report(),
            stale=describe_changes(changes) if changes else None,
            problems=[*changes.problems, *self.unreadable_decisions()],
        )

    # Papers

    def papers(
        self,
        filters: Filters | None = None,
        *,
        query: str | Query = "",
        sort: str = "date",
        limit: int | None = None,
    ) -> Iterator[Paper]:
        """The papers that pass the filters and match the query, if there is one, at most
        ``limit``, read one by one.

        ``sort`` is date, upvotes, comments, title or, with a query, score. Raises UsageError
        for any other, and for filters that are none.
        """
        query = _as_query(query, filters)
        if query.text:
            ranking = self.rank(query, limit=limit or max(1, len(self)), sort=sort)
            names = [scored.id for scored in ranking.scored]
        elif sort in ORDERS:
            names = list_names(self._store, query.filters.ranges(), sort, limit)
        else:
            raise UsageError("without a query sort is one of " + ", ".join(ORDERS))
        return self._read_papers(names[:limit])

    def __iter__(self) -> Iterator[Paper]:
        return self.papers()

    def __len__(self) -> int:
        return count_papers(self._store)

    def show(self, text: str) -> list[Paper]:
        """The papers meant by FILE:LINE, an id, the start of one, a title or words of it;
        best first.

        Empty if nothing fits; several if the text leaves it open.
        """
        from paperdex.resolve import find_papers

        return find_papers(self._store, self._papers, self._workspace.place.root, text)

    # Search

    def search(
        self,
        query: str | Query,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        engine: str = "tantivy",
    ) -> Hits:
        """The papers that best match a text or query, at most ``limit`` from ``offset`` on.

        ``sort`` is score, date, upvotes, comments or title; ``engine`` tantivy or
        rank-bm25. The filters take the place of the query's own. Raises UsageError for any
        other sort or engine, and for filters that are none.
        """
        query = _as_query(query, filters)
        with self.reading():
            ranking = self.rank(query, limit=limit, offset=offset, sort=sort, engine=engine)
            return self.load(ranking, offset)

    def rank(
        self,
        query: Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: str = "score",
        engine: str = "tantivy",
    ) -> Ranking:
        """As :meth:`search`, ids and scores only: the papers are not read."""
        if limit < 1 or offset < 0 or sort not in SORTS:
            raise UsageError(
                "limit is at least 1, offset at least 0, sort one of " + ", ".join(SORTS)
            )
        wanted = {"limit": limit, "offset": offset}
        return self._engines.ask(
            engine, lambda index: rank_papers(self._store, index, query, sort=sort, **wanted)
        )

    def explain(self, ranking: Ranking, paper_id: str, *, engine: str = "tantivy") -> "list[Part]":
        """What each part of a ranking's query gave a paper; together they are its score."""
        return self._engines.ask(engine, lambda index: index.explain(ranking.query, paper_id))

    def load(self, ranking: Ranking, offset: int = 0) -> Hits:
        """The papers of a ranking that began at ``offset``, and where they match."""
        try:
            return load_hits(self._papers, ranking, offset)
        except IndexUnusable as unusable:
            self._engines.refuse(unusable)

    # What goes with hits

    def suggest(self, text: str, *, engine: str = "tantivy") -> "list[Suggestion]":
        """For words of a query that no paper has, the nearest word that one has."""
        unknown = self._engines.ask(engine, lambda index: find_unknown(index, text))
        if not unknown:
            return []
        from paperdex.suggest import suggest_words

        return suggest_words(self._store, text, unknown)

    def unknown_words(self, text: str) -> list[str]:
        """The words of a query that papers are wanted to have and none has, in order."""
        unknown = self._engines.ask("tantivy", lambda index: find_unknown(index, text))
        if not unknown:
            return []
        from paperdex.suggest import wanted_words

        return [word for word in wanted_words(text) if word in unknown]

    def ids_like(self, text: str) -> list[str]:
        """The ids that an unknown one was most likely meant to be, nearest first, at most 3."""
        from paperdex.suggest import suggest_ids

        return suggest_ids(self._store, text)

    def has_title(self, text: str) -> bool:
        """Whether a text is a paper's whole title, but for case, accents and spaces."""
        return has_title(self._store, squeeze(fold(wellformed(text))))

    def has_any(self, name: str) -> bool:
        """Whether any paper has the field of this name: authors, date, organization or venue."""
        from paperdex.facets import has_any

        return self._engines.ask("tantivy", lambda index: has_any(self._store, index, name))

    def count_by(
        self, query: str | Query, facets: Sequence[str], *, engine: str = "tantivy"
    ) -> "dict[str, list[Count]]":
        """By facet (year, source, organization or venue), how many of all papers that match
        have each value, most first. Raises UsageError for another facet.
        """
        from paperdex.facets import count_matches

        asked = _as_query(query, None)
        return self._engines.ask(
            engine, lambda index: count_matches(self._store, index, asked, facets)
        )

    def find_similar(
        self, title: str, text: str = "", *, leave_out: Paper | None = None, limit: int = 10
    ) -> "Similar":
        """The papers nearest to a title and text, at most ``limit``, by the words that tell most
        about it, and these words. ``leave_out`` is the paper they are of."""
        from paperdex.similar import find_similar

        name = leave_out.id if leave_out else None
        return self._engines.ask(
            "tantivy", lambda index: find_similar(self._store, index, (title, text), name, limit)
        )

    # Duplicates

    def dedupe(self) -> "list[DuplicateGroup]":
        """The papers with several entries, and why they are one paper."""
        from paperdex.report import list_duplicates

        return list_duplicates(self._store)

    def doubtful(self) -> "list[Doubtful]":
        """Pairs of entries that may be one paper and are not taken for one."""
        from paperdex.duplicates import list_doubtful

        return list_doubtful(self._store)

    def why(self, one: str, other: str) -> "Explanation":
        """Why two, each an id or FILE:LINE, are one paper or not."""
        from paperdex.duplicates import explain

        return explain(self._where, one, other)

    def reason(self, paper: Paper) -> str:
        """Why the entries of a paper are one paper; empty where it has one entry."""
        return reason_of(self._store, paper.id)

    def sources_of(self, paper: Paper) -> "list[tuple[str, Sighting]]":
        """The fields that a paper has, each with the sighting that gave it."""
        from paperdex.duplicates import name_sources

        return name_sources(self._store, paper.id)

    # Decisions about duplicates: kept in decisions.jsonl, before every rule

    def decide(self, answer: str, one: str | Paper, other: str | Paper) -> "Decision":
        """From now on two, each an id, FILE:LINE or a doubtful entry, are the `same` paper or
        `different` ones. Where a decision says so already, it is given back."""
        from paperdex.duplicates import decide_on_pair

        return decide_on_pair(self._where, answer, (one, other))

    def split(self, text: str) -> "Decision":
        """From now on all entries of a paper are papers of their own."""
        from paperdex.duplicates import split_paper

        return split_paper(self._where, text)

    def undo(self, number: int | None = None) -> "Decision":
        """Undo a decision by its number, else the last that stands; gives what it was."""
        from paperdex.duplicates import undo_decision

        return undo_decision(self._where, number)

    def decisions(self) -> "list[Decision]":
        """All decisions in the order in which they were made, those undone too."""
        from paperdex.decisions import read_decisions

        return read_decisions(self._workspace.decisions_path)

    def unreadable_decisions(self) -> list[str]:
        """The lines of decisions.jsonl that no decision can be read of, and so none is
        applied: where each is, and what to do."""
        from paperdex.decisions import find_unreadable

        return find_unreadable(self._workspace.decisions_path)

    def papers_of(self, decision: "Decision") -> list[str]:
        """The ids of the papers to which the entries of a decision belong now."""
        from paperdex.decide import papers_of_decision

        return papers_of_decision(self._store, decision)

    def judge_again(self) -> None:
        """Judge the whole library anew, by the rules of this version."""
        from paperdex.ingest import judge_again

        judge_again(self._store, self._workspace.index_path, self.decisions())

    # Saved searches: kept in searches/, one file each

    def save_search(self, name: str, query: str | Query) -> bool:
        """Save a search, all that matches now counting as shown; false if it was saved before.

        Raises UsageError if another one has the name.
        """
        from paperdex.news import save_search

        folder, asked = self._workspace.searches_folder, _as_query(query, None)
        return self._engines.ask(
            "tantivy", lambda index: save_search(self._store, index, folder, name, asked)
        )

    def saved_searches(self, name: str | None = None) -> "list[SavedSearch]":
        """All saved searches, or the one of a name. One that is broken is among the
        :attr:`problems`, or raises LibraryError where it was named."""
        from paperdex.saved import read_all, read_search

        if name is not None:
            return [read_search(self._workspace.searches_folder, name)]
        searches, problems = read_all(self._workspace.searches_folder)
        self._workspace.problems += problems
        return searches

    def forget_search(self, name: str) -> None:
        """Take a saved search out. Raises UsageError for an unknown one."""
        from paperdex.saved import remove_search

        remove_search(self._workspace.searches_folder, name)

    def find_news(self, saved: "SavedSearch", limit: int | None = None) -> "News":
        """What matches a saved search now and was never shown, best first."""
        from paperdex.news import find_news

        return self._engines.ask(
            "tantivy", lambda index: find_news(self._store, index, saved, limit)
        )

    def note_shown(self, saved: "SavedSearch", news: "News") -> None:
        """Remember that news were shown: they are none from now on."""
        from paperdex.news import note_shown

        note_shown(self._store, self._workspace.searches_folder, saved, news)

    # Listings

    def compare(self, before: str, after: str) -> "Comparison":
        """What entered, left and moved between two files or folders of its sources."""
        from paperdex.compare import compare_listings

        paths = {source.name: source.path for source in self._workspace.sources()}
        one, other = (paths["-"] if p == "-" else os.path.abspath(p) for p in (before, after))
        return compare_listings(self.papers(), paths, one, other)

    # Inside

    def _read_papers(self, names: Sequence[str]) -> Iterator[Paper]:
        from paperdex.papers import iterate_papers

        try:
            yield from iterate_papers(self._store, names)
        except IndexUnusable as unusable:
            self._engines.refuse(unusable)

    @cached_property
    def _papers(self) -> "Papers":
        from paperdex.papers import Papers  # an answer of ids reads none

        return Papers(self._store)

    @property
    def _where(self) -> "Where":
        from paperdex.duplicates import Where

        return Where(
            self._store,
            self._workspace.place.root,
            self._workspace.index_path,
            self._workspace.decisions_path,
        )

    def _spool(self, stdin: BinaryIO | None) -> Source:
        from paperdex.spool import spool_input

        self._spooled = spool_input(stdin)
        return self._spooled


def _as_query(query: str | Query, filters: Filters | None) -> Query:
    """The query, with these filters in place of its own where there are any."""
    query = Query(query) if isinstance(query, str) else query
    return query._replace(filters=filters) if filters else query
