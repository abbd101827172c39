"""The first journey: files -> listing -> parse -> dedupe -> store -> index.

Everything that writes a library happens here, in one transaction, and gives a
report of what became of every entry.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from paperdex.dedupe import block_keys, group_papers
from paperdex.ids import base_id, digest, title_digest
from paperdex.listing import Entry, Furniture, Listing, NotListing, read_listing
from paperdex.look import Changes, digest_file
from paperdex.merge import merge_papers
from paperdex.paper import Paper, Rejected
from paperdex.parse import parse_entry
from paperdex.query import facts
from paperdex.sources import Found, Source
from paperdex.store import Store, StoredEntry
from paperdex.text import fold, wellformed

Progress = Callable[[int, int, str], None]
"""Called before each file is read: how many are done, how many there are, the next one's name."""

Visited = Callable[[str], str | None]
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
class Written:
    """What a change of the store means for an index: ids taken out, papers put in."""

    gone: list[str]
    papers: list[Paper]


def apply_changes(
    store: Store,
    sources: Sequence[Source],
    listed: Iterable[str],
    changes: Changes,
    visited: Visited = lambda path: None,
    progress: Progress | None = None,
) -> Written:
    """Read what has changed and bring store and papers up to date. Call in a transaction.

    ``listed`` names the sources that paperdex.toml lists.
    """
    listed = frozenset(listed)
    known = {source.name for source in store.sources()}
    there = [source for source in sources if source.name in known or os.path.exists(source.path)]
    for source in there:
        store.add_source(source.name, source.path, source.name in listed)
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
        digest=digest_file(found),
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
        named.append(paper._replace(id=name))
    return named


def _content_digest(paper: Paper) -> str:
    content = (paper.title, paper.abstract, paper.authors, paper.date, paper.venue)
    return digest(repr((*content, paper.volume, paper.number, paper.pages, paper.doi)), 4)
