"""Changed sources, decisions -> a store and its index, brought up to date.

Everything that writes a library happens here, in one transaction.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import NamedTuple

from paperdex.added import keep_added
from paperdex.config import sum_if_there
from paperdex.decisions import Decision, read_decisions
from paperdex.engines import build_index
from paperdex.errors import (
    BrokenOff,
    IndexUnusable,
    Interrupted,
    LibraryBusy,
    LibraryUnwritable,
    Tell,
)
from paperdex.index.generations import keep_only
from paperdex.index.tantivy import TantivyIndex
from paperdex.indexing import reading_documents
from paperdex.ingest.applying import apply_decisions
from paperdex.ingest.interrupt import Interrupts, holding_interrupts
from paperdex.ingest.reading import read_fields
from paperdex.ingest.regroup import Regrouped, regroup
from paperdex.ingest.take_in import size_of, take_in
from paperdex.look import Changes, look_for_changes
from paperdex.sources import NOTHING_GIVEN, Given, Source
from paperdex.store import Store
from paperdex.store.database import PATIENCE
from paperdex.store.kinds import forget_verdicts
from paperdex.store.sources import (
    add_source,
    list_files,
    list_sources,
    mark_source,
    remove_files,
    remove_source,
    reread_file,
    touch_file,
)
from paperdex.text import count_of
from paperdex.workers import Progress, WorkerPool, count_workers

# Bytes for which it is worth while to start another process.
_SHARE = 1_000_000


class Wanted(NamedTuple):
    """What a library should hold."""

    root: str
    """The folder it belongs to."""
    sources: Callable[[], Sequence[Source]]
    """Called once the library is locked, because another process may just have added one."""
    listed: frozenset[str]
    """The names of the sources that paperdex.toml lists."""
    config_stamp: str | None
    """The stamp of paperdex.toml, if that is new."""
    given: Callable[[str], Given]
    """What a person gave with the page at a path."""
    decisions: str | None
    """The file of decisions."""
    added: str | None
    """The file that lists the sources which commands added."""
    tell: Tell
    reread_all: bool
    """Whether everything is to be read again."""


class _Run(NamedTuple):
    """What takes part in one transaction: the store; where its index is, None if not on disk;
    Ctrl-C, and what it may break off; whom to tell how much is done."""

    store: Store
    index_path: str | None
    interrupts: Interrupts
    progress: Progress | None = None

    def update_index(self, regrouped: Regrouped) -> None:
        """Begin a new generation of the store and its index. After Ctrl-C there is no index: it
        is a cache, and the next search builds it."""
        before, generation = self.store.generation, self.store.renew_generation()
        if self.index_path is None:
            return
        try:
            with self.interrupts.breaking():
                self._make_index(self.index_path, before, generation, regrouped)
        except BrokenOff:
            TantivyIndex.discard(self.index_path, generation)

    def _make_index(self, path: str, before: str, generation: str, regrouped: Regrouped) -> None:
        """The index of a generation from that before, or built anew if that is not possible."""
        try:
            index = TantivyIndex.branch(path, before, generation)
            with reading_documents(self.store, regrouped.new, self.progress) as documents:
                index.update(regrouped.gone, documents, generation)
        except IndexUnusable:
            build_index(self.store, path, generation, self.progress)


def update_library(
    store: Store,
    index_path: str | None,
    wanted: Wanted,
    progress: Progress | None,
    patience: float,
) -> Changes:
    """Bring store and index up to date with the sources: all of it or nothing.

    ``index_path`` is None for a library without an index on disk. Returns the changes made.
    After Ctrl-C, raises Interrupted once the files read until then are stored, or BrokenOff
    if there are none, or if not all changed files were read. Raises LibraryBusy if another
    process is still writing after ``patience`` seconds.
    """
    run = _Run(store, index_path, Interrupts(wanted.tell), progress)
    with _writing(run, patience), _collector_paused(), _holding_interrupts(run):
        with run.interrupts.breaking():
            if wanted.reread_all:
                store.forget_reading()
            sources = wanted.sources()
            changes = look_for_changes(store, sources)
        regrouped, left = _update_store(run, wanted, sources, changes)
        if wanted.config_stamp is not None:
            store.keep_config_stamp(wanted.config_stamp)
        store.keep_reading()
        if changes or any(regrouped.new) or regrouped.gone:
            run.update_index(regrouped)
        if wanted.added is not None:  # last: it is not taken back with the rest
            others = [os.fsdecode(s.path) for s in list_sources(store) if not s.listed]
            keep_added(wanted.added, others)
    if run.interrupts.came:
        raise Interrupted(f"interrupted: {_describe_rest(left)}")
    return changes


def _describe_rest(left: int) -> str:
    if left:
        return f"what was read is kept; {count_of(left, 'file')} to go: run the command again"
    return "all was read and is kept"


@contextmanager
def _writing(run: _Run, patience: float = PATIENCE) -> Iterator[None]:
    """A transaction. After it the indexes of all states but the current one are removed, unless
    another process is already writing, which will remove them in turn."""
    try:
        with run.store.transaction(patience):
            yield
    finally:
        if run.index_path is not None:
            # What can't be taken out is left for the next writer.
            unable = LibraryBusy, LibraryUnwritable, OSError
            with suppress(*unable), run.store.transaction(patience=0):
                keep_only(run.index_path, run.store.generation)


def _holding_interrupts(run: _Run) -> AbstractContextManager[None]:
    """See :mod:`paperdex.ingest.interrupt`; in a temporary library it ends the process."""
    return nullcontext() if run.index_path is None else holding_interrupts(run.interrupts)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Inside, the cyclic garbage collector is off: reading makes no cycles, and searching for
    them takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def update_decisions(
    store: Store,
    index_path: str | None,
    decisions: Callable[[], Sequence[Decision]],
    *,
    keep: Callable[[], None],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Bring store and index up to date with a person's decisions: all of it or nothing.

    ``decisions`` is called once the library is locked, because another process may just have
    added one. ``check`` may raise to refuse, before the index is touched; ``keep`` is called
    before the transaction ends.
    """
    run = _Run(store, index_path, Interrupts())
    with _writing(run):
        papers = apply_decisions(store, decisions())
        regrouped = regroup(store, range(0), papers)
        check()
        if any(regrouped.new) or regrouped.gone:
            run.update_index(regrouped)
        keep()


