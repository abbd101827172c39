"""The look at the sources before an answer: what has changed since they were read.

Sources and store in, changes out. Nothing is read but names, sizes and times,
and the content of a file whose time alone has changed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from paperdex.sources import Found, Source, find_files
from paperdex.store import Store
from paperdex.store.sources import StoredFile, list_files, list_sources


class Changes(NamedTuple):
    """How the sources differ from what the library has read of them."""

    added: tuple[tuple[Source, Found], ...] = ()
    changed: tuple[tuple[StoredFile, Source, Found], ...] = ()
    touched: tuple[tuple[StoredFile, Found], ...] = ()
    removed: tuple[StoredFile, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_anew: bool = False  # what counts as changed was read by an older program

    def __bool__(self) -> bool:
        """Whether the papers may differ: a file that was merely touched does not count."""
        return bool(
            self.added or self.changed or self.removed or self.gone or self.back or self.dropped
        )


def look_for_changes(store: Store, sources: Sequence[Source]) -> Changes:
    """Compare the files of the sources with the store, by size and time, then content.

    A source whose path is gone, or a folder of which nothing is left (a disk
    that is not mounted), keeps its papers. A file that two sources hold is
    read for the first of them only. What an older program has read counts as
    changed: this one may read more. What can't be looked at is a problem to
    tell of, and what was read of it before is kept.
    """
    is_current = store.is_current_reading
    known = {(file.source, file.name): file for file in list_files(store)}
    stored = {source.name: source for source in list_sources(store)}
    listed = {source.name for source in sources}
    added, changed, touched = [], [], []
    gone, back, problems = list[str](), list[str](), list[str]()
    seen_paths = set()
    looked_at = set()
    for source in sorted(sources, key=lambda source: source.name):
        problems_before = len(problems)
        files = find_files(source, problems)
        was_read = any(of == source.name for of, _ in known)
        was_gone = source.name in stored and stored[source.name].gone
        if files is None or (was_read and not files):
            if source.name not in stored:
                problems.append(f"{source.name}: no such file or folder")
            elif not was_gone and len(problems) == problems_before:
                gone.append(source.name)
            continue
        if len(problems) == problems_before:
            looked_at.add(source.name)
        if was_gone:
            back.append(source.name)
        for found in files:
            if found.path in seen_paths:
                continue
            seen_paths.add(found.path)
            file = known.pop((source.name, found.file), None)
            is_same = file is not None and (file.size, file.mtime) == (found.size, found.mtime)
            if is_same and is_current:
                continue
            trouble = _try_reading(found)
            if trouble:
                problems.append(f"{source.name}/{found.file}: can't be read: {trouble}")
            elif file is None:
                added.append((source, found))
            else:
                is_same = file.size == found.size and file.digest == digest_file(found.path)
                if is_same and is_current:
                    touched.append((file, found))
                else:
                    changed.append((file, source, found))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        touched=tuple(touched),
        removed=tuple(file for (of, _), file in known.items() if of in looked_at),
        gone=tuple(gone),
        back=tuple(back),
        dropped=tuple(name for name in stored if name not in listed),
        unknown=tuple(name for name in sorted(looked_at) if name not in stored),
        problems=tuple(problems),
        is_anew=not is_current,
    )


def _try_reading(found: Found) -> str | None:
    """Why a file can't be read; None if it can. What was read of it before is kept."""
    try:
        with open(found.path, "rb") as file:
            file.read(1)
    except OSError as error:
        return error.strerror or str(error)
    return None


def digest_file(path: str) -> bytes:
    """A digest of the content; empty if it can't be read."""
    from hashlib import file_digest  # 4 ms, and an unchanged source needs none

    try:
        with open(path, "rb") as stream:
            return file_digest(stream, "blake2b").digest()
    except OSError:
        return b""


def describe_changes(changes: Changes) -> str:
    """How the sources differ, in words: `2 files added, 1 changed`."""
    counted = [
        (len(changes.added), "added"),
        (len(changes.changed), "read anew" if changes.is_anew else "changed"),
        (len(changes.removed), "removed"),
    ]
    parts = [f"{n} {what}" for n, what in counted if n]
    if parts:
        number, _, what = parts[0].partition(" ")
        parts[0] = f"{number} file{'' if number == '1' else 's'} {what}"
    parts += [f"source {name} is gone, its papers are kept" for name in changes.gone]
    parts += [f"source {name} is back" for name in changes.back]
    parts += [f"source {name} forgotten" for name in changes.dropped]
    return ", ".join(parts)
