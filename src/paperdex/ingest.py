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
from paperdex.decide import apply_decisions
from paperdex.decisions import Decision, read_decisions
from paperdex.dedupe import block_keys
from paperdex.dedupe.candidates import find_telling
from paperdex.dedupe.kinds import digest_kind
from paperdex.dedupe.traits import Traits
from paperdex.errors import IndexUnusable, Interrupted, LibraryBusy, LibraryUnwritable
from paperdex.index.generations import keep_only
from paperdex.index.tantivy import TantivyIndex
from paperdex.interrupt import holding_interrupts
from paperdex.listing import Entry, Furniture, Listing, NotListing, read_listing
from paperdex.look import Changes, digest_file, look_for_changes
from paperdex.paper import Rejected
from paperdex.parse import parse_entry
from paperdex.regroup import NOTHING_AT_HAND, AtHand, Regrouped, regroup
from paperdex.search import all_papers, get_paper
from paperdex.sources import AUTO, NOTHING_GIVEN, Found, Given, Source, find_files
from paperdex.store import Store
from paperdex.store.database import PATIENCE
from paperdex.store.intake import Intake, NewKind
from paperdex.store.kinds import forget_verdicts
from paperdex.text import wellformed
from paperdex.watched import WatchedFile

Progress = Callable[[int, int, str], None]
"""Called now and then: how many files are done, how many there are, what is being read."""

_PROGRESS_STEP = 250
# So many entries are kept as they were read until they are grouped (some 80 MB); more are
# read again from the store.
_AT_HAND = 20_000


class Wanted(NamedTuple):
    """What a library should hold: the folder it belongs to, its sources, which of
    them paperdex.toml lists, that file's stamp if it is new, by path what a person
    gave with pages, and where their decisions and the list of the other sources are.

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


def update_library(
    store: Store,
    index_path: str | None,
    wanted: Wanted,
    progress: Progress | None = None,
    patience: float = PATIENCE,
) -> Changes:
    """Bring store and index up to date with the sources: all of it or nothing.

    ``index_path`` is None for a library without an index on disk. Gives the
    changes it made. Raises Interrupted after Ctrl-C, once what was read until then is
    kept, and LibraryBusy where another process is still writing after ``patience`` seconds.
    """
    with (
        _writing(store, index_path, patience),
        _collector_paused(),
        _holding_interrupts(index_path, wanted) as is_interrupted,
    ):
        sources = wanted.sources()
        changes = look_for_changes(store, sources)
        before = store.generation
        regrouped, left = _update_store(store, wanted, sources, changes, progress, is_interrupted)
        if wanted.config_stamp is not None:
            store.keep_config_stamp(wanted.config_stamp)
        store.keep_reading()
        if wanted.added is not None:
            others = [os.fsdecode(s.path) for s in store.sources() if not s.listed]
            keep_added(wanted.added, others)
        if changes or regrouped.new or regrouped.gone:
            generation = store.renew_generation()
            if progress:
                progress(1, 1, "indexing")
            if index_path is not None:
                _update_index(store, index_path, before, regrouped, generation)
    if is_interrupted():
        rest = (
            f"; {left} file{'' if left == 1 else 's'} to go: run the command again" if left else ""
        )
        raise Interrupted(f"interrupted: what was read is kept{rest}")
    return changes


def _holding_interrupts(
    index_path: str | None, wanted: Wanted
) -> AbstractContextManager[Callable[[], bool]]:
    """See :mod:`paperdex.interrupt`; of a passing library nothing is kept, so it ends at once."""
    return nullcontext(lambda: False) if index_path is None else holding_interrupts(wanted.tell)


@contextmanager
def _writing(store: Store, index_path: str | None, patience: float = PATIENCE) -> Iterator[None]:
    """A transaction. After it the indexes of all states but the one in force are taken out,
    unless another process is writing by then, which does so in its turn."""
    try:
        with store.transaction(patience):
            yield
    finally:
        if index_path is not None:
            with suppress(LibraryBusy, LibraryUnwritable), store.transaction(patience=0):
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
        regrouped = regroup(store, (), papers, NOTHING_AT_HAND)
        check()
        if regrouped.new or regrouped.gone:
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
        regrouped = regroup(store, store.all_entries(), set(), NOTHING_AT_HAND)
        generation = store.renew_generation()
        if index_path is not None:
            _update_index(store, index_path, before, regrouped, generation)


def _update_store(
    store: Store,
    wanted: Wanted,
    sources: Sequence[Source],
    changes: Changes,
    progress: Progress | None,
    stop: Callable[[], bool],
) -> tuple[Regrouped, int]:
    """What has changed of the papers, and how many files were not read, if told to stop:
    of those that are new only, for nothing is left of a changed one until it is read."""
    known = {source.name for source in store.sources()}
    for source in sources:
        if source.name in known or os.path.exists(source.path):
            store.add_source(source, wanted.root, source.name in wanted.listed)
    papers = _remove(store, changes)
    to_read = [
        (source, found, wanted.given(found.path) | file.given)
        for file, source, found in changes.changed
    ]
    to_read += [(source, found, wanted.given(found.path)) for source, found in changes.added]
    left = 0
    entries = list[int]()
    at_hand = AtHand({}, {})
    intake = Intake(store)
    for done, (source, found, given) in enumerate(to_read):
        if done >= len(changes.changed) and stop():
            left = len(to_read) - done
            break
        for nth, (entry, kind, said) in enumerate(_read_file(store, intake, source, found, given)):
            entries.append(entry)
            if len(at_hand.entries) < _AT_HAND:
                at_hand.entries[entry] = said.paper
                at_hand.kinds.setdefault(kind, said)
            if progress and nth % _PROGRESS_STEP == 0:
                progress(done, len(to_read), f"reading {found.file}: {nth} entries")
    intake.write()
    if progress:
        progress(len(to_read), len(to_read), "finding duplicates")
    store.keep_decisions_stamp(stamp_if_there(wanted.decisions))
    papers |= apply_decisions(store, read_decisions(wanted.decisions))
    return regroup(store, entries, papers, at_hand), left


def _remove(store: Store, changes: Changes) -> set[int]:
    """Take out what is no more or will be read anew; gives the papers it touches."""
    papers = set[int]()
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
    return papers


def _update_index(
    store: Store, path: str, before: str, regrouped: Regrouped, generation: str
) -> None:
    """Let the index follow the store; one that can't is made anew."""
    try:
        index = TantivyIndex.branch(path, before, generation)
        new = (get_paper(store, name) for name in regrouped.new)
        index.update(regrouped.gone, new, generation)
    except IndexUnusable:
        TantivyIndex.build(path, all_papers(store), generation)


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
    listing = _open_listing(found[0], form)
    if isinstance(listing, NotListing):
        return f"{source.name}: {listing.reason}"
    if form is None or any(isinstance(block, Entry) for block in listing.blocks):
        return None
    return f"{source.name}: {_no_entry(form)}"


