"""Entries alike in all that judging looks at, as one kind; which kinds are worth
comparing, and what comparing them gave.

Verdicts depend on two kinds alone, so they are kept: entries that come later are
judged against what shares a key with them, and nothing is judged twice.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paperdex.store.block_keys import (
    add_keys,
    forget_keys,
    has_keys,
    keys_of,
    kinds_with_key,
    remove_kinds,
)
from paperdex.store.database import Database
from paperdex.store.intake import KEYS, TELLING

# Rows that are taken at once.
_ROWS = 1000
# Kinds whose keys are held at once: some 20 MB.
_KINDS = 100_000
# Bytes of what decisions know an entry by that its kind's digest begins with, and what comes
# after all that begin so.
_SAID_BYTES = 8
_LAST = b"\xff" * 16

Pair = tuple[int, int]
"""The numbers of two kinds, the smaller first."""


class KeptVerdict(NamedTuple):
    """A verdict on two kinds: same or doubtful, how strong, and why."""

    one: int
    other: int
    answer: str
    rank: int
    reason: str


def find_kind(store: Database, digest: bytes) -> int | None:
    """The kind of this digest, if there is one."""
    kind = store.value("SELECT id FROM kind WHERE digest = ?", (digest,))
    return None if kind is None else int(kind)


def copy_kind(store: Database, kind: int, digest: bytes) -> int:
    """A kind of another digest that says what this one says, not judged yet; its number."""
    copied = store.write(
        "INSERT INTO kind (digest, telling) SELECT ?, telling FROM kind WHERE id = ?",
        (digest, kind),
    )
    keys = store.value("SELECT keys FROM unjudged WHERE kind = ?", (kind,))
    if keys is None:
        keys = keys_of(store, range(kind, kind + 1))[kind].tobytes()
    store.write("INSERT INTO unjudged VALUES (?, ?)", (copied, keys))
    return copied


def drop_empty_kinds(store: Database, kinds: Iterable[int]) -> None:
    """Take out those of the kinds that have no entry any more."""
    sql = "SELECT id FROM kind WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entry WHERE kind = ?1)"
    empty = {number for kind in kinds for (number,) in store.rows(sql, (kind,))}
    remove_kinds(store, empty)
    store.write_many("DELETE FROM kind WHERE id = ?", ((kind,) for kind in empty))


class Keyed(NamedTuple):
    """A kind with its keys, and with what tells it from others of its title, packed."""

    kind: int
    keys: Sequence[int]
    telling: bytes


def kinds_to_judge(store: Database) -> Iterator[Keyed]:
    """The kinds that were not judged yet, in order."""
    sql = (
        "SELECT kind.id, keys, telling FROM unjudged JOIN kind ON kind.id = unjudged.kind"
        " WHERE unjudged.kind > ? ORDER BY unjudged.kind LIMIT ?"
    )
    last = 0
    while rows := store.rows(sql, (last, _ROWS)):
        for last, keys, telling in rows:
            yield Keyed(last, array(KEYS, keys), telling)


def has_judged_kinds(store: Database) -> bool:
    """Whether any kind was judged already."""
    return has_keys(store)


def judged_with_key(store: Database, key: int) -> list[int]:
    """The kinds of this key that were judged already."""
    return kinds_with_key(store, key)


def telling_of(store: Database, kind: int) -> Sequence[int]:
    """What tells a kind from others of its title."""
    return unpack_telling(store.value("SELECT telling FROM kind WHERE id = ?", (kind,)))


def unpack_telling(packed: bytes) -> Sequence[int]:
    """What tells a kind from others of its title, as numbers."""
    return array(TELLING, packed)


def keep_verdicts(store: Database, verdicts: Iterable[KeptVerdict]) -> None:
    """Keep verdicts, which may have been kept before."""
    store.write_many("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?)", verdicts)


def keep_judged(store: Database, keys: Iterable[tuple[int, int]]) -> None:
    """Keep that every kind there is has been judged, and the keys of those that had not
    been, each with its kind, in order."""
    store.write("DELETE FROM unjudged")  # first, so that its space is used again
    add_keys(store, keys)


def forget_verdicts(store: Database) -> None:
    """Have every kind judged anew."""
    store.write("DELETE FROM pair")
    last = int(store.value("SELECT max(id) FROM kind") or 0)
    for first in range(1, last + 1, _KINDS):
        known = keys_of(store, range(first, first + _KINDS))
        rows = ((kind, keys.tobytes()) for kind, keys in known.items())
        store.write_many("INSERT INTO unjudged VALUES (?, ?)", rows)
    forget_keys(store)


def sample_of(store: Database, kind: int) -> bytes:
    """The record of one entry of a kind, for what all of them say."""
    sql = "SELECT packed FROM entry JOIN record ON record.entry = entry.id WHERE kind = ? LIMIT 1"
    return store.decompress(store.value(sql, (kind,)))


def samples_of(store: Database, kinds: Sequence[int]) -> dict[int, bytes]:
    """By kind the record of one entry, for what all of them say."""
    found = dict[int, bytes]()
    for start in range(0, len(kinds), _ROWS):
        some = kinds[start : start + _ROWS]
        rows = store.rows(
            "SELECT kind, packed FROM (SELECT kind, min(id) AS first FROM entry"
            f" WHERE kind IN ({', '.join('?' * len(some))}) GROUP BY kind)"
            " CROSS JOIN record ON record.entry = first",
            some,
        )
        found |= {kind: store.decompress(packed) for kind, packed in rows}
    return found


def has_several(store: Database, kind: int) -> bool:
    """Whether a kind has more than one entry."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE kind = ? LIMIT 2)"
    return int(store.value(sql, (kind,))) > 1


