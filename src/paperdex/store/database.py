"""A SQLite file with the tables of a library: opening, transactions, statements.

All errors of sqlite3 are translated here.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, Self

from paperdex.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryUnwritable
from paperdex.store.holder import describe_holder, drop_note, note_holder
from paperdex.store.tables import LAST_READ_ANEW, SCHEMA, SCHEMA_VERSION, UPGRADES

if TYPE_CHECKING:
    from paperdex.store.records import Dictionary

# How a record begins that is not compressed: a list in JSON. What is begins with another byte.
_PLAIN = b"["
PATIENCE = 5.0
"""Seconds to wait for another process that is writing."""


class Database:
    """An open database. Made by :meth:`open` or :meth:`in_memory`."""

    def __init__(
        self, connection: sqlite3.Connection, path: str | None, unwritable: str = ""
    ) -> None:
        self._db = connection
        self.path = path
        self._unwritable = unwritable  # why nothing can be written
        self._is_reading = False
        self._dictionaries = dict[int, "Dictionary"]()

    @classmethod
    def open(cls, path: str) -> Self:
        """The store at ``path``, made if there is none; only to be read where it can't be
        written. Raises LibraryError if it can't be used."""
        if not _is_writable(path):
            return cls._open(path, f"{path}: the library can't be written here")
        try:
            return cls._open(path, "")
        except LibraryUnwritable as error:  # a full disk has no room for the log
            if _has_log(path):
                raise
            return cls._open(path, str(error))

    @classmethod
    def _open(cls, path: str, unwritable: str) -> Self:
        with _translated(path):
            connection = _connect(path, bool(unwritable))
            try:
                _set_up(connection, path, unwritable)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path, unwritable)

    @classmethod
    def in_memory(cls) -> Self:
        """A store that leaves nothing on disk."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        _make_tables(connection)
        return cls(connection, None)

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
        """All that is written inside, or nothing; one writer at a time.

        Raises LibraryBusy where another one is still at it after ``patience`` seconds,
        LibraryUnwritable where nothing can be written.
        """
        self._end_reading()
        try:
            with _translated(self.path), self._writing(patience):
                yield
        finally:
            self._go_on_reading()

    @contextmanager
    def _writing(self, patience: float) -> Iterator[None]:
        try:
            self._begin(patience)
            try:
                yield
            finally:  # while the lock is held: then another process may leave its note
                if self.path:
                    drop_note(self.path)
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
        if self.path:
            note_holder(self.path)

    def mark(self) -> None:
        """Within :meth:`transaction`: remember this state, to go back to."""
        self.write("SAVEPOINT marked")

    def forget_mark(self) -> None:
        """Keep what was written since the mark."""
        self.write("RELEASE marked")

    def go_back(self) -> None:
        """Take back what was written since the mark, and forget that."""
        self.write("ROLLBACK TO marked")
        self.write("RELEASE marked")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one state, whatever another process writes
        meanwhile; what this one writes is seen."""
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

    def look_anew(self) -> None:
        """Within :meth:`reading`: go on with the state that the library is in now."""
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
        """All rows of a question."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            _translate(error, self.path)

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row; None if there is none."""
        row = self.rows(sql, values)
        return row[0][0] if row else None

    def decompress(self, packed: bytes) -> bytes:
        """The JSON of a record, which may be compressed."""
        if packed.startswith(_PLAIN):
            return packed
        from paperdex.store.records import decompress, find_dictionary_id

        number = find_dictionary_id(packed)
        if number not in self._dictionaries:
            self._read_dictionaries()
        if number not in self._dictionaries:
            raise LibraryDamaged(self.path, "a record refers to phrases that are not here")
        return decompress(packed, self._dictionaries[number])

    def _read_dictionaries(self) -> None:
        from paperdex.store.phrases import PHRASES  # an answer of ids reads none
        from paperdex.store.records import make_dictionary

        # The common ones for what was taken in before the library learned its own.
        for phrases in (PHRASES, self.learned_phrases() or PHRASES):
            dictionary = make_dictionary(phrases)
            self._dictionaries[dictionary.dict_id] = dictionary

    def learned_phrases(self) -> bytes | None:
        """What its records refer to, if it has learned it."""
        learned = self.value("SELECT text FROM phrases")
        return None if learned is None else bytes(learned)

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; gives the number of the row it inserted, if it did."""
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


def _is_writable(path: str) -> bool:
    """Whether the file can be written, and others be made beside it."""
    folder = os.path.dirname(path) or os.curdir
    return os.access(folder, os.W_OK) and (not os.path.exists(path) or os.access(path, os.W_OK))


def _has_log(path: str) -> bool:
    """Whether there is a write-ahead log with anything in it."""
    try:
        return os.path.getsize(f"{path}-wal") > 0
    except FileNotFoundError:
        return False


def _connect(path: str, is_read_only: bool) -> sqlite3.Connection:
    if not is_read_only:
        return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    from urllib.parse import quote

    # Where no files can be made beside it, SQLite reads a store with a write-ahead log
    # only if the log is there already with what tells where in it things are, or if it may
    # take the file for one that stays.
    if _has_log(path) and not os.path.exists(f"{path}-shm"):
        return _connect_to_copy(path)
    how = "mode=ro" if _has_log(path) else "mode=ro&immutable=1"
    uri = f"file:{quote(os.fsencode(path))}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)


def _connect_to_copy(path: str) -> sqlite3.Connection:
    """A passing copy of a store and its log, which stays open when its files are gone. No
    other process has the store open, or there would be a file beside it that tells so."""
    import shutil
    from tempfile import TemporaryDirectory

    try:
        with TemporaryDirectory(prefix="paperdex-") as folder:
            copy = os.path.join(folder, os.path.basename(path))
            for part in ("", "-wal"):
                shutil.copyfile(path + part, copy + part)
            connection = sqlite3.connect(copy, isolation_level=None)
            connection.execute("PRAGMA journal_mode = DELETE")  # takes the log into the store
            return connection
    except OSError as error:
        raise LibraryUnwritable(
            f"{path}: the library was left in the midst of its last change, and can't be copied"
            f" ({error.strerror or error}): open it once where it can be written"
        ) from error


def _set_up(connection: sqlite3.Connection, path: str, unwritable: str) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path}: made by a newer paperdex (format {version}, this one knows"
            f" {SCHEMA_VERSION}): install the newer one"
        )
    if unwritable:
        if version < SCHEMA_VERSION:
            raise LibraryUnwritable(unwritable)
        return
    if 0 < version < SCHEMA_VERSION:
        _upgrade(connection, version, path)
    connection.execute("PRAGMA foreign_keys = ON")
    if version == 0:
        # Records have some 800 bytes: larger pages than SQLite's 4 KB waste less.
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
        _make_tables(connection)
        # So that nothing is left of an ingest that runs out of space.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # With a write-ahead log a commit survives a crash of the program at NORMAL;
    # only a power cut may lose the last one, never half of one.
    connection.execute("PRAGMA synchronous = NORMAL")


def _upgrade(connection: sqlite3.Connection, version: int, path: str) -> None:
    """Bring the tables of an older program up to date; what the sources of old ones said is
    read anew."""
    gone = connection.execute("SELECT name FROM source WHERE gone").fetchall()
    if gone and version <= LAST_READ_ANEW:
        names = ", ".join(name for (name,) in gone)
        raise LibraryError(
            f"{path}: made by an older paperdex, and {names} can't be read anew: put back what"
            " is gone, or move the library away, then run `paperdex index`"
        )
    _run(connection, "".join(UPGRADES[step] for step in range(version, SCHEMA_VERSION)) + SCHEMA)


def _make_tables(connection: sqlite3.Connection) -> None:
    _run(connection, SCHEMA)


def _run(connection: sqlite3.Connection, script: str) -> None:
    connection.executescript(f"BEGIN IMMEDIATE;{script}COMMIT;")


@contextmanager
def _translated(path: str | None) -> Iterator[None]:
    """Errors of sqlite3 that a person can act on, as one line that says how."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        _translate(error, path)


def _translate(error: sqlite3.DatabaseError, path: str | None) -> NoReturn:
    """Raise the error as one that a person can act on, or as it is."""
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