def _no_entry(form: str) -> str:
    return f"read as {form}, as asked with --from: no entry in it"


def _open_listing(found: Found, form: str | None) -> Listing | NotListing:
    try:
        return read_listing(lambda: open(found.path, "rb"), form)
    except OSError as error:
        return NotListing(f"can't be read: {error.strerror or error}")


def _read_file(
    store: Store, intake: Intake, source: Source, found: Found, given: Given
) -> Iterator[tuple[int, int, Traits]]:
    """Put a file's entries in the store; gives them as it goes, with their numbers and
    those of their kinds."""
    if given.form == AUTO:
        given = given._replace(form=None)
    watched = WatchedFile(source, found)
    try:
        listing = read_listing(watched.open, given.form)
    except OSError:
        if watched.is_deleted():
            return
        watched.check()
        raise
    file = store.add_file(
        source.name,
        found.file,
        size=found.size,
        mtime=found.mtime,
        digest=digest_file(found),
        given=given,
        form=listing.form if isinstance(listing, Listing) else None,
        note=listing.reason if isinstance(listing, NotListing) else None,
    )
    if isinstance(listing, NotListing):
        watched.check()
        return
    count = 0
    for block in listing.blocks:
        lines = (block.first_line, block.end_line)
        if isinstance(block, Furniture):
            store.add_unplaced(file, lines, None, "")
            continue
        if not isinstance(block, Entry):
            store.add_unplaced(file, lines, block.reason, wellformed(block.raw))
            continue
        paper = parse_entry(block, source.name, found.file, given.visited)
        if isinstance(paper, Rejected):
            store.add_unplaced(file, lines, paper.reason, paper.raw)
        else:
            count += 1
            said = Traits(paper)
            kind = _find_kind(intake, said)
            yield intake.add_entry(file, lines, paper, kind), kind, said
    watched.check()
    if given.form and not count:
        store.refuse_file(file, _no_entry(given.form))


def _find_kind(intake: Intake, entry: Traits) -> int:
    """The number of what an entry says, new or known."""
    digest = digest_kind(entry)
    kind = intake.find_kind(digest)
    if kind is None:
        kind = intake.add_kind(
            NewKind(digest, entry.said, block_keys(entry), find_telling(entry).pack())
        )
    return kind
