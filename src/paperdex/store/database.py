"""A SQLite file with the tables of a library: transactions and statements.

All errors of sqlite3 are translated here.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, Self

from paperdex.errors import LibraryBusy, LibraryDamaged, LibraryUnwritable
from paperdex.store.holder import describe_holder, drop_note, note_holder
from paperdex.store.opening import connect, connect_in_memory, has_log, is_writable

PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""

BRIEF_PATIENCE = 0.5
"""The same before an answer, which can be given without."""

# Kilobytes of pages that a writer may hold. Digests and ids come in no order, so that each is put
# on another page: of 300,000 papers SQLite's 2 MB have few, and entries and papers took 128
# microseconds each, now 87.
_CACHE = 64_000
# Rows that one statement reads, or values that one names, where there may be many.
_AT_ONCE = 1000


class Database:
    """An open database. Made by :meth:`open` or :meth:`in_memory`."""

    def __init__(
        self, connection: sqlite3.Connection, path: str | None, unwritable: str = ""
    ) -> None:
        self._db = connection
        self.path = path
        self._unwritable = unwritable  # why nothing can be written
        self._file = _find_file(path)
        self._is_reading = False

    @classmethod
    def open(cls, path: str, root: str) -> Self:
        """The store at ``path``, created if there is none; read-only if it can't be written.
        The paths of its sources are relative to ``root``. Raises LibraryError if it can't be
        used."""
        if not is_writable(path):
            return cls._open(path, root, f"{path}: the library can't be written here")
        try:
            return cls._open(path, root, "")
        except LibraryUnwritable as error:  # a full disk has no room for the log
            if has_log(path):
                raise
            return cls._open(path, root, str(error))

    @classmethod
    def _open(cls, path: str, root: str, unwritable: str) -> Self:
        with _translated(path):
            connection = connect(path, root, unwritable, PATIENCE)
        return cls(connection, path, unwritable)

    @classmethod
    def in_memory(cls) -> Self:
        """A store that leaves nothing on disk."""
        return cls(connect_in_memory(), None)

    def close(self) -> None:
        """Close the store's file."""
        self._db.close()

    def is_damaged(self) -> bool:
        """Whether anything in the file is not as SQLite wrote it; reads all of it."""
        try:
            return bool(self.value("PRAGMA integrity_check(1)") != "ok")
        except LibraryDamaged:
            return True

    @contextmanager
    def transaction(self, patience: float = PATIENCE) -> Iterator[None]:
        """Inside, either everything is written or nothing; one writer at a time.

        Raises LibraryBusy if another process is still writing after ``patience`` seconds,
        LibraryUnwritable if nothing can be written.
        """
        self._end_reading()
        try:
            with _translated(self.path), self._writing(patience):
                yield
        finally:
            self._go_on_reading()

    def lock(self) -> None:
        """Let no other process write until this store is closed, even if it is so damaged that no
        transaction can be ended. What is in the log is written to the file first. Raises like
        :meth:`transaction`."""
        with _translated(self.path):
            self._db.execute("PRAGMA wal_checkpoint")
            self._begin(PATIENCE)

    @contextmanager
    def _writing(self, patience: float) -> Iterator[None]:
        try:
            self._begin(patience)
            try:
                if self.path:
                    note_holder(self.path)
                yield
            finally:  # before the lock is released: then another process may leave its note
                if self.path:
                    drop_note(self.path)
            self._check_file()
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk ends it by itself
                self._db.execute("ROLLBACK")
            raise

    def _begin(self, patience: float) -> None:
        if self._unwritable:
            raise LibraryUnwritable(self._unwritable)
        self._db.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        try:
            self._db.execute("BEGIN IMMEDIATE")
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        self._db.execute(f"PRAGMA cache_size = {-_CACHE}")
        self._check_file()

    def _check_file(self) -> None:
        """Raises LibraryUnwritable if the open file is no longer the one at its path: nobody would
        find what is written to it."""
        if _find_file(self.path) != self._file:
            raise LibraryUnwritable(
                f"{self.path}: this file was replaced or removed since it was opened:"
                " run the command again"
            )

    def mark(self) -> None:
        """Within :meth:`transaction`: mark this state, to return to it later."""
        self.write("SAVEPOINT marked")

    def forget_mark(self) -> None:
        """Keep what was written since the mark."""
        self.write("RELEASE marked")

    def go_back(self) -> None:
        """Undo what was written since the mark, and forget the mark."""
        self.write("ROLLBACK TO marked")
        self.write("RELEASE marked")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Inside, everything that is read is of one state, whatever another process writes
        meanwhile; what this process writes is visible."""
        if self._is_reading:
            yield
            return
        self._is_reading = True
        try:
            self._go_on_reading()
            yield
        finally:
            self._end_reading()
            self._is_reading = False

    def renew_snapshot(self) -> None:
        """Within :meth:`reading`: continue with the current state of the library."""
        self._end_reading()
        self._go_on_reading()

    def _go_on_reading(self) -> None:
        if self._is_reading:
            self._db.execute("BEGIN")

    def _end_reading(self) -> None:
        if self._is_reading and self._db.in_transaction:
            with _translated(self.path):
                self._db.execute("COMMIT")

    # For the modules of this package

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            _translate(error, self.path)

    def column(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self.rows(sql, values)]

    def rows_named(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """All rows of a query with ``IN ({})``, for any number of values."""
        found = list[Any]()
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            found += self.rows(sql.format(", ".join("?" * len(some))), some)
        return found

    def rows_in_order(self, sql: str) -> Iterator[Any]:
        """All rows of a query, read as they are taken. It is given a number and how many rows to
        return, of those with higher numbers; the number of a row comes first in it."""
        last = -1
        while rows := self.rows(sql, (last, _AT_ONCE)):
            last = rows[-1][0]
            yield from rows

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row; None if there is none."""
        row = self.rows(sql, values)
        return row[0][0] if row else None

    def numbers(self, table: str) -> range:
        """From the first to the last number that a row of a table may have."""
        return range(1, 1 + (self.value(f"SELECT max(rowid) FROM {table}") or 0))

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; returns the number of the row that it inserted, else 0."""
        try:
            return self._db.execute(sql, values).lastrowid or 0
        except sqlite3.DatabaseError as error:
            _translate(error, self.path)

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        try:
            self._db.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            _translate(error, self.path)


@contextmanager
def replacing(path: str) -> Iterator[None]:
    """Inside, no other process replaces the store at ``path``. A damaged one can't be locked, but
    an empty file beside it can. Raises LibraryBusy like :meth:`Database.transaction`."""
    with _translated(path):
        lock = sqlite3.connect(f"{path}.new.lock", timeout=PATIENCE, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
            yield
        finally:
            lock.close()


def _find_file(path: str | None) -> tuple[int, int] | None:
    """What tells the file at a path from any other that takes its place."""
    try:
        status = os.stat(path or "")
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextmanager
def _translated(path: str | None) -> Iterator[None]:
    """Inside, errors of sqlite3 that a person can act on become one line that says how."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        _translate(error, path)


def _translate(error: sqlite3.DatabaseError, path: str | None) -> NoReturn:
    """Raise an error as one that a person can act on if possible, else as it is."""
    if isinstance(error, sqlite3.ProgrammingError) or path is None:
        raise error
    if not isinstance(error, sqlite3.OperationalError):
        raise LibraryDamaged(path, error) from error
    text = str(error)
    if "locked" in text:
        raise LibraryBusy(path, describe_holder(path)) from error
    if "readonly" in text:
        raise LibraryUnwritable(
            f"{path}: the library can't be written here: search files directly with --in"
        ) from error
    if "unable to open" in text:
        raise LibraryUnwritable(f"{path}: the library can't be opened here") from error
    if "full" in text or "disk I/O" in text:
        raise LibraryUnwritable(
            f"{path}: {error}: free some space, then run `paperdex index`"
        ) from error
    # A store of this version has all its tables, and text in UTF-8.
    if "no such table" in text or "decode" in text:
        raise LibraryDamaged(path, error) from error
    raise error
