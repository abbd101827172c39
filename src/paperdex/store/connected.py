"""Kinds that are connected by verdicts, decisions or papers, directly or through others.

When entries come or go, only papers of kinds connected with theirs can change. The connected
kinds are in temporary tables of the open store.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paperdex.store.pairs import KeptVerdict
from paperdex.store.state import Store

# A CROSS JOIN makes SQLite begin with the left side, which is small.
_STEPS = (
    "SELECT other FROM border CROSS JOIN pair ON one = kind WHERE answer = 'same'",
    "SELECT one FROM border CROSS JOIN pair ON other = kind WHERE answer = 'same'",
    "SELECT other FROM border CROSS JOIN decided ON one = kind WHERE answer = 'same'",
    "SELECT one FROM border CROSS JOIN decided ON other = kind WHERE answer = 'same'",
    "SELECT theirs.kind FROM border CROSS JOIN entry ours ON ours.kind = border.kind"
    " CROSS JOIN entry theirs ON theirs.paper = ours.paper",
)


class ConnectedEntry(NamedTuple):
    """An entry of a kind, the paper it belongs to so far, and its record, as it is kept."""

    kind: int
    entry: int
    paper: int | None
    record: bytes


def connect_kinds(store: Store, entries: range, papers: Iterable[int]) -> None:
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


def connected_entries(store: Store) -> Iterator[ConnectedEntry]:
    """The entries of the kinds that were connected last, kind by kind."""
    next_kinds = "SELECT kind FROM connected WHERE kind > ? ORDER BY kind LIMIT ?"
    sql = (
        f"SELECT entry.kind, entry.id, paper, packed FROM ({next_kinds}) CROSS JOIN entry"
        " USING (kind) CROSS JOIN record ON record.entry = entry.id"
        " ORDER BY entry.kind, entry.id"
    )
    return map(ConnectedEntry._make, store.rows_in_order(sql))


def entries_of_kinds(store: Store, kinds: Sequence[int]) -> dict[int, list[ConnectedEntry]]:
    """The entries of each of the kinds."""
    sql = (
        "SELECT kind, id, paper, packed FROM entry CROSS JOIN record ON record.entry = entry.id"
        " WHERE kind IN ({}) ORDER BY kind, id"
    )
    found = dict[int, list[ConnectedEntry]]()
    for entry in map(ConnectedEntry._make, store.rows_named(sql, kinds)):
        found.setdefault(entry.kind, []).append(entry)
    return found


def verdicts_among_connected(store: Store) -> list[KeptVerdict]:
    """The verdicts that join kinds of the last :func:`connect_kinds`."""
    rows = store.rows(
        "SELECT pair.* FROM connected CROSS JOIN pair ON one = kind WHERE answer = 'same'"
    )
    return [KeptVerdict(*row) for row in rows]


def decided_among_connected(store: Store) -> dict[tuple[int, int], str]:
    """What was decided on pairs of kinds of the last :func:`connect_kinds`, the smaller number
    first."""
    rows = store.rows(
        "SELECT one, other, answer FROM connected CROSS JOIN decided ON one = kind"
        " WHERE other IN (SELECT kind FROM connected)"
    )
    return {(one, other): answer for one, other, answer in rows}
