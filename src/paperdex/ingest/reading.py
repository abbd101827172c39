"""A file -> what a library keeps of it: its entries as papers, and all other lines.

This is most of the work of an ingest; a large amount is shared among several processes
(:mod:`paperdex.workers`). So it is cut into jobs: a file is one, a large one of JSON lines several.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from typing import Any, NamedTuple

from paperdex.dedupe.blocking import block_keys
from paperdex.dedupe.digests import digest_kind
from paperdex.dedupe.telling import find_telling
from paperdex.dedupe.traits import Traits
from paperdex.ingest.watched import WatchedFile
from paperdex.listing import (
    Entry,
    Furniture,
    Listing,
    NotListing,
    Stray,
    find_unread,
    json_lines,
    read_listing,
)
from paperdex.listing.base import Block
from paperdex.listing.decode import FileContent
from paperdex.look import digest_file
from paperdex.paper import Paper, Rejected
from paperdex.parse import parse_entry
from paperdex.store.intake import (
    KEYS,
    TELLING,
    EntryRow,
    KindRow,
    UnplacedRow,
    pack_numbers,
)
from paperdex.store.records import make_packer
from paperdex.text import wellformed
from paperdex.workers import Fields, WorkerPool

# How many blocks, or lines of a file that is cut, are passed on at once.
_BLOCKS = 200
# Size, in bytes, from which a file is worth cutting.
_LARGE_FILE = 1_000_000


class FileToRead(NamedTuple):
    """A file of a source, and how it is to be read."""

    source: str
    file: str
    path: str
    size: int
    """In bytes."""
    note: str | None
    """Why it must not be opened, if so."""
    visited: str | None
    """The date of the visit, if a person gave it."""
    form: str | None
    """The form of the page, if a person gave it."""
    phrases: bytes | None
    """What records refer to when they are compressed; None if they are not."""


class Head(NamedTuple):
    """What a file is: its form, or None and why it is no listing; a digest of its content;
    why it can't be read, if so."""

    form: str | None
    note: str | None
    digest: bytes
    trouble: str | None = None


class Batch(NamedTuple):
    """Blocks of a file in the form in which they are stored, the kinds of its entries
    among them; how many bytes of the file were read so far; and why no more can be."""

    kinds: list[KindRow]
    entries: list[EntryRow]
    unplaced: list[UnplacedRow]
    bytes_read: int
    trouble: str | None


class _Lines(NamedTuple):
    """Some lines of a file of JSON lines; none in the last job of a file."""

    lines: list[str]
    number: int
    """Of the first line."""
    rank: int
    """Of the first line, among those that are not blank."""
    too_long: list[int]
    """The numbers of lines that are too long to be read."""
    bytes_read: int
    """How far into the file they reach."""
    unread: list[UnplacedRow]
    """What of the file could not be read; told at its end."""
    trouble: str | None
    """Why no more of the file can be read; told at its end."""


class Job(NamedTuple):
    """A file to be read, or some of its lines; the head goes with the first of them."""

    wanted: FileToRead
    head: Head | None = None
    lines: _Lines | None = None

    @property
    def ends_file(self) -> bool:
        """Whether it is the last one of its file."""
        return self.lines is None or not self.lines.lines


def cut_file(wanted: FileToRead) -> Iterator[Job]:
    """The jobs of a file."""
    if wanted.size >= _LARGE_FILE:
        listing, watched = _open(wanted)
        if isinstance(listing, Listing) and listing.form == json_lines.FORM:
            head: Head | None = Head(listing.form, None, digest_file(wanted.path))
            for lines in _cut_lines(listing.content, watched):
                yield Job(wanted, head, lines)
                head = None
            return
    yield Job(wanted)


def _open(wanted: FileToRead) -> tuple[Listing | NotListing, WatchedFile]:
    """What a file is; of one that can't be opened the WatchedFile says why."""
    watched = WatchedFile(wanted.path)
    if wanted.note:
        return NotListing(wanted.note), watched
    try:
        return read_listing(watched.open, wanted.form), watched
    except OSError:
        return NotListing(""), watched