def judge_again(store: Store, index_path: str | None, decisions: Sequence[Decision]) -> None:
    """Judge and group the whole library again, as if it were read now."""
    run = _Run(store, index_path, Interrupts())
    with _writing(run):
        forget_verdicts(store)
        apply_decisions(store, decisions)
        run.update_index(regroup(store, store.numbers("entry"), set()))


def _update_store(
    run: _Run, wanted: Wanted, sources: Sequence[Source], changes: Changes
) -> tuple[Regrouped, int]:
    """The papers that changed, and how many files were not read because of Ctrl-C: only new
    ones, since nothing is kept unless all changed files were read."""
    store, interrupts = run.store, run.interrupts
    known = {source.name for source in list_sources(store)}
    for source in sources:
        if source.name in known or os.path.exists(source.path):
            add_source(store, source, wanted.root, source.name in wanted.listed)
    with interrupts.breaking():
        papers = _remove(store, changes)
    files = [(source, found, file.given) for file, source, found in changes.changed]
    files += [(source, found, NOTHING_GIVEN) for source, found in changes.added]
    to_read = [(s, f, (wanted.given(f.path) | before).settle()) for s, f, before in files]
    fewest = max(1, len(changes.changed)) if to_read else 0
    workers = count_workers(size_of(to_read) // _SHARE)
    with WorkerPool(workers, run.progress, read_fields) as pool:
        taken = take_in(store, to_read, pool, interrupts, fewest)
        interrupts.finish()
        store.keep_decisions_stamp(sum_if_there(wanted.decisions))
        papers |= apply_decisions(store, read_decisions(wanted.decisions))
        regrouped = regroup(store, taken.entries, papers, taken.ids, pool)
    return regrouped, len(to_read) - taken.files


def _remove(store: Store, changes: Changes) -> set[int]:
    """Remove what is gone or will be read again; returns the papers that may change by that."""
    papers = set[int]()
    for name in changes.dropped:
        papers |= remove_source(store, name)
    for name in changes.gone:
        mark_source(store, name, True)
    for name in changes.back:
        mark_source(store, name, False)
    removed = (*changes.removed, *(file for file, _, _ in changes.changed))
    papers |= remove_files(store, [file.id for file in removed])
    if changes.is_reread:
        for file in list_files(store):  # can't be read now, or the source is gone
            reread_file(store, file.id)
    for file, found in changes.touched:
        touch_file(store, file.id, found.size, found.mtime)
    return papers
