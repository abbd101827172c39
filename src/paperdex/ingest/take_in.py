"""New and changed files -> their entries in the store, and all their other lines."""

import os
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from paperdex.errors import BrokenOff, InputError
from paperdex.ingest.interrupt import Interrupts
from paperdex.ingest.reading import Batch, FileToRead, Head, Job, cut_file, read_job, read_jobs
from paperdex.sources import Found, Given, Source
from paperdex.store import Store
from paperdex.store.intake import Intake
from paperdex.store.phrases import PHRASES
from paperdex.store.records import learn_phrases, load, to_json
from paperdex.store.sources import add_file, add_unplaced, files_without_entries, refuse_file
from paperdex.text import storable_name
from paperdex.workers import Progress, WorkerPool

# Size of sources, in bytes, from which records are compressed even in memory.
_LARGE = 100_000_000
# Size of sources, in bytes, from which a library learns phrases of its own.
_WORTH_LEARNING = 1_000_000
# Size of a file, in bytes, from which Ctrl-C does not wait for its end: a smaller one takes less
# than a second, and to be able to undo a file, its entries can't be written with others'.
_LONG = 500_000

ToRead = tuple[Source, Found, Given]
"""A file to be read, and what a person gave with it, settled."""


class Taken(NamedTuple):
    """The numbers of the entries that were stored; for each a number that stands for the id it
    would have by itself; how many files were read to the end."""

    entries: range
    ids: "array[int]"
    files: int


def take_in(
    store: Store,
    to_read: Sequence[ToRead],
    pool: WorkerPool,
    interrupts: Interrupts,
    fewest: int,
) -> Taken:
    """Read files in order, to the last or until Ctrl-C: then files read to the end are kept,
    and nothing of the file being read.

    Raises BrokenOff if fewer than ``fewest`` were kept, InputError for a file that can't be
    read to its end, unless it was deleted.
    """
    files = _Files(store, to_read, pool.progress)
    try:
        with interrupts.breaking():
            phrases = _find_phrases(store, to_read)
        _read_all(files, _cut(to_read, phrases), pool, interrupts, fewest)
    except BrokenOff:
        if files.read < fewest:
            raise
        files.drop_unfinished()
    files.intake.write()
    _refuse_empty(store, to_read[: files.read])
    return Taken(files.intake.entries, files.intake.ids, files.read)


def _read_all(
    files: "_Files", jobs: Iterator[Job], pool: WorkerPool, interrupts: Interrupts, fewest: int
) -> None:
    """Store what the jobs read. Raises BrokenOff for Ctrl-C: at once while a job is waited for, or
    where what is being read can be left out or all is given up; else at the end of the file."""
    are_last = deque[bool]()

    def noted() -> Iterator[Job]:
        for job in jobs:
            are_last.append(job.ends_file)
            yield job

    with closing(read_jobs(pool, noted())) as done:
        for heads, batches in interrupts.breaking_between(done):
            for head in interrupts.breaking_between(heads):
                if head:
                    files.begin(head)
            if files.may_be_dropped or files.read < fewest:
                batches = interrupts.breaking_between(batches)
            for batch in batches:
                files.add(batch)
            if are_last.popleft():
                files.end()


def _cut(to_read: Sequence[ToRead], phrases: bytes | None) -> Iterator[Job]:
    for source, found, given in to_read:
        place = source.name, found.file, found.path, found.size, found.note
        yield from cut_file(FileToRead(*place, *given, phrases))


def _find_phrases(store: Store, to_read: Sequence[ToRead]) -> bytes | None:
    """The phrases that records refer to, learned if the library has none yet. None for a
    temporary library, whose records are not compressed, unless they would fill the memory."""
    size = size_of(to_read)
    if store.path is None and size <= _LARGE:
        return None
    known = store.learned_phrases()
    if known is None and size >= _WORTH_LEARNING:
        known = learn_phrases(_read_some(to_read), size)
        store.keep_phrases(known)
    return known or PHRASES


def _read_some(to_read: Sequence[ToRead]) -> Iterator[bytes]:
    """The records of the first entries, as JSON."""
    for _, batches in map(read_job, _cut(to_read, None)):
        yield from (to_json(load(record)) for batch in batches for *_, record, _ in batch.entries)


class _Files:
    """Stores the files that are read, one after another."""

    def __init__(self, store: Store, to_read: Sequence[ToRead], progress: Progress) -> None:
        self.intake = Intake(store)
        self.read = 0
        self.may_be_dropped = False
        """Whether the file that is being read can be left out again."""
        self._store = store
        self._to_read = to_read
        self._progress = progress
        self._total = size_of(to_read)
        self._before = 0
        self._file = 0

    def begin(self, head: Head) -> None:
        """Begin the next file with its head; its batches follow."""
        source, found, given = self._to_read[self.read]
        if found.size >= _LONG:
            self.intake.mark()
            self.may_be_dropped = True
        if head.trouble is not None:
            _check_deleted(source, found, head.trouble)
            return
        self._file = add_file(
            self._store,
            source.name,
            found,
            given,
            digest=head.digest,
            form=head.form,
            note=head.note,
        )

    def add(self, batch: Batch) -> None:
        """Store a batch of the current file."""
        found = self._to_read[self.read][1]
        if batch.trouble is not None:
            _refuse(found, batch.trouble)
        add_unplaced(self._store, self._file, batch.unplaced)
        self.intake.add_batch(self._file, batch.kinds, batch.entries)
        done = self._before + min(batch.bytes_read, found.size)
        self._progress(done, self._total, f"reading {found.file}", len(self.intake.entries))

    def end(self) -> None:
        """Note that the current file has been read to the end."""
        self._before += self._to_read[self.read][1].size
        self.read += 1
        if self.may_be_dropped:
            self.may_be_dropped = False
            self._store.forget_mark()

    def drop_unfinished(self) -> None:
        """Remove what was stored of a file that was not read to the end."""
        if self.may_be_dropped:
            self.may_be_dropped = False
            self.intake.go_back()


def _check_deleted(source: Source, found: Found, trouble: str) -> None:
    """A file that is gone from a source that still exists was deleted by the user: no error."""
    if not os.path.exists(source.path) or os.path.lexists(found.path):
        _refuse(found, trouble)


def _refuse(found: Found, trouble: str) -> None:
    raise InputError(
        f"{storable_name(found.path)}: can't be read: {trouble}:"
        " nothing was changed; run the command again"
    )


def _refuse_empty(store: Store, read: Sequence[ToRead]) -> None:
    """Files in which nothing was found in the form that a person gave are not listings."""
    forced = {(source.name, found.file): given.form for source, found, given in read}
    for file in files_without_entries(store) if any(forced.values()) else ():
        form = forced.get((file.source, file.name))
        if file.form and form:
            refuse_file(store, file.id, name_no_entry(form))


def size_of(to_read: Sequence[ToRead]) -> int:
    """The size of the files, in bytes."""
    return sum(found.size for _, found, _ in to_read)


def name_no_entry(form: str) -> str:
    """Why a file is not a listing in the form that a person gave."""
    return f"read as {form}, as asked with --from: no entry in it"