class ConnectedEntry(NamedTuple):
    """An entry of a kind, the paper it belongs to so far, and its record."""

    kind: int
    entry: int
    paper: int | None
    record: bytes


def connected_entries(store: Database) -> Iterator[ConnectedEntry]:
    """The entries of the kinds that were connected last, kind by kind."""
    next_kinds = "SELECT kind FROM connected WHERE kind > ? ORDER BY kind LIMIT ?"
    sql = (
        f"SELECT entry.kind, entry.id, paper, packed FROM ({next_kinds}) CROSS JOIN entry"
        " USING (kind) CROSS JOIN record ON record.entry = entry.id"
        " ORDER BY entry.kind, entry.id"
    )
    last = 0
    while rows := store.rows(sql, (last, _ROWS)):
        last = rows[-1][0]
        yield from (_read_entry(store, *row) for row in rows)


def entries_of_kinds(store: Database, kinds: Sequence[int]) -> dict[int, list[ConnectedEntry]]:
    """By kind its entries."""
    found = dict[int, list[ConnectedEntry]]()
    for start in range(0, len(kinds), _ROWS):
        some = kinds[start : start + _ROWS]
        rows = store.rows(
            "SELECT kind, id, paper, packed FROM entry CROSS JOIN record ON record.entry = entry.id"
            f" WHERE kind IN ({', '.join('?' * len(some))}) ORDER BY kind, id",
            some,
        )
        for kind, *row in rows:
            found.setdefault(kind, []).append(_read_entry(store, kind, *row))
    return found


def _read_entry(
    store: Database, kind: int, entry: int, paper: int | None, packed: bytes
) -> ConnectedEntry:
    return ConnectedEntry(kind, entry, paper, store.decompress(packed))


def connect_kinds(store: Database, entries: range, papers: Iterable[int]) -> None:
    """Connect the kinds of the entries and papers given, and all that verdicts, decisions
    or papers join with one of them, directly or through others."""
    store.write("CREATE TEMP TABLE IF NOT EXISTS connected (kind INTEGER PRIMARY KEY)")
    store.write("CREATE TEMP TABLE IF NOT EXISTS border (kind INTEGER PRIMARY KEY)")
    store.write("DELETE FROM connected")
    store.write("DELETE FROM border")
    by_entry = "INSERT OR IGNORE INTO border SELECT kind FROM entry WHERE id >= ? AND id < ?"
    store.write(by_entry, (entries.start, entries.stop))
    by_paper = "INSERT OR IGNORE INTO border SELECT kind FROM entry WHERE paper = ?"
    store.write_many(by_paper, ((paper,) for paper in papers))
    while store.value("SELECT 1 FROM border LIMIT 1"):
        store.write("INSERT OR IGNORE INTO connected SELECT kind FROM border")
        store.write("CREATE TEMP TABLE reached (kind INTEGER PRIMARY KEY)")
        for step in _STEPS:
            store.write(f"INSERT OR IGNORE INTO reached {step}")
        store.write("DELETE FROM border")
        store.write(
            "INSERT INTO border SELECT kind FROM reached"
            " WHERE kind NOT IN (SELECT kind FROM connected)"
        )
        store.write("DROP TABLE reached")


# A CROSS JOIN begins with its left side, which is small: SQLite can't know.
_STEPS = (
    "SELECT other FROM border CROSS JOIN pair ON one = kind WHERE answer = 'same'",
    "SELECT one FROM border CROSS JOIN pair ON other = kind WHERE answer = 'same'",
    "SELECT other FROM border CROSS JOIN decided ON one = kind WHERE answer = 'same'",
    "SELECT one FROM border CROSS JOIN decided ON other = kind WHERE answer = 'same'",
    "SELECT theirs.kind FROM border CROSS JOIN entry ours ON ours.kind = border.kind"
    " CROSS JOIN entry theirs ON theirs.paper = ours.paper",
)


