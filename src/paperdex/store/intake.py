"""Entries and their kinds on their way into the store, written in batches.

Row numbers are assigned here, so that an entry can be referred to before it is written. The
store must not be queried for what has not been written yet: see :meth:`Intake.write`.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from paperdex.store.state import Store
from paperdex.store.tables import DIGEST_START, start_digest

KindRow = tuple[bytes, bytes, bytes]
"""A kind: a digest of all that judging looks at, which begins with a digest of what decisions know
its entries by; its keys, of which two kinds must share one to be compared; and numbers that tell
at a glance that two are different. Both are packed."""

EntryRow = tuple[int, int, int, str, str | None, str | None, bytes, bytes]
"""An entry: its first and last line, that of its title, the id it would have by itself,
organization, venue, record, and the digest of its kind."""

UnplacedRow = tuple[int, int, str | None, str | None]
"""Lines that belong to no entry, first and last: rejected for a reason, with their text,
or furniture without one."""

# Rows that are held until they are written: some megabytes.
_ROWS = 1000

KEYS, TELLING = "I", "H"
"""How numbers of a kind are packed: keys have 32 bits, what tells kinds apart 16."""


def pack_numbers(code: str, numbers: Iterable[int]) -> bytes:
    """Numbers as bytes."""
    return array(code, numbers).tobytes()


def find_kinds(store: Store, digests: Sequence[bytes]) -> dict[bytes, int]:
    """The kinds that have one of these digests, by digest."""
    sql = f"SELECT digest, id FROM kind WHERE {DIGEST_START} IN ({{}})"
    near = dict(store.rows_named(sql, [start_digest(digest) for digest in digests]))
    return {digest: near[digest] for digest in digests if digest in near}


class Intake:
    """Takes entries in. Only one may be open at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._first = self._entry = store.numbers("entry").stop
        self._kind = store.numbers("kind").stop
        self._marked = self._entry, self._kind
        self._known = dict[bytes, int]()
        self._kinds = list[tuple[Any, ...]]()
        self._keys = list[tuple[int, bytes]]()
        self._entries = list[tuple[Any, ...]]()
        self._records = list[tuple[int, bytes]]()
        self.ids = array("q")
        """Of each entry a number that stands for the id it would have by itself: the same
        for the same id, in this process."""

    @property
    def entries(self) -> range:
        """The numbers of the entries that were taken in."""
        return range(self._first, self._entry)

    def add_batch(self, file: int, kinds: Iterable[KindRow], entries: Iterable[EntryRow]) -> None:
        """Entries of a file, and their kinds, of which some may be known."""
        self._add_kinds(kinds)
        for *lines, paper_id, organization, venue, record, digest in entries:
            values = (*lines, organization, venue, self._known[digest])
            self._entries.append((self._entry, file, *values))
            self._records.append((self._entry, record))
            self.ids.append(hash(paper_id))
            self._entry += 1
        if len(self._entries) >= _ROWS:
            self.write()

    def _add_kinds(self, rows: Iterable[KindRow]) -> None:
        rows = [row for row in rows if row[0] not in self._known]
        self._known |= find_kinds(self._store, [row[0] for row in rows])
        for digest, keys, telling in rows:
            if digest not in self._known:
                self._known[digest] = self._kind
                self._kinds.append((self._kind, digest, telling))
                self._keys.append((self._kind, keys))
                self._kind += 1

    def mark(self) -> None:
        """Remember what was taken in so far, to go back to; see :meth:`Store.mark`."""
        self.write()
        self._marked = self._entry, self._kind
        self._store.mark()

    def go_back(self) -> None:
        """Take back what was taken in since the mark."""
        self._store.go_back()
        self._entry, self._kind = self._marked
        del self.ids[self._entry - self._first :]
        self._forget()

    def write(self) -> None:
        """Write what is held."""
        self._store.write_many(
            "INSERT INTO kind (id, digest, telling) VALUES (?, ?, ?)", self._kinds
        )
        self._store.write_many("INSERT INTO unjudged VALUES (?, ?)", self._keys)
        self._store.write_many(
            "INSERT INTO entry"
            " (id, file, first_line, end_line, line, organization, venue, kind)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self._entries,
        )
        self._store.write_many("INSERT INTO record VALUES (?, ?)", self._records)
        self._forget()

    def _forget(self) -> None:
        self._kinds, self._keys, self._entries, self._records = [], [], [], []
        self._known = {}
