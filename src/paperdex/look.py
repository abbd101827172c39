"""The check of the sources before an answer: what has changed since they were read.

Sources and store in, changes out. Only names, sizes and times are read, and the content of
files of which only the time has changed.
"""

import os
from collections.abc import Collection, Sequence

from paperdex.config import STORE_NAME, follow_folders, is_below
from paperdex.index.generations import is_index
from paperdex.paper import path_of
from paperdex.sources import Found, Source, describe_missing, find_files, find_trouble
from paperdex.store import Store
from paperdex.store.sources import StoredFile, list_files, list_sources
from paperdex.text import count_of

# What a library has in its folder beside the store, its index and the saved searches.
_OWN_NAMES = frozenset({"decisions.jsonl", "sources.json", "writing"})
# How the names of files go on that are put beside the store: by SQLite, and by a rebuild.
_BESIDE_STORE = ("-", ".new", ".damaged")


class Changes:
    """How the sources differ from what the library has read of them."""

    def __init__(self, is_reread: bool) -> None:
        self.added = list[tuple[Source, Found]]()
        self.changed = list[tuple[StoredFile, Source, Found]]()
        self.is_reread = is_reread  # what counts as changed was read by an older program
        self.touched = list[tuple[StoredFile, Found]]()  # another time, the same content
        self.removed = list[StoredFile]()
        # The names of sources that are gone, back, no longer wanted, and not known yet:
        self.gone, self.back = list[str](), list[str]()
        self.dropped, self.unknown = list[str](), list[str]()
        self.problems = list[str]()  # what can't be checked

    def __bool__(self) -> bool:
        """Whether the papers may differ: a file that was merely touched does not count."""
        return bool(
            self.added or self.changed or self.removed or self.gone or self.back or self.dropped
        )


def look_for_changes(store: Store, sources: Sequence[Source]) -> Changes:
    """Compare the files of the sources with the store, by size and time, then content.

    A source whose path is gone, or a folder with nothing left in it (a disk that is not
    mounted), keeps its papers. A file that two sources contain is read for the first of them
    only. What an older program has read counts as changed, because this one may read more.
    What can't be checked is a problem, and what was read from it before is kept.
    """
    look = _Look(store, {source.path for source in sources})
    for source in sorted(sources, key=lambda source: source.name):
        look.at_source(source)
    return look.finish({source.name for source in sources})


def _is_own(path: str, folder: str) -> bool:
    """Whether a path is one of what a library writes into its folder, which may hold listings."""
    if not is_below(path, folder):
        return False
    name, *below = os.path.relpath(path, folder).split(os.sep)
    if name == "index":
        return bool(below) and is_index(below[0])
    if name == "searches":
        return len(below) == 1 and below[0].endswith(".json")
    beside = name.removeprefix(STORE_NAME)
    return name in _OWN_NAMES or not beside or (beside != name and beside.startswith(_BESIDE_STORE))


class _Look:
    """Goes over the sources: which files of the store it has not met yet, and what differs."""

    def __init__(self, store: Store, tops: set[str]) -> None:
        self._tops = tops  # a link to a folder may be a source by itself
        self._own = os.path.realpath(os.path.dirname(store.path)) if store.path else None
        self._is_current = store.is_current_reading
        self._changes = Changes(is_reread=not self._is_current)
        self._unmet = {(file.source, file.name): file for file in list_files(store)}
        self._read_before = {source for source, _ in self._unmet}
        self._stored = {source.name: source for source in list_sources(store)}
        self._seen_whole = set[str]()  # sources of which all could be looked at
        self._seen_paths = set[str]()

    def _find_files(self, source: Source) -> list[Found] | None:
        """The files of a source, but for those of the library itself; None if it is gone."""
        own, top = self._own, follow_folders(source.path)
        if not own or not (is_below(own, top) or is_below(top, own)):
            return find_files(source, self._changes.problems)
        if _is_own(top, own):
            self._changes.problems.append(f"{source.name}: the library's own, which is not read")
            return []
        files = find_files(source, self._changes.problems)
        if not files or not os.path.isdir(top):
            return files
        # What is not below this needs no closer look: nearly all files.
        met = source.path
        if not is_below(top, own):
            met = os.path.join(met, os.path.relpath(own, top))
        return [
            found
            for found in files
            if not found.path.startswith(met)
            or not _is_own(os.path.join(top, os.path.relpath(found.path, source.path)), own)
        ]

    def at_source(self, source: Source) -> None:
        """Look at a source and its files."""
        before = len(self._changes.problems)
        files = self._find_files(source)
        is_whole = len(self._changes.problems) == before
        is_known = source.name in self._stored
        was_gone = is_known and self._stored[source.name].gone
        was_read = source.name in self._read_before
        if files is None or (not files and was_read):
            if not was_read:  # it has no papers to be kept
                self._changes.problems.append(describe_missing(source.name))
            elif is_whole and not was_gone:
                self._changes.gone.append(source.name)
            return
        if is_whole:
            self._seen_whole.add(source.name)
        if was_gone:
            self._changes.back.append(source.name)
        for found in files:
            if found.path not in self._seen_paths and not (found.note and found.path in self._tops):
                self._seen_paths.add(found.path)
                self._at_file(source, found)

    def _at_file(self, source: Source, found: Found) -> None:
        file = self._unmet.pop((source.name, found.file), None)
        if file and self._is_current and _is_same(file, found):
            return
        trouble = _try_reading(found, was_read=bool(file and file.form))
        if trouble:
            path = path_of(source.name, found.file)
            self._changes.problems.append(f"{path}: can't be read: {trouble}")
        elif file is None:
            self._changes.added.append((source, found))
        elif self._is_current and _has_content(file, found):
            self._changes.touched.append((file, found))
        else:
            self._changes.changed.append((file, source, found))

    def finish(self, wanted: set[str]) -> Changes:
        """All that differs; ``wanted`` are the names of all sources there are to be."""
        changes, unmet = self._changes, self._unmet.values()
        changes.removed += [file for file in unmet if file.source in self._seen_whole]
        changes.dropped += [name for name in self._stored if name not in wanted]
        changes.unknown += sorted(self._seen_whole - self._stored.keys())
        return changes