def verdicts_among_connected(store: Database) -> list[KeptVerdict]:
    """The verdicts that join kinds of the last :func:`connect_kinds`."""
    rows = store.rows(
        "SELECT pair.* FROM connected CROSS JOIN pair ON one = kind WHERE answer = 'same'"
    )
    return [KeptVerdict(*row) for row in rows]


def decided_among_connected(store: Database) -> dict[Pair, str]:
    """What was decided on pairs of kinds of the last :func:`connect_kinds`."""
    rows = store.rows(
        "SELECT one, other, answer FROM connected CROSS JOIN decided ON one = kind"
        " WHERE other IN (SELECT kind FROM connected)"
    )
    return {(one, other): answer for one, other, answer in rows}


def doubtful_pairs(store: Database) -> list[KeptVerdict]:
    """Pairs of kinds that may be one paper, are not, and that nobody has decided on;
    strong ones first."""
    rows = store.rows(
        "SELECT DISTINCT pair.* FROM pair JOIN entry a ON a.kind = pair.one"
        " JOIN entry b ON b.kind = pair.other"
        " LEFT JOIN decided ON decided.one = pair.one AND decided.other = pair.other"
        " WHERE a.paper <> b.paper AND decided.one IS NULL ORDER BY pair.one, pair.other"
    )
    return [KeptVerdict(*row) for row in rows]


# Decisions


class SaidEntry(NamedTuple):
    """An entry with what decisions know it by besides what it says: its source and file, and
    the how-many-eth entry of the file it is that says so."""

    entry: int
    kind: int
    source: str
    file: str
    line: int
    nth: int


def entries_said(store: Database, said: bytes) -> list[SaidEntry]:
    """The entries that say this, in order of place."""
    rows = store.rows(
        "SELECT entry.id, entry.kind, source.name, file.name, entry.line,"
        " row_number() OVER (PARTITION BY file.id ORDER BY entry.line, entry.id)"
        " FROM kind JOIN entry ON entry.kind = kind.id JOIN file ON file.id = entry.file"
        " JOIN source ON source.id = file.source WHERE kind.digest > ? AND kind.digest < ?"
        " ORDER BY source.name, file.name, entry.line",
        (said[:_SAID_BYTES], said[:_SAID_BYTES] + _LAST),
    )
    return [SaidEntry(*row) for row in rows]


def kind_of_entry(store: Database, entry: int) -> int:
    """The kind of an entry."""
    return int(store.value("SELECT kind FROM entry WHERE id = ?", (entry,)))


def set_kind(store: Database, entry: int, kind: int, alone: bool) -> None:
    """Give an entry another kind; ``alone`` if a decision is about it in particular."""
    store.write("UPDATE entry SET kind = ? WHERE id = ?", (kind, entry))
    store.write("UPDATE kind SET alone = ? WHERE id = ?", (alone, kind))


def lone_entries(store: Database) -> list[tuple[int, int]]:
    """The entries that have a kind of their own because of a decision, and that kind."""
    return store.rows(
        "SELECT entry.id, kind.id FROM kind JOIN entry ON entry.kind = kind.id WHERE alone = 1"
    )


def all_decided(store: Database) -> dict[Pair, str]:
    """What was decided, as far as it was last applied."""
    rows = store.rows("SELECT one, other, answer FROM decided")
    return {(one, other): answer for one, other, answer in rows}


def keep_decided(store: Database, decided: dict[Pair, str]) -> None:
    """Replace what was decided."""
    store.write("DELETE FROM decided")
    rows = [(one, other, answer) for (one, other), answer in decided.items()]
    store.write_many("INSERT INTO decided VALUES (?, ?, ?)", rows)


def papers_of_kinds(store: Database, kinds: Iterable[int]) -> set[int]:
    """The papers that have an entry of one of the kinds."""
    sql = "SELECT DISTINCT paper FROM entry WHERE kind = ? AND paper IS NOT NULL"
    return {paper for kind in kinds for (paper,) in store.rows(sql, (kind,))}


def names_of_kind(store: Database, kind: int) -> list[str]:
    """The ids of all papers that have an entry of the kind."""
    sql = (
        "SELECT DISTINCT paper.name FROM entry JOIN paper ON paper.id = entry.paper"
        " WHERE entry.kind = ?"
    )
    return [name for (name,) in store.rows(sql, (kind,))]


def paper_of_kind(store: Database, kind: int) -> str:
    """The id of a paper that has an entry of the kind."""
    sql = (
        "SELECT paper.name FROM entry JOIN paper ON paper.id = entry.paper WHERE entry.kind = ?"
        " ORDER BY paper.name LIMIT 1"
    )
    return str(store.value(sql, (kind,)))
