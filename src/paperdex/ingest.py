"""The first journey: files -> listing -> parse -> dedupe -> store -> index.

Everything that writes a library happens here, in one transaction, and gives a
report of what became of every entry.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from paperdex.dedupe import block_keys, group_papers, merge_papers
from paperdex.errors import InputError
from paperdex.ids import base_id, digest, title_digest
from paperdex.listing import Entry, Furniture, Listing, NotListing, read_listing
from paperdex.paper import Paper, Rejected
from paperdex.parse import parse_entry
from paperdex.query import facts
from paperdex.sources import Found, Source, find_files
from paperdex.store import Store, StoredEntry, StoredFile
from paperdex.text import fold, wellformed

Progress = Callable[[int, int, str], None]
"""Called before each file is read: how many are done, how many there are, the next one's name."""

Visited = Callable[[Path], str | None]
"""The date on which a person says that the page in a file was saved, if one did."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Entries read = papers kept + duplicates merged + entries rejected."""

    entries: int = 0
    papers: int = 0
    merged: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.entries + other.entries,
            self.papers + other.papers,
            self.merged + other.merged,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. ``form`` is None if it is no listing, for the reason in ``note``."""

    source: str
    file: str
    form: str | None
    note: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Changes:
    """How the sources differ from what the library has read of them."""

    added: tuple[tuple[Source, Found], ...] = ()
    changed: tuple[tuple[StoredFile, Source, Found], ...] = ()
    touched: tuple[tuple[StoredFile, Found], ...] = ()
    removed: tuple[StoredFile, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the papers may differ: a file that was merely touched does not count."""
        return bool(
            self.added or self.changed or self.removed or self.gone or self.back or self.dropped
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What a change of the store means for an index: ids taken out, papers put in."""

    gone: list[str]
    papers: list[Paper]


def look_for_changes(store: Store, sources: Sequence[Source]) -> Changes:
    """Compare the files of the sources with the store, by size and time, then content.

    A source whose path is gone, or a folder of which nothing is left (a disk
    that is not mounted), keeps its papers. A file that two sources hold is
    read for the first of them only. A folder that can't be read is a problem
    to tell of and keeps what was read of it.
    """
    known = {(file.source, file.name): file for file in store.files()}
    stored = {source.name: source for source in store.sources()}
    listed = {source.name for source in sources}
    added, changed, touched = [], [], []
    gone, back, problems = [], [], []
    seen_paths = set()
    present: set[str] = set()
    for source in sorted(sources, key=lambda source: source.name):
        try:
            files = find_files(source)
        except InputError as error:
            problems.append(str(error))
            continue
        before = {name for of, name in known if of == source.name}
        was_gone = source.name in stored and stored[source.name].gone
        if files is None or (before and not files):
            if source.name not in stored:
                problems.append(f"{source.name}: no such file or folder")
            elif not was_gone:
                gone.append(source.name)
            continue
        present.add(source.name)
        if was_gone:
            back.append(source.name)
        for found in files:
            if found.path in seen_paths:
                continue
            seen_paths.add(found.path)
            file = known.pop((source.name, found.file), None)
            if file is None:
                added.append((source, found))
            elif (file.size, file.mtime) != (found.size, found.mtime):
                if file.size == found.size and file.digest == _digest(found):
                    touched.append((file, found))
                else:
                    changed.append((file, source, found))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        touched=tuple(touched),
        removed=tuple(file for (of, _), file in known.items() if of in present),
        gone=tuple(gone),
        back=tuple(back),
        dropped=tuple(name for name in stored if name not in listed),
        problems=tuple(problems),
    )


def apply_changes(
    store: Store,
    sources: Sequence[Source],
    added_by_hand: Iterable[str],
    changes: Changes,
    visited: Visited = lambda path: None,
    progress: Progress | None = None,
) -> Written:
    """Read what has changed and bring store and papers up to date. Call in a transaction."""
    by_hand = set(added_by_hand)
    for source in sources:
        store.add_source(source.name, source.path, source.name in by_hand)
    papers, entries = set[int](), list[int]()
    for name in changes.dropped:
        papers |= store.remove_source(name)
    for name in changes.gone:
        store.mark_source(name, True)
    for name in changes.back:
        store.mark_source(name, False)
    for file in (*changes.removed, *(file for file, _, _ in changes.changed)):
        papers |= store.remove_file(file.id)
    for file, found in changes.touched:
        store.touch_file(file.id, found.size, found.mtime)
    to_read = [(source, found, visited(found.path)) for source, found in changes.added]
    to_read += [
        (source, found, visited(found.path) or file.visited)
        for file, source, found in changes.changed
    ]
    for done, (source, found, date) in enumerate(to_read):
        if progress:
            progress(done, len(to_read), f"{source.name}: {found.file}")
        entries += _read_file(store, source, found, date)
    return _regroup(store, entries, papers)


def account(store: Store) -> list[FileReport]:
    """What became of every file of the library."""
    accounts = store.accounts()
    reports = []
    for file in store.files():
        entries, kept, rejected = accounts[file.id]
        counts = Counts(entries, kept, entries - kept - rejected, rejected)
        reports.append(FileReport(file.source, file.name, file.form, file.note, counts))
    return reports


def _digest(found: Found) -> bytes:
    try:
        with open(found.path, "rb") as stream:
            return file_digest(stream, "blake2b").digest()
    except OSError:
        return b""


def _open_listing(found: Found) -> Listing | NotListing:
    try:
        return read_listing(lambda: open(found.path, "rb"))
    except OSError as error:
        return NotListing(f"can't be read: {error.strerror or error}")


def _read_file(store: Store, source: Source, found: Found, visited: str | None) -> list[int]:
    """Put a file's entries in the store; gives their numbers."""
    listing = _open_listing(found)
    file = store.add_file(
        source.name,
        found.file,
        size=found.size,
        mtime=found.mtime,
        digest=_digest(found),
        visited=visited,
        form=listing.form if isinstance(listing, Listing) else None,
        note=listing.reason if isinstance(listing, NotListing) else None,
    )
    if isinstance(listing, NotListing):
        return []
    entries = []
    for block in listing.blocks:
        lines = (block.first_line, block.end_line)
        if isinstance(block, Furniture):
            store.add_unplaced(file, lines, None, "")
            continue
        if not isinstance(block, Entry):
            store.add_unplaced(file, lines, block.reason, wellformed(block.raw))
            continue
        paper = parse_entry(block, source.name, found.file, visited)
        if isinstance(paper, Rejected):
            store.add_unplaced(file, lines, paper.reason, paper.raw)
        else:
            entries.append(store.add_entry(file, lines, paper, block_keys(paper)))
    return entries


def _regroup(store: Store, entries: Iterable[int], papers: set[int]) -> Written:
    """Judge anew the entries given, those of the papers given, and whatever they touch.

    Entries that share no key are never compared, so what is connected by keys
    can be judged apart from the rest with the same result as all at once.
    """
    connected = store.entries_connected_to(entries, papers)
    papers = papers | {entry.paper for entry in connected if entry.paper is not None}
    old_names = store.remove_papers(papers)
    groups = group_papers([entry.record for entry in connected])
    members = [[connected[place] for place in group.members] for group in groups]
    merged = _with_ids(
        [merge_papers((entry.record for entry in group), "") for group in members], store
    )
    inherited = set[int]()
    for group, paper, its_entries in zip(groups, merged, members, strict=True):
        aliases = {name for entry in its_entries for name in _names_of(entry)}
        for entry in its_entries:
            if entry.paper is not None and entry.paper not in inherited:
                inherited.add(entry.paper)
                aliases.update(old_names[entry.paper])
        store.add_paper(
            paper.id,
            group.reason,
            fold(paper.title),
            facts(paper),
            (entry.id for entry in its_entries),
            aliases - {paper.id},
        )
    return Written([names[0] for names in old_names.values()], merged)


def _names_of(entry: StoredEntry) -> set[str]:
    """The ids under which a person may have met the paper of an entry."""
    names = {entry.record.id, title_digest(entry.record.title)}
    return names | {name for name in (entry.record.arxiv_id, entry.record.doi) if name}


def _with_ids(papers: Sequence[Paper], store: Store) -> list[Paper]:
    """The papers with their ids: where several would have one, a digest of the
    content tells them apart, and where even that is equal, their order."""
    bases = [base_id(paper.arxiv_id, paper.doi, paper.title) for paper in papers]
    times = Counter(bases)
    taken = set[str]()
    named = []
    for paper, base in zip(papers, bases, strict=True):
        name = base
        if times[base] > 1 or store.has_paper(base):
            name = f"{base}-{_content_digest(paper)}"
        nth, plain = 2, name
        while name in taken or store.has_paper(name):
            name, nth = f"{plain}-{nth}", nth + 1
        taken.add(name)
        named.append(replace(paper, id=name))
    return named


def _content_digest(paper: Paper) -> str:
    content = (paper.title, paper.abstract, paper.authors, paper.date, paper.venue)
    return digest(repr((*content, paper.volume, paper.number, paper.pages, paper.doi)), 4)
