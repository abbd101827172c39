"""The first journey: files -> listing -> parse -> dedupe -> store -> index.

Everything that writes a library happens here, in one transaction.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import NamedTuple

from paperdex.added import keep_added
from paperdex.config import stamp_if_there
from paperdex.crew import Crew, Progress, count_helpers
from paperdex.decide import apply_decisions
from paperdex.decisions import Decision, read_decisions
from paperdex.documents import reading_documents
from paperdex.errors import (
    BrokenOff,
    IndexUnusable,
    Interrupted,
    LibraryBusy,
    LibraryUnwritable,
)
from paperdex.index.generations import keep_only
from paperdex.index.tantivy import TantivyIndex
from paperdex.interrupt import Interrupts, holding_interrupts
from paperdex.listing import Entry, NotListing, read_listing
from paperdex.look import Changes, look_for_changes
from paperdex.regroup import Regrouped, regroup
from paperdex.search import build_index
from paperdex.sources import AUTO, NOTHING_GIVEN, Given, Source, find_files
from paperdex.store import Store
from paperdex.store.database import PATIENCE
from paperdex.store.entries import entry_numbers
from paperdex.store.kinds import forget_verdicts
from paperdex.store.sources import (
    add_source,
    list_sources,
    mark_source,
    remove_files,
    remove_source,
    touch_file,
)
from paperdex.take_in import name_no_entry, size_of, take_in
from paperdex.watched import WatchedFile

# Bytes from which on it is worth while to start other processes.
_SHARED_SIZE = 2_000_000


class Wanted(NamedTuple):
    """What a library should hold: the folder it belongs to, its sources, which of
    them paperdex.toml lists, that file's stamp if it is new, by path what a person
    gave with pages, where their decisions and the list of the other sources are, and
    whether all of it is to be read anew.

    The sources are asked for once the library is locked: another process may
    just have added one.
    """

    root: str
    sources: Callable[[], Sequence[Source]]
    listed: frozenset[str] = frozenset()
    config_stamp: str | None = None
    given: Callable[[str], Given] = lambda path: NOTHING_GIVEN
    decisions: str | None = None
    added: str | None = None
    tell: Callable[[str], None] = lambda line: None
    anew: bool = False


def update_library(
    store: Store,
    index_path: str | None,
    wanted: Wanted,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Changes:
    """Bring store and index up to date with the sources: all of it or nothing.

    ``index_path`` is None for a library without an index on disk. Gives the
    changes it made. Raises Interrupted after Ctrl-C, once the files that were read until
    then are kept, or BrokenOff, where there are none or what has changed was not read whole;
    LibraryBusy where another process is still writing after ``patience`` seconds.
    """
    with (
        _writing(store, index_path, patience),
        _collector_paused(),
        _holding_interrupts(index_path, wanted) as interrupts,
    ):
        with interrupts.breaking():
            if wanted.anew:
                store.forget_reading()
            sources = wanted.sources()
            changes = look_for_changes(store, sources)
        before = store.generation
        regrouped, left = _update_store(store, wanted, sources, changes, progress, interrupts)
        if wanted.config_stamp is not None:
            store.keep_config_stamp(wanted.config_stamp)
        store.keep_reading()
        if changes or any(regrouped.new) or regrouped.gone:
            generation = store.renew_generation()
            if index_path is not None:
                _index_unless_interrupted(
                    store, index_path, before, regrouped, generation, progress, interrupts
                )
        if wanted.added is not None:  # last: it is not taken back with the rest
            others = [os.fsdecode(s.path) for s in list_sources(store) if not s.listed]
            keep_added(wanted.added, others)
    if interrupts.came:
        raise Interrupted(f"interrupted: {_describe_rest(left)}")
    return changes


def _holding_interrupts(
    index_path: str | None, wanted: Wanted
) -> AbstractContextManager[Interrupts]:
    """See :mod:`paperdex.interrupt`; of a passing library nothing is kept, so it ends at once."""
    return nullcontext(Interrupts()) if index_path is None else holding_interrupts(wanted.tell)


def _describe_rest(left: int) -> str:
    if left:
        files = "1 file" if left == 1 else f"{left:,} files"
        return f"what was read is kept; {files} to go: run the command again"
    return "all was read and is kept"


def _index_unless_interrupted(
    store: Store,
    path: str,
    before: str,
    regrouped: Regrouped,
    generation: str,
    progress: Progress | None,
    interrupts: Interrupts,
) -> None:
    """Let the index follow the store. After Ctrl-C there is none: it is a cache, and made
    by the next search."""
    try:
        with interrupts.breaking():
            _update_index(store, path, before, regrouped, generation, progress)
    except BrokenOff:
        TantivyIndex.discard(path, generation)


@contextmanager
def _writing(store: Store, index_path: str | None, patience: float = PATIENCE) -> Iterator[None]:
    """A transaction. After it the indexes of all states but the one in force are taken out,
    unless another process is writing by then, which does so in its turn."""
    try:
        with store.transaction(patience):
            yield
    finally:
        if index_path is not None:
            # What can't be taken out is left for the next writer.
            unable = LibraryBusy, LibraryUnwritable, OSError
            with suppress(*unable), store.transaction(patience=0):
                keep_only(index_path, store.generation)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without looking for garbage in cycles: reading makes none, and looking through
    all that was read takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def decide(
    store: Store,
    index_path: str | None,
    decisions: Callable[[], Sequence[Decision]],
    *,
    keep: Callable[[], None],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Bring store and index up to date with a person's decisions: all of it or nothing.

    The decisions are asked for once the library is locked: another process may just have
    added one. ``check`` may object by raising before the index is touched; ``keep`` is
    called before it is settled.
    """
    with _writing(store, index_path):
        before = store.generation
        papers = apply_decisions(store, decisions())
        regrouped = regroup(store, range(0), papers)
        check()
        if any(regrouped.new) or regrouped.gone:
            generation = store.renew_generation()
            if index_path is not None:
                _update_index(store, index_path, before, regrouped, generation)
        keep()