def _cut_lines(content: FileContent, watched: WatchedFile) -> Iterator[_Lines]:
    number = rank = 1
    left = content.lines()
    while lines := _take_some(left):
        end = number + len(lines)
        too_long = [line for line in content.too_long if number <= line < end]
        yield _Lines(lines, number, rank, too_long, watched.tell(), [], None)
        number = end
        rank += sum(not line.isspace() for line in lines if line)
    unread = [_describe_stray(stray) for stray in find_unread(content)]
    yield _Lines([], number, rank, [], watched.tell(), unread, watched.trouble)


def _take_some(lines: Iterator[str]) -> list[str]:
    """The next lines, enough for a job; fewer if they are long."""
    taken, length = list[str](), 0
    while length < _LARGE_FILE and len(taken) < _BLOCKS and (line := next(lines, None)) is not None:
        taken.append(line)
        length += len(line)
    return taken


def read_jobs(
    pool: WorkerPool, jobs: Iterable[Job]
) -> Generator[tuple[Iterator[Head | None], Iterator[Batch]], None, None]:
    """For each job its head, one item, then its batches, each read when it is asked for."""
    fields = ((tuple(f), head and tuple(head), some and tuple(some)) for f, head, some in jobs)
    with closing(pool.do(read_fields, fields)) as done:
        for results in done:
            heads = (Head(*head) if head else None for head in islice(results, 1))
            yield heads, map(Batch._make, results)


def read_fields(job: Fields) -> Iterator[Fields]:
    """A job of :func:`read_jobs`: yields the fields of its head, or none, and of batches."""
    file, head, some = job
    first, batches = read_job(Job(FileToRead(*file), head and Head(*head), some and _Lines(*some)))
    yield tuple(first or ())
    yield from (tuple(batch) for batch in batches)


def read_job(job: Job) -> tuple[Head | None, Iterator[Batch]]:
    """The file's head, for its first job only, and what is read."""
    if job.lines is None:
        return _read_file(job.wanted)
    return job.head, map(_read_lines, [job.wanted], [job.lines])


def _read_lines(wanted: FileToRead, some: _Lines) -> Batch:
    found = json_lines.split_lines(some.lines, some.number, some.rank, some.too_long)
    batch = _make_batch(found, wanted, some.bytes_read, some.trouble)
    batch.unplaced.extend(some.unread)
    return batch


def _read_file(wanted: FileToRead) -> tuple[Head, Iterator[Batch]]:
    listing, watched = _open(wanted)
    digest = b"" if wanted.note else digest_file(wanted.path)
    if isinstance(listing, NotListing):
        return Head(None, listing.reason, digest, watched.trouble), iter(())
    return Head(listing.form, None, digest), _read_blocks(listing, watched, wanted)


def _read_blocks(listing: Listing, watched: WatchedFile, wanted: FileToRead) -> Iterator[Batch]:
    while blocks := list(islice(listing.blocks, _BLOCKS)):
        yield _make_batch(blocks, wanted, watched.tell(), watched.trouble)


def _make_batch(
    blocks: Iterable[Block], wanted: FileToRead, bytes_read: int, trouble: str | None
) -> Batch:
    """Each block as rows: an entry and its kind, or lines that belong to no entry."""
    batch = Batch([], [], [], bytes_read, trouble)
    pack = make_packer(wanted.phrases)
    for block in blocks:
        lines = (block.first_line, block.end_line)
        if isinstance(block, Furniture):
            batch.unplaced.append((*lines, None, None))
        elif not isinstance(block, Entry):
            batch.unplaced.append(_describe_stray(block))
        else:
            paper = parse_entry(block, wanted.source, wanted.file, wanted.visited)
            if isinstance(paper, Rejected):
                batch.unplaced.append((*lines, paper.reason, paper.raw))
            else:
                kind = _describe_kind(Traits(paper))
                batch.kinds.append(kind)
                batch.entries.append((*lines, *_describe_entry(paper), pack(paper), kind[0]))
    return batch


def _describe_stray(stray: Stray) -> UnplacedRow:
    return stray.first_line, stray.end_line, stray.reason, wellformed(stray.raw)


def _describe_entry(paper: Paper) -> tuple[Any, ...]:
    line = paper.sightings[0].line
    return line, paper.id, paper.organization, paper.venue


def _describe_kind(entry: Traits) -> KindRow:
    keys, telling = block_keys(entry), find_telling(entry).pack()
    return digest_kind(entry), pack_numbers(KEYS, keys), pack_numbers(TELLING, telling)
