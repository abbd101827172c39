"""The library on disk: sources, files, entries, papers. SQLite; the truth.

What was read is kept entry by entry; a paper is a set of entries and is merged
from them when asked for, so that merging loses nothing and can be undone.
Every change happens in a transaction and gives the library a new generation.
All errors of sqlite3 are translated here.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from paperdex.errors import LibraryError
from paperdex.paper import Paper, Rejected, from_record, to_record
from paperdex.query import FACTS, Range

SCHEMA_VERSION = 1

# Nothing here needs more than SQLite 3.34.
_SCHEMA = f"""
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- as in the records
    path TEXT NOT NULL,
    listed INTEGER NOT NULL,        -- 1: in paperdex.toml; 0: added by a command
    gone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    name TEXT NOT NULL,             -- relative to the source
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,         -- nanoseconds
    digest BLOB NOT NULL,
    visited TEXT,                   -- the date a person gave for the page
    form TEXT,                      -- null: not a listing, for the reason in note
    note TEXT,
    UNIQUE (source, name)
);
CREATE TABLE paper (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- the id in records
    reason TEXT NOT NULL,           -- why its entries are one paper
    title TEXT NOT NULL,            -- in the form titles are sorted by
    {", ".join(f"{fact} INTEGER" for fact in FACTS)}
);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    first_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    line INTEGER NOT NULL,
    record TEXT NOT NULL,           -- the paper as read from this entry alone
    paper INTEGER REFERENCES paper ON DELETE SET NULL
);
CREATE INDEX entry_by_paper ON entry (paper);
CREATE INDEX entry_by_file ON entry (file);
CREATE TABLE block_key (            -- entries that share a key may be one paper
    key TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
    PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE INDEX block_key_by_entry ON block_key (entry);
CREATE TABLE alias (                -- other ids a paper had or has
    name TEXT NOT NULL,
    paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
    PRIMARY KEY (name, paper)
) WITHOUT ROWID;
CREATE INDEX alias_by_paper ON alias (paper);
CREATE TABLE unplaced (             -- lines of a file that belong to no entry
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    first_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    reason TEXT,                    -- null: furniture of the page; else rejected
    raw TEXT
);
CREATE INDEX unplaced_by_file ON unplaced (file);
CREATE TABLE meta (
    generation TEXT NOT NULL,
    config_stamp TEXT NOT NULL      -- of the paperdex.toml whose sources are known
);
INSERT INTO meta VALUES ('', '');
PRAGMA user_version = {SCHEMA_VERSION};
"""

# Milliseconds to wait for another process that is writing.
_PATIENCE = 5000

SORTS = {
    "date": "first_day IS NULL, first_day DESC, last_day DESC, name",
    "upvotes": "upvotes DESC, first_day IS NULL, first_day DESC, name",
    "comments": "comments DESC, first_day IS NULL, first_day DESC, name",
    "title": "title, name",
}
"""Orders of papers by name: newest first, most first, titles from A to Z."""


class StoredFile(NamedTuple):
    """A file as it was when last read."""

    id: int
    source: str
    name: str
    size: int
    mtime: int
    digest: bytes
    visited: str | None
    form: str | None
    note: str | None


class StoredEntry(NamedTuple):
    """An entry with its place in the store and the paper it belongs to so far."""

    id: int
    paper: int | None
    record: Paper


class StoredSource(NamedTuple):
    """A source the library knows."""

    name: str
    path: str
    listed: bool
    gone: bool


class Store:
    """An open library. Made by :meth:`open`, :meth:`create` or :meth:`in_memory`."""

    def __init__(self, connection: sqlite3.Connection, path: str | None) -> None:
        self._db = connection
        self.path = path

    # Opening

    @classmethod
    def open(cls, path: str) -> "Store":
        """The store at ``path``, made if there is none. Raises LibraryError if it can't be used."""
        with _translated(path):
            connection = sqlite3.connect(path, timeout=_PATIENCE / 1000, isolation_level=None)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA_VERSION:
                raise LibraryError(
                    f"{path}: made by a newer paperdex (format {version}, this one knows"
                    f" {SCHEMA_VERSION}): install the newer one"
                )
            connection.execute("PRAGMA foreign_keys = ON")
            if version == 0:
                connection.execute("PRAGMA journal_mode = WAL")
                _make_tables(connection)
            # With a write-ahead log a commit survives a crash of the program
            # at NORMAL; only a power cut may lose the last one, never half.
            connection.execute("PRAGMA synchronous = NORMAL")
        return cls(connection, path)

    @classmethod
    def in_memory(cls) -> "Store":
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
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with _translated(self.path):
            return self._db.execute(sql, values).fetchall()

    def _value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        row = self._rows(sql, values)
        return row[0][0] if row else None

    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        with _translated(self.path):
            return self._db.execute(sql, values).lastrowid or 0

    def _write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _translated(self.path):
            self._db.executemany(sql, rows)

    # Generation

    @property
    def generation(self) -> str:
        """Names the state of the library; another one after every change."""
        return str(self._value("SELECT generation FROM meta"))

    def renew_generation(self) -> str:
        """Call once in each transaction that changes papers."""
        generation = os.urandom(8).hex()
        self._write("UPDATE meta SET generation = ?", (generation,))
        return generation

    @property
    def config_stamp(self) -> str:
        """The stamp of the paperdex.toml whose sources are known here."""
        return str(self._value("SELECT config_stamp FROM meta"))

    def keep_config_stamp(self, stamp: str) -> None:
        """Note which paperdex.toml the listed sources are from."""
        self._write("UPDATE meta SET config_stamp = ?", (stamp,))

    # Sources and files

    def sources(self) -> list[StoredSource]:
        """All sources, by name."""
        rows = self._rows("SELECT name, path, listed, gone FROM source ORDER BY name")
        return [
            StoredSource(name, path, bool(listed), bool(gone)) for name, path, listed, gone in rows
        ]

    def add_source(self, name: str, path: str, listed: bool) -> None:
        """Make a source known, as listed in paperdex.toml or added by a command."""
        self._write(
            "INSERT INTO source (name, path, listed) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET path = excluded.path, listed = excluded.listed",
            (name, path, listed),
        )

    def remove_source(self, name: str) -> set[int]:
        """Forget a source and its entries; gives the papers that had entries in it."""
        papers = set[int]()
        for file in self.files(name):
            papers |= self.remove_file(file.id)
        self._write("DELETE FROM source WHERE name = ?", (name,))
        return papers

    def mark_source(self, name: str, gone: bool) -> None:
        """Note whether the source is there."""
        self._write("UPDATE source SET gone = ? WHERE name = ?", (gone, name))

    def files(self, source: str | None = None) -> list[StoredFile]:
        """The files of one source or of all, by source and name."""
        rows = self._rows(
            "SELECT file.id, source.name, file.name, size, mtime, digest, visited, form, note"
            " FROM file JOIN source ON source.id = file.source"
            " WHERE ?1 IS NULL OR source.name = ?1 ORDER BY source.name, file.name",
            (source,),
        )
        return [StoredFile(*row) for row in rows]

    def count_files(self) -> int:
        """How many files the library knows."""
        return int(self._value("SELECT count(*) FROM file"))

    def touch_file(self, file: int, size: int, mtime: int) -> None:
        """Note a file's new time; its content is the same."""
        self._write("UPDATE file SET size = ?, mtime = ? WHERE id = ?", (size, mtime, file))

    def reread_file(self, file: int) -> None:
        """Have the file taken for changed at the next look."""
        self._write("UPDATE file SET mtime = -1, digest = x'' WHERE id = ?", (file,))

    def remove_file(self, file: int) -> set[int]:
        """Take out a file and its entries; gives the papers that had entries in it."""
        papers = self._rows(
            "SELECT DISTINCT paper FROM entry WHERE file = ? AND paper IS NOT NULL", (file,)
        )
        self._write("DELETE FROM file WHERE id = ?", (file,))
        return {paper for (paper,) in papers}

    def add_file(
        self,
        source: str,
        name: str,
        *,
        size: int,
        mtime: int,
        digest: bytes,
        visited: str | None,
        form: str | None,
        note: str | None,
    ) -> int:
        """A new file of a source, with no entries yet; gives its number."""
        return self._write(
            "INSERT INTO file (source, name, size, mtime, digest, visited, form, note)"
            " VALUES ((SELECT id FROM source WHERE name = ?), ?, ?, ?, ?, ?, ?, ?)",
            (source, name, size, mtime, digest, visited, form, note),
        )

    # Entries

    def add_entry(
        self, file: int, lines: tuple[int, int], paper: Paper, keys: Iterable[str]
    ) -> int:
        """An entry of a file as the paper it tells of; gives its number."""
        entry = self._write(
            "INSERT INTO entry (file, first_line, end_line, line, record) VALUES (?, ?, ?, ?, ?)",
            (file, *lines, paper.sightings[0].line, _to_json(paper)),
        )
        self._write_many("INSERT INTO block_key VALUES (?, ?)", ((key, entry) for key in keys))
        return entry

    def add_unplaced(self, file: int, lines: tuple[int, int], reason: str | None, raw: str) -> None:
        """Lines that belong to no entry: rejected for a reason, or furniture without one."""
        kept = raw if reason else None
        self._write("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)", (file, *lines, reason, kept))

    def entries_connected_to(
        self, entries: Iterable[int], papers: Iterable[int]
    ) -> list[StoredEntry]:
        """The entries given, those of the papers given, and all that share a key
        with one of them, directly or through others; in order of sighting."""
        self._write("CREATE TEMP TABLE IF NOT EXISTS connected (entry INTEGER PRIMARY KEY)")
        self._write("DELETE FROM connected")
        self._write_many(
            "INSERT OR IGNORE INTO connected VALUES (?)", ((entry,) for entry in entries)
        )
        self._write_many(
            "INSERT OR IGNORE INTO connected SELECT id FROM entry WHERE paper = ?",
            ((paper,) for paper in papers),
        )
        size = -1
        while size != (size := self._value("SELECT count(*) FROM connected")):
            self._write(
                "INSERT OR IGNORE INTO connected SELECT theirs.entry FROM connected"
                " JOIN block_key ours ON ours.entry = connected.entry"
                " JOIN block_key theirs ON theirs.key = ours.key"
            )
        rows = self._rows(
            "SELECT entry.id, entry.paper, entry.record FROM connected"
            " JOIN entry ON entry.id = connected.entry JOIN file ON file.id = entry.file"
            " JOIN source ON source.id = file.source ORDER BY source.name, file.name, entry.line"
        )
        return [StoredEntry(entry, paper, _from_json(record)) for entry, paper, record in rows]

    # Papers

    def add_paper(
        self,
        name: str,
        reason: str,
        title: str,
        facts: dict[str, int | None],
        entries: Iterable[int],
        aliases: Iterable[str],
    ) -> None:
        """A paper made of entries."""
        marks = ", ".join("?" * (3 + len(FACTS)))
        paper = self._write(
            f"INSERT INTO paper (name, reason, title, {', '.join(FACTS)}) VALUES ({marks})",
            (name, reason, title, *(facts[fact] for fact in FACTS)),
        )
        self._write_many(
            "UPDATE entry SET paper = ? WHERE id = ?", ((paper, entry) for entry in entries)
        )
        self._write_many(
            "INSERT INTO alias VALUES (?, ?)", ((alias, paper) for alias in set(aliases))
        )

    def remove_papers(self, papers: Iterable[int]) -> dict[int, list[str]]:
        """Take out papers, not their entries; gives the ids each had, the own one first."""
        names: dict[int, list[str]] = {}
        for paper in papers:
            own = self._value("SELECT name FROM paper WHERE id = ?", (paper,))
            others = self._rows("SELECT name FROM alias WHERE paper = ? ORDER BY name", (paper,))
            names[paper] = [own, *(name for (name,) in others)]
        self._write_many("DELETE FROM paper WHERE id = ?", ((paper,) for paper in names))
        return names

    def has_paper(self, name: str) -> bool:
        """Whether a paper has this id."""
        return self._value("SELECT 1 FROM paper WHERE name = ?", (name,)) is not None

    def count_papers(self) -> int:
        """How many papers the library holds."""
        return int(self._value("SELECT count(*) FROM paper"))

    def entries_of(self, name: str) -> list[Paper]:
        """A paper's entries in order of sighting; none if there is no such paper."""
        rows = self._rows(
            "SELECT record FROM entry JOIN file ON file.id = entry.file"
            " JOIN source ON source.id = file.source"
            " WHERE paper = (SELECT id FROM paper WHERE name = ?)"
            " ORDER BY source.name, file.name, entry.line",
            (name,),
        )
        return [_from_json(record) for (record,) in rows]

    def reason_of(self, name: str) -> str:
        """Why a paper's entries are one paper; empty where it has one."""
        return str(self._value("SELECT reason FROM paper WHERE name = ?", (name,)) or "")

    def names(self, ranges: Sequence[Range] = (), sort: str = "date") -> list[str]:
        """The ids of the papers within all ranges, in one of the orders of SORTS."""
        clauses, values = ["1"], list[int]()
        for bounds in ranges:
            for sign, bound in ((">=", bounds.low), ("<=", bounds.high)):
                if bound is not None:
                    clauses.append(f"{bounds.fact} {sign} ?")
                    values.append(bound)
        where = " AND ".join(clauses)
        rows = self._rows(f"SELECT name FROM paper WHERE {where} ORDER BY {SORTS[sort]}", values)
        return [name for (name,) in rows]

    def first_days(self, names: Sequence[str]) -> dict[str, int | None]:
        """The first day each paper may be of, as YYYYMMDD."""
        sql = "SELECT first_day FROM paper WHERE name = ?"
        return {name: self._value(sql, (name,)) for name in names}

    def names_like(self, text: str) -> list[str]:
        """The papers with this id, else with this alias, else whose id begins so."""
        for sql, value in (
            ("SELECT name FROM paper WHERE name = ?", text),
            (
                "SELECT DISTINCT paper.name FROM alias JOIN paper ON paper.id = alias.paper"
                " WHERE alias.name = ? ORDER BY paper.name",
                text,
            ),
            (
                "SELECT name FROM paper WHERE substr(name, 1, length(?1)) = ?1 AND length(?1) > 3"
                " ORDER BY name",
                text,
            ),
        ):
            rows = self._rows(sql, (value,))
            if rows:
                return [name for (name,) in rows]
        return []

    # Accounts

    def accounts(self) -> dict[int, tuple[int, int, int]]:
        """By file: entries in all, papers first seen there, entries rejected."""
        found = dict(self._rows("SELECT file, count(*) FROM entry GROUP BY file"))
        rejected = dict(
            self._rows("SELECT file, count(*) FROM unplaced WHERE reason IS NOT NULL GROUP BY file")
        )
        kept = dict(
            self._rows(
                "SELECT file, count(*) FROM (SELECT entry.file AS file, row_number() OVER ("
                "PARTITION BY entry.paper ORDER BY source.name, file.name, entry.line) AS nth"
                " FROM entry JOIN file ON file.id = entry.file"
                " JOIN source ON source.id = file.source) WHERE nth = 1 GROUP BY file"
            )
        )
        return {
            file: (
                found.get(file, 0) + rejected.get(file, 0),
                kept.get(file, 0),
                rejected.get(file, 0),
            )
            for (file,) in self._rows("SELECT id FROM file")
        }

    def rejected(self) -> list[tuple[str, Rejected]]:
        """Everything that no paper could be made of, with its source, in order of place."""
        rows = self._rows(
            "SELECT source.name, file.name, first_line, end_line, reason, raw FROM unplaced"
            " JOIN file ON file.id = unplaced.file JOIN source ON source.id = file.source"
            " WHERE reason IS NOT NULL ORDER BY source.name, file.name, first_line"
        )
        return [(source, Rejected(*rest)) for source, *rest in rows]

    def ledger(self) -> Iterator[tuple[str, str, int, int, str, str | None, str | None]]:
        """Every block of every file in order: source, file, first and end line, what
        it is (entry, furniture, rejected), the paper's id or the reason, the title."""
        yield from self._rows(
            "SELECT source.name, file.name, first_line, end_line, 'entry', paper.name,"
            " json_extract(record, '$.title') FROM entry JOIN file ON file.id = entry.file"
            " JOIN source ON source.id = file.source LEFT JOIN paper ON paper.id = entry.paper"
            " UNION ALL SELECT source.name, file.name, first_line, end_line,"
            " CASE WHEN reason IS NULL THEN 'furniture' ELSE 'rejected' END, reason, NULL"
            " FROM unplaced JOIN file ON file.id = unplaced.file"
            " JOIN source ON source.id = file.source ORDER BY 1, 2, 3"
        )

    def groups(self) -> list[tuple[str, str]]:
        """Papers of two and more entries, in order of their first sighting, and why."""
        return self._rows(
            "SELECT paper.name, reason FROM paper JOIN entry ON entry.paper = paper.id"
            " JOIN file ON file.id = entry.file JOIN source ON source.id = file.source"
            " GROUP BY paper.id HAVING count(*) > 1"
            " ORDER BY min(source.name || char(0) || file.name || char(0)"
            " || printf('%012d', entry.line))"
        )


def _make_tables(connection: sqlite3.Connection) -> None:
    connection.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")


def _to_json(paper: Paper) -> str:
    import json  # 2 ms: not for an answer of ids alone

    return json.dumps(to_record(paper), ensure_ascii=False, separators=(",", ":"))


def _from_json(record: str) -> Paper:
    import json

    return from_record(json.loads(record))


@contextmanager
def _translated(path: str | None) -> Iterator[None]:
    """Errors of sqlite3 that a person can act on, as one line that says how."""
    try:
        yield
    except sqlite3.OperationalError as error:
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
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise LibraryError(
            f"{path}: the library is damaged ({error}): move it away, then run `paperdex index`"
        ) from error
