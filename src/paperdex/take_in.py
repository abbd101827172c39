"""Files that are new or changed -> their entries in the store, and all their other lines."""

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from paperdex.crew import Crew, Progress
from paperdex.errors import InputError
from paperdex.reading import Batch, FileToRead, Head, Job, cut_file, read_job
from paperdex.sources import AUTO, Found, Given, Source
from paperdex.store import Store
from paperdex.store.intake import Intake
from paperdex.store.phrases import PHRASES
from paperdex.store.records import learn_phrases
from paperdex.store.sources import add_file, add_unplaced, files_without_entries, refuse_file
from paperdex.text import storable_name

# Bytes of sources whose records are compressed even in memory.
_LARGE = 100_000_000
# Bytes of sources from which on phrases of its own are made up for.
_WORTH_LEARNING = 1_000_000

ToRead = tuple[Source, Found, Given]
"""A file to be read, and what a person gave with it."""


class Taken(NamedTuple):
    """The numbers of the entries that were taken in; for each a number that stands for the
    id it would have by itself; how many files were read."""

    entries: range
    ids: "array[int]"
    files: int


def take_in(
    store: Store,
    to_read: Sequence[ToRead],
    crew: Crew,
    is_enough: Callable[[int], bool],
    progress: Progress | None,
) -> Taken:
    """Read files, in order, until ``is_enough`` is true of the number that were begun.

    Raises InputError for a file that can't be read to its end, unless it was deleted.
    """
    files = _Files(store, to_read, progress)
    phrases = _find_phrases(store, files.intake, to_read)
    for results in crew.do(read_job, _cut(to_read, is_enough, phrases)):
        head = next(results)
        if head:
            files.begin(Head(*head))
        for batch in map(_as_batch, results):
            files.add(batch)
    files.intake.write()
    _refuse_empty(store, to_read[: files.begun])
    return Taken(files.intake.entries, files.intake.ids, files.begun)


def _cut(
    to_read: Sequence[ToRead], is_enough: Callable[[int], bool], phrases: bytes | None
) -> Iterator[Job]:
    for nth, (source, found, given) in enumerate(to_read):
        if is_enough(nth):
            return
        place = source.name, found.file, found.path, found.size
        yield from cut_file(FileToRead(*place, given.visited, form_of(given), phrases))


def _find_phrases(store: Store, intake: Intake, to_read: Sequence[ToRead]) -> bytes | None:
    """What records are to refer to, learned if the library has none yet; None for a library
    that leaves nothing on disk, unless it would fill the memory: its records are not compressed."""
    size = size_of(to_read)
    if store.path is None and size <= _LARGE:
        return None
    known = store.learned_phrases()
    if known is None and size >= _WORTH_LEARNING:
        known = learn_phrases(_read_some(to_read), size)
        intake.keep_phrases(known)
    return known or PHRASES


def _read_some(to_read: Sequence[ToRead]) -> Iterator[bytes]:
    """The records of the first entries, not compressed."""
    for job in _cut(to_read, lambda begun: False, None):
        batches = islice(read_job(job), 1, None)
        yield from (entry[-2] for batch in map(_as_batch, batches) for entry in batch.entries)


class _Files:
    """Takes in the files to be read, one after the other."""

    def __init__(self, store: Store, to_read: Sequence[ToRead], progress: Progress | None) -> None:
        self.intake = Intake(store)
        self.begun = 0
        self._store = store
        self._to_read = to_read
        self._progress = progress
        self._total = size_of(to_read)
        self._before = 0
        self._file = 0

    def begin(self, head: Head) -> None:
        """Of the next file comes its head; then its batches."""
        if self.begun:
            self._before += self._to_read[self.begun - 1][1].size
        source, found, given = self._to_read[self.begun]
        self.begun += 1
        if head.trouble is not None:
            _check_deleted(source, found, head.trouble)
            return
        self._file = add_file(
            self._store,
            source.name,
            found.file,
            size=found.size,
            mtime=found.mtime,
            digest=head.digest,
            given=given._replace(form=form_of(given)),
            form=head.form,
            note=head.note,
        )

    def add(self, batch: Batch) -> None:
        """Lines of the file that was begun."""
        _, found, _ = self._to_read[self.begun - 1]
        if batch.trouble is not None:
            _refuse(found, batch.trouble)
        add_unplaced(self._store, self._file, batch.unplaced)
        self.intake.add_batch(self._file, batch.kinds, batch.entries)
        if self._progress:
            done = self._before + min(batch.bytes_read, found.size)
            count = len(self.intake.entries)
            self._progress(done, self._total, f"reading {found.file}", count)


def _check_deleted(source: Source, found: Found, trouble: str) -> None:
    """A file that is gone while its source is there was deleted: that is the user's to do."""
    if not os.path.exists(source.path) or os.path.lexists(found.path):
        _refuse(found, trouble)


def _refuse(found: Found, trouble: str) -> None:
    raise InputError(
        f"{storable_name(found.path)}: can't be read: {trouble}:"
        " nothing was changed; run the command again"
    )


def _refuse_empty(store: Store, read: Sequence[ToRead]) -> None:
    """Files that were read in a form that a person gave, and have no entry in it, are none."""
    forced = {(source.name, found.file) for source, found, given in read if form_of(given)}
    if forced:
        for file in files_without_entries(store):
            if file.form and file.given.form and (file.source, file.name) in forced:
                refuse_file(store, file.id, name_no_entry(file.given.form))


def size_of(to_read: Sequence[ToRead]) -> int:
    """How many bytes the files have."""
    return sum(found.size for _, found, _ in to_read)


def form_of(given: Given) -> str | None:
    """The form that a person gave; None where it is to be found out."""
    return None if given.form == AUTO else given.form


def name_no_entry(form: str) -> str:
    """Why a file is no listing in the form that a person gave."""
    return f"read as {form}, as asked with --from: no entry in it"


def _as_batch(values: Iterable[Any]) -> Batch:
    return Batch(*values)