def _is_same(file: StoredFile, found: Found) -> bool:
    """Whether a file is as it was by size and time, and what is not read still isn't."""
    times = (file.size, file.mtime) == (found.size, found.mtime)
    return times and found.note in (None, file.note)


def _has_content(file: StoredFile, found: Found) -> bool:
    """Whether a file has the content that was read of it."""
    return not found.note and file.size == found.size and file.digest == digest_file(found.path)


def _try_reading(found: Found, was_read: bool) -> str | None:
    """Why a file can't be read; None if it can, or if it never was read and must not be."""
    if found.note:
        return found.note if was_read else None
    return find_trouble(found.path)


def digest_file(path: str) -> bytes:
    """A digest of the content; empty if it can't be read."""
    from hashlib import file_digest  # 4 ms, and an unchanged source needs none

    try:
        with open(path, "rb") as stream:
            return file_digest(stream, "blake2b").digest()
    except OSError:
        return b""


def describe_changes(
    changes: Changes, left_out: Collection[tuple[str, str]] = frozenset(), *, are_read: bool = False
) -> str:
    """How the sources differ, or differed before they ``are_read``, in words: `2 files added, 1
    changed`. Files that were ``left_out``, by source and file, because they are no listings, count
    as nothing else."""
    added = [(source.name, found.file) for source, found in changes.added]
    changed = [(file.source, file.name) for file, *_ in changes.changed]
    looked_at = list_looked_at(changes)
    again = "reread" if are_read else "to be reread"
    counted = [
        (_count_but(left_out, added), "added"),
        (_count_but(left_out, changed), again if changes.is_reread else "changed"),
        (len(changes.removed), "removed"),
        (len(looked_at) - _count_but(left_out, looked_at), "left out"),
    ]
    parts = list[str]()
    for number, what in counted:
        if number:  # the word `file` is written once
            parts.append(f"{number:,} {what}" if parts else f"{count_of(number, 'file')} {what}")
    parts += _say_of(
        changes.gone, "is gone, its papers are kept", "are gone, their papers are kept"
    )
    parts += _say_of(changes.back, "is back", "are back")
    parts += _say_of(changes.dropped, "forgotten", "forgotten")
    return ", ".join(parts)


def list_looked_at(changes: Changes) -> set[tuple[str, str]]:
    """The files that are new or have changed, by source and file."""
    added = {(source.name, found.file) for source, found in changes.added}
    return added | {(file.source, file.name) for file, *_ in changes.changed}


def _say_of(names: Sequence[str], of_one: str, of_several: str) -> list[str]:
    """What has become of sources, in words; nothing if there are none."""
    if len(names) < 2:
        return [f"source {name} {of_one}" for name in names]
    *others, last = names
    return [f"sources {', '.join(others)} and {last} {of_several}"]


def _count_but(left_out: Collection[tuple[str, str]], files: Collection[tuple[str, str]]) -> int:
    return sum(file not in left_out for file in files)