def judge_again(store: Store, index_path: str | None, decisions: Sequence[Decision]) -> None:
    """Judge and group the whole library anew, as if it were read now."""
    with _writing(store, index_path):
        before = store.generation
        forget_verdicts(store)
        apply_decisions(store, decisions)
        regrouped = regroup(store, entry_numbers(store), set())
        generation = store.renew_generation()
        if index_path is not None:
            _update_index(store, index_path, before, regrouped, generation)


def _update_store(
    store: Store,
    wanted: Wanted,
    sources: Sequence[Source],
    changes: Changes,
    progress: Progress | None,
    interrupts: Interrupts,
) -> tuple[Regrouped, int]:
    """What has changed of the papers, and how many files were not read after Ctrl-C: only
    new ones, for of those that have changed nothing is left until all are read."""
    known = {source.name for source in list_sources(store)}
    for source in sources:
        if source.name in known or os.path.exists(source.path):
            add_source(store, source, wanted.root, source.name in wanted.listed)
    with interrupts.breaking():
        papers = _remove(store, changes)
    to_read = [
        (source, found, wanted.given(found.path) | file.given)
        for file, source, found in changes.changed
    ]
    to_read += [(source, found, wanted.given(found.path)) for source, found in changes.added]

    fewest = max(1, len(changes.changed)) if to_read else 0
    with Crew(count_helpers(size_of(to_read) >= _SHARED_SIZE)) as crew:
        taken = take_in(store, to_read, crew, interrupts, fewest, progress)
        interrupts.finish()
        store.keep_decisions_stamp(stamp_if_there(wanted.decisions))
        papers |= apply_decisions(store, read_decisions(wanted.decisions))
        regrouped = regroup(store, taken.entries, papers, taken.ids, crew, progress)
    return regrouped, len(to_read) - taken.files


def _remove(store: Store, changes: Changes) -> set[int]:
    """Take out what is no more or will be read anew; gives the papers it touches."""
    papers = set[int]()
    for name in changes.dropped:
        papers |= remove_source(store, name)
    for name in changes.gone:
        mark_source(store, name, True)
    for name in changes.back:
        mark_source(store, name, False)
    removed = (*changes.removed, *(file for file, _, _ in changes.changed))
    papers |= remove_files(store, [file.id for file in removed])
    for file, found in changes.touched:
        touch_file(store, file.id, found.size, found.mtime)
    return papers


def _update_index(
    store: Store,
    path: str,
    before: str,
    regrouped: Regrouped,
    generation: str,
    progress: Progress | None = None,
) -> None:
    """Let the index follow the store; one that can't is made anew."""
    try:
        index = TantivyIndex.branch(path, before, generation)
        with reading_documents(store, regrouped.new, progress) as documents:
            index.update(regrouped.gone, documents, generation)
    except IndexUnusable:
        build_index(store, path, generation, progress)


def why_no_source(source: Source, form: str | None) -> str | None:
    """Why a file named alone can't be a source: it is no listing, or none in the form given.
    None for one that can, and for any folder: listings may come to it."""
    if os.path.isdir(source.path):
        return None
    problems = list[str]()
    found = find_files(source, problems)
    if not found:
        return next(iter(problems), f"{source.name}: no such file or folder")
    form = None if form == AUTO else form
    try:
        listing = read_listing(WatchedFile(found[0].path).open, form)
    except OSError as error:
        return f"{source.name}: can't be read: {error.strerror or error}"
    if isinstance(listing, NotListing):
        return f"{source.name}: {listing.reason}"
    if form is None or any(isinstance(block, Entry) for block in listing.blocks):
        return None
    return f"{source.name}: {name_no_entry(form)}"
