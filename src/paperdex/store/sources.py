"""The sources that a library knows, and their files as they were when last read.

A source is identified by its name, a file by its row number.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from paperdex.sources import Found, Given, Source
from paperdex.store.state import Store

if TYPE_CHECKING:
    from paperdex.store.intake import UnplacedRow


class StoredSource(NamedTuple):
    """A source the library knows: its path, below the library's folder if it lies there;
    whether paperdex.toml lists it; whether it was gone at the last look."""

    name: str
    path: bytes
    listed: bool
    gone: bool

    def source_in(self, root: str) -> Source:
        """The source, for a library whose folder is ``root``."""
        return Source(self.name, os.path.join(root, os.fsdecode(self.path)))


class StoredFile(NamedTuple):
    """A file as it was when last read. Its size is in bytes, its time in nanoseconds; ``note``
    says why it is not a listing, or what could not be read."""

    id: int
    source: str
    name: str
    size: int
    mtime: int
    digest: bytes
    given: Given
    form: str | None
    note: str | None


# Sources


def list_sources(store: Store) -> list[StoredSource]:
    """All sources, by name."""
    rows = store.rows("SELECT name, path, listed, gone FROM source ORDER BY name")
    return [StoredSource(name, path, bool(listed), bool(gone)) for name, path, listed, gone in rows]


def add_source(store: Store, source: Source, root: str, listed: bool) -> None:
    """Add a source, either listed in paperdex.toml or added by a command.

    Below ``root`` its path is kept relative, so that a library may be moved.
    """
    path = source.path
    if path.startswith(os.path.join(root, "")):
        path = os.path.relpath(path, root)
    store.write(
        "INSERT INTO source (name, path, listed) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET path = excluded.path, listed = excluded.listed",
        (source.name, os.fsencode(path), listed),
    )


def remove_source(store: Store, name: str) -> set[int]:
    """Remove a source and its entries; returns papers like :func:`remove_files`."""
    papers = remove_files(store, [file.id for file in list_files(store, name)])
    store.write("DELETE FROM source WHERE name = ?", (name,))
    return papers


def mark_source(store: Store, name: str, gone: bool) -> None:
    """Note whether the source is there."""
    store.write("UPDATE source SET gone = ? WHERE name = ?", (gone, name))


# Files


def list_files(store: Store, source: str | None = None) -> list[StoredFile]:
    """The files of one source or of all, by source and name."""
    rows = store.rows(
        "SELECT file.id, source.name, file.name, size, mtime, digest,"
        " visited, forced, form, note"
        " FROM file JOIN source ON source.id = file.source"
        " WHERE ? IS NULL OR source.name = ? ORDER BY source.name, file.name",
        (source, source),
    )
    return [
        StoredFile(number, of, name, size, mtime, digest, Given(*given), form, note)
        for number, of, name, size, mtime, digest, *given, form, note in rows
    ]


def files_without_entries(store: Store) -> list[StoredFile]:
    """The files in which no entry was found."""
    filled = set(store.column("SELECT DISTINCT file FROM entry"))
    return [file for file in list_files(store) if file.id not in filled]


def count_files(store: Store) -> int:
    """How many files the library knows."""
    return int(store.value("SELECT count(*) FROM file"))


def add_file(
    store: Store,
    source: str,
    found: Found,
    given: Given,
    *,
    digest: bytes,
    form: str | None,
    note: str | None,
) -> int:
    """Add a file that was found in a source, without entries yet; returns its number. The others
    are as in :class:`StoredFile`."""
    return store.write(
        "INSERT INTO file (source, name, size, mtime, digest, visited, forced, form, note)"
        " VALUES ((SELECT id FROM source WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
        (source, found.file, found.size, found.mtime, digest, *given, form, note),
    )


def add_unplaced(store: Store, file: int, rows: "Iterable[UnplacedRow]") -> None:
    """Lines of a file that belong to no entry."""
    store.write_many("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)", ((file, *r) for r in rows))


def refuse_file(store: Store, file: int, note: str) -> None:
    """Note that a file turned out not to be a listing, and why."""
    store.write("UPDATE file SET form = NULL, note = ? WHERE id = ?", (note, file))


def touch_file(store: Store, file: int, size: int, mtime: int) -> None:
    """Note a file's new time; its content is the same."""
    store.write("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (size, mtime, file))


def reread_file(store: Store, file: int) -> None:
    """Treat the file as changed at the next look."""
    store.write("UPDATE file SET mtime = -1, digest = x'' WHERE id = ?", (file,))


def remove_files(store: Store, files: Iterable[int]) -> set[int]:
    """Remove files and their entries; returns the papers that may change by that: those of all
    entries that may be one paper with a removed one."""
    from paperdex.store.kinds import drop_empty_kinds  # no answer needs it

    kinds, papers = set[int](), set[int]()
    for file in files:
        kinds.update(store.column("SELECT DISTINCT kind FROM entry WHERE file = ?", (file,)))
        papers.update(_papers_near(store, file))
        store.write("DELETE FROM file WHERE id = ?", (file,))
    drop_empty_kinds(store, kinds)
    return papers


def _papers_near(store: Store, file: int) -> list[int]:
    return store.column(
        "SELECT DISTINCT paper FROM entry WHERE paper IS NOT NULL AND kind IN ("
        "SELECT kind FROM entry WHERE file = ?1"
        " UNION SELECT other FROM entry JOIN pair ON one = kind"
        " WHERE file = ?1 AND answer = 'same'"
        " UNION SELECT one FROM entry JOIN pair ON other = kind"
        " WHERE file = ?1 AND answer = 'same')",
        (file,),
    )
