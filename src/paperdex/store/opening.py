"""A path -> a connection to the SQLite file there, with the tables of this version.

The file is created if there is none, upgraded if an older program made it, and opened
read-only if it can't be written. Errors of sqlite3 are left to the caller, who translates them.
"""

import os
import sqlite3
import time

from paperdex.errors import LibraryError, LibraryUnwritable, cause_of
from paperdex.store.tables import (
    AFTER_UPGRADE,
    LAST_READ_ANEW,
    SCHEMA,
    SCHEMA_VERSION,
    drop_content,
)

_CACHE = 16_000
"""KB of the file that are kept in memory: to read ten papers of 60,000 takes a fifth less time
than with SQLite's 2,000."""

# Seconds between two tries of what SQLite does not wait for by itself.
_PAUSE = 0.01


def is_writable(path: str) -> bool:
    """Whether the file can be written, and others created beside it."""
    folder = os.path.dirname(path) or os.curdir
    return os.access(folder, os.W_OK) and (not os.path.exists(path) or os.access(path, os.W_OK))


def has_log(path: str) -> bool:
    """Whether there is a write-ahead log with anything in it."""
    try:
        return os.path.getsize(f"{path}-wal") > 0
    except FileNotFoundError:
        return False


def connect(path: str, root: str, unwritable: str, patience: float) -> sqlite3.Connection:
    """A connection to the store at ``path``, created if there is none; read-only if
    ``unwritable`` gives a reason why it can't be written. The paths of its sources are relative to
    ``root``. Statements wait ``patience`` seconds for another process. Raises LibraryError if
    the store can't be used."""
    connection = _open(path, bool(unwritable), patience)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        _set_up(connection, path, root, unwritable, patience)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_in_memory() -> sqlite3.Connection:
    """A connection to a new store that leaves nothing on disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    _make_tables(connection)
    return connection


def _open(path: str, is_read_only: bool, patience: float) -> sqlite3.Connection:
    if not is_read_only:
        return sqlite3.connect(path, timeout=patience, isolation_level=None)
    from urllib.parse import quote

    # If no files can be created beside it, SQLite reads a store with a write-ahead log only if
    # the log exists together with its index (-shm), or if the store is declared immutable.
    if has_log(path) and not os.path.exists(f"{path}-shm"):
        return _open_copy(path)
    how = "mode=ro" if has_log(path) else "mode=ro&immutable=1"
    uri = f"file:{quote(os.fsencode(path))}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)


def _open_copy(path: str) -> sqlite3.Connection:
    """A temporary copy of a store and its log, which stays open after its files are deleted. No
    other process has the store open: otherwise there would be a file -shm beside it."""
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
            f"{path}: the library was left in the middle of its last change, and can't be copied"
            f" ({cause_of(error)}): open it once where it can be written"
        ) from error


def _set_up(
    connection: sqlite3.Connection, path: str, root: str, unwritable: str, patience: float
) -> None:
    """Make the tables of a new file, or bring those of an older one up to date. Raises LibraryError
    for those of a newer program, LibraryUnwritable if anything is to be made and can't be."""
    version = _read_version(connection)
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path}: made by a newer paperdex (format {version}, this one knows"
            f" {SCHEMA_VERSION}): install the newer one"
        )
    if unwritable:
        if version == 0:
            raise LibraryUnwritable(unwritable)
        if version < SCHEMA_VERSION:
            raise LibraryUnwritable(
                f"{unwritable} (an older paperdex made it: open it once where it can be written)"
            )
        return
    if 0 < version < SCHEMA_VERSION:
        _upgrade(connection, path, root)
    connection.execute("PRAGMA foreign_keys = ON")
    if version == 0:
        # Records have some 800 bytes: larger pages than SQLite's 4 KB waste less.
        connection.execute("PRAGMA page_size = 8192")
        _turn_log_on(connection, patience)
        _make_tables(connection)
        # So that an ingest that runs out of space leaves nothing behind.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # With a write-ahead log a commit survives a crash of the program at NORMAL;
    # only a power cut may lose the last one, never half of one.
    connection.execute("PRAGMA synchronous = NORMAL")


def _turn_log_on(connection: sqlite3.Connection, patience: float) -> None:
    """Give a new store a write-ahead log. If another process is doing the same, SQLite refuses at
    once instead of waiting."""
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def _upgrade(connection: sqlite3.Connection, path: str, root: str) -> None:
    """Bring the tables of an older program up to date: all of it or nothing, since a connection
    that is closed in the middle undoes it. Files that the program read are to be read again. Raises
    LibraryError if they can't be, and nothing is kept of what they said."""
    connection.execute("BEGIN IMMEDIATE")
    version = _read_version(connection)
    if version < SCHEMA_VERSION:  # no other process was quicker
        from paperdex.store.state import Store

        store = Store(connection, path)
        if version <= LAST_READ_ANEW:
            _execute_all(connection, drop_content(version))
        else:
            from paperdex.store.repacking import repack

            repack(store)
        _execute_all(connection, SCHEMA + AFTER_UPGRADE)
        if version <= LAST_READ_ANEW:
            from paperdex.store.rereading import check_rereadable
            from paperdex.store.sources import list_sources

            check_rereadable(store, [each.source_in(root) for each in list_sources(store)])
    connection.execute("COMMIT")


def _read_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _execute_all(connection: sqlite3.Connection, script: str) -> None:
    """Execute the statements of a script in the transaction that has begun."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN IMMEDIATE;{SCHEMA}COMMIT;")
