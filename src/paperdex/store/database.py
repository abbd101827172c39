"""A SQLite file with the tables of a library: opening, transactions, statements.

All errors of sqlite3 are translated here.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, Self

from paperdex.errors import LibraryError
from paperdex.store.tables import SCHEMA, SCHEMA_VERSION, UPGRADES

# Milliseconds to wait for another process that is writing.
_PATIENCE = 5000


class Database:
    """An open database. Made by :meth:`open` or :meth:`in_memory`."""

    def __init__(self, connection: sqlite3.Connection, path: str | None) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def open(cls, path: str) -> Self:
        """The store at ``path``, made if there is none. Raises LibraryError if it can't be used."""
        with _translated(path):
            connection = sqlite3.connect(path, timeout=_PATIENCE / 1000, isolation_level=None)
            try:
                _set_up(connection, path)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing; one writer at a time."""
        with _translated(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:  # a full disk ends it by itself
                    self._db.execute("ROLLBACK")
                raise
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


def _set_up(connection: sqlite3.Connection, path: str) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path}: made by a newer paperdex (format {version}, this one knows"
            f" {SCHEMA_VERSION}): install the newer one"
        )
    if 0 < version < SCHEMA_VERSION:
        _upgrade(connection, version, path)
    connection.execute("PRAGMA foreign_keys = ON")
    if version == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        _make_tables(connection)
    # With a write-ahead log a commit survives a crash of the program at NORMAL;
    # only a power cut may lose the last one, never half of one.
    connection.execute("PRAGMA synchronous = NORMAL")


def _upgrade(connection: sqlite3.Connection, version: int, path: str) -> None:
    """Bring the tables of an older program up to date; what its sources said is read anew."""
    gone = connection.execute("SELECT name FROM source WHERE gone").fetchall()
    if gone:
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
    if isinstance(error, sqlite3.OperationalError):
        if "locked" in str(error):
            raise LibraryError(
                f"{path}: another paperdex is writing to it: try again soon"
            ) from error
        if "readonly" in str(error) or "unable to open" in str(error):
            raise LibraryError(
                f"{path}: the library can't be written here: search files directly with --in"
            ) from error
        if "full" in str(error) or "disk I/O" in str(error):
            raise LibraryError(
                f"{path}: {error}: free some space, then run `paperdex index`"
            ) from error
        raise error
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        raise error
    raise LibraryError(
        f"{path}: the library is damaged ({error}): move it away, then run `paperdex index`"
    ) from error
