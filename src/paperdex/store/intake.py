"""What is read, on its way into the store: entries and their kinds, written many at once.

Numbers are given out here, so that an entry can be spoken of before it is written. The
store must not be asked for what has not been written yet: see :meth:`Intake.write`.
"""

import json
from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from paperdex.paper import Paper
from paperdex.store.database import Database

# Rows that are held until they are written: some megabytes.
_ROWS = 1000
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class NewKind(NamedTuple):
    """What an entry says that none said before: digests of what judging looks at and of
    what decisions know it by, the keys of which two kinds must share one to be compared,
    and numbers that tell at once that two are different."""

    digest: bytes
    said: bytes
    keys: Sequence[int]
    telling: Sequence[int]


class Intake:
    """Takes entries in. Only one may be open at a time."""

    def __init__(self, store: Database) -> None:
        self._store = store
        self._entry = int(store.value("SELECT max(id) FROM entry") or 0)
        self._kind = int(store.value("SELECT max(id) FROM kind") or 0)
        self._has_kinds = self._kind > 0
        self._known = dict[bytes, int]()
        self._kinds = list[tuple[Any, ...]]()
        self._entries = list[tuple[Any, ...]]()

    def find_kind(self, digest: bytes) -> int | None:
        """The kind of this digest, if there is one."""
        kind = self._known.get(digest)
        if kind is None and self._has_kinds:
            kind = self._store.value("SELECT id FROM kind WHERE digest = ?", (digest,))
            if kind is not None:
                self._known[digest] = kind
        return kind

    def add_kind(self, new: NewKind) -> int:
        """A new kind, not judged yet; gives its number."""
        self._kind += 1
        self._known[new.digest] = self._kind
        packed = array("I", new.keys).tobytes(), array("I", new.telling).tobytes()
        self._kinds.append((self._kind, new.digest, new.said, *packed))
        return self._kind

    def add_entry(self, file: int, lines: tuple[int, int], paper: Paper, kind: int) -> int:
        """An entry of a file as the paper it tells of; gives its number."""
        self._entry += 1
        line = paper.sightings[0].line
        self._entries.append((self._entry, file, *lines, line, kind, _to_json(paper)))
        if len(self._entries) >= _ROWS:
            self.write()
        return self._entry

    def write(self) -> None:
        """Write what is held."""
        self._store.write_many(
            "INSERT INTO kind (id, digest, said, keys, telling) VALUES (?, ?, ?, ?, ?)",
            self._kinds,
        )
        self._store.write_many(
            "INSERT INTO entry (id, file, first_line, end_line, line, kind, record)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            self._entries,
        )
        self._kinds, self._entries = [], []
